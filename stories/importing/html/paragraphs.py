"""Paragraphs of a web page as they are collected, each with what is known of the place where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.importing.html.pieces import RULE, Piece, paragraphs_of
from stories.importing.html.writer import JUNK, NO_BREAK, SPACES, ParagraphWriter, in_one_line

if TYPE_CHECKING:
    from stories.importing.html.rows import Row

DEEPEST = 8  # quotations that are told apart
IN_GROUP = -1  # the level of a group of headings before its first


class Paragraphs:
    """Takes text; what surrounds it is said before it ends."""

    def __init__(self) -> None:
        self.writer = ParagraphWriter()
        self.begin([])

    def begin(self, pieces: list[Piece], document: str = "", numbered_after: int = 0) -> None:
        """A page comes, whose paragraphs go there; no page of a book numbers anything as another one does."""
        self._pieces = pieces
        self.document = document
        self.where: tuple[str, ...] = ()
        self.quotes: list[int] = []
        self.notes: list[int] = []
        self.list = 0  # the outermost one
        self.level = 0
        self.heading_at = 0  # how deep the element lies that began the heading
        self.kept = self.verse = 0  # how often each is open
        # What the next paragraph gets, and no other.
        self.names: list[str] = []
        self.references: list[tuple[str, str]] = []
        self.linked = 0
        self.marker = ""
        self._gap = 1
        self._is_filled = False  # the gap, with a picture
        self._row: Row | None = None
        self._numbers = numbered_after

    def number(self) -> int:
        """One that no other quotation, list, table or note has."""
        self._numbers += 1
        return self._numbers

    def add(self, text: str) -> None:
        """A paragraph at one go that is nothing but text and lies in nothing but sections, as most do."""
        shown = in_one_line(text)
        bare = shown.strip(SPACES)
        if not bare:
            self._widen(NO_BREAK in shown)
        elif len(bare) > 1 or shown.lstrip(" ") not in JUNK:
            piece = Piece(bare, self._gap, where=self.where)
            if self.names or self.references or self.linked:
                self._link(piece)
            self._pieces.append(piece)
            self._gap, self._is_filled = 1, False

    def _widen(self, lines: int) -> None:
        if not self._is_filled:
            self._gap += lines

    def fill_gap(self) -> None:
        """A picture that the story is told without stands between two paragraphs, and no pause."""
        self._gap, self._is_filled = 1, True

    def end(self) -> None:
        """The paragraph ends, if one has begun."""
        if not self.writer.texts:
            return
        text, spans, above, below = self.writer.take(kept=self.kept > 0, verse=self.verse > 0)
        self._widen(above)
        if text:
            self._keep(self._placed(Piece(text, self._gap, spans)))
            self._gap, self._is_filled = 1 + below, False

    def _placed(self, piece: Piece) -> Piece:
        """Only what is said of few paragraphs is asked one by one."""
        piece.where = self.where
        if self.quotes:
            piece.quotes = tuple(self.quotes[:DEEPEST])
        if self.level > 0:
            piece.level = self.level
        if self.names or self.references or self.linked:
            self._link(piece)
        if self.list:
            piece.joins = self.list
            piece.marker, self.marker = self.marker, ""
        if self.verse or self.kept:
            piece.is_verse, piece.is_kept = self.verse > 0, self.kept > 0
        if self.notes:
            piece.note = self.notes[-1]
        return piece

    def _link(self, piece: Piece) -> None:
        piece.names, self.names = self.names, []
        piece.references, self.references = self.references, []
        piece.linked, self.linked = self.linked, 0

    def _keep(self, piece: Piece) -> None:
        if self._row is None and "\n" not in piece.text:
            self._pieces.append(piece)
            return
        for part in paragraphs_of(piece):
            if self._row and self._row.holds(part):
                self._row.take(part)
            else:
                self.spill_row()
                self._pieces.append(part)

    def close(self) -> None:
        """Nothing more comes."""
        self.end()
        self.spill_row()

    def begin_heading(self, level: int, depth: int) -> None:
        """A heading; one inside of another, or of a group, is a line of it."""
        if self.level == IN_GROUP:
            self.level = level
        elif not self.level:
            self.level, self.heading_at = level, depth

    def begin_group(self, depth: int) -> None:
        """Several lines of one heading."""
        if not self.level:
            self.level, self.heading_at = IN_GROUP, depth

    def end_heading(self) -> None:
        """What follows is none."""
        self.end()
        self.level = 0

    def draw_rule(self) -> None:
        """A line is drawn between two paragraphs."""
        self.end()
        self.spill_row()
        quotes = tuple(self.quotes[:DEEPEST])
        self._pieces.append(Piece(RULE, quotes=quotes, where=self.where, is_rule=True))
        self._gap = 1

    def begin_row(self, row: Row) -> None:
        """The next paragraphs are cells."""
        self.spill_row()
        self._row = row

    def begin_cell(self) -> None:
        """The next paragraph is a cell of its own."""
        if self._row:
            self._row.cells.append([])

    def end_row(self) -> None:
        """Its cells are one line."""
        self.end()
        if self._row:
            self._pieces += self._row.line()
            self._row = None

    def spill_row(self) -> None:
        """What was thought a row holds text that goes on as usual."""
        if self._row:
            self._pieces += self._row.pieces()
            self._row = None
