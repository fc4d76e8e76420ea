"""Threads in which a story goes on, and what was posted in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql

from stories.places import Place
from stories.schema import deliveries, threads
from stories.store import readers, servers
from stories.store.connections import Connected
from stories.store.records import Delivery, Thread

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Executable

    from stories.store.rows import AnyRow, AnySelect


class Threads(Connected):
    """A thread belongs to one story and one reader."""

    async def begin(
        self,
        *,
        server_id: int | None,
        parent_id: int,
        story_id: int,
        reader_id: int,
        discord_id: int | None = None,
        now: datetime,
    ) -> Thread:
        """Write a thread down before Discord makes it, or one that is there already; the same one twice is one."""
        row = {
            "server_id": server_id,
            "parent_id": parent_id,
            "story_id": story_id,
            "reader_id": reader_id,
            "discord_id": discord_id,
        }
        begun = postgresql.insert(threads).values(row | {"let_go": False, "created_at": now})
        async with self._connections.together() as connection:
            if server_id is not None:
                await connection.execute(servers.knowing(server_id, now=now))
            await connection.execute(readers.knowing(reader_id))
            found = (await connection.execute(begun.on_conflict_do_nothing().returning(threads))).one_or_none()
            if found is None:
                found = (await connection.execute(_kept(discord_id, story_id))).one()
        return _thread(found)

    async def opened(self, thread_id: int, *, discord_id: int) -> None:
        """Discord has made it."""
        await self._change(update(threads).where(threads.c.thread_id == thread_id).values(discord_id=discord_id))

    async def let_go(self, thread_id: int) -> None:
        """It was deleted or locked: the story goes on elsewhere."""
        await self._change(update(threads).where(threads.c.thread_id == thread_id).values(let_go=True))

    async def of_reader(self, reader_id: int, story_id: int, *, server_id: int | None) -> Thread | None:
        """The newest thread in that server, or in direct messages, that was not let go."""
        c = threads.c
        theirs = select(threads).where(c.reader_id == reader_id, c.story_id == story_id, c.server_id == server_id)
        return await self._one(theirs.where(~c.let_go).order_by(c.thread_id.desc()).limit(1))

    async def get(self, thread_id: int) -> Thread | None:
        """The thread of that number."""
        return await self._one(select(threads).where(threads.c.thread_id == thread_id))

    async def claim(
        self, thread_id: int, *, ordinal: int, place: Place, end: int, owner: str, now: datetime, until: datetime
    ) -> Delivery:
        """Claim the right to post; the delivery given back says who holds it, and whether it is posted already."""
        row = {
            "thread_id": thread_id,
            "ordinal": ordinal,
            **place._asdict(),
            "end": end,
            "state": "claimed",
            "owner": owner,
            "claimed_until": until,
        }
        while True:
            async with self._connections.alone() as connection:
                claimed = (await connection.execute(_claiming(row, now))).one_or_none()
            held = _delivery(claimed) if claimed else await self.delivery(thread_id, ordinal)
            if held:  # else the one who held it let go between the two statements
                return held

    async def sent(self, thread_id: int, ordinal: int, *, message_id: int, now: datetime) -> None:
        """It is posted, as that message."""
        c = deliveries.c
        posted = update(deliveries).where(c.thread_id == thread_id, c.ordinal == ordinal)
        await self._change(posted.values(state="sent", message_id=message_id, sent_at=now))

    async def release(self, thread_id: int, ordinal: int, *, owner: str) -> None:
        """Give a claim back that came to nothing; only one's own, and only while nothing is posted."""
        c = deliveries.c
        mine = delete(deliveries).where(c.thread_id == thread_id, c.ordinal == ordinal, c.owner == owner)
        await self._change(mine.where(c.state == "claimed"))

    async def expire(self, thread_id: int, ordinal: int, *, owner: str, now: datetime) -> None:
        """Let others take over one's own claim: whether it was posted is not known."""
        c = deliveries.c
        mine = update(deliveries).where(c.thread_id == thread_id, c.ordinal == ordinal, c.owner == owner)
        await self._change(mine.where(c.state == "claimed").values(claimed_until=now))

    async def last(self, thread_id: int) -> Delivery | None:
        """The latest delivery in the thread, posted or claimed."""
        c = deliveries.c
        return await self._delivery(select(deliveries).where(c.thread_id == thread_id).order_by(c.ordinal.desc()))

    async def delivery(self, thread_id: int, ordinal: int) -> Delivery | None:
        """The delivery of that number in the thread."""
        c = deliveries.c
        return await self._delivery(select(deliveries).where(c.thread_id == thread_id, c.ordinal == ordinal))

    async def delivery_of(self, message_id: int) -> Delivery | None:
        """The delivery that was posted as that message."""
        return await self._delivery(select(deliveries).where(deliveries.c.message_id == message_id))

    async def _one(self, wanted: AnySelect) -> Thread | None:
        async with self._connections.alone() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        return _thread(row) if row else None

    async def _delivery(self, wanted: AnySelect) -> Delivery | None:
        async with self._connections.alone() as connection:
            row = (await connection.execute(wanted.limit(1))).one_or_none()
        return _delivery(row) if row else None

    async def _change(self, statement: Executable) -> None:
        async with self._connections.alone() as connection:
            await connection.execute(statement)


def _claiming(row: dict[str, Any], now: datetime) -> Executable:
    claim = postgresql.insert(deliveries).values(row)
    c, new = deliveries.c, claim.excluded
    taken = {name: new[name] for name in row if name not in ("thread_id", "ordinal")}
    return claim.on_conflict_do_update(
        index_elements=[c.thread_id, c.ordinal], set_=taken, where=(c.state == "claimed") & (c.claimed_until <= now)
    ).returning(deliveries)


def _kept(discord_id: int | None, story_id: int) -> AnySelect:
    c = threads.c
    return select(threads).where(c.discord_id == discord_id, c.story_id == story_id, ~c.let_go)


def _thread(row: AnyRow) -> Thread:
    return Thread(
        thread_id=row.thread_id,
        discord_id=row.discord_id,
        parent_id=row.parent_id,
        server_id=row.server_id,
        story_id=row.story_id,
        reader_id=row.reader_id,
    )


def _delivery(row: AnyRow) -> Delivery:
    return Delivery(
        thread_id=row.thread_id,
        ordinal=row.ordinal,
        place=Place(row.story_id, row.revision, row.chapter, row.offset),
        end=row.end,
        state=row.state,
        owner=row.owner,
        claimed_until=row.claimed_until,
        message_id=row.message_id,
        sent_at=row.sent_at,
    )
