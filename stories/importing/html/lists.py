"""Lists of a web page: each item has its mark, and lies as deep as its list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stories.importing.html.paragraphs import Paragraphs

DEEPEST_ITEM = 8  # that is set further in
BULLET = "•"

_COUNT = re.compile(r"\d{1,6}")


@dataclass(slots=True)
class _List:
    is_numbered: bool
    next: int = 1


class Lists:
    """Those that are open, the outermost first."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self._paragraphs = paragraphs
        self._open: list[_List] = []

    def begin(self, *_: object) -> None:
        """A list without numbers."""
        self._begin(_List(is_numbered=False))

    def begin_numbered(self, attributes: Mapping[str, str], _: object) -> None:
        """A list that counts, from wherever it says."""
        first = attributes.get("start", "")
        self._begin(_List(is_numbered=True, next=int(first) if _COUNT.fullmatch(first) else 1))

    def _begin(self, items: _List) -> None:
        if not self._open:
            self._paragraphs.list = self._paragraphs.number()
        self._open.append(items)

    def end(self) -> None:
        """The innermost list ends."""
        self._open.pop()
        if not self._open:
            self._paragraphs.list = 0

    def begin_item(self, attributes: Mapping[str, str], _: object) -> None:
        """The next paragraph has a mark; outside of lists it has none."""
        if not self._open:
            return
        items = self._open[-1]
        value = attributes.get("value", "")
        if _COUNT.fullmatch(value):
            items.next = int(value)
        mark = f"{items.next}." if items.is_numbered else BULLET
        self._paragraphs.marker = f"{'  ' * (min(len(self._open), DEEPEST_ITEM) - 1)}{mark} "
        items.next += 1

    def end_item(self) -> None:
        """An empty item's mark is nobody's."""
        self._paragraphs.end()
        self._paragraphs.marker = ""
