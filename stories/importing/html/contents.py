"""Lists of contents, known by their links: what they lead to comes again as headings."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from stories.importing.chapters.listed import is_name
from stories.importing.chapters.numerals import number_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.html.pieces import Piece

FEWEST = 3
WITHIN = 20_000  # characters from the beginning: further down, readers may be asked to choose where to go

_NUMBER = re.compile(r"\b(?:[IVXLC]+|\d{1,3})\b")


def without_contents(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out the first paragraphs that are links to other places in the book, and the word «Contents» above them."""
    kept: list[Piece] = []
    run: list[Piece] = []
    read = 0
    headings = Counter(_words(piece) for piece in pieces if piece.level)
    for at, piece in enumerate(pieces):
        if read > WITHIN:
            return [*kept, *run, *pieces[at:]]
        if _is_link(piece):
            run.append(piece)
            continue
        _settle(kept, run, headings)
        run = []
        kept.append(piece)
        read += len(piece.text)
    _settle(kept, run, headings)
    return kept


def _settle(kept: list[Piece], run: list[Piece], headings: Counter[str]) -> None:
    if sum(map(_items, run)) < FEWEST:
        kept += run
    elif kept and (is_name(kept[-1].text) or headings[_words(kept[-1])] > 1):  # «Book II» above its chapters' links
        kept.pop()


def _words(piece: Piece) -> str:
    return " ".join(piece.text.split()).casefold().strip(" :.")


def _items(piece: Piece) -> int:
    """A paragraph may be one item, or hold the numbers of many in their order; in any other, readers choose by them."""
    numbers = [number_in(word) or 0 for word in _NUMBER.findall(piece.text)]
    return 1 + sum(after == before + 1 for before, after in pairwise(numbers))


def _is_link(piece: Piece) -> bool:
    letters = sum(map(str.isalpha, piece.text)) if piece.linked else 0
    return piece.linked > 0 and piece.linked * 2 >= letters and not piece.references
