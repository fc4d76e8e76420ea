"""Times of day and days of the week, as people write and say them."""

from __future__ import annotations

import re

from stories.errors import StoryError

_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d{2}))?(?:h|uhr)?(?:(?P<half>[ap])\.?(?:m\.?)?)?")
_NOON = 12
_NAMED = {"noon": 12 * 60, "12noon": 12 * 60, "midday": 12 * 60, "midnight": 0, "12midnight": 0}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS, _WEEKEND = frozenset(range(5)), frozenset({5, 6})


def minute_of_day(typed: str) -> int:
    """Minutes after midnight for `8`, `8:30`, `08.30`, `8 pm`, `20h15`, `noon`; a StoryError for anything else."""
    words = "".join(typed.casefold().split())
    match = _TIME.fullmatch(words)
    minute = _minute(match) if match else _NAMED.get(words)
    if minute is None:
        raise StoryError("I don't know that time of day. Write it like `08:30` or `8:30 pm`.")
    return minute


def _minute(match: re.Match[str]) -> int | None:
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if half and not 1 <= hour <= _NOON:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return hour * 60 + minute if hour in range(24) and minute in range(60) else None


def time_in_words(minute: int) -> str:
    """`08:30`."""
    return f"{minute // 60:02}:{minute % 60:02}"


def weekdays_in_words(days: frozenset[int]) -> str:
    """`every day`, `on weekdays`, `at weekends`, `on Mondays, Wednesdays and Fridays`."""
    if days == _WEEKDAYS | _WEEKEND:
        return "every day"
    if days == _WEEKDAYS:
        return "on weekdays"
    if days == _WEEKEND:
        return "at weekends"
    *others, last = [f"{DAYS[day]}s" for day in sorted(days)]
    return f"on {', '.join(others)} and {last}" if others else f"on {last}"
