"""«Remind me by DM», and what else a reader may do with a server's instalment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.serials.pace import AT_ONCE, Pace
from stories.ratings import Rating
from tests.bot.person import press, text_of
from tests.bot.sim import tell

if TYPE_CHECKING:
    from discord import Message
    from simcord import ChannelHandle, MemberActor

    from tests.bot.sim import World

WHALE = ("Call me Ishmael.", "Some years ago.", "Never mind how long.", "Having little money.")


async def newest_in(world: World, channel: ChannelHandle, **changed: Any) -> Message:
    """The first instalment of a serial that Olga has started."""
    await tell(world.store, "Moby-Dick", sections=WHALE, **changed)
    where = {"channel": channel, "story": "Moby-Dick", "time": "08:00", "zone": "Europe/London"}
    await world.olga.slash(channel, "daily start", **where)
    await world.wait(days=1)
    return newest(world, channel)


def newest(world: World, channel: ChannelHandle) -> Message:
    return world.posts(channel.threads[-1])[-1]


def reminders(world: World, person: MemberActor) -> list[str]:
    return [text_of(letter) for letter in world.posts(person.user.dm_channel)]


async def test_who_asks_for_it_gets_a_link_whenever_it_goes_on(world: World) -> None:
    first = await newest_in(world, world.general)

    begun = await press(world.alice, first, "Remind me by DM")
    at_once = reminders(world, world.alice)
    await world.wait(days=1)
    await world.restart()
    await world.wait(days=1)

    assert begun.ephemeral
    assert "I’ll send you a link" in text_of(begun)
    assert at_once == []
    [one, two] = reminders(world, world.alice)
    assert "**Moby-Dick** has gone on, 2 of 4" in one
    assert "3 of 4" in two
    assert newest(world, world.general).jump_url in two
    assert not any(sentence in one + two for sentence in WHALE)
    assert reminders(world, world.bob) == []


async def test_a_second_press_or_the_button_of_a_reminder_stops_them(world: World) -> None:
    first = await newest_in(world, world.general)
    await press(world.bob, first, "Remind me by DM")
    await press(world.alice, first, "Remind me by DM")

    again = await press(world.alice, first, "Remind me by DM")
    await world.wait(days=1)
    stopped = await press(world.bob, world.posts(world.bob.user.dm_channel)[-1], "Stop reminding me")
    await world.wait(days=1)

    assert "no more reminders" in text_of(again)
    assert "no more reminders" in text_of(stopped)
    assert reminders(world, world.alice) == []
    assert len(reminders(world, world.bob)) == 1


async def test_closed_direct_messages_end_the_reminders_and_the_next_command_says_so(world: World) -> None:
    first = await newest_in(world, world.general)
    await press(world.alice, first, "Remind me by DM")
    await press(world.bob, first, "Remind me by DM")
    world.close_messages_of(world.alice)
    await world.wait(days=1)
    world.open_messages_of(world.alice)
    await world.wait(days=1)

    answer = await world.alice.slash(world.general, "stories")

    assert reminders(world, world.alice) == []
    assert "I could not remind you that a story has gone on, and will not try again." in text_of(answer)
    assert len(reminders(world, world.bob)) == 2


@pytest.mark.parametrize("away", [0, 3], ids=["while Discord knows a repeat", "after that"])
async def test_a_reminder_that_a_crash_kept_from_being_noted_is_not_sent_twice(world: World, away: int) -> None:
    first = await newest_in(world, world.general)
    await press(world.alice, first, "Remind me by DM")
    [serial] = await world.store.serials.in_server(world.guild.id)
    following = await world.store.instalments.open(serial.serial_id)
    assert following
    await world.move_to(following.due_at + timedelta(minutes=1))
    before = reminders(world, world.alice)
    await world.store.reminders.stop(serial.serial_id, world.alice.id)
    await world.store.reminders.toggle(serial.serial_id, world.alice.id, told=1)

    async with world.asleep():
        await world.wait(hours=away)
    await world.wait(minutes=1)
    await world.wait(days=1)

    assert len(before) == 1
    assert len(reminders(world, world.alice)) == 2
    assert world.nonces[f"remind.{serial.serial_id}.2"] == 1


async def test_many_reminders_keep_the_pace_of_all_that_is_posted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[float] = []
    take = Pace.take

    def noted(pace: Pace) -> float:
        turns.append(take(pace))
        return 0.0

    monkeypatch.setattr(Pace, "take", noted)
    first = await newest_in(world, world.general)
    people = [world.guild.add_member(world.env.create_user(f"reader{number}")) for number in range(40)]
    for person in people:
        await press(person, first, "Remind me by DM")
    turns.clear()

    await world.wait(days=1)

    assert [len(reminders(world, person)) for person in people] == [1] * 40
    assert len(turns) == 1 + 2 * 40, "one for the instalment, and two for each reminder"
    assert sum(wait > 0 for wait in turns) >= 2 * 40 - AT_ONCE


async def test_many_reminders_all_come_and_the_last_part_ends_them(world: World) -> None:
    first = await newest_in(world, world.general)
    people = [world.guild.add_member(world.env.create_user(f"reader{number}")) for number in range(11)]
    for person in people:
        await press(person, first, "Remind me by DM")

    await world.wait(days=3)

    assert [len(reminders(world, person)) for person in people] == [3] * 11
    assert (await world.store.readers.everything(people[0].id))["reminders"] == []


async def test_the_title_of_a_story_for_adults_stays_unsaid(world: World) -> None:
    first = await newest_in(world, world.nightfall, rating=Rating.MATURE)
    await press(world.alice, first, "Remind me by DM")

    await world.wait(days=1)

    [reminder] = reminders(world, world.alice)
    assert "Moby" not in reminder
    assert "https://discord.com/channels/" in reminder


async def test_nobody_is_reminded_of_what_has_ended(world: World) -> None:
    first = await newest_in(world, world.general)
    await world.olga.slash(world.general, "daily stop")

    answer = await press(world.alice, first, "Remind me by DM")

    assert "nothing to remind you of" in text_of(answer)


# --------------------------------------------------------------------- reading on alone


async def test_ive_read_it_moves_ones_own_place_forward_and_never_back(world: World) -> None:
    first = await newest_in(world, world.general)
    await world.wait(days=1)
    second = newest(world, world.general)

    await press(world.alice, second, "I’ve read it")
    await press(world.alice, first, "I’ve read it")
    opened = await world.alice.slash(world.general, "read", story="Moby-Dick")

    assert WHALE[2] in text_of(opened)


async def test_read_on_by_myself_opens_what_follows_for_one_alone(world: World) -> None:
    first = await newest_in(world, world.general)

    answer = await press(world.alice, first, "Read on by myself")
    mine = await world.alice.slash(world.general, "read", story="Moby-Dick")
    others = await world.bob.slash(world.general, "read", story="Moby-Dick")

    assert answer.ephemeral
    assert WHALE[1] in text_of(answer)
    assert WHALE[1] in text_of(mine)
    assert WHALE[1] not in text_of(others)


async def test_after_a_revision_the_old_parts_still_know_where_they_are(world: World) -> None:
    first = await newest_in(world, world.general)
    await tell(world.store, "Moby-Dick", sections=("Etymology.", "Extracts.", *WHALE))

    on = text_of(await press(world.alice, first, "Read on by myself"))
    await press(world.bob, first, "I’ve read it")
    opened = text_of(await world.bob.slash(world.general, "read", story="Moby-Dick"))
    cover = await press(world.bob, first, "Catch up from the beginning")

    assert WHALE[1] in on
    assert WHALE[1] in opened
    assert "Etymology." in text_of(await press(world.bob, cover, "Begin"))


async def test_a_part_that_a_revision_took_away_says_so(world: World) -> None:
    first = await newest_in(world, world.general)
    await tell(world.store, "Moby-Dick", sections=("Another book altogether.",))

    answer = await press(world.alice, first, "I’ve read it")

    assert "The story has changed" in text_of(answer)
