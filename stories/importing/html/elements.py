"""What is done where elements begin and end that are more than a paragraph: by the roles that they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.importing.html.links import Links
from stories.importing.html.lists import Lists
from stories.importing.html.markup import Meaning, Role
from stories.importing.html.pictures import is_name_of_scan, words_of
from stories.importing.html.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stories.importing.html.paragraphs import Paragraphs

    Enter = Callable[[Mapping[str, str], Meaning], None]
    Leave = Callable[[], None]


def handlers(paragraphs: Paragraphs) -> tuple[dict[Role, Enter], dict[Role, Leave]]:
    """By role: what is done at the beginning, and what at the end."""
    elements, links, lists = _Elements(paragraphs), Links(paragraphs), Lists(paragraphs)
    enter: dict[Role, Enter] = {
        Role.BREAK: elements.break_line,
        Role.RULE: elements.draw_rule,
        Role.IMAGE: elements.show_image,
        Role.QUOTE: elements.begin_quote,
        Role.KEPT: elements.begin_kept,
        Role.READING: elements.begin_reading,
        Role.VERSE: elements.begin_verse,
        Role.STANZA: elements.begin_verse,
        Role.NOTE: elements.begin_note,
        Role.TABLE: elements.begin_table,
        Role.ROW: elements.begin_row,
        Role.CELL: elements.begin_cell,
        Role.LIST: lists.begin,
        Role.NUMBERED: lists.begin_numbered,
        Role.ITEM: lists.begin_item,
        Role.LINK: links.begin,
        Role.RAISED: links.begin_raised,
    }
    leave: dict[Role, Leave] = {
        Role.QUOTE: elements.end_quote,
        Role.KEPT: elements.end_kept,
        Role.READING: elements.end_reading,
        Role.VERSE: elements.end_verse,
        Role.STANZA: elements.end_verse,
        Role.NOTE: elements.end_note,
        Role.TABLE: elements.end_table,
        Role.ROW: paragraphs.end_row,
        Role.LIST: lists.end,
        Role.NUMBERED: lists.end,
        Role.ITEM: lists.end_item,
        Role.LINK: links.end,
        Role.RAISED: links.end_raised,
    }
    return enter, leave


class _Elements:
    """Those that stand for themselves."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self._paragraphs = paragraphs
        self._tables: list[int] = []
        self._pictures: set[str] = set()  # one that comes again may be an ornament between scenes

    def break_line(self, *_: object) -> None:
        self._paragraphs.writer.break_line()

    def draw_rule(self, *_: object) -> None:
        self._paragraphs.draw_rule()

    def show_image(self, attributes: Mapping[str, str], _: Meaning) -> None:
        description, address = attributes.get("alt", ""), attributes.get("src", "")
        if words := words_of(description, address):
            self._paragraphs.writer.write(words)
        elif address not in self._pictures and is_name_of_scan(" ".join(description.split()), address):
            self._paragraphs.fill_gap()
        self._pictures.add(address)

    def begin_quote(self, *_: object) -> None:
        self._paragraphs.quotes.append(self._paragraphs.number())

    def end_quote(self) -> None:
        self._paragraphs.end()
        self._paragraphs.quotes.pop()

    def begin_verse(self, *_: object) -> None:
        self._paragraphs.end()
        self._paragraphs.verse += 1

    def end_verse(self) -> None:
        self._paragraphs.end()
        self._paragraphs.verse -= 1

    def begin_kept(self, *_: object) -> None:
        self._paragraphs.kept += 1

    def end_kept(self) -> None:
        self._paragraphs.end()
        self._paragraphs.kept -= 1

    def begin_reading(self, *_: object) -> None:
        self._paragraphs.writer.write("(")

    def end_reading(self) -> None:
        self._paragraphs.writer.write(")")

    def begin_note(self, *_: object) -> None:
        self._paragraphs.end()
        self._paragraphs.notes.append(self._paragraphs.number())

    def end_note(self) -> None:
        self._paragraphs.end()
        self._paragraphs.notes.pop()

    def begin_table(self, *_: object) -> None:
        self._paragraphs.spill_row()
        self._tables.append(self._paragraphs.number())

    def end_table(self) -> None:
        self._paragraphs.close()
        self._tables.pop()

    def begin_row(self, *_: object) -> None:
        self._paragraphs.begin_row(Row(self._tables[-1] if self._tables else 0))

    def begin_cell(self, *_: object) -> None:
        self._paragraphs.begin_cell()
