"""Each test has a world to itself, and what its bot asks of Discord is held against Discord's own description."""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest
from simcord import Env

from bot.client import Fireside
from bot.errors import explanation
from bot.tryout.mends import LOST_ANSWER, Mends, mended
from stories.store import Store
from tests.bot.sim import World
from tests.bot.standin import StandIn, serve
from tests.bot.visitor import browser, pictures
from tests.conftest import lacking, shared_folder
from tests.stories.conftest import database_url, postgres_template, sqlite_template

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator
    from pathlib import Path

    from discord.ext import commands

__all__ = [
    "browser",
    "database_url",
    "pictures",
    "postgres_template",
    "sqlite_template",
]  # fixtures that the bot's tests share

_unchecked = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that the migrations have built, to be copied: running them for every test would take longer."""
    path = tmp_path_factory.mktemp("store") / "empty.db"

    async def build() -> None:
        await (await Store.open(f"sqlite:///{path}")).close()

    asyncio.run(build())
    return path


@pytest.fixture
def store_url(empty_database: Path, tmp_path: Path) -> str:
    """The address of a database of the test's own."""
    return f"sqlite:///{shutil.copy(empty_database, tmp_path / 'fireside.db')}"


@pytest.fixture
async def store(store_url: str) -> AsyncGenerator[Store]:
    store = await Store.open(store_url)
    yield store
    await store.close()


@pytest.fixture
def make_bot(store: Store) -> Callable[[], commands.Bot]:
    """Makes the bot at the start of a world, and again at each restart."""
    return lambda: Fireside(store)


class Faults(logging.Handler):
    """What went wrong and was only logged, as nothing else would tell."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def faults() -> Generator[Faults]:
    faults = Faults()
    logging.getLogger().addHandler(faults)
    yield faults
    logging.getLogger().removeHandler(faults)


@pytest.fixture
async def env(
    make_bot: Callable[[], commands.Bot], faults: Faults, request: pytest.FixtureRequest
) -> AsyncGenerator[Env]:
    """simcord's world around the bot, not started yet; it fails the test for what went wrong unnoticed.

    An error that the bot explains is how it refuses something, and no fault: simcord cannot know that, we can.
    `@pytest.mark.simcord(check_errors=False)` is for tests that cause a fault of ours to see what becomes of it.
    """
    marker = request.node.get_closest_marker("simcord")
    options: dict[str, Any] = {"check_errors": True, **(marker.kwargs if marker else {})}
    env = Env(make_bot(), **options)
    yield env
    await env.shutdown()
    if options["check_errors"]:
        raised = [error for error in env.errors if not _is_no_fault(error)]
        logged = [r.getMessage() for r in faults.records if not (r.exc_info and _is_no_fault(r.exc_info[1]))]
        if raised:
            raise BaseExceptionGroup(f"the bot raised, and logged {logged}", raised)
        assert not logged, logged


def _is_no_fault(error: BaseException | None) -> bool:
    return isinstance(error, Exception) and (explanation(error) is not None or LOST_ANSWER in str(error))


@pytest.fixture
def mends(env: Env) -> Generator[Mends]:
    with mended(env) as mends:
        yield mends


@pytest.fixture
async def world(env: Env, mends: Mends, store: Store, make_bot: Callable[[], commands.Bot]) -> World:
    world = World(env, mends, store=store, make_bot=make_bot)
    await env.start()
    return world


@pytest.fixture
def stand_in(shared: Path, tmp_path: Path) -> Generator[StandIn]:
    with serve(shared, tmp_path) as stand_in:
        yield stand_in


# ------------------------------------------------------------------- the wire check


@pytest.fixture(scope="session")
def wire_checker() -> Any | None:
    """Discord's own description of its API, as a judge of requests; None where ../shared is missing."""
    if lacking("shared"):
        return None
    folder = shared_folder() / "discord"
    spec = importlib.util.spec_from_file_location("wirecheck", folder / "wirecheck.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["wirecheck"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.WireChecker.from_file(folder / "openapi_preview.json")


@pytest.fixture(autouse=True)
def held_against_discord(request: pytest.FixtureRequest, wire_checker: Any | None) -> Generator[None]:
    """Fail a test whose bot sent what Discord would refuse, though simcord took it."""
    yield
    worlds = [value for value in request.node.funcargs.values() if isinstance(value, Env)]
    if wire_checker is None:
        request.config.stash[_unchecked] = request.config.stash.get(_unchecked, False) or bool(worlds)
        return
    problems = {str(problem) for env in worlds for problem in wire_checker.check_all(env.http_requests)}
    assert not problems, "Discord would object:\n" + "\n".join(sorted(problems))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash.get(_unchecked, False):
        terminalreporter.write_line(f"The wire check was off: it {lacking('shared')}.", yellow=True)
