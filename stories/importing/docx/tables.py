"""Tables, as lines of their cells."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from stories.importing.docx.letters import joined
from stories.importing.docx.paragraph import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CELLS = " | "
LONGEST_CELL = 1000  # in a table, and not in a page that is laid out as one


def row_of(cells: Sequence[Sequence[Paragraph]], *, table: int) -> Iterable[Paragraph]:
    """A row as one line; one that only frames or lays out a text is that text."""
    shown = [[paragraph for paragraph in cell if not paragraph.is_empty] for cell in cells]
    if sum(map(bool, shown)) <= 1 or any(map(_is_long, shown)):
        return chain.from_iterable(cells)
    line = joined((joined(cell, " ") for cell in shown if cell), CELLS)
    footnotes = tuple(number for cell in shown for each in cell for number in each.footnotes)
    return [Paragraph(text=line.text, spans=line.spans, table=table, footnotes=footnotes)]


def _is_long(cell: Sequence[Paragraph]) -> bool:
    return sum(len(paragraph.text) for paragraph in cell) > LONGEST_CELL
