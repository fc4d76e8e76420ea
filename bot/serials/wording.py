"""What is agreed for a serial, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories import clock, paces
from stories.dates import date_in_words
from stories.serials import AtEnd, Manner, Measure
from stories.zones import zone_in_words

if TYPE_CHECKING:
    from stories.instalments import Portion
    from stories.schedule import ClockChange
    from stories.serials import Pace, Terms

LAST = "after the last story "
AT_END = {
    AtEnd.END: f"{LAST}it ends",
    AtEnd.VOTE: f"{LAST}all vote among three",
    AtEnd.AGAIN: f"{LAST}it begins again",
}
_IN_A_FORUM = {Manner.THREAD: "in one post for each story", Manner.THREADS: "in a post of its own each time"}
_ELSEWHERE = {
    Manner.THREAD: "in one thread for each story",
    Manner.THREADS: "in a thread of its own each time",
    Manner.CHANNEL: "in the channel itself",
}


def pace_in_words(pace: Pace) -> str:
    """`one section each time`, `what is dated that day`."""
    words = paces.in_words(pace)
    return words if pace.measure is Measure.DATES else f"{words} each time"


def portion_in_words(portion: Portion) -> str:
    """`4 of 28`, `4–9 of 28`: of its sections, as the foot of a page counts them, so that the pace may change."""
    first, last, of = portion
    return f"{first:,} of {of:,}" if first == last else f"{first:,}–{last:,} of {of:,}"


def manner_in_words(manner: Manner, *, in_forum: bool) -> str:
    """`in one thread for each story`."""
    return (_IN_A_FORUM if in_forum else _ELSEWHERE).get(manner, _ELSEWHERE[manner])


def times_in_words(terms: Terms) -> str:
    """`every day at 08:00 (London)`."""
    time, zone = clock.time_in_words(terms.minute), zone_in_words(terms.zone)
    if terms.pace.measure is Measure.DATES:
        return f"at {time} ({zone}), on the dates of the story"
    return f"{clock.weekdays_in_words(terms.weekdays)} at {time} ({zone})"


def start_in_words(terms: Terms) -> str:
    """`, from 1 December 2026 on`, or nothing."""
    return f", from {date_in_words(terms.starts_on)} on" if terms.starts_on else ""


def hours_in_words(minutes: int) -> str:
    """`6 hours`."""
    if minutes % 60:
        return f"{minutes} minutes"
    return "1 hour" if minutes == 60 else f"{minutes // 60} hours"  # noqa: PLR2004 - an hour's own length


def lateness_in_words(terms: Terms) -> str:
    """What becomes of an instalment that cannot come on time."""
    grace = hours_in_words(terms.grace)
    return (
        f"What can’t come on time comes up to {grace} later, marked “(late)”; after that it waits for the next time. "
        "Never more than one at a time."
    )


def clock_change_in_words(change: ClockChange) -> str:
    """What clocks do on that day, and when it then comes; nothing on most days."""
    if not change.moved and not change.skipped and not change.doubled:
        return ""
    if change.skipped:
        return "clocks skip that time: it comes right after"
    if change.doubled:
        return "clocks show that time twice: it comes the first time"
    return f"clocks go {'forward' if change.moved.total_seconds() > 0 else 'back'} that day"
