"""What is agreed for a serial: which text goes where, when, and how much of it at a time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from stories.errors import StoryError
from stories.schedule import EVERY_DAY, Timetable

if TYPE_CHECKING:
    from datetime import date

GRACE = 6 * 60  # minutes


class LostZoneError(StoryError):
    """A time zone was renamed or given up, and this machine knows nothing of the old name."""


class Measure(StrEnum):
    """What an instalment is measured by."""

    SECTIONS = "sections"
    MINUTES = "minutes"
    CHAPTERS = "chapters"
    DATES = "dates"  # letters and entries of a diary come on their own days


class Pace(NamedTuple):
    """How much an instalment holds: so many sections, chapters, or minutes of reading."""

    measure: Measure
    amount: int = 1


ONE_SECTION = Pace(Measure.SECTIONS)


class Manner(StrEnum):
    """Where in its channel a serial's text goes; in a forum, a thread is a post."""

    THREAD = "thread"  # one for the whole story
    THREADS = "threads"  # one for each instalment, so that nobody is spoiled
    CHANNEL = "channel"  # the channel, or the direct messages, themselves


class AtEnd(StrEnum):
    """What follows the last story of the queue."""

    END = "end"
    VOTE = "vote"
    AGAIN = "again"  # the same story, from its beginning


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All that can be chosen for a serial but its stories; a serial of a reader's own has no server and no channel."""

    server_id: int | None = None
    reader_id: int | None = None
    channel_id: int | None = None
    manner: Manner = Manner.THREAD
    tags: tuple[int, ...] = ()
    ping_role_id: int | None = None
    pins: bool = False
    report_channel_id: int | None = None
    zone: str
    minute: int
    weekdays: frozenset[int] = EVERY_DAY
    starts_on: date | None = None
    pace: Pace = ONE_SECTION
    grace: int = GRACE
    at_end: AtEnd = AtEnd.END

    @property
    def timetable(self) -> Timetable:
        """When it is due; LostZoneError where this machine no longer knows the zone."""
        try:
            zone = ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise LostZoneError(f"The time zone “{self.zone}” is not known any more: choose another one.") from error
        return Timetable(minute=self.minute, zone=zone, weekdays=self.weekdays, starts_on=self.starts_on)
