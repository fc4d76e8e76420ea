"""Taking stories into the library, and out of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, String, cast, delete, insert, literal, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError

from stories import sections as cutting
from stories.errors import RefusedError
from stories.schema import chapters, facts, notes, queue, revisions, sections, serials, stories, tags, threads
from stories.store.connections import Connected
from stories.store.records import Imported
from stories.store.rows import living_story

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Update
    from sqlalchemy.ext.asyncio import AsyncConnection

    from stories.manuscript import Chapter, Manuscript
    from stories.store.records import Outcome

    Row = dict[str, Any]
    Cuts = Sequence[Sequence[cutting.Section]]

VERSION = "library version"
_LONG = 200_000  # characters; cutting more than that would hold up everybody else
_REMOVED = "The story was removed from the library."


class Keeping(Connected):
    """Stories come in as manuscripts and go out leaving a tombstone."""

    async def keep(
        self, manuscript: Manuscript, *, origin: str, digest: str, now: datetime, cuts: Cuts | None = None
    ) -> Imported:
        """Take a story in, or a new revision of it; one that is here already, byte for byte, stays as it is.

        Whoever has cut its chapters already gives the sections of each.
        """
        rows = await _rows_of(manuscript, cuts)
        try:
            return await self._keep(manuscript, rows, origin=origin, digest=digest, now=now)
        except IntegrityError:  # another process took the same story in meanwhile; now it is known
            return await self._keep(manuscript, rows, origin=origin, digest=digest, now=now)

    async def _keep(
        self, manuscript: Manuscript, rows: list[Row], *, origin: str, digest: str, now: datetime
    ) -> Imported:
        async with self._connections.together() as connection:
            known = await _known(connection, origin=origin, digest=digest)
            if known and known.outcome == "unchanged":
                return known
            imported = known or await _begin_story(connection, manuscript, origin=origin, now=now)
            await _write(connection, imported, manuscript, rows, digest=digest, now=now)
            await _titles_changed(connection)
        return imported

    async def outcome_of(self, *, origin: str, digest: str) -> Outcome:
        """What keeping those bytes from there would come to."""
        async with self._connections.alone() as connection:
            known = await _known(connection, origin=origin, digest=digest)
        return known.outcome if known else "new"

    async def remove(self, story_id: int, *, now: datetime) -> str:
        """Take a story out with all that hangs on it, and give its title, which alone is kept."""
        async with self._connections.together() as connection:
            found = await living_story(connection, story_id)
            await connection.execute(_resting(story_id))
            await connection.execute(delete(revisions).where(revisions.c.story_id == story_id))
            await connection.execute(delete(tags).where(tags.c.story_id == story_id))
            await connection.execute(delete(queue).where(queue.c.story_id == story_id))
            await connection.execute(delete(threads).where(threads.c.story_id == story_id))
            await connection.execute(_tombstone(story_id, now))
            await _titles_changed(connection)
        return found.title

    async def was_removed(self, origin: str) -> bool:
        """Whether a story that came from there was taken out."""
        gone = select(stories.c.story_id).where(stories.c.origin == origin, stories.c.removed_at.is_not(None))
        async with self._connections.alone() as connection:
            return await connection.scalar(gone.limit(1)) is not None


def _resting(story_id: int) -> Update:
    """Whoever was told the story hears that it is gone."""
    running = serials.c.state.in_(("active", "paused"))
    return (
        update(serials)
        .where(serials.c.story_id == story_id, running)
        .values(state="suspended", reason=_REMOVED, reported=False, version=serials.c.version + 1)
    )


def _tombstone(story_id: int, now: datetime) -> Update:
    nothing: Row = {"authors": (), "summary": "", "epigraph": (), "fields": {}, "language": None, "licence": None}
    return update(stories).where(stories.c.story_id == story_id).values(removed_at=now, source=None, **nothing)


async def _rows_of(manuscript: Manuscript, cuts: Cuts | None) -> list[Row]:
    """The rows of its sections, counted through the whole story."""
    if not any(chapter.body.text for chapter in manuscript.chapters):
        raise RefusedError("There is no story in it, only an empty text.")
    if sum(len(chapter.body.text) for chapter in manuscript.chapters) > _LONG:
        return await asyncio.to_thread(lambda: [*_section_rows(manuscript, cuts or _cut(manuscript))])
    return [*_section_rows(manuscript, cuts or _cut(manuscript))]


def _cut(manuscript: Manuscript) -> Cuts:
    return [cutting.cut(chapter.body) for chapter in manuscript.chapters]


def _section_rows(manuscript: Manuscript, cuts: Cuts) -> Iterator[Row]:
    number = before = 0
    for chapter, cut in zip(manuscript.chapters, cuts, strict=True):
        for start, end in cut:
            number += 1
            passage = chapter.body.clip(start, end)
            yield {
                "number": number,
                "chapter": chapter.number,
                "start": start,
                "end": end,
                "before": before + start,
                "text": passage.text,
                "spans": passage.spans,
            }
        before += len(chapter.body.text)


async def _known(connection: AsyncConnection, *, origin: str, digest: str) -> Imported | None:
    """The living story that has the same bytes, or else the one that came from the same place."""
    same_bytes = revisions.c.digest == digest
    same_origin = stories.c.origin == origin
    found = await connection.execute(
        select(stories.c.story_id, stories.c.revision, same_bytes.label("same"))
        .join_from(stories, revisions)
        .where(revisions.c.number == stories.c.revision, stories.c.removed_at.is_(None), same_bytes | same_origin)
        .order_by(same_bytes.desc(), same_origin.desc())
        .limit(1)
    )
    match found.one_or_none():
        case None:
            return None
        case row if row.same:
            return Imported(outcome="unchanged", story_id=row.story_id, revision=row.revision)
        case row:
            return Imported(outcome="revised", story_id=row.story_id, revision=row.revision + 1)


async def _begin_story(connection: AsyncConnection, manuscript: Manuscript, *, origin: str, now: datetime) -> Imported:
    row = {**_story_row(manuscript), "revision": 1, "origin": origin, "added_at": now}
    story_id = await connection.scalar(insert(stories).values(row).returning(stories.c.story_id))
    assert story_id is not None
    return Imported(outcome="new", story_id=story_id, revision=1)


async def _write(
    connection: AsyncConnection,
    imported: Imported,
    manuscript: Manuscript,
    cut: list[Row],
    *,
    digest: str,
    now: datetime,
) -> None:
    story_id = imported.story_id
    here: Row = {"story_id": story_id, "revision": imported.revision}
    if imported.outcome == "revised":
        row = {**_story_row(manuscript), "revision": imported.revision}
        await connection.execute(update(stories).where(stories.c.story_id == story_id).values(row))
        await connection.execute(delete(tags).where(tags.c.story_id == story_id))
    counted: Row = {
        "chapters": len(manuscript.chapters),
        "sections": len(cut),
        "characters": sum(len(chapter.body.text) for chapter in manuscript.chapters),
    }
    await connection.execute(
        insert(revisions).values(story_id=story_id, number=imported.revision, digest=digest, created_at=now, **counted)
    )
    for table, rows in (
        (chapters, [here | _chapter_row(chapter) for chapter in manuscript.chapters]),
        (sections, [here | row for row in cut]),
        (notes, [here | row for row in _note_rows(manuscript)]),
        (tags, [{"story_id": story_id, **row} for row in _tag_rows(manuscript)]),
    ):
        if rows:
            await connection.execute(insert(table), rows)


async def _titles_changed(connection: AsyncConnection) -> None:
    first = postgresql.insert(facts).values(name=VERSION, value="1")
    counted = cast(cast(facts.c.value, Integer) + literal(1), String)
    await connection.execute(first.on_conflict_do_update(index_elements=[facts.c.name], set_={"value": counted}))


def sort_key(title: str) -> str:
    """What a title is put in order by: its letters, whatever marks stand before them."""
    folded = title.casefold()
    first = next((index for index, character in enumerate(folded) if character.isalnum()), 0)
    return folded[first:]


def _story_row(manuscript: Manuscript) -> Row:
    return {
        "title": manuscript.title,
        "sort_key": sort_key(manuscript.title),
        "title_guessed": manuscript.title_guessed,
        "authors": manuscript.authors,
        "rating": manuscript.rating,
        "language": manuscript.language,
        "licence": manuscript.licence,
        "source": manuscript.source,
        "summary": manuscript.summary,
        "epigraph": manuscript.epigraph,
        "fields": manuscript.fields,
    }


def _chapter_row(chapter: Chapter) -> Row:
    return {
        "number": chapter.number,
        "label": chapter.label,
        "title": chapter.title,
        "characters": len(chapter.body.text),
        "text": chapter.body.text,
        "spans": chapter.body.spans,
    }


def _note_rows(manuscript: Manuscript) -> Iterator[Row]:
    for position, note in enumerate(manuscript.notes):
        text, spans = note.passage.text, note.passage.spans
        yield {"position": position, "where": note.where, "chapter": note.chapter, "text": text, "spans": spans}


def _tag_rows(manuscript: Manuscript) -> Iterator[Row]:
    kinds = {"relationship": manuscript.relationships, "warning": manuscript.warnings, "tag": manuscript.tags}
    for kind, names in kinds.items():
        yield from ({"kind": kind, "position": position, "name": name} for position, name in enumerate(names))
