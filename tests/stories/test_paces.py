from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from stories.errors import StoryError
from stories.paces import A_CHAPTER, LADDER, ON_ITS_DATES, faster, in_words, slower
from stories.serials import ONE_SECTION, Measure, Pace

if TYPE_CHECKING:
    from collections.abc import Callable


def test_faster_goes_up_the_ladder_and_slower_down_again():
    assert [faster(pace) for pace in LADDER[:-1]] == [*LADDER[1:]]
    assert [slower(pace) for pace in LADDER[1:]] == [*LADDER[:-1]]


@pytest.mark.parametrize(("step", "pace"), [(faster, A_CHAPTER), (slower, ONE_SECTION), (faster, ON_ITS_DATES)])
def test_where_the_ladder_ends_that_is_said(step: Callable[[Pace], Pace], pace: Pace):
    with pytest.raises(StoryError):
        step(pace)


def test_a_pace_between_two_rungs_takes_the_next_one():
    assert faster(Pace(Measure.MINUTES, 25)) == Pace(Measure.MINUTES, 30)
    assert slower(Pace(Measure.MINUTES, 25)) == Pace(Measure.MINUTES, 20)


def test_paces_are_said_as_a_person_would():
    said = {pace: in_words(pace) for pace in (*LADDER, ON_ITS_DATES, Pace(Measure.CHAPTERS, 2))}

    assert said[ONE_SECTION] == "one section"
    assert said[Pace(Measure.MINUTES, 20)] == "20 minutes of reading"
    assert said[A_CHAPTER] == "one chapter"
    assert said[Pace(Measure.CHAPTERS, 2)] == "2 chapters"
    assert all(one != other for one, other in pairwise(said.values()))
