"""Where a text is cut into sections: what one message shows."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from stories.clusters import is_boundary, last_boundary
from stories.escaping import DEEPEST_INDENT
from stories.markdown import render
from stories.measure import Limits
from stories.sentences import ends, ends_backwards, is_spoken
from stories.text import Kind, Passage, Span, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PAGE", "Limits", "Section", "cut"]

PAGE = Limits(2000, 9900)  # what one page of Fireside shows

_WINDOW = 250  # how far back from the limit a sentence's end is looked for
_WIDE_WINDOW = 515  # … and a paragraph's or a scene's: four in five of a novel's sections then end with one
_SHORTEST_TAIL = 0.25  # of a section; a chapter's last two share what is left rather than leave less
_SPACE = re.compile(r"\s*")
_CLAUSE = re.compile(r"[,;:—–](?=\s)|[，、；：]")


class Section(NamedTuple):
    """`[start, end)` of a chapter's text; the white space after it is its own."""

    start: int
    end: int


def cut(body: Passage, limits: Limits = PAGE) -> list[Section]:
    """The sections of a text, each within the limits as it is rendered; joined, they are the text."""
    return list(_Cutter(body, limits).sections())


class _Cutter:
    """A place is where what can be seen of a section may end, the white space after it not counted."""

    def __init__(self, body: Passage, limits: Limits) -> None:
        self._text = body.text
        self._limits = limits
        self._last = len(body.text.rstrip())
        self._window = min(_WINDOW, limits.characters // 5)
        self._wide_window = min(_WIDE_WINDOW, limits.characters * 27 // 100)
        self._spans = _Spans(body.spans)
        breaks = body.of_kind(Kind.SCENE_BREAK)
        self._breaks = [self._seen_before(span.end) for span in breaks]
        self._ornaments = {self._seen_after(span.start) for span in breaks if self._seen_after(span.start) < span.end}
        self._headings = {self._seen_before(span.end) for span in body.of_kind(Kind.HEADING)}

    def sections(self) -> Iterator[Section]:
        start = 0
        while start < len(self._text):
            end = self._end(start)
            yield Section(start, end)
            start = end

    def _end(self, start: int) -> int:
        first = self._seen_after(start)
        if first >= self._last:
            return len(self._text)
        begin = max(start, self._text.rfind("\n", start, first) + 1, first - DEEPEST_INDENT)
        self._spans.forget(before=start)
        reach = self._limits.reach(self._text, begin, self._spans.within(begin, begin + self._limits.characters))
        full, room = reach.end, self._room(begin, reach.end)
        while True:
            place = self._last if self._last <= room else self._best(first, room, full)
            end = self._after_space(place)
            over = 0 if reach.is_sure else self._limits.excess(render(self._passage(start, end)))
            if not over or place <= first + 1:
                return end
            full = room = max(min(place - 1, room - over), first + 1)

    def _room(self, begin: int, full: int) -> int:
        """How much of the reach is used: all, unless that would leave a last section of a line or two."""
        left = self._last - full
        if not 0 < left < self._limits.characters * _SHORTEST_TAIL:
            return full
        return begin + (self._last - begin) * 3 // 5

    def _best(self, first: int, room: int, full: int) -> int:
        low, lower = max(first + 1, room - self._window), max(first + 1, room - self._wide_window)
        return (
            self._scene_break(lower, room)
            or self._paragraph_end(lower, room)
            or self._sentence_end(low, room)
            or self._whole_sentence(first, low, room, full)
            or self._within_sentence(first, low, room)
        )

    def _scene_break(self, low: int, room: int) -> int | None:
        found = bisect_right(self._breaks, room) - 1
        return self._breaks[found] if found >= 0 and self._breaks[found] >= low else None

    def _paragraph_end(self, low: int, room: int) -> int | None:
        place = self._text.rfind("\n\n", low, room + 2)
        while place >= 0 and self._parts_what_belongs(place):
            place = self._text.rfind("\n\n", low, place + 1)
        return place if place >= 0 else None

    def _sentence_end(self, low: int, room: int) -> int | None:
        spoken: int | None = None
        for place in ends_backwards(self._text, low - 1, room):
            if self._parts_what_belongs(place):
                continue
            if not is_spoken(self._text, place):
                return place
            spoken = spoken or place
        line = self._text.rfind("\n", low, room + 1)
        return spoken or (line if line >= 0 and not self._parts_what_belongs(line) else None)

    def _whole_sentence(self, first: int, low: int, room: int, full: int) -> int | None:
        """Where to cut so that the sentence at the limit stays whole; None where no section can hold it."""
        before = self._last_end(first + 1, low)
        if before is None:
            return self._first_end(room, full)
        start = self._seen_after(before)
        spans = self._spans.within(start, start + self._limits.characters)
        return before if self._first_end(room, self._limits.reach(self._text, start, spans).end) else None

    def _last_end(self, low: int, high: int) -> int | None:
        line = self._text.rfind("\n", low, high)
        return next(ends_backwards(self._text, max(low, line), high), line if line >= 0 else None)

    def _first_end(self, low: int, high: int) -> int | None:
        line = self._text.find("\n", low + 1, high + 1)
        last = self._last if low < self._last <= high else None
        return next(ends(self._text, low, line if line >= 0 else high), line if line >= 0 else last)

    def _within_sentence(self, first: int, low: int, room: int) -> int:
        clauses = [found.end() for found in _CLAUSE.finditer(self._text, low, room)]
        if clauses:
            return clauses[-1]
        for place in range(room, low, -1):
            if self._text[place].isspace():
                return place
        return last_boundary(self._text, first, room) or room

    def _after_space(self, place: int) -> int:
        """Where the next section starts: its first line keeps its indent."""
        end = self._seen_after(place)
        if end == len(self._text):
            return end
        line = self._text.rfind("\n", place, end)
        end = line + 1 if line >= 0 else end
        return end - 1 if place < end and not is_boundary(self._text, end) else end

    def _parts_what_belongs(self, place: int) -> bool:
        """Whether a cut there would leave a heading below, or an ornament above, what it belongs to."""
        return self._seen_before(place) in self._headings or self._seen_after(place) in self._ornaments

    def _seen_after(self, position: int) -> int:
        found = _SPACE.match(self._text, position)
        return found.end() if found else position

    def _seen_before(self, position: int) -> int:
        while position and self._text[position - 1].isspace():
            position -= 1
        return position

    def _passage(self, start: int, end: int) -> Passage:
        spans = self._spans.within(start, end)
        clipped = (Span(max(s.start, start) - start, min(s.end, end) - start, s.kind) for s in spans)
        return Passage(self._text[start:end], in_order(clipped))


class _Spans:
    """The spans of a long text, for someone who goes through it once."""

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self._waiting = list(reversed(spans))
        self._reached: list[Span] = []

    def forget(self, *, before: int) -> None:
        self._reached = [span for span in self._reached if span.end > before]

    def within(self, start: int, end: int) -> list[Span]:
        while self._waiting and self._waiting[-1].start < end:
            self._reached.append(self._waiting.pop())
        return [span for span in self._reached if span.start < end and span.end > start]
