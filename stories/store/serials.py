"""Serials: what is agreed for each, and its life from start to end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, bindparam, delete, func, insert, select, update

from stories.errors import StoryError
from stories.schema import instalments, queue, serials
from stories.serials import Pace, Terms
from stories.store import drafts, readers, servers
from stories.store.connections import Connected
from stories.store.instalments import NOT_IN_HAND, OPEN, TAKE_FROM_QUEUE, TEXT, TIMES, open_row
from stories.store.records import Serial
from stories.store.rows import living_story

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Update
    from sqlalchemy.ext.asyncio import AsyncConnection

    from stories.planning import Planned
    from stories.schedule import Due
    from stories.store.rows import AnyRow, AnySelect

BUSY = "The next instalment is being posted at this moment. Try again in a minute."
ENDED = "That serial has ended."


class Serials(Connected):
    """Those that ended are kept, for their instalments; nothing is erased by what goes wrong."""

    async def start(
        self,
        terms: Terms,
        *,
        planned: Planned,
        queue: Sequence[int] = (),
        created_by: int,
        now: datetime,
        draft_id: int | None = None,
    ) -> Serial:
        """Begin a serial with its first instalment, of a draft where there is one, which is so saved once.

        The same story is not told twice at a time in one place.
        """
        assert planned.place
        story_id = planned.place.story_id
        async with self._connections.together() as connection:
            if draft_id is not None:
                await drafts.take(connection, draft_id)
            story = await living_story(connection, story_id)
            if terms.server_id is not None:
                await connection.execute(servers.knowing(terms.server_id, now=now))
            if terms.reader_id is not None:
                await connection.execute(readers.knowing(terms.reader_id))
            if await connection.scalar(_same(terms, story_id)) is not None:
                raise StoryError(f"“{story.title}” is already told there.")
            row = _row(terms) | {"story_id": story_id, "state": "active", "reported": False, "version": 1}
            row |= {"created_by": created_by, "created_at": now}
            serial_id = await connection.scalar(insert(serials).values(row).returning(serials.c.serial_id))
            assert serial_id is not None
            await _fill_queue(connection, serial_id, queue)
            await connection.execute(insert(instalments).values(open_row(serial_id, 1, planned, state="due")))
        started = await self.get(serial_id)
        assert started is not None
        return started

    async def get(self, serial_id: int) -> Serial | None:
        """The one of that number."""
        row = await self._connections.glance(_ONE, {"serial": serial_id})
        if row is None:
            return None
        queued = await self._connections.glances(_QUEUE_OF_ONE, {"serial": serial_id})
        return _serial(row, tuple(each.story_id for each in queued))

    async def in_server(self, server_id: int) -> list[Serial]:
        """Those that have not ended in a server, in the order they were started."""
        return await self._where(serials.c.server_id == server_id, serials.c.state != "ended")

    async def of_reader(self, reader_id: int) -> list[Serial]:
        """A reader's own that have not ended, in the order they were started."""
        return await self._where(serials.c.reader_id == reader_id, serials.c.state != "ended")

    async def to_report(self, *, limit: int = 100) -> list[Serial]:
        """Those that something has stopped, and nobody was told yet."""
        c = serials.c
        return await self._where(c.state.in_(("suspended", "paused")), ~c.reported, limit=limit)

    async def suspended(self, server_id: int | None = None) -> list[Serial]:
        """Those that something has stopped, in a server or in all."""
        there = serials.c.server_id == server_id if server_id else serials.c.server_id.is_not(None)
        return await self._where(there, serials.c.state == "suspended")

    async def count(self) -> dict[str, int]:
        """How many there are in each state, of those that have not ended."""
        c = serials.c
        counted = select(c.state, func.count()).where(c.state != "ended").group_by(c.state)
        async with self._connections.alone() as connection:
            return {row[0]: row[1] for row in await connection.execute(counted)}

    async def active(self, *, after: int = 0, limit: int = 1000) -> list[Serial]:
        """Those that run, by number, a batch at a time."""
        return await self._where(serials.c.serial_id > after, serials.c.state == "active", limit=limit)

    async def change(
        self,
        serial: Serial,
        terms: Terms,
        *,
        queue: Sequence[int],
        planned: Planned,
        keeps_text: bool,
        draft_id: int | None = None,
    ) -> None:
        """Agree on something else. Its next instalment is planned anew, and keeps its text where that was begun."""
        c = instalments.c
        story_id = planned.place.story_id if planned.place else serial.story_id
        text = open_row(serial.serial_id, 0, planned, state="due")
        text = {name: text[name] for name in TIMES + (() if keeps_text else TEXT)}
        async with self._connections.together() as connection:
            await _agree(connection, serial, _row(terms) | {"story_id": story_id}, queue=queue, draft_id=draft_id)
            moved = update(instalments).where(c.serial_id == serial.serial_id, NOT_IN_HAND).values(text)
            if (await connection.execute(moved)).rowcount != 1:
                raise StoryError(BUSY)

    async def tell_another(
        self,
        serial: Serial,
        terms: Terms,
        *,
        queue: Sequence[int],
        planned: Planned,
        reason: str,
        draft_id: int | None = None,
    ) -> None:
        """Agree on another story, in a thread of its own; what waited of the one before is passed over."""
        assert planned.place
        c, serial_id = instalments.c, serial.serial_id
        told = _row(terms) | {"story_id": planned.place.story_id, "thread_id": None}
        async with self._connections.together() as connection:
            await _agree(connection, serial, told, queue=queue, draft_id=draft_id)
            passed = update(instalments).where(c.serial_id == serial_id, NOT_IN_HAND)
            await connection.execute(passed.values(state="skipped", reason=reason, owner=None))
            if await connection.scalar(select(c.number).where(c.serial_id == serial_id, OPEN)) is not None:
                raise StoryError(BUSY)
            number = await connection.scalar(select(func.max(c.number)).where(c.serial_id == serial_id)) or 0
            waits = "due" if serial.state == "active" else "held"
            await connection.execute(insert(instalments).values(open_row(serial_id, number + 1, planned, state=waits)))

    async def use_thread(self, serial_id: int, discord_id: int | None) -> None:
        """From now on its text goes to that thread of Discord's; None lets the old one go."""
        async with self._connections.alone() as connection:
            await connection.execute(_of(serial_id).values(thread_id=discord_id))

    async def pause(self, serial_id: int, *, reason: str, reported: bool = True) -> None:
        """Let it rest for as long as somebody likes; what is being posted is posted."""
        c = instalments.c
        async with self._connections.together() as connection:
            await connection.execute(
                _of(serial_id)
                .where(serials.c.state == "active")
                .values(state="paused", reason=reason, reported=reported)
            )
            held = update(instalments).where(c.serial_id == serial_id, NOT_IN_HAND).values(state="held", owner=None)
            await connection.execute(held.where(c.state.in_(("due", "claimed"))))

    async def suspend(self, serial_id: int, *, reason: str) -> None:
        """Something has to be mended before it can go on."""
        c = instalments.c
        async with self._connections.together() as connection:
            running = _of(serial_id).where(serials.c.state == "active")
            await connection.execute(running.values(state="suspended", reason=reason, reported=False))
            held = update(instalments).where(c.serial_id == serial_id, NOT_IN_HAND).values(state="held", owner=None)
            await connection.execute(held.where(c.state.in_(("due", "claimed"))))

    async def resume(self, serial_id: int, due: Due, *, reason: str | None = None) -> None:
        """Go on with the instalment that waited; the reason is why it comes late, where it does."""
        c = instalments.c
        async with self._connections.together() as connection:
            await connection.execute(_of(serial_id).values(state="active", reason=None, reported=False))
            waiting = update(instalments).where(c.serial_id == serial_id, c.state.in_(("held", "failed")))
            times = {"local_date": due.day, "due_at": due.at, "next_at": due.at}
            await connection.execute(waiting.values(state="due", failure=None, reason=reason, owner=None, **times))

    async def report(self, serial_id: int) -> None:
        """Those whom it concerns were told that it rests."""
        async with self._connections.alone() as connection:
            await connection.execute(_of(serial_id).values(reported=True))

    async def end(self, serial_id: int, *, reason: str) -> None:
        """End it; what was posted stays."""
        c = instalments.c
        async with self._connections.together() as connection:
            await connection.execute(_of(serial_id).values(state="ended", reason=reason))
            left = update(instalments).where(c.serial_id == serial_id, NOT_IN_HAND)
            await connection.execute(left.values(state="skipped", reason=reason, owner=None))

    async def replace(self, serial_id: int, number: int, planned: Planned, *, reason: str) -> None:
        """Pass over the next instalment, and bring that one in its place."""
        c = instalments.c
        async with self._connections.together() as connection:
            passed = update(instalments).where(c.serial_id == serial_id, c.number == number, NOT_IN_HAND)
            passed = passed.values(state="skipped", reason=reason, owner=None)
            state = (await connection.execute(select(serials.c.state).where(serials.c.serial_id == serial_id))).scalar()
            if state in {None, "ended"}:
                raise StoryError(ENDED)
            if (await connection.execute(passed)).rowcount != 1:
                raise StoryError(BUSY)
            waits = "due" if state == "active" else "held"
            await connection.execute(insert(instalments).values(open_row(serial_id, number + 1, planned, state=waits)))

    async def begin_next(self, serial_id: int, planned: Planned) -> None:
        """Go on with the next story of the queue, where no instalment is left of the one before."""
        assert planned.place
        c = instalments.c
        anew = {"state": "active", "reason": None, "reported": False, "thread_id": None}
        async with self._connections.together() as connection:
            number = await connection.scalar(select(func.max(c.number)).where(c.serial_id == serial_id)) or 0
            told = _of(serial_id).values(anew | {"story_id": planned.place.story_id, "version": serials.c.version + 1})
            await connection.execute(told)
            await connection.execute(TAKE_FROM_QUEUE, {"serial": serial_id})
            await connection.execute(insert(instalments).values(open_row(serial_id, number + 1, planned, state="due")))

    async def begin_again(self, serial: Serial, number: int, planned: Planned) -> None:
        """Go on with one that was ended before its story was."""
        assert planned.place
        anew = {"state": "active", "reason": None, "reported": False, "version": serial.version + 1}
        over = update(serials).where(serials.c.serial_id == serial.serial_id, serials.c.state == "ended")
        async with self._connections.together() as connection:
            story = await living_story(connection, serial.story_id)
            if await connection.scalar(_same(serial.terms, serial.story_id)) is not None:
                raise StoryError(f"“{story.title}” is already told there.")
            if (await connection.execute(over.values(anew))).rowcount == 1:
                row = open_row(serial.serial_id, number, planned, state="due")
                await connection.execute(insert(instalments).values(row))

    async def _where(self, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Serial]:
        wanted = select(serials).where(*conditions).order_by(serials.c.serial_id).limit(limit)
        async with self._connections.alone() as connection:
            rows = (await connection.execute(wanted)).all()
            queued = await _queues(connection, [row.serial_id for row in rows])
        return [_serial(row, queued.get(row.serial_id, ())) for row in rows]


def _of(serial_id: int) -> Update:
    """One that has ended is left alone."""
    return update(serials).where(serials.c.serial_id == serial_id, serials.c.state != "ended")


async def _agree(
    connection: AsyncConnection, serial: Serial, agreed: dict[str, Any], *, queue: Sequence[int], draft_id: int | None
) -> None:
    """Write down what is agreed now, unless something else was meanwhile."""
    if draft_id is not None:
        await drafts.take(connection, draft_id)
    as_it_was = _of(serial.serial_id).where(serials.c.version == serial.version, serials.c.state == serial.state)
    changed = await connection.execute(as_it_was.values(agreed | {"version": serial.version + 1}))
    if changed.rowcount != 1:
        raise StoryError(BUSY)
    await _fill_queue(connection, serial.serial_id, queue)


def _same(terms: Terms, story_id: int) -> AnySelect:
    c = serials.c
    there = c.channel_id == terms.channel_id if terms.channel_id else c.reader_id == terms.reader_id
    return select(c.serial_id).where(there, c.story_id == story_id, c.state != "ended").limit(1)


async def _queues(connection: AsyncConnection, serial_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    if not serial_ids:
        return {}
    found: dict[int, tuple[int, ...]] = {}
    for row in await connection.execute(_QUEUED, {"serials": [*serial_ids]}):
        found[row.serial_id] = (*found.get(row.serial_id, ()), row.story_id)
    return found


async def _fill_queue(connection: AsyncConnection, serial_id: int, story_ids: Sequence[int]) -> None:
    await connection.execute(delete(queue).where(queue.c.serial_id == serial_id))
    rows = [{"serial_id": serial_id, "position": n, "story_id": story} for n, story in enumerate(story_ids)]
    if rows:
        await connection.execute(insert(queue), rows)


_these = bindparam("serials", type_=Integer, expanding=True)
_one = bindparam("serial", type_=Integer)
_ONE = select(serials).where(serials.c.serial_id == _one)
_QUEUE_OF_ONE = select(queue.c.story_id).where(queue.c.serial_id == _one).order_by(queue.c.position)
_QUEUED = (
    select(queue.c.serial_id, queue.c.story_id)
    .where(queue.c.serial_id.in_(_these))
    .order_by(queue.c.serial_id, queue.c.position)
)


def _row(terms: Terms) -> dict[str, Any]:
    plain = {name: getattr(terms, name) for name in terms.__slots__ if name != "pace"}
    return plain | {"measure": terms.pace.measure, "amount": terms.pace.amount}


def _serial(row: AnyRow, queued: tuple[int, ...]) -> Serial:
    plain = {name: getattr(row, name) for name in Terms.__slots__ if name != "pace"}
    return Serial(
        serial_id=row.serial_id,
        terms=Terms(**plain, pace=Pace(row.measure, row.amount)),
        story_id=row.story_id,
        queue=queued,
        thread_id=row.thread_id,
        state=row.state,
        reason=row.reason,
        reported=row.reported,
        version=row.version,
        created_by=row.created_by,
        created_at=row.created_at,
    )
