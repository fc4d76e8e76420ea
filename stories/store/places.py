"""How far each reader has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, select, true, tuple_
from sqlalchemy.dialects.postgresql import insert  # runs on both engines
from sqlalchemy.exc import IntegrityError

from stories.places import Place
from stories.schema import places
from stories.store.connections import Connected
from stories.store.pages import current_place
from stories.store.readers import knowing
from stories.store.records import SavedPlace
from stories.store.rows import living_story

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.dml import ReturningInsert

    from stories.store.records import Page
    from stories.store.rows import AnyRow

_ANCHOR = 80


class Places(Connected):
    """One place for each reader and story."""

    async def of(self, reader_id: int, story_id: int) -> SavedPlace | None:
        """Where the reader is, in the revision they read; see `library.page_at` for where that is now."""
        wanted = select(places).where(places.c.reader_id == reader_id, places.c.story_id == story_id)
        async with self._connections.alone() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        return _saved(row) if row else None

    async def recent(self, reader_id: int, *, limit: int = 25) -> list[SavedPlace]:
        """The reader's places, newest first; a removed story has none."""
        wanted = select(places).where(places.c.reader_id == reader_id)
        newest = wanted.order_by(places.c.updated_at.desc(), places.c.story_id).limit(limit)
        async with self._connections.alone() as connection:
            return [_saved(row) for row in await connection.execute(newest)]

    async def reach(self, reader_id: int, page: Page, *, now: datetime) -> None:
        """Remember the furthest page reached; turning back to reread never moves it."""
        if not await self._put(_REACH, _row(reader_id, page, now)):
            await self._reach_from_another_revision(reader_id, page, now=now)

    async def move(self, reader_id: int, page: Page, *, now: datetime) -> None:
        """Set the place outright, because the reader chose it."""
        await self._put(_MOVE, _row(reader_id, page, now))

    async def _put(self, statement: ReturningInsert[int], row: dict[str, Any]) -> bool:
        """Whether a row was written; somebody met for the first time is noted down before."""
        try:
            async with self._connections.alone() as connection:
                return await connection.scalar(statement, row) is not None
        except IntegrityError:
            return await self._put_for_a_new_reader(statement, row)

    async def _put_for_a_new_reader(self, statement: ReturningInsert[int], row: dict[str, Any]) -> bool:
        async with self._connections.together() as connection:
            await living_story(connection, row["story_id"])
            await connection.execute(knowing(row["reader_id"]))
            return await connection.scalar(statement, row) is not None

    async def _reach_from_another_revision(self, reader_id: int, page: Page, *, now: datetime) -> None:
        c = places.c
        wanted = select(places).where(c.reader_id == reader_id, c.story_id == page.story_id).with_for_update()
        async with self._connections.together() as connection:
            row = (await connection.execute(wanted)).one_or_none()
            if row is None or row.revision > page.revision:
                return  # forgotten meanwhile, or read on in a newer revision
            carried = await current_place(connection, _saved(row).place, revision=page.revision)
            reached = _row(reader_id, page, now)
            if carried and carried > page.place:
                reached |= {"chapter": carried.chapter, "offset": carried.offset, "anchor": row.anchor}
                reached |= {"finished": False}
            await connection.execute(_MOVE, reached)


def _row(reader_id: int, page: Page, now: datetime) -> dict[str, Any]:
    return {
        "reader_id": reader_id,
        "story_id": page.story_id,
        "revision": page.revision,
        "chapter": page.chapter,
        "offset": page.start,
        "anchor": page.passage.text.strip()[:_ANCHOR],
        "finished": page.is_last,
        "updated_at": now,
    }


def _written(changed: dict[str, Any], *conditions: ColumnElement[bool]) -> ReturningInsert[int]:
    put = _PUT.on_conflict_do_update(index_elements=_KEY, set_=changed, where=and_(true(), *conditions))
    return put.returning(places.c.story_id)


def _further() -> ReturningInsert[int]:
    """Forwards only, and only within a revision: of places in two revisions a statement cannot tell the further one."""
    c, new = places.c, _PUT.excluded
    further = tuple_(new.chapter, new.offset) > tuple_(c.chapter, c.offset)
    changed: dict[str, Any] = {
        name: case((further, new[name]), else_=c[name]) for name in ("chapter", "offset", "anchor")
    }
    return _written(
        changed | {"finished": c.finished | new.finished, "updated_at": new.updated_at}, c.revision == new.revision
    )


# Built once: a page turn would spend more time on building the statement than the database on running it.
_KEY = [places.c.reader_id, places.c.story_id]
_PUT = insert(places)
_REACH = _further()
_MOVE = _written({column.name: column for column in _PUT.excluded if not column.primary_key})


def _saved(row: AnyRow) -> SavedPlace:
    return SavedPlace(
        reader_id=row.reader_id,
        place=Place(row.story_id, row.revision, row.chapter, row.offset),
        anchor=row.anchor,
        finished=row.finished,
        updated_at=row.updated_at,
    )
