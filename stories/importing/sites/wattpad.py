"""A chapter saved from Wattpad, which sets above it how often it was read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stories.importing.fields import Facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.html.pieces import Piece
    from stories.importing.html.target import Page

PANEL = ".panel-reading"  # the boxes of a chapter's head and of its text
MARKS = {PANEL}
NEAR_THE_TOP = 12  # paragraphs
PUBLISHER = "Wattpad"

_PAGE_TITLE = re.compile(r"(?P<names>.+ - .+) - Wattpad")
_COUNT = r"\d[\d.,]*\s?[KMB]?\+?"
_COUNTS = re.compile(
    rf"(?:(?:reads?|views?|votes?|stars?|comments?)?\W*{_COUNT}\W*(?:reads?|views?|votes?|stars?|comments?)?\W*){{2,3}}",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"by (?P<author>[^\n]{1,80})", re.IGNORECASE)
_DESCRIPTION = re.compile(r"Read .+ from the story .+ by .+")  # on every page, and no summary


def is_chapter(page: Page) -> bool:
    """By the title in the window's bar."""
    return _PAGE_TITLE.fullmatch(_words(page.title)) is not None


def chapter_alone(page: Page) -> tuple[list[Piece], Facts]:
    """The chapter without the site; what its title says is told."""
    facts = Facts()
    inside = [piece for piece in page.pieces if PANEL in piece.where] or page.pieces
    heading = next((_words(piece.text) for piece in inside if piece.level), "")
    if found := _PAGE_TITLE.fullmatch(_words(page.title)):
        facts.add("title", [found["names"].removesuffix(f" - {heading}").removeprefix(f"{heading} - ")])
    facts.keep("Publisher", PUBLISHER)
    page.metas = [meta for meta in page.metas if not _DESCRIPTION.match(_words(meta.get("content", "")))]
    return [*_without_counts(inside[:NEAR_THE_TOP], facts), *inside[NEAR_THE_TOP:]], facts


def _without_counts(pieces: Sequence[Piece], facts: Facts) -> list[Piece]:
    """The counts go, and a byline above the text tells who wrote it."""
    kept: list[Piece] = []
    for piece in pieces:
        words = _words(piece.text)
        if kept and kept[-1].level and (signed := _BYLINE.fullmatch(words)):
            facts.add("authors", [signed["author"]])
        elif piece.level or not _COUNTS.fullmatch(words):
            kept.append(piece)
    return kept


def _words(text: str) -> str:
    return " ".join(text.split())
