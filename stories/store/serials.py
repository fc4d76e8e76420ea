"""Daily excerpts: which are due, and how far each has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert  # runs on both engines

from stories.errors import StoryError
from stories.places import Place
from stories.schema import serials
from stories.store import servers
from stories.store.connections import Connected
from stories.store.records import Serial
from stories.store.rows import living_story

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Update

    from stories.store.rows import AnyRow, AnySelect

END_OF_STORY = "The story has come to its end."
_REPLACED = "It was started anew."


class Serials(Connected):
    """One runs for each channel and story; those that ended are kept."""

    async def start(
        self,
        *,
        server_id: int,
        channel_id: int,
        story_id: int,
        zone: str,
        minute: int,
        due_at: datetime,
        place: Place,
        created_by: int,
        now: datetime,
    ) -> Serial:
        """Begin one; a suspended one of the same story there gives way, an active one does not."""
        here = (serials.c.channel_id == channel_id, serials.c.story_id == story_id)
        row = {
            "server_id": server_id,
            "channel_id": channel_id,
            "zone": zone,
            "minute": minute,
            "due_at": due_at,
            "number": 1,
            **place._asdict(),
            "story_id": story_id,
            "state": "active",
            "created_by": created_by,
            "created_at": now,
        }
        async with self._connections.together() as connection:
            story = await living_story(connection, story_id)
            await connection.execute(servers.knowing(server_id, now=now))
            await connection.execute(
                update(serials).where(*here, serials.c.state == "suspended").values(state="ended", reason=_REPLACED)
            )
            begun = insert(serials).values(row).on_conflict_do_nothing().returning(serials)
            found = (await connection.execute(begun)).one_or_none()
            if found is None:
                raise StoryError(f"“{story.title}” is already told there every day.")
        return _serial(found)

    async def in_server(self, server_id: int) -> list[Serial]:
        """Those that run or rest in a server, in the order they were started."""
        c = serials.c
        return await self._all(
            select(serials).where(c.server_id == server_id, c.state != "ended").order_by(c.serial_id)
        )

    async def get(self, serial_id: int) -> Serial | None:
        """The one of that number."""
        found = await self._all(select(serials).where(serials.c.serial_id == serial_id))
        return found[0] if found else None

    async def due(self, now: datetime, *, limit: int) -> list[Serial]:
        """Active ones whose time has come, the longest overdue first."""
        c = serials.c
        overdue = select(serials).where(c.state == "active", c.due_at <= now)
        return await self._all(overdue.order_by(c.due_at, c.serial_id).limit(limit))

    async def next_due(self) -> datetime | None:
        """When the next active one is due, or was."""
        c = serials.c
        async with self._connections.alone() as connection:
            soonest = select(c.due_at).where(c.state == "active").order_by(c.due_at).limit(1)
            return await connection.scalar(soonest)

    async def use_thread(self, serial_id: int, thread_id: int) -> None:
        """From now on it goes to that thread."""
        await self._change(_of(serial_id).values(thread_id=thread_id))

    async def advance(
        self,
        serial_id: int,
        *,
        number: int,
        due_at: datetime,
        place: Place | None,
        ended_reason: str | None = None,
        now: datetime,
    ) -> bool:
        """Go on to the next instalment, or end where no place is left; False when that was done already."""
        step = _step(serial_id, number=number, due_at=due_at, place=place, ended_reason=ended_reason, now=now)
        async with self._connections.alone() as connection:
            return (await connection.execute(step)).rowcount == 1

    async def stop(self, serial_id: int, *, reason: str) -> None:
        """End it; its thread stays."""
        await self._change(_of(serial_id).values(state="ended", reason=reason))

    async def suspend(self, serial_id: int, *, reason: str) -> None:
        """Let it rest until somebody mends what is wrong and starts it anew."""
        await self._change(_of(serial_id).values(state="suspended", reason=reason))

    async def postpone(self, serial_id: int, *, due_at: datetime) -> None:
        """Try the same instalment again later."""
        await self._change(_of(serial_id).values(due_at=due_at))

    async def _all(self, wanted: AnySelect) -> list[Serial]:
        async with self._connections.alone() as connection:
            return [_serial(row) for row in await connection.execute(wanted)]

    async def _change(self, statement: Update) -> None:
        async with self._connections.alone() as connection:
            await connection.execute(statement)


def _of(serial_id: int) -> Update:
    """One that has ended is left alone."""
    return update(serials).where(serials.c.serial_id == serial_id, serials.c.state != "ended")


def _step(
    serial_id: int, *, number: int, due_at: datetime, place: Place | None, ended_reason: str | None, now: datetime
) -> Update:
    step = _of(serial_id).where(serials.c.number == number).values(number=number + 1, due_at=due_at, last_sent_at=now)
    if place is None:
        return step.values(state="ended", reason=ended_reason or END_OF_STORY)
    return step.values(revision=place.revision, chapter=place.chapter, offset=place.offset)


def _serial(row: AnyRow) -> Serial:
    return Serial(
        serial_id=row.serial_id,
        server_id=row.server_id,
        channel_id=row.channel_id,
        story_id=row.story_id,
        zone=row.zone,
        minute=row.minute,
        due_at=row.due_at,
        number=row.number,
        place=Place(row.story_id, row.revision, row.chapter, row.offset),
        thread_id=row.thread_id,
        state=row.state,
        reason=row.reason,
        created_by=row.created_by,
        last_sent_at=row.last_sent_at,
    )
