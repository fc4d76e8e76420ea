"""Rows of stories, whatever else was asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Row, Select, select

from stories.errors import NoSuchStoryError, StoryRemovedError
from stories.schema import stories

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
AnySelect: TypeAlias = Select[*tuple[Any, ...]]


def living(row: AnyRow | None, story_id: int) -> AnyRow:
    """The row of a story (its title and `removed_at` at least), or an error that says why there is none."""
    if row is None:
        raise NoSuchStoryError(f"I know no story with the number {story_id}.")
    if row.removed_at is not None:
        raise StoryRemovedError(f"“{row.title}” was removed from the library.")
    return row


async def living_story(connection: AsyncConnection, story_id: int) -> AnyRow:
    """Its title and current revision."""
    wanted = select(stories.c.title, stories.c.revision, stories.c.removed_at).where(stories.c.story_id == story_id)
    return living((await connection.execute(wanted)).one_or_none(), story_id)
