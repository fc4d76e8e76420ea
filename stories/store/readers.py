"""Readers: what is kept of one, and how all of it is let go."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert  # runs on both engines

from stories.schema import (
    deliveries,
    drafts,
    instalments,
    notices,
    places,
    readers,
    reminders,
    serials,
    stories,
    threads,
)
from stories.store.connections import Connected

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert

    from stories.store.rows import AnySelect


NOBODY = 0  # stands where a forgotten reader's number stood


class Readers(Connected):
    """Known by their Discord number, and only while something of theirs is kept."""

    async def forget(self, reader_id: int) -> int:
        """Remove all that is kept of a reader, and say how many rows that was."""
        of_theirs = select(threads.c.thread_id).where(threads.c.reader_id == reader_id)
        async with self._connections.together() as connection:
            removed = 0
            for statement in (
                delete(deliveries).where(deliveries.c.thread_id.in_(of_theirs)),
                delete(threads).where(threads.c.reader_id == reader_id),
                delete(places).where(places.c.reader_id == reader_id),
                delete(readers).where(readers.c.reader_id == reader_id),
            ):
                removed += (await connection.execute(statement)).rowcount
            await connection.execute(delete(drafts).where(drafts.c.made_by == reader_id))
            await connection.execute(update(serials).where(serials.c.created_by == reader_id).values(created_by=NOBODY))
        return removed

    async def everything(self, reader_id: int) -> dict[str, Any]:
        """All that is kept of a reader, as JSON can hold it."""
        async with self._connections.alone() as connection:
            found: dict[str, Any] = {"reader_id": reader_id}
            for name, statement in _kept_of(reader_id).items():
                rows = (await connection.execute(statement)).mappings()
                found[name] = [{key: _plain(value) for key, value in row.items()} for row in rows]
        return found


def _kept_of(reader_id: int) -> dict[str, AnySelect]:
    p, t, s, i, r, n, d = places.c, threads.c, serials.c, instalments.c, reminders.c, notices.c, drafts.c
    of_story = stories.c.title.label("story")
    posts = select(func.count()).where(deliveries.c.thread_id == t.thread_id).scalar_subquery().label("posts")
    return {
        "places": select(of_story, p.story_id, p.revision, p.chapter, p.offset, p.anchor, p.finished, p.updated_at)
        .join_from(places, stories, p.story_id == stories.c.story_id)
        .where(p.reader_id == reader_id)
        .order_by(p.story_id),
        "threads": select(of_story, t.story_id, t.server_id, t.parent_id, t.discord_id, t.created_at, posts)
        .join_from(threads, stories, t.story_id == stories.c.story_id)
        .where(t.reader_id == reader_id)
        .order_by(t.thread_id),
        "daily_excerpts": select(
            of_story, s.serial_id, s.zone, s.minute, s.measure, s.amount, s.state, s.reason, s.created_at
        )
        .join_from(serials, stories, s.story_id == stories.c.story_id)
        .where(s.reader_id == reader_id)
        .order_by(s.serial_id),
        "daily_excerpts_sent": select(
            i.serial_id, i.number, i.story_id, i.chapter, i.offset, i.state, i.message_id, i.sent_at
        )
        .join_from(instalments, serials, i.serial_id == s.serial_id)
        .where(s.reader_id == reader_id)
        .order_by(i.serial_id, i.number),
        "daily_excerpts_started": select(of_story, s.story_id, s.server_id, s.channel_id, s.created_at)
        .join_from(serials, stories, s.story_id == stories.c.story_id)
        .where(s.created_by == reader_id, s.server_id.is_not(None))
        .order_by(s.serial_id),
        "reminders": select(of_story, r.serial_id, s.server_id, s.channel_id)
        .join_from(reminders, serials, r.serial_id == s.serial_id)
        .join(stories, s.story_id == stories.c.story_id)
        .where(r.reader_id == reader_id)
        .order_by(r.serial_id),
        "notices": select(n.words).where(n.reader_id == reader_id).order_by(n.notice_id),
        "drafts": select(d.content, d.made_at).where(d.made_by == reader_id).order_by(d.draft_id),
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def knowing(reader_id: int) -> Insert:
    """The statement that notes a reader down."""
    return insert(readers).values(reader_id=reader_id).on_conflict_do_nothing()
