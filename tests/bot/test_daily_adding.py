"""A story is chosen in the panel from what may be told there, however many stories there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stories.ratings import Rating
from tests.bot.keeper import WHALE, opened, part
from tests.bot.person import choose, fill_in, labels_of, options_of, press, text_of
from tests.bot.sim import tell

if TYPE_CHECKING:
    from simcord import InteractionResult

    from tests.bot.sim import World

MANY = [f"Tale {number:02}" for number in range(1, 61)]


async def choice(world: World) -> InteractionResult:
    """What opens for a serial that has a place but no story."""
    panel = await world.olga.slash(world.general, "daily server", channel=world.general)
    return await press(world.olga, panel, f"draft:add:{1}:0")


async def test_a_few_stories_are_all_there_to_choose_from_with_their_length(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE, authors=("Herman Melville",))
    await tell(world.store, "Emma", sections=WHALE[:1])

    shown = await choice(world)
    offered, ways = options_of(shown), labels_of(shown)
    panel = await choose(world.olga, shown, "Moby-Dick by Herman Melville")

    assert offered == ["Emma", "Moby-Dick by Herman Melville"]
    assert ways == ["Search", "Back"]
    assert "**Moby-Dick**" in text_of(panel)
    assert "See the proof" in labels_of(panel)


async def test_many_stories_are_leafed_through_and_searched(world: World) -> None:
    for title in MANY:
        await tell(world.store, title)

    first = await choice(world)
    head, titles, ways = text_of(first), options_of(first), labels_of(first)
    second = await press(world.olga, first, "Later")
    more = options_of(second)
    third = await press(world.olga, second, "Later")
    rest, end = options_of(third), labels_of(third)
    found = await fill_in(world.olga, await press(world.olga, third, "Search"), Title_or_author="tale 4")
    few = options_of(found)
    panel = await choose(world.olga, found, "Tale 47")

    assert "1 to 25 of 60" in head
    assert titles + more + rest == MANY
    assert ways == ["Later", "Search", "Back"]
    assert end == ["Earlier", "Search", "Back"]
    assert {"Tale 40", "Tale 47"} <= {*few}
    assert "**Tale 47**" in text_of(panel)


async def test_stories_for_adults_are_offered_only_where_they_may_be_told(world: World) -> None:
    await tell(world.store, "Emma", sections=WHALE)
    await tell(world.store, "Fanny Hill", sections=WHALE, rating=Rating.MATURE)

    open_to_all = await press(world.olga, await opened(world, story="Emma"), "draft:stories:1:0")
    open_to_all = await press(world.olga, open_to_all, "Add a story")
    panel = await world.olga.slash(world.general, "daily server", channel=world.nightfall)
    restricted = await press(world.olga, panel, "draft:add:2:0")

    assert options_of(open_to_all) == ["Emma"]
    assert "Stories for adults are listed" in text_of(open_to_all)
    assert options_of(restricted) == ["Emma", "Fanny Hill"]
    assert "Stories for adults" not in text_of(restricted)


@pytest.mark.simcord(check_errors=False)
async def test_a_story_that_was_taken_away_meanwhile_is_not_added(world: World) -> None:
    await tell(world.store, "Emma", sections=WHALE)
    moby = await tell(world.store, "Moby-Dick", sections=WHALE)
    panel = await opened(world, story="Emma")
    shown = await press(world.olga, await part(world, panel, "stories"), "Add a story")

    await world.store.library.remove(moby, now=world.now)
    answer = await choose(world.olga, shown, "Moby-Dick")

    assert "removed from the library" in text_of(answer)
    assert (await world.store.drafts.get(1)).stories == (1,)


@pytest.mark.simcord(check_errors=False)
async def test_a_story_is_not_added_twice_and_a_search_for_nothing_says_so(world: World) -> None:
    await tell(world.store, "Emma", sections=WHALE)
    panel = await opened(world, story="Emma")
    shown = await press(world.olga, await part(world, panel, "stories"), "Add a story")

    twice = await choose(world.olga, shown, "Emma")
    nothing = await fill_in(world.olga, await press(world.olga, shown, "Search"), Title_or_author="quixote")

    assert text_of(twice) == "That story is in the list already."
    assert "I don't have a story called `quixote` here." in text_of(nothing)


async def test_a_library_without_stories_says_so(world: World) -> None:
    assert text_of(await choice(world)) == "There is no story yet that may be told there."
