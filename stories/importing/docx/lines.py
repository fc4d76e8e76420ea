"""Paragraphs as they follow each other: lines are told from paragraphs, lists and stanzas put together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from stories.importing.blocks import Block
from stories.importing.chapters.headings import heading_in
from stories.importing.docx.letters import joined
from stories.importing.docx.styles import PREFORMATTED, QUOTE, SUBTITLE, TITLE, VERSE
from stories.importing.fields import field_in, is_known
from stories.importing.ornaments import LONGEST_RULE, is_ornament
from stories.text import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stories.importing.docx.paragraph import Paragraph

BELOW = frozenset({"bottom"})
RULE = "***"  # what a drawn line becomes
LONGEST_LINE = 100  # of verse; a longer one is a paragraph that only ends in a line break
LONGEST_ITEM = 160
LONGEST_HEADING = 200
SHORT, FEWEST_SHORT = 60, 3  # so many such lines without a gap are a stanza, where paragraphs have gaps
MOST_LARGER = 0.4  # if more of the gaps are larger than the usual one, those are no pauses
MOSTLY = 0.6

_PARTED = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_ENDS_SENTENCE = re.compile(r"[.!?…:;。！？][”\"'’»)\]]*$")


@dataclass(slots=True, eq=False)
class Line(Block):
    """A block as it comes out of a Word document: a paragraph or a line of one."""

    on_new_page: bool = False
    role: str = ""
    joins: str = ""  # the list, table or poem whose line it is
    marker: str = ""
    footnotes: tuple[int, ...] = ()

    @property
    def is_heading(self) -> bool:
        """It stands above the text."""
        return self.level > 0 or self.role in {TITLE, SUBTITLE}


def lines_of(paragraphs: Iterable[Paragraph]) -> list[Line]:
    """What is to be read, in order, with the gaps between."""
    lines: list[Line] = []
    gap, new_page, quotes = 1, False, 0
    for paragraph, after in pairwise([*_without_deleted_ends(paragraphs), None]):
        assert paragraph is not None
        new_page = new_page or paragraph.starts_page
        is_empty = paragraph.is_empty
        if paragraph.is_line or (is_empty and paragraph.drawn):
            lines.append(Line(RULE))
            gap = 1
        elif is_empty:
            gap += 1
        else:
            is_quoted = paragraph.style.role == QUOTE
            quotes += is_quoted and not (lines and lines[-1].quotes)
            found = _lines(paragraph, gap=gap, quotes=(quotes,) if is_quoted else ())
            found[0].on_new_page = new_page
            lines += found
            gap, new_page = 1, False
            if (paragraph.rules or paragraph.style.rules) and _is_ruled_off(paragraph, after):
                lines.append(Line(RULE))
        new_page = new_page or paragraph.ends_page
    return _without_edges(lines)


def _without_deleted_ends(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """A paragraph whose end was deleted goes on in the next."""
    waiting: Paragraph | None = None
    for paragraph in paragraphs:
        if waiting:
            both = joined([waiting, paragraph], "" if paragraph.is_empty else " ")
            paragraph.text, paragraph.spans = both.text, both.spans
            paragraph.footnotes = waiting.footnotes + paragraph.footnotes
            paragraph.starts_page = waiting.starts_page or paragraph.starts_page
        waiting = paragraph if paragraph.runs_on else None
        if not waiting:
            yield paragraph
    if waiting:
        yield waiting


def _is_ruled_off(paragraph: Paragraph, after: Paragraph | None) -> bool:
    """A line is drawn below it, and not again around the next one."""
    if paragraph.drawn != BELOW:
        return False
    is_text = not paragraph.heading_level and paragraph.style.role not in {TITLE, SUBTITLE}
    return is_text and (after is None or after.drawn != BELOW)


def _lines(paragraph: Paragraph, *, gap: int, quotes: tuple[int, ...]) -> list[Line]:
    """Two line breaks part paragraphs; one parts lines, or paragraphs where a line is as long as those are."""
    text = paragraph.text
    whole = Line(
        text,
        gap,
        paragraph.spans,
        level=paragraph.heading_level if len(text) <= LONGEST_HEADING else 0,
        quotes=quotes,
        role=paragraph.style.role,
        joins=_joins(paragraph),
        marker=f"{paragraph.marker} " if paragraph.marker else "",
        footnotes=paragraph.footnotes,
    )
    if "\n" not in text or whole.level:
        return [whole]
    passage = Passage(text, paragraph.spans)
    (first_start, first_end, _), *others = _stretches(text)
    first, rest = _saying(whole, passage.clip(first_start, first_end)), replace(whole, marker="", footnotes=())
    return [first, *(replace(_saying(rest, passage.clip(start, end)), gap=gap) for start, end, gap in others)]


def _saying(line: Line, passage: Passage) -> Line:
    """The line with other words."""
    return replace(line, text=passage.text, spans=passage.spans)


def _stretches(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each paragraph within the text begins and ends, and the gap before it."""
    start, gap = 0, 1
    for parted in [*_PARTED.finditer(text), None]:
        end = parted.start() if parted else len(text)
        stretch = text[start:end]
        lines = [stretch] if max(map(len, stretch.split("\n"))) <= LONGEST_LINE else stretch.split("\n")
        for line in lines:
            yield start, start + len(line), gap
            start, gap = start + len(line) + 1, 1
        if parted:
            start, gap = parted.end(), parted[0].count("\n")


def _joins(paragraph: Paragraph) -> str:
    if paragraph.table:
        return f"table {paragraph.table}"
    if paragraph.marker and not paragraph.heading_level:
        return "list"
    return paragraph.style.role if paragraph.style.role in {VERSE, PREFORMATTED} else ""


def _without_edges(lines: Sequence[Line]) -> list[Line]:
    """A line drawn above a heading, below one, or at either end parts no scenes."""
    kept: list[Line] = []
    rule: Line | None = None
    for line in lines:
        if line.text == RULE and not line.spans:
            rule = line if kept and not kept[-1].is_heading else None
            continue
        if rule and not line.is_heading:
            kept.append(rule)
        rule = None
        kept.append(line)
    return kept


def put_together(lines: Sequence[Line]) -> list[Line]:
    """Lists, tables, poems and headings of two lines become one each."""
    found: list[Line] = []
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group[-1], line):
            found += _as_one(group)
            group = []
        group.append(line)
    return found + _as_one(group)


def _goes_on(before: Line, line: Line) -> bool:
    if not (before.joins or before.level or before.role) or line.gap > 1 or line.on_new_page:
        return False
    if line.quotes != before.quotes:
        return False
    return (bool(line.joins) and line.joins == before.joins) or _is_second_of_heading(before, line)


def _is_second_of_heading(before: Line, line: Line) -> bool:
    """`Chapter 1`, and in a second paragraph of the same style or of a subtitle its name."""
    if before.role == TITLE == line.role:
        return not heading_in(line.text)
    if not before.level or before.joins or (line.level != before.level and line.role != SUBTITLE):
        return False
    above = heading_in(before.text)
    return above is not None and not above.title and heading_in(line.text) is None


def _as_one(group: list[Line]) -> list[Line]:
    if len(group) <= 1 or any(len(line.text) > LONGEST_ITEM for line in group):
        return [_marked(line) for line in group]
    first, footnotes = group[0], tuple(number for line in group for number in line.footnotes)
    return [replace(_saying(first, joined(map(_marked, group), "\n")), footnotes=footnotes, marker="")]


def _marked(line: Line) -> Line:
    """With its number or bullet."""
    if not line.marker:
        return line
    return replace(_saying(line, joined([Passage(line.marker), line], "")), marker="")


def usual_gap(lines: Sequence[Line]) -> int:
    """What most paragraphs have between them, unless very many have more."""
    if all(line.gap == 1 for line in lines):
        return 1  # as in most documents
    gaps = Counter(
        after.gap
        for before, after in pairwise(lines)
        if not (before.is_heading or after.is_heading)
        and (len(after.text) > LONGEST_RULE or not is_ornament(after.text))
    )
    usual = min(gaps, key=lambda gap: (-gaps[gap], gap), default=1)
    while sum(gaps[gap] for gap in gaps if gap > usual) > MOST_LARGER * gaps.total():
        usual = min(gap for gap in gaps if gap > usual)
    return usual


def with_stanzas(lines: Sequence[Line], *, usual: int) -> list[Line]:
    """Where paragraphs have gaps between them, short lines that have none are a stanza."""
    if usual <= 1:
        return list(lines)
    found: list[Line] = []
    run: list[Line] = []
    for line in [*lines, None]:
        if line and run and line.gap == 1 and _may_be_verse(line) and _may_be_verse(run[-1]):
            run.append(line)
            continue
        found += _stanza(run) if found else run
        run = [line] if line else []
    return found


def _may_be_verse(line: Line) -> bool:
    text = line.text
    told = field_in(text)
    return (
        not line.is_heading
        and not line.joins
        and "\n" not in text
        and len(text) <= SHORT
        and not is_ornament(text)
        and not (told and is_known(told[0]))
        and heading_in(text) is None
    )


def _stanza(run: list[Line]) -> list[Line]:
    sentences = sum(_ENDS_SENTENCE.search(line.text) is not None for line in run)
    if len(run) < FEWEST_SHORT or sentences >= MOSTLY * len(run):
        return run
    footnotes = tuple(number for line in run for number in line.footnotes)
    return [replace(_saying(run[0], joined(run, "\n")), footnotes=footnotes, joins=VERSE)]
