"""What the parser of web pages reports, one start, text and end after the other, collected into paragraphs."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from stories.importing.html.markup import NOTHING, TAGS, Meaning, Role
from stories.importing.html.pieces import Piece, paragraphs_of
from stories.importing.html.rows import Row
from stories.importing.html.writer import ParagraphWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stories.importing.html.meaning import Meanings
    from stories.importing.html.writer import Written

etree: Any = import_module("lxml.etree")  # which has no types

CHUNK = 1 << 20
DEEPEST = 40  # quotations and marks that are told apart
DEEPEST_ITEM = 8  # of a list, that is set further in
MOST_METAS = 500
LONGEST_TITLE = 1000
RULE = "***"  # what a drawn line becomes
BULLET = "•"
IN_GROUP = -1  # the level of a group of headings before its first
BACK = {"↩", "↩︎", "↑", "^", "⤴", "⏎"}  # links that only lead back

# The parser ends these where a paragraph begins, and does not end their modern names.
MODERN = {"i": "em", "b": "strong", "s": "del", "strike": "del", "tt": "code"}

_AROUND = re.compile(rf"<(?:{'|'.join(MODERN)})(?:\s[^<>]*)?>\s*(?:<\w+>\s*)?<p\b", re.IGNORECASE)
_OLD = re.compile(rf"(</?)({'|'.join(MODERN)})(?=[\s/>])", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,6}")
_LABEL = re.compile(r"[\[(]?\s*(\d{1,4}|[*†‡§¶]{1,4}|[ivxlc]{1,6}|[a-z])\s*[\])]?", re.IGNORECASE)
_PICTURE_FILE = re.compile(r"\S+\.(?:jpe?g|png|gif|svg|webp|bmp)", re.IGNORECASE)


@dataclass(slots=True)
class _Link:
    target: str
    paragraph: int
    place: int
    is_reference: bool


@dataclass(slots=True)
class _List:
    number: int
    is_numbered: bool
    next: int = 1


@dataclass(slots=True)
class Page:
    """What a page holds."""

    pieces: list[Piece] = field(default_factory=list[Piece])
    title: str = ""
    language: str = ""
    metas: list[dict[str, str]] = field(default_factory=list["dict[str, str]"])
    hidden: int = 0  # sentences that it keeps from its readers


def parsed(text: str, meanings: Meanings, *, document: str = "") -> Page:
    """Read a page to its end, whatever is in it."""
    target = _Target(meanings, document)
    parser = etree.HTMLParser(target=target, huge_tree=True, encoding="utf-8")
    data = _around_paragraphs(text).encode("utf-8", errors="replace")
    for start in range(0, len(data), CHUNK):
        parser.feed(data[start : start + CHUNK])
    parser.close()
    return target.page


def _around_paragraphs(text: str) -> str:
    """`<i><p>…</p></i>` is no page, and yet slants all that is in it."""
    if not _AROUND.search(text):
        return text
    return _OLD.sub(lambda found: found[1] + MODERN[found[2].casefold()], text)


class _Target:
    """Takes the parser's reports and keeps the paragraphs."""

    def __init__(self, meanings: Meanings, document: str) -> None:
        self.page = Page()
        self.pieces = self.page.pieces
        self._document = document
        self._meanings = meanings
        self._open: list[tuple[Meaning, tuple[str, ...]]] = []
        self._skipped = 0
        self._counts_hidden = False
        self._writer = ParagraphWriter()
        self._gap = 0
        self._names: list[str] = []
        self._references: list[tuple[str, str]] = []
        self._linked = 0
        self._where: tuple[str, ...] = ()
        self._quotes: list[int] = []
        self._numbers = 0  # given to quotations, lists, tables and notes
        self._lists: list[_List] = []
        self._marker = ""
        self._tables: list[int] = []
        self._row: Row | None = None
        self._notes: list[int] = []
        self._links: list[_Link] = []
        self._level = 0
        self._heading_at = 0  # how deep the element lies that began the heading
        self._kept = self._verse = self._raised = 0
        self._in_title = False

    # What lxml calls.

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._skipped:
            self._skipped += 1
            return
        meaning = self._meanings.of(tag, attributes) if attributes else TAGS.get(tag, NOTHING)
        if meaning.is_dropped:
            self._skipped, self._counts_hidden = 1, meaning.is_hidden
            return
        self._open.append((meaning, self._where))
        if meaning is not NOTHING:
            self._begin(meaning, attributes)
        if attributes:
            self._name(attributes)

    def _begin(self, meaning: Meaning, attributes: Mapping[str, str]) -> None:
        if meaning.is_block or (meaning.is_line and self._verse):
            self._part(meaning)
        if meaning.marks and len(self._where) < DEEPEST:
            self._where = (*self._where, *meaning.marks)
        if meaning.level:
            self._begin_heading(meaning.level)
        for kind in meaning.kinds:
            self._writer.open(kind)
        for role in meaning.roles:
            if handler := ENTER.get(role):
                handler(self, attributes)

    def end(self, tag: str) -> None:  # noqa: ARG002 - lxml gives it; what began last ends first
        """The element that began last ends."""
        if self._skipped:
            self._skipped -= 1
            return
        meaning, where = self._open.pop()
        if meaning.is_block:
            self._part(meaning)
        for role in reversed(meaning.roles):
            if handler := LEAVE.get(role):
                handler(self)
        for kind in meaning.kinds:
            self._writer.close(kind)
        self._where = where
        if self._level and len(self._open) < self._heading_at:
            self._end_heading()

    def data(self, data: str) -> None:
        """Text."""
        if self._skipped:
            if self._counts_hidden and data.strip():
                self.page.hidden += 1
                self._counts_hidden = False
        elif self._in_title:
            self.page.title += data if len(self.page.title) < LONGEST_TITLE else ""
        elif self._kept:
            self._writer.write_kept(data)
        else:
            self._writer.write(data)

    def comment(self, text: str) -> None:
        """A comment; in XHTML it may be text after all."""
        if text.startswith("[CDATA["):
            self.data(text.removeprefix("[CDATA[").removesuffix("]]"))

    def close(self) -> None:
        """The page ends."""
        self._end_paragraph()
        self._spill_row()

    # Paragraphs.

    def _name(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("id") or attributes.get("name")
        if name and "content" not in attributes:
            self._names.append(f"{self._document}#{name}")

    def _part(self, meaning: Meaning) -> None:
        """A paragraph or a line ends, or a line of a heading."""
        if self._level and len(self._open) >= self._heading_at:
            self._writer.end_line()
        elif meaning.is_line and self._verse and not (Role.VERSE in meaning.roles or Role.STANZA in meaning.roles):
            self._writer.end_line()
            if meaning.indent:
                self._writer.indent(meaning.indent)
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        if not self._writer.texts:
            return
        written = self._writer.take(kept=self._kept > 0, verse=self._verse > 0)
        self._gap += written.above
        if written.text:
            self._keep(self._piece(written))
            self._gap = written.below

    def _piece(self, written: Written) -> Piece:
        piece = Piece(
            written.text,
            written.spans,
            gap=self._gap,
            level=max(self._level, 0),
            quotes=tuple(self._quotes[:DEEPEST]) if self._quotes else (),
            where=self._where,
            joins=self._lists[0].number if self._lists else 0,
            marker=self._marker,
            is_verse=self._verse > 0,
            is_kept=self._kept > 0,
            linked=self._linked,
            note=self._notes[-1] if self._notes else 0,
        )
        if self._names:
            piece.names, self._names = self._names, []
        if self._references:
            piece.references, self._references = self._references, []
        self._marker, self._linked = "", 0
        return piece

    def _keep(self, piece: Piece) -> None:
        for part in paragraphs_of(piece):
            if self._row and self._row.holds(part):
                self._row.take(part)
            else:
                self._spill_row()
                self.pieces.append(part)

    # What begins and ends with an element.

    def _begin_heading(self, level: int) -> None:
        """A heading; one inside of another, or of a group, is a line of it."""
        if self._level == IN_GROUP:
            self._level = level
        elif not self._level:
            self._level, self._heading_at = level, len(self._open)

    def begin_group(self, _: Mapping[str, str]) -> None:
        if not self._level:
            self._level, self._heading_at = IN_GROUP, len(self._open)

    def _end_heading(self) -> None:
        self._end_paragraph()
        self._level = 0

    def break_line(self, _: Mapping[str, str]) -> None:
        self._writer.break_line()

    def draw_rule(self, _: Mapping[str, str]) -> None:
        self._end_paragraph()
        self._spill_row()
        self.pieces.append(
            Piece(
                RULE, [], quotes=tuple(self._quotes[:DEEPEST]) if self._quotes else (), where=self._where, is_rule=True
            )
        )
        self._gap = 0

    def show_image(self, attributes: Mapping[str, str]) -> None:
        words = " ".join(attributes.get("alt", "").split())
        if words and not _PICTURE_FILE.fullmatch(words):
            self._writer.write(words)

    def begin_quote(self, _: Mapping[str, str]) -> None:
        self._numbers += 1
        self._quotes.append(self._numbers)

    def end_quote(self) -> None:
        self._end_paragraph()
        self._quotes.pop()

    def begin_verse(self, _: Mapping[str, str]) -> None:
        self._end_paragraph()
        self._verse += 1

    def end_verse(self) -> None:
        self._end_paragraph()
        self._verse -= 1

    def begin_kept(self, _: Mapping[str, str]) -> None:
        self._kept += 1

    def end_kept(self) -> None:
        self._end_paragraph()
        self._kept -= 1

    def begin_reading(self, _: Mapping[str, str]) -> None:
        self._writer.write("(")

    def end_reading(self) -> None:
        self._writer.write(")")

    def begin_raised(self, _: Mapping[str, str]) -> None:
        self._raised += 1

    def end_raised(self) -> None:
        self._raised -= 1
        if self._links:
            self._links[-1].is_reference = True

    def begin_title(self, _: Mapping[str, str]) -> None:
        self._in_title = True

    def end_title(self) -> None:
        self._in_title = False

    def read_meta(self, attributes: Mapping[str, str]) -> None:
        if len(self.page.metas) < MOST_METAS:
            self.page.metas.append(dict(attributes))

    def read_root(self, attributes: Mapping[str, str]) -> None:
        self.page.language = self.page.language or attributes.get("lang") or attributes.get("xml:lang") or ""

    # Lists and tables.

    def begin_list(self, _: Mapping[str, str]) -> None:
        self._numbers += 1
        self._lists.append(_List(self._numbers, is_numbered=False))

    def begin_numbered(self, attributes: Mapping[str, str]) -> None:
        self._numbers += 1
        first = attributes.get("start", "")
        self._lists.append(_List(self._numbers, is_numbered=True, next=int(first) if _COUNT.fullmatch(first) else 1))

    def end_list(self) -> None:
        self._lists.pop()

    def begin_item(self, attributes: Mapping[str, str]) -> None:
        if not self._lists:
            return
        items = self._lists[-1]
        value = attributes.get("value", "")
        if _COUNT.fullmatch(value):
            items.next = int(value)
        mark = f"{items.next}." if items.is_numbered else BULLET
        self._marker = f"{'  ' * (min(len(self._lists), DEEPEST_ITEM) - 1)}{mark} "
        items.next += 1

    def end_item(self) -> None:
        self._end_paragraph()
        self._marker = ""

    def begin_table(self, _: Mapping[str, str]) -> None:
        self._spill_row()
        self._numbers += 1
        self._tables.append(self._numbers)

    def end_table(self) -> None:
        self._end_paragraph()
        self._spill_row()
        self._tables.pop()

    def begin_row(self, _: Mapping[str, str]) -> None:
        self._spill_row()
        self._row = Row(self._tables[-1] if self._tables else 0)

    def end_row(self) -> None:
        self._end_paragraph()
        if self._row:
            self.pieces += self._row.line()
            self._row = None

    def begin_cell(self, _: Mapping[str, str]) -> None:
        if self._row:
            self._row.cells.append([])

    def _spill_row(self) -> None:
        """What was thought a row holds text that goes on as usual."""
        if self._row:
            self.pieces += self._row.pieces()
            self._row = None

    # Links and footnotes.

    def begin_link(self, attributes: Mapping[str, str]) -> None:
        target = self._target(attributes.get("href", ""))
        is_reference = Role.REFERENCE in self._open[-1][0].roles or self._raised > 0
        self._links.append(_Link(target, self._writer.number, len(self._writer.texts), is_reference))

    def _target(self, address: str) -> str:
        """Where a link leads within the same book; empty for the rest of the world."""
        path, sign, name = address.strip().partition("#")
        if not sign or not name or ":" in path or path.startswith("/"):
            return ""
        if not path:
            return f"{self._document}#{name}"
        return f"{posixpath.normpath(posixpath.join(posixpath.dirname(self._document), path))}#{name}"

    def end_link(self) -> None:
        link = self._links.pop()
        if not link.target or link.paragraph != self._writer.number:
            return
        words = self._writer.text_from(link.place).strip()
        if words in BACK:
            self._writer.write_instead(link.place, "")
            return
        self._linked += len(words)
        label = _LABEL.fullmatch(words)
        if link.is_reference and label:
            self._references.append((link.target, label[1]))
            if not self._notes:
                self._write_label(link.place, label[1])

    def _write_label(self, place: int, label: str) -> None:
        before = self._writer.texts[place - 1] if place else ""
        self._writer.write_instead(place, label if before.endswith(("[", "(")) else f"[{label}]")

    def begin_note(self, _: Mapping[str, str]) -> None:
        self._end_paragraph()
        self._numbers += 1
        self._notes.append(self._numbers)

    def end_note(self) -> None:
        self._end_paragraph()
        self._notes.pop()


ENTER: dict[Role, Callable[[_Target, Mapping[str, str]], None]] = {
    Role.BREAK: _Target.break_line,
    Role.RULE: _Target.draw_rule,
    Role.IMAGE: _Target.show_image,
    Role.LINK: _Target.begin_link,
    Role.QUOTE: _Target.begin_quote,
    Role.LIST: _Target.begin_list,
    Role.NUMBERED: _Target.begin_numbered,
    Role.ITEM: _Target.begin_item,
    Role.TABLE: _Target.begin_table,
    Role.ROW: _Target.begin_row,
    Role.CELL: _Target.begin_cell,
    Role.KEPT: _Target.begin_kept,
    Role.READING: _Target.begin_reading,
    Role.RAISED: _Target.begin_raised,
    Role.HEADINGS: _Target.begin_group,
    Role.VERSE: _Target.begin_verse,
    Role.STANZA: _Target.begin_verse,
    Role.NOTE: _Target.begin_note,
    Role.TITLE: _Target.begin_title,
    Role.META: _Target.read_meta,
    Role.ROOT: _Target.read_root,
}
LEAVE: dict[Role, Callable[[_Target], None]] = {
    Role.LINK: _Target.end_link,
    Role.QUOTE: _Target.end_quote,
    Role.LIST: _Target.end_list,
    Role.NUMBERED: _Target.end_list,
    Role.ITEM: _Target.end_item,
    Role.TABLE: _Target.end_table,
    Role.ROW: _Target.end_row,
    Role.KEPT: _Target.end_kept,
    Role.READING: _Target.end_reading,
    Role.RAISED: _Target.end_raised,
    Role.VERSE: _Target.end_verse,
    Role.STANZA: _Target.end_verse,
    Role.NOTE: _Target.end_note,
    Role.TITLE: _Target.end_title,
}
