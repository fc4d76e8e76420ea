"""When a serial cannot go on: who is told, in which words, and how it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.ratings import Rating
from tests.bot.keeper import changed, opened, saved
from tests.bot.person import labels_of, press, text_of
from tests.bot.sim import tell
from tests.bot.test_daily import WHALE, started, told
from tests.bot.test_daily_keeping import status

if TYPE_CHECKING:
    import discord

    from tests.bot.sim import World


def reports(world: World) -> list[discord.Message]:
    """What the bot wrote to Olga, who set it up."""
    return [message for message in world.olga.user.dm_channel.history() if message.author.bot]


async def losing_a_right(world: World) -> None:
    """A serial that has told its first part, and then may not post in threads any more."""
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)
    await world.wait(days=1)
    await world.forbid(world.general, send_messages_in_threads=True)
    await world.wait(days=1)


async def test_who_set_it_up_is_told_once_what_is_missing(world: World) -> None:
    await losing_a_right(world)
    await world.wait(days=3)

    [report] = reports(world)
    assert "Moby-Dick" in text_of(report)
    assert "“Send Messages in Threads”" in text_of(report)
    assert "Nothing is lost" in text_of(report)
    [serial] = await world.store.serials.in_server(world.guild.id)
    assert serial.state == "suspended"


async def test_a_restart_does_not_tell_it_again(world: World) -> None:
    await losing_a_right(world)

    await world.restart()
    await world.wait(days=1)

    assert len(reports(world)) == 1


async def test_when_the_right_is_back_the_missed_part_is_offered_once_and_comes_at_a_press(world: World) -> None:
    await losing_a_right(world)
    thread = world.general.threads[-1]

    await world.permit(world.general)
    await world.wait(hours=1)
    offer = reports(world)[-1]
    answer = await press(world.olga, offer, "Post the missed one now")
    await world.wait(minutes=1)

    assert len(reports(world)) == 2
    assert "can go on" in text_of(offer)
    assert "It goes on in" in text_of(answer)
    assert told(world, thread) == list(WHALE[:2])


async def test_it_goes_on_at_its_next_time_where_that_is_wanted(world: World) -> None:
    await losing_a_right(world)
    thread = world.general.threads[-1]
    await world.permit(world.general)

    await press(world.olga, reports(world)[-1], "Go on at its next time")
    before = told(world, thread)
    await world.wait(days=1)

    assert before == [WHALE[0]]
    assert told(world, thread) == list(WHALE[:2])


async def test_a_second_press_says_that_it_goes_on_already(world: World) -> None:
    await losing_a_right(world)
    await world.permit(world.general)
    first, second = reports(world)
    await press(world.olga, second, "Post the missed one now")

    answer = await press(world.olga, first, "Post the missed one now")

    assert "goes on already" in text_of(answer)
    assert labels_of(first)


async def test_a_right_that_is_still_missing_is_named_when_somebody_wants_it_to_go_on(world: World) -> None:
    await losing_a_right(world)
    [report] = reports(world)

    answer = text_of(await press(world.olga, report, "Post the missed one now"))
    panel = text_of(await press(world.olga, await status(world), "Resume"))
    await world.wait(minutes=10)

    assert "Not yet. I need the right “Send Messages in Threads”" in answer
    assert "Not yet. I need the right “Send Messages in Threads”" in panel
    assert len([message for message in reports(world) if "rests" in text_of(message)]) == 1
    assert "Post the missed one now" in labels_of(report)
    assert told(world, world.general.threads[-1]) == [WHALE[0]]


async def test_what_is_tried_in_vain_within_minutes_is_told_again_and_so_is_that_it_can_go_on(world: World) -> None:
    await losing_a_right(world)
    await world.permit(world.general)
    thread = world.general.threads[-1]
    world.env.inject_error("POST", f"/channels/{thread.id}/messages", status=403, code=50013)
    await press(world.olga, reports(world)[-1], "Post the missed one now")
    await world.wait(minutes=2)

    await world.forbid(world.general, send_messages_in_threads=True)
    await world.permit(world.general)

    assert ["can go on" in text_of(report) for report in reports(world)] == [False, False, False, True]


async def test_a_title_for_adults_is_not_told_by_dm(world: World) -> None:
    await tell(world.store, "Fanny Hill", sections=WHALE, rating=Rating.MATURE)
    await started(world, story="Fanny Hill", channel=world.nightfall)
    await world.open_to_all_ages(world.nightfall)
    await world.wait(days=1)

    [report] = reports(world)

    assert "Fanny" not in text_of(report)
    assert f"A story rests\nIt was to go on in <#{world.nightfall.id}>" in text_of(report)


async def test_whoever_has_left_the_server_can_no_longer_let_it_go_on(world: World) -> None:
    await losing_a_right(world)
    world.env.inject_error("GET", f"/guilds/{world.guild.id}/members/*", status=404, code=10007)

    answer = await press(world.olga, reports(world)[-1], "Post the missed one now")

    assert "no longer a member of that server" in text_of(answer)


async def test_a_report_that_is_refused_in_its_channel_comes_by_dm(world: World) -> None:
    await tell(world.store, "Emma", sections=WHALE)
    office = world.guild.create_text_channel("office")
    await world.settle()
    await saved(
        world, await changed(world, await opened(world, story="Emma"), "besides", Where_to_tell_of_trouble=[office])
    )
    world.env.inject_error("POST", f"/channels/{office.id}/messages", status=400, code=50035, times=None)

    await losing_a_right(world)

    assert ["Moby-Dick" in text_of(report) for report in reports(world)] == [False, True]
    assert "Emma" in text_of(reports(world)[0])


async def test_a_channel_that_was_deleted_erases_nothing(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    other = world.guild.create_text_channel("stories")
    await world.settle()
    await started(world, channel=other)
    await world.delete(other)

    await world.wait(days=2)

    [serial] = await world.store.serials.in_server(world.guild.id)
    following = await world.store.instalments.open(serial.serial_id)
    assert serial.state == "suspended"
    assert "gone" in text_of(reports(world)[-1])
    assert following
    assert following.place


async def test_discord_in_trouble_is_tried_again_and_the_delay_is_explained(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)
    await world.wait(days=1)
    thread = world.general.threads[-1]

    world.env.inject_error("POST", "/channels/*/messages", status=503, times=None)
    await world.wait(hours=9, minutes=10)
    during = told(world, thread)
    world.env.backend.faults.clear()
    await world.wait(hours=2)

    assert during == [WHALE[0]]
    assert told(world, thread) == list(WHALE[:2])
    assert "(late) Discord had trouble at" in text_of(world.posts(thread)[-1])
    assert reports(world) == []


async def test_what_discord_kept_for_too_long_comes_the_next_day_and_says_why(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)
    await world.wait(days=1)
    thread = world.general.threads[-1]

    world.env.inject_error("POST", "/channels/*/messages", status=503, times=None)
    await world.wait(hours=16)
    world.env.backend.faults.clear()
    meanwhile = told(world, thread)
    await world.wait(days=1)

    assert meanwhile == [WHALE[0]]
    assert told(world, thread) == list(WHALE[:2])
    assert "(late) Discord had trouble on" in text_of(world.posts(thread)[-1])
