"""E-books: the documents of the spine, one after the other, as one story."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stories.importing.blocks import Source
from stories.importing.epub.documents import documents_of
from stories.importing.epub.headings import carried, mark_chapters, within
from stories.importing.epub.opf import CONTAINER, package_in
from stories.importing.epub.opf_facts import facts_of
from stories.importing.epub.places import FOOT_NOTES, HEAD_NOTES, Place, label_of
from stories.importing.epub.protection import refuse_protected
from stories.importing.epub.toc import contents_of
from stories.importing.fields import LABELS, field_in
from stories.importing.html import HIDDEN
from stories.importing.html.footnotes import listed_footnotes
from stories.importing.html.pieces import blocks_of, usual_gap
from stories.importing.parts import Part
from stories.importing.sites.ao3_books import archive_work, is_archive_work
from stories.importing.sites.gutenberg_pages import unwrapped_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stories.importing.archive import Archive
    from stories.importing.epub.documents import Document
    from stories.importing.fields import Facts
    from stories.importing.html.pieces import Piece

OF_STORY = {Place.NOTE: Part.STORY_NOTE, Place.END_NOTE: Part.STORY_END_NOTE, Place.FOOTNOTES: Part.STORY_END_NOTE}
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
    facts = facts_of(package.metadata)
    documents = list(documents_of(archive, package, contents_of(archive, package), name=name))
    if hidden := sum(document.hidden for document in documents):
        facts.keep(HIDDEN, str(hidden))
    if is_archive_work(documents):
        return _source(*archive_work(documents, facts), states_chapters=True)
    book = _Book(facts)
    states_chapters = _states_chapters(documents)
    for document in documents:
        book.take(document, states_chapters=states_chapters)
    pieces = carried(book.pieces) if states_chapters else book.pieces
    return replace(_source(pieces, facts, states_chapters=states_chapters), reasons=book.reasons)


def _source(pieces: Sequence[Piece], facts: Facts, *, states_chapters: bool) -> Source:
    pieces = _without_wrapper(pieces, facts)
    blocks = blocks_of(_without_name_of_notes(listed_footnotes(pieces)))
    return Source(blocks, usual_gap=usual_gap(blocks), states_chapters=states_chapters, facts=facts)


class _Book:
    """Its text as far as it was read, and its facts."""

    def __init__(self, facts: Facts) -> None:
        self.pieces: list[Piece] = []
        self.reasons: list[str] = []
        self._facts = facts
        self._stated = set(facts.told)

    def take(self, document: Document, *, states_chapters: bool) -> None:
        """The next document."""
        if document.place == Place.LEFT_OUT:
            self._leave_out(document)
        elif document.place == Place.EPIGRAPH:
            self.pieces += [_quoted(piece) for piece in document.pieces if not piece.level]
        elif document.place in OF_STORY:
            part = OF_STORY[document.place]
            self.pieces += [_as_note(piece, part, document.place) for piece in document.pieces]
        elif states_chapters:
            self.pieces += map(_with_part, mark_chapters(document))
        else:
            self.pieces += map(_with_part, document.pieces)

    def _leave_out(self, document: Document) -> None:
        """None of the text, but what it says of the work is kept."""
        if not document.pieces:
            return
        label = label_of(document.told)
        self.reasons.append(f"kept as field {label}: the document that is called “{document.told.lstrip('.')}”")
        lines = [line.strip() for piece in document.pieces for line in piece.text.split("\n") if line.strip()]
        rest = [line for line in lines if not self._tells(line)]
        if rest and label != "Contents":
            self._facts.keep(label, "\n".join(rest))

    def _tells(self, line: str) -> bool:
        """A line of FanFicFare's title page, for one; what the book's description says goes first."""
        if not (found := field_in(line)) or found[0].casefold() not in LABELS or not found[1]:
            return False
        label, value = found
        if LABELS[label.casefold()] not in self._stated and label not in self._facts.fields:
            self._facts.tell(label, value)
            return True
        return label in self._facts.fields and self._facts.fields[label] == value


def _states_chapters(documents: Iterable[Document]) -> bool:
    """Its sections say that they are chapters, or its table of contents leads to some."""
    text = [document for document in documents if document.place in {Place.TEXT, Place.CHAPTER, Place.DIVISION}]
    typed = sum(document.place != Place.TEXT for document in text)
    listed = sum(not entry.has_below for document in text for entry in document.entries)
    return typed > 0 or listed >= FEWEST_LISTED


def _quoted(piece: Piece) -> Piece:
    return replace(piece, quotes=piece.quotes or (-1,))


def _as_note(piece: Piece, part: Part, place: Place) -> Piece:
    if place == Place.FOOTNOTES and piece.names and not piece.note and not piece.level:
        piece = replace(piece, note=-id(piece))
    return replace(within(piece), part=part)


def _with_part(piece: Piece) -> Piece:
    """Notes that FanFicFare puts above and below a chapter."""
    if HEAD_NOTES in piece.where or FOOT_NOTES in piece.where:
        return replace(within(piece), part=Part.NOTE if HEAD_NOTES in piece.where else Part.END_NOTE)
    return piece


def _without_name_of_notes(pieces: list[Piece]) -> list[Piece]:
    """The heading above footnotes goes when they have all gone to their chapters."""
    left = [piece for piece in pieces if piece.part == Part.STORY_END_NOTE]
    if len(left) == 1 and left[0].spans[:1] and left[0].spans[0].end == len(left[0].text):
        return [piece for piece in pieces if piece is not left[0]]
    return pieces


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
