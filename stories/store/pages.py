"""Pages of stories: what a turn of the page needs, in one statement each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, and_, bindparam, case, exists, select, true, tuple_

from stories.instalments import Outline, Piece, Spot
from stories.places import Place, carry_over, going_on, nearest
from stories.schema import chapters, notes, revisions, sections, stories
from stories.store.connections import Connected
from stories.store.records import Page
from stories.store.rows import living, living_story
from stories.text import Passage

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from stories.store.rows import AnyRow, AnySelect

    Move = Callable[..., tuple[int, int] | None]  # from the texts of one revision to those of another


class Pages(Connected):
    """The pages of stories, always of their current revision; a place in an older one is carried over first."""

    async def page_at(self, place: Place) -> Page | None:
        """The page that holds the place; None where a revision has taken its paragraph away."""
        return await self._page(_AT, place)

    async def page_after(self, place: Place) -> Page | None:
        """The page after the one that holds the place; None at the end of the story."""
        return await self._page(_AFTER, place)

    async def page_before(self, place: Place) -> Page | None:
        """The page before the one that holds the place; None at its beginning."""
        return await self._page(_BEFORE, place)

    async def page_numbered(self, story_id: int, number: int) -> Page:
        """The page of that number, or the nearest there is."""
        row = await self._connections.glance(_NUMBERED, {"story": story_id, "wanted": number})
        page = _page(living(row, story_id))
        assert page is not None, "every revision has a section, and the number was clamped"
        return page

    async def pages(self, story_id: int) -> list[Page]:
        """Every page of the story, in order."""
        async with self._connections.alone() as connection:
            rows = (await connection.execute(_EVERY, {"story": story_id})).all()
        living(rows[0] if rows else None, story_id)
        return [page for page in map(_page, rows) if page]

    async def pages_between(self, place: Place, end: Spot) -> list[Page]:
        """The pages of `[place, end)` in the current revision; the first begins there, and the last ends there."""
        if (place.chapter, place.offset) >= end:
            return []
        first = await self.page_at(place)
        if first is None:
            return []
        if (first.chapter, first.end) >= end:
            return [_clipped(first, place, end)]
        values = {"story": place.story_id, "chapter": place.chapter, "offset": place.offset}
        values |= {"end_chapter": end.chapter, "end_offset": end.offset}
        rows = await self._connections.glances(_BETWEEN, values)
        return [_clipped(page, place, end) for page in map(_page, rows) if page]

    async def page_at_the_end(self, story_id: int) -> Page:
        """What is left of the last page where its text ends: nothing but that it is the last."""
        first = await self.page_numbered(story_id, 1)
        last = await self.page_numbered(story_id, first.of)
        return replace(last, start=last.end, before=last.characters, passage=Passage(""))

    async def end_of(self, place: Place, pages: int) -> Spot:
        """Where so many pages from a place on end, as they were in the revision of that place."""
        s = sections.c
        onwards = and_(s.revision == place.revision, tuple_(s.chapter, s.end) > tuple_(place.chapter, place.offset))
        wanted = select(s.chapter, s.end).where(s.story_id == place.story_id, onwards).order_by(s.number).limit(pages)
        async with self._connections.alone() as connection:
            rows = (await connection.execute(wanted)).all()
        return Spot(rows[-1].chapter, rows[-1].end)

    async def outline(self, story_id: int) -> Outline:
        """How the story is divided."""
        async with self._connections.alone() as connection:
            story = await living_story(connection, story_id)
            rows = (await connection.execute(_PIECES, {"story": story_id})).all()
        pieces = tuple(Piece(row.chapter, row.start, row.end) for row in rows)
        return Outline(story_id=story_id, revision=story.revision, language=rows[0].language, pieces=pieces)

    async def carried(self, place: Place) -> Place | None:
        """The same place in the current revision; None where that cannot be told."""
        return await self._moved(place, carry_over)

    async def going_on(self, place: Place) -> Place | None:
        """Where the text now goes on that was to follow from a place; None where a revision has taken that away."""
        return await self._moved(place, going_on)

    async def nearest(self, place: Place) -> Place | None:
        """The nearest place there is in place of one that a revision has taken away; None where it is still there."""
        return None if await self.going_on(place) else await self._moved(place, nearest)

    async def _moved(self, place: Place, move: Move) -> Place | None:
        async with self._connections.alone() as connection:
            story = await living_story(connection, place.story_id)
            if story.revision == place.revision:
                return place
            return await _place_in(connection, place, move, revision=story.revision)

    async def _page(self, wanted: AnySelect, place: Place) -> Page | None:
        row = living(await self._row(wanted, place), place.story_id)
        if row.revision == place.revision:
            return _page(row)
        async with self._connections.alone() as connection:
            moved = await current_place(connection, place, revision=row.revision)
        row = await self._row(wanted, moved) if moved else None
        return _page(row) if row else None

    async def _row(self, wanted: AnySelect, place: Place) -> AnyRow | None:
        values = {"story": place.story_id, "chapter": place.chapter, "offset": place.offset}
        return await self._connections.glance(wanted, values)


async def current_place(connection: AsyncConnection, place: Place, *, revision: int) -> Place | None:
    """The same place in another revision of its story; None where that cannot be told."""
    return await _place_in(connection, place, carry_over, revision=revision)


async def _place_in(connection: AsyncConnection, place: Place, move: Move, *, revision: int) -> Place | None:
    old = await _texts(connection, place.story_id, place.revision)
    new = await _texts(connection, place.story_id, revision)
    found = move(place.chapter, place.offset, old=old, new=new)
    return Place(place.story_id, revision, *found) if found else None


async def _texts(connection: AsyncConnection, story_id: int, revision: int) -> list[str]:
    c = chapters.c
    texts = select(c.text).where(c.story_id == story_id, c.revision == revision).order_by(c.number)
    return [*await connection.scalars(texts)]


def _clipped(page: Page, place: Place, end: Spot) -> Page:
    start = place.offset if page.chapter == place.chapter and page.start < place.offset < page.end else page.start
    stop = end.offset if page.chapter == end.chapter and page.start < end.offset < page.end else page.end
    if (start, stop) == (page.start, page.end):
        return page
    passage = page.passage.clip(start - page.start, stop - page.start)
    before = page.before + start - page.start
    return replace(page, start=start, end=stop, before=before, passage=passage)


def _page(row: AnyRow) -> Page | None:
    if row.number is None:
        return None
    return Page(
        story_id=row.story_id,
        revision=row.revision,
        title=row.title,
        authors=row.authors,
        rating=row.rating,
        language=row.language,
        chapter=row.chapter,
        label=row.label,
        chapter_title=row.chapter_title,
        start=row.start,
        end=row.end,
        passage=Passage(row.text, row.spans),
        number=row.number,
        of=row.of,
        before=row.before,
        characters=row.characters,
        starts_chapter=row.start == 0,
        ends_chapter=row.end == row.chapter_characters,
        has_notes=row.has_notes,
    )


def _pages_where(condition: ColumnElement[bool]) -> AnySelect:
    """The story, and beside it each of its sections that fits; or nothing beside it, where none does."""
    s, r, x, c = stories.c, revisions.c, sections.c, chapters.c
    columns = (
        *(s.story_id, s.removed_at, s.revision, s.title, s.authors, s.rating, s.language),
        *(r.sections.label("of"), r.characters, _has_notes),
        *(x.number, x.chapter, x.start, x.end, x.before, x.text, x.spans),
        *(c.label, c.title.label("chapter_title"), c.characters.label("chapter_characters")),
    )
    return (
        select(*columns)
        .join_from(stories, revisions, and_(r.story_id == s.story_id, r.number == s.revision), isouter=True)
        .join(sections, and_(x.story_id == s.story_id, x.revision == s.revision, condition), isouter=True)
        .join(chapters, and_(c.story_id == x.story_id, c.revision == x.revision, c.number == x.chapter), isouter=True)
        .where(s.story_id == bindparam("story"))
    )


def _page_where(condition: ColumnElement[bool], *order: ColumnElement[Any], skipping: int = 0) -> AnySelect:
    """The first section in that order that fits: a few seeks, whatever the size of the story and of the library."""
    there = _there.c
    number = (
        select(there.number)
        .where(there.story_id == stories.c.story_id, there.revision == stories.c.revision, condition)
        .order_by(*order)
        .limit(1)
        .offset(skipping)
        .scalar_subquery()
    )
    return _pages_where(sections.c.number == number)


_there = sections.alias("there")
_has_notes = (
    exists().where(notes.c.story_id == revisions.c.story_id, notes.c.revision == revisions.c.number).label("has_notes")
)
_position = tuple_(_there.c.chapter, _there.c.start)
_place = tuple_(bindparam("chapter", type_=Integer), bindparam("offset", type_=Integer))
_onwards = (_there.c.chapter, _there.c.start)
_backwards = (_there.c.chapter.desc(), _there.c.start.desc())
_last = revisions.c.sections
_wanted = bindparam("wanted", type_=Integer)

_AT = _page_where(_position <= _place, *_backwards)
_AFTER = _page_where(_position > _place, *_onwards)
_BEFORE = _page_where(_position <= _place, *_backwards, skipping=1)
_NUMBERED = _pages_where(sections.c.number == case((_wanted < 1, 1), (_wanted > _last, _last), else_=_wanted))
_EVERY = _pages_where(true()).order_by(sections.c.number)
_end = tuple_(bindparam("end_chapter", type_=Integer), bindparam("end_offset", type_=Integer))
_BETWEEN = _pages_where(
    and_(tuple_(sections.c.chapter, sections.c.end) > _place, tuple_(sections.c.chapter, sections.c.start) < _end)
).order_by(sections.c.number)
_PIECES = (
    select(sections.c.chapter, sections.c.start, sections.c.end, stories.c.language)
    .join_from(
        sections, stories, and_(sections.c.story_id == stories.c.story_id, sections.c.revision == stories.c.revision)
    )
    .where(stories.c.story_id == bindparam("story"))
    .order_by(sections.c.number)
)
