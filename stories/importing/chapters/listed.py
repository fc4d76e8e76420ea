"""Lists of contents: short lines that come again further down, where they are headings."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from stories.importing.chapters.headings import Candidate, Heading, heading_in, words_alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stories.importing.blocks import Block

LISTED = "listed"
CONTENTS_FROM = 3  # so many headings with nothing between them are a list of contents
LONGEST_HEADING = 120
LONGEST_ITEM = 160  # of a list, with its title and its page
MOST_ITEMS = 1_000
MOST_OF_ITEM = 800  # letters, with what the chapter tells
NEAR_THE_TOP = 300  # blocks
MOST_BELOW = 8  # of the last number in a list, before the text
MOST_ABOVE = 4  # of the first heading that comes again, such as the title and the first part's
CONTENTS = {
    *("contents", "table of contents", "chapters", "chapter titles", "inhalt", "inhaltsverzeichnis"),
    *("table des matières", "sommaire", "chapitres", "capítulos", "capitoli"),
    *("illustrations", "list of illustrations", "illustrationen", "abbildungen"),
    *("índice", "indice", "sommario", "содержание", "оглавление", "目次", "目录", "目錄"),
}

_LEADER = re.compile(r"(?:\s*[.…·_]{2,}[.…·_\s]*|\s{2,}|\t+)\d*\s*$")


class Listed(NamedTuple):
    """The blocks `[start, end)` that are the list, and the words of its items."""

    start: int
    end: int
    items: Sequence[str]


def list_of_contents(headings: Sequence[Candidate], blocks: Sequence[Block]) -> Listed | None:
    """The list near the beginning, by its name, or as a row of headings with next to nothing between them."""
    return _named_list(blocks) or _row_of_headings(headings, blocks)


def _named_list(blocks: Sequence[Block]) -> Listed | None:
    """Below the word «Contents», until its first item comes again; another may be in it twice."""
    start = next((at for at, block in enumerate(blocks[:NEAR_THE_TOP]) if is_name(block.text)), None)
    if start is None:
        return None
    lines: list[str] = []
    first: Sequence[str] = ()
    for at in range(start + 1, len(blocks)):
        block = blocks[at]
        if len(lines) >= CONTENTS_FROM and _comes_again(block, first := first or _first(lines)):
            end = _end(blocks, start, at)
            return Listed(start, end, _items(_lines(blocks[start + 1 : end])))
        if not lists(block) or len(lines) > MOST_ITEMS:
            return _until_text(blocks, start, at, lines)
        lines += _lines([block])
    return None


def _comes_again(block: Block, first: Sequence[str]) -> bool:
    return any(_is_named_like(block.text, line) for line in first)


def _until_text(blocks: Sequence[Block], start: int, text: int, lines: Sequence[str]) -> Listed | None:
    """The list where text comes before its first item comes again, such as a foreword: up to its last number."""
    numbered = (at for at in range(text - 1, max(start, text - MOST_BELOW), -1) if heading_in(blocks[at].lines[-1]))
    end = next(numbered, start) + 1
    first = _first(lines)
    if len(lines) < CONTENTS_FROM or end <= start + 1 or not any(_comes_again(block, first) for block in blocks[text:]):
        return None
    return Listed(start, end, _items(_lines(blocks[start + 1 : end])))


def _first(lines: Sequence[str]) -> Sequence[str]:
    """The first item, or the next ones, if they are clear enough: the title may stand above them."""
    return [
        line
        for at, line in enumerate(lines[:CONTENTS_FROM])
        if not at or ((heading := heading_in(_without_leader(line))) and heading.title)
    ]


def _lines(blocks: Iterable[Block]) -> list[str]:
    return [line for block in blocks for line in (block.text.split("\n") if _is_short(block) else block.lines)]


def _items(lines: Sequence[str]) -> list[str]:
    """The letters of those that are not numbered, as such are known by themselves, nor the titles of numbers."""
    numbered = [heading_in(_without_leader(line)) for line in lines]
    below = {at for at, (above, each) in enumerate(pairwise(numbered), 1) if above and above.awaits_title and not each}
    if 2 * len(below) < sum(each.awaits_title for each in numbered if each):
        below = set[int]()
    return [
        words_alone(_without_leader(line))
        for at, (line, heading) in enumerate(zip(lines, numbered, strict=True))
        if not heading and at not in below
    ]


def _end(blocks: Sequence[Block], start: int, again: int) -> int:
    """What stands set off above the first item that comes again, as the book's title, belongs to the text as well."""
    usual = max((block.gap for block in blocks[start + 2 : again - MOST_ABOVE]), default=0)
    end = again
    set_off = max(usual, blocks[again].gap // 2) + 1
    while again - end < MOST_ABOVE and end - 1 > start + 1 and blocks[end - 1].gap >= set_off:
        end -= 1
    return end


def _row_of_headings(headings: Sequence[Candidate], blocks: Sequence[Block]) -> Listed | None:
    again = next((at for at, each in enumerate(headings) if at and _same(headings[0], each)), 0)
    if again < CONTENTS_FROM:
        return None
    text = (at for at in range(headings[0].at, headings[again].at) if not lists(blocks[at]))
    until = next(text, headings[again].at)
    size = sum(each.at < until for each in headings[:again])
    while size and not any(_same(headings[size - 1], each) for each in headings[again:]):
        size -= 1
    if size < CONTENTS_FROM or _holds_text(blocks[headings[0].at : headings[size - 1].at], size):
        return None
    between = min(after.at - each.at - 1 for each, after in pairwise(headings[:size]))  # titles below their labels
    end = min(headings[size - 1].at + 1 + between, until)
    return Listed(headings[0].at, end, _items(_lines(blocks[headings[0].at : end])))


def _holds_text(blocks: Sequence[Block], size: int) -> bool:
    """The lines of a play are as short as those of a list, but many."""
    return sum(len(block.text) for block in blocks) > size * MOST_OF_ITEM


def lists(block: Block) -> bool:
    """Its lines are as short as those of a list, or most of them are numbered."""
    return _is_short(block) or 2 * sum(heading_in(line) is not None for line in block.lines) >= len(block.lines) > 1


def _is_short(block: Block) -> bool:
    return max(map(len, block.text.split("\n"))) <= LONGEST_ITEM


def _same(listed: Candidate, other: Candidate) -> bool:
    mine, its = listed.heading, other.heading
    if mine.number is not None and (mine.number, mine.family) == (its.number, its.family):
        return True
    if mine.title and words_alone(mine.title) == words_alone(its.title):
        return True
    return words_alone(f"{mine.label} {mine.title}") == words_alone(f"{its.label} {its.title}")


def with_listed(headings: Sequence[Candidate], blocks: Sequence[Block], listed: Listed) -> list[Candidate]:
    """The headings, and what a list that was taken out names: each item in its order, or those around the numbered."""
    if not listed.items:
        return list(headings)
    places = {item: place for place, item in enumerate(listed.items)}
    known = {at for each in headings for at in (each.at, each.at + 1)}  # a title stands below its number
    numbered = len(headings) >= CONTENTS_FROM
    found: list[Candidate] = []
    reached = -1
    for at, block in enumerate(blocks[listed.start :], listed.start):
        if at in known or len(block.text) > LONGEST_HEADING or len(block.lines) > 1 or _reads_on(block.text):
            continue
        place = places.get(words_alone(block.text) or "-", -1)
        around = not headings[0].at < at < headings[-1].at or at + 1 in known if numbered else place > reached
        if place >= 0 and around:
            found.append(Candidate(at, Heading("", block.text.strip(), LISTED)))
            reached = place
    return sorted([*headings, *found]) if numbered or len(found) >= CONTENTS_FROM else list(headings)


def _reads_on(line: str) -> bool:
    """It is a sentence, or a part of one."""
    return line[:1].islower() or (line.endswith(".") and not line.isupper())


def is_name(line: str) -> bool:
    """What such a list is called."""
    return line.casefold().strip(" :.\u00a0") in CONTENTS


def without_page(line: str) -> str:
    """An item without the dots and the page after it."""
    return _LEADER.sub("", line[:LONGEST_HEADING]).casefold()


def _is_named_like(line: str, item: str) -> bool:
    """The same number, or the same words; a list may leave out the title."""
    mine, its = (heading_in(_without_leader(each)) for each in (line, item))
    if not mine or not its:
        return mine is its and words_alone(_without_leader(line)) == words_alone(_without_leader(item))
    alike = not (mine.title and its.title) or words_alone(mine.title) == words_alone(its.title)
    return alike and words_alone(mine.label) == words_alone(its.label)


def _without_leader(line: str) -> str:
    return _LEADER.sub("", line[: 2 * LONGEST_ITEM].strip())
