"""Titles where the file states none: from its name, or from its first line."""

from __future__ import annotations

import re
from pathlib import PurePath

LONGEST = 80
NOTHING_SAID = """
a an the story stories fic fanfic fanfiction chapter chapters text untitled unnamed document doc docs file new final
draft copy download downloads export test tmp temp output input data book ebook readme index part latin utf ascii
"""
SMALL_WORDS = "a an and as at but by for from in into nor of on or the to with"

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d{1,3}")
_VOWEL = re.compile(r"[aeiouyäöüáéíóúàèìòùâêîôûæœøåаеёиоуыэюя]", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s_+-]+")
_FEWEST_LETTERS = 4


def title_from_name(name: str) -> str:
    """The file's name as a title; empty when it does not read like one."""
    stem = re.split(r"\.(?=\w+$)", PurePath(name.replace("\\", "/")).name)[0]
    words = [word for word in _SEPARATORS.split(re.sub(r"\.(?=\w)", "_", stem)) if word]
    if not words or not all(map(_reads, words)):
        return ""
    letters = sum(map(len, filter(str.isalpha, words)))
    if letters < _FEWEST_LETTERS or all(word.casefold() in NOTHING_SAID.split() or word.isdecimal() for word in words):
        return ""
    title = " ".join(words)
    return title if title != title.lower() else _capitalised(words)


def incipit(line: str) -> str:
    """The first words of a story, where nothing else names it."""
    line = " ".join(line[: LONGEST * 10].split())
    if len(line) <= LONGEST:
        return line
    cut = line[: LONGEST + 1].rpartition(" ")[0] or line[:LONGEST]
    return cut.rstrip(" ,;:-–—")


def _reads(word: str) -> bool:
    if not _WORD.fullmatch(word):
        return False
    return word.isdecimal() or not word.isascii() or len(word) < _FEWEST_LETTERS or _VOWEL.search(word) is not None


def _capitalised(words: list[str]) -> str:
    first, *others = words
    return " ".join(
        [first.capitalize(), *(word if word in SMALL_WORDS.split() else word.capitalize() for word in others)]
    )
