"""The two ways to speak to the database: one statement by itself, or several that hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.database import reading

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine


class Connections:
    """What every part of the store works with."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._reading = reading(engine)

    def alone(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """For single statements, each of which holds by itself; half the price of a transaction."""
        return self._reading.connect()

    def together(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """For statements that hold all or not at all; on SQLite nobody else writes meanwhile."""
        return self._engine.begin()

    async def close(self) -> None:
        """Let go of the database."""
        await self._engine.dispose()


class Connected:
    """A part of the store."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
