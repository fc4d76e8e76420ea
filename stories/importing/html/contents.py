"""Lists of contents, known by their links: what they lead to comes again as headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.importing.listed import is_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.html.pieces import Piece

FEWEST = 3
WITHIN = 20_000  # characters from the beginning: further down, readers may be asked to choose where to go


def without_contents(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out the first paragraphs that are links to other places in the book, and the word «Contents» above them."""
    kept: list[Piece] = []
    run: list[Piece] = []
    read = 0
    for at, piece in enumerate(pieces):
        if read > WITHIN:
            return [*kept, *run, *pieces[at:]]
        if _is_link(piece):
            run.append(piece)
            continue
        _settle(kept, run)
        run = []
        kept.append(piece)
        read += len(piece.text)
    _settle(kept, run)
    return kept


def _settle(kept: list[Piece], run: list[Piece]) -> None:
    if len(run) < FEWEST:
        kept += run
    elif kept and is_name(kept[-1].text):
        kept.pop()


def _is_link(piece: Piece) -> bool:
    letters = sum(map(str.isalpha, piece.text)) if piece.linked else 0
    return piece.linked > 0 and piece.linked * 2 >= letters and not piece.references
