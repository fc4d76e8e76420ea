"""The author's emphasis over one line, as Discord's marks in the places where they hold."""

from __future__ import annotations

import re
from heapq import heapify, heappop, heappush
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from stories.escaping import NOTHING
from stories.text import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stories.text import Span

# The later ones stand inside the earlier where they cover the same words. Small capitals have no mark.
_SIGNS = {Kind.STRIKE: "~~", Kind.STRONG: "**", Kind.EMPHASIS: "*", Kind.CODE: "`"}
_RANKS = {kind: rank for rank, kind in enumerate(_SIGNS)}
_SHOWN_AS = {kind: kind for kind in _SIGNS} | {Kind.HEADING: Kind.STRONG}

# A mark next to anything that Discord trims, or that cannot be seen, is not read as a mark.
_VISIBLE = re.compile(r"[^\s\x00-\x1f\x7f-\xa0\xad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
# Within code nothing can be escaped, and Discord looks for the end of emphasis in it too.
_NOT_AS_CODE = re.compile(r"[`\0]|@everyone|@here|discord", re.IGNORECASE)
_NOT_IN_EMPHASIS = re.compile(r"[*~\\]")


class Mark(NamedTuple):
    """`sign` stands at `start`; what follows up to `end` is shown raw."""

    start: int
    end: int
    sign: str


class _Stretch(NamedTuple):
    start: int
    end: int
    kind: Kind

    @property
    def order(self) -> tuple[int, int, int]:
        """By start; outermost first where several start together."""
        return self.start, -self.end, _RANKS[self.kind]


def marks(line: str, spans: Iterable[Span]) -> list[Mark]:
    """Every mark of a line in order, nested as they must be."""
    pending = [(stretch.order, stretch) for stretch in _stretches(line, spans)]
    heapify(pending)
    opened: list[_Stretch] = []
    made: list[Mark] = []
    while pending or opened:
        closing = min((stretch.end for stretch in opened), default=len(line) + 1)
        if opened and pending and pending[0][1].start < closing and _is_within_word(line, pending[0][1].start):
            # CommonMark could take the inner mark for the end of the outer: all of them begin there anew.
            made.append(_interrupt(pending, opened))
            continue
        if pending and pending[0][1].start < closing:
            made.append(_open(line, pending, opened, after=made[-1].end if made else None))
            continue
        sign = ""
        while any(stretch.end == closing for stretch in opened):
            stretch = opened.pop()
            sign += _SIGNS[stretch.kind]
            if stretch.end > closing:
                again = stretch._replace(start=_next_visible(line, closing))
                heappush(pending, (again.order, again))
        made.append(Mark(closing, closing, sign))
    return made


def _open(
    line: str, pending: list[tuple[tuple[int, int, int], _Stretch]], opened: list[_Stretch], after: int | None
) -> Mark:
    start = pending[0][1].start
    touches = after is not None and not line[after:start].strip("\0")  # what is dropped parts nothing
    sign = NOTHING if touches else ""
    end = start
    while pending and pending[0][1].start == start:
        stretch = heappop(pending)[1]
        opened.append(stretch)
        sign += _SIGNS[stretch.kind]
        if stretch.kind == Kind.CODE:
            end = stretch.end
    return Mark(start, end, sign)


def _interrupt(pending: list[tuple[tuple[int, int, int], _Stretch]], opened: list[_Stretch]) -> Mark:
    start = pending[0][1].start
    sign = "".join(_SIGNS[stretch.kind] for stretch in reversed(opened))
    for stretch in opened:
        again = stretch._replace(start=start)
        heappush(pending, (again.order, again))
    opened.clear()
    return Mark(start, start, sign)


def _is_within_word(line: str, position: int) -> bool:
    return line[position - 1 : position + 1].isalnum() and position > 0


def _stretches(line: str, spans: Iterable[Span]) -> Iterator[_Stretch]:
    by_kind: dict[Kind, list[tuple[int, int]]] = {}
    for span in spans:
        if kind := _SHOWN_AS.get(span.kind):
            by_kind.setdefault(kind, []).append((max(span.start, 0), min(span.end, len(line))))
    codes = _joined(line, by_kind.pop(Kind.CODE, []))
    codes = [code for code in codes if _may_be_code(line, code, beside=chain.from_iterable(by_kind.values()))]
    yield from (_Stretch(start, end, Kind.CODE) for start, end in codes)
    for kind, ranges in by_kind.items():
        for start, end in _joined(line, (_outside(codes, each) for each in ranges)):
            if kind != Kind.STRIKE or "~" not in line[start:end]:  # Discord ends a strike at any two tildes
                yield _Stretch(start, end, kind)


def _may_be_code(line: str, code: tuple[int, int], *, beside: Iterable[tuple[int, int]]) -> bool:
    start, end = code
    if _NOT_IN_EMPHASIS.search(line, start, end) and any(other[0] < end and start < other[1] for other in beside):
        return False
    return not _NOT_AS_CODE.search(line, start, end)


def _joined(line: str, ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges without their white space at both ends, those that touch made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        start, end = _next_visible(line, start), _last_visible(line, start, end)  # noqa: PLW2901
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _outside(codes: list[tuple[int, int]], wanted: tuple[int, int]) -> tuple[int, int]:
    """The range without the part of a piece of code it cuts through."""
    start, end = wanted
    for code_start, code_end in codes:
        if code_start < start < code_end:
            start = code_end
        if code_start < end < code_end:
            end = code_start
    return start, end


def _next_visible(line: str, position: int) -> int:
    found = _VISIBLE.search(line, position)
    return found.start() if found else len(line)


def _last_visible(line: str, start: int, end: int) -> int:
    while end > start and not _VISIBLE.match(line, end - 1):
        end -= 1
    return end
