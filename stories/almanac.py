"""The calendar of a story that is told in letters or in the entries of a diary."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from stories.datelines import LONGEST, dateline
from stories.dates import dates_in, in_year
from stories.text import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from stories.dates import WrittenDate
    from stories.manuscript import Chapter
    from stories.text import Passage

FEWEST = 3
LONGEST_HEAD = 3  # paragraphs between a break or heading and the date under it: who writes to whom, and whence
LONGEST_LINE = 100  # characters in each of them

_APART = "\n\n"  # between paragraphs
_PREFACE = 1 / 4  # of the story may stand before the first
_SILENCE = 1 / 2  # of it may stand under one date
_MEAN = 30_000  # characters under each: in a longer story they are quoted now and then, and do not tell it
_HALF_A_YEAR = 183
_FAR_AHEAD = 300  # who writes so much later in the same year, without naming it, looks back over New Year


class Entry(NamedTuple):
    """A letter, or an entry of a diary: the number of its chapter, where it begins in its text, and its date."""

    chapter: int
    offset: int
    month: int
    day: int
    year: int | None = None  # where the text says it


def entries_of(chapters: Sequence[Chapter]) -> list[Entry]:
    """In the order of the text, the first with all that stands before it; none where dates do not tell the story."""
    found = [entry for chapter in chapters for entry in _entries_in(chapter)]
    if len(found) < FEWEST or not _tell(found, chapters):
        return []
    return [found[0]._replace(chapter=chapters[0].number, offset=0), *found[1:]]


def dated(entries: Sequence[Entry], *, begins_on_or_after: date) -> list[tuple[date, list[Entry]]]:
    """One run: what comes on which date, in the order of the text.

    Days without an entry are silent. What looks back on a day before the one told last comes along with that, and
    29 February comes on the 28th in most years.
    """
    run: list[tuple[date, list[Entry]]] = []
    today, told = begins_on_or_after, None
    for entry in entries:
        if told is None or not looks_back(entry, told):
            today, told = _next(entry, today), entry
        if not run or run[-1][0] != today:
            run.append((today, []))
        run[-1][1].append(entry)
    return run


def _next(entry: Entry, today: date) -> date:
    this_year = in_year(today.year, month=entry.month, day=entry.day)
    return this_year if this_year >= today else in_year(today.year + 1, month=entry.month, day=entry.day)


def looks_back(entry: Entry, told: Entry) -> bool:
    """Whether its date lies before the other's: the nearer of the two, where they do not say of which year they are."""
    if entry.year and told.year:
        return (entry.year, entry.month, entry.day) < (told.year, told.month, told.day)
    step = (_in_leap_year(entry) - _in_leap_year(told)).days
    return -_HALF_A_YEAR < step < 0 or step > _FAR_AHEAD


def _in_leap_year(entry: Entry) -> date:
    return in_year(2000, month=entry.month, day=entry.day)


def _entries_in(chapter: Chapter) -> Iterator[Entry]:
    """The one of its heading, or those of the datelines in its text."""
    heading = _date_in(chapter.title) or _date_in(chapter.label)
    found = [(0, heading)] if heading else _datelines(chapter.body)
    for offset, written in found:
        yield Entry(chapter.number, offset, written.month, written.day, written.year)


def _date_in(heading: str) -> WrittenDate | None:
    return next(dates_in(heading[:LONGEST]), None)


def _datelines(body: Passage) -> Iterator[tuple[int, WrittenDate]]:
    """Each date, and where that to which it belongs begins: with the short lines over it, from the last break on."""
    head, lines = 0, 0
    for start, end in _paragraphs(body.text):
        above, here = ({span.kind for span in body.over(at, at + 1)} for at in (max(start - 1, 0), start))
        heads = Kind.HEADING in here
        if Kind.SCENE_BREAK in above | here or (heads and lines):
            head, lines = start, 0
        if Kind.SCENE_BREAK in here:  # an ornament; what follows it stands for itself
            head = end + len(_APART)
            continue
        text = body.text[start:end]
        if written := _date_in(text) if heads else dateline(text):
            yield head if lines <= LONGEST_HEAD else start, written
            lines = LONGEST_HEAD + 1
        elif not heads:
            lines += 1 if end - start <= LONGEST_LINE else LONGEST_HEAD + 1


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find(_APART, start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            yield start, end
        start = end + len(_APART)


def _tell(entries: Sequence[Entry], chapters: Sequence[Chapter]) -> bool:
    """Whether the text between one date and the next is never so long that something else tells the story."""
    begins: dict[int, int] = {}
    length = 0
    for chapter in chapters:
        begins[chapter.number] = length
        length += len(chapter.body.text)
    places = [begins[entry.chapter] + entry.offset for entry in entries]
    longest = max(after - before for before, after in pairwise([*places, length]))
    return places[0] <= _PREFACE * length and longest <= _SILENCE * length and length <= _MEAN * len(entries)
