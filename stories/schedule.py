"""When instalments are due, by the clock on a wall."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

EVERY_DAY: frozenset[int] = frozenset(range(7))  # Monday is 0, as in date.weekday()

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


class Due(NamedTuple):
    """A serial's own local date, and the moment in UTC; shortly before midnight clocks may skip to the date after."""

    day: date
    at: datetime


class ClockChange(NamedTuple):
    """What clocks do on one local date, and what becomes of the minute that an instalment is due at."""

    moved: timedelta  # forward is positive; nothing on most days
    skipped: bool  # clocks do not show the minute, so that another moment stands for it
    doubled: bool  # they show it twice, and the first time counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """A minute of the local day, on some days of the week, from some local date on."""

    minute: int
    zone: ZoneInfo
    weekdays: frozenset[int] = EVERY_DAY
    starts_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse what would never be due."""
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            message = f"{set(self.weekdays)} are not days of the week"
            raise ValueError(message)

    def on(self, day: date) -> datetime:
        """The moment of that local date: the first at which clocks show its minute, or one past it if they skip it."""
        return self._reaches(self._wall(day))

    def after(self, moment: datetime, *, since: date | None = None) -> Due:
        """The first that is due later than `moment`, on a local date later than `since`."""
        # What is due later than a moment is never of an earlier local date than clocks show at that moment.
        day = max(
            moment.astimezone(self.zone).date(),
            since + _DAY if since else date.min,
            self.starts_on or date.min,
        )
        while not (day.weekday() in self.weekdays and (at := self.on(day)) > moment and self._exists(day, at)):
            day += _DAY
        return Due(day, at)

    def upcoming(self, moment: datetime, *, since: date | None = None, count: int) -> list[Due]:
        """The first `count` that are due later than `moment`, one after another."""
        dues: list[Due] = []
        while len(dues) < count:
            dues.append(self.after(moment, since=since))
            since, moment = dues[-1]
        return dues

    def clock_change_on(self, day: date) -> ClockChange:
        """How far clocks in the zone move during that local date, and whether its minute is skipped or doubled."""
        wall = self._wall(day)
        again = wall.replace(tzinfo=self.zone, fold=1).astimezone(UTC)
        return ClockChange(
            moved=_DAY - (self._begins(day + _DAY) - self._begins(day)),
            skipped=self._shown(self.on(day)) != wall,
            doubled=self._shown(again) == wall and again > self.on(day),
        )

    def _wall(self, day: date) -> datetime:
        return datetime.combine(day, time(*divmod(self.minute, 60)))

    def _begins(self, day: date) -> datetime:
        return self._reaches(datetime.combine(day, time()))

    def _exists(self, day: date, due: datetime) -> bool:
        """Whether clocks ever showed the date: in Samoa the one of 29 December 2011 was followed by the 31st."""
        return self._shown(due).date() == day or self._shown(self._begins(day)).date() == day

    def _reaches(self, wall: datetime) -> datetime:
        """The first moment at which clocks show that time, or a later one."""
        due = wall.replace(tzinfo=self.zone).astimezone(UTC)
        if self._shown(due) == wall:
            return due
        still_before = wall.replace(tzinfo=self.zone, fold=1).astimezone(UTC)
        seconds = range((due - still_before) // _SECOND + 1)
        return still_before + _SECOND * bisect_left(
            seconds, wall, key=lambda n: self._shown(still_before + n * _SECOND)
        )

    def _shown(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone).replace(tzinfo=None)
