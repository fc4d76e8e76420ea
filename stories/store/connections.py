"""The ways to speak to the database: a glance at one row, one statement by itself, or several that hold together."""

from __future__ import annotations

import sqlite3
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from stories.database import reading
from stories.store.changes import Changes
from stories.store.glances import Glances

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    from stories.store.changes import Change
    from stories.store.rows import AnyRow, AnySelect

_KEPT_AT_HAND = 2  # of the pool's fifteen; the rest is for whoever needs a transaction


class Connections:
    """What every part of the store works with."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._reading = reading(engine)
        # A file cannot hang up. Taking a connection from the pool and giving it back costs as much as a statement.
        self._keep = _KEPT_AT_HAND if engine.dialect.name == "sqlite" else 0
        self._at_hand: list[AsyncConnection] = []
        self._glances = Glances(f"{engine.url.database}") if self._keep else None
        self._changes = Changes(f"{engine.url.database}") if self._keep else None

    async def glance(self, statement: AnySelect, values: Mapping[str, Any]) -> AnyRow | None:
        """The one row that has a key; only for what is found by a seek or two, however much there is.

        SQLite gives it in the time of a few lines of Python, so it is read without a visit to a thread.
        """
        if self._glances:
            with suppress(sqlite3.OperationalError):  # it is locked just now, which is for a thread to wait for
                return self._glances.at(statement, values)
        async with self.alone() as connection:
            return (await connection.execute(statement, values)).one_or_none()

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

        Only for a few rows that are found by their keys, in statements that are built once: see `glance`.
        """
        if self._changes:
            with suppress(sqlite3.OperationalError):
                return self._changes.make(changes)
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
        if self._glances:
            self._glances.close()
        if self._changes:
            self._changes.close()
        await self._engine.dispose()


class Connected:
    """A part of the store."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
