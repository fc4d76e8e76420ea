"""The ways to speak to the database: a glance at one row, one statement by itself, or several that hold together."""

from __future__ import annotations

import sqlite3
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from stories.database import reading
from stories.store.on_the_spot import OnTheSpot

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    from stories.store.on_the_spot import Asking, Change
    from stories.store.rows import AnyRow

_KEPT_AT_HAND = 2  # of the pool's fifteen; the rest is for whoever needs a transaction


class Connections:
    """What every part of the store works with."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._reading = reading(engine)
        # A file cannot hang up. Taking a connection from the pool and giving it back costs as much as a statement.
        self._keep = _KEPT_AT_HAND if engine.dialect.name == "sqlite" else 0
        self._at_hand: list[AsyncConnection] = []
        self._on_the_spot = OnTheSpot(f"{engine.url.database}") if self._keep else None

    async def glance(self, statement: Asking, values: Mapping[str, Any]) -> AnyRow | None:
        """The one row that a statement gives: see `glances`."""
        rows = await self.glances(statement, values)
        return rows[0] if rows else None

    async def glances(self, statement: Asking, values: Mapping[str, Any]) -> Sequence[AnyRow]:
        """The few rows that a statement gives, and may change; it must be built once, and seek what it wants by keys.

        SQLite gives them in the time of some lines of Python, so it is asked without a visit to a thread.
        """
        if self._on_the_spot:
            with suppress(sqlite3.OperationalError):  # it is locked just now, which is for a thread to wait for
                return self._on_the_spot.rows(statement, values)
        async with self.alone() as connection:
            return (await connection.execute(statement, values)).all()

    @asynccontextmanager
    async def alone(self) -> AsyncGenerator[AsyncConnection]:
        """For single statements, each of which holds by itself; a fraction of the price of a transaction."""
        connection = self._at_hand.pop() if self._at_hand else await self._reading.connect()
        kept = False
        try:
            yield connection
            kept = len(self._at_hand) < self._keep
        finally:
            if kept:
                self._at_hand.append(connection)
            else:
                await connection.close()

    def together(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """For statements that hold all or not at all; on SQLite nobody else writes meanwhile."""
        return self._engine.begin()

    async def change(self, *changes: Change) -> int:
        """Make these changes, which hold all or not at all; how many met a row before the first that did not.

        For such statements as `glances` takes.
        """
        if self._on_the_spot:
            with suppress(sqlite3.OperationalError):
                return self._on_the_spot.make(changes)
        async with self.together() as connection:
            for made, (statement, values) in enumerate(changes):
                if (await connection.execute(statement, values)).rowcount == 0:
                    await connection.rollback()
                    return made
        return len(changes)

    async def close(self) -> None:
        """Let go of the database."""
        while self._at_hand:
            await self._at_hand.pop().close()
        self._keep = 0
        if self._on_the_spot:
            self._on_the_spot.close()
        await self._engine.dispose()


class Connected:
    """A part of the store."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
