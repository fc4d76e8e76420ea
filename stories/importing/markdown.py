"""Markdown, as CommonMark means it, with tables and strike-through."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from stories.importing.blocks import Block, Source, block_of, over_all
from stories.importing.inline import Writer, read_inline, read_tag
from stories.importing.ornaments import is_ornament
from stories.importing.plain import read_plain
from stories.text import Kind, Passage, Span, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from stories.importing.inline import Inline

SUFFIXES = (".md", ".markdown", ".mkd", ".mdown")
LONGEST_UNDERLINED = 80  # a longer «heading» is a paragraph with a rule right below it
LONGEST_JOINED = 10_000  # characters of a table or a list that are one paragraph
MOST_CELLS = 50_000
DEEPEST = 60  # list in list, quotation in quotation
CELLS = " | "
NO_BREAK_SPACE = "\u00a0"  # alone in its paragraph it is how Markdown writes a larger gap

_HEADING = re.compile(r"^#{1,6}[ \t]+[^\s#]", re.MULTILINE)
_BEGINS_WITH_HEADING = re.compile(r"\s*#{1,6}[ \t]+[^\s#]")
_COMMENT = re.compile(r"<!--.*?-->|<(script|style|template)\b.*?</\1\s*>|<[!?][^>]*>", re.DOTALL | re.IGNORECASE)
_PIECE = re.compile(r"(<[^<>]+>)")
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|center|h[1-6]|ul|ol|li|table|tr|blockquote|section|article|pre|figure|hr|details|summary)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"(?:!?\[){100}")
_RULE_TAG = re.compile(r"<hr\b", re.IGNORECASE)

_PARSER = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])


def reads_as_markdown(text: str, *, name: str) -> bool:
    """Whether a text without front matter is Markdown: by its headings, or by its name where nothing else tells."""
    if name.lower().endswith(SUFFIXES) or _BEGINS_WITH_HEADING.match(text):
        return True
    return text.count("#") > 1 and "\n#" in text and len(_HEADING.findall(text)) > 1


def read_markdown(text: str) -> Source:
    """The blocks of a Markdown text."""
    tokens = [] if _BRACKETS.search(text) or text.count(CELLS.strip()) > MOST_CELLS else _PARSER.parse(text)
    if not tokens or any(token.level >= DEEPEST - 2 for token in tokens):
        return read_plain(text)  # the parser leaves out what lies too deep, and loses itself in brackets and cells
    return Source(_Reader(text, tokens).blocks)


class _Reader:
    """Walks over the tokens of a text, knowing what it is inside of."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.blocks: list[Block] = []
        self._source = text.split("\n")
        self._quotes: list[int] = []
        self._quoted = 0
        self._gap = 1
        self._markers: list[str] = []  # of the list items it is in
        self._marker = ""  # of the list item that just began
        self._joins = False  # the next line belongs below the last one
        self._heading: Token | None = None
        self._cells: list[Passage] | None = None  # of the table row it is in
        for token in tokens:
            if handler := _HANDLERS.get(token.type):
                handler(self, token)

    def open_quote(self, _: Token) -> None:
        self._quoted += 1
        self._quotes.append(self._quoted)

    def close_quote(self, _: Token) -> None:
        self._quotes.pop()

    def open_heading(self, token: Token) -> None:
        self._heading = token

    def open_list(self, _: Token) -> None:
        if not self._markers:
            self._joins = False
        self._markers.append("")

    def close_list(self, _: Token) -> None:
        self._markers.pop()
        self._joins = self._joins and bool(self._markers)

    def open_item(self, token: Token) -> None:
        self._marker = f"{'  ' * (len(self._markers) - 1)}{token.info}{token.markup} "

    def open_paragraph(self, token: Token) -> None:
        """The items of a tight list are lines of one paragraph, as its author wrote them."""
        self._joins = self._joins and token.hidden

    def close_paragraph(self, token: Token) -> None:
        self._joins = token.hidden

    def inline(self, token: Token) -> None:
        found = read_inline(token.children or ())
        if self._heading:
            self._end_heading(found)
        elif self._cells is not None:
            self._cells.append(_trimmed(found.passage))
        else:
            self._add_paragraph(found)

    def _end_heading(self, found: Inline) -> None:
        heading, self._heading = self._heading, None
        assert heading is not None
        underlined = heading.markup in {"-", "="}
        if underlined and (len(found.passage.text) > LONGEST_UNDERLINED or len(found.lines) > 1):
            self._add_paragraph(found)
            self._add_ornament(self._source[heading.map[1] - 1] if heading.map else heading.markup * 3)
        else:
            self._add(found.passage, found.lines, level=int(heading.tag[1]))

    def _add_paragraph(self, found: Inline) -> None:
        passage, lines = _trimmed(found.passage), tuple(line.strip() for line in found.lines)
        if self._marker:
            passage = _followed(Passage(self._marker), "", passage)
            self._marker = ""
        if not passage.text.strip():
            self._gap = 2 if found.has_breaks or NO_BREAK_SPACE in passage.text else self._gap
        elif is_ornament(passage.text):
            self._add_ornament(passage.text)
        elif self._joins and self.blocks and len(self.blocks[-1].text) < LONGEST_JOINED:
            self._join(passage)
        else:
            kinds = (Kind.VERSE,) if "\n" in passage.text else ()
            self._add(over_all(passage.text, *kinds, within=passage.spans), lines)

    def _join(self, passage: Passage) -> None:
        """Put a line below the last paragraph."""
        last = self.blocks[-1]
        inner = [s for s in last.spans if s.kind != Kind.VERSE]
        whole = _followed(Passage(last.text, tuple(inner)), "\n", passage)
        whole = over_all(whole.text, Kind.VERSE, within=whole.spans)
        self.blocks[-1] = block_of(whole, last.gap, (*last.lines, passage.text), quotes=last.quotes)

    def _add(self, passage: Passage, lines: Sequence[str], *, level: int = 0) -> None:
        quotes = tuple(self._quotes)
        self.blocks.append(block_of(passage, self._gap, tuple(lines), level=level, quotes=quotes))
        self._gap = 1

    def _add_ornament(self, text: str) -> None:
        text = text.strip()
        self._add(over_all(text, Kind.SCENE_BREAK), (text,))

    def rule(self, token: Token) -> None:
        """A rule, in the author's own signs."""
        line = self._source[token.map[0]] if token.map else token.markup
        self._add_ornament(line.lstrip(" >\t"))

    def code(self, token: Token) -> None:
        lines = [line.rstrip() for line in token.content.strip("\n").split("\n")]
        if any(lines):
            self._add(over_all("\n".join(lines), Kind.CODE), lines)

    def close_table(self, _: Token) -> None:
        self._joins = False

    def open_row(self, _: Token) -> None:
        self._cells = []

    def close_row(self, _: Token) -> None:
        """A row is a line, below the row before it."""
        row = Passage("")
        for number, cell in enumerate(self._cells or ()):
            row = _followed(row, CELLS if number else "", cell)
        self._cells = None
        if self._joins and self.blocks and len(self.blocks[-1].text) < LONGEST_JOINED:
            self._join(row)
        else:
            self._add(row, (row.text,))
        self._joins = True

    def html(self, token: Token) -> None:
        """The words of an HTML block, a paragraph for each of its blocks."""
        writer = Writer()
        for piece in _PIECE.split(_COMMENT.sub("", token.content)):
            if _BLOCK_TAG.match(piece):
                self._end_html(writer)
                writer = Writer()
                if _RULE_TAG.match(piece):
                    self._add_ornament("***")
            elif piece.startswith("<"):
                read_tag(piece, writer)
            else:
                writer.write(html.unescape(" ".join(piece.split("\n"))))
        self._end_html(writer)

    def _end_html(self, writer: Writer) -> None:
        found = writer.result()
        self._joins = False
        if found.passage.text.strip(" ") or found.has_breaks:
            start = len(found.passage.text) - len(found.passage.text.lstrip(" "))
            self._add_paragraph(found._replace(passage=found.passage.clip(start, len(found.passage.text))))


_HANDLERS: dict[str, Callable[[_Reader, Token], None]] = {
    "blockquote_open": _Reader.open_quote,
    "blockquote_close": _Reader.close_quote,
    "heading_open": _Reader.open_heading,
    "bullet_list_open": _Reader.open_list,
    "ordered_list_open": _Reader.open_list,
    "bullet_list_close": _Reader.close_list,
    "ordered_list_close": _Reader.close_list,
    "list_item_open": _Reader.open_item,
    "paragraph_open": _Reader.open_paragraph,
    "paragraph_close": _Reader.close_paragraph,
    "inline": _Reader.inline,
    "hr": _Reader.rule,
    "fence": _Reader.code,
    "code_block": _Reader.code,
    "html_block": _Reader.html,
    "table_open": _Reader.close_table,
    "table_close": _Reader.close_table,
    "tr_open": _Reader.open_row,
    "tr_close": _Reader.close_row,
}


def _trimmed(passage: Passage) -> Passage:
    """Without the line ends at its edges, and the spaces at its end."""
    text = passage.text
    start = len(text) - len(text.lstrip("\n"))
    end = len(text.rstrip(" \n"))
    return passage if end - start == len(text) else passage.clip(start, max(start, end))


def _followed(passage: Passage, between: str, after: Passage) -> Passage:
    """Two passages as one, with something between them."""
    start = len(passage.text) + len(between)
    moved = (Span(start + s.start, start + s.end, s.kind) for s in after.spans)
    return Passage(f"{passage.text}{between}{after.text}", in_order([*passage.spans, *moved]))
