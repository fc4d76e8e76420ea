"""Going on in a thread: `/continue`, Next, and everything that may be pressed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stories.ratings import Rating
from tests.bot.person import labels_of, press, text_of
from tests.bot.sim import tell

if TYPE_CHECKING:
    import discord
    from simcord import ChannelHandle

    from tests.bot.sim import World

WHALE = ("Call me Ishmael.", "Some years ago.", "Never mind how long.", "Having little money.")


async def continued(world: World, story: str = "Moby-Dick") -> ChannelHandle:
    """The thread in which Alice's story goes on."""
    await world.alice.slash(world.general, "continue", story=story)
    return world.general.threads[-1]


def told(world: World, thread: ChannelHandle) -> list[str]:
    """The sentences by which the posted pages are known, in order."""
    return [sentence for post in world.posts(thread) for sentence in WHALE if sentence in text_of(post)]


def last(world: World, thread: ChannelHandle) -> discord.Message:
    return world.posts(thread)[-1]


async def test_a_story_goes_on_in_a_private_thread_of_the_reader(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    answer = await world.alice.slash(world.general, "continue", story="Moby-Dick")
    thread = world.general.threads[-1]

    assert answer.ephemeral
    assert str(thread.id) in text_of(answer)
    assert thread.name == "Moby-Dick"
    assert world.env.backend.get_channel(thread.id).type == 12
    assert labels_of(last(world, thread)) == ["Begin", "Contents"]


async def test_next_posts_below_and_takes_the_buttons_off_the_page_before(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    thread = await continued(world)

    await press(world.alice, last(world, thread), "Begin")
    await press(world.alice, last(world, thread), "Next")

    posts = world.posts(thread)
    assert told(world, thread) == list(WHALE[:2])
    assert [labels_of(post) for post in posts] == [[], [], ["Back", "Next", "Contents"]]
    assert "Call me Ishmael." in text_of(posts[1]), "the text went with the buttons"


async def test_the_whole_story_can_be_read_to_its_end_in_the_thread(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    thread = await continued(world)
    await press(world.alice, last(world, thread), "Begin")

    while "Next" in labels_of(last(world, thread)):
        await press(world.alice, last(world, thread), "Next")

    assert told(world, thread) == list(WHALE)
    assert "The end." in text_of(last(world, thread))


async def test_a_second_press_never_posts_twice(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    thread = await continued(world)
    await press(world.alice, last(world, thread), "Begin")
    page = last(world, thread)

    async with world.at_once():
        await press(world.alice, page, "Next")
        await press(world.alice, page, "Next")

    assert told(world, thread) == list(WHALE[:2])


async def test_two_people_pressing_at_once_get_one_page(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await world.forbid(world.general, create_private_threads=True)
    thread = await continued(world)
    await press(world.alice, last(world, thread), "Begin")
    page = last(world, thread)

    async with world.at_once():
        await press(world.alice, page, "Next")
        await press(world.bob, page, "Next")

    assert told(world, thread) == list(WHALE[:2])


async def test_a_page_whose_answer_was_lost_is_not_posted_again(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    thread = await continued(world)
    await press(world.alice, last(world, thread), "Begin")

    page = last(world, thread)
    world.lose_answers(1)
    trouble = await press(world.alice, page, "Next")
    await press(world.alice, page, "Next")

    assert "Nothing is lost" in text_of(trouble)
    assert told(world, thread) == list(WHALE[:2])
    assert labels_of(world.posts(thread)[-2]) == []


async def test_an_hour_after_a_lost_answer_the_page_is_found_and_not_posted_again(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    thread = await continued(world)
    await press(world.alice, last(world, thread), "Begin")
    page = last(world, thread)
    world.lose_answers(1)
    await press(world.alice, page, "Next")

    await world.wait(hours=1)
    await press(world.alice, page, "Next")
    await press(world.alice, last(world, thread), "Next")

    assert told(world, thread) == list(WHALE[:3])


async def test_the_place_moves_with_the_thread_and_private_reading_goes_on_there(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    thread = await continued(world)
    await press(world.alice, last(world, thread), "Begin")
    await press(world.alice, last(world, thread), "Next")

    assert "Some years ago." in text_of(await world.alice.slash(world.general, "read", story="Moby-Dick"))


async def test_turning_back_in_a_thread_is_private_and_posts_nothing(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    thread = await continued(world)
    await press(world.alice, last(world, thread), "Begin")
    await press(world.alice, last(world, thread), "Next")

    back = await press(world.alice, last(world, thread), "Back")

    assert back.ephemeral
    assert "Call me Ishmael." in text_of(back)
    assert told(world, thread) == list(WHALE[:2])


async def test_continue_without_a_name_takes_the_story_read_last(world: World) -> None:
    await tell(world.store, "Emma")
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")

    await world.alice.slash(world.general, "continue")

    assert told(world, world.general.threads[-1]) == [WHALE[0]]


async def test_continue_before_reading_anything_says_how_to_begin(world: World) -> None:
    answer = await world.alice.slash(world.general, "continue")

    assert answer.ephemeral
    assert "You haven't begun a story" in text_of(answer)


async def test_the_same_thread_is_used_again_and_nothing_is_posted_twice(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    thread = await continued(world)
    await press(world.alice, last(world, thread), "Begin")

    answer = await world.alice.slash(world.general, "continue")

    assert len(world.general.threads) == 1
    assert str(last(world, thread).id) in text_of(answer)
    assert told(world, thread) == [WHALE[0]]


async def test_what_was_read_in_private_meanwhile_is_not_posted_after_the_fact(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    thread = await continued(world)
    await press(world.alice, last(world, thread), "Begin")
    page = await world.alice.slash(world.general, "read", story="Moby-Dick")
    await press(world.alice, page, "Next")
    await press(world.alice, page, "Next")

    await world.alice.slash(world.general, "continue")

    assert told(world, thread) == [WHALE[0], WHALE[2]]
    assert labels_of(world.posts(thread)[-2]) == []


async def test_an_archived_thread_is_opened_again(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    thread = await continued(world)
    await press(world.alice, last(world, thread), "Begin")
    page = last(world, thread)
    await world.archive(thread)

    await press(world.alice, page, "Next")

    assert told(world, thread) == list(WHALE[:2])
    assert labels_of(page) == [] or labels_of(world.posts(thread)[-2]) == []


@pytest.mark.parametrize("loss", ["delete", "lock"])
async def test_a_lost_thread_gives_way_to_a_new_one_and_the_reader_is_told(world: World, loss: str) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    thread = await continued(world)
    await press(world.alice, last(world, thread), "Begin")
    await (world.delete(thread) if loss == "delete" else world.lock(thread))

    answer = await world.alice.slash(world.general, "continue")
    new = world.general.threads[-1]

    assert new.id != thread.id
    assert f"Your old thread is {'gone' if loss == 'delete' else 'locked'}" in text_of(answer)
    assert told(world, new) == [WHALE[0]]


async def test_without_the_right_to_private_threads_the_thread_is_public(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await world.forbid(world.general, create_private_threads=True)

    thread = await continued(world)

    assert world.env.backend.get_channel(thread.id).type == 11
    assert "reads **Moby-Dick** in this thread" in text_of(world.posts(world.general)[-1])


async def test_without_any_right_to_open_threads_the_reader_is_told_what_is_missing(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await world.forbid(world.general, create_private_threads=True, create_public_threads=True)

    answer = await world.alice.slash(world.general, "continue", story="Moby-Dick")

    assert "Create Private Threads" in text_of(answer)
    assert not world.general.threads


async def test_a_page_in_private_goes_on_in_a_thread_at_the_same_section(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    page = await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")
    page = await press(world.alice, page, "Next")

    await press(world.alice, page, "Read in a thread")

    assert told(world, world.general.threads[-1]) == [WHALE[1]]


async def test_buttons_in_a_thread_work_after_a_restart(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    thread = await continued(world)
    await press(world.alice, last(world, thread), "Begin")

    await world.restart()
    await press(world.alice, last(world, thread), "Next")

    assert told(world, thread) == list(WHALE[:2])


async def test_a_page_from_a_thread_opens_in_private_by_its_message_menu(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    thread = await continued(world)
    await press(world.alice, last(world, thread), "Begin")
    await press(world.alice, last(world, thread), "Next")

    opened = await world.alice.context_menu(thread, "Read on from here", world.posts(thread)[1])

    assert opened.ephemeral
    assert "Call me Ishmael." in text_of(opened)


async def test_the_message_menu_on_anything_else_says_what_it_is_for(world: World) -> None:
    message = await world.bob.send(world.general, "hello")

    opened = await world.alice.context_menu(world.general, "Read on from here", message)

    assert "not a page of a story" in text_of(opened)


async def test_a_direct_message_is_a_thread_of_its_own(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    alice = world.alice.user
    direct = alice.dm_channel

    await alice.slash("continue", story="Moby-Dick")
    await press(alice, world.posts(direct)[-1], "Begin")
    await press(alice, world.posts(direct)[-1], "Next")

    assert told(world, direct) == list(WHALE[:2])


async def test_a_thread_goes_on_after_its_readers_data_was_deleted(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    thread = await continued(world)
    await press(world.alice, last(world, thread), "Begin")

    await world.store.readers.forget(world.alice.id)
    await press(world.alice, last(world, thread), "Next")
    await press(world.alice, last(world, thread), "Next")

    assert told(world, thread) == list(WHALE[:3])


async def test_an_adult_story_goes_on_only_under_an_age_restricted_channel(world: World) -> None:
    await tell(world.store, "Fanny Hill", sections=WHALE, rating=Rating.EXPLICIT)

    refused = await world.alice.slash(world.general, "continue", story="Fanny Hill")
    await world.alice.slash(world.nightfall, "continue", story="Fanny Hill")
    thread = world.nightfall.threads[-1]
    await press(world.alice, last(world, thread), "Begin")

    assert not world.general.threads
    assert refused.ephemeral
    assert told(world, thread) == [WHALE[0]]
