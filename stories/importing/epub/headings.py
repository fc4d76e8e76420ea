"""Which headings of an e-book begin chapters: those of typed sections, or those that its contents list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stories.importing.epub.places import CHAPTER_LEVEL, LEVELS, Place, place_named
from stories.importing.headings import heading_in
from stories.importing.html.pieces import Piece
from stories.text import Kind, Span, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.epub.documents import Document

NEAR = 4  # paragraphs from where the table of contents leads
MOST_CARRIED = 1500  # characters below a division's heading, which are no chapter of their own


def mark_chapters(document: Document) -> list[Piece]:
    """The document's paragraphs, in which headings of chapters have the levels of chapters, and no others have any."""
    typed = _typed(document.pieces)
    if typed and not any(document.pieces[at].level for at in typed):
        typed = {}
    if typed:
        return _with_levels(document.pieces, typed, {})
    if document.entries:
        return _listed(document)
    if document.place == Place.CHAPTER:
        blank = Piece("", [], level=CHAPTER_LEVEL)
        return [blank, *_with_levels(document.pieces, {}, {})]
    first = document.pieces[0]
    is_chapter = first.level and heading_in(first.text.partition("\n")[0]) is not None
    return _with_levels(document.pieces, {0: CHAPTER_LEVEL} if is_chapter else {}, {})


def _typed(pieces: Sequence[Piece]) -> dict[int, int]:
    """The headings of sections that say that they are chapters or divisions."""
    found: dict[int, int] = {}
    highest: dict[str, int] = {}
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
    return found


def _listed(document: Document) -> list[Piece]:
    """Headings where the table of contents leads; its words where there is none."""
    pieces = list(document.pieces)
    levels: dict[int, int] = {}
    labels: dict[int, str] = {}
    inserted: list[tuple[int, Piece]] = []
    names = {name: at for at in range(len(pieces) - 1, -1, -1) for name in pieces[at].names}
    for entry in document.entries:
        start = names.get(f"{document.path}#{entry.name}", 0) if entry.name else 0
        level = min(entry.depth, CHAPTER_LEVEL - 1) if entry.has_below else CHAPTER_LEVEL
        at = _heading_near(pieces, start, entry.label, taken=levels)
        if at is None:
            inserted.append((start, Piece(entry.label, [], level=level)))
        else:
            levels[at], labels[at] = level, entry.label
    marked = _with_levels(pieces, levels, labels)
    for at, piece in sorted(inserted, key=_place, reverse=True):
        marked.insert(at, piece)
    return marked


def _place(inserted: tuple[int, Piece]) -> int:
    return inserted[0]


def _heading_near(pieces: Sequence[Piece], start: int, label: str, *, taken: dict[int, int]) -> int | None:
    near = [at for at in range(start, min(start + NEAR, len(pieces))) if at not in taken]
    same = (at for at in near if _plain(pieces[at].text) == _plain(label) or _plain(pieces[at].text) in _plain(label))
    marked = (at for at in near if pieces[at].level)
    at = next(marked, None)
    if at is None:
        at = next((at for at in same if len(pieces[at].text) > 1 or _plain(pieces[at].text) == _plain(label)), None)
    return at


def _with_levels(pieces: Sequence[Piece], levels: dict[int, int], labels: dict[int, str]) -> list[Piece]:
    marked: list[Piece] = []
    for at, piece in enumerate(pieces):
        if at in levels:
            marked.append(_as_heading(piece, levels[at], labels.get(at, "")))
        elif piece.level and at - 1 in levels and _goes_on(marked[-1], piece):
            marked[-1] = _joined(marked[-1], piece)
        else:
            marked.append(within(piece))
    return marked


def _as_heading(piece: Piece, level: int, label: str) -> Piece:
    """A heading says less than the table of contents only where somebody left out its title there."""
    words = _plain(piece.text)
    if label and words != _plain(label) and words and _plain(label).startswith(words):
        return replace(piece, text=" ".join(label.split()), spans=[], level=level, quotes=())
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
    return replace(piece, level=0, text=text, spans=list(in_order([Span(0, len(text), Kind.HEADING), *piece.spans])))


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


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
