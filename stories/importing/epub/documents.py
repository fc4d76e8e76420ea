"""The documents of an e-book in reading order, each with what it is to the story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stories.errors import RefusedError
from stories.importing.chapters.listed import CONTENTS
from stories.importing.html.characters import utf8_of, without_subset
from stories.importing.html.meaning import Meanings
from stories.importing.html.page import PageReader
from stories.importing.html.pieces import marks_of
from stories.importing.html.places import (
    HEADINGS,
    LANDMARKS_ONLY,
    LONGEST_NAMED,
    MARKS,
    PLACES,
    Place,
    is_advert,
    place_named,
)
from stories.importing.html.rows import SPEAKER
from stories.importing.html.styles import LARGEST, StyleSheet, styles_in
from stories.importing.sites import ao3, fichub, royal_road
from stories.importing.sorts import MOST_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stories.importing.archive import Archive
    from stories.importing.epub.opf import Package
    from stories.importing.epub.toc import Contents, Entry
    from stories.importing.html.pieces import Piece

ALL_MARKS = frozenset({*MARKS, *ao3.MARKS, *royal_road.MARKS, SPEAKER})
APART = 1_000_000  # between the numbers that each document gives to its quotations, lists and notes
MOST_SHEETS = 10
FEWEST_LINES = 3  # of a list of contents


@dataclass(slots=True)
class Document:
    """What one document holds, and what it is."""

    path: str
    pieces: list[Piece]
    entries: list[Entry]  # of the table of contents that lead into it
    marks: set[str]  # of everything that these pieces lie in
    size: int  # characters
    place: Place = Place.TEXT
    told: str = ""  # the name that says so
    hidden: int = 0

    @property
    def text(self) -> str:
        """All its words."""
        return "\n".join(piece.text for piece in self.pieces)


def documents_of(archive: Archive, package: Package, contents: Contents, *, name: str) -> Iterator[Document]:
    """Read each document once, and say what it is."""
    styles = _styles(archive, package)
    meanings = {"": _meanings(styles)}
    listed = {entry.label.casefold() for entry in contents.entries}
    entries = contents.by_path()
    reader = PageReader(name=name)
    total = 0
    for number, path in enumerate(package.documents, 1):
        if path == package.navigation and path not in package.guide:
            continue
        data = without_subset(utf8_of(archive.read(path)))
        own = styles_in(data)
        if own not in meanings:
            # A style sheet for each document would cost more than the documents do.
            meanings[own] = _meanings(f"{styles}\n{own}" if len(meanings) < MOST_SHEETS else own)
        page = reader.read(data, meanings[own], document=path, numbered_after=number * APART)
        size = sum(len(piece.text) for piece in page.pieces)
        total += size
        if total > MOST_CHARACTERS:
            raise RefusedError(f"{name} is longer than {MOST_CHARACTERS // 1_000_000} million characters.")
        marks = marks_of(page.pieces)
        document = Document(path, page.pieces, entries.get(path, []), marks, size, hidden=page.hidden)
        _recognise(document, package.guide.get(path) or contents.landmarks.get(path, ""), listed)
        yield document


def _meanings(styles: str) -> Meanings:
    return Meanings(StyleSheet(styles), ALL_MARKS)


def _styles(archive: Archive, package: Package) -> str:
    found: list[str] = []
    for path in package.styles:
        if archive.holds(path) and sum(map(len, found)) < LARGEST:
            found.append(archive.read(path).decode("utf-8", errors="replace"))
    return "\n".join(found)


def _recognise(document: Document, guide: str, listed: set[str]) -> None:
    """By its own names, by what others call it, or by its heading and its words."""
    if not document.pieces:
        document.place = Place.LEFT_OUT
        return
    place, told = place_named(document.pieces[0].where)
    is_short = document.size <= LONGEST_NAMED
    if (place is None or told in LANDMARKS_ONLY) and is_short and guide in PLACES:
        place, told = PLACES[guide], guide
    if (place is None or told in LANDMARKS_ONLY) and is_short:
        found, words = _by_words(document, listed)
        place, told = (found, words) if found else (place, told)
    document.place, document.told = place or Place.TEXT, told


def _by_words(document: Document, listed: set[str]) -> tuple[Place | None, str]:
    first = document.pieces[0].text.casefold().strip(" :.")
    words = [first, *(entry.label.casefold().strip() for entry in document.entries)]
    for heading in words:
        if heading in HEADINGS or heading in CONTENTS:
            return HEADINGS.get(heading, Place.LEFT_OUT), heading
    lines = [line.casefold().strip() for piece in document.pieces for line in piece.text.split("\n")]
    if len(lines) >= FEWEST_LINES and all(line in listed for line in lines[1:]):
        return Place.LEFT_OUT, "contents"
    if fichub.is_introduction(document.text):
        return Place.LEFT_OUT, "title page"
    return (Place.LEFT_OUT, "advert") if is_advert(document.text) else (None, "")
