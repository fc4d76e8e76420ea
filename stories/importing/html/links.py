"""Links within a book: those to footnotes become marks in the text."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stories.importing.html.markup import Meaning, Role
from stories.importing.html.pictures import only_enlarges

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stories.importing.html.paragraphs import Paragraphs

BACK = {"↩", "↩︎", "↑", "^", "⤴", "⏎"}  # links that only lead back

_LABEL = re.compile(r"[\[(]?\s*(\d{1,4}|[*†‡§¶]{1,4}|[ivxlc]{1,6}|[a-z])\s*[\])]?", re.IGNORECASE)


@dataclass(slots=True)
class _Link:
    target: str
    paragraph: int
    place: int
    is_reference: bool
    address: str


class Links:
    """Those that are open, the outermost first."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self._paragraphs = paragraphs
        self._open: list[_Link] = []
        self._raised = 0

    def begin(self, attributes: Mapping[str, str], meaning: Meaning) -> None:
        """What its words are is known when it ends."""
        writer = self._paragraphs.writer
        is_reference = Role.REFERENCE in meaning.roles or self._raised > 0
        address = attributes.get("href", "")
        self._open.append(_Link(self._target(address), writer.number, len(writer.texts), is_reference, address))

    def begin_raised(self, *_: object) -> None:
        """A link in here is one to a note."""
        self._raised += 1

    def end_raised(self) -> None:
        """So is a link that this was in."""
        self._raised -= 1
        if self._open:
            self._open[-1].is_reference = True

    def _target(self, address: str) -> str:
        """Where a link leads within the same book; empty for the rest of the world."""
        path, sign, name = address.strip().partition("#")
        if not sign or not name or ":" in path or path.startswith("/"):
            return ""
        if not path:
            return f"{self._paragraphs.document}#{name}"
        return f"{posixpath.normpath(posixpath.join(posixpath.dirname(self._paragraphs.document), path))}#{name}"

    def end(self) -> None:
        """A reference's words become its mark; a link that goes over several paragraphs is none."""
        link, writer = self._open.pop(), self._paragraphs.writer
        if not link.address or link.paragraph != writer.number:
            return
        words = writer.text_from(link.place).strip()
        if only_enlarges(words, link.address):
            writer.write_instead(link.place, "")
            self._paragraphs.fill_gap()
        if not link.target:
            return
        if words in BACK:
            writer.write_instead(link.place, "")
            return
        self._paragraphs.linked += len(words)
        label = _LABEL.fullmatch(words)
        if link.is_reference and label:
            self._paragraphs.references.append((link.target, label[1]))
            if not self._paragraphs.notes:
                before = writer.texts[link.place - 1] if link.place else ""
                writer.write_instead(link.place, label[1] if before.endswith(("[", "(")) else f"[{label[1]}]")
