"""A story comes to its end, however its last part went: that it ends is said once, and then comes what follows."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from bot.serials.failures import Failure, PassingError
from bot.serials.places import Places
from bot.serials.posting import Posting
from stories.serials import Manner
from tests.bot.keeper import WHALE, changed, opened, part, saved
from tests.bot.person import choose, labels_of, pick, press, text_of
from tests.bot.sim import tell
from tests.bot.test_daily_own import asked, letters
from tests.bot.test_daily_revised import endings, instalments, lost, the_serial
from tests.bot.test_daily_trouble import reports

if TYPE_CHECKING:
    import discord

    from tests.bot.sim import World

THE_END = "**The end.** Moby-Dick"
NOTHING_LEFT = "what was still to come of it is gone"


def ends(world: World) -> list[str]:
    """The messages in which Moby-Dick ends."""
    posts = [text_of(post) for thread in world.general.threads for post in world.posts(thread)]
    return [words for words in posts if THE_END in words]


def polls(world: World) -> list[discord.Message]:
    return [post for thread in world.general.threads for post in world.posts(thread) if post.poll]


def unheard(world: World, monkeypatch: pytest.MonkeyPatch, *, of: int, revised: tuple[str, ...]) -> None:
    """Let the answer to a page be lost, and the story be revised before it is tried again."""
    page, turns = Posting._page, count(1)  # pyright: ignore[reportPrivateUsage]

    async def then_revised(posting: Posting, *arguments: Any) -> int:
        found = await page(posting, *arguments)
        if next(turns) == of:
            await tell(world.store, "Moby-Dick", sections=revised)
            raise PassingError(Failure.TROUBLE, "Discord answered 502")
        return found

    monkeypatch.setattr(Posting, "_page", then_revised)


async def test_where_a_revision_has_left_nothing_it_says_that_it_ends(world: World) -> None:
    await lost(world, WHALE[0])

    await press(world.olga, reports(world)[-1], "Post the missed one now")
    await world.wait(days=2)

    assert endings(world) == [WHALE[0]]
    [end] = ends(world)
    assert NOTHING_LEFT in end
    serial = await the_serial(world)
    assert (serial.state, serial.reason) == ("ended", "The story has come to its end.")
    assert [row.state for row in await instalments(world)] == ["confirmed", "skipped", "confirmed"]
    assert await world.store.library.problems() == []


async def test_where_a_revision_has_left_nothing_all_vote_too_and_the_winner_is_told(world: World) -> None:
    world.grant(send_polls=True)
    await tell(world.store, "Moby-Dick", sections=WHALE[:2])
    await tell(world.store, "Emma", sections=WHALE[2:3])
    await tell(world.store, "Dracula", sections=WHALE[3:])
    await saved(world, await changed(world, await opened(world), "besides", At_the_end=["vote"]))
    await world.wait(days=1)
    await tell(world.store, "Moby-Dick", sections=WHALE[:1])
    await world.wait(days=1)

    await press(world.olga, reports(world)[-1], "Post the missed one now")
    await world.wait(minutes=1)
    [poll] = polls(world)
    assert poll.poll
    answers = {answer.text: answer.id for answer in poll.poll.answers}
    await world.alice.vote(poll, answer=answers["Dracula"])
    await world.wait(days=1)

    assert len(ends(world)) == 1
    assert endings(world) == [WHALE[0], WHALE[3]]


async def test_where_a_revision_has_left_nothing_the_next_of_the_queue_comes(world: World) -> None:
    await tell(world.store, "Emma", sections=WHALE[3:])
    await tell(world.store, "Moby-Dick", sections=WHALE)
    stories = await part(world, await opened(world), "stories")
    stories = await choose(world.olga, await press(world.olga, stories, "Add a story"), "Emma")
    await saved(world, await press(world.olga, stories, "Back"))
    await world.wait(days=3)
    await tell(world.store, "Moby-Dick", sections=WHALE[:3])
    await world.wait(days=1)

    await press(world.olga, reports(world)[-1], "Post the missed one now")
    await world.wait(days=1)

    assert endings(world) == [*WHALE[:3], WHALE[3]]
    assert len(ends(world)) == 1


async def test_what_is_cut_off_in_the_middle_of_the_last_part_ends_with_a_vote_when_it_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.grant(send_polls=True)
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await tell(world.store, "Emma", sections=WHALE[:1])
    panel = await changed(world, await opened(world), "pace", How_many="4")
    await saved(world, await changed(world, panel, "besides", At_the_end=["vote"]))

    unheard(world, monkeypatch, of=2, revised=WHALE[:2])
    await world.wait(days=1)
    await press(world.olga, reports(world)[-1], "Post the missed one now")
    await world.wait(minutes=1)

    assert endings(world) == [*WHALE[:2]]
    [end] = ends(world)
    assert NOTHING_LEFT in end
    assert len(polls(world)) == 1


async def test_a_last_page_that_says_the_end_is_not_followed_by_another_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE[:2])
    await saved(world, await opened(world))
    await world.wait(days=1)

    unheard(world, monkeypatch, of=1, revised=("New.", *WHALE[:2]))
    await world.wait(days=1)

    assert endings(world) == [*WHALE[:2]]
    assert len(ends(world)) == 1
    assert (await the_serial(world)).state == "ended"


async def test_ones_own_story_of_which_nothing_is_left_says_so_and_offers_another(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE[:2])
    await tell(world.store, "Emma", sections=WHALE[2:])
    await asked(world)
    await world.wait(days=1)
    await tell(world.store, "Moby-Dick", sections=WHALE[:1])
    await world.wait(days=1)

    await press(world.alice, letters(world)[-1], "Resume")
    await world.wait(days=1)

    assert NOTHING_LEFT in text_of(letters(world)[-1])
    assert "Next: Emma" in labels_of(letters(world)[-1])


# ------------------------------------- a page whose answer was lost, of a story that was revised in the same minutes


@pytest.mark.parametrize("pages", [1, 2])
@pytest.mark.parametrize("manner", Manner)
async def test_a_page_that_was_posted_unheard_before_a_revision_comes_once(
    world: World, monkeypatch: pytest.MonkeyPatch, manner: Manner, pages: int
) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    panel = await changed(world, await opened(world), "pace", How_many="2")
    place = await pick(world.olga, await part(world, panel, "place"), "Where in it", manner.value)
    await saved(world, await press(world.olga, place, "Back"))

    unheard(world, monkeypatch, of=pages, revised=("New.", WHALE[0], "Newer.", *WHALE[1:]))
    await world.wait(days=4)

    places = [world.general, *world.general.threads]
    posts = [text_of(post).partition("so it went: ")[2].partition("\n")[0] for at in places for post in world.posts(at)]
    assert [ending for ending in posts if ending] == [WHALE[0], *(["Newer."] if pages == 1 else []), *WHALE[1:]]


async def test_a_post_of_a_forum_that_was_opened_unheard_before_a_revision_comes_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens, turns = Places.open, count(1)

    async def then_revised(places: Places, *arguments: Any, **more: Any) -> discord.Thread:
        thread = await opens(places, *arguments, **more)
        if next(turns) == 1:
            await tell(world.store, "Moby-Dick", sections=("New.", WHALE[0], "Newer.", *WHALE[1:]))
            raise PassingError(Failure.TROUBLE, "Discord answered 502")
        return thread

    await tell(world.store, "Moby-Dick", sections=WHALE)
    forum = world.guild.create_forum_channel("tales")
    panel = await changed(world, await opened(world, channel=forum), "pace", How_many="2")
    place = await pick(world.olga, await part(world, panel, "place"), "Where in it", Manner.THREADS.value)
    await saved(world, await press(world.olga, place, "Back"))

    monkeypatch.setattr(Places, "open", then_revised)
    await world.wait(days=4)

    posts = [
        text_of(post).partition("so it went: ")[2].partition("\n")[0]
        for at in forum.threads
        for post in world.posts(at)
    ]
    assert posts == [WHALE[0], "Newer.", *WHALE[1:]]
