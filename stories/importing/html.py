"""Web pages, read as a stream: bytes or characters → paragraphs → the blocks of a source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stories.importing import ao3, royal_road
from stories.importing.ao3 import Download, SavedPage, is_download, is_saved_page
from stories.importing.blocks import Source
from stories.importing.encoding import decode, wide_encoding
from stories.importing.fields import Facts
from stories.importing.footnotes import listed_footnotes
from stories.importing.html_contents import without_contents
from stories.importing.html_facts import tell_of_page, with_chapters_below_title, without_bylines
from stories.importing.html_gutenberg import unwrapped_pieces
from stories.importing.html_meaning import Meanings
from stories.importing.html_pieces import Piece, blocks_of, usual_gap
from stories.importing.html_rows import SPEAKER
from stories.importing.html_styles import StyleSheet, styles_in
from stories.importing.html_target import parsed
from stories.importing.royal_road import chapter_alone, is_chapter

if TYPE_CHECKING:
    from collections.abc import Collection

    from stories.importing.html_target import Page

MARKS = frozenset({*ao3.MARKS, *royal_road.MARKS, SPEAKER})
HIDDEN = "Hidden sentences dropped"
DECLARED_WITHIN = 4096

# What browsers take these names for.
WHAT_IS_MEANT = {
    **dict.fromkeys(
        ("iso-8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii", "windows-1252", "x-cp1252"), "cp1252"
    ),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean"), "cp949"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
    **dict.fromkeys(("tis-620", "iso-8859-11"), "cp874"),
}
MOST_DAMAGE = 0.02

_CHARSET = re.compile(
    rb"""<(?:meta\b[^<>]*?\bcharset|\?xml\b[^<>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^<>\[]*(?P<subset>\[)?", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s*>")


class Recognised(NamedTuple):
    """The paragraphs of the story, and what is stated about it."""

    pieces: list[Piece]
    facts: Facts
    states_chapters: bool


def read_html(page: str | bytes) -> Source:
    """The blocks of a web page, and what it says of its work."""
    read = read_page(page, marks=MARKS)
    pieces, facts, states_chapters = _recognised(read)
    tell_of_page(read, facts)
    if read.hidden:
        facts.keep(HIDDEN, str(read.hidden))
    blocks = blocks_of(listed_footnotes(pieces))
    return Source(blocks, usual_gap=usual_gap(blocks), states_chapters=states_chapters, facts=facts)


def _recognised(page: Page) -> Recognised:
    """Each kind of page that we know by its marks, else just a page."""
    if is_download(page.pieces):
        return Recognised(*Download().read(page.pieces), states_chapters=True)
    if is_saved_page(page.pieces):
        return Recognised(*SavedPage().read(page.pieces), states_chapters=True)
    if is_chapter(page.pieces):
        pieces, facts = chapter_alone(page.pieces, page_title=page.title)
        return Recognised(pieces, facts, states_chapters=any(piece.level == 1 for piece in pieces))
    pieces, facts = unwrapped_pieces(page.pieces) or (page.pieces, Facts())
    page.pieces = without_contents(with_chapters_below_title(without_bylines(pieces, facts)))
    return Recognised(page.pieces, facts, states_chapters=False)


def read_page(page: str | bytes, *, styles: str = "", marks: Collection[str] = (), document: str = "") -> Page:
    """The paragraphs of a page; its place in a book tells where its links lead."""
    text = without_subset(page if isinstance(page, str) else characters_of(page))
    sheet = StyleSheet(f"{styles}\n{styles_in(text)}")
    return parsed(text, Meanings(sheet, frozenset(marks)), document=document)


def characters_of(data: bytes) -> str:
    """What the page declares goes first, unless it cannot be."""
    declared = declared_encoding(data)
    if declared in {"", "utf-8", "utf8"} or wide_encoding(data) or _is_utf8(data):
        return decode(data)
    try:
        text = data.decode(declared, errors="replace")
    except LookupError:
        return decode(data)
    return decode(data, encoding=declared) if text.count("\ufffd") <= MOST_DAMAGE * len(text) else decode(data)


def declared_encoding(data: bytes) -> str:
    """The encoding that a page names in its first lines, by the name that Python has for it."""
    found = _CHARSET.search(data[:DECLARED_WITHIN])
    name = found[1].decode("ascii", errors="replace").casefold() if found else ""
    return WHAT_IS_MEANT.get(name, name)


def _is_utf8(data: bytes) -> bool:
    """Bytes above ASCII that are UTF-8 by chance do not come in files."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not data.isascii() or b"\x1b" not in data


def without_subset(text: str) -> str:
    """Without the document's own entities, of which some are made to explode."""
    found = _DOCTYPE.search(text[:DECLARED_WITHIN])
    if not found or not found["subset"]:
        return text
    end = _SUBSET_END.search(text, found.end())
    return text[: found.start()] + (text[end.end() :] if end else text[found.end() :])
