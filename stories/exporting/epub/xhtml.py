"""A passage as XHTML from which the very same passage can be read again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from stories.exporting.paragraphs import paragraphs
from stories.text import Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stories.exporting.paragraphs import Paragraph
    from stories.text import Passage

GAP = '<hr class="gap"/>'
GOES_ON = "on"  # the class of an element that goes on with the last one of its kind
INLINE = {
    Kind.EMPHASIS: ("em", ""),
    Kind.STRONG: ("strong", ""),
    Kind.STRIKE: ("del", ""),
    Kind.CODE: ("code", ""),
    **{kind: ("span", str(kind)) for kind in Kind if kind not in {"emphasis", "strong", "strike", "code"}},
}
BLOCKS = {
    Kind.VERSE: ("p", "verse"),
    Kind.HEADING: ("h3", ""),
    Kind.SCENE_BREAK: ("p", "ornament"),
    Kind.CODE: ("pre", ""),
}

# XML has no way to write these.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Piece(NamedTuple):
    """A part of a span within one paragraph, counted from where that begins."""

    start: int
    end: int
    kind: Kind
    goes_on: bool


@dataclass(slots=True)
class _Spans:
    """The spans of a passage, dealt out to its paragraphs in order."""

    waiting: list[Span]
    begun: list[Span] = field(default_factory=list[Span])

    def within(self, start: int, end: int) -> Iterator[Piece]:
        self.begun = [span for span in self.begun if span.end > start]
        known = len(self.begun)
        while self.waiting and self.waiting[-1].start < max(end, start + 1):
            self.begun.append(self.waiting.pop())
        for number, span in enumerate(self.begun):
            first, last = max(span.start, start), min(span.end, end)
            if first < last:
                yield Piece(first - start, last - start, span.kind, goes_on=number < known and span.start < start)


def xhtml(passage: Passage) -> str:
    """Paragraphs, headings, verse and quotations; each on a line of its own."""
    quotes = list(enumerate(passage.of_kind(Kind.QUOTE)))
    found = list(paragraphs(passage))
    aligned = _aligned(found, [quote for _, quote in quotes])
    apart = {span for number, span in quotes if number in aligned}
    spans = _Spans([span for span in reversed(passage.spans) if span not in apart])
    lines: list[str] = []
    open_: list[int] = []
    at = 0
    for paragraph in found:
        inside = [number for number in paragraph.quotes if number in aligned]
        shared = _shared(open_, inside)
        lines += ["</blockquote>"] * (len(open_) - shared)
        lines += [GAP] * paragraph.after_gap
        lines += ["<blockquote>"] * (len(inside) - shared)
        end = at + len(paragraph.passage.text)
        lines.append(_block(paragraph.passage.text, list(spans.within(at, end))))
        open_, at = inside, end + len("\n\n")
    return "\n".join([*lines, *["</blockquote>"] * len(open_)])


def words(text: str) -> str:
    """A text that means nothing but itself."""
    return escape(_UNWRITABLE.sub("\ufffd", text)).replace("\r", "&#13;")


def _aligned(found: Sequence[Paragraph], quotes: Sequence[Span]) -> set[int]:
    """The quotations that hold whole paragraphs."""
    starts: set[int] = set()
    ends: set[int] = set()
    at = 0
    for paragraph in found:
        starts.add(at)
        ends.add(at + len(paragraph.passage.text))
        at += len(paragraph.passage.text) + len("\n\n")
    return {number for number, quote in enumerate(quotes) if quote.start in starts and quote.end in ends}


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return shared


def _block(text: str, pieces: list[Piece]) -> str:
    name, style = "p", ""
    first = pieces[0] if pieces else None
    if first and (first.start, first.end, first.goes_on) == (0, len(text), False) and _is_block(first.kind, text):
        name, style = BLOCKS[first.kind]
        pieces = pieces[1:]
    inside = _inline(text, pieces)
    if name != "pre":
        inside = inside.replace("\n", "<br/>")
    return f"<{name}{_class(style)}>{inside}</{name}>"


def _is_block(kind: Kind, text: str) -> bool:
    return kind in BLOCKS and (kind != Kind.CODE or "\n" in text)


def _inline(text: str, pieces: Sequence[Piece]) -> str:
    """Elements lie in one another: where one ends inside another, that is closed too, and goes on behind it."""
    written: list[str] = []
    open_: list[Piece] = []
    done = 0
    starting = list(reversed(pieces))
    for at in sorted({place for piece in pieces for place in piece[:2]}):
        written.append(words(text[done:at]))
        again: list[Piece] = []
        while any(piece.end == at for piece in open_):
            piece = open_.pop()
            written.append(f"</{INLINE[piece.kind][0]}>")
            if piece.end > at:
                again.insert(0, piece._replace(goes_on=True))
        while starting and starting[-1].start == at:
            again.append(starting.pop())
        written += map(_opening, again)
        open_ += again
        done = at
    return "".join([*written, words(text[done:])])


def _opening(piece: Piece) -> str:
    name, style = INLINE[piece.kind]
    return f"<{name}{_class(style, GOES_ON if piece.goes_on else '')}>"


def _class(*names: str) -> str:
    given = " ".join(filter(None, names))
    return f' class="{given}"' if given else ""
