"""E-books from the Archive of Our Own: read as its web pages are, once their lost classes are put back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stories.importing.epub.opf_facts import CATEGORY, FANDOM
from stories.importing.fields import LISTS
from stories.importing.sites.ao3 import AFTERWORD, CHAPTERS, HEADING, PREFACE, Download

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stories.importing.epub.documents import Document
    from stories.importing.fields import Facts
    from stories.importing.html.pieces import Piece

LOWEST = 2  # the level of the Archive's own headings


def archive_work(documents: Sequence[Document], facts: Facts) -> tuple[list[Piece], Facts]:
    """The paragraphs of the work; what its preface says is better sorted than what the book's description says."""
    pieces, told = Download().read(_restored(documents, facts.one("title")))
    known = {value for values in told.told.values() for value in values}
    known |= {value.strip() for field in told.fields.values() for value in field.split(",")}
    for meaning, values in facts.told.items():
        if meaning not in told.told:
            told.add(meaning, [value for value in values if meaning not in LISTS or value not in known])
    for label, value in facts.fields.items():
        if label not in {CATEGORY, FANDOM}:
            told.fields.setdefault(label, value)
    return pieces, told


def _restored(documents: Sequence[Document], title: str) -> Iterator[Piece]:
    """All between the preface and the afterword lies in the chapters; each has its heading first."""
    for document in documents:
        is_around = any(PREFACE in piece.where or AFTERWORD in piece.where for piece in document.pieces)
        has_heading = False
        for piece in document.pieces:
            if is_around and CHAPTERS not in piece.where:
                yield piece
                continue
            where = (*piece.where, CHAPTERS)
            if 0 < piece.level <= LOWEST and not piece.quotes and not has_heading:
                has_heading = True
                if " ".join(piece.text.split()).casefold() == title.casefold():
                    continue  # the heading above the only chapter
                where = (*where, HEADING)
            yield replace(piece, where=where)
