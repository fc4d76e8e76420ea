from __future__ import annotations

import asyncio
import os
import sqlite3
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from stories import database
from stories.database import default_url, engine_for, open_engine
from stories.errors import NewerDatabaseError, StoreError
from stories.schema import metadata, servers
from stories.store import Store

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection


async def test_the_migrations_build_what_the_schema_says(database_url: str):
    engine = await open_engine(database_url)
    async with engine.connect() as connection:
        differences = await connection.run_sync(_differences)
    await engine.dispose()

    assert differences == []


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
