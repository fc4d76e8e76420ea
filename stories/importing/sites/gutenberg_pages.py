"""The wrapper that Project Gutenberg puts around a book, as it stands in a web page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from stories.importing.front.notices import LABEL, notice_at_end
from stories.importing.sites.gutenberg import END, unwrapped
from stories.text import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.fields import Facts
    from stories.importing.html.pieces import Piece

_START = re.compile(
    r"^\*\*\* ?START OF TH(?:E|IS) PROJECT GUTENBERG EBOOK|^\*END\*? ?THE SMALL PRINT!", re.MULTILINE | re.IGNORECASE
)
_CREDITS = re.compile(r"(?:(?:E-text |Text )?Produced by|Transcribed (?:from|by))\b", re.IGNORECASE)
MOST_IN_NOTICE = 300  # paragraphs
MOST_CREDITS = 6  # paragraphs below the wrapper among which they stand


class Unwrapped(NamedTuple):
    """The book's paragraphs, and what its wrapper says of it."""

    pieces: list[Piece]
    facts: Facts


def unwrapped_pieces(pieces: Sequence[Piece]) -> Unwrapped | None:
    """The book alone; nothing if there is no wrapper around it."""
    starred = (at for at, piece in enumerate(pieces) if "*" in piece.text)  # a dear search of few paragraphs
    start = next((at for at in starred if _START.search(pieces[at].text)), None)
    if start is None:
        return None
    rest, facts = unwrapped("\n".join([*(piece.text for piece in pieces[: start + 1]), ""]))
    end = next((at for at, piece in enumerate(pieces) if at > start and END.search(piece.text)), len(pieces))
    book = [piece for at, piece in enumerate(pieces[start + 1 : end]) if at >= MOST_CREDITS or not _is_credits(piece)]
    if rest.strip():
        book.insert(0, replace(pieces[start], text=rest.strip(), spans=(), names=[], references=[]))
    if end < len(pieces) and (last := _until_end(pieces[end])):
        book.append(last)
    notice = notice_at_end([piece.text for piece in book[-MOST_IN_NOTICE:]]) + max(0, len(book) - MOST_IN_NOTICE)
    if notice < len(book):
        facts.keep(LABEL, "\n".join(piece.text for piece in book[notice:]))
        del book[notice:]
    return Unwrapped([_without_margin(piece) if piece.is_kept else piece for piece in book], facts)


def _without_margin(piece: Piece) -> Piece:
    """Verse in the library's pages is typed with a margin, as in its files."""
    lines = piece.text.split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    if not margin:
        return piece

    def moved(place: int) -> int:
        start = piece.text.rfind("\n", 0, place) + 1
        return place - margin * piece.text.count("\n", 0, place) - min(margin, place - start)

    spans = in_order(span._replace(start=moved(span.start), end=moved(span.end)) for span in piece.spans)
    return replace(piece, text="\n".join(line[margin:] for line in lines), spans=spans)


def _is_credits(piece: Piece) -> bool:
    return not piece.level and _CREDITS.match(piece.text) is not None


def _until_end(piece: Piece) -> Piece | None:
    """A paragraph may go on where the wrapper begins."""
    found = END.search(piece.text)
    text = piece.text[: found.start()].rstrip() if found else ""
    spans = in_order(span._replace(end=min(span.end, len(text))) for span in piece.spans if span.start < len(text))
    return replace(piece, text=text, spans=spans) if text else None
