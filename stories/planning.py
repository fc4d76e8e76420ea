"""What a serial brings next, and when: the rules of stories/ over the texts of the library."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from stories.almanac import entries_of
from stories.at_hand import AtHand
from stories.errors import StoryError
from stories.instalments import Spot, course
from stories.places import Place
from stories.schedule import EVERY_DAY, Due
from stories.serials import AtEnd, Measure

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import date, datetime

    from stories.instalments import Course, Outline, Portion
    from stories.serials import Terms
    from stories.store.library import Library
    from stories.store.records import Instalment, Serial

END_OF_STORY = "The story has come to its end."
_DAY = timedelta(days=1)
_COURSES = 500  # at hand, of some kilobytes each


class LostPlaceError(StoryError):
    """A revision has taken away the paragraph with which a serial was to go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The text `[place, end)` of an instalment, or the candidates of a vote on its story; and when it is due."""

    place: Place | None
    end: Spot | None
    due: Due
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What comes after an instalment: the next one, if any, and what changes in its serial besides."""

    planned: Planned | None
    changes: dict[str, Any] = field(default_factory=dict[str, Any])
    takes_from_queue: bool = False


class Planner:
    """Plans instalments; what it knows of stories is read anew when the library has changed.

    Each answer is for a moment `now`, and for a local date `since` that has had its instalment.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._courses: AtHand[Course] = AtHand(_COURSES)

    async def first(self, terms: Terms, story_id: int, *, now: datetime, since: date | None = None) -> Planned:
        """How a story begins; one told by dates, with the first of its days that is still to come."""
        whole = await self._course(terms, story_id)
        coming = (n for n, share in enumerate(whole.shares) if share.day and terms.timetable.on(share.day) > now)
        return _planned(terms, whole, next(coming, 0), now=now, since=since)

    async def after(
        self, terms: Terms, place: Place, end: Spot, *, now: datetime, since: date | None
    ) -> Planned | None:
        """What follows the text that begins at a place and ends there; None where that is the end of the story."""
        whole = await self._course(terms, place.story_id)
        begin = await self._carried(whole, place._replace(chapter=end.chapter, offset=end.offset))
        if begin >= whole.outline.end:
            return None
        return _planned(terms, whole, whole.index_at(begin), begin, now=now, since=since)

    async def at(self, terms: Terms, place: Place, *, now: datetime, since: date | None) -> Planned:
        """What begins at a place."""
        whole = await self._course(terms, place.story_id)
        begin = await self._carried(whole, place)
        return _planned(terms, whole, whole.index_at(begin), begin, now=now, since=since)

    async def before(self, terms: Terms, place: Place, *, now: datetime, since: date | None) -> Planned:
        """What comes before that which begins at a place, or the story's beginning."""
        whole = await self._course(terms, place.story_id)
        begin = await self._carried(whole, place)
        index = whole.index_at(begin)
        index -= index > 0 and whole.shares[index].begin == begin
        return _planned(terms, whole, index, now=now, since=since)

    async def following(
        self, serial: Serial, instalment: Instalment, *, candidates: Sequence[int] = (), now: datetime
    ) -> Following:
        """What comes after an instalment: more of its story, the next of the queue, what is voted for, or nothing."""
        assert instalment.place
        assert instalment.end
        terms, since = serial.terms, instalment.local_date
        now = max(now, instalment.due_at)
        more = await self.after(terms, instalment.place, instalment.end, now=now, since=since)
        if more:
            return Following(planned=more)
        if serial.queue:
            planned = await self.first(terms, serial.queue[0], now=now, since=since)
            return Following(planned=planned, changes=_told(serial.queue[0]), takes_from_queue=True)
        if terms.at_end is AtEnd.AGAIN:
            terms = replace(terms, starts_on=since + _DAY)
            planned = await self.first(terms, serial.story_id, now=now, since=since)
            return Following(planned=planned, changes=_told(serial.story_id) | {"starts_on": terms.starts_on})
        if candidates:
            due = terms.timetable.after(now, since=since)
            return Following(planned=Planned(place=None, end=None, due=due, candidates=tuple(candidates)))
        return Following(planned=None, changes={"state": "ended", "reason": END_OF_STORY})

    async def upcoming(
        self, terms: Terms, beginning: Planned, queue: Sequence[int], *, at_most: int
    ) -> AsyncIterator[Planned]:
        """A beginning and what comes after it, as long as nothing is changed and no vote decides."""
        planned: Planned | None = beginning
        waiting = [*queue]
        for _ in range(at_most):
            if planned is None or planned.place is None or planned.end is None:
                return
            yield planned
            since, now = planned.due
            place = planned.place
            planned = await self.after(terms, place, planned.end, now=now, since=since)
            if planned is None and (waiting or terms.at_end is AtEnd.AGAIN):
                terms = terms if waiting else replace(terms, starts_on=since + _DAY)
                story_id = waiting.pop(0) if waiting else place.story_id
                planned = await self.first(terms, story_id, now=now, since=since)

    async def where(self, terms: Terms, place: Place, end: Spot | None) -> Portion:
        """Which part of its story the text `[place, end)` is, or the nearest that is left."""
        whole = await self._course(terms, place.story_id)
        if place.revision != whole.outline.revision:
            place, end = await self.instead_of(place) or place, None
        return whole.portion(await self._carried(whole, place), end)

    async def instead_of(self, place: Place) -> Place | None:
        """Where to go on, where a revision has taken a place away; None where it has not."""
        return await self._library.nearest(place)

    async def has_dates(self, story_id: int) -> bool:
        """Whether a story is told by dates."""
        chapters = (await self._library.manuscript(story_id)).chapters
        return bool(await asyncio.to_thread(entries_of, chapters))

    async def _course(self, terms: Terms, story_id: int) -> Course:
        by_dates = terms.pace.measure is Measure.DATES
        key = (story_id, terms.pace, terms.starts_on if by_dates else None)

        async def read() -> Course:
            outline = await self._library.outline(story_id)
            if by_dates:
                outline = await self._with_dates(outline)
            return course(outline, terms.pace, run_begins=terms.starts_on)

        return await self._courses.get(key, await self._library.version(), read)

    async def _with_dates(self, outline: Outline) -> Outline:
        manuscript = await self._library.manuscript(outline.story_id)
        entries = await asyncio.to_thread(entries_of, manuscript.chapters)
        if not entries:
            raise StoryError(f"“{manuscript.title}” is not told by dates. Choose how much comes each time instead.")
        return replace(outline, entries=tuple(entries))

    async def _carried(self, whole: Course, place: Place) -> Spot:
        """The same place in the current revision; the end of the text stays the end."""
        if place.revision == whole.outline.revision:
            return Spot(place.chapter, place.offset)
        carried = await self._library.going_on(place)
        if carried is None:
            raise LostPlaceError("The story was revised, and the paragraph with which it was to go on is gone.")
        return Spot(carried.chapter, carried.offset)


def _told(story_id: int) -> dict[str, Any]:
    """Another story gets another thread."""
    return {"story_id": story_id, "thread_id": None}


def _planned(
    terms: Terms, whole: Course, index: int, begin: Spot | None = None, *, now: datetime, since: date | None
) -> Planned:
    last, due = _due(terms, whole, index, now=now, since=since)
    begin = begin or whole.shares[index].begin
    return Planned(
        place=Place(whole.outline.story_id, whole.outline.revision, *begin),
        end=whole.shares[last].end,
        due=due,
    )


def _due(terms: Terms, whole: Course, index: int, *, now: datetime, since: date | None) -> tuple[int, Due]:
    """When a share is due, and the last one that comes with it: entries whose day is over come with the next one."""
    if whole.shares[index].day is None:
        return index, terms.timetable.after(now, since=since)
    for later in range(index, len(whole.shares)):
        day = whole.shares[later].day
        if day and (moment := terms.timetable.on(day)) > now:
            return later, Due(day, moment)
    return len(whole.shares) - 1, replace(terms, weekdays=EVERY_DAY).timetable.after(now, since=since)
