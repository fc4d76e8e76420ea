"""Lists of contents: headings with next to nothing between them, which come again further down."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.blocks import Block
    from stories.importing.headings import Candidate, Heading

CONTENTS_FROM = 3  # so many headings with nothing between them are a list of contents
LONGEST_HEADING = 120
LONGEST_ITEM = 160  # of a list, with its title and its page
MOST_ABOVE = 20  # items between the word «Contents» and the first that is numbered
CONTENTS = {
    *("contents", "table of contents", "chapters", "inhalt", "inhaltsverzeichnis", "table des matières", "sommaire"),
    *("índice", "indice", "sommario", "содержание", "оглавление", "目次", "目录", "目錄"),
}

_LEADER = re.compile(r"(?:\s*[.…·_]{2,}\s*|\s{2,}|\t+)\d*\s*$")


class Listed(NamedTuple):
    """The blocks `[start, end)` that are the list, and how many headings stand in it."""

    start: int
    end: int
    headings: int


def list_of_contents(headings: Sequence[Candidate], blocks: Sequence[Block]) -> Listed | None:
    """The list at the beginning: its first item comes again, and until its last there are only short lines."""
    again = next((at for at, each in enumerate(headings) if at and _same(headings[0], each)), 0)
    if again < CONTENTS_FROM:
        return None
    text = (at for at in range(headings[0].at, headings[again].at) if not _lists(blocks[at]))
    until = next(text, headings[again].at)
    size = sum(each.at < until for each in headings[:again])
    while size and not any(_same(headings[size - 1], each) for each in headings[again:]):
        size -= 1
    if size < CONTENTS_FROM:
        return None
    between = min(after.at - each.at - 1 for each, after in pairwise(headings[:size]))  # titles below their labels
    return Listed(_start(blocks, headings[0].at), min(headings[size - 1].at + 1 + between, until), size)


def _start(blocks: Sequence[Block], first: int) -> int:
    """Where the word «Contents» stands, if only other items come between it and the first that is numbered."""
    for at in range(first - 1, max(-1, first - MOST_ABOVE), -1):
        if is_name(blocks[at].text):
            return at
        if not _lists(blocks[at]):
            break
    return first


def _lists(block: Block) -> bool:
    return max(map(len, block.text.split("\n"))) <= LONGEST_ITEM


def _same(listed: Candidate, other: Candidate) -> bool:
    if words(listed.heading) == words(other.heading):
        return True
    mine, its = listed.heading, other.heading
    return mine.number is not None and (mine.number, mine.family) == (its.number, its.family)


def is_name(line: str) -> bool:
    """What such a list is called."""
    return line.casefold().strip(" :.\u00a0") in CONTENTS


def words(heading: Heading) -> str:
    """Label and title, without the dots and the page that a list sets after them."""
    return without_page(f"{heading.label} {heading.title}")


def without_page(line: str) -> str:
    """An item without the dots and the page after it."""
    return _LEADER.sub("", line[:LONGEST_HEADING]).casefold()
