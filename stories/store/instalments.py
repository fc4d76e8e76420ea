"""Instalments: a row for each, from the day it is planned; who may post it, and what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, delete, func, insert, literal, select, tuple_, update

from stories.instalments import Spot
from stories.places import Place
from stories.schema import instalments, queue, serials
from stories.store.connections import Connected
from stories.store.notices import leaving
from stories.store.records import Instalment, Serial

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Delete, Update
    from sqlalchemy.ext.asyncio import AsyncConnection

    from stories.planning import Following, Planned
    from stories.schedule import Due
    from stories.store.rows import AnyRow, AnySelect

_c = instalments.c
WAITING = _c.state.in_(("due", "claimed", "sent"))
OPEN = _c.state.not_in(("confirmed", "skipped"))
# Neither is anybody posting it, nor was it posted: it may still be changed.
NOT_IN_HAND = and_(_c.owner.is_(None), _c.state.in_(("due", "claimed", "held", "failed")))


class Instalments(Connected):
    """At most one of each serial is open; all others were confirmed, or passed over for a reason."""

    async def claim(self, *, owner: str, now: datetime, until: datetime, limit: int) -> list[Instalment]:
        """Take up what is due, the longest overdue first; until then nobody else will."""
        key = tuple_(_c.serial_id, _c.number)
        ready = select(_c.serial_id, _c.number).where(WAITING, _c.next_at <= now)
        ready = ready.order_by(_c.next_at, _c.serial_id).limit(limit).with_for_update(skip_locked=True)
        ready = ready.cte("ready")  # PostgreSQL may run a subquery more than once, and then finds more than the limit
        claiming = (
            update(instalments)
            .where(key.in_(select(ready.c.serial_id, ready.c.number)), WAITING, _c.next_at <= now)
            .values(
                state=case((_c.state == "sent", "sent"), else_="claimed"),
                owner=owner,
                next_at=until,
                tries=_c.tries + 1,
                tried_at=func.coalesce(_c.tried_at, literal(now, _c.tried_at.type)),
            )
            .returning(instalments)
        )
        async with self._connections.alone() as connection:
            rows = (await connection.execute(claiming)).all()
        return sorted(map(_instalment, rows), key=lambda row: (row.due_at, row.serial_id))

    async def next_at(self) -> datetime | None:
        """When there is next something to do, or was."""
        soonest = select(_c.next_at).where(WAITING).order_by(_c.next_at).limit(1)
        async with self._connections.alone() as connection:
            return await connection.scalar(soonest)

    async def open(self, serial_id: int) -> Instalment | None:
        """The one that comes next."""
        return await self._one(select(instalments).where(_c.serial_id == serial_id, OPEN))

    async def get(self, serial_id: int, number: int) -> Instalment | None:
        """The one of that number."""
        return await self._one(select(instalments).where(_c.serial_id == serial_id, _c.number == number))

    async def last_sent(self, serial_id: int, *, before: int | None = None) -> Instalment | None:
        """The newest that is at Discord."""
        wanted = select(instalments).where(_c.serial_id == serial_id, _c.message_id.is_not(None))
        if before is not None:
            wanted = wanted.where(_c.number < before)
        return await self._one(wanted.order_by(_c.number.desc()).limit(1))

    async def newest_confirmed(self, serial_id: int) -> Instalment | None:
        """The newest after which its serial has gone on."""
        wanted = select(instalments).where(_c.serial_id == serial_id, _c.state == "confirmed")
        return await self._one(wanted.order_by(_c.number.desc()).limit(1))

    async def newest(self, serial_id: int) -> Instalment | None:
        """The one of the highest number, whatever became of it."""
        return await self._one(select(instalments).where(_c.serial_id == serial_id).order_by(_c.number.desc()).limit(1))

    async def all_of(self, serial_id: int) -> list[Instalment]:
        """Every one of a serial, in order."""
        async with self._connections.alone() as connection:
            wanted = select(instalments).where(_c.serial_id == serial_id).order_by(_c.number)
            return [_instalment(row) for row in await connection.execute(wanted)]

    # ------------------------------------------------------- what whoever posts it reports

    async def progressed(self, instalment: Instalment) -> bool:
        """It has come so far, and is claimed for longer; False where it was taken over meanwhile."""
        return await self._changed(_mine(instalment).values(_progress(instalment) | {"next_at": instalment.next_at}))

    async def sent(self, instalment: Instalment) -> None:
        """All of it is at Discord, which is true whoever has it in hand by now."""
        posted = _this(instalment).where(_c.state == "claimed")
        values = {"state": "sent", "sent_at": instalment.sent_at, "failure": None}
        await self._changed(posted.values(_progress(instalment) | values))

    async def confirm(self, instalment: Instalment, following: Following, *, version: int) -> bool:
        """Its serial goes on to what follows; False where what was agreed has changed, and it must be planned anew."""
        async with self._connections.together() as connection:
            confirming = _this(instalment).where(_c.state == "sent").values(state="confirmed", owner=None)
            if (await connection.execute(confirming)).rowcount != 1:
                return True
            if await _go_on(connection, instalment, following, version=version):
                return True
            await connection.rollback()
        return False

    async def retry(self, instalment: Instalment, *, at: datetime, failure: str) -> None:
        """It could not be posted just now, or nobody knows whether it was; anybody may look again then."""
        await self._changed(_mine(instalment).values(next_at=at, owner=None, failure=failure))

    async def fold(self, instalment: Instalment, planned: Planned, *, reason: str) -> None:
        """Its time is over: it comes when the next one would have come."""
        text = open_row(instalment.serial_id, instalment.number, planned, state="due")
        await self._changed(_mine(instalment).values(text | {"owner": None, "failure": None, "reason": reason}))

    async def decide(self, instalment: Instalment, planned: Planned) -> bool:
        """The vote was for that story."""
        assert planned.place
        text = open_row(instalment.serial_id, instalment.number, planned, state="claimed")
        for kept in ("local_date", "due_at", "next_at"):
            del text[kept]
        async with self._connections.together() as connection:
            told = update(serials).where(serials.c.serial_id == instalment.serial_id)
            told = told.values(story_id=planned.place.story_id, thread_id=None, version=serials.c.version + 1)
            await connection.execute(told)
            return (await connection.execute(_mine(instalment).values(text))).rowcount == 1

    async def replan(self, instalment: Instalment, planned: Planned) -> None:
        """Its story was revised: the same text, where it stands now."""
        text = open_row(instalment.serial_id, instalment.number, planned, state="claimed")
        await self._changed(_mine(instalment).values({name: text[name] for name in TEXT}))

    async def suspend(self, instalment: Instalment, *, failure: str, reason: str) -> None:
        """Its serial rests until somebody has mended what is wrong; nothing of either is erased."""
        async with self._connections.together() as connection:
            await _fail(connection, instalment, failure=failure, reason=reason, state="suspended", reported=False)

    async def withhold(self, instalment: Instalment, reader_id: int, *, failure: str, reason: str, notice: str) -> None:
        """Its reader cannot be reached: their serial is paused, and they hear of it with their next command."""
        async with self._connections.together() as connection:
            if await _fail(connection, instalment, failure=failure, reason=reason, state="paused", reported=True):
                await connection.execute(leaving(reader_id, notice))

    async def leave(self, instalment: Instalment, serial: Serial) -> None:
        """Its serial rests, and so it waits for that to go on; it is passed over where that has ended."""
        ended = serial.state == "ended"
        left = {"state": "skipped", "reason": serial.reason} if ended else {"state": "held"}
        await self._changed(_mine(instalment).values(left | {"owner": None}))

    async def hurry(self, serial_id: int, *, now: datetime) -> bool:
        """Post the next one now; the day it was due for keeps one of its own. False where it is being posted."""
        open_one = await self.open(serial_id)
        if open_one is None:
            return False
        day = open_one.local_date - timedelta(days=1)
        waiting = update(instalments).where(_c.serial_id == serial_id, _c.number == open_one.number, NOT_IN_HAND)
        return await self._changed(waiting.values(state="due", local_date=day, due_at=now, next_at=now, reason=None))

    async def offer(self, serial_id: int) -> bool:
        """What kept it is mended; False where that was said before."""
        resting = update(instalments).where(_c.serial_id == serial_id, _c.state == "failed", _c.failure.is_not(None))
        return await self._changed(resting.values(failure=None))

    async def untried(self, serial_ids: Collection[int]) -> dict[int, Instalment]:
        """Those of these serials that wait, and that nobody has tried to post."""
        wanted = select(instalments).where(_c.serial_id.in_(serial_ids), _c.state == "due", _c.tries == 0)
        async with self._connections.alone() as connection:
            return {row.serial_id: _instalment(row) for row in await connection.execute(wanted)}

    async def plan_anew(self, instalment: Instalment, planned: Planned) -> None:
        """Nobody has tried it, and it should be another text, or come at another time."""
        text = open_row(instalment.serial_id, instalment.number, planned, state="due")
        waiting = _this(instalment).where(NOT_IN_HAND, _c.tries == 0, _c.due_at == instalment.due_at)
        await self._changed(waiting.values(text))

    async def let_go(self, *, later_than: datetime, now: datetime) -> None:
        """Let anybody take up at once what nobody may take up for longer than any pause lasts."""
        held = update(instalments).where(_c.state.in_(("claimed", "sent")), _c.next_at > later_than)
        await self._changed(held.values(next_at=now, owner=None))

    async def move(self, instalment: Instalment, due: Due) -> None:
        """Its zone's clocks are other than was thought when it was planned."""
        waiting = _this(instalment).where(NOT_IN_HAND, _c.due_at == instalment.due_at)
        await self._changed(waiting.values(local_date=due.day, due_at=due.at, next_at=due.at))

    async def _changed(self, statement: Update) -> bool:
        async with self._connections.alone() as connection:
            return (await connection.execute(statement)).rowcount == 1

    async def _one(self, wanted: AnySelect) -> Instalment | None:
        async with self._connections.alone() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        return _instalment(row) if row else None


TEXT = ("story_id", "revision", "chapter", "offset", "end_chapter", "end_offset", "candidates")
TIMES = ("local_date", "due_at", "next_at")


async def _go_on(connection: AsyncConnection, instalment: Instalment, following: Following, *, version: int) -> bool:
    serial_id = instalment.serial_id
    if following.changes:
        told = update(serials).where(serials.c.serial_id == serial_id, serials.c.version == version)
        version += 1
        if (await connection.execute(told.values(following.changes | {"version": version}))).rowcount != 1:
            return False
    if following.takes_from_queue:
        await connection.execute(take_from_queue(serial_id))
    if following.planned is None:
        return True
    row = open_row(serial_id, instalment.number + 1, following.planned, state="due")
    row["state"] = case((serials.c.state == "active", "due"), else_="held")
    values = [value if name == "state" else literal(value, _c[name].type).label(name) for name, value in row.items()]
    agreed = select(*values).where(
        serials.c.serial_id == serial_id, serials.c.version == version, serials.c.state != "ended"
    )
    if (await connection.execute(insert(instalments).from_select([*row], agreed))).rowcount == 1:
        return True
    over = select(serials.c.serial_id).where(serials.c.serial_id == serial_id, serials.c.state == "ended")
    return await connection.scalar(over) is not None


async def _fail(
    connection: AsyncConnection, instalment: Instalment, *, failure: str, reason: str, state: str, reported: bool
) -> bool:
    failed = _mine(instalment).values(state="failed", failure=failure, reason=reason, owner=None)
    if (await connection.execute(failed)).rowcount != 1:
        return False
    rests = update(serials).where(serials.c.serial_id == instalment.serial_id, serials.c.state != "ended")
    return (await connection.execute(rests.values(state=state, reason=reason, reported=reported))).rowcount == 1


def take_from_queue(serial_id: int) -> Delete:
    """The statement that takes the first story out of a queue."""
    first = select(func.min(queue.c.position)).where(queue.c.serial_id == serial_id).scalar_subquery()
    return delete(queue).where(queue.c.serial_id == serial_id, queue.c.position == first)


def open_row(serial_id: int, number: int, planned: Planned, *, state: str) -> dict[str, Any]:
    """The row of an instalment that nobody has tried to post yet."""
    place, end, due = planned.place, planned.end, planned.due
    return {
        "serial_id": serial_id,
        "number": number,
        **(place._asdict() if place else dict.fromkeys(Place._fields)),
        "end_chapter": end and end.chapter,
        "end_offset": end and end.offset,
        "candidates": planned.candidates,
        "local_date": due.day,
        "due_at": due.at,
        "next_at": due.at,
        "state": state,
        "tries": 0,
        "progress": 0,
    }


def _progress(instalment: Instalment) -> dict[str, Any]:
    kept = ("progress", "channel_id", "message_id", "last_message_id")
    return {name: getattr(instalment, name) for name in kept}


def _this(instalment: Instalment) -> Update:
    return update(instalments).where(_c.serial_id == instalment.serial_id, _c.number == instalment.number)


def _mine(instalment: Instalment) -> Update:
    """Only while whoever has claimed it still has it in hand."""
    return _this(instalment).where(_c.owner == instalment.owner, _c.state.in_(("claimed", "sent")))


def _instalment(row: AnyRow) -> Instalment:
    place = Place(row.story_id, row.revision, row.chapter, row.offset) if row.story_id is not None else None
    plain = {name: getattr(row, name) for name in Instalment.__slots__ if name not in {"place", "end"}}
    return Instalment(place=place, end=Spot(row.end_chapter, row.end_offset) if place else None, **plain)
