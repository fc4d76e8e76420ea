"""Which headings of an e-book begin chapters: those of typed sections, or those that its contents list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.importing.chapters.headings import heading_in
from stories.importing.html.pieces import Piece
from stories.importing.html.places import CHAPTER_LEVEL, Place
from stories.importing.html.sections import plain, typed_headings, with_levels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.epub.documents import Document

NEAR = 4  # paragraphs from where the table of contents leads


def mark_chapters(document: Document) -> list[Piece]:
    """The document's paragraphs, in which headings of chapters have the levels of chapters, and no others have any."""
    typed = typed_headings(document.pieces)
    if typed and not any(document.pieces[at].level for at in typed):
        typed = {}
    if typed:
        return with_levels(document.pieces, typed, {})
    if document.entries:
        return _listed(document)
    if document.place == Place.CHAPTER:
        blank = Piece("", level=CHAPTER_LEVEL)
        return [blank, *with_levels(document.pieces, {}, {})]
    first = document.pieces[0]
    is_chapter = first.level and heading_in(first.text.partition("\n")[0]) is not None
    return with_levels(document.pieces, {0: CHAPTER_LEVEL} if is_chapter else {}, {})


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
            inserted.append((start, Piece(entry.label, level=level)))
        else:
            levels[at], labels[at] = level, entry.label
    marked = with_levels(pieces, levels, labels)
    for at, piece in sorted(inserted, key=_place, reverse=True):
        marked.insert(at, piece)
    return marked


def _place(inserted: tuple[int, Piece]) -> int:
    return inserted[0]


def _heading_near(pieces: Sequence[Piece], start: int, label: str, *, taken: dict[int, int]) -> int | None:
    near = [at for at in range(start, min(start + NEAR, len(pieces))) if at not in taken]
    same = (at for at in near if plain(pieces[at].text) and plain(pieces[at].text) in plain(label))
    marked = (at for at in near if pieces[at].level)
    at = next(marked, None)
    if at is None:
        at = next((at for at in same if len(pieces[at].text) > 1 or plain(pieces[at].text) == plain(label)), None)
    return at
