"""What each instalment of a story holds: it depends on the text and the pace alone, so it is the same everywhere."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from stories.almanac import dated
from stories.reading_time import per_minute
from stories.serials import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from stories.almanac import Entry
    from stories.serials import Pace

MOST = 12  # messages at a time; a chapter of more comes in equal parts
_WORTH_STOPPING = 0.6  # of the minutes wanted, where a chapter ends


class Spot(NamedTuple):
    """A place in the text of a revision that is known."""

    chapter: int
    offset: int


class Piece(NamedTuple):
    """A section, without its text."""

    chapter: int
    start: int
    end: int

    @property
    def begin(self) -> Spot:
        """Where it begins."""
        return Spot(self.chapter, self.start)


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """How a revision of a story is divided; `entries` are its dates, where it is told by dates."""

    story_id: int
    revision: int
    language: str | None
    pieces: tuple[Piece, ...]
    entries: tuple[Entry, ...] = ()

    @property
    def end(self) -> Spot:
        """Where the story ends."""
        return Spot(self.pieces[-1].chapter, self.pieces[-1].end)


class Share(NamedTuple):
    """The text of one instalment, `[begin, end)`, and the day that is its own where the story has dates."""

    begin: Spot
    end: Spot
    day: date | None = None


class Portion(NamedTuple):
    """Which sections of a story, of how many, some of its text lies in; counted from one."""

    first: int
    last: int
    of: int


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """The whole story in instalments."""

    outline: Outline
    shares: tuple[Share, ...]

    def index_at(self, spot: Spot) -> int:
        """Which share holds the spot, counted from nothing."""
        return max(0, bisect_right(self.shares, spot, key=attrgetter("begin")) - 1)

    def portion(self, begin: Spot, end: Spot | None) -> Portion:
        """What `[begin, end)` is of the whole, at any pace; where no end is given, that of the share is meant.

        Letters and entries are counted as such, as there may be several in one section.
        """
        parts = self.shares if self.outline.entries else self.outline.pieces
        first = max(1, bisect_right(parts, begin, key=attrgetter("begin")))
        end = end or self.shares[self.index_at(begin)].end
        return Portion(first, max(first, bisect_left(parts, end, key=attrgetter("begin"))), len(parts))


def course(outline: Outline, pace: Pace, *, run_begins: date | None = None) -> Course:
    """How a story is told at that pace; by dates, in the run that begins on that day or after it."""
    if pace.measure is Measure.DATES:
        assert run_begins, "a story told by dates begins on a day"
        return Course(outline, tuple(_by_dates(outline, run_begins)))
    begins = [*_begins(outline, pace), outline.end]
    return Course(outline, tuple(Share(begin, end) for begin, end in pairwise(begins)))


def _begins(outline: Outline, pace: Pace) -> Iterator[Spot]:
    match pace.measure:
        case Measure.CHAPTERS:
            yield from _by_chapters(outline.pieces, pace.amount)
        case Measure.MINUTES:
            yield from _by_length(outline.pieces, pace.amount * per_minute(outline.language))
        case _:
            yield from (piece.begin for piece in outline.pieces[:: min(pace.amount, MOST)])


def _by_chapters(pieces: Sequence[Piece], amount: int) -> Iterator[Spot]:
    taken = held = 0  # chapters, and pieces in them
    for _, group in groupby(pieces, attrgetter("chapter")):
        chapter = list(group)
        if taken in {0, amount} or held + len(chapter) > MOST:
            parts = -(-len(chapter) // MOST)
            yield from (chapter[len(chapter) * part // parts].begin for part in range(parts))
            taken, held = 1, -(-len(chapter) // parts)
        else:
            taken, held = taken + 1, held + len(chapter)


def _by_length(pieces: Sequence[Piece], wanted: int) -> Iterator[Spot]:
    """As near to the length as whole sections come, but rather a little less where a chapter ends."""
    length = held = 0
    last = 0
    for piece in pieces:
        size = piece.end - piece.start
        ends_here = piece.chapter != last and length >= wanted * _WORTH_STOPPING
        if not held or held == MOST or ends_here or length + size / 2 > wanted:
            yield piece.begin
            length = held = 0
        length, held, last = length + size, held + 1, piece.chapter


def _by_dates(outline: Outline, run_begins: date) -> Iterator[Share]:
    """What stands before the first date comes with it."""
    run = dated(outline.entries, begins_on_or_after=run_begins)
    begins = [Spot(entries[0].chapter, entries[0].offset) for _, entries in run]
    begins[0] = outline.pieces[0].begin
    days = [day for day, _ in run]
    for begin, end, day in zip(begins, [*begins[1:], outline.end], days, strict=True):
        yield Share(begin, end, day)
