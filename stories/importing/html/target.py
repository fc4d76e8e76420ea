"""What the parser of web pages reports: tags one by one, and the text between two of them at the second."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stories.importing.html.elements import handlers
from stories.importing.html.markup import NOTHING, TAGS, Meaning, Role
from stories.importing.html.paragraphs import Paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stories.importing.html.meaning import Meanings
    from stories.importing.html.pieces import Piece

DEEPEST = 40  # marks that are told apart
MOST_METAS = 500
LONGEST_TITLE = 1000
SPACES = " \t\n\r\f"


@dataclass(slots=True)
class Page:
    """What a page holds."""

    pieces: list[Piece] = field(default_factory=list["Piece"])
    title: str = ""
    language: str = ""
    metas: list[dict[str, str]] = field(default_factory=list["dict[str, str]"])
    hidden: int = 0  # sentences that it keeps from its readers


class Target:
    """Finds out what each element means, and has it done. lxml asks once for its methods, of which each must be there.

    Most tags begin or end a paragraph of nothing but text that lies in nothing but sections. These take a short way,
    since a function's call is what costs here: no element is open that says more, and nothing of the paragraph is
    written, so that its text can be taken as a whole.
    """

    def __init__(self) -> None:
        self._waiting: list[str] = []  # text since the last tag
        self.data = self._waiting.append  # called by lxml, without a step in Python
        self._paragraphs = Paragraphs()
        self._writer = self._paragraphs.writer
        self._enter, self._leave = handlers(self._paragraphs)

    def begin(self, meanings: Meanings, document: str = "", numbered_after: int = 0) -> Page:
        """A page comes."""
        self._page = Page()
        self._meanings = meanings
        self._open: list[Meaning] = []
        self._special = 0  # how many of these say more than where a paragraph begins and lies
        self._wheres: list[tuple[str, ...]] = []
        self._skipped = 0
        self._counts_hidden = False
        self._in_title = False
        self._waiting.clear()
        self._paragraphs.begin(self._page.pieces, document, numbered_after)
        return self._page

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._skipped:
            self._skipped += 1
            return
        meaning = self._meanings.of(tag, attributes) if attributes else TAGS.get(tag, NOTHING)
        if meaning.is_paragraph and not self._special and not self._writer.texts:
            if waiting := self._waiting:
                if len(waiting) > 1 or waiting[0].strip(SPACES):  # or it only lies between two paragraphs
                    self._paragraphs.add("".join(waiting))
                waiting.clear()
            self._open.append(meaning)
        elif not self._begins(meaning, attributes):
            return
        if attributes and (name := attributes.get("id") or attributes.get("name")) and "content" not in attributes:
            self._paragraphs.names.append(f"{self._paragraphs.document}#{name}")

    def end(self, tag: str) -> None:  # noqa: ARG002 - lxml gives it; what began last ends first
        """The element that began last ends."""
        if self._skipped:
            self._skipped -= 1
            if not self._skipped:
                self._forget()
            return
        meaning = self._open.pop()
        if meaning.is_paragraph and not self._special and not self._writer.texts:
            if waiting := self._waiting:
                self._paragraphs.add("".join(waiting))
                waiting.clear()
        else:
            self._ends(meaning)

    def comment(self, text: str) -> None:
        """A comment; in XHTML it may be text after all."""
        if text.startswith("[CDATA["):
            self.data(text.removeprefix("[CDATA[").removesuffix("]]"))

    def close(self) -> None:
        """The page ends."""
        if self._skipped:
            self._forget()
        if self._waiting:
            self._settle()
        self._paragraphs.close()
        self.begin(self._meanings)  # the parser and its target hold each other, so that what they kept would stay

    def _settle(self) -> None:
        """Write what waits."""
        text = "".join(self._waiting)
        self._waiting.clear()
        if self._in_title:
            self._page.title = f"{self._page.title}{text}"[:LONGEST_TITLE]
            return
        paragraphs = self._paragraphs
        if paragraphs.kept:
            paragraphs.writer.write_kept(text)
        elif paragraphs.writer.texts or text.strip(SPACES):  # or it only lies between two paragraphs
            paragraphs.writer.write(text)

    def _forget(self) -> None:
        """What waited is not for reading."""
        if self._counts_hidden and not all(map(str.isspace, self._waiting)):
            self._page.hidden += 1
        self._waiting.clear()

    def _begins(self, meaning: Meaning, attributes: Mapping[str, str]) -> bool:
        """Any other element begins; whether it is read at all."""
        if self._waiting:
            self._settle()
        if meaning.is_dropped:
            self._skipped, self._counts_hidden = 1, meaning.is_hidden
            return False
        self._open.append(meaning)
        if not meaning.is_plain:
            self._begin(meaning, attributes)
        elif meaning.is_block and self._writer.texts:
            self._part(meaning)
        return True

    def _ends(self, meaning: Meaning) -> None:
        if self._waiting:
            self._settle()
        if not meaning.is_plain:
            self._end(meaning)
        elif meaning.is_block and self._writer.texts:
            self._part(meaning)
        if self._paragraphs.level and len(self._open) < self._paragraphs.heading_at:
            self._paragraphs.end_heading()

    def _begin(self, meaning: Meaning, attributes: Mapping[str, str]) -> None:
        self._special += meaning.is_special
        paragraphs = self._paragraphs
        if meaning.is_block or (meaning.is_line and paragraphs.verse):
            self._part(meaning)
        if meaning.marks:
            self._wheres.append(paragraphs.where)
            if len(paragraphs.where) < DEEPEST:
                paragraphs.where = (*paragraphs.where, *meaning.marks)
        if meaning.level:
            paragraphs.begin_heading(meaning.level, len(self._open))
        for kind in meaning.kinds:
            paragraphs.writer.open(kind)
        for role in meaning.roles:
            if role in self._enter:
                self._enter[role](attributes, meaning)
            else:
                self._begin_head(role, attributes)

    def _end(self, meaning: Meaning) -> None:
        self._special -= meaning.is_special
        if meaning.is_block:
            self._part(meaning)
        for role in reversed(meaning.roles):
            if role in self._leave:
                self._leave[role]()
        self._in_title = False
        for kind in meaning.kinds:
            self._paragraphs.writer.close(kind)
        if meaning.marks:
            self._paragraphs.where = self._wheres.pop()

    def _part(self, meaning: Meaning) -> None:
        """A paragraph or a line ends, or a line of a heading."""
        paragraphs = self._paragraphs
        if paragraphs.level and len(self._open) >= paragraphs.heading_at:
            paragraphs.writer.end_line()
        elif meaning.is_line and paragraphs.verse and not meaning.is_verse:
            paragraphs.writer.end_line()
            if meaning.indent:
                paragraphs.writer.indent(meaning.indent)
        else:
            paragraphs.end()

    def _begin_head(self, role: Role, attributes: Mapping[str, str]) -> None:
        """What the page says of itself, or several lines of one heading."""
        if role == Role.TITLE:
            self._in_title = True
        elif role == Role.META and len(self._page.metas) < MOST_METAS:
            self._page.metas.append(dict(attributes))
        elif role == Role.ROOT:
            self._page.language = self._page.language or attributes.get("lang") or attributes.get("xml:lang") or ""
        elif role == Role.HEADINGS:
            self._paragraphs.begin_group(len(self._open))
