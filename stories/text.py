"""The text model: an immutable text, and spans that say what lies over it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kind(StrEnum):
    """What a span says of the text under it."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKE = "strike"
    CODE = "code"
    SMALL_CAPS = "small-caps"
    VERSE = "verse"
    QUOTE = "quote"
    NOTE = "note"
    HEADING = "heading"
    SCENE_BREAK = "scene-break"


INLINE = frozenset({Kind.EMPHASIS, Kind.STRONG, Kind.STRIKE, Kind.CODE, Kind.SMALL_CAPS})


class Span(NamedTuple):
    """`[start, end)` in code points of the text it belongs to."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Passage:
    r"""A text and its spans, in order of their start.

    Paragraphs are parted by a blank line (`\n\n`), lines of verse by `\n`; the text holds no markup. A scene
    break is a span over the author's ornament, or, where the author only left a larger gap, over the `\n\n` of it.
    """

    text: str
    spans: tuple[Span, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _reached: tuple[int, ...] = field(init=False, repr=False, compare=False)  # how far the spans up to each one go

    def __post_init__(self) -> None:
        """Refuse spans that lie outside the text, are empty, or out of order."""
        if not self.spans:
            object.__setattr__(self, "_starts", ())
            object.__setattr__(self, "_reached", ())
            return
        reached = 0
        for span in self.spans:
            if not reached <= span.start < span.end <= len(self.text):
                message = f"{span} does not fit a text of {len(self.text)} characters in order"
                raise ValueError(message)
            reached = span.start
        object.__setattr__(self, "_starts", tuple(span.start for span in self.spans))
        object.__setattr__(self, "_reached", tuple(accumulate((span.end for span in self.spans), max)))

    def over(self, start: int, end: int) -> list[Span]:
        """The spans that reach into `[start, end)`, in order."""
        since = bisect_right(self._reached, start)
        until = bisect_left(self._starts, end, since)
        return [span for span in self.spans[since:until] if span.end > start] if since < until else []

    def clip(self, start: int, end: int) -> Passage:
        """The part `[start, end)`, with the spans that reach into it cut to it."""
        spans = self.over(start, end) if self.spans and start < end else ()
        kept = (Span(max(s.start, start) - start, min(s.end, end) - start, s.kind) for s in spans)
        return Passage(self.text[start:end], in_order(kept))

    def of_kind(self, kind: Kind) -> tuple[Span, ...]:
        """The spans of one kind, in order."""
        return tuple(span for span in self.spans if span.kind == kind)


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans sorted by start, the longer (outer) one first where two start together."""
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))
