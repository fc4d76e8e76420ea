"""What becomes of an instalment that does not come on time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

LATE = timedelta(minutes=15)  # a quarter of an hour nobody calls late
_FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
_SOONEST = timedelta(seconds=1)


def is_late(now: datetime, *, due: datetime) -> bool:
    """Whether it should be said that it comes late."""
    return now - due > LATE


def is_over(now: datetime, *, due: datetime, grace: int) -> bool:
    """Whether so many minutes of grace have passed: it then comes when the next one would."""
    return now - due > timedelta(minutes=grace) and is_late(now, due=due)


def next_try(now: datetime, *, due: datetime, tries: int, grace: int, dice: Callable[[], float]) -> datetime:
    """When to try again after so many tries: each pause is twice the one before, and none like another's.

    The last try is when the grace is over, at which it is decided that it comes with the next one.
    """
    pause = min(_FIRST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE) * (0.5 + dice())
    over = due + max(timedelta(minutes=grace), LATE) + _SOONEST
    return min(now + pause, over) if over > now else now + pause
