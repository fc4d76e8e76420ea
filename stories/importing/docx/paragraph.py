"""A paragraph of a Word document, before it is known what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stories.importing.docx.letters import Letters
from stories.importing.docx.styles import LISTED, PLAIN, Style

if TYPE_CHECKING:
    from stories.text import Span

NO_LETTERS = Letters()
RULE_SIDES = {"top", "bottom", "between"}
BOX_SIDES = {"left", "right", "start", "end"}


@dataclass(slots=True, eq=False)
class Paragraph:
    """What is known of a paragraph while it is read, and after."""

    style: Style = PLAIN
    letters: Letters = NO_LETTERS  # while they are read
    text: str = ""  # thereafter
    spans: tuple[Span, ...] = ()
    level: int | None = None  # where the paragraph itself says so, against its style
    list_id: str | None = None
    depth: int | None = None
    marker: str = ""  # of its list
    table: int = 0  # the table whose row it is
    rules: frozenset[str] | None = None  # the sides where a line is drawn
    is_line: bool = False  # it is nothing but a drawn line
    is_rest: bool = False  # what is left after a line or page break within it
    starts_page: bool = False
    ends_page: bool = False
    is_listed: bool = False  # in a table of contents
    runs_on: bool = False  # its end was deleted
    is_right_to_left: bool = False
    footnotes: tuple[int, ...] = ()
    beside: tuple[Paragraph, ...] = ()  # what stands in boxes that hang on it

    @property
    def is_empty(self) -> bool:
        """Nothing is to be seen in it but perhaps a line."""
        return not self.text or self.text.isspace()

    @property
    def heading_level(self) -> int:
        """Its level as a heading; 0 for any other paragraph."""
        return self.style.level if self.level is None else self.level

    @property
    def lists_contents(self) -> bool:
        """It belongs to a table of contents that was made from the headings."""
        return self.is_listed or self.style.role == LISTED

    @property
    def drawn(self) -> frozenset[str]:
        """Where lines are drawn; none for a box around it."""
        rules = self.style.rules if self.rules is None else self.rules
        return frozenset() if not rules or rules & BOX_SIDES else rules & RULE_SIDES

    def rest(self) -> Paragraph:
        """One like it, still without letters."""
        return Paragraph(self.style, Letters(), level=self.level, is_listed=self.is_listed, is_rest=True)
