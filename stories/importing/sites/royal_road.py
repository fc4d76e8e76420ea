"""A chapter saved from Royal Road, or from a site that is made alike."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stories.importing.fields import Facts
from stories.importing.parts import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.html.pieces import Piece

CONTENT, NOTE, NOTE_BODY = ".chapter-content", ".author-note-portlet", ".author-note"
MARKS = {CONTENT, NOTE, NOTE_BODY}
PUBLISHER = "Royal Road"

_BYLINE = re.compile(r"by (?P<author>[^\n]{1,80})", re.IGNORECASE)
_PAGE_TITLE = re.compile(r"(?P<chapter>.+) - (?P<work>.+?) \| Royal Road", re.DOTALL)


def is_chapter(marks: set[str]) -> bool:
    """Only such pages have a box of that class."""
    return CONTENT in marks


def chapter_alone(pieces: Sequence[Piece], *, page_title: str) -> tuple[list[Piece], Facts]:
    """The chapter and the notes around it, without the site."""
    facts = Facts()
    first = next(at for at, piece in enumerate(pieces) if CONTENT in piece.where)
    kept: list[Piece] = []
    begun = False
    for at, piece in enumerate(pieces):
        if CONTENT in piece.where:
            begun = True
            kept.append(piece)
        elif {NOTE, NOTE_BODY} & set(piece.where):
            kept.append(replace(piece, part=Part.END_NOTE if begun else Part.NOTE, level=0))
        elif piece.level == 1:
            begun = False
            kept.append(piece)
        elif at < first and (signed := _BYLINE.fullmatch(piece.text)) and not facts.one("authors"):
            facts.add("authors", [signed["author"]])
        elif piece.level == 2 and at < first and not facts.one("title"):  # noqa: PLR2004 - a heading's level
            facts.add("title", [" ".join(piece.text.split())])
    _tell_title(facts, page_title)
    return kept, facts


def with_notes(pieces: Sequence[Piece]) -> list[Piece]:
    """A chapter in an e-book, whose notes stand in boxes above and below the text."""
    first = next(at for at, piece in enumerate(pieces) if CONTENT in piece.where)
    return [
        replace(piece, part=Part.NOTE if at < first else Part.END_NOTE, level=0) if NOTE in piece.where else piece
        for at, piece in enumerate(pieces)
    ]


def _tell_title(facts: Facts, page_title: str) -> None:
    found = _PAGE_TITLE.fullmatch(" ".join(page_title.split()))
    if not found:
        return
    facts.keep("Publisher", PUBLISHER)
    if not facts.one("title"):
        facts.add("title", [found["work"]])
