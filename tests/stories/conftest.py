"""A migrated store on every engine there is, and stories to put into it."""

from __future__ import annotations

import asyncio
import os
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy.engine import make_url

from stories.database import engine_for, open_engine, reading
from stories.manuscript import Chapter, Manuscript
from stories.ratings import Rating
from stories.store import Store
from stories.text import Passage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

NO_POSTGRES = "TEST_POSTGRES_URL names no PostgreSQL that answers"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file, to be copied for each test."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str | None]:
    """The name of a migrated database, to be copied for each test; None where there is no PostgreSQL."""
    name = f"fireside_test_{uuid4().hex}"
    if not _execute_on_postgres(f"CREATE DATABASE {name}"):
        yield None
        return
    asyncio.run(_migrate(_postgres_url(name)))
    yield name
    _execute_on_postgres(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty database of this test's own."""
    if request.param == "sqlite":
        path = tmp_path / "fireside.sqlite3"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    template = request.getfixturevalue("postgres_template")
    if template is None:
        required = "postgres" in os.environ.get("FIRESIDE_REQUIRE", "").split()
        (pytest.fail if required else pytest.skip)(NO_POSTGRES)
    name = f"fireside_test_{uuid4().hex}"
    _execute_on_postgres(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _postgres_url(name)
    _execute_on_postgres(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await Store.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def second_store(store: Store, database_url: str) -> AsyncIterator[Store]:
    """Another process on the same database."""
    opened = await Store.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


def a_text(*, paragraphs: int, name: str = "one") -> str:
    """Paragraphs that are all different, about ten to a section."""
    sentence = "It goes on for long enough that a section is full after ten of them, or after a few more than that."
    return "\n\n".join(f"Paragraph {n} of {name}. {sentence} {sentence}" for n in range(1, paragraphs + 1))


def a_manuscript(*texts: str, title: str = "The Lamp", rating: Rating = Rating.TEEN, **told: object) -> Manuscript:
    """A story of those chapters, or else of two chapters with three sections each."""
    bodies = texts or (a_text(paragraphs=25, name="one"), a_text(paragraphs=25, name="two"))
    chapters = tuple(Chapter(number=n, title=f"Part {n}", body=Passage(text)) for n, text in enumerate(bodies, start=1))
    return Manuscript(title=title, rating=rating, chapters=chapters, **told)  # pyright: ignore[reportArgumentType]


async def keep(store: Store, manuscript: Manuscript, *, origin: str = "file:/a.txt", digest: str | None = None) -> int:
    """Take it in; without a digest of its own it is other bytes each time."""
    imported = await store.library.keep(manuscript, origin=origin, digest=digest or uuid4().hex, now=datetime.now(UTC))
    return imported.story_id


async def _migrate(url: str) -> None:
    await (await open_engine(url)).dispose()


def _postgres_url(name: str) -> str:
    given = make_url(os.environ["TEST_POSTGRES_URL"])
    return given.set(database=name).render_as_string(hide_password=False)


def _execute_on_postgres(statement: str) -> bool:
    """Whether it was done; databases are made outside of transactions."""
    if not os.environ.get("TEST_POSTGRES_URL"):
        return False

    async def work() -> None:
        engine = engine_for(os.environ["TEST_POSTGRES_URL"])
        async with reading(engine).connect() as connection:
            await connection.exec_driver_sql(statement)
        await engine.dispose()

    try:
        asyncio.run(work())
    except OSError:
        return False
    return True
