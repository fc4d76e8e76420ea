"""What the library says of its stories, without turning their pages."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select, tuple_

from stories.at_hand import AtHand
from stories.manuscript import Chapter, Manuscript, Note, Where
from stories.schema import chapters, facts, notes, revisions, sections, stories, tags
from stories.store.connections import Connected
from stories.store.keeping import VERSION
from stories.store.records import Heading, Story, Title
from stories.store.rows import living, living_story
from stories.text import Passage

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.ext.asyncio import AsyncConnection

    from stories.ratings import Rating
    from stories.store.connections import Connections
    from stories.store.rows import AnyRow, AnySelect

    Tags = dict[tuple[int, str], tuple[str, ...]]

_VERSION_FACT = select(facts.c.value).where(facts.c.name == VERSION)
_AT_ONCE = 1000  # titles in one statement
_STORIES = 200  # of which all but the text is kept at hand
_IS_CURRENT = and_(revisions.c.story_id == stories.c.story_id, revisions.c.number == stories.c.revision)


class Catalogue(Connected):
    """Titles, lists, contents, notes."""

    def __init__(self, connections: Connections) -> None:
        super().__init__(connections)
        self._stories: AtHand[Story] = AtHand(_STORIES)

    async def story(self, story_id: int) -> Story:
        """All that is said of one story."""
        return await self._stories.get(story_id, await self.version(), lambda: self._story(story_id))

    async def _story(self, story_id: int) -> Story:
        async with self._connections.alone() as connection:
            row = (await connection.execute(_told().where(stories.c.story_id == story_id))).one_or_none()
            told = living(row, story_id)
            return _story(told, await _tags(connection, [story_id]))

    async def stories(self, *, ratings: Collection[Rating], offset: int = 0, limit: int = 10) -> list[Story]:
        """Living stories of those ratings, by title."""
        wanted = _told().where(*_living_of(ratings)).order_by(stories.c.sort_key, stories.c.story_id)
        async with self._connections.alone() as connection:
            rows = (await connection.execute(wanted.offset(offset).limit(limit))).all()
            named = await _tags(connection, [row.story_id for row in rows])
        return [_story(row, named) for row in rows]

    async def count(self, *, ratings: Collection[Rating]) -> int:
        """How many living stories have those ratings."""
        async with self._connections.alone() as connection:
            counted = select(func.count()).select_from(stories).where(*_living_of(ratings))
            return await connection.scalar(counted) or 0

    async def titles(self) -> list[Title]:
        """Every living story, by title; fetched by the thousand, so that others get their turn in between."""
        c = stories.c
        wanted = select(c.story_id, c.title, c.authors, c.rating, c.sort_key).where(c.removed_at.is_(None))
        found: list[Title] = []
        last = ("", 0)
        while True:
            following = wanted.where(tuple_(c.sort_key, c.story_id) > last).order_by(c.sort_key, c.story_id)
            async with self._connections.alone() as connection:
                rows = (await connection.execute(following.limit(_AT_ONCE))).all()
            found += (Title(story_id=r.story_id, title=r.title, authors=r.authors, rating=r.rating) for r in rows)
            if len(rows) < _AT_ONCE:
                return found
            last = (rows[-1].sort_key, rows[-1].story_id)

    async def version(self) -> int:
        """A number that changes whenever titles may have, whichever process changed them."""
        row = await self._connections.glance(_VERSION_FACT, {})
        return int(row.value) if row else 0

    async def contents(self, story_id: int) -> list[Heading]:
        """The chapters, each with the section it begins with: a chapter without text begins where the next one does."""
        async with self._connections.alone() as connection:
            rows = (await connection.execute(_headings().where(stories.c.story_id == story_id))).all()
        living(rows[0] if rows else None, story_id)
        headings: list[Heading] = []
        number = rows[0].sections
        for row in reversed(rows):
            number = row.first or number
            headings.append(Heading(chapter=row.number, label=row.label, title=row.chapter_title, number=number))
        return headings[::-1]

    async def notes(self, story_id: int) -> list[Note]:
        """The author's notes, in order."""
        async with self._connections.alone() as connection:
            story = await living_story(connection, story_id)
            return await _notes(connection, story_id, story.revision)

    async def manuscript(self, story_id: int) -> Manuscript:
        """The story as it was read from its source."""
        told = await self.story(story_id)
        async with self._connections.alone() as connection:
            noted = await _notes(connection, story_id, told.revision)
            written = await _chapters(connection, story_id, told.revision)
        return Manuscript(
            title=told.title,
            title_guessed=told.title_guessed,
            authors=told.authors,
            summary=told.summary,
            relationships=told.relationships,
            rating=told.rating,
            warnings=told.warnings,
            tags=told.tags,
            language=told.language,
            licence=told.licence,
            source=told.source,
            fields=told.fields,
            notes=tuple(noted),
            epigraph=told.epigraph,
            chapters=tuple(written),
        )


def _living_of(ratings: Collection[Rating]) -> tuple[Any, ...]:
    return stories.c.removed_at.is_(None), stories.c.rating.in_(ratings)


def _told() -> AnySelect:
    counts = (revisions.c.sections, revisions.c.characters, revisions.c.chapters)
    return select(stories, *counts).join_from(stories, revisions, _IS_CURRENT, isouter=True)


def _headings() -> AnySelect:
    c, x = chapters.c, sections.c
    first = (
        select(func.min(x.number))
        .where(x.story_id == c.story_id, x.revision == c.revision, x.chapter == c.number)
        .scalar_subquery()
    )
    columns = (stories.c.title, stories.c.removed_at, revisions.c.sections, c.number, c.label)
    is_of_it = and_(c.story_id == stories.c.story_id, c.revision == stories.c.revision)
    return (
        select(*columns, c.title.label("chapter_title"), first.label("first"))
        .join_from(stories, revisions, _IS_CURRENT, isouter=True)
        .join(chapters, is_of_it, isouter=True)
        .order_by(c.number)
    )


async def _tags(connection: AsyncConnection, story_ids: list[int]) -> Tags:
    c = tags.c
    wanted = select(c.story_id, c.kind, c.name).where(c.story_id.in_(story_ids))
    found: defaultdict[tuple[int, str], tuple[str, ...]] = defaultdict(tuple)
    for row in await connection.execute(wanted.order_by(c.story_id, c.kind, c.position)):
        found[row.story_id, row.kind] += (row.name,)
    return found


async def _notes(connection: AsyncConnection, story_id: int, revision: int) -> list[Note]:
    c = notes.c
    wanted = select(notes).where(c.story_id == story_id, c.revision == revision).order_by(c.position)
    return [
        Note(where=Where(row.where), passage=Passage(row.text, row.spans), chapter=row.chapter)
        for row in await connection.execute(wanted)
    ]


async def _chapters(connection: AsyncConnection, story_id: int, revision: int) -> list[Chapter]:
    c = chapters.c
    wanted = select(chapters).where(c.story_id == story_id, c.revision == revision).order_by(c.number)
    return [
        Chapter(number=row.number, label=row.label, title=row.title, body=Passage(row.text, row.spans))
        for row in await connection.execute(wanted)
    ]


def _story(row: AnyRow, named: Tags) -> Story:
    return Story(
        story_id=row.story_id,
        revision=row.revision,
        title=row.title,
        title_guessed=row.title_guessed,
        authors=row.authors,
        summary=row.summary,
        relationships=named[row.story_id, "relationship"],
        rating=row.rating,
        warnings=named[row.story_id, "warning"],
        tags=named[row.story_id, "tag"],
        language=row.language,
        licence=row.licence,
        source=row.source,
        fields=row.fields,
        epigraph=row.epigraph,
        sections=row.sections,
        characters=row.characters,
        chapters=row.chapters,
        origin=row.origin,
    )
