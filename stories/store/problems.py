"""Whether everything that is kept still holds together, in sentences where it does not."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from sqlalchemy import Text, and_, func, or_, select, type_coerce

from stories.column_types import Spans
from stories.markdown import render
from stories.schema import (
    chapters,
    deliveries,
    instalments,
    notes,
    places,
    revisions,
    sections,
    serials,
    stories,
    threads,
)
from stories.sections import PAGE
from stories.store.keeping import sort_key
from stories.text import Passage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from stories.store.rows import AnyRow


async def problems(connection: AsyncConnection) -> AsyncIterator[str]:
    """Each thing that is wrong, in a sentence; a story at a time, so that a large library needs no large memory."""
    if connection.dialect.name == "sqlite":
        async for problem in _of_the_file(connection):
            yield problem
    for row in (await connection.execute(select(stories).order_by(stories.c.story_id))).all():
        for problem in await _of_story(connection, row):
            yield problem
    async for problem in _of_what_points_at_stories(connection):
        yield problem


async def _of_the_file(connection: AsyncConnection) -> AsyncIterator[str]:
    for (finding,) in await connection.exec_driver_sql("PRAGMA integrity_check"):
        if finding != "ok":
            yield f"SQLite finds the file damaged: {finding}."
    for row in (await connection.exec_driver_sql("PRAGMA foreign_key_check")).mappings():
        yield f"Row {row['rowid']} of {row['table']} points at something in {row['parent']} that does not exist."


async def _of_story(connection: AsyncConnection, story: AnyRow) -> list[str]:
    name = f"“{story.title}” (story {story.story_id})"
    wanted = select(revisions).where(revisions.c.story_id == story.story_id).order_by(revisions.c.number)
    kept = (await connection.execute(wanted)).all()
    if story.removed_at is not None:
        return [f"{name} was removed, but some of its text is still here."] if kept else []
    found: list[str] = []
    if story.revision not in {revision.number for revision in kept}:
        found.append(f"{name} has no revision {story.revision}, which should be its current one.")
    if story.sort_key != sort_key(story.title):
        found.append(f"{name} is not sorted by its title.")
    for revision in kept:
        text = await _Revision.read(connection, revision)
        found += [f"{name}, revision {revision.number}: {problem}." for problem in text.problems()]
    return found


class _Revision:
    """One revision with all its text."""

    def __init__(
        self, counted: AnyRow, chapters: Sequence[AnyRow], sections: Sequence[AnyRow], notes: Sequence[AnyRow]
    ) -> None:
        self._counted, self._chapters, self._sections, self._notes = counted, chapters, sections, notes

    @classmethod
    async def read(cls, connection: AsyncConnection, counted: AnyRow) -> _Revision:
        """Fetch it; the spans as they are written, because what is written may be what is wrong."""
        parts: list[Sequence[AnyRow]] = []
        for table, order in ((chapters, "number"), (sections, "number"), (notes, "position")):
            columns = [type_coerce(c, Text).label(c.name) if c.name == "spans" else c for c in table.c]
            of_it = and_(table.c.story_id == counted.story_id, table.c.revision == counted.number)
            parts.append((await connection.execute(select(*columns).where(of_it).order_by(table.c[order]))).all())
        return cls(counted, *parts)

    def problems(self) -> Iterator[str]:
        yield from self._wrong_counts()
        before = 0
        cut: defaultdict[int, list[AnyRow]] = defaultdict(list)
        for section in self._sections:
            cut[section.chapter].append(section)
        for chapter in self._chapters:
            yield from _of_chapter(chapter, cut[chapter.number], before=before)
            before += len(chapter.text)
        for section in self._sections:
            yield from _too_long(section)
        for note in self._notes:
            yield from self._of_note(note)

    def _wrong_counts(self) -> Iterator[str]:
        counted = {
            "chapters": len(self._chapters),
            "sections": len(self._sections),
            "characters": sum(len(chapter.text) for chapter in self._chapters),
        }
        for what, number in counted.items():
            stated: int = getattr(self._counted, what)
            if stated != number:
                yield f"it says that it has {stated} {what}, and has {number}"
        for what, rows in (("chapters", self._chapters), ("sections", self._sections)):
            if [row.number for row in rows] != [*range(1, len(rows) + 1)]:
                yield f"its {what} are not numbered from 1 to {len(rows)}"

    def _of_note(self, note: AnyRow) -> Iterator[str]:
        if _passage(note) is None:
            yield f"the spans of note {note.position + 1} do not fit its text"
        if note.chapter is not None and note.chapter not in {chapter.number for chapter in self._chapters}:
            yield f"note {note.position + 1} belongs to chapter {note.chapter}, which does not exist"


def _of_chapter(chapter: AnyRow, cut: Sequence[AnyRow], *, before: int) -> Iterator[str]:
    name = f"chapter {chapter.number}"
    if chapter.characters != len(chapter.text):
        yield f"{name} says that it has {chapter.characters} characters, and has {len(chapter.text)}"
    edges = [0, *(edge for section in cut for edge in (section.start, section.end)), len(chapter.text)]
    if any(end != start for end, start in [*pairwise(edges)][::2]):
        yield f"the sections of {name} do not join to its text"
    body = _passage(chapter)
    if body is None:
        yield f"the spans of {name} do not fit its text"
        return
    for section in cut:
        if _passage(section) != body.clip(section.start, section.end):
            yield f"section {section.number} is not what stands there in {name}"
        if section.before != before + section.start:
            yield f"section {section.number} says that {section.before} characters come before it, which is wrong"


def _too_long(section: AnyRow) -> Iterator[str]:
    passage = _passage(section)
    if passage and PAGE.excess(render(passage)):
        yield f"section {section.number} is longer than a page when it is shown"


def _passage(row: AnyRow) -> Passage | None:
    try:
        return Passage(row.text, Spans().read(row.spans))
    except (ValueError, TypeError):
        return None


async def _of_what_points_at_stories(connection: AsyncConnection) -> AsyncIterator[str]:
    c = chapters.c
    for table, name in ((places, _place_name), (deliveries, _delivery_name), (instalments, _instalment_name)):
        there = and_(c.story_id == table.c.story_id, c.revision == table.c.revision, c.number == table.c.chapter)
        joined = select(*table.c).join_from(table, chapters, there, isouter=True)
        # The place of what is still to be planned may be the end of the text.
        last = c.characters if table is instalments else c.characters - 1
        lost = joined.where(table.c.story_id.is_not(None), or_(c.number.is_(None), table.c.offset > last))
        for row in await connection.execute(lost):
            yield f"{name(row)} is at a place that does not exist in story {row.story_id}."
    for table, chapter, end, name in (
        (deliveries, deliveries.c.chapter, deliveries.c.end, _delivery_name),
        (instalments, instalments.c.end_chapter, instalments.c.end_offset, _instalment_name),
    ):
        there = and_(c.story_id == table.c.story_id, c.revision == table.c.revision, c.number == chapter)
        too_far = select(*table.c).join_from(table, chapters, there).where(end > c.characters)
        for row in await connection.execute(too_far):
            yield f"{name(row)} ends after the text of its chapter."
    async for problem in _of_threads(connection):
        yield problem
    async for problem in _of_serials(connection):
        yield problem


async def _of_threads(connection: AsyncConnection) -> AsyncIterator[str]:
    t, d = threads.c, deliveries.c
    gone = select(t.thread_id).join_from(threads, stories).where(stories.c.removed_at.is_not(None))
    for row in await connection.execute(gone):
        yield f"Thread {row.thread_id} belongs to a story that was removed."
    strayed = select(*d).join_from(deliveries, threads, d.thread_id == t.thread_id).where(d.story_id != t.story_id)
    for row in await connection.execute(strayed):
        yield f"{_delivery_name(row)} is of another story than the thread."


async def _of_serials(connection: AsyncConnection) -> AsyncIterator[str]:
    s, i = serials.c, instalments.c
    is_open = i.state.not_in(("confirmed", "skipped"))
    for row in await connection.execute(select(*s).where(s.state == "active")):
        if row.zone not in available_timezones():
            yield f"{_serial_name(row)} is told in the time zone “{row.zone}”, which does not exist."
    waiting = select(i.serial_id).where(i.serial_id == s.serial_id, is_open)
    for row in await connection.execute(select(*s).where(s.state == "active", ~waiting.exists())):
        yield f"{_serial_name(row)} runs, and has no next instalment."
    counted = select(i.serial_id, func.count().label("rows"), func.max(i.number).label("last")).group_by(i.serial_id)
    for row in await connection.execute(counted.having(func.count() != func.max(i.number) - func.min(i.number) + 1)):
        yield f"{_serial_name(row)} lacks some of its instalments."


def _place_name(row: AnyRow) -> str:
    return f"Reader {row.reader_id}"


def _delivery_name(row: AnyRow) -> str:
    return f"Message {row.ordinal} of thread {row.thread_id}"


def _serial_name(row: AnyRow) -> str:
    return f"Daily excerpt {row.serial_id}"


def _instalment_name(row: AnyRow) -> str:
    return f"Instalment {row.number} of daily excerpt {row.serial_id}"
