"""Instalments: a row for each, from the day it is planned; who may post it, and what became of it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Integer,
    String,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)

from stories.column_types import Moment
from stories.instalments import Spot
from stories.places import Place
from stories.schema import instalments, queue, serials
from stories.store.connections import Connected
from stories.store.notices import leaving
from stories.store.records import Instalment, Serial

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import BindParameter, Insert, Table, Update
    from sqlalchemy.ext.asyncio import AsyncConnection
    from sqlalchemy.sql.dml import ReturningUpdate

    from stories.planning import Following, Planned
    from stories.schedule import Due
    from stories.store.on_the_spot import Change
    from stories.store.rows import AnyRow, AnySelect

_c = instalments.c
# Word for word as in the indexes, which SQLite does not use for values that are given later.
WAITING = _c.state.in_([literal_column(f"'{state}'") for state in ("due", "claimed", "sent")])
OPEN = _c.state.not_in([literal_column(f"'{state}'") for state in ("confirmed", "skipped")])
# Neither is anybody posting it, nor was it posted: it may still be changed.
NOT_IN_HAND = and_(_c.owner.is_(None), _c.state.in_(("due", "claimed", "held", "failed")))


class Instalments(Connected):
    """At most one of each serial is open; all others were confirmed, or passed over for a reason."""

    async def claim(self, *, owner: str, now: datetime, until: datetime, limit: int) -> list[Instalment]:
        """Take up what is due, the longest overdue first; until then nobody else will."""
        values = {"new_owner": owner, "now": now, "until": until, "limit": limit}
        rows = await self._connections.glances(_CLAIM, values)
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
        """All of it is at Discord, and its serial goes on to what follows.

        False where what was agreed has changed: then nothing is written, and it must be planned anew.
        """
        key = {"serial": instalment.serial_id, "version": version}
        written = _new(_progress(instalment) | {"sent_at": instalment.sent_at})
        changes: list[Change] = [(_CONFIRM, {**key, "this": instalment.number, **written})]
        if following.changes:
            changes.append((_tell(*following.changes), {**key, **_new(following.changes)}))
            key["version"] += 1
        if following.takes_from_queue:
            changes.append((TAKE_FROM_QUEUE, key))
        if following.planned:
            row = open_row(instalment.serial_id, instalment.number + 1, following.planned, state="due")
            changes.append((_FOLLOW, {**key, **_new(row)}))
        return await self._connections.change(*changes) in {0, len(changes)}

    async def retry(self, instalment: Instalment, *, at: datetime, failure: str) -> None:
        """It could not be posted just now, or nobody knows whether it was; anybody may look again then."""
        await self._changed(_mine(instalment).values(next_at=at, owner=None, failure=failure))

    async def give_back(self, instalment: Instalment, *, now: datetime) -> None:
        """It was claimed, and nothing was begun: for anybody else it is as if it had not been."""
        untried = {"tries": instalment.tries - 1} | ({"tried_at": None} if instalment.tries == 1 else {})
        await self._changed(_mine(instalment).values(untried | {"next_at": now, "owner": None}))

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
_PROGRESS = ("progress", "channel_id", "message_id", "last_message_id")
_OPEN_ROW = ("serial_id", "number", *TEXT, *TIMES, "state", "tries", "progress")


async def _fail(
    connection: AsyncConnection, instalment: Instalment, *, failure: str, reason: str, state: str, reported: bool
) -> bool:
    failed = _mine(instalment).values(state="failed", failure=failure, reason=reason, owner=None)
    if (await connection.execute(failed)).rowcount != 1:
        return False
    rests = update(serials).where(serials.c.serial_id == instalment.serial_id, serials.c.state != "ended")
    return (await connection.execute(rests.values(state=state, reason=reason, reported=reported))).rowcount == 1


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


def _new(values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"new_{name}": value for name, value in values.items()}


def _progress(instalment: Instalment) -> dict[str, Any]:
    return {name: getattr(instalment, name) for name in _PROGRESS}


def _this(instalment: Instalment) -> Update:
    return update(instalments).where(_c.serial_id == instalment.serial_id, _c.number == instalment.number)


def _mine(instalment: Instalment) -> Update:
    """Only while whoever has claimed it still has it in hand."""
    return _this(instalment).where(_c.owner == instalment.owner, _c.state.in_(("claimed", "sent")))


def _instalment(row: AnyRow) -> Instalment:
    place = Place(row.story_id, row.revision, row.chapter, row.offset) if row.story_id is not None else None
    plain = {name: getattr(row, name) for name in Instalment.__slots__ if name not in {"place", "end"}}
    return Instalment(place=place, end=Spot(row.end_chapter, row.end_offset) if place else None, **plain)


# Built once, as below: to build a statement takes longer than to run it.
def _parameters(table: Table, *names: str) -> dict[str, BindParameter[Any]]:
    return {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}


_serial, _version = bindparam("serial", type_=Integer), bindparam("version", type_=Integer)
_as_agreed = and_(serials.c.serial_id == _serial, serials.c.version == _version, serials.c.state != "ended")


def _claim() -> ReturningUpdate[Any]:
    now = bindparam("now", type_=Moment)
    is_ready = and_(WAITING, _c.next_at <= now)
    ready = select(_c.serial_id, _c.number).where(is_ready).order_by(_c.next_at, _c.serial_id)
    ready = ready.limit(bindparam("limit", type_=Integer)).with_for_update(skip_locked=True)
    ready = ready.cte("ready")  # PostgreSQL may run a subquery more than once, and then finds more than the limit
    return (
        update(instalments)
        .where(tuple_(_c.serial_id, _c.number).in_(select(ready.c.serial_id, ready.c.number)), is_ready)
        .values(
            state=case((_c.state == "sent", "sent"), else_="claimed"),
            owner=bindparam("new_owner", type_=String),
            next_at=bindparam("until", type_=Moment),
            tries=_c.tries + 1,
            tried_at=func.coalesce(_c.tried_at, now),
        )
        .returning(instalments)
    )


_CLAIM = _claim()


@cache
def _tell(*names: str) -> Update:
    changed = {**_parameters(serials, *names), "version": serials.c.version + 1}
    return update(serials).where(_as_agreed).values(changed)


# Whoever has it in hand by now: that it is at Discord, or has no text, is true in any case.
_IN_HAND = (
    update(instalments)
    .where(_c.serial_id == _serial, _c.number == bindparam("this", type_=Integer))
    .where(or_(_c.state == "claimed", _c.state == "sent"))
    .values(owner=None, failure=None)
)
_CONFIRM = _IN_HAND.values(_parameters(instalments, *_PROGRESS, "sent_at")).values(state="confirmed")
TAKE_FROM_QUEUE = delete(queue).where(
    queue.c.serial_id == _serial,
    queue.c.position == select(func.min(queue.c.position)).where(queue.c.serial_id == _serial).scalar_subquery(),
)


def _follow() -> Insert:
    row = _parameters(instalments, *_OPEN_ROW)
    state = case((serials.c.state == "active", "due"), else_="held")
    values = [state if name == "state" else value for name, value in row.items()]
    return insert(instalments).from_select(_OPEN_ROW, select(*values).where(_as_agreed))


_FOLLOW = _follow()
