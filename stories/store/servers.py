"""The Discord servers that have used Fireside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
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

    async def keeper_role(self, server_id: int) -> int | None:
        """The role whose members look after its stories, besides those who manage the server."""
        async with self._connections.alone() as connection:
            return await connection.scalar(select(servers.c.keeper_role_id).where(servers.c.server_id == server_id))

    async def set_keeper_role(self, server_id: int, role_id: int | None, *, now: datetime) -> None:
        """Let the members of that role look after its stories, and no others; None lets no role do it."""
        known = insert(servers).values(server_id=server_id, known_since=now, keeper_role_id=role_id)
        async with self._connections.alone() as connection:
            await connection.execute(
                known.on_conflict_do_update(
                    index_elements=[servers.c.server_id], set_={"keeper_role_id": known.excluded.keeper_role_id}
                )
            )


def knowing(server_id: int, *, now: datetime) -> Insert:
    """The statement that notes a server down."""
    return insert(servers).values(server_id=server_id, known_since=now).on_conflict_do_nothing()
