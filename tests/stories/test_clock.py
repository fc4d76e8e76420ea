from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.clock import minute_of_day, time_in_words, weekdays_in_words
from stories.errors import StoryError


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("8", "08:00"),
        ("8:30", "08:30"),
        ("08.30", "08:30"),
        ("0830", "08:30"),
        ("8am", "08:00"),
        ("8 pm", "20:00"),
        ("8 P.M.", "20:00"),
        ("7.30pm", "19:30"),
        ("7:30 p", "19:30"),
        ("12 am", "00:00"),
        ("12 pm", "12:00"),
        ("20h15", "20:15"),
        ("20h", "20:00"),
        ("20 Uhr", "20:00"),
        ("20.15 Uhr", "20:15"),
        ("Noon", "12:00"),
        ("12 noon", "12:00"),
        ("midnight", "00:00"),
    ],
)
def test_a_time_of_day_is_understood_as_people_write_it(typed: str, time: str):
    assert time_in_words(minute_of_day(typed)) == time


@pytest.mark.parametrize("typed", ["", "24:00", "8:60", "13 pm", "0 am", "8m", "8:3", "teatime", "-8", "8:30:15"])
def test_what_is_no_time_of_day_is_refused_in_a_sentence(typed: str):
    with pytest.raises(StoryError, match="time of day"):
        minute_of_day(typed)


@given(minute=st.integers(0, 24 * 60 - 1))
def test_every_minute_is_understood_as_it_is_told(minute: int):
    assert minute_of_day(time_in_words(minute)) == minute


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({*range(7)}, "every day"),
        ({0, 1, 2, 3, 4}, "on weekdays"),
        ({5, 6}, "at weekends"),
        ({6}, "on Sundays"),
        ({0, 4}, "on Mondays and Fridays"),
        ({0, 2, 4}, "on Mondays, Wednesdays and Fridays"),
    ],
)
def test_days_of_the_week_are_told_as_people_say_them(days: set[int], words: str):
    assert weekdays_in_words(frozenset(days)) == words
