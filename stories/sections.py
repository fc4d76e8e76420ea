"""Where a text is cut into sections: what one message shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stories.clusters import is_boundary, last_boundary
from stories.escaping import DEEPEST_INDENT
from stories.measure import Limits
from stories.sentences import ends, ends_backwards, speech_around
from stories.text import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from stories.text import Passage, Span

__all__ = ["PAGE", "Limits", "Section", "cut", "section_at"]

PAGE = Limits(2000, 9900)  # what one page of Fireside shows

_WINDOW = 200  # how far back from the limit a sentence's end is looked for
_WIDE_WINDOW = 485  # … and a paragraph's or a scene's: four in five of a novel's sections then end with one
_NARROW_WINDOW = 60  # … where a section is to hold as much as it can
_WORTH_GIVING = 180  # of a section, so that the next one ends with a paragraph as well
_SHORTEST_TAIL = 0.25  # of a section; rather than leave less, a chapter's last two share what is left
_SPACE = re.compile(r"\s*")
_SPACE_BEFORE_INDENT = re.compile(r"\s*\Z|\s*\n|\s*")
_CLAUSE = re.compile(r"[,;:—–](?=\s)|[，、；：]")
_MOST_SPANS = 40  # in a section that is rendered to see whether it fits
_PROMISES = ":："  # at the end of a paragraph, that somebody is about to speak
_NOWHERE = frozenset[int]()


class Section(NamedTuple):
    """`[start, end)` of a chapter's text; the white space after it is its own."""

    start: int
    end: int


def cut(body: Passage, limits: Limits = PAGE, *, fullest: bool = False) -> list[Section]:
    """The sections of a text, each within the limits as it is rendered; joined, they are the text.

    The fullest ones seldom wait for the end of a paragraph.
    """
    cutter = _Cutter(body, limits, fullest=fullest)
    sections: list[Section] = []
    start = 0
    while start < len(body.text):
        end = cutter.end_from(start)
        sections.append(Section(start, end))
        start = end
    return sections


def section_at(body: Passage, offset: int, limits: Limits = PAGE, *, fullest: bool = False) -> Section:
    """The section that begins at an offset; only what is near is looked at."""
    return Section(offset, _Cutter(body, limits, fullest=fullest).end_from(offset))


class _Cutter:
    """A place is where what can be seen of a section may end, the white space after it not counted."""

    def __init__(self, body: Passage, limits: Limits, *, fullest: bool) -> None:
        self._body = body
        self._text = body.text
        self._limits = limits
        self._characters, self._load_at_most = limits.characters, limits.load_at_most  # asked for at each section
        self._last = self._seen_before(len(body.text))
        self._window = min(_WINDOW, limits.characters // 5)
        self._wide_window = min(_NARROW_WINDOW if fullest else _WIDE_WINDOW, limits.characters // 4)
        self._worth_giving = 0 if fullest else min(_WORTH_GIVING, limits.characters // 8)

    def end_from(self, start: int) -> int:
        text, last, characters = self._text, self._last, self._characters
        first = begin = start
        if text[start : start + 1].isspace():
            first = self._seen_after(start)
            begin = max(start, text.rfind("\n", start, first) + 1, first - DEEPEST_INDENT)
        if first >= last:
            return len(text)
        full = room = begin + characters
        spans = self._body.over(start, full + 3) if self._body.spans else ()
        if 0 < last - full < characters * _SHORTEST_TAIL:
            room = begin + (last - begin) * 3 // 5
        while True:
            place = last if last <= room else self._best(first, room, full, spans)
            end = self._after_space(place)
            load = self._load_at_most(text, spans, start, end)
            if load <= 1:
                return end
            if len(spans) <= _MOST_SPANS and self._last_end(first + 1, place - 1) is None:
                load = self._limits.load(self._body, start, end)
            if load <= 1 or place <= first + 1:
                return end
            full = max(place - 1, first + 1)
            room = max(min(full, begin + int((place - begin) / load)), first + 1)

    def _best(self, first: int, room: int, full: int, spans: Sequence[Span]) -> int:
        lower = room - self._wide_window
        if lower <= first:
            lower = first + 1
        parted = self._parted(spans) if spans else _NOWHERE
        if spans and (scene := self._scene_end(lower, room, spans)):
            return scene
        if paragraph := self._paragraph_end(lower, room, parted):
            return paragraph
        low = max(first + 1, room - self._window)
        return (
            self._sentence_end(min(low, lower), room, parted)
            or self._whole_sentence(first, low, room, full)
            or self._within_sentence(first, low, room)
        )

    def _parted(self, spans: Iterable[Span]) -> set[int]:
        """The places that part a heading from what is below it, or an ornament from what is above."""
        headings = {self._seen_before(span.end) for span in spans if span.kind == Kind.HEADING}
        ornaments = (span for span in spans if span.kind == Kind.SCENE_BREAK and not self._is_gap(span))
        return headings | {self._seen_before(span.start) for span in ornaments}

    def _scene_end(self, low: int, room: int, spans: Iterable[Span]) -> int | None:
        places = [self._seen_before(span.end) for span in spans if span.kind == Kind.SCENE_BREAK]
        return max((place for place in places if low <= place <= room), default=None)

    def _is_gap(self, span: Span) -> bool:
        return self._text[span.start : span.end].isspace()

    def _paragraph_end(self, low: int, room: int, parted: Collection[int]) -> int | None:
        """The last, or one shortly before it from which the next section can reach one too."""
        last: int | None = None
        place = self._text.rfind("\n\n", low, room + 2)
        while place >= low:
            if self._text[place - 1] not in _PROMISES and (not parted or self._seen_before(place) not in parted):
                if self._paragraph_ends_near(place + self._characters):
                    return place
                if last is None:
                    last, low = place, max(low, place - self._worth_giving)
            place = self._text.rfind("\n\n", low, place + 1)
        return last

    def _paragraph_ends_near(self, reach: int) -> bool:
        return reach >= self._last or self._text.find("\n\n", reach - self._wide_window, reach + 2) >= 0

    def _sentence_end(self, low: int, room: int, parted: Collection[int]) -> int | None:
        """The last outside of speech, else the last within."""
        spoken: int | None = None
        stop = room
        while (place := next(ends_backwards(self._text, low - 1, stop), None)) is not None:
            stop = place - 1
            if parted and self._seen_before(place) in parted:
                continue
            opened = speech_around(self._text, place)
            if opened is None:
                return place
            spoken = spoken or place
            stop = opened
        line = self._text.rfind("\n", low, room + 1)
        return spoken or (line if line >= 0 and self._seen_before(line) not in parted else None)

    def _whole_sentence(self, first: int, low: int, room: int, full: int) -> int | None:
        """Where to cut so that the sentence at the limit stays whole; None where no section can hold it."""
        before = self._last_end(first + 1, low)
        if before is None:
            return self._first_end(room, full)
        reach = self._seen_after(before) + self._characters
        return before if self._first_end(room, reach) else None

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
        words = self._text[low + 1 : room + 1].rsplit(maxsplit=1)
        space = room - len(words[-1]) if words else low
        return space if space > low else last_boundary(self._text, first, room) or room

    def _after_space(self, place: int) -> int:
        """Where the next section starts: its first line keeps its indent."""
        end = place + 2
        if self._text[place:end] == "\n\n" and not self._text[end : end + 1].isspace():
            return end
        found = _SPACE_BEFORE_INDENT.match(self._text, place)
        end = found.end() if found else place
        return end if end in {place, len(self._text)} or is_boundary(self._text, end) else end - 1

    def _seen_after(self, position: int) -> int:
        found = _SPACE.match(self._text, position)
        return found.end() if found else position

    def _seen_before(self, position: int) -> int:
        while position and self._text[position - 1].isspace():
            position -= 1
        return position
