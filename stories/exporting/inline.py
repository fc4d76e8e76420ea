"""The words of one paragraph as Markdown: marks where they are safe, tags where they are not, the rest escaped."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from stories.text import INLINE, Kind, Span, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stories.text import Passage

MARKS = {Kind.EMPHASIS: "*", Kind.STRONG: "**", Kind.STRIKE: "~~"}
TAGS = {
    Kind.EMPHASIS: ("<em>", "</em>"),
    Kind.STRONG: ("<strong>", "</strong>"),
    Kind.STRIKE: ("<s>", "</s>"),
    Kind.CODE: ("<code>", "</code>"),
    Kind.SMALL_CAPS: ('<span class="small-caps">', "</span>"),
    Kind.NOTE: ('<span class="note">', "</span>"),
    Kind.VERSE: ('<span class="verse">', "</span>"),  # where it is one line, which nothing else shows to be verse
}

_MARK_SIGNS = "*_~`\\&<"
_SPECIAL = re.compile(r"[\\`*_\[\]<~|]|&(?=#|\w)|#(?=#*\Z)")  # a heading's last `#` would close it
_AT_LINE_START = re.compile(r"[#>+=:-]|\d{1,9}(?P<sign>[.)])", re.ASCII)
_LINE = re.compile(r"[^\n]+")
_SPACES = re.compile(r"^\s+|\s+$")


def marked_up(passage: Passage) -> str:
    """The paragraph in Markdown."""
    text, pieces = passage.text, _escaped(passage.text)
    opened: dict[int, list[str]] = {}
    closed: dict[int, list[str]] = {}
    told = {Kind.NOTE} if "\n" in text else {Kind.NOTE, Kind.VERSE}
    spans = _nested(span for span in passage.spans if span.kind in INLINE or span.kind in told)
    for span in spans:
        opening, closing = _signs(text, span, spans)
        opened.setdefault(span.start, []).append(opening)
        closed.setdefault(span.end, []).insert(0, closing)
    written: list[str] = []
    done = 0
    for at in sorted({*opened, *closed}):
        written += [*pieces[done:at], *closed.get(at, ()), *opened.get(at, ())]
        done = at
    return "".join([*written, *pieces[done:]])


def _nested(spans: Iterable[Span]) -> list[Span]:
    """Spans that lie in one another or apart; one that reaches over another's end is cut there."""
    nested: list[Span] = []
    waiting = list(in_order(spans))
    open_: list[Span] = []
    while waiting:
        span = waiting.pop(0)
        open_ = [outer for outer in open_ if outer.end > span.start]
        limit = min((outer.end for outer in open_), default=span.end)
        if span.end > limit:
            waiting = list(in_order([*waiting, Span(limit, span.end, span.kind)]))
            span = span._replace(end=limit)
        nested.append(span)
        open_.append(span)
    return nested


def _signs(text: str, span: Span, others: Sequence[Span]) -> tuple[str, str]:
    """Marks only where a reader of Markdown cannot take them for anything else."""
    alone = not any(other is not span and {other.start, other.end} & {span.start, span.end} for other in others)
    if span.kind in MARKS and alone and _stands_clear(text, span):
        return MARKS[span.kind], MARKS[span.kind]
    return TAGS[span.kind]


def _stands_clear(text: str, span: Span) -> bool:
    around = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
    apart = all(sign.isspace() or unicodedata.category(sign).startswith("P") for sign in around)
    edges = text[span.start] + text[span.end - 1]
    return apart and not any(sign.isspace() for sign in edges) and not set(edges + around) & set(_MARK_SIGNS)


def _escaped(text: str) -> list[str]:
    """The text, sign by sign, so that Markdown reads nothing into it."""
    pieces = list(text)
    for found in _SPECIAL.finditer(text):
        pieces[found.start()] = f"\\{found[0]}"
    for line in _LINE.finditer(text):
        if sign := _AT_LINE_START.match(text, line.start()):
            at = sign.start("sign") if sign["sign"] else line.start()
            pieces[at] = f"\\{text[at]}"
        for spaces in _SPACES.finditer(line[0]):
            for at in range(line.start() + spaces.start(), line.start() + spaces.end()):
                pieces[at] = f"&#{ord(text[at])};"
    return [piece if piece != "\n" else "\\\n" for piece in pieces]
