from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from stories.planning import Planner
from stories.serials import Terms
from tests.stories.conftest import a_manuscript, keep

if TYPE_CHECKING:
    from stories.store import Store
    from stories.store.records import Serial

READER, OTHER = 2**60, 7
SERVERS = Terms(server_id=9, channel_id=4, zone="UTC", minute=0)


async def read_and_start(store: Store, story_id: int, reader_id: int, now: datetime) -> None:
    page = await store.library.page_numbered(story_id, 2)
    await store.places.reach(reader_id, page, now=now)
    thread = await store.threads.begin(server_id=9, parent_id=8, story_id=story_id, reader_id=reader_id, now=now)
    until = now + timedelta(minutes=1)
    await store.threads.claim(
        thread.thread_id, ordinal=1, place=page.place, end=page.end, owner="me", now=now, until=until
    )


async def start(store: Store, story_id: int, *, terms: Terms, by: int) -> Serial:
    now = datetime.now(UTC)
    planned = await Planner(store.library).first(terms, story_id, now=now)
    return await store.serials.start(terms, planned=planned, created_by=by, now=now)


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
    serial = await start(store, story_id, terms=SERVERS, by=READER)
    theirs = replace(SERVERS, server_id=None, channel_id=None, reader_id=READER)
    own = await start(store, story_id, terms=theirs, by=READER)

    assert await store.readers.forget(READER) == 4
    assert await store.readers.forget(READER) == 0

    told = await store.readers.everything(READER)
    assert not any(told[kept] for kept in ("places", "threads", "daily_excerpts_started"))
    going_on = await store.serials.get(serial.serial_id)
    assert going_on
    assert going_on.created_by == 0
    assert await store.serials.get(own.serial_id) is None
    assert await store.places.of(OTHER, story_id)
    assert await store.library.problems() == []
