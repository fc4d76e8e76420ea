from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.errors import StoryError
from stories.search import plain
from stories.zone_names import COMMON_NAMES
from stories.zones import zone_in_words, zone_named, zones_matching
from tests.stories.clocks import ZONES


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("London", "Europe/London"),
        ("  london ", "Europe/London"),
        ("Europe/London", "Europe/London"),
        ("america/new york", "America/New_York"),
        ("New York", "America/New_York"),
        ("NYC", "America/New_York"),
        ("Eastern Time", "America/New_York"),
        ("EST", "America/New_York"),
        ("Pacific", "America/Los_Angeles"),
        ("UK", "Europe/London"),
        ("CET", "Europe/Berlin"),
        ("GMT", "GMT"),
        ("utc", "UTC"),
        ("Germany", "Europe/Berlin"),
        ("Sweden", "Europe/Stockholm"),
        ("Iceland", "Atlantic/Reykjavik"),
        ("New Zealand", "Pacific/Auckland"),
        ("Queensland", "Australia/Brisbane"),
        ("Hawaii", "Pacific/Honolulu"),
        ("Peking", "Asia/Shanghai"),
        ("Bombay", "Asia/Kolkata"),
        ("Calcutta", "Asia/Kolkata"),
        ("Saigon", "Asia/Ho_Chi_Minh"),
        ("US/Pacific", "US/Pacific"),
        ("São Paulo", "America/Sao_Paulo"),
        ("ZÜRICH", "Europe/Zurich"),
        ("Lodnon", "Europe/London"),
        ("Stokholm", "Europe/Stockholm"),
        ("San Fransisco", "America/Los_Angeles"),
        ("Knox", "America/Indiana/Knox"),
        ("UTC+2", "Etc/GMT-2"),
        ("GMT-05:00", "Etc/GMT+5"),
        ("Etc/GMT+5", "Etc/GMT+5"),
    ],
)
def test_a_zone_is_known_by_what_people_call_it(typed: str, zone: str):
    assert zone_named(typed) == ZoneInfo(zone)
    assert zones_matching(typed, limit=25)[0] == zone


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("IST", ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]),
        ("USA", ["America/New_York", "America/Chicago", "America/Denver"]),
        ("Australia", ["Australia/Sydney", "Australia/Melbourne"]),
        ("CST", ["America/Chicago", "Asia/Shanghai", "America/Havana"]),
        ("Korea", ["Asia/Seoul", "Asia/Pyongyang"]),
    ],
)
def test_a_name_that_means_several_zones_offers_each_and_decides_for_none(typed: str, first: list[str]):
    assert zones_matching(typed, limit=25)[: len(first)] == first
    with pytest.raises(StoryError, match=f"more than one time zone: {zone_in_words(first[0])}"):
        zone_named(typed)


@pytest.mark.parametrize("typed", ["", "  ", "-", "/", "Middle Earth", "UTC+99", "Factory", "../../etc/passwd", "\0"])
def test_what_is_no_zone_is_refused_in_a_sentence(typed: str):
    with pytest.raises(StoryError, match="I don't know that time zone"):
        zone_named(typed)


def test_large_cities_are_offered_before_anything_is_typed():
    assert zones_matching("", limit=5) == [*COMMON_NAMES][:5]


def test_a_beginning_offers_cities_before_what_only_holds_it():
    assert zones_matching("mel", limit=1) == ["Australia/Melbourne"]
    assert zones_matching("stock", limit=1) == ["Europe/Stockholm"]
    assert zones_matching("canad", limit=3) == ["America/Toronto", "America/Winnipeg", "America/Edmonton"]


@pytest.mark.parametrize("old", ["US/Eastern", "Asia/Calcutta", "Europe/Kiev", "EST5EDT", "Turkey", "PST8PDT"])
def test_old_names_are_offered_to_nobody_who_did_not_ask_by_that_very_name(old: str):
    for length in range(len(old)):
        assert old not in zones_matching(old[:length], limit=1000)


def test_every_zone_is_known_by_its_own_name_or_by_the_one_that_took_its_place():
    for zone in {*ZONES} - {"Factory"}:
        assert zone_named(zone).key == zone or "/" not in zone


def test_every_zone_that_has_other_names_exists_and_no_name_is_given_twice():
    for zone, names in COMMON_NAMES.items():
        called = [plain(name) for name in names.split(",")]

        assert zone in ZONES
        assert all(called)
        assert len({*called}) == len(called), zone


@given(typed=st.text(max_size=100), limit=st.integers(0, 25))
def test_whatever_is_typed_offers_zones_that_exist_and_none_twice(typed: str, limit: int):
    found = zones_matching(typed, limit=limit)

    assert len({*found}) == len(found) <= limit
    assert {*found} <= {*ZONES}


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/London", "London"),
        ("America/New_York", "New York"),
        ("America/Argentina/San_Juan", "San Juan, Argentina"),
        ("America/Indiana/Knox", "Knox, Indiana"),
        ("Antarctica/Troll", "Troll, Antarctica"),
        ("US/Pacific", "Pacific, US"),
        ("Etc/GMT+5", "UTC−5"),
        ("Etc/UTC", "UTC"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_told_by_its_city_and_by_more_where_that_is_not_enough(zone: str, words: str):
    assert zone_in_words(zone) == words


def test_no_two_zones_of_places_are_told_in_the_same_words():
    offered = zones_matching("a", limit=1000) + zones_matching("e", limit=1000) + zones_matching("o", limit=1000)
    zones = {*offered}

    assert len({zone_in_words(zone) for zone in zones}) == len(zones) > 300
