"""What a paragraph of Markdown says: its text, and spans over it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stories.text import Kind, Passage, Span, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

TOKENS = {"em": Kind.EMPHASIS, "strong": Kind.STRONG, "s": Kind.STRIKE}
TAGS = {
    "em": Kind.EMPHASIS,
    "i": Kind.EMPHASIS,
    "cite": Kind.EMPHASIS,
    "strong": Kind.STRONG,
    "b": Kind.STRONG,
    "s": Kind.STRIKE,
    "del": Kind.STRIKE,
    "strike": Kind.STRIKE,
    "code": Kind.CODE,
    "kbd": Kind.CODE,
}
CLASSES = {
    "small-caps": Kind.SMALL_CAPS,
    "smallcaps": Kind.SMALL_CAPS,
    "smcap": Kind.SMALL_CAPS,
    "note": Kind.NOTE,
    "verse": Kind.VERSE,
}
ADDRESSES = ("http://", "https://", "mailto:")

_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-zA-Z][\w-]*)(?:[^>]*?\bclass\s*=\s*[\"']?(?P<class>[\w-]+))?")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")


class Inline(NamedTuple):
    """A passage, the lines it stood on in the source, and whether its own line ends count."""

    passage: Passage
    lines: tuple[str, ...]
    has_breaks: bool


class _Opened(NamedTuple):
    name: str
    place: int  # among the spans: what opens first lies outside


class Writer:
    """Collects text and spans, one piece after the other."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._spans: list[tuple[int, int, Kind | None]] = []
        self._open: list[_Opened] = []
        self._line_ends: list[tuple[int, int]] = []
        self._waits = False  # a line has ended, and what follows decides how
        self._has_breaks = False
        self.length = 0

    def write(self, text: str) -> None:
        """Add text as it is."""
        self._run_on(text[:1])
        self._pieces.append(text)
        self.length += len(text)

    def here(self) -> int:
        """A place to ask for the text from."""
        self._run_on("")
        return len(self._pieces)

    def text_from(self, place: int) -> str:
        """What was written since."""
        return "".join(self._pieces[place:])

    def open(self, name: str, kind: Kind | None) -> None:
        """Begin something that its name will close."""
        self._run_on("")
        self._open.append(_Opened(name, len(self._spans)))
        self._spans.append((self.length, self.length, kind))

    def close(self, name: str) -> None:
        """Close the nearest of that name; one that was never opened is nothing."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].name == name:
                place = self._open.pop(at).place
                start, _, kind = self._spans[place]
                self._spans[place] = (start, self.length, kind)
                return

    def end_line(self, *, kept: bool) -> None:
        """A line of the source ends: kept as a line of verse, or run on."""
        self._line_ends.append((self.length, self.length + kept))
        self._has_breaks = self._has_breaks or kept
        if kept:
            self.write("\n")
        else:
            self._waits = True

    def _run_on(self, after: str) -> None:
        """Lines run on with a space between them, except in scripts that have none."""
        if not self._waits:
            return
        self._waits = False
        before = self._pieces[-1][-1:] if self._pieces else ""
        if not (_WIDE.match(before) and (not after or _WIDE.match(after))):
            self._line_ends[-1] = (self.length, self.length + 1)
            self.write(" ")

    def result(self) -> Inline:
        """What was written."""
        text = "".join(self._pieces)
        starts = [0, *(after for _, after in self._line_ends)]
        ends = [*(before for before, _ in self._line_ends), len(text)]
        lines = tuple(text[start:end] for start, end in zip(starts, ends, strict=True))
        spans = (Span(start, end, kind) for start, end, kind in self._spans if kind and start < end)
        return Inline(Passage(text, in_order(spans)), lines, self._has_breaks)


def read_inline(tokens: Sequence[Token]) -> Inline:
    """The passage that the tokens of one paragraph make."""
    writer = Writer()
    addresses: list[tuple[str, int]] = []
    for token in tokens:
        if token.type == "link_open":
            addresses.append((str(token.attrGet("href") or ""), writer.here()))
        elif token.type == "link_close":
            _write_address(writer, *addresses.pop())
        else:
            _read(token, writer)
    return writer.result()


def read_tag(tag: str, writer: Writer) -> None:
    """Take one HTML tag in; those that mean nothing to a story are left out."""
    if not (match := _TAG.match(tag)):
        return
    name = match["name"].lower()
    if name == "br":
        writer.end_line(kept=True)
    elif match["closing"]:
        writer.close(name)
    else:
        writer.open(name, TAGS.get(name) or CLASSES.get(match["class"] or ""))


def _read(token: Token, writer: Writer) -> None:
    name, _, end = token.type.rpartition("_")
    if name in TOKENS:
        if end == "open":
            writer.open(name, TOKENS[name])
        else:
            writer.close(name)
    elif token.type in {"softbreak", "hardbreak"}:
        writer.end_line(kept=token.type == "hardbreak")
    elif token.type == "html_inline":
        read_tag(token.content, writer)
    elif token.type == "code_inline":
        writer.open("`", Kind.CODE)
        writer.write(token.content)
        writer.close("`")
    elif token.type == "image":
        writer.write(read_inline(token.children or ()).passage.text)
    else:
        writer.write(token.content)


def _write_address(writer: Writer, address: str, start: int) -> None:
    """A link's address, plainly, where its text does not say it."""
    shown = writer.text_from(start)
    if address.startswith(ADDRESSES) and shown not in {address, address.removeprefix("mailto:")}:
        writer.write(f" ({address})" if shown else address)
