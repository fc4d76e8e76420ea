"""The Discord servers that have used Fireside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects.postgresql import insert  # runs on both engines

from stories.schema import servers
from stories.store.connections import Connected

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.dialects.postgresql import Insert


class Servers(Connected):
    """Known by their Discord number."""

    async def know(self, server_id: int, *, now: datetime) -> None:
        """Note a server down; one that is known stays as it is."""
        async with self._connections.alone() as connection:
            await connection.execute(knowing(server_id, now=now))


def knowing(server_id: int, *, now: datetime) -> Insert:
    """The statement that notes a server down."""
    return insert(servers).values(server_id=server_id, known_since=now).on_conflict_do_nothing()
