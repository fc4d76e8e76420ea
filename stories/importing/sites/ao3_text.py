"""What one gets by copying a work's page on the Archive of Our Own as text: labels on lines of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

from stories.importing.blocks import Block, Source
from stories.importing.chapters.headings import heading_in
from stories.importing.parts import Part
from stories.importing.plain import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stories.importing.fields import Facts

# What stands above the title; the values follow on lines of their own.
LABELS = {
    *("Rating", "Archive Warning", "Archive Warnings", "Category", "Categories", "Fandom", "Fandoms", "Relationship"),
    *("Relationships", "Character", "Characters", "Additional Tags", "Language", "Series", "Collection", "Collections"),
}
STATS = "Stats"
STAT_LABELS = ("Published", "Updated", "Completed", "Words", "Chapters", "Comments", "Kudos", "Bookmarks", "Hits")
# The lines between which the work stands, and what follows each before a chapter's text.
MARKS = {
    "Summary:": Part.NOTE,
    "Notes:": Part.NOTE,
    "Chapter Summary": Part.NOTE,
    "Chapter Notes": Part.NOTE,
    "Chapter Text": Part.TEXT,
    "Work Text:": Part.TEXT,
    "Chapter End Notes": Part.END_NOTE,
    "End Notes": Part.STORY_END_NOTE,
}
AFTER_TEXT = {"Notes:": Part.END_NOTE, "Chapter End Notes": Part.END_NOTE, "End Notes": Part.STORY_END_NOTE}
TEXTS = {mark for mark, part in MARKS.items() if part == Part.TEXT}
END = "Actions"  # the buttons below a work

_STAT = re.compile(rf"({'|'.join(STAT_LABELS)}):\s*([\d,./?-]+)")
_SEE = re.compile(r"\(?See the end of the (?:chapter|work) for\s+(?:more )?(?:notes|\S+ and notes)\.?\)?")
_TOP = re.compile(r"(?:.*\n?){200}")  # lines
NEAR = 4  # lines below a heading, where a mark must stand


class _Piece(NamedTuple):
    """Lines below a mark, or the heading of a chapter."""

    part: Part
    lines: list[str]
    mark: str = ""
    is_heading: bool = False


def is_ao3_text(text: str) -> bool:
    """It has the first two labels, each alone on its line, and the mark above a text."""
    beginning = _TOP.match(text)
    top = {line.strip() for line in beginning[0].split("\n")} if beginning else set[str]()
    if "Rating:" not in top or top.isdisjoint({"Archive Warning:", "Archive Warnings:"}):
        return False
    return "\nArchive Warning" in text and any(f"\n{mark}" in text for mark in TEXTS)


def read_ao3_text(text: str) -> Source:
    """Its fields, notes, chapters and text; the buttons of the page are left out."""
    lines = [line.rstrip() for line in text.split("\n")]
    start = next(at for at, line in enumerate(lines) if line.strip() == "Rating:")
    source = Source([], states_chapters=True)
    if any(lines[:start]):
        source.reasons.append("left out: what stands above `Rating:`, which is the page's own")
    source.reasons.append("taken as a work copied from the Archive: `Rating:` and its like stand alone on their lines")
    pieces = [*_pieces(lines[_read_head(lines, start, source.facts) :], source.facts)]
    until = next((at for at, piece in enumerate(pieces) if piece.is_heading or piece.mark in TEXTS), len(pieces))
    for piece in pieces[:until]:
        if piece.mark == "Summary:":
            source.facts.tell("Summary", "\n\n".join(block.text for block in _blocks(piece)))
        else:
            source.blocks += _blocks(piece._replace(part=Part.STORY_NOTE))
    for piece in pieces[until:]:
        source.blocks += _blocks(piece)
    return source


def _read_head(lines: Sequence[str], at: int, facts: Facts) -> int:
    """Tell the fields, and where the title stands: at the first line below the figures that is none of them."""
    label = ""
    for place, written in enumerate(lines[at:], at):
        line = written.strip()
        if line in MARKS:
            return place
        if line.endswith(":") and line[:-1] in LABELS | {STATS, *STAT_LABELS}:
            label = line[:-1]
        elif line and label == STATS:
            if _STAT.sub("", line).strip():
                return place
            for told, value in _STAT.findall(line):
                facts.tell(told, value)
        elif line:
            facts.tell(label, line)
            label = STATS if label in STAT_LABELS else label
    return len(lines)


def _pieces(lines: Sequence[str], facts: Facts) -> Iterator[_Piece]:
    """The title and its author, and what stands below each mark."""
    piece, begun = _Piece(Part.STORY_NOTE, []), False
    title: list[str] | None = []
    for at, written in enumerate(lines):
        line = written.strip()
        if line == END and begun:
            break
        is_heading = heading_in(line) is not None and _next(lines, at) in MARKS
        if title is not None and (is_heading or line in MARKS):
            _tell_title(title, facts)
            title = None
        if is_heading:
            yield piece
            yield _Piece(Part.TEXT, [line], is_heading=True)
            piece, begun = _Piece(Part.NOTE, []), False
        elif line in MARKS and not (begun and line == "Summary:"):
            yield piece
            piece = _Piece(AFTER_TEXT.get(line, MARKS[line]) if begun else MARKS[line], [], line)
            begun = begun or line in TEXTS
        elif title is not None:
            title += [line] if line else []
        elif not _SEE.fullmatch(line):
            piece.lines.append(written)
    yield piece


def _next(lines: Sequence[str], at: int) -> str:
    return next((line.strip() for line in lines[at + 1 : at + NEAR] if line.strip()), "")


def _tell_title(lines: Sequence[str], facts: Facts) -> None:
    for label, value in zip(("Title", "Author"), lines, strict=False):
        facts.tell(label, value)
    for more in lines[2:]:
        facts.keep("Title page", more)


def _blocks(piece: _Piece) -> list[Block]:
    if piece.is_heading:
        return [Block(piece.lines[0], level=2)]
    text = dedent("\n".join(piece.lines)).strip("\n")
    return [replace(block, part=piece.part) for block in read_plain(text).blocks] if text.strip() else []
