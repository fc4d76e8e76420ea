from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from stories.places import Place
from tests.stories.conftest import a_manuscript, keep

if TYPE_CHECKING:
    from datetime import datetime

    from stories.store import Store
    from stories.store.records import Delivery, Thread


async def begin(store: Store, now: datetime, *, reader_id: int = 1, server_id: int | None = 9) -> Thread:
    story_id = await keep(store, a_manuscript(), digest="d")
    return await store.threads.begin(server_id=server_id, parent_id=8, story_id=story_id, reader_id=reader_id, now=now)


async def claim(store: Store, thread: Thread, now: datetime, *, owner: str, ordinal: int = 1) -> Delivery:
    place, until = Place(thread.story_id, 1, 1, 0), now + timedelta(seconds=30)
    return await store.threads.claim(
        thread.thread_id, ordinal=ordinal, place=place, end=9, owner=owner, now=now, until=until
    )


async def test_a_thread_is_known_before_and_after_discord_made_it(store: Store, now: datetime):
    thread = await begin(store, now)
    assert thread.discord_id is None
    assert await store.threads.get(thread.thread_id) == thread

    await store.threads.opened(thread.thread_id, discord_id=77)

    found = await store.threads.get(thread.thread_id)
    assert found
    assert found.discord_id == 77
    assert await store.threads.of_reader(1, thread.story_id, server_id=9) == found


async def test_a_reader_goes_on_in_the_newest_thread_that_was_not_let_go(store: Store, now: datetime):
    older = await begin(store, now)
    newer = await begin(store, now)
    assert await store.threads.of_reader(1, older.story_id, server_id=9) == newer

    await store.threads.let_go(newer.thread_id)

    assert await store.threads.of_reader(1, older.story_id, server_id=9) == older


async def test_direct_messages_and_servers_have_threads_of_their_own(store: Store, now: datetime):
    direct = await begin(store, now, server_id=None)

    assert await store.threads.of_reader(1, direct.story_id, server_id=None) == direct
    assert await store.threads.of_reader(1, direct.story_id, server_id=9) is None


async def test_the_same_direct_message_begun_twice_is_one_thread(store: Store, second_store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())

    both = await asyncio.gather(
        *(
            s.threads.begin(server_id=None, parent_id=5, story_id=story_id, reader_id=1, discord_id=5, now=now)
            for s in (store, second_store)
        )
    )

    assert both[0] == both[1]


async def test_of_two_who_claim_at_once_one_gets_it(store: Store, second_store: Store, now: datetime):
    thread = await begin(store, now)

    for ordinal in range(1, 21):
        first, second = await asyncio.gather(
            claim(store, thread, now, owner="a", ordinal=ordinal),
            claim(second_store, thread, now, owner="b", ordinal=ordinal),
        )
        assert first == second
        assert first.owner in {"a", "b"}


async def test_a_claim_that_ran_out_is_taken_over(store: Store, now: datetime):
    thread = await begin(store, now)
    await claim(store, thread, now, owner="crashed")
    soon, late = now + timedelta(seconds=29), now + timedelta(seconds=30)

    assert (await claim(store, thread, soon, owner="next")).owner == "crashed"
    assert (await claim(store, thread, late, owner="next")).owner == "next"


async def test_what_was_sent_is_never_claimed_again(store: Store, now: datetime):
    thread = await begin(store, now)
    await claim(store, thread, now, owner="a")
    await store.threads.sent(thread.thread_id, 1, message_id=55, now=now)

    later = await claim(store, thread, now + timedelta(days=9), owner="b")

    assert (later.state, later.owner, later.message_id, later.sent_at) == ("sent", "a", 55, now)
    assert await store.threads.delivery_of(55) == later
    assert await store.threads.delivery_of(56) is None


async def test_only_ones_own_unsent_claim_can_be_released(store: Store, now: datetime):
    thread = await begin(store, now)
    await claim(store, thread, now, owner="a")

    await store.threads.release(thread.thread_id, 1, owner="b")
    assert await store.threads.delivery(thread.thread_id, 1)
    await store.threads.release(thread.thread_id, 1, owner="a")
    assert await store.threads.delivery(thread.thread_id, 1) is None

    await claim(store, thread, now, owner="a")
    await store.threads.sent(thread.thread_id, 1, message_id=55, now=now)
    await store.threads.release(thread.thread_id, 1, owner="a")
    assert await store.threads.delivery(thread.thread_id, 1)


async def test_the_last_delivery_is_the_one_of_the_highest_number(store: Store, now: datetime):
    thread = await begin(store, now)
    assert await store.threads.last(thread.thread_id) is None

    for ordinal in (1, 2, 3):
        await claim(store, thread, now, owner="a", ordinal=ordinal)

    last = await store.threads.last(thread.thread_id)
    assert last
    assert (last.ordinal, last.place, last.end) == (3, Place(thread.story_id, 1, 1, 0), 9)


async def test_a_removed_story_takes_its_threads_along(store: Store, now: datetime):
    thread = await begin(store, now)
    await claim(store, thread, now, owner="a")

    await store.library.remove(thread.story_id, now=now)

    assert await store.threads.get(thread.thread_id) is None
    assert await store.threads.last(thread.thread_id) is None
    assert await store.library.problems() == []
