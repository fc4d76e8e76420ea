"""The letters of one paragraph as they are read, and what lies over them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stories.text import Kind, Passage, Span, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stories.importing.blocks import Block
    from stories.importing.docx.paragraph import Paragraph

NOTHING: tuple[Kind, ...] = ()

# What cannot be shown, hyphens that wait for a line's end, and line ends of other worlds.
_ALL_SHOWN = re.compile("[^\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u2028\u2029\ufeff]*+")  # in half the time of a search
_LINE_ENDS = dict.fromkeys([0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], "\n")
_UNSEEN = dict.fromkeys([*range(9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, 0xFEFF])
_SHOWN = {**_UNSEEN, **_LINE_ENDS}
_SPACE_AT_LINE_EDGE = re.compile(r"[ \t]+(?=\n)")


class Letters:
    """Text piece by piece, each with the kinds that lie over it."""

    __slots__ = ("_marked", "_pieces", "length")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._marked: list[tuple[int, int, tuple[Kind, ...]]] = []
        self.length = 0

    def write(self, text: str, kinds: tuple[Kind, ...] = NOTHING) -> None:
        """Add letters; spaces that the file's own layout brings along are dropped by those who call."""
        if not _ALL_SHOWN.fullmatch(text):
            text = text.translate(_SHOWN)
        start, self.length = self.length, self.length + len(text)
        self._pieces.append(text)
        if kinds:
            self._marked.append((start, self.length, kinds))

    def written(self) -> tuple[str, tuple[Span, ...]]:
        """The text, without the spaces at its edges, and what lies over it."""
        text = "".join(self._pieces)
        bare = text.strip(" \t\n")
        if not self._marked:
            return bare, ()
        start = len(text) - len(text.lstrip(" \t\n"))
        return bare, in_order(_trimmed(self._spans(), text, start, start + len(bare)))

    def _spans(self) -> Iterable[Span]:
        """One span for all the letters that follow each other under one kind."""
        reached: dict[Kind, tuple[int, int]] = {}
        for start, end, kinds in self._marked:
            for kind in kinds:
                since, until = reached.get(kind, (start, start))
                if until < start:
                    yield Span(since, until, kind)
                    since = start
                reached[kind] = (since, end)
        yield from (Span(start, end, kind) for kind, (start, end) in reached.items())


def _trimmed(spans: Iterable[Span], text: str, start: int, end: int) -> Iterable[Span]:
    """Spans without spaces at their edges, counted from where the text begins."""
    for span in spans:
        first, last = max(span.start, start), min(span.end, end)
        while first < last and text[first].isspace():
            first += 1
        while first < last and text[last - 1].isspace():
            last -= 1
        if first < last:
            yield Span(first - start, last - start, span.kind)


def joined(passages: Iterable[Passage | Paragraph | Block], between: str) -> Passage:
    """Several passages as one, with something between them."""
    texts: list[str] = []
    spans: list[Span] = []
    length = 0
    for passage in passages:
        if texts:
            length += len(between)
        spans += (Span(length + start, length + end, kind) for start, end, kind in passage.spans)
        texts.append(passage.text)
        length += len(passage.text)
    return Passage(between.join(texts), in_order(spans))
