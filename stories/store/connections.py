"""The two ways to speak to the database: one statement by itself, or several that hold together."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from stories.database import reading

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_KEPT_AT_HAND = 2  # of the pool's fifteen; the rest is for whoever needs a transaction


class Connections:
    """What every part of the store works with."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._reading = reading(engine)
        # A file cannot hang up. Taking a connection from the pool and giving it back costs as much as a statement.
        self._keep = _KEPT_AT_HAND if engine.dialect.name == "sqlite" else 0
        self._at_hand: list[AsyncConnection] = []

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

    async def close(self) -> None:
        """Let go of the database."""
        while self._at_hand:
            await self._at_hand.pop().close()
        self._keep = 0
        await self._engine.dispose()


class Connected:
    """A part of the store."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
