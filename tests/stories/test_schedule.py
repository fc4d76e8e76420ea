from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.schedule import EVERY_DAY, Due, Timetable
from tests.stories.clocks import APART, ZONES, Clock, write_zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
NEW_YEAR = date(2025, 1, 1)
YEAR = [NEW_YEAR + n * DAY for n in range(365)]

clocks = st.sampled_from(ZONES).map(Clock.named)
minutes = st.integers(0, 24 * 60 - 1)
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
moments = st.datetimes(datetime(1800, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def invented_clocks(draw: st.DrawFn) -> Clock:
    """Clocks that jump to and fro by up to a day, twice within days, at any second."""
    rests = draw(st.lists(st.integers(2 * 86400, 30 * 86400), min_size=1, max_size=12))
    offsets = draw(st.lists(st.integers(-12 * 3600, 12 * 3600), min_size=len(rests), max_size=len(rests)))
    return Clock("Invented", write_zone(list(zip(accumulate(rests), offsets, strict=True))))


def minutes_near(walls: Iterable[int]) -> set[int]:
    return {(wall // 60 + aside) % (24 * 60) for wall in walls for aside in (0, 30)}


def dues(clock: Clock, days: Iterable[date], minute: int) -> Iterator[Due]:
    for day in days:
        if at := clock.due(day, minute):
            yield Due(day, at)


@pytest.mark.parametrize("region", sorted({name.partition("/")[0] for name in APART}))
def test_every_zone_has_a_year_of_instalments_when_its_file_says(region: str):
    """At minutes near to each change of its clocks, and at others."""
    for name in (name for name in APART if name.partition("/")[0] == region):
        clock = Clock.named(name).between(YEAR[0], YEAR[-1])
        changes = clock.changes(YEAR[0], YEAR[-1])
        for minute in {0, 8 * 60, 24 * 60 - 1} | minutes_near(wall for change in changes for wall in change):
            timetable = Timetable(minute=minute, zone=clock.zone)
            expected = [*dues(clock, YEAR, minute)]

            assert timetable.upcoming(expected[0].at - MINUTE, count=365) == expected, (name, minute)


def test_no_zone_was_left_out_and_many_change_their_clocks():
    changing = [name for name in ZONES if Clock.named(name).changes(YEAR[0], YEAR[-1])]

    assert len(ZONES) > 590
    assert len(changing) > 150
    assert {"Africa/Cairo", "Asia/Beirut", "America/Santiago", "America/Nuuk", "Africa/Casablanca"} < {*changing}
    assert {"Europe/Dublin", "Australia/Lord_Howe", "Europe/London"} < {*changing}


@given(clock=clocks | invented_clocks(), moment=moments, minute=minutes, weekdays=weekdays, data=st.data())
def test_what_is_next_is_the_first_that_the_clock_allows(
    clock: Clock, moment: datetime, minute: int, weekdays: frozenset[int], data: st.DataObject
):
    if clock.zone.key == "Invented":
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=data.draw(st.integers(0, 400 * 86400)))
    near = (moment + timedelta(days=data.draw(st.integers(-10, 10)))).date()
    since, starts_on = data.draw(st.none() | st.just(near)), data.draw(st.none() | st.just(near + 3 * DAY))
    timetable = Timetable(minute=minute, zone=clock.zone, weekdays=weekdays, starts_on=starts_on)

    found = timetable.after(moment, since=since)

    days = (moment.date() + n * DAY for n in range(-20, 40))
    assert found == next(
        due
        for due in dues(clock, days, minute)
        if due.at > moment
        and due.day.weekday() in weekdays
        and (since is None or due.day > since)
        and (starts_on is None or due.day >= starts_on)
    )
    assert found.at.tzinfo is UTC


@given(clock=clocks | invented_clocks(), minute=minutes, data=st.data())
def test_each_local_date_has_one_at_the_first_moment_that_shows_its_minute(
    clock: Clock, minute: int, data: st.DataObject
):
    year = data.draw(st.integers(1970, 1971) if clock.zone.key == "Invented" else st.integers(1850, 2036))
    walls = [wall for change in clock.changes(date(year, 1, 1), date(year + 1, 1, 1)) for wall in change]
    day = date(1970, 1, 1) + timedelta(days=data.draw(st.sampled_from([wall // 86400 for wall in walls] or [0])))
    expected = [*dues(clock, (day + n * DAY for n in range(-2, 4)), minute)]

    found = Timetable(minute=minute, zone=clock.zone).upcoming(expected[0].at - MINUTE, count=len(expected))

    assert found == expected


def at(zone: str, hour: int, minute: int = 0, **more: Any) -> Timetable:
    return Timetable(minute=hour * 60 + minute, zone=ZoneInfo(zone), **more)


@pytest.mark.parametrize(
    ("timetable", "day", "due"),
    [
        (at("Europe/Rome", 2, 30), "2030-03-30", "2030-03-30T01:30Z"),
        (at("Europe/Rome", 2, 30), "2030-03-31", "2030-03-31T01:00Z"),  # skipped: three o'clock
        (at("Europe/Rome", 2, 30), "2030-10-27", "2030-10-27T00:30Z"),  # doubled: the first
        (at("Australia/Lord_Howe", 2, 15), "2029-10-07", "2029-10-06T15:30Z"),  # moves by half an hour
        (at("America/Nuuk", 23, 30), "2026-03-28", "2026-03-29T01:00Z"),  # its clocks show the 29th by then
        (at("Africa/Cairo", 0, 30), "2026-04-24", "2026-04-23T22:00Z"),  # from midnight to one
        (at("America/Santiago", 23, 30), "2026-04-04", "2026-04-05T02:30Z"),  # from midnight back to eleven
        (at("Europe/Dublin", 1, 30), "2026-03-29", "2026-03-29T01:00Z"),  # its winter is what is saved
        (at("Africa/Casablanca", 3, 30), "2026-02-15", "2026-02-15T03:30Z"),  # an hour back for Ramadan
        (at("Asia/Kathmandu", 8), "2026-01-02", "2026-01-02T02:15Z"),
    ],
)
def test_a_minute_that_clocks_skip_or_double_comes_once(timetable: Timetable, day: str, due: str):
    assert timetable.on(date.fromisoformat(day)) == datetime.fromisoformat(due)


def test_a_date_that_a_zone_never_had_is_passed_over():
    found = at("Pacific/Apia", 9).upcoming(datetime(2011, 12, 28, tzinfo=UTC), count=3)

    assert [str(due.day) for due in found] == ["2011-12-28", "2011-12-29", "2011-12-31"]
    assert [due.at - found[0].at for due in found] == [0 * DAY, DAY, 2 * DAY]


def test_a_skipped_minute_before_midnight_leaves_the_next_date_its_own():
    found = at("America/Nuuk", 23, 30).upcoming(datetime(2026, 3, 28, 12, tzinfo=UTC), count=2)

    assert [str(due.day) for due in found] == ["2026-03-28", "2026-03-29"]
    assert found[1].at - found[0].at == timedelta(hours=23, minutes=30)


def test_only_the_days_of_the_week_that_were_chosen_count():
    found = at("Europe/London", 8, weekdays=frozenset({0, 4})).upcoming(datetime(2026, 7, 1, tzinfo=UTC), count=4)

    assert [f"{due.day:%a %d}" for due in found] == ["Fri 03", "Mon 06", "Fri 10", "Mon 13"]


def test_nothing_is_due_before_the_start_or_on_a_date_that_had_its_own():
    london = at("Europe/London", 8, starts_on=date(2026, 7, 10))
    moment = datetime(2026, 7, 1, tzinfo=UTC)

    assert london.after(moment).day == date(2026, 7, 10)
    assert london.after(moment, since=date(2026, 7, 10)).day == date(2026, 7, 11)
    assert london.after(moment, since=date(2026, 7, 2)).day == date(2026, 7, 10)


def test_the_moment_that_is_now_has_passed():
    noon = at("UTC", 12)
    now = datetime(2030, 1, 1, 12, tzinfo=UTC)

    assert noon.after(now) == (date(2030, 1, 2), now + DAY)
    assert noon.after(now - MINUTE) == (date(2030, 1, 1), now)


@pytest.mark.parametrize(
    ("timetable", "day", "hours", "skipped", "doubled"),
    [
        (at("Europe/London", 8), "2026-03-28", 0, False, False),
        (at("Europe/London", 8), "2026-03-29", 1, False, False),
        (at("Europe/London", 1, 30), "2026-03-29", 1, True, False),
        (at("Europe/London", 1, 30), "2026-10-25", -1, False, True),
        (at("Europe/London", 2), "2026-10-25", -1, False, False),
        (at("Australia/Lord_Howe", 8), "2026-10-04", 0.5, False, False),
        (at("Africa/Cairo", 0), "2026-04-23", 0, False, False),
        (at("Africa/Cairo", 0), "2026-04-24", 1, True, False),
        (at("America/Nuuk", 23, 30), "2026-03-28", 1, True, False),
        (at("America/Nuuk", 23, 30), "2026-03-29", 0, False, False),
        (at("America/Santiago", 23, 30), "2026-04-04", -1, False, True),
        (at("Africa/Casablanca", 2, 30), "2026-02-15", -1, False, True),
        (at("Pacific/Apia", 8), "2011-12-30", 24, True, False),
    ],
)
def test_days_on_which_clocks_change_can_be_marked(
    timetable: Timetable, day: str, hours: float, skipped: bool, doubled: bool
):
    assert timetable.clock_change_on(date.fromisoformat(day)) == (timedelta(hours=hours), skipped, doubled)


@given(clock=clocks, year=st.integers(1971, 2036))
def test_what_clocks_move_by_on_its_days_is_what_they_moved_by_in_a_year(clock: Clock, year: int):
    midnight = Timetable(minute=0, zone=clock.zone)
    days = [date(year, 1, 1) + n * DAY for n in range(366)]
    offsets = [midnight.on(day).astimezone(clock.zone).utcoffset() for day in (days[0], days[-1])]

    moved = [midnight.clock_change_on(day).moved for day in days[:-1]]

    assert None not in offsets
    assert sum(moved, timedelta()) == sum(pairwise_steps(offsets), timedelta())


def pairwise_steps(offsets: list[timedelta | None]) -> list[timedelta]:
    return [after - before for before, after in pairwise(offsets) if before is not None and after is not None]


@pytest.mark.parametrize("weekdays", [frozenset[int](), frozenset({7}), frozenset({-1, 0})])
def test_a_timetable_without_a_day_of_the_week_is_refused(weekdays: frozenset[int]):
    with pytest.raises(ValueError, match="days of the week"):
        at("UTC", 8, weekdays=weekdays)

    assert at("UTC", 8).weekdays == EVERY_DAY
