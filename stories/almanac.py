"""The calendar of a story: letters and entries of a diary come on their own dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.manuscript import Chapter

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DATE = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{'|'.join(_MONTHS)})\b", re.IGNORECASE)
_FEWEST = 3


class Entry(NamedTuple):
    """Where a letter begins in the text, and its date."""

    chapter: int
    offset: int
    month: int
    day: int


def entries_of(chapters: Sequence[Chapter]) -> list[Entry]:
    """The dated entries, in the order of the text; none where the story is not told by dates."""
    found = [(chapter.number, _DATE.search(f"{chapter.label} {chapter.title}")) for chapter in chapters]
    entries = [
        Entry(number, 0, _MONTHS.index(match["month"].lower()) + 1, int(match["day"]))
        for number, match in found
        if match
    ]
    return entries if len(entries) >= _FEWEST else []


def dated(entries: Sequence[Entry], *, begins_on_or_after: date) -> list[tuple[date, list[Entry]]]:
    """One run: the days on which entries come, never going back."""
    days: list[tuple[date, Entry]] = []
    earliest = begins_on_or_after
    for entry in entries:
        earliest = _next(entry, earliest)
        days.append((earliest, entry))
    return [(day, [entry for _, entry in group]) for day, group in groupby(days, key=lambda pair: pair[0])]


def _next(entry: Entry, earliest: date) -> date:
    """The first such date on or after that day; an entry of the half year before it comes along on it."""
    day = _on(earliest.year, entry)
    if day < earliest:
        day = _on(earliest.year + 1, entry) if earliest - day > timedelta(days=183) else earliest
    return day


def _on(year: int, entry: Entry) -> date:
    leap = entry.month == 2 and entry.day == 29  # noqa: PLR2004 - comes on the 28th in a common year
    return date(year, entry.month, 28 if leap and year % 4 else entry.day)
