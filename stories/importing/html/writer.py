"""One paragraph of a web page while it is being written: its text, and the spans that open and close over it."""

from __future__ import annotations

import re
from typing import NamedTuple

from stories.text import Kind, Span, in_order

NO_BREAK = "\u00a0"
SPACES = f" {NO_BREAK}"
EDGES = f"{SPACES}\n"
JUNK = {"\u00ad", "\u200b", "\ufeff"}

_ONE_SPACE = str.maketrans(dict.fromkeys("\t\n\r\f", " "))
_MANY_SPACES = re.compile(" {2,}")
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_WIDE_WRAP = re.compile(rf"\n(?<=[{_WIDE}]\n)[ \t]{{0,40}}(?=[{_WIDE}])")  # begins with what is found fast


class Written(NamedTuple):
    """What came out: the text, its spans, and the empty lines around it."""

    text: str
    spans: tuple[Span, ...]
    above: int = 0
    below: int = 0


class ParagraphWriter:
    """Runs of spaces are one, as a browser shows them; a line break is a line end."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.number = 1  # of the paragraph
        self._length = 0
        self._after_space = True
        self._spans: list[Span] = []
        self._open: dict[Kind, list[int]] = {}  # how often each kind is open, and since where

    def write(self, data: str) -> None:
        """Add text of the page."""
        data = in_one_line(data)
        if self._after_space and data[:1] == " ":
            data = data[1:]
        if len(data) > 1 or (data and data not in JUNK):  # hashing a long text takes longer than the rest
            self.texts.append(data)
            self._length += len(data)
            self._after_space = data[-1] == " "

    def write_kept(self, data: str) -> None:
        """Add text of which each space and line end counts."""
        self.texts.append(data.expandtabs(4) if "\t" in data else data)
        self._length += len(self.texts[-1])
        self._after_space = False

    def indent(self, ems: int) -> None:
        """Begin a line of verse further in."""
        self.write_kept(" " * ems)
        self._after_space = True

    def break_line(self) -> None:
        """End the line, whether there is something in it or not."""
        self._drop_space()
        self.write_kept("\n")
        self._after_space = True

    def end_line(self) -> None:
        """End the line if there is something in it."""
        if self.texts and self.texts[-1] != "\n":
            self.break_line()

    def _drop_space(self) -> None:
        if self._after_space and self.texts and self.texts[-1] != "\n":
            kept = self.texts[-1].rstrip(" ")
            self._length -= len(self.texts[-1]) - len(kept)
            self.texts[-1] = kept

    def text_from(self, place: int) -> str:
        """What was written since there were that many pieces."""
        return "".join(self.texts[place:])

    def write_instead(self, place: int, text: str) -> None:
        """Put another text in the place of what was written since."""
        self._length += len(text) - sum(map(len, self.texts[place:]))
        self.texts[place:] = [text]
        self._after_space = not text
        self._spans = [s._replace(end=min(s.end, self._length)) for s in self._spans if s.start < self._length]

    def open(self, kind: Kind) -> None:
        """Begin a span; within its like it goes on."""
        state = self._open.setdefault(kind, [0, 0])
        if not state[0]:
            state[1] = self._length
        state[0] += 1

    def close(self, kind: Kind) -> None:
        """End a span where it is not in another of its kind."""
        state = self._open[kind]
        state[0] -= 1
        if not state[0] and state[1] < self._length:
            self._spans.append(Span(state[1], self._length, kind))

    def take(self, *, kept: bool = False, verse: bool = False) -> Written:
        """The paragraph so far; what is still open goes on in the next one."""
        text = self.texts[0] if len(self.texts) == 1 else "".join(self.texts)
        spans = self._spans
        for kind, state in self._open.items() if self._open else ():
            if state[0]:
                if state[1] < self._length:
                    spans.append(Span(state[1], self._length, kind))
                state[1] = 0
        self.texts, self._spans, self._length, self._after_space = [], [], 0, True
        self.number += 1
        if text and text[0] not in EDGES and text[-1] not in EDGES:
            return Written(text, in_order(spans) if len(spans) > 1 else tuple(spans))
        return _trimmed(text, spans, kept=kept, verse=verse)


def in_one_line(text: str) -> str:
    """With one space for each run of them; a line end within a script that has none is nothing."""
    if "\n" in text or "\t" in text or "\r" in text or "\f" in text:
        if not text.isascii():
            text = _WIDE_WRAP.sub("", text)
        text = text.translate(_ONE_SPACE)
    return _MANY_SPACES.sub(" ", text) if "  " in text else text


def _trimmed(text: str, spans: list[Span], *, kept: bool, verse: bool) -> Written:
    """Without the spaces and empty lines at its edges."""
    end = len(text.rstrip(EDGES))
    start = len(text) - len(text.lstrip("\n" if kept else EDGES))
    if verse or kept:
        start = text.rfind("\n", 0, start) + 1
    if start >= end:
        return Written("", (), max(text.count("\n"), NO_BREAK in text))
    moved = (Span(max(s.start - start, 0), min(s.end, end) - start, s.kind) for s in spans)
    inside = in_order(span for span in moved if span.start < span.end)
    return Written(text[start:end], inside, text.count("\n", 0, start), max(0, text.count("\n", end) - 1))
