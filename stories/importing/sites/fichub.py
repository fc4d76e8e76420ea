"""FicHub: the page that it puts before a story, and what it writes between the chapters of a web page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stories.importing.blocks import PARAGRAPH
from stories.importing.fields import Facts, field_in
from stories.importing.sites.fanfiction_net import fields_of_stats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.html.pieces import Piece

NAVIGATION, CONTENTS = ".chapter_nav", "#contents-list"
MARKS = {NAVIGATION, CONTENTS}
WITHIN = 40  # paragraphs, in which it names itself

_SIGNED = re.compile(r"Exported with the assistance of\s+FicHub\.net")
_SOURCE = re.compile(r"Original source:\s+(?P<address>\S+)")
_BYLINE = re.compile(r"by:?\s+(?P<author>.+)", re.IGNORECASE)
_BACK = "(back to chapter list)"


def is_introduction(text: str) -> bool:
    """The document that it puts before the chapters of an e-book."""
    return _SIGNED.search(text) is not None


def is_page(pieces: Sequence[Piece], marks: set[str]) -> bool:
    """A whole story as one web page."""
    return NAVIGATION in marks and any(_SIGNED.search(piece.text) for piece in pieces[:WITHIN])


def told_on(pieces: Sequence[Piece]) -> tuple[list[Piece], Facts]:
    """The chapters, and what stands above them."""
    facts = Facts()
    begins = next(at for at, piece in enumerate(pieces) if _SIGNED.search(piece.text)) + 1
    summary = [piece.text for piece in pieces[:begins] if not _tells(piece, facts)]
    if summary:
        facts.add("summary", [PARAGRAPH.join(summary)])
    return [piece for piece in pieces[begins:] if not _is_furniture(piece)], facts


def _tells(piece: Piece, facts: Facts) -> bool:
    text = " ".join(piece.text.split())
    if piece.level == 1:
        facts.add("title", [text])
    elif piece.level and (signed := _BYLINE.fullmatch(text)):
        facts.add("authors", [signed["author"]])
    elif source := _SOURCE.fullmatch(text):
        facts.add("source", [source["address"]])
    elif told := fields_of_stats(text) or [*filter(None, [field_in(text)])]:
        for label, value in told:
            facts.tell(label, value)
    else:
        return _SIGNED.search(text) is not None
    return True


def _is_furniture(piece: Piece) -> bool:
    return NAVIGATION in piece.where or CONTENTS in piece.where or piece.text.strip() == _BACK
