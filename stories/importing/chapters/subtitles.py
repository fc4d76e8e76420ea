"""Headings over two lines: `CHAPTER I`, and below it the chapter's title."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from stories.importing.blocks import is_break
from stories.importing.chapters.headings import is_word_of_headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.blocks import Block
    from stories.importing.chapters.headings import Candidate

MOST = 0.8  # of the headings must have one, or it is the first line of the text
LONGEST, LONGEST_IN_CAPITALS = 80, 240
FEWEST_WORDS = 3

_ENDS_SENTENCE = re.compile(r"[.!?…:;,。！？](?:[”\"'’»)\]]*)$")
_SPOKEN = re.compile(r"[“\"‘„«—–「『-]")


def with_titles_below(headings: Sequence[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """The headings with the titles that stand on the next line, where all or most have one."""
    are_divisions = all(each.heading.family == "division" for each in headings)
    numbered = [
        each for each in headings if not each.heading.title and (are_divisions or each.heading.family != "division")
    ]
    taken = {each.at for each in headings}
    titled = {each.at for each in numbered if _has_title_below(each.at, taken, blocks)}
    may_have = [each for each in numbered if each.at in titled or each.heading.family != "named"]
    if len(titled) < MOST * len(may_have) or len(titled) < 2:  # noqa: PLR2004 - one alone tells no habit
        titled = {at for at in titled if blocks[at + 1].text.isupper()}
    titled |= _divisions_with_titles(headings, blocks)
    return [_titled(each, blocks[each.at + 1].text) if each.at in titled else each for each in headings]


def _divisions_with_titles(headings: Sequence[Candidate], blocks: Sequence[Block]) -> set[int]:
    """`BOOK ONE`, `THE LAMP`, `Chapter 1`: nothing but its title stands between a book and its first chapter."""
    found = {
        each.at
        for each, after in pairwise(headings)
        if each.heading.family == "division" != after.heading.family
        and not each.heading.title
        and after.at == each.at + 2
        and _may_be_title(_without_stop(blocks[each.at + 1]))
    }
    return found if len(found) > 1 or all(blocks[at + 1].text.isupper() for at in found) else set()


def _without_stop(below: Block) -> Block:
    """`THE LAMP.` is no sentence."""
    return replace(below, text=below.text.rstrip(".")) if below.text.isupper() else below


def _has_title_below(at: int, taken: set[int], blocks: Sequence[Block]) -> bool:
    if at + 2 >= len(blocks) or at + 1 in taken or at + 2 in taken:
        return False
    below = blocks[at + 1]
    text = below.text
    return _may_be_title(below) and (
        len(blocks[at + 2].text) > len(text) or below.gap == 0 < blocks[at + 2].gap or _is_in_capitals(text)
    )


def _may_be_title(below: Block) -> bool:
    text = below.text
    return (
        (len(below.lines) == 1 or text.isupper())
        and not is_break(below)
        and len(text) <= (LONGEST_IN_CAPITALS if text.isupper() else LONGEST)
        and (not _ENDS_SENTENCE.search(text) or _is_in_capitals(text))
        and not _SPOKEN.match(text)
        and not is_word_of_headings(text)  # `SCENE`, above what the stage shows
        and any(map(str.isalpha, text))
    )


def _is_in_capitals(text: str) -> bool:
    """And more than the name of who speaks."""
    return text.isupper() and len(text.split()) >= FEWEST_WORDS


def _titled(each: Candidate, title: str) -> Candidate:
    return each._replace(heading=each.heading._replace(title=" ".join(title.split())), size=2)
