"""Which headings begin chapters where sections say what they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stories.importing.chapters.headings import heading_in
from stories.importing.html.places import CHAPTER_LEVEL, LEVELS, STORIES, Place, place_named
from stories.text import Kind, Span, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.html.pieces import Piece

MOST_CARRIED = 1500  # characters below a division's heading, which are no chapter of their own


def typed_headings(pieces: Sequence[Piece]) -> dict[int, int]:
    """The headings of sections that say that they are chapters or divisions."""
    found: dict[int, int] = {}
    highest: dict[str, int] = {}
    story = -1  # the heading of a story in a collection, which is a chapter's where it has none below
    for at, piece in enumerate(pieces):
        if not piece.level:
            continue
        place, told = place_named(piece.where)
        if place not in {Place.CHAPTER, Place.DIVISION} or piece.level > highest.get(told, piece.level):
            continue
        if at - 1 in found and piece.where == pieces[at - 1].where and piece.level > pieces[at - 1].level:
            continue
        highest[told] = piece.level
        found[at] = LEVELS.get(told, CHAPTER_LEVEL)
        if story in found and found[at] <= found[story]:
            found[story] = CHAPTER_LEVEL
        story = at if told in STORIES else -1
    if story in found:
        found[story] = CHAPTER_LEVEL
    return found


def with_levels(pieces: Sequence[Piece], levels: dict[int, int], labels: dict[int, str]) -> list[Piece]:
    """The paragraphs, of which these are headings, with what goes on with them, and no others are."""
    marked: list[Piece] = []
    start = 0
    for at in sorted({*levels, *(at for at, piece in enumerate(pieces) if piece.level)}):
        piece = pieces[at]
        marked += pieces[start:at]
        start = at + 1
        if at in levels:
            marked.append(_as_heading(piece, levels[at], labels.get(at, "")))
        elif at - 1 in levels and _goes_on(marked[-1], piece):
            marked[-1] = _joined(marked[-1], piece)
        else:
            marked.append(within(piece))
    return [*marked, *pieces[start:]]


def _as_heading(piece: Piece, level: int, label: str) -> Piece:
    """A heading says less than the table of contents only where somebody left out its title there."""
    words = plain(piece.text)
    if label and words != plain(label) and words and plain(label).startswith(words):
        return replace(piece, text=" ".join(label.split()), spans=(), level=level, quotes=())
    return replace(piece, level=level, quotes=())


def _goes_on(heading: Piece, below: Piece) -> bool:
    """`Chapter 1`, and right below it the chapter's title."""
    above = heading_in(heading.text)
    return above is not None and not above.title and heading_in(below.text) is None and "\n" not in heading.text


def _joined(heading: Piece, below: Piece) -> Piece:
    title = " ".join(below.text.split())
    return replace(heading, text=f"{heading.text}\n{title}", names=[*heading.names, *below.names])


def within(piece: Piece) -> Piece:
    """A heading that begins no chapter is a line of the text that looks like one."""
    if not piece.level:
        return piece
    text = piece.text.replace("\n", " ")
    return replace(piece, level=0, text=text, spans=in_order([Span(0, len(text), Kind.HEADING), *piece.spans]))


def carried(pieces: list[Piece]) -> list[Piece]:
    """A motto below a division's heading opens the chapter below it."""
    result: list[Piece] = []
    above: list[Piece] = []  # what stands between a division's heading and the next
    in_division = False
    for piece in pieces:
        if piece.level and in_division and sum(len(each.text) for each in above) <= MOST_CARRIED:
            result.append(piece)
            in_division = piece.level < CHAPTER_LEVEL
            if not in_division:
                result += above
                above = []
        elif piece.level:
            result += [*above, piece]
            above, in_division = [], piece.level < CHAPTER_LEVEL
        elif in_division:
            above.append(piece)
        else:
            result.append(piece)
    return [*result, *above]


def plain(text: str) -> str:
    """Its letters and numbers alone, to compare what is written otherwise."""
    return "".join(filter(str.isalnum, text.casefold()))
