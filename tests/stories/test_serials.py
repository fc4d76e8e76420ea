from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from stories.errors import NoSuchStoryError, StoryError
from stories.places import Place
from tests.stories.conftest import a_manuscript, keep

if TYPE_CHECKING:
    from datetime import datetime

    from stories.store import Store
    from stories.store.records import Serial

DAY = timedelta(days=1)


async def start(store: Store, story_id: int, now: datetime, *, channel_id: int = 4, server_id: int = 9) -> Serial:
    return await store.serials.start(
        server_id=server_id,
        channel_id=channel_id,
        story_id=story_id,
        zone="Europe/Rome",
        minute=480,
        due_at=now,
        place=Place(story_id, 1, 1, 0),
        created_by=1,
        now=now,
    )


async def test_a_story_is_told_once_in_a_channel(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript(title="Lamp"))
    first = await start(store, story_id, now)

    with pytest.raises(StoryError, match="“Lamp” is already told"):
        await start(store, story_id, now)
    elsewhere = await start(store, story_id, now, channel_id=5)

    assert await store.serials.in_server(9) == [first, elsewhere]
    assert await store.serials.in_server(10) == []


async def test_a_suspended_one_gives_way_to_a_new_start(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())
    first = await start(store, story_id, now)
    await store.serials.suspend(first.serial_id, reason="I may not post there.")
    [resting] = await store.serials.in_server(9)
    assert (resting.state, resting.reason) == ("suspended", "I may not post there.")
    assert await store.serials.due(now, limit=9) == []

    second = await start(store, story_id, now)

    assert await store.serials.in_server(9) == [second]


async def test_a_stopped_one_can_be_started_again(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())
    first = await start(store, story_id, now)

    await store.serials.stop(first.serial_id, reason="Stopped.")

    await start(store, story_id, now)
    ended = await store.serials.get(first.serial_id)
    assert ended
    assert (ended.state, ended.reason) == ("ended", "Stopped.")


async def test_what_is_due_comes_longest_overdue_first(store: Store, now: datetime):
    ids = [await keep(store, a_manuscript(title=str(n)), origin=f"file:/{n}") for n in range(3)]
    assert await store.serials.next_due() is None
    started = [await start(store, story_id, now) for story_id in ids]
    await store.serials.postpone(started[0].serial_id, due_at=now + DAY)
    await store.serials.postpone(started[2].serial_id, due_at=now - DAY)

    due = await store.serials.due(now, limit=9)

    assert [serial.serial_id for serial in due] == [started[2].serial_id, started[1].serial_id]
    assert [serial.serial_id for serial in await store.serials.due(now, limit=1)] == [started[2].serial_id]
    assert await store.serials.next_due() == now - DAY


async def test_it_advances_once_for_each_number(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())
    serial = await start(store, story_id, now)
    following = Place(story_id, 1, 2, 5)

    steps = [
        await store.serials.advance(serial.serial_id, number=1, due_at=now + DAY, place=following, now=now)
        for _ in range(2)
    ]

    assert steps == [True, False]
    advanced = await store.serials.get(serial.serial_id)
    assert advanced
    assert (advanced.number, advanced.place, advanced.due_at) == (2, following, now + DAY)
    assert advanced.last_sent_at == now


async def test_without_a_next_place_it_ends(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())
    serial = await start(store, story_id, now)

    assert await store.serials.advance(serial.serial_id, number=1, due_at=now, place=None, now=now)

    ended = await store.serials.get(serial.serial_id)
    assert ended
    assert (ended.state, ended.reason) == ("ended", "The story has come to its end.")
    assert not await store.serials.advance(serial.serial_id, number=2, due_at=now, place=None, now=now)


async def test_removing_a_story_ends_its_daily_excerpts(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())
    serial = await start(store, story_id, now)

    await store.library.remove(story_id, now=now)

    ended = await store.serials.get(serial.serial_id)
    assert ended
    assert (ended.state, ended.reason) == ("ended", "The story was removed from the library.")
    assert await store.serials.in_server(9) == []
    assert await store.library.problems() == []


async def test_an_unknown_story_cannot_be_told(store: Store, now: datetime):
    with pytest.raises(NoSuchStoryError):
        await start(store, 99, now)
