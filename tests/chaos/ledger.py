"""The bots' database, seen from outside of them, and its times moved on where waiting would take too long."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlalchemy import func, select, text, update

from stories.database import engine_for, reading
from stories.planning import Planner
from stories.schema import instalments, serials
from stories.store import Store
from stories.store.instalments import WAITING

if TYPE_CHECKING:
    from collections.abc import Coroutine, Generator

    from stories.serials import Terms
    from stories.store.records import Instalment

T = TypeVar("T")
_c = instalments.c


@dataclass(frozen=True, slots=True)
class Row:
    """What matters of an instalment."""

    serial_id: int
    number: int
    state: str
    owner: str | None
    progress: int


class Ledger:
    """One more process on the database; it posts nothing."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._runner = asyncio.Runner()
        self._engine = engine_for(url)
        self.store = self.do(Store.open(url))
        self._planner = Planner(self.store.library)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.do(self.store.close())
        self.do(self._engine.dispose())
        self._runner.close()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    def start(self, terms: Terms, story_id: int) -> int:
        """Begin a serial; its number."""

        async def started() -> int:
            now = datetime.now(UTC)
            planned = await self._planner.first(terms, story_id, now=now)
            return (await self.store.serials.start(terms, planned=planned, created_by=1, now=now)).serial_id

        return self.do(started())

    # ---------------------------------------------------------------------- looking

    def rows(self) -> list[Row]:
        """Every instalment, in the order of their serials and numbers."""

        async def read() -> list[Row]:
            wanted = select(_c.serial_id, _c.number, _c.state, _c.owner, _c.progress).order_by(_c.serial_id, _c.number)
            async with reading(self._engine).connect() as connection:
                return [Row(*row) for row in await connection.execute(wanted)]

        return self.do(read())

    def in_hand(self) -> list[Row]:
        """Those that somebody has claimed, or that are sent and not confirmed."""
        return [row for row in self.rows() if row.owner is not None]

    def instalments_of(self, serial_id: int) -> list[Instalment]:
        return self.do(self.store.instalments.all_of(serial_id))

    def is_quiet(self) -> bool:
        """Whether nothing is due."""
        soonest = self.do(self.store.instalments.next_at())
        return soonest is None or soonest > datetime.now(UTC) + timedelta(minutes=10)

    def count_due(self) -> int:
        """How many are due, or in somebody's hands."""
        now = datetime.now(UTC)

        async def read() -> int:
            async with reading(self._engine).connect() as connection:
                wanted = select(func.count()).select_from(instalments).where(WAITING, _c.due_at <= now)
                return await connection.scalar(wanted) or 0

        return self.do(read())

    def resting(self) -> list[str]:
        """Why serials rest."""

        async def read() -> list[str]:
            wanted = select(serials.c.serial_id, serials.c.reason).where(serials.c.state != "active")
            async with reading(self._engine).connect() as connection:
                return [f"serial {row.serial_id}: {row.reason}" for row in await connection.execute(wanted)]

        return self.do(read())

    def problems(self) -> list[str]:
        return self.do(self.store.library.problems())

    # ------------------------------------------------------------------ moving time on

    def make_due(self) -> None:
        """Let the next instalment of each serial be due now, as «post now» does."""
        now = datetime.now(UTC)
        for row in self.rows():
            if row.state == "due" and row.owner is None:
                self.do(self.store.instalments.hurry(row.serial_id, now=now))

    def let_claims_run_out(self) -> None:
        """Let the time be over that dead bots had, and the pauses before the next try: only while no bot runs."""

        async def done() -> None:
            now = datetime.now(UTC)
            waits = update(instalments).where(WAITING, _c.due_at <= now).values(next_at=now)
            async with self._engine.begin() as connection:
                await connection.execute(waits)

        self.do(done())

    @contextlib.contextmanager
    def closed(self) -> Generator[None]:
        """Nobody else can write meanwhile."""
        connection = self.do(self._locked())
        try:
            yield
        finally:
            self.do(connection.rollback())
            self.do(connection.close())

    async def _locked(self) -> Any:
        connection = await self._engine.connect()  # on SQLite each transaction has the lock from its start
        await connection.execute(
            text("SELECT 1" if self._engine.dialect.name == "sqlite" else "LOCK TABLE instalments IN EXCLUSIVE MODE")
        )
        return connection
