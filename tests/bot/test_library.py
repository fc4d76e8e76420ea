"""`/stories`: what can be read where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stories.ratings import Rating
from tests.bot.person import labels_of, press, text_of
from tests.bot.sim import tell

if TYPE_CHECKING:
    from tests.bot.sim import World

ADULT = [Rating.MATURE, Rating.EXPLICIT, Rating.NOT_RATED]


async def test_the_list_names_stories_with_their_authors_and_leads_to_them(world: World) -> None:
    await tell(world.store, "Emma", authors=("Jane Austen",), summary="Handsome, clever, and rich.")

    listed = await world.alice.slash(world.general, "stories")
    assert listed.ephemeral
    assert "**Emma** by Jane Austen" in text_of(listed)
    assert "Handsome, clever, and rich." in text_of(listed)

    assert "by Jane Austen" in text_of(await press(world.alice, listed, "Read"))


async def test_a_long_list_is_leafed_through(world: World) -> None:
    for number in range(1, 9):
        await tell(world.store, f"Story {number}")

    first = await world.alice.slash(world.general, "stories")
    assert "8 stories" in text_of(first)
    assert "Back" not in labels_of(first)

    second = await press(world.alice, first, "Next")
    assert "Story 7" in text_of(second)
    assert "Next" not in labels_of(second)

    assert "Story 1" in text_of(await press(world.alice, second, "Back"))


async def test_an_empty_library_says_so(world: World) -> None:
    assert "no stories" in text_of(await world.alice.slash(world.general, "stories")).lower()


@pytest.mark.parametrize("rating", ADULT)
async def test_adult_and_unrated_stories_show_in_age_restricted_channels_only(world: World, rating: Rating) -> None:
    await tell(world.store, "Fanny Hill", sections=["Dear Madam."], rating=rating)

    for command, options in [("read", {"story": "Fanny Hill"}), ("continue", {"story": "Fanny Hill"})]:
        refused = await world.alice.slash(world.general, command, **options)
        assert refused.ephemeral
        assert "age-restricted channel" in text_of(refused)
    assert "Fanny Hill" not in text_of(await world.alice.slash(world.general, "stories"))
    assert await world.alice.autocomplete(world.general, "read", "story", "fanny") == []
    assert "Fanny Hill" in text_of(await world.alice.slash(world.nightfall, "stories"))
    assert len(await world.alice.autocomplete(world.nightfall, "read", "story", "fanny")) == 1
    assert "Fanny Hill" in text_of(await world.alice.slash(world.nightfall, "read", story="Fanny Hill"))


async def test_a_direct_message_is_no_age_restricted_place(world: World) -> None:
    await tell(world.store, "Fanny Hill", rating=Rating.EXPLICIT)

    refused = await world.alice.user.slash("read", story="Fanny Hill")

    assert "direct messages" in text_of(refused)


async def test_a_channel_that_loses_its_age_restriction_shows_no_more_pages(world: World) -> None:
    await tell(world.store, "Fanny Hill", sections=["Dear Madam.", "I sit down."], rating=Rating.EXPLICIT)
    page = await press(world.alice, await world.alice.slash(world.nightfall, "read", story="Fanny Hill"), "Begin")

    await world.open_to_all_ages(world.nightfall)
    refused = await press(world.alice, page, "Next")

    assert "age-restricted channel" in text_of(refused)
    assert "I sit down." not in text_of(page)
