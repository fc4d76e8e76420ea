from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.stories.conftest import a_manuscript, keep

if TYPE_CHECKING:
    from datetime import datetime

    from stories.store import Store

READER, OTHER = 2**60, 7


async def read_and_start(store: Store, story_id: int, reader_id: int, now: datetime) -> None:
    page = await store.library.page_numbered(story_id, 2)
    await store.places.reach(reader_id, page, now=now)
    thread = await store.threads.begin(server_id=9, parent_id=8, story_id=story_id, reader_id=reader_id, now=now)
    until = now + timedelta(minutes=1)
    await store.threads.claim(
        thread.thread_id, ordinal=1, place=page.place, end=page.end, owner="me", now=now, until=until
    )


async def test_everything_kept_of_a_reader_can_be_told(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript(title="Lamp"))
    await read_and_start(store, story_id, READER, now)

    told = json.loads(json.dumps(await store.readers.everything(READER)))

    assert told["reader_id"] == READER
    [place], [thread] = told["places"], told["threads"]
    assert (place["story"], place["updated_at"]) == ("Lamp", now.isoformat())
    assert (thread["server_id"], thread["posts"]) == (9, 1)


async def test_a_forgotten_reader_leaves_nothing_and_others_keep_theirs(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())
    for reader_id in (READER, OTHER):
        await read_and_start(store, story_id, reader_id, now)
    serial = await store.serials.start(
        server_id=9,
        channel_id=4,
        story_id=story_id,
        zone="UTC",
        minute=0,
        due_at=now,
        place=(await store.library.page_numbered(story_id, 1)).place,
        created_by=READER,
        now=now,
    )

    assert await store.readers.forget(READER) == 4
    assert await store.readers.forget(READER) == 0

    told = await store.readers.everything(READER)
    assert not any(told[kept] for kept in ("places", "threads", "daily_excerpts_started"))
    going_on = await store.serials.get(serial.serial_id)
    assert going_on
    assert going_on.created_by == 0
    assert await store.places.of(OTHER, story_id)
    assert await store.library.problems() == []
