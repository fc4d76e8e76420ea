"""Drafts of serials: what was chosen is there again, and goes when it is saved or a week is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.drafts import Draft, read, written
from stories.errors import StoryError
from stories.schedule import EVERY_DAY
from stories.serials import AtEnd, Manner, Measure, Pace, Terms

if TYPE_CHECKING:
    from stories.store import Store

NOW = datetime(2026, 5, 1, tzinfo=UTC)
NUMBER = st.integers(0, 2**63)
TERMS = st.builds(
    Terms,
    server_id=NUMBER,
    channel_id=st.none() | NUMBER,
    manner=st.sampled_from(Manner),
    tags=st.lists(NUMBER, max_size=5).map(tuple),
    ping_role_id=st.none() | NUMBER,
    pins=st.booleans(),
    report_channel_id=st.none() | NUMBER,
    zone=st.sampled_from(sorted(available_timezones())),
    minute=st.integers(0, 1439),
    weekdays=st.sets(st.sampled_from(sorted(EVERY_DAY)), min_size=1).map(frozenset),
    starts_on=st.none() | st.dates(),
    pace=st.builds(Pace, st.sampled_from(Measure), st.integers(1, 60)),
    grace=st.integers(0, 10_000),
    at_end=st.sampled_from(AtEnd),
)
DRAFTS = st.builds(
    Draft,
    terms=TERMS,
    stories=st.lists(NUMBER, max_size=20).map(tuple),
    serial_id=st.none() | NUMBER,
    version=st.none() | NUMBER,
    draft_id=NUMBER,
)


@given(DRAFTS)
def test_what_was_written_is_read_again(draft: Draft) -> None:
    assert read(written(draft), draft_id=draft.draft_id, serial_id=draft.serial_id) == draft


async def test_a_draft_is_kept_from_press_to_press(store: Store) -> None:
    draft = await store.drafts.begin(Draft(terms=Terms(server_id=7, zone="Europe/Rome", minute=480)), by=1, now=NOW)

    changed = replace(draft, terms=replace(draft.terms, minute=495), stories=(3, 1))
    await store.drafts.write(changed)

    assert await store.drafts.get(draft.draft_id) == changed


async def test_one_that_was_thrown_away_is_gone(store: Store) -> None:
    draft = await store.drafts.begin(Draft(terms=Terms(server_id=7, zone="UTC", minute=0)), by=1, now=NOW)

    await store.drafts.discard(draft.draft_id)

    with pytest.raises(StoryError, match="already"):
        await store.drafts.get(draft.draft_id)
    with pytest.raises(StoryError, match="already"):
        await store.drafts.write(draft)


async def test_what_somebody_has_left_lying_for_a_week_goes_and_what_others_left_stays(store: Store) -> None:
    new = Draft(terms=Terms(server_id=7, zone="UTC", minute=0))
    old = await store.drafts.begin(new, by=1, now=NOW)
    of_others = await store.drafts.begin(new, by=2, now=NOW)

    await store.drafts.begin(new, by=1, now=NOW + timedelta(days=8))

    assert await store.drafts.get(of_others.draft_id)
    with pytest.raises(StoryError, match="already"):
        await store.drafts.get(old.draft_id)
