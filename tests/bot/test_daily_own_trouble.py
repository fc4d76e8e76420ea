"""What may befall a serial of one's own: closed direct messages, restarts, stories taken away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.bot.own_serials import WHALE, asked, first_one, hers, letters, started, told
from tests.bot.person import labels_of, press, text_of
from tests.bot.sim import tell

if TYPE_CHECKING:
    from tests.bot.sim import World


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
