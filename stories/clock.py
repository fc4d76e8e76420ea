"""Times of day and time zones as people write them."""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from stories.errors import StoryError

_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.h ]?(?P<minute>\d{2}))? ?(?:h|uhr)?(?P<half>[ap])?\.?m?\.?", re.IGNORECASE)
_NOON = 12
_NOT_PLACES = ("Etc/", "SystemV/", "posix/", "right/")


def minute_of_day(typed: str) -> int:
    """Minutes after midnight for `8`, `8:30`, `08.30`, `8 pm`, `20h15`; a StoryError for anything else."""
    match = _TIME.fullmatch(typed.strip().replace(" ", ""))
    minute = _minute(match) if match else None
    if minute is None:
        raise StoryError("I don't know that time of day. Write it like `08:30` or `8:30 pm`.")
    return minute


def _minute(match: re.Match[str]) -> int | None:
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), (match["half"] or "").lower()
    if half and not 1 <= hour <= _NOON:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return hour * 60 + minute if hour in range(24) and minute in range(60) else None


def time_in_words(minute: int) -> str:
    """`08:30`."""
    return f"{minute // 60:02}:{minute % 60:02}"


@cache
def zone_names() -> tuple[str, ...]:
    """Every IANA zone, those of places before those of offsets."""
    names = available_timezones() - {"localtime", "posixrules", "Factory"}
    return tuple(sorted(names, key=lambda name: ("/" not in name or name.startswith(_NOT_PLACES), name)))


def zones_matching(typed: str, *, limit: int) -> list[str]:
    """Zones whose name holds what was typed, a city that begins so first; spaces stand for underscores."""
    words = typed.strip().casefold().replace(" ", "_")
    found = [name for name in zone_names() if words in name.casefold()]
    found.sort(key=lambda name: not name.casefold().rpartition("/")[2].startswith(words))
    return found[:limit]


def zone_named(typed: str) -> ZoneInfo:
    """The zone of that name, or the only one that it can mean; a StoryError for anything else."""
    words = typed.strip().casefold().replace(" ", "_")
    exact = [name for name in zone_names() if words in {name.casefold(), name.casefold().rpartition("/")[2]}]
    found = exact or zones_matching(typed, limit=2)
    if not words or (len(found) != 1 and not exact):
        raise StoryError("I don't know that time zone. Begin to type a large city near you, and choose from the list.")
    return ZoneInfo(found[0])
