"""A story is revised while it is told: nothing is lost, nothing doubled, and nothing empty is posted."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from bot.serials.failures import Failure, LastingError
from bot.serials.pace import Pace
from stories.planning import Planner
from stories.serials import LostZoneError
from tests.bot.keeper import WHALE, changed, opened, saved
from tests.bot.person import press, text_of
from tests.bot.sim import tell
from tests.bot.test_daily_keeping import running, status
from tests.bot.test_daily_own import asked, hers, letters
from tests.bot.test_daily_trouble import reports

if TYPE_CHECKING:
    from stories.store.records import Instalment, Serial
    from tests.bot.sim import World

REVISED = (WHALE[0], "A new second part.", *WHALE[2:])


async def lost(world: World, *sections: str) -> Serial:
    """A serial that has told its first part, and rests, as a revision took away the second."""
    await running(world)
    await world.wait(days=1)
    await tell(world.store, "Moby-Dick", sections=sections)
    await world.wait(days=1)
    return await the_serial(world)


async def the_serial(world: World) -> Serial:
    serial = await world.store.serials.get(1)
    assert serial
    return serial


async def instalments(world: World) -> list[Instalment]:
    return await world.store.instalments.all_of(1)


def endings(world: World) -> list[str]:
    """How each part that was told ends."""
    posts = [text_of(post) for thread in world.general.threads for post in world.posts(thread)]
    return [said.partition("so it went: ")[2].partition("\n")[0] for said in posts if "so it went: " in said]


async def test_a_paragraph_that_is_gone_lets_it_rest_and_says_where_it_would_go_on(world: World) -> None:
    serial = await lost(world, *REVISED)

    [report] = reports(world)
    words = text_of(await status(world))

    assert serial.state == "suspended"
    assert "the paragraph with which it was to go on is gone" in text_of(report)
    assert "right after the last paragraph before that is left" in text_of(report)
    assert "**Moby-Dick**" in words
    assert "Next: 2 of 4, once it is resumed." in words


async def test_a_press_goes_on_after_what_is_left_and_misses_nothing_new(world: World) -> None:
    await lost(world, *REVISED)

    await press(world.olga, reports(world)[-1], "Post the missed one now")
    await world.wait(days=3)

    assert endings(world) == [*REVISED]
    assert (await the_serial(world)).state == "ended"
    passed = [row.reason for row in await instalments(world) if row.state == "skipped"]
    assert passed == ["A revision has taken its text away."]


@pytest.mark.parametrize(("deed", "next_one"), [("Resume", REVISED[1]), ("Skip one", WHALE[2]), ("Back one", WHALE[0])])
async def test_it_goes_on_from_there_with_every_button(world: World, deed: str, next_one: str) -> None:
    await lost(world, *REVISED)

    shown = await press(world.olga, await status(world), deed)
    if deed != "Resume":
        await press(world.olga, shown, "Resume")
    await world.wait(days=1)

    assert endings(world) == [WHALE[0], next_one]


async def test_what_is_changed_while_its_place_is_gone_goes_on_nearby_too(world: World) -> None:
    await lost(world, *REVISED)

    panel = await press(world.olga, await status(world), "Change")
    await saved(world, await changed(world, panel, "times", Time="09:00"))
    await press(world.olga, await status(world), "Resume")
    await world.wait(days=1)

    assert endings(world) == [*REVISED[:2]]


async def test_a_change_in_discord_does_not_say_that_a_lost_place_is_mended(world: World) -> None:
    await lost(world, *REVISED)

    await world.restart()
    await world.forbid(world.nightfall, add_reactions=True)
    await world.permit(world.nightfall)

    assert len(reports(world)) == 1


async def test_a_revision_in_the_middle_of_an_instalment_loses_and_doubles_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = count(1)
    take = Pace.take

    def stopped_before_the_third(pace: Pace) -> float:
        if next(turns) == 3:  # after what opens the thread, and the first page
            raise LastingError(Failure.REFUSED, "Discord refused the post.")
        return take(pace)

    monkeypatch.setattr(Pace, "take", stopped_before_the_third)
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await saved(world, await changed(world, await opened(world), "pace", How_many="2"))
    await world.wait(days=1)
    before, resting = endings(world), await the_serial(world)

    await tell(world.store, "Moby-Dick", sections=("Etymology.", WHALE[0], "New.", *WHALE[1:]))
    await press(world.olga, await status(world), "Post the missed one now")
    await world.wait(days=3)

    assert before == [WHALE[0]]
    assert resting.state == "suspended"
    assert endings(world) == [WHALE[0], "New.", *WHALE[1:]]


async def test_a_chapter_that_is_put_in_before_the_next_part_comes_too(world: World) -> None:
    chapters = {"One": WHALE[:1], "Two": WHALE[1:2], "Three": WHALE[2:]}
    await tell(world.store, "Moby-Dick", chapters=chapters)
    await saved(world, await opened(world))
    await world.wait(days=1)

    with_more = {"Foreword": ("To the reader.",), "One": WHALE[:1], "Between": ("An interlude.",), **chapters}
    await tell(world.store, "Moby-Dick", chapters=with_more)
    await world.wait(days=2)

    assert endings(world) == [WHALE[0], "An interlude.", WHALE[1]]


async def test_a_chapter_that_is_added_after_the_last_word_comes_whole(world: World) -> None:
    await running(world)
    await world.wait(days=3)
    planner = Planner(world.store.library)
    serial, before = await the_serial(world), (await instalments(world))[-1]
    assert before.place
    assert before.end
    await tell(world.store, "Moby-Dick", chapters={"": WHALE, "Epilogue": ("And I only am escaped.",)})

    planned = await planner.after(serial.terms, before.place, before.end, now=world.now, since=None)
    await world.wait(days=3)

    assert planned
    assert planned.place
    assert (planned.place.chapter, planned.place.offset) == (2, 0)
    assert endings(world) == [*WHALE, "And I only am escaped."]


async def test_ones_own_story_goes_on_after_what_is_left(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await asked(world)
    await world.wait(days=1)
    await tell(world.store, "Moby-Dick", sections=REVISED)
    await world.wait(days=1)

    resting = letters(world)[-1]
    await press(world.alice, resting, "Resume")
    await world.wait(days=1)

    assert "right after the last paragraph before that is left" in text_of(resting)
    assert REVISED[1] in text_of(letters(world)[-1])
    assert (await hers(world)).state == "active"


async def test_back_one_under_a_first_part_that_was_revised_says_that_it_is_the_first(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await asked(world)
    await world.wait(days=1)
    await tell(world.store, "Moby-Dick", sections=(*WHALE[:2], "A new third part.", *WHALE[2:]))

    answer = await press(world.alice, letters(world)[-1], "Back one")

    assert "the first one already" in text_of(answer)


# ------------------------------------------------------- what follows cannot be planned


@pytest.mark.simcord(check_errors=False)
async def test_a_mistake_while_going_on_ends_in_a_reason_and_doubles_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def mistaken(*_: object, **__: object) -> None:
        raise KeyError("chapter")

    await running(world)
    with monkeypatch.context() as patch:
        patch.setattr(Planner, "following", mistaken)
        await world.wait(days=1)
    [told] = [row for row in await instalments(world) if row.message_id]
    resting = await the_serial(world)
    await press(world.olga, reports(world)[-1], "Post the missed one now")
    await world.wait(minutes=5)

    assert told.tries == 8
    assert resting.state == "suspended"
    assert resting.reason == "Something went wrong on my side: KeyError"
    assert endings(world) == [*WHALE[:2]]


async def test_a_zone_that_is_lost_after_a_part_was_posted_starts_nothing_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost_zone(*_: object, **__: object) -> None:
        raise LostZoneError("The time zone “Europe/London” is not known any more: choose another one.")

    await running(world)
    with monkeypatch.context() as patch:
        patch.setattr(Planner, "following", lost_zone)
        await world.wait(days=1)
    resting = await the_serial(world)
    problems = await world.store.library.problems()

    panel = await press(world.olga, await status(world), "Change")
    await saved(world, await changed(world, panel, "times", Time_zone="Dublin"))
    await press(world.olga, await status(world), "Resume")
    await world.wait(days=1)

    assert resting.reason
    assert "choose another one" in resting.reason
    assert problems == []
    assert endings(world) == [*WHALE[:2]]
