"""A passage as the Markdown that Discord is sent: the author's marks kept, everything else harmless."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stories.emphasis import marks
from stories.escaping import DIRECTION, NOTHING, escaped, left_open, settled
from stories.text import Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stories.text import Passage

PAUSE = "⁂"  # shown where the author only left a larger gap
_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")
_FIRST_LINES = re.compile(r"\A(?:[ \t]*\n)+")
_BLANKS = " \t\0"


class _Line(NamedTuple):
    text: str
    spans: tuple[Span, ...]  # counted from the line's start; they may reach beyond it

    @property
    def is_blank(self) -> bool:
        return not self.text.strip(_BLANKS)

    def is_within(self, kind: Kind) -> bool:
        """Whether a span of that kind goes on after it."""
        return any(span.kind == kind and span.end > len(self.text) + 1 for span in self.spans)

    def is_all(self, kind: Kind) -> bool:
        """Whether a span of that kind holds all that can be seen."""
        first, last = len(self.text) - len(self.text.lstrip()), len(self.text.rstrip())
        return any(span.kind == kind and span.start <= first and span.end >= last for span in self.spans)


def render(passage: Passage) -> str:
    """What Discord is sent for a section; empty where nothing in it can be seen."""
    text = settled(passage.text)
    shown = _with_spans(text, passage.spans) if passage.spans else escaped(text)
    if DIRECTION.search(shown):
        shown = "\n".join(line.rstrip() + left_open(line) for line in shown.split("\n"))
    shown = _GAPS.sub("\n\n", _FIRST_LINES.sub("", shown)).rstrip()
    # Discord trims a message: an indented first line must not begin with what it trims.
    return NOTHING + shown if shown[:1].isspace() else shown


def escape(text: str) -> str:
    """A title or name as one harmless line."""
    line = escaped(" ".join(settled(text).split()))
    return line + left_open(line)


def _with_spans(text: str, spans: tuple[Span, ...]) -> str:
    shown: list[str] = []
    gap: int | None = None  # the blank line where a pause is due, unless an ornament follows it
    broken = True  # whether a break, or nothing at all, was the last thing seen
    for line in _lines(text, spans):
        if line.is_blank:
            if not broken and any(span.kind == Kind.SCENE_BREAK for span in line.spans):
                gap, broken = len(shown), True
            shown.append("> " if any(shown) and line.is_within(Kind.QUOTE) else "")
            continue
        broken = line.is_all(Kind.SCENE_BREAK)
        if gap is not None and not broken:
            shown[gap] = f"\n{PAUSE}\n"
        gap = None
        shown.append(_shown(line))
    if gap is not None:
        shown[gap] = f"\n{PAUSE}"
    return "\n".join(shown)


def _lines(text: str, spans: tuple[Span, ...]) -> Iterator[_Line]:
    seen = text.rstrip(_BLANKS + "\n")
    waiting, active, start = list(reversed(spans)), list[Span](), 0
    for line in seen.split("\n"):
        end = start + len(line)
        while waiting and waiting[-1].start <= end:
            active.append(waiting.pop())
        active = [span for span in active if span.end > start]
        yield _Line(line, tuple(Span(s.start - start, s.end - start, s.kind) for s in active))
        start = end + 1
    yield _Line("", tuple(s for s in spans if s.kind == Kind.SCENE_BREAK and s.start >= len(seen)))


def _shown(line: _Line) -> str:
    pieces: list[str] = []
    reached = 0
    for mark in marks(line.text, line.spans):
        pieces += escaped(line.text, reached, mark.start), mark.sign, line.text[mark.start : mark.end]
        reached = mark.end
    pieces.append(escaped(line.text, reached).rstrip())
    quote = "> " if any(span.kind == Kind.QUOTE for span in line.spans) else ""
    return f"{quote}{'-# ' if line.is_all(Kind.NOTE) else ''}{''.join(pieces)}"
