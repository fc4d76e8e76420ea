from __future__ import annotations

import asyncio
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, select, text
from sqlalchemy.exc import IntegrityError, StatementError

import migrations
from stories import database
from stories.database import default_url, engine_for, open_engine
from stories.errors import NewerDatabaseError, StoreError
from stories.instalments import Spot
from stories.places import Place
from stories.schema import metadata, servers
from stories.sqlite_connection import SqliteConnection
from stories.store import Store

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection


async def test_the_migrations_build_what_the_schema_says(database_url: str):
    engine = await open_engine(database_url)
    async with engine.connect() as connection:
        differences = await connection.run_sync(_differences)
    await engine.dispose()

    assert differences == []


async def test_numbers_that_stand_in_buttons_are_never_given_twice(database_url: str):
    engine = await open_engine(database_url)
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT name, sql FROM sqlite_master")) if "sqlite" in database_url else ()
        built = {name for name, sql in rows if "AUTOINCREMENT" in (sql or "")}
    await engine.dispose()
    wanted = {name for name, table in metadata.tables.items() if table.dialect_options["sqlite"]["autoincrement"]}

    assert "sqlite" not in database_url or built == wanted


async def test_daily_excerpts_of_the_first_fireside_go_on_where_they_were(database_url: str, now: datetime):
    engine = engine_for(database_url)
    async with engine.connect() as connection:
        await _as_it_was_at_first(connection)
    await engine.dispose()

    store = await Store.open(database_url)
    [running, resting] = await store.serials.in_server(9)
    following = await store.instalments.open(running.serial_id)
    failed = await store.instalments.open(resting.serial_id)
    kept = await store.threads.delivery(1, 1)
    problems = await store.library.problems()
    await store.close()

    assert following
    assert failed
    assert (running.state, running.thread_id, running.terms.manner, running.terms.minute) == (
        "active",
        77,
        "thread",
        480,
    )
    assert (following.number, following.place, following.end) == (3, Place(1, 1, 1, 0), Spot(1, 4))
    assert (following.due_at, following.local_date) == (datetime(2026, 5, 1, 6, tzinfo=UTC), date(2026, 5, 1))
    assert (resting.state, resting.reason, failed.state) == ("suspended", "No right.", "failed")
    assert kept, "what hangs on a table that is made anew stays"
    assert problems == []


async def _as_it_was_at_first(connection: AsyncConnection) -> None:
    await connection.run_sync(_everything_away)
    await connection.commit()
    await connection.run_sync(_first_tables)
    for statement in _FIRST_ROWS:
        await connection.execute(text(statement))
    await connection.commit()


def _everything_away(connection: Connection) -> None:
    found = MetaData()
    found.reflect(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    else:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        found.drop_all(connection)


def _first_tables(connection: Connection) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    command.upgrade(config, "0001")


_TOLD = "false, '[]', 'General', NULL, NULL, NULL, '', '[]', '{}', '2026-01-01', NULL"
_DAILY = "'Europe/Rome', 480, '2026-05-01 06:00:00'"
_FIRST_ROWS = (
    "INSERT INTO servers VALUES (9, '2026-01-01')",
    f"INSERT INTO stories VALUES (1, 'o', 1, 'T', 't', {_TOLD})",
    f"INSERT INTO stories VALUES (2, 'p', 1, 'U', 'u', {_TOLD})",
    "INSERT INTO revisions VALUES (1, 1, 'd', 1, 1, 4, '2026-01-01')",
    "INSERT INTO revisions VALUES (2, 1, 'e', 1, 1, 4, '2026-01-01')",
    "INSERT INTO chapters VALUES (1, 1, 1, '', '', 4, 'Text', '[]')",
    "INSERT INTO chapters VALUES (2, 1, 1, '', '', 4, 'Text', '[]')",
    "INSERT INTO sections VALUES (1, 1, 1, 1, 0, 4, 0, 'Text', '[]')",
    "INSERT INTO sections VALUES (2, 1, 1, 1, 0, 4, 0, 'Text', '[]')",
    f"INSERT INTO serials VALUES (1, 9, 4, 1, {_DAILY}, 3, 1, 1, 0, NULL, 'active', NULL, 5, '2026-01-01', NULL)",
    f"INSERT INTO serials VALUES (2, 9, 4, 2, {_DAILY}, 1, 1, 1, 0, NULL, 'suspended', 'No right.', 5, '2026-01-01', NULL)",  # noqa: E501
    "INSERT INTO threads VALUES (1, 77, 4, 9, 1, NULL, 1, false, '2026-01-01')",
    "UPDATE serials SET thread_id = 1 WHERE serial_id = 1",
    "INSERT INTO deliveries VALUES (1, 1, 1, 1, 1, 0, 4, 'sent', 'me', '2026-01-01', 88, '2026-01-01')",
)


async def test_a_database_of_a_newer_fireside_is_refused_in_a_sentence(database_url: str):
    engine = engine_for(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'from-tomorrow'"))
    await engine.dispose()

    with pytest.raises(NewerDatabaseError, match="newer Fireside"):
        await Store.open(database_url)


async def test_two_that_start_at_once_both_find_the_tables(tmp_path: Path, now: datetime):
    url = f"sqlite:///{tmp_path / 'a folder' / 'new.sqlite3'}"

    opened = await asyncio.gather(Store.open(url), Store.open(url))

    for store in opened:
        await store.servers.know(1, now=now)
        await store.close()


def test_many_that_come_upon_a_new_file_at_once_all_open_it(tmp_path: Path):
    together = Barrier(4)

    async def opened(path: Path) -> bool:
        connection = await SqliteConnection.to(path)
        await connection.close()
        return True

    def come(path: Path) -> bool:
        together.wait()
        return asyncio.run(opened(path))

    with ThreadPoolExecutor(4) as crowd:
        for number in range(40):
            path = tmp_path / f"{number}.sqlite3"
            assert all(crowd.map(come, [path] * 4))


async def test_two_that_migrate_one_postgresql_at_once_take_turns(database_url: str):
    if not database_url.startswith("postgresql"):
        pytest.skip("the file's own lock is tested above")
    engine = engine_for(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    await engine.dispose()

    for store in await asyncio.gather(Store.open(database_url), Store.open(database_url)):
        assert await store.library.titles() == []
        await store.close()


async def test_a_moment_without_a_zone_is_refused(store: Store, now: datetime):
    with pytest.raises(StatementError, match="no time zone"):
        await store.servers.know(1, now=now.replace(tzinfo=None))


async def test_moments_come_back_in_utc(database_url: str, now: datetime):
    store = await Store.open(database_url)
    await store.servers.know(2**63 - 1, now=now)
    await store.close()

    engine = engine_for(database_url)
    async with engine.connect() as connection:
        assert await connection.scalar(select(servers.c.known_since)) == now
    await engine.dispose()


async def test_foreign_keys_and_checks_hold(database_url: str):
    engine = await open_engine(database_url)
    for statement in (
        "INSERT INTO tags (story_id, kind, position, name) VALUES (1, 'tag', 0, 'x')",
        "INSERT INTO revisions VALUES (1, 0, 'd', 1, 1, 1, '2020-01-01')",
    ):
        with pytest.raises(IntegrityError):
            async with engine.begin() as connection:
                await connection.execute(text(statement))
    await engine.dispose()


async def test_facts_are_remembered_by_name(store: Store):
    assert await store.facts.get("commands") is None

    await store.facts.set("commands", "one")
    await store.facts.set("commands", "two")

    assert await store.facts.get("commands") == "two"


async def test_a_file_that_is_no_database_is_named(tmp_path: Path):
    path = tmp_path / "notes.txt"
    path.write_text("Not a database, but a note that is long enough to be read as one." * 9)

    with pytest.raises(StoreError, match=r"notes\.txt.*not a database.*another file"):
        await open_engine(f"sqlite:///{path}")


async def test_a_folder_is_no_database(tmp_path: Path):
    with pytest.raises(StoreError, match="unable to open"):
        await open_engine(f"sqlite:///{tmp_path}")


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match=r"file/deeper.*cannot be made"):
        await open_engine(f"sqlite:///{tmp_path}/file/deeper/x.sqlite3")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_file_that_may_not_be_written_is_named(tmp_path: Path):
    path = tmp_path / "mine.sqlite3"
    sqlite3.connect(path).close()
    path.chmod(0o400)

    with pytest.raises(StoreError, match=r"mine\.sqlite3"):
        await open_engine(f"sqlite:///{path}")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "sqlite:///FILE or postgresql://"),
        ("mysql://somewhere/x", "not in “mysql”"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("postgresql://fireside@127.0.0.1:1/x", "No PostgreSQL answers at 127.0.0.1:1"),
    ],
)
async def test_an_address_that_leads_nowhere_is_explained(url: str, words: str):
    with pytest.raises(StoreError, match=words):
        await open_engine(url)


async def test_a_postgresql_that_refuses_is_quoted(database_url: str):
    if not database_url.startswith("postgresql"):
        pytest.skip("a file has no password")

    with pytest.raises(StoreError, match=r"“?does not exist.*DATABASE_URL"):
        await open_engine(f"{database_url}_that_is_not_there")


async def test_postgresql_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    def nothing(_: str) -> None: ...

    monkeypatch.setattr(database, "find_spec", nothing)

    with pytest.raises(StoreError, match=r'pip install "\.\[postgres\]"'):
        await open_engine("postgresql://localhost/x")


def test_a_password_stays_out_of_the_words():
    with pytest.raises(StoreError) as raised:
        asyncio.run(open_engine("postgresql://me:sesame@127.0.0.1:1/x"))

    assert "sesame" not in str(raised.value)


def test_without_a_choice_the_stories_are_kept_with_the_users_data():
    assert default_url().startswith("sqlite:///")
    assert "fireside" in default_url()


def _differences(connection: Connection) -> list[object]:
    return compare_metadata(MigrationContext.configure(connection), metadata)
