"""Web pages, read as a stream: bytes or characters → paragraphs → the blocks of a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stories.importing.blocks import Source
from stories.importing.fields import Facts
from stories.importing.html import places
from stories.importing.html.characters import utf8_of, without_subset
from stories.importing.html.contents import without_contents
from stories.importing.html.facts import tell_of_page, with_author_apart, with_chapters_below_title, without_bylines
from stories.importing.html.footnotes import listed_footnotes
from stories.importing.html.matter import (
    OF_TEXT,
    Matter,
    states_chapters,
    without_matter,
    without_name_of_notes,
    without_named_matter,
)
from stories.importing.html.meaning import Meanings
from stories.importing.html.page import PageReader
from stories.importing.html.pieces import Piece, blocks_of, marks_of, usual_gap
from stories.importing.html.places import place_named
from stories.importing.html.rows import SPEAKER
from stories.importing.html.sections import carried, typed_headings, with_levels
from stories.importing.html.styles import StyleSheet, styles_in
from stories.importing.sites import ao3, fichub, royal_road, wattpad
from stories.importing.sites.ao3 import Download, SavedPage, is_download, is_saved_page
from stories.importing.sites.gutenberg_pages import unwrapped_pieces
from stories.importing.sites.royal_road import chapter_alone, is_chapter

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from stories.importing.html.target import Page

MARKS = frozenset({*ao3.MARKS, *royal_road.MARKS, *fichub.MARKS, *wattpad.MARKS, *places.MARKS, SPEAKER})
HIDDEN = "Hidden sentences dropped"


class Recognised(NamedTuple):
    """The paragraphs of the story, what is stated about it, and what was decided so far."""

    pieces: list[Piece]
    facts: Facts
    states_chapters: bool
    reasons: Sequence[str] = ()


def read_html(page: str | bytes, *, name: str = "The page") -> Source:
    """The blocks of a web page, and what it says of its work."""
    read = read_page(page, marks=MARKS, name=name)
    pieces, facts, states_chapters, reasons = _recognised(read)
    tell_of_page(read, facts)
    if read.hidden:
        facts.keep(HIDDEN, str(read.hidden))
    blocks = blocks_of(without_name_of_notes(listed_footnotes(pieces)))
    return Source(blocks, usual_gap=usual_gap(blocks), states_chapters=states_chapters, facts=facts, reasons=[*reasons])


def _recognised(page: Page) -> Recognised:
    """Each kind of page that we know by its marks, else just a page."""
    marks = marks_of(page.pieces)
    if is_download(marks):
        return Recognised(*Download().read(page.pieces), states_chapters=True)
    if is_saved_page(marks):
        return Recognised(*SavedPage().read(page.pieces), states_chapters=True)
    if is_chapter(marks) or wattpad.is_chapter(page):
        told = chapter_alone(page.pieces, page_title=page.title) if is_chapter(marks) else wattpad.chapter_alone(page)
        return Recognised(*told, states_chapters=any(piece.level == 1 for piece in told[0]))
    if fichub.is_page(page.pieces, marks):
        return Recognised(*fichub.told_on(page.pieces), states_chapters=True)
    pieces, facts = unwrapped_pieces(page.pieces) or (page.pieces, Facts())
    pieces = without_bylines(with_author_apart(pieces, facts, page_title=page.title), facts)
    if states_chapters(pieces):
        return _book(pieces, facts)
    matter = Matter(facts)
    page.pieces = without_contents(with_chapters_below_title(without_named_matter(pieces, matter)))
    return Recognised(page.pieces, facts, states_chapters=False, reasons=matter.reasons)


def _book(pieces: Sequence[Piece], facts: Facts) -> Recognised:
    """A whole book in one page, whose sections say what they are."""
    title = next(filter(_is_title, pieces), None)
    if title:
        facts.add("title", [" ".join(title.text.split())])
    matter = Matter(facts)
    text = without_matter(pieces, matter)
    chapters = carried(with_levels(text, typed_headings(text), {}))
    return Recognised(chapters, facts, states_chapters=True, reasons=matter.reasons)


def _is_title(piece: Piece) -> bool:
    return piece.level == 1 and place_named(piece.where)[0] not in OF_TEXT


def read_page(page: str | bytes, *, marks: Collection[str] = (), name: str = "The page") -> Page:
    """The paragraphs of a page, and of its style sheet what is told by them."""
    data = without_subset(page.encode("utf-8", errors="replace") if isinstance(page, str) else utf8_of(page))
    return PageReader(name=name).read(data, Meanings(StyleSheet(styles_in(data)), frozenset(marks)))
