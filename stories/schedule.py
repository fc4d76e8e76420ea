"""When the next instalment is due, by the clock on a reader's wall."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


def first_due(now: datetime, *, minute: int, zone: ZoneInfo) -> datetime:
    """The next moment, in UTC, at which clocks in the zone show that minute of the day."""
    return _first_after(now, now.astimezone(zone).date() - _DAY, minute=minute, zone=zone)


def next_due(after: datetime, *, minute: int, zone: ZoneInfo) -> datetime:
    """The same minute of the day on the local date that follows the one `after` was due for."""
    day = after.astimezone(zone).date()
    # Where clocks jump over midnight, yesterday's minute came today; today's is still to come.
    if _due_on(day - _DAY, minute=minute, zone=zone) == after:
        day -= _DAY
    return _first_after(after, day + _DAY, minute=minute, zone=zone)


def _first_after(moment: datetime, day: date, *, minute: int, zone: ZoneInfo) -> datetime:
    dues = (_due_on(day + days * _DAY, minute=minute, zone=zone) for days in range(4))
    return next(due for due in dues if due > moment)


def _due_on(day: date, *, minute: int, zone: ZoneInfo) -> datetime:
    """A minute that clocks show twice counts the first time; one they skip is the next one they do show."""
    wall = datetime.combine(day, time(minute // 60, minute % 60))
    due = wall.replace(tzinfo=zone).astimezone(UTC)
    if _wall(due, zone) == wall:
        return due
    still_before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    minutes = range((due - still_before) // _MINUTE + 1)
    return still_before + _MINUTE * bisect_left(minutes, wall, key=lambda n: _wall(still_before + n * _MINUTE, zone))


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
