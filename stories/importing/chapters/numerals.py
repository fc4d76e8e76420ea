"""Numbers as chapters carry them: figures, roman and Chinese numerals, words."""

from __future__ import annotations

import re
from functools import lru_cache

from stories.importing.chapters.number_words import WORDS, plain

_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_CHINESE_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_LONGEST = 30


@lru_cache(10_000)
def number_in(word: str) -> int | None:
    """The number a word stands for; None when it stands for none."""
    word = word.casefold()
    if not word or len(word) > _LONGEST:
        return None
    if word.isdecimal():
        return int(word)
    for reading in (_roman, _chinese):
        if (value := reading(word)) is not None:
            return value
    return WORDS.get(plain(word))


def is_roman(word: str) -> bool:
    """A roman numeral in letters of one case."""
    return (word.islower() or word.isupper()) and _roman(word.casefold()) is not None


def _roman(word: str) -> int | None:
    if not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_DIGITS[letter] for letter in word]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _chinese(word: str) -> int | None:
    total = digit = 0
    for character in word:
        if character in _CHINESE_UNITS:
            total += (digit or 1) * _CHINESE_UNITS[character]
            digit = 0
        elif character in _CHINESE_DIGITS:
            digit = digit * 10 + _CHINESE_DIGITS[character]
        else:
            return None
    return total + digit
