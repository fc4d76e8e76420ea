"""Setting up serials of one's own, wherever Fireside can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.ratings import Rating
from tests.bot.own_serials import WHALE, asked, letters, started, told
from tests.bot.person import labels_of, press, text_of
from tests.bot.sim import tell

if TYPE_CHECKING:
    from tests.bot.sim import World


async def test_without_options_it_shows_what_comes_and_when(world: World) -> None:
    nothing = await world.alice.slash(world.general, "daily me")
    await started(world)

    listed = await world.alice.slash(world.general, "daily me")

    assert "No story comes to you yet" in text_of(nothing)
    assert listed.ephemeral
    assert "Next: 1 of 4" in text_of(listed)
    assert labels_of(listed) == ["One more now", "Faster", "Pause", "Stop"]


async def test_what_is_named_again_is_changed_and_the_rest_stays(world: World) -> None:
    await started(world, zone="Europe/Rome")

    answer = await world.alice.slash(world.general, "daily me", time="21:30", how_much="30 minutes of reading")

    assert "From now on:" in text_of(answer)
    assert "30 minutes of reading, every day at 21:30 (Rome)" in text_of(answer)


async def test_a_second_story_comes_by_the_same_clocks(world: World) -> None:
    await started(world, zone="Europe/Rome")
    await tell(world.store, "Typee")

    answer = await world.alice.slash(world.general, "daily me", story="Typee", time="9 pm")
    unclear = await world.alice.slash(world.general, "daily me", time="10 pm")
    listed = await world.alice.slash(world.general, "daily me")

    assert "(Rome)" in text_of(answer)
    assert "Say for which story" in text_of(unclear)
    assert "Moby-Dick" in text_of(listed)
    assert "Typee" in text_of(listed)


async def test_what_is_missing_is_asked_for(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    no_time = await world.alice.slash(world.general, "daily me", story="Moby-Dick")
    no_zone = await world.alice.slash(world.general, "daily me", story="Moby-Dick", time="8:00")

    assert "at what time" in text_of(no_time)
    assert "whose clocks" in text_of(no_zone)
    assert await world.store.serials.of_reader(world.alice.id) == []


async def test_a_story_without_dates_cannot_come_on_its_dates(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    answer = await asked(world, how_much="what is dated that day")

    assert "not told by dates" in text_of(answer)
    assert letters(world) == []


async def test_no_more_than_five_stories_come_to_one_reader(world: World) -> None:
    for number in range(6):
        await tell(world.store, f"Volume {number}")
    for number in range(5):
        await asked(world, story=f"Volume {number}")

    answer = await asked(world, story="Volume 5")
    listed = await world.alice.slash(world.general, "daily me")

    assert "Stop one first" in text_of(answer)
    assert all(f"Volume {number}" in text_of(listed) for number in range(5))


async def test_a_story_for_adults_never_comes_by_direct_message(world: World) -> None:
    await tell(world.store, "Fanny Hill", sections=WHALE, rating=Rating.MATURE)

    answer = await world.alice.slash(
        world.nightfall, "daily me", story="Fanny Hill", time="08:00", zone="Europe/London"
    )
    offered = await world.alice.autocomplete(world.nightfall, "daily me", "story", "Fanny")

    assert "rated Mature, so I can't show it in direct messages" in text_of(answer)
    assert offered == []
    assert letters(world) == []


async def test_it_works_in_direct_messages_themselves(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    await world.alice.user.slash("daily me", story="Moby-Dick", time="08:00", zone="Europe/London")
    await world.wait(days=1)

    assert told(world) == [WHALE[0]]


async def test_it_works_where_only_the_reader_has_brought_fireside(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    bring_along(world)

    set_up = await asked(world)
    refused = await world.alice.slash(world.general, "daily status")
    thread = await world.alice.slash(world.general, "continue", story="Moby-Dick")
    read = await world.alice.slash(world.general, "read", story="Moby-Dick")

    assert "nobody but you sees it" in text_of(set_up)
    assert text_of(refused) == "That works only in a server that has Fireside."
    assert "only where I am a member" in text_of(thread)
    assert "Begin" in labels_of(read)


def bring_along(world: World) -> None:
    """Alice uses what only she has installed, in a group of friends."""
    world.pretend(
        world.alice,
        guild_id=None,
        guild=None,
        member=None,
        user={
            "id": str(world.alice.id),
            "username": "alice",
            "discriminator": "0",
            "avatar": None,
            "global_name": None,
        },
        channel={"id": str(world.general.id), "type": 3, "recipients": [], "name": "friends"},
        context=2,
        authorizing_integration_owners={"1": str(world.alice.id)},
    )


async def test_it_comes_to_a_reader_with_whom_fireside_shares_no_server(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    carol = world.env.create_user("carol")
    world.pretend(carol, authorizing_integration_owners={"1": str(carol.id)})

    answer = await carol.slash("daily me", story="Moby-Dick", time="08:00", zone="Europe/London")
    await world.wait(days=1)
    newest = world.posts(carol.dm_channel)[-1]
    paused = await press(carol, newest, "Pause")

    assert "nobody but you sees it" in text_of(answer)
    assert WHALE[0] in text_of(newest)
    assert "You have paused it." in text_of(paused)
