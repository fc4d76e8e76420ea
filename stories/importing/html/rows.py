"""The row of a table while it is being read: a line of cells, unless the table only puts text in its place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from stories.text import Span

if TYPE_CHECKING:
    from stories.importing.html.pieces import Piece

CELLS = " | "
SPEAKER, SPEAKS = "z3998:persona", ": "
FIELD = 2  # cells: a label and its value
LONGEST_CELL = 300  # a longer one is text


@dataclass(slots=True)
class Row:
    """Cells, each of one paragraph at most."""

    table: int
    cells: list[list[Piece]] = field(default_factory=list["list[Piece]"])

    def holds(self, piece: Piece) -> bool:
        """There is room for it in the last cell."""
        is_small = len(piece.text) <= LONGEST_CELL or self._speaks()
        return bool(self.cells) and not self.cells[-1] and is_small and not piece.level

    def _speaks(self) -> bool:
        return any(SPEAKER in piece.where for cell in self.cells for piece in cell)

    def take(self, piece: Piece) -> None:
        """Put it into the last cell."""
        self.cells[-1].append(piece)

    def pieces(self) -> list[Piece]:
        """What it held, each by itself."""
        return [piece for cell in self.cells for piece in cell]

    def line(self) -> list[Piece]:
        """All of it as one line; a speaker's words are a paragraph."""
        pieces = self.pieces()
        if not pieces:
            return []
        speaks = self._speaks()
        is_field = len(pieces) == FIELD and pieces[0].text.endswith(":")
        between = SPEAKS if speaks and len(pieces) > 1 else " " if is_field else CELLS
        spans: list[Span] = []
        length = 0
        for piece in pieces:
            spans += (Span(length + s.start, length + s.end, s.kind) for s in piece.spans)
            length += len(piece.text) + len(between)
        return [
            replace(
                pieces[0],
                text=between.join(piece.text for piece in pieces),
                spans=tuple(spans),
                joins=0 if speaks else self.table,
                linked=sum(piece.linked for piece in pieces),
                names=[name for piece in pieces for name in piece.names],
                references=[each for piece in pieces for each in piece.references],
            )
        ]
