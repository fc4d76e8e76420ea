"""Serials of a reader's own, by direct message."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from stories.ratings import Rating
from tests.bot.own_serials import WHALE, asked, first_one, hers, letters, next_due, told
from tests.bot.person import labels_of, press, text_of
from tests.bot.sim import tell

if TYPE_CHECKING:
    from tests.bot.sim import World


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
