"""How fast posts follow each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.serials.pace import A_SECOND, AT_ONCE, Pace

pauses = st.lists(st.floats(0, 3) | st.just(0.0), max_size=200)


def turns(rests: list[float]) -> list[float]:
    """When each goes, where so much time passes before each asks."""
    now = 0.0
    pace = Pace(lambda: now)
    gone: list[float] = []
    for rest in rests:
        now += rest
        gone.append(now + pace.take())
    return gone


@given(pauses)
def test_no_second_has_more_posts_than_discord_allows_with_room_for_answers(rests: list[float]):
    gone = turns(rests)

    for first in gone:
        assert sum(first <= turn < first + 0.999 for turn in gone) <= A_SECOND + AT_ONCE


@given(pauses)
def test_posts_keep_the_order_in_which_they_asked(rests: list[float]):
    assert turns(rests) == sorted(turns(rests))


def test_a_small_batch_waits_for_nothing():
    assert turns([5.0, *[0.0] * (AT_ONCE - 1)]) == [5.0] * AT_ONCE


def test_a_rush_goes_on_at_an_even_pace():
    gone = turns([0.0] * (AT_ONCE + 10 * A_SECOND))

    assert abs(gone[-1] - 10) < 1 / A_SECOND
