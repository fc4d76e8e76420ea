from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from stories.database import engine_for
from stories.planning import Planner
from stories.serials import Terms
from tests.stories.conftest import a_manuscript, keep

if TYPE_CHECKING:
    from datetime import datetime

    from stories.store import Store

LONG = "word " * 500


async def fill(store: Store, now: datetime) -> None:
    """Two stories, a reader, a thread with a message, and a daily excerpt."""
    first = await keep(store, a_manuscript(title="Lamp"), origin="file:/1")
    await keep(store, a_manuscript(title="Moth"), origin="file:/2")
    page = await store.library.page_numbered(first, 1)
    await store.places.reach(1, page, now=now)
    terms = Terms(server_id=9, channel_id=4, zone="UTC", minute=0)
    planned = await Planner(store.library).first(terms, first, now=now)
    await store.serials.start(terms, planned=planned, created_by=1, now=now)
    thread = await store.threads.begin(server_id=9, parent_id=4, story_id=first, reader_id=1, now=now)
    await store.threads.claim(
        thread.thread_id, ordinal=1, place=page.place, end=page.end, owner="me", now=now, until=now
    )


async def break_it(url: str, *statements: str) -> None:
    """As no Fireside would: from outside, and on SQLite without its foreign keys."""
    engine = engine_for(url)
    async with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            raw = await connection.get_raw_connection()
            await raw.driver_connection.execute("PRAGMA foreign_keys = OFF")  # pyright: ignore[reportOptionalMemberAccess]
        for statement in statements:
            await connection.execute(text(statement))
        await connection.commit()
    await engine.dispose()


async def test_what_fireside_wrote_holds_together(store: Store, now: datetime):
    await fill(store, now)

    assert await store.library.problems() == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE stories SET revision = 3 WHERE story_id = 1", "“Lamp” (story 1) has no revision 3"),
        ("UPDATE stories SET sort_key = 'x' WHERE story_id = 1", "is not sorted by its title"),
        ("UPDATE stories SET removed_at = '2020-01-01' WHERE story_id = 2", "“Moth” (story 2) was removed, but some"),
        (
            "UPDATE revisions SET sections = 9 WHERE story_id = 1",
            "revision 1: it says that it has 9 sections, and has 6",
        ),
        ("UPDATE revisions SET chapters = 9 WHERE story_id = 1", "9 chapters, and has 2"),
        ("UPDATE revisions SET characters = 9 WHERE story_id = 1", "9 characters, and has"),
        ("UPDATE chapters SET characters = 900000 WHERE story_id = 1", "chapter 1 says that it has 900000 characters"),
        ("UPDATE chapters SET spans = '[[0,999999,\"quote\"]]' WHERE story_id = 1", "spans of chapter 1 do not fit"),
        ("UPDATE chapters SET spans = '[[0,3,\"odd\"]]' WHERE story_id = 1", "spans of chapter 1 do not fit"),
        ("DELETE FROM sections WHERE story_id = 1 AND number = 2", "its sections are not numbered from 1 to 5"),
        ("DELETE FROM sections WHERE story_id = 1 AND number = 6", "the sections of chapter 2 do not join to its text"),
        (
            'UPDATE sections SET "end" = "end" - 1 WHERE story_id = 1 AND number = 1',
            "sections of chapter 1 do not join",
        ),
        (
            "UPDATE sections SET start = start + 1 WHERE story_id = 1 AND number = 2",
            "sections of chapter 1 do not join",
        ),
        ("UPDATE sections SET text = 'else' WHERE story_id = 1 AND number = 2", "section 2 is not what stands there"),
        ("UPDATE sections SET spans = '[[0,3,\"quote\"]]' WHERE number = 2", "section 2 is not what stands there"),
        ("UPDATE sections SET before = 1 WHERE story_id = 1 AND number = 2", "section 2 says that 1 characters come"),
        (f"UPDATE sections SET text = '{LONG}' WHERE number = 2", "section 2 is longer than a page when it is shown"),
        ("INSERT INTO notes VALUES (1, 1, 0, 'head', 9, 'Hm.', '[]')", "note 1 belongs to chapter 9, which does not"),
        ("INSERT INTO notes VALUES (1, 1, 0, 'head', 1, '', '[[0,1,\"quote\"]]')", "spans of note 1 do not fit"),
        ("UPDATE places SET chapter = 9", "Reader 1 is at a place that does not exist in story 1."),
        ('UPDATE places SET "offset" = 900000', "Reader 1 is at a place that does not exist in story 1."),
        ("UPDATE deliveries SET chapter = 9", "Message 1 of thread 1 is at a place that does not exist in story 1."),
        ('UPDATE deliveries SET "end" = 900000', "Message 1 of thread 1 ends after the text of its chapter."),
        ("UPDATE deliveries SET story_id = 2", "Message 1 of thread 1 is of another story than the thread."),
        ("UPDATE instalments SET chapter = 9", "Instalment 1 of daily excerpt 1 is at a place that does not exist"),
        ("UPDATE instalments SET end_offset = 900000", "Instalment 1 of daily excerpt 1 ends after the text"),
        ("DELETE FROM instalments", "Daily excerpt 1 runs, and has no next instalment."),
        ("UPDATE serials SET zone = 'Nowhere/Land'", "“Nowhere/Land”, which does not exist."),
        ("UPDATE stories SET removed_at = '2020-01-01'", "Thread 1 belongs to a story that was removed."),
    ],
)
async def test_what_was_broken_is_said(store: Store, database_url: str, now: datetime, statement: str, sentence: str):
    await fill(store, now)

    await break_it(database_url, statement)

    assert any(sentence in problem for problem in await store.library.problems())


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("DELETE FROM readers", "places points at something in readers that does not exist."),
        ("DELETE FROM servers", "threads points at something in servers that does not exist."),
        ("DELETE FROM threads", "deliveries points at something in threads that does not exist."),
        ("UPDATE places SET revision = 7", "places points at something in revisions that does not exist."),
    ],
)
async def test_what_points_nowhere_is_said(
    store: Store, database_url: str, now: datetime, statement: str, sentence: str
):
    if database_url.startswith("postgresql"):
        pytest.skip("PostgreSQL lets nobody switch its foreign keys off")
    await fill(store, now)

    await break_it(database_url, statement)

    assert any(sentence in problem for problem in await store.library.problems())
