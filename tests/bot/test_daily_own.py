"""Serials of a reader's own, by direct message."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from stories.ratings import Rating
from tests.bot.person import labels_of, press, text_of
from tests.bot.sim import tell

if TYPE_CHECKING:
    from discord import Message
    from simcord import InteractionResult

    from stories.store.records import Serial
    from tests.bot.sim import World

WHALE = ("Call me Ishmael.", "Some years ago.", "Never mind how long.", "Having little money.")


async def asked(world: World, **changed: Any) -> InteractionResult:
    """Alice's answer to «Moby-Dick by direct message, every day at 08:00 in London», typed in #general."""
    options = {"story": "Moby-Dick", "time": "08:00", "zone": "Europe/London"} | changed
    return await world.alice.slash(world.general, "daily me", **options)


def letters(world: World) -> list[Message]:
    """What the bot has written to Alice, without what only answers her."""
    return world.posts(world.alice.user.dm_channel)


def told(world: World) -> list[str]:
    return [sentence for letter in letters(world) for sentence in WHALE if sentence in text_of(letter)]


async def hers(world: World) -> Serial:
    [serial] = await world.store.serials.of_reader(world.alice.id)
    return serial


async def test_a_story_comes_by_direct_message_every_day_at_ones_own_time(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await world.move_to(datetime(2026, 1, 1, 12, tzinfo=UTC))

    answer = await asked(world, zone="Europe/Rome")
    welcome = letters(world)
    await world.move_to(datetime(2026, 1, 2, 6, 58, tzinfo=UTC))
    before = told(world)
    await world.move_to(datetime(2026, 1, 2, 7, 2, tzinfo=UTC))
    first = told(world)
    await world.wait(days=1)

    assert answer.ephemeral
    assert "nobody but you sees it" in text_of(answer)
    assert "one section, every day at 08:00 (Rome)" in text_of(answer)
    assert f"<t:{int(datetime(2026, 1, 2, 7, tzinfo=UTC).timestamp())}:F>" in text_of(answer)
    assert ["comes to you here" in text_of(letter) for letter in welcome] == [True]
    assert before == []
    assert first == [WHALE[0]]
    assert told(world) == list(WHALE[:2])
    assert world.posts(world.general) == []


# ---------------------------------------------------------------------- under an instalment


async def first_one(world: World, **changed: Any) -> Message:
    """The first instalment of Alice's serial, as it stands in her direct messages."""
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await asked(world, **changed)
    await world.wait(days=1)
    return letters(world)[-1]


async def test_under_each_part_stands_what_its_reader_may_want(world: World) -> None:
    newest = await first_one(world)

    assert labels_of(newest)[:5] == ["One more now", "Back one", "Faster", "Pause", "Stop"]
    assert "1 of 4" in text_of(newest)
    assert "Remind me by DM" not in labels_of(newest)
    assert "Jump to a part" not in text_of(newest)
    assert "Contents of Moby-Dick" in text_of(await press(world.alice, newest, "Contents"))


async def test_one_more_now_leaves_the_regular_ones_as_they_are(world: World) -> None:
    newest = await first_one(world)
    due = await next_due(world)

    await press(world.alice, newest, "One more now")
    await world.wait(minutes=1)
    at_once, due_then = told(world), await next_due(world)
    await world.wait(days=1)

    assert at_once == list(WHALE[:2])
    assert due_then == due
    assert told(world) == list(WHALE[:3])


async def next_due(world: World) -> datetime:
    following = await world.store.instalments.open((await hers(world)).serial_id)
    assert following
    return following.due_at


async def test_back_one_sends_the_part_before_again_and_goes_on_from_there(world: World) -> None:
    await first_one(world)
    await world.wait(days=1)

    await press(world.alice, letters(world)[-1], "Back one")
    await world.wait(minutes=1)
    await world.wait(days=1)

    assert told(world) == [WHALE[0], WHALE[1], WHALE[0], WHALE[1]]


async def test_back_one_from_the_first_part_says_that_it_is_the_first(world: World) -> None:
    newest = await first_one(world)

    answer = await press(world.alice, newest, "Back one")

    assert text_of(answer) == "That is the first one already."
    assert (await hers(world)).state == "active"


async def test_faster_says_what_holds_from_now_on_and_can_be_taken_back(world: World) -> None:
    newest = await first_one(world)

    answer = await press(world.alice, newest, "Faster")
    faster = text_of(answer)
    slower = text_of(await press(world.alice, answer, "Slower"))
    await world.wait(days=1)

    assert "From now on 10 minutes of reading at a time." in faster
    assert "From now on one section at a time." in slower
    assert told(world) == list(WHALE[:2])


async def test_at_the_top_of_the_ladder_nothing_is_faster(world: World) -> None:
    await tell(world.store, "Moby-Dick", chapters={"Loomings": WHALE[:2], "The Carpet-Bag": WHALE[2:]})
    await asked(world, how_much="one chapter")
    await world.wait(days=1)

    answer = await press(world.alice, letters(world)[-1], "Faster")

    assert told(world) == list(WHALE[:2])
    assert text_of(answer) == "That is as fast as it goes."


async def test_a_paused_serial_rests_until_it_is_resumed(world: World) -> None:
    newest = await first_one(world)

    answer = await press(world.alice, newest, "Pause")
    paused = text_of(answer)
    await world.wait(days=2)
    meanwhile = told(world)
    resumed = await press(world.alice, answer, "Resume")
    await world.wait(days=1)

    assert "⏸ You have paused it." in paused
    assert meanwhile == [WHALE[0]]
    assert "Next: 2 of 4" in text_of(resumed)
    assert told(world) == list(WHALE[:2])


async def test_a_stopped_serial_begins_again_where_it_stopped(world: World) -> None:
    newest = await first_one(world)

    stopped = await press(world.alice, newest, "Stop")
    await world.wait(days=2)
    meanwhile = told(world)
    answer = await press(world.alice, newest, "One more now")
    late = text_of(answer)
    again = await press(world.alice, answer, "Begin again where it stopped")
    await world.wait(days=1)

    assert "Nothing more comes." in text_of(stopped)
    assert meanwhile == [WHALE[0]]
    assert "This one has ended." in late
    assert "Next: 2 of 4" in text_of(again)
    assert told(world) == list(WHALE[:2])


async def test_only_its_reader_may_steer_it(world: World) -> None:
    newest = await first_one(world)
    world.pretend(world.alice, user={"id": str(world.bob.id), "username": "bob", "discriminator": "0", "avatar": None})

    answer = await press(world.alice, newest, "Stop")

    assert text_of(answer) == "That comes to somebody else."
    assert (await hers(world)).state == "active"


async def started(world: World, **changed: Any) -> Serial:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await asked(world, **changed)
    return await hers(world)


async def test_the_buttons_of_a_deleted_serial_say_that_it_is_gone(world: World) -> None:
    newest = await first_one(world)
    await world.store.readers.forget(world.alice.id)

    assert "it is gone" in text_of(await press(world.alice, newest, "Pause"))
    assert "gone" in text_of(await press(world.alice, newest, "I’ve read it"))


async def test_at_the_end_another_story_can_take_its_place(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE[:1], authors=("Herman Melville",))
    await tell(world.store, "Typee", sections=("Six months at sea!",), authors=("Herman Melville",))
    await tell(world.store, "Fanny Hill", sections=("Madam,",), rating=Rating.MATURE)
    await asked(world, how_much="20 minutes of reading")
    await world.wait(days=1)
    last = letters(world)[-1]

    begun = await press(world.alice, last, "Next: Typee")
    twice = await press(world.alice, last, "Next: Typee")
    await world.wait(days=1)

    assert "The end." in text_of(last)
    assert [label for label in labels_of(last) if label.startswith("Next")] == ["Next: Typee"]
    assert "20 minutes of reading, every day at 08:00 (London)" in text_of(begun)
    assert "comes to you already" in text_of(twice)
    assert "Six months at sea!" in text_of(letters(world)[-1])


# ------------------------------------------------------------------------ setting it up


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


# -------------------------------------------------------------------- closed direct messages


async def test_where_direct_messages_are_closed_nothing_is_begun(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    close(world)

    answer = await asked(world)

    assert "I can’t send you direct messages, so nothing was begun." in text_of(answer)
    assert await world.store.serials.of_reader(world.alice.id) == []


@pytest.mark.parametrize("code", [50001, 50007, 50278])
async def test_a_reader_who_is_out_of_reach_is_told_what_to_do(world: World, code: int) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=code)

    refused = text_of(await asked(world))
    await asked(world)
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=code)
    await world.wait(days=1)
    told_of = text_of(await world.alice.slash(world.general, "stories"))

    how = "in the privacy settings of a server we share, or add me to your own apps"
    assert how in refused
    assert "could not come to you, so it is paused." in told_of
    assert how in told_of
    assert (await hers(world)).state == "paused"


async def test_direct_messages_that_are_opened_too_fast_come_a_little_later(world: World) -> None:
    await started(world)
    await world.restart()
    world.env.inject_error("POST", "/users/@me/channels", status=403, code=40003)

    await world.wait(days=1)

    assert told(world) == [WHALE[0]]
    assert (await hers(world)).state == "active"


def close(world: World) -> None:
    world.close_messages_of(world.alice)


async def test_closed_direct_messages_pause_it_and_the_next_command_says_so_once(world: World) -> None:
    await started(world)
    close(world)
    await world.wait(days=2)
    serial = await hers(world)

    first = await world.alice.slash(world.general, "stories")
    second = await world.alice.slash(world.general, "stories")
    world.open_messages_of(world.alice)
    resumed = await press(world.alice, await world.alice.slash(world.general, "daily me"), "Resume")
    await world.wait(days=1)

    assert serial.state == "paused"
    assert "**Moby-Dick** could not come to you, so it is paused." in text_of(first)
    assert first.followups[0].ephemeral
    assert "could not come" not in text_of(second)
    assert "Next: 1 of 4" in text_of(resumed)
    assert told(world) == [WHALE[0]]


async def test_a_restart_in_the_middle_neither_loses_nor_repeats_a_part(world: World) -> None:
    await started(world)
    world.lose_answers(1)
    await world.wait(days=1)
    await world.restart()
    await world.wait(days=1)

    assert told(world) == list(WHALE[:2])


async def test_a_story_that_was_taken_away_is_told_of_by_direct_message(world: World) -> None:
    story = await tell(world.store, "Moby-Dick", sections=WHALE)
    await asked(world)
    await world.store.library.remove(story, now=world.now)

    await world.wait(days=1)
    listed = await world.alice.slash(world.general, "daily me")

    assert "rests" in text_of(letters(world)[-1])
    assert labels_of(letters(world)[-1]) == ["Resume"]
    assert "It rests" in text_of(listed)
    assert "could not come" not in text_of(listed)


async def test_privacy_gives_a_copy_of_ones_own_serials_and_ends_them(world: World) -> None:
    await first_one(world)
    screen = await world.alice.slash(world.general, "privacy")
    copy = await press(world.alice, screen, "Send me a copy")
    assert copy.response
    kept = json.loads(await copy.response.attachments[0].read())

    question = await press(world.alice, await world.alice.slash(world.general, "privacy"), "Delete it all")
    await press(world.alice, question, "Yes, delete it")
    await world.wait(days=2)

    assert [(daily["story"], daily["amount"], daily["state"]) for daily in kept["daily_excerpts"]] == [
        ("Moby-Dick", 1, "active")
    ]
    assert [part["number"] for part in kept["daily_excerpts_sent"]] == [1, 2]
    assert await world.store.serials.of_reader(world.alice.id) == []
    assert told(world) == [WHALE[0]]
