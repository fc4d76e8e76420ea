"""Drafts of serials: kept from one press to the next, also over a restart, until they are saved or a week is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from stories.drafts import Draft, read, written
from stories.errors import StoryError
from stories.schema import drafts
from stories.store import servers
from stories.store.connections import Connected

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

WEEK = timedelta(days=7)
GONE = "That was saved or thrown away already. `/daily status` shows what is told here."


class Drafts(Connected):
    """Nothing of them holds: saving one makes a serial of it, or changes one, and takes the draft away."""

    async def begin(self, draft: Draft, *, by: int, now: datetime) -> Draft:
        """Keep a new one; those that the same person has left lying for a week go."""
        server_id = draft.terms.server_id
        row = {"server_id": server_id, "serial_id": draft.serial_id, "made_by": by, "made_at": now}
        async with self._connections.together() as connection:
            await connection.execute(delete(drafts).where(drafts.c.made_by == by, drafts.c.made_at < now - WEEK))
            if server_id is not None:
                await connection.execute(servers.knowing(server_id, now=now))
            keeping = insert(drafts).values(row | {"content": written(draft)}).returning(drafts.c.draft_id)
            draft_id = await connection.scalar(keeping)
        assert draft_id is not None
        return replace(draft, draft_id=draft_id)

    async def get(self, draft_id: int) -> Draft:
        """The one of that number; a StoryError where it is there no more."""
        async with self._connections.alone() as connection:
            row = (await connection.execute(select(drafts).where(drafts.c.draft_id == draft_id))).one_or_none()
        if row is None:
            raise StoryError(GONE)
        return read(row.content, draft_id=draft_id, serial_id=row.serial_id)

    async def write(self, draft: Draft) -> None:
        """Keep what was chosen since."""
        changed = update(drafts).where(drafts.c.draft_id == draft.draft_id).values(content=written(draft))
        async with self._connections.alone() as connection:
            if (await connection.execute(changed)).rowcount != 1:
                raise StoryError(GONE)

    async def discard(self, draft_id: int) -> None:
        """Throw it away."""
        async with self._connections.alone() as connection:
            await connection.execute(delete(drafts).where(drafts.c.draft_id == draft_id))


async def take(connection: AsyncConnection, draft_id: int) -> None:
    """Take a draft away with what is made of it: whoever comes second finds none."""
    if (await connection.execute(delete(drafts).where(drafts.c.draft_id == draft_id))).rowcount != 1:
        raise StoryError(GONE)
