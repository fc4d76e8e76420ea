from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.schedule import first_due, next_due

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

zones = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)
minutes = st.integers(0, 24 * 60 - 1)
# Since 1975 every zone keeps whole minutes, so that a scan by minutes sees all there is.
moments = st.integers(0, 115 * 366 * 24 * 60).map(lambda minutes: datetime(1975, 1, 2, tzinfo=UTC) + minutes * MINUTE)


def scanned(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The first minute of time, one by one, at which the clock on the wall has come to that minute of that day."""
    wanted = datetime.combine(day, time(minute // 60, minute % 60))
    moment = wanted.replace(tzinfo=UTC) - timedelta(hours=27)
    while moment.astimezone(zone).replace(tzinfo=None) < wanted:
        far = wanted - moment.astimezone(zone).replace(tzinfo=None) > timedelta(hours=26)
        moment += timedelta(minutes=30) if far else MINUTE
    return moment


@given(now=moments, minute=minutes, zone=zones)
def test_the_first_is_the_next_that_a_scan_of_minutes_finds(now: datetime, minute: int, zone: ZoneInfo):
    today = now.astimezone(zone).date()
    dues = [scanned(today + days * DAY, minute, zone) for days in (-1, 0, 1)]

    assert first_due(now, minute=minute, zone=zone) == next(due for due in dues if due > now)


@given(now=moments, minute=minutes, zone=zones)
def test_each_local_date_has_its_own_one_after_another(now: datetime, minute: int, zone: ZoneInfo):
    due = first_due(now, minute=minute, zone=zone)
    day = next(d for d in (due.astimezone(zone).date() + n * DAY for n in (-1, 0)) if scanned(d, minute, zone) == due)

    following = next_due(due, minute=minute, zone=zone)

    assert following == next(s for n in (1, 2) if (s := scanned(day + n * DAY, minute, zone)) > due)


@pytest.mark.parametrize(
    ("zone", "after", "minute", "due"),
    [
        # 02:30 is skipped in Rome on 31 March 2030, and shown twice on 27 October.
        ("Europe/Rome", "2030-03-30T01:30Z", 150, "2030-03-31T01:00Z"),
        ("Europe/Rome", "2030-03-31T01:00Z", 150, "2030-04-01T00:30Z"),
        ("Europe/Rome", "2030-10-26T00:30Z", 150, "2030-10-27T00:30Z"),
        ("Europe/Rome", "2030-10-27T00:30Z", 150, "2030-10-28T01:30Z"),
        # Lord Howe moves by half an hour; Nuuk jumps from 23:00 to the next day.
        ("Australia/Lord_Howe", "2029-10-05T15:45Z", 135, "2029-10-06T15:30Z"),
        ("America/Nuuk", "2026-03-29T01:00Z", 23 * 60 + 30, "2026-03-30T00:30Z"),
        # Samoa had no 30 December 2011.
        ("Pacific/Apia", "2011-12-29T19:00Z", 540, "2011-12-30T10:00Z"),
        ("Pacific/Apia", "2011-12-30T10:00Z", 540, "2011-12-30T19:00Z"),
        ("Asia/Kathmandu", "2026-01-01T02:15Z", 480, "2026-01-02T02:15Z"),
    ],
)
def test_clocks_that_jump_lose_and_repeat_nothing(zone: str, after: str, minute: int, due: str):
    found = next_due(datetime.fromisoformat(after), minute=minute, zone=ZoneInfo(zone))

    assert found == datetime.fromisoformat(due)
    assert found.tzinfo is UTC


def test_the_minute_that_is_now_is_due_tomorrow():
    now = datetime(2030, 1, 1, 8, 0, tzinfo=UTC)

    assert first_due(now, minute=480, zone=ZoneInfo("UTC")) == now + DAY
    assert first_due(now - MINUTE, minute=480, zone=ZoneInfo("UTC")) == now
