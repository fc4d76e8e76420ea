"""Headings that the source marks as such: which are the title, which begin chapters, which lie deeper."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from stories.datelines import dateline_alone
from stories.importing.blocks import Block, over_all
from stories.importing.chapters.headings import ABOVE, LONGEST_MARKED, Candidate, Heading, believed, heading_in
from stories.importing.front.known import Known, without_title_pages
from stories.text import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence


FEWEST_NUMBERED = 2  # chapters tell nothing yet
MOST_TITLES = 2  # of volumes, above numbered chapters
LOWEST_ALONE = 2  # a single heading below this level begins no chapter

_SENTENCE = re.compile(r"[.!?…]\s")
_THE_END = re.compile(
    r"(?:the end|(?:end|ende|fin|fine|fim|конец)\b.{0,40}|finis|curtain|rideau|vorhang|telón|sipario|занавес"
    r"|完|終|终)[.!]?",
    re.IGNORECASE,
)


class Outline(NamedTuple):
    """The title if a heading states it, the headings of chapters, the blocks without the title, and its title page."""

    title: str
    headings: list[Candidate]
    blocks: list[Block]
    title_page: Sequence[str] = ()


def outline(blocks: Sequence[Block], known: Known) -> Outline:
    """Tell the levels of headings apart."""
    title = known.title
    found = _title_at(blocks, title=title)
    rest = list(blocks)
    stated = _words(rest.pop(found)) if found is not None else ""
    known = known if title else Known(stated)
    if title and stated and stated.casefold() != title.casefold():
        rest.insert(found or 0, blocks[found or 0] if known.is_named(stated) else replace(blocks[found or 0], level=0))
    rest, page = without_title_pages(rest, known, below_title=found is not None)
    levels = sorted({block.level for block in rest if block.level})
    deepest = _chapter_level(rest, levels)
    ats = [at for at, block in enumerate(rest) if 0 < block.level <= deepest and not _is_last_words(rest, at)]
    headings = _with_titles_below(_split(rest, ats, deepest=deepest), rest)
    chapters = set(ats)
    marked = [deeper(block) if block.level and at not in chapters else block for at, block in enumerate(rest)]
    return Outline(title or stated, headings, marked, [_words(block) for block in page])


def _is_last_words(blocks: Sequence[Block], at: int) -> bool:
    """A sentence right above another heading ends what came before, however large it is written."""
    text = blocks[at].text
    if at + 1 < len(blocks) and not blocks[at + 1].level:
        return False
    return _THE_END.fullmatch(text) is not None or (
        _SENTENCE.search(text) is not None and not heading_in(text, longest=LONGEST_MARKED)
    )


def _with_titles_below(headings: Sequence[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """`Chapter 1`, and right below it in smaller type the chapter's title."""
    taken = {each.at for each in headings}
    return [
        each._replace(heading=each.heading._replace(title=_words(blocks[each.at + 1])), size=2)
        if each.heading.awaits_title and _may_be_title(each.at + 1, blocks) and each.at + 1 not in taken
        else each
        for each in headings
    ]


def _may_be_title(at: int, blocks: Sequence[Block]) -> bool:
    if at >= len(blocks) or not blocks[at].level:
        return False
    return not heading_in(blocks[at].text) and not dateline_alone(blocks[at].text)


def stated_outline(blocks: Sequence[Block], *, title: str) -> Outline:
    """The headings of a source that marks those of chapters and no others; higher ones are of divisions."""
    ats = [at for at, block in enumerate(blocks) if block.level]
    deepest = max((blocks[at].level for at in ats), default=0)
    return Outline(title, _split(blocks, ats, deepest=deepest), list(blocks))


def _split(blocks: Sequence[Block], ats: Sequence[int], *, deepest: int) -> list[Candidate]:
    """The headings at these places, of which all above the deepest level are those of divisions."""
    divisions = {at for at in ats if blocks[at].level < deepest}
    split = split_headings([(at, blocks[at].text) for at in ats], divisions=divisions)
    return [_with_level(each, blocks) if each.at in divisions else each for each in split]


def _with_level(candidate: Candidate, blocks: Sequence[Block]) -> Candidate:
    """A book and the part right below it are divisions of two families."""
    heading = candidate.heading
    return candidate._replace(heading=heading._replace(family=f"{heading.family} {blocks[candidate.at].level}"))


def split_headings(texts: Sequence[tuple[int, str]], *, divisions: set[int]) -> list[Candidate]:
    """Label and title of each heading; one with a line end in it is parted there."""
    numbered = [
        Candidate(at, heading)
        for at, text in texts
        if "\n" not in text and (heading := heading_in(text, longest=LONGEST_MARKED)) is not None
    ]
    split = {candidate.at: candidate.heading for candidate in believed(numbered)}
    return [
        Candidate(at, _as_division(split.get(at) or _parted(text), is_division=at in divisions)) for at, text in texts
    ]


def _parted(text: str) -> Heading:
    label, parted, title = text.partition("\n")
    if parted:
        return Heading(label.strip(), " ".join(title.split()), "")
    return Heading("", text.strip(), "")


def _as_division(heading: Heading, *, is_division: bool) -> Heading:
    return heading._replace(family="division") if is_division else heading


def _title_at(blocks: Sequence[Block], *, title: str) -> int | None:
    """`# T` is the title if alone, or if it comes right before a row of numbered chapters."""
    top = [at for at, block in enumerate(blocks) if block.level == 1]
    if not top:
        return None
    if len(top) == 1:
        before = [block for block in blocks[: top[0]] if block.level]
        return None if before or _is_only_chapter(blocks, top[0], title=title) else top[0]
    numbered = [heading_in(blocks[at].text) for at in top]
    return top[0] if not numbered[0] and all(numbered[1:]) else None


def _is_only_chapter(blocks: Sequence[Block], at: int, *, title: str) -> bool:
    """`# Chapter 1: Only` is no title, and neither is `# Prologue` where another is stated."""
    if sum(block.level > 0 for block in blocks) > 1 or title.casefold() == _words(blocks[at]).casefold():
        return False
    heading = heading_in(blocks[at].text)
    return heading is not None and (heading.family == "chapter" or (heading.family == "named" and title != ""))


def _chapter_level(blocks: Sequence[Block], levels: Sequence[int]) -> int:
    """The highest level there is; or the next, where the highest only stands above it."""
    if not levels:
        return 0
    highest = levels[0]
    if highest > LOWEST_ALONE and sum(block.level > 0 for block in blocks) == 1:
        return 0
    marked = [_Marked(at, block.level, _heading(block)) for at, block in enumerate(blocks) if block.level]
    if lower := _numbered_level(marked) or _level_below_divisions(marked):
        return lower
    above = [at for at, level, _ in marked if level == highest]
    stands_above = len(levels) > 1 and all(at + 1 < len(blocks) and blocks[at + 1].level == levels[1] for at in above)
    return levels[1] if stands_above else highest


class _Marked(NamedTuple):
    at: int
    level: int
    heading: Heading | None

    @property
    def family(self) -> str:
        return self.heading.family if self.heading else ""


def _numbered_level(marked: Sequence[_Marked]) -> int:
    """The level of a row of numbered chapters, if what stands higher are few titles, or books and parts."""
    levels = {each.at: each.level for each in marked}
    candidates = [Candidate(each.at, each.heading) for each in marked if each.heading]
    rows = Counter(levels[each.at] for each in believed(candidates) if each.heading.family not in ABOVE)
    level, times = max(rows.items(), key=lambda row: row[1], default=(0, 0))
    higher = [each.family for each in marked if each.level < level]
    titles = len(higher) - higher.count("division")
    is_row = times > FEWEST_NUMBERED and set(higher) <= {"", *ABOVE}
    return level if is_row and titles <= max(MOST_TITLES, len(higher) // 2) else 0


def _level_below_divisions(marked: Sequence[_Marked]) -> int:
    """The level of the headings that stand right below most of those of books and parts, where there are such."""
    below = Counter(
        after.level
        for before, after in pairwise(marked)
        if after.at == before.at + 1 and before.level < after.level
        if before.family == "division" != after.family
    )
    divisions = sum(each.family == "division" for each in marked)
    level, times = max(below.items(), key=lambda each: each[1], default=(0, 0))
    return level if times > 1 and times * 2 > divisions - times else 0


def _heading(block: Block) -> Heading | None:
    return heading_in(block.text.partition("\n")[0], longest=LONGEST_MARKED)


def deeper(block: Block) -> Block:
    """A heading that begins no chapter is one within the text."""
    text = _words(block)
    inner = block.spans if text == block.text else ()
    return replace(block, text=text, spans=over_all(text, Kind.HEADING, within=inner).spans)


def _words(block: Block) -> str:
    return " ".join(block.text.split())
