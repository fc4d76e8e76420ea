"""E-books: the documents of the spine, one after the other, as one story."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stories.importing.blocks import Source
from stories.importing.epub.documents import documents_of
from stories.importing.epub.headings import mark_chapters
from stories.importing.epub.opf import CONTAINER, package_in
from stories.importing.epub.opf_facts import facts_of
from stories.importing.epub.protection import refuse_protected
from stories.importing.epub.toc import contents_of
from stories.importing.html import HIDDEN
from stories.importing.html.footnotes import listed_footnotes
from stories.importing.html.matter import OF_TEXT, Matter, without_name_of_notes
from stories.importing.html.pieces import blocks_of, usual_gap
from stories.importing.html.places import FOOT_NOTES, HEAD_NOTES, Place
from stories.importing.html.sections import carried, within
from stories.importing.limits import refuse_too_many_pages
from stories.importing.parts import Part
from stories.importing.sites import royal_road
from stories.importing.sites.ao3 import is_download
from stories.importing.sites.ao3_books import archive_work
from stories.importing.sites.gutenberg_pages import unwrapped_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stories.importing.archive import Archive
    from stories.importing.epub.documents import Document
    from stories.importing.fields import Facts
    from stories.importing.html.pieces import Piece

MIMETYPE, EPUB = "mimetype", b"application/epub+zip"
FEWEST_LISTED = 2  # chapters, or the table of contents says nothing
WRAPPER = "PROJECT GUTENBERG"
WRAPPER_WITHIN = 8  # paragraphs


def is_epub(archive: Archive) -> bool:
    """By its type, which stands in it, or by what else every e-book has."""
    return archive.holds(CONTAINER) or (archive.holds(MIMETYPE) and EPUB in archive.read(MIMETYPE)[:100])


def read_epub(archive: Archive, *, name: str) -> Source:
    """The blocks of an e-book, and what it says of itself."""
    refuse_protected(archive, name=name)
    package = package_in(archive, name=name)
    refuse_too_many_pages(package.documents, name=name)
    facts = facts_of(package.metadata)
    documents = list(documents_of(archive, package, contents_of(archive, package), name=name))
    if hidden := sum(document.hidden for document in documents):
        facts.keep(HIDDEN, str(hidden))
    if is_download({mark for document in documents for mark in document.marks}):
        return _source(*archive_work(documents, facts), states_chapters=True)
    book = _Book(facts)
    states_chapters = _states_chapters(documents)
    for document in documents:
        book.take(document, states_chapters=states_chapters)
    pieces = carried(book.pieces) if states_chapters else book.pieces
    return replace(_source(pieces, facts, states_chapters=states_chapters), reasons=book.matter.reasons)


def _source(pieces: Sequence[Piece], facts: Facts, *, states_chapters: bool) -> Source:
    pieces = _without_wrapper(pieces, facts)
    blocks = blocks_of(without_name_of_notes(listed_footnotes(pieces)))
    return Source(blocks, usual_gap=usual_gap(blocks), states_chapters=states_chapters, facts=facts)


class _Book:
    """Its text as far as it was read, and what stands around it."""

    def __init__(self, facts: Facts) -> None:
        self.pieces: list[Piece] = []
        self.matter = Matter(facts)

    def take(self, document: Document, *, states_chapters: bool) -> None:
        """The next document."""
        if document.place not in OF_TEXT:
            self.pieces += self.matter.read(document.pieces, document.place, document.told)
            return
        pieces = mark_chapters(document) if states_chapters else document.pieces
        if royal_road.is_chapter(document.marks):
            self.pieces += royal_road.with_notes(pieces)
        elif document.marks.isdisjoint({HEAD_NOTES, FOOT_NOTES}):
            self.pieces += pieces
        else:
            self.pieces += map(_with_part, pieces)


def _states_chapters(documents: Iterable[Document]) -> bool:
    """Its sections say that they are chapters, or its table of contents leads to some."""
    text = [document for document in documents if document.place in OF_TEXT]
    typed = sum(document.place != Place.TEXT for document in text)
    listed = sum(not entry.has_below for document in text for entry in document.entries)
    return typed > 0 or listed >= FEWEST_LISTED


def _with_part(piece: Piece) -> Piece:
    """Notes that FanFicFare puts above and below a chapter."""
    if HEAD_NOTES in piece.where or FOOT_NOTES in piece.where:
        return replace(within(piece), part=Part.NOTE if HEAD_NOTES in piece.where else Part.END_NOTE)
    return piece


def _without_wrapper(pieces: Sequence[Piece], facts: Facts) -> Sequence[Piece]:
    """Project Gutenberg's licence, and what stands in it."""
    if not any(WRAPPER in piece.text for piece in pieces[:WRAPPER_WITHIN]):
        return pieces
    unwrapped = unwrapped_pieces(pieces)
    if unwrapped is None:
        return pieces
    for meaning, values in unwrapped.facts.told.items():
        if meaning not in facts.told:
            facts.add(meaning, values)
    for label, value in unwrapped.facts.fields.items():
        facts.fields.setdefault(label, value)
    return unwrapped.pieces
