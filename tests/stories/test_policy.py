from __future__ import annotations

import pytest

from stories.policy import Venue, counts_as_adult, may_show, ratings_shown, refusal
from stories.ratings import Rating

CHANNEL = Venue(age_restricted=False)
RESTRICTED = Venue(age_restricted=True)
DIRECT = Venue(age_restricted=True, direct=True)
FOR_EVERYBODY = {Rating.GENERAL, Rating.TEEN}


@pytest.mark.parametrize("rating", Rating)
def test_what_is_not_for_everybody_counts_as_adult(rating: Rating):
    assert counts_as_adult(rating) is (rating not in FOR_EVERYBODY)


@pytest.mark.parametrize("venue", [CHANNEL, DIRECT, Venue(age_restricted=False, direct=True)])
def test_only_age_restricted_channels_show_adult_stories(venue: Venue):
    assert ratings_shown(venue) == FOR_EVERYBODY
    assert ratings_shown(RESTRICTED) == {*Rating}


@pytest.mark.parametrize("rating", Rating)
@pytest.mark.parametrize("venue", [CHANNEL, RESTRICTED, DIRECT])
def test_a_refusal_is_given_exactly_where_a_story_may_not_be_shown(rating: Rating, venue: Venue):
    assert (refusal(rating, venue) is None) is may_show(rating, venue)


def test_a_refusal_says_why_and_where_instead():
    words = refusal(Rating.EXPLICIT, CHANNEL) or ""
    assert "rated Explicit" in words
    assert "age-restricted channel" in words
    assert "counts as Mature" in (refusal(Rating.NOT_RATED, CHANNEL) or "")
    assert "direct messages" in (refusal(Rating.MATURE, DIRECT) or "")
