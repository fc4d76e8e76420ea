"""What a web page says of the work in its head: names, dates and rights."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stories.importing.chapters.headings import heading_in
from stories.importing.front.titles import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.fields import Facts
    from stories.importing.html.pieces import Piece
    from stories.importing.html.target import Page

# What a name in a `<meta>` or `<link>` means; a meaning in capitals is a field's label.
METAS = {
    **dict.fromkeys(("author", "dc.creator", "dcterms.creator", "article:author", "books:author"), "authors"),
    **dict.fromkeys(("description", "dc.description", "dcterms.description"), "summary"),
    **dict.fromkeys(("dc.language", "dcterms.language", "language", "content-language"), "language"),
    **dict.fromkeys(("canonical", "og:url", "dc.source"), "source"),
    **dict.fromkeys(("license", "dc.rights", "dcterms.rights"), "licence"),
    **dict.fromkeys(("dc.title", "dcterms.title"), "title"),
    **dict.fromkeys(("dc.publisher", "dcterms.publisher"), "Publisher"),
    **dict.fromkeys(("dc.date", "dcterms.issued", "article:published_time"), "Published"),
    **dict.fromkeys(("dcterms.modified", "article:modified_time"), "Updated"),
    "keywords": "Keywords",
}
NOTHING_SAID = {"untitled", "untitled document", "new page", "document", "index", "home", "unnamed", "no title"}
PAGE_TITLE = "Page title"
LONGEST_BYLINE = 200

_FILE = re.compile(r"\S*\.(?:html?|xhtml|docx?|txt|rtf|odt)", re.IGNORECASE)
_BYLINE = re.compile(r"(?:(?:written )?by|von|par|por|di)\b:?\s+(?P<author>[^,;:!?]{2,80})", re.IGNORECASE)
_TRANSLATED = re.compile(
    r"(?:translated|übersetzt|traduit|traducido|tradotto|vertaald)\b.{0,40}?\b(?:by|von|par|por|da|door)\s+(?P<name>[^;:!?]{2,120})",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?P<title>.{2,}?),? +(?:[Bb]y|BY) +(?P<author>[A-Z][^|]{2,60})")
# A handle may be small, but only where FanFicFare surely wrote the page: by its table of fields.
_SIGNED_BY_ANYONE = re.compile(r"(?P<title>.+) by (?P<author>[^|]{1,60})")
_ADDRESS_LABEL = "Story URL:"
MOST_FIELDS = 40


def tell_of_page(page: Page, facts: Facts) -> None:
    """Add what the page's head says, where nothing else said it."""
    for meta in page.metas:
        name = (meta.get("name") or meta.get("property") or meta.get("http-equiv") or meta.get("rel") or "").casefold()
        value = " ".join((meta.get("content") or meta.get("href") or "").split())
        meaning = METAS.get(name)
        if meaning and value:
            _tell(facts, meaning, value)
    if page.language:
        _tell(facts, "language", page.language)
    _tell_title(page, facts)


def _tell(facts: Facts, meaning: str, value: str) -> None:
    if meaning[0].isupper():
        if meaning not in facts.fields:
            facts.keep(meaning, value)
    elif not facts.one(meaning):
        facts.add(meaning, [value])


def _tell_title(page: Page, facts: Facts) -> None:
    """The title in the window's bar, unless a heading states one."""
    words = " ".join(page.title.split())
    if facts.one("title") or not words or words.casefold() in NOTHING_SAID or _FILE.fullmatch(words):
        return
    stated = [piece.text for piece in page.pieces if piece.level == 1]
    if len(stated) == 1 and not heading_in(stated[0]):
        if " ".join(stated[0].split()).casefold() not in words.casefold():
            facts.keep(PAGE_TITLE, words)
        return
    signed = _SIGNED.fullmatch(words)
    if signed and not facts.one("authors"):
        facts.add("authors", [signed["author"].strip()])
    title = signed["title"] if signed else words
    if len(title) <= 2 * LONGEST:
        facts.add("title", [title])
    else:
        facts.keep(PAGE_TITLE, words)


def with_author_apart(pieces: Sequence[Piece], facts: Facts, *, page_title: str) -> Sequence[Piece]:
    """`Title by Somebody` as heading and in the window's bar is how FanFicFare begins a page."""
    first = pieces[0] if pieces else None
    words = " ".join(page_title.split())
    is_fanficfare = any(piece.text.startswith(_ADDRESS_LABEL) for piece in pieces[:MOST_FIELDS])
    signed = (_SIGNED_BY_ANYONE if is_fanficfare else _SIGNED).fullmatch(words)
    if not first or first.level != 1 or not signed or " ".join(first.text.split()) != words:
        return pieces
    facts.add("authors", [signed["author"].strip()])
    return [replace(first, text=signed["title"], spans=()), *pieces[1:]]


def without_bylines(pieces: Sequence[Piece], facts: Facts) -> list[Piece]:
    """`By Somebody` near the title names the author, however large it is written, and another line the translator."""
    kept: list[Piece] = []
    is_near_top = True
    for piece in pieces:
        is_near_top = is_near_top and len(piece.text) <= LONGEST_BYLINE
        if not (is_near_top and (piece.level or (kept and kept[-1].level == 1)) and _tells_who(facts, piece)):
            kept.append(piece)
    return kept


def _tells_who(facts: Facts, piece: Piece) -> bool:
    words = " ".join(piece.text.split())
    if signed := _BYLINE.fullmatch(words):
        _tell_author(facts, signed["author"].strip(" ."))
    elif translated := _TRANSLATED.fullmatch(words):
        facts.keep("Translator", translated["name"].strip(" ."))
    return bool(signed or _TRANSLATED.fullmatch(words))


def _tell_author(facts: Facts, author: str) -> None:
    known = facts.one("authors")
    if not known:
        facts.add("authors", [author.title() if author.isupper() else author])
    elif known.casefold() != author.casefold():
        facts.keep("Byline", author)


def with_chapters_below_title(pieces: Sequence[Piece]) -> list[Piece]:
    """A single heading of the highest level may be a chapter's, when a page holds only that."""
    tops = [at for at, piece in enumerate(pieces) if piece.level == 1]
    if len(tops) != 1 or not heading_in(pieces[tops[0]].text):
        return list(pieces)
    return [replace(piece, level=2) if at == tops[0] else piece for at, piece in enumerate(pieces)]
