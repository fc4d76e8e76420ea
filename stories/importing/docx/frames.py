"""What paragraphs lie in: tables, boxes, notes, and the controls of forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.importing.docx.names import value
from stories.importing.docx.tables import row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stories.importing.docx.paragraph import Paragraph

    Attributes = Mapping[str, str]

# ruff: noqa: D102 - each method is named after what it hears

LISTED, PLACEHOLDER = "listed", "placeholder"


class Frames:
    """Those that are open, and the paragraphs in each."""

    def __init__(self) -> None:
        self.note_texts: dict[str, list[Paragraph]] = {}
        self._tables_so_far = 0
        self.begin()

    def begin(self) -> None:
        """A new part begins; whatever the last one left open is closed."""
        self.paragraphs: list[Paragraph] = []
        self._collected: list[list[Paragraph]] = [self.paragraphs]
        self._tables: list[int] = []  # by their numbers
        self._rows: list[list[list[Paragraph]]] = []
        self._controls: list[str] = []
        self.note = ""

    def collect(self, paragraphs: Iterable[Paragraph]) -> None:
        """Put paragraphs where they lie."""
        self._collected[-1] += paragraphs

    @property
    def is_listed(self) -> bool:
        """What is read belongs to a table of contents."""
        return LISTED in self._controls

    def start_note(self, sort: str, attributes: Attributes) -> None:
        self.note = f"{sort} {value(attributes, 'id')}"
        self._collected.append([])

    def end_note(self) -> None:
        if self.note:
            self.note_texts[self.note] = self._collected.pop()
        self.note = ""

    def start_box(self, _: Attributes) -> None:
        self._collected.append([])

    def end_box(self, paragraph: Paragraph | None) -> None:
        """What lies in a box stands beside the paragraph that it hangs on."""
        if len(self._collected) > 1:
            inside = self._collected.pop()
            if paragraph:
                paragraph.beside += tuple(inside)
            else:
                self.collect(inside)

    def start_table(self, _: Attributes) -> None:
        self._tables_so_far += 1
        self._tables.append(self._tables_so_far)

    def end_table(self) -> None:
        if self._tables:
            self._tables.pop()

    def start_row(self, _: Attributes) -> None:
        self._rows.append([])

    def end_cell(self) -> None:
        if len(self._collected) > 1:
            cell = self._collected.pop()
            if self._rows:
                self._rows[-1].append(cell)
            else:
                self.collect(cell)

    def end_row(self) -> None:
        if self._rows:
            self.collect(row_of(self._rows.pop(), table=self._tables[-1] if self._tables else 0))

    def start_control(self, _: Attributes) -> None:
        self._controls.append("")

    def control_is(self, what: str, attributes: Attributes) -> None:
        if self._controls and (what != LISTED or value(attributes) == "Table of Contents"):
            self._controls[-1] = what

    def start_content(self, _: Attributes) -> bool:
        return bool(self._controls) and self._controls[-1] == PLACEHOLDER

    def end_control(self) -> None:
        if self._controls:
            self._controls.pop()
