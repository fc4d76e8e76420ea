"""Notices: what a reader should hear with the next answer they get, because it could not be sent to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from stories.schema import notices
from stories.store.connections import Connected

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Insert


class Notices(Connected):
    """Each is kept until it was said, or its reader is forgotten."""

    async def waiting(self, reader_id: int, *, limit: int) -> dict[int, str]:
        """What a reader should hear, by number, the oldest first."""
        wanted = select(notices.c.notice_id, notices.c.words).where(notices.c.reader_id == reader_id)
        async with self._connections.alone() as connection:
            rows = (await connection.execute(wanted.order_by(notices.c.notice_id).limit(limit))).all()
        return {row.notice_id: row.words for row in rows}

    async def said(self, notice_ids: Collection[int]) -> None:
        """They were heard."""
        async with self._connections.alone() as connection:
            await connection.execute(delete(notices).where(notices.c.notice_id.in_(notice_ids)))


def leaving(reader_id: int, words: str) -> Insert:
    """The statement that leaves a notice for a reader who is known."""
    return insert(notices).values(reader_id=reader_id, words=words)
