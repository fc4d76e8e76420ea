"""The daily excerpt."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from stories.ratings import Rating
from tests.bot.person import labels_of, press, text_of
from tests.bot.sim import tell

if TYPE_CHECKING:
    from simcord import ChannelHandle, InteractionResult

    from tests.bot.sim import World

WHALE = ("Call me Ishmael.", "Some years ago.", "Never mind how long.", "Having little money.")


async def started(world: World, **changed: Any) -> InteractionResult:
    """Olga's answer to «Moby-Dick every day at 08:00 in London, in #general»."""
    options = {"channel": world.general, "story": "Moby-Dick", "time": "08:00", "zone": "Europe/London"} | changed
    return await world.olga.slash(world.general, "daily start", **options)


def told(world: World, thread: ChannelHandle) -> list[str]:
    return [sentence for post in world.posts(thread) for sentence in WHALE if sentence in text_of(post)]


async def test_a_section_comes_every_day_at_its_local_time(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await world.move_to(datetime(2026, 1, 1, 12, tzinfo=UTC))

    answer = await started(world, zone="Europe/Rome")
    await world.move_to(datetime(2026, 1, 2, 6, 58, tzinfo=UTC))
    before = list(world.general.threads)
    await world.move_to(datetime(2026, 1, 2, 7, 2, tzinfo=UTC))
    thread = world.general.threads[-1]
    first = told(world, thread)
    await world.wait(days=1)

    assert answer.ephemeral
    assert "Every day at 08:00 (Rome)" in text_of(answer)
    assert before == []
    assert first == [WHALE[0]]
    assert told(world, thread) == list(WHALE[:2])
    assert "Moby-Dick" in text_of(world.posts(world.general)[-1])


async def test_a_restart_neither_loses_nor_repeats_an_instalment(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)
    await world.wait(days=1)
    thread = world.general.threads[-1]

    await world.restart()
    await world.wait(minutes=5)
    after_restart = told(world, thread)
    async with world.asleep():
        await world.wait(hours=12)
    await world.wait(minutes=5)

    assert after_restart == [WHALE[0]]
    assert told(world, thread) == list(WHALE[:2])
    assert "(late) Fireside was away at" in text_of(world.posts(thread)[-1])


async def test_after_days_of_silence_one_instalment_comes_in_its_turn_and_not_a_burst(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)

    async with world.asleep():
        await world.wait(days=5)
    await world.wait(minutes=5)
    at_once = list(world.general.threads)
    await world.wait(days=1)

    assert at_once == []
    assert told(world, world.general.threads[-1]) == [WHALE[0]]
    assert "(late) Fireside was away on" in text_of(world.posts(world.general.threads[-1])[-1])


async def test_a_post_whose_answer_was_lost_is_not_repeated(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)
    await world.wait(days=1)
    thread = world.general.threads[-1]

    world.lose_answers(1)
    await world.wait(days=1)

    assert told(world, thread) == list(WHALE[:2])
    [serial] = await world.store.serials.in_server(world.guild.id)
    following = await world.store.instalments.open(serial.serial_id)
    assert following
    assert following.number == 3


async def test_the_end_of_the_story_ends_the_serial(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE[:2])
    await started(world)

    await world.wait(days=5)
    thread = world.general.threads[-1]
    status = await world.olga.slash(world.general, "daily status")

    assert told(world, thread) == list(WHALE[:2])
    assert "The end." in text_of(world.posts(thread)[-1])
    assert ["Read on by myself" in labels_of(post) for post in world.posts(thread)] == [True, False]
    assert "No story is told daily" in text_of(status)


async def test_stop_ends_it_and_says_what_stays(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)
    await world.wait(days=1)
    thread = world.general.threads[-1]

    answer = await world.olga.slash(world.general, "daily stop")
    await world.wait(days=3)

    assert "What was posted stays" in text_of(answer)
    assert told(world, thread) == [WHALE[0]]


async def test_status_names_the_next_section_and_its_time(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)

    status = text_of(await world.olga.slash(world.general, "daily status"))

    assert "Next: 1 of 4" in status
    assert f"<#{world.general.id}>" in status
    assert "<t:" in status


async def test_missing_rights_are_told_before_anything_is_saved(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await world.forbid(world.general, create_public_threads=True)

    answer = await started(world)

    assert "“Create Public Threads”" in text_of(answer)
    assert await world.store.serials.in_server(world.guild.id) == []


async def test_a_right_lost_later_stops_it_with_the_reason_and_it_goes_on_when_resumed(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)
    await world.wait(days=1)
    thread = world.general.threads[-1]
    await world.forbid(world.general, send_messages_in_threads=True)
    await world.wait(days=1)
    status = text_of(await world.olga.slash(world.general, "daily status"))

    await world.permit(world.general)
    [serial] = await world.store.serials.in_server(world.guild.id)
    await world.steering.resume(serial)
    await world.restart()
    await world.wait(days=1)

    assert "“Send Messages in Threads”" in status
    assert told(world, thread) == list(WHALE[:2])


async def test_only_those_who_manage_the_server_may_use_it(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)

    answer = await world.alice.slash(world.general, "daily stop")

    assert text_of(answer) == "You need the right “Manage Server” here."
    assert len(await world.store.serials.in_server(world.guild.id)) == 1


async def test_what_is_for_servers_says_so_elsewhere(world: World) -> None:
    answer = await world.olga.user.slash("daily status")

    assert text_of(answer) == "That works only in a server that has Fireside."


async def test_an_adult_story_goes_daily_to_an_age_restricted_channel_only(world: World) -> None:
    await tell(world.store, "Fanny Hill", sections=WHALE, rating=Rating.MATURE)

    refused = await started(world, story="Fanny Hill")
    await started(world, story="Fanny Hill", channel=world.nightfall)
    await world.wait(days=1)

    assert "rated Mature" in text_of(refused)
    assert not world.general.threads
    assert told(world, world.nightfall.threads[-1]) == [WHALE[0]]


async def test_a_wrong_time_or_zone_is_explained(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    assert "time of day" in text_of(await started(world, time="noonish"))
    assert "time zone" in text_of(await started(world, zone="Middle Earth"))


async def test_the_same_story_twice_in_a_channel_is_refused(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)

    assert "already told there" in text_of(await started(world, time="09:00"))


async def test_a_deleted_thread_is_followed_by_a_new_one(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)
    await world.wait(days=1)
    await world.delete(world.general.threads[-1])

    await world.wait(days=1)

    assert told(world, world.general.threads[-1]) == [WHALE[1]]


async def test_a_removed_story_stops_with_a_reason(world: World) -> None:
    story = await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)
    await world.store.library.remove(story, now=world.now)

    await world.wait(days=1)

    assert not world.general.threads


async def test_readers_of_a_daily_thread_can_look_back_in_private(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)
    await world.wait(days=2)
    thread = world.general.threads[-1]

    newest = world.posts(thread)[-1]
    cover = await press(world.bob, newest, "Catch up from the beginning")
    begun = await press(world.bob, cover, "Begin")

    assert cover.ephemeral
    assert "Call me Ishmael." in text_of(begun)
    assert "Next" not in labels_of(newest)


async def test_a_crash_after_the_announcement_makes_no_second_one(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)

    world.lose_answers(1)
    await world.wait(days=1)

    announcements = [post for post in world.posts(world.general) if "Moby-Dick" in text_of(post)]
    assert len(announcements) == 1
    assert told(world, world.general.threads[-1]) == [WHALE[0]]
