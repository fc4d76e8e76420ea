"""What people may do with a serial: start it, change it, pause it, skip, go back, hurry, end it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.serials.failures import Failure
from stories.errors import StoryError
from stories.instalments import Spot
from stories.planning import END_OF_STORY, Planned
from stories.serials import Measure
from stories.store.serials import BUSY, ENDED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.client import Fireside
    from stories.places import Place
    from stories.schedule import Due
    from stories.serials import Terms
    from stories.store.records import Instalment, Serial

PAUSED = "Somebody has paused it."
STOPPED = "Somebody has ended it."
CHOSEN = "Somebody has chosen another story."


class Steering:
    """Each deed is done in the database first; the clock is told of it afterwards."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store
        self._planner = bot.planner

    async def start(self, terms: Terms, stories: Sequence[int], *, by: int, draft_id: int | None = None) -> Serial:
        """Begin a serial of the first of these stories; the others wait their turn."""
        now = discord.utils.utcnow()
        terms = dated(terms, now=now)
        planned = await self.beginning(None, terms, stories, now=now)
        serial = await self._store.serials.start(
            terms, planned=planned, queue=stories[1:], created_by=by, now=now, draft_id=draft_id
        )
        await self._bot.clock.wake()
        return serial

    async def change(
        self, serial: Serial, terms: Terms, stories: Sequence[int], *, draft_id: int | None = None
    ) -> None:
        """Agree on something else; what was told is neither repeated nor lost, and the next due time is found anew."""
        now = discord.utils.utcnow()
        terms = dated(terms, now=now)
        if serial.state == "ended":
            raise StoryError(ENDED)
        instalment = await self._found(serial, terms)
        planned = await self.beginning(serial, terms, stories, now=now)
        told = instalment.place.story_id if instalment and instalment.place else serial.story_id
        if instalment is None or stories[0] != told:
            await self._store.serials.tell_another(
                serial, terms, queue=stories[1:], planned=planned, reason=CHOSEN, draft_id=draft_id
            )
            await self._bot.clock.wake()
            return
        begun = bool(instalment.progress or instalment.tries)
        moves = (terms.channel_id, terms.manner) != (serial.terms.channel_id, serial.terms.manner)
        if moves and instalment.tries and instalment.failure == Failure.TROUBLE:
            raise StoryError(BUSY)  # it may be in the old place, where nobody would look for it any more
        await self._store.serials.change(
            serial, terms, queue=stories[1:], planned=planned, keeps_text=begun, draft_id=draft_id
        )
        if moves:
            await self._store.serials.use_thread(serial.serial_id, None)
        await self._bot.clock.wake()

    async def beginning(self, serial: Serial | None, terms: Terms, stories: Sequence[int], *, now: datetime) -> Planned:
        """What would come next under these terms: of a new serial, or of one that runs."""
        if serial is None:
            return await self._planner.first(terms, stories[0], now=now)
        instalment = await self._store.instalments.open(serial.serial_id)
        last = await self._store.instalments.last_sent(serial.serial_id)
        since = last.local_date if last else None
        if instalment and instalment.place is None and stories[0] == serial.story_id:
            return _vote(instalment, terms.timetable.after(now, since=since))
        if instalment is None or instalment.place is None or instalment.place.story_id != stories[0]:
            return await self._planner.first(terms, stories[0], now=now, since=since)
        place = await self._planner.instead_of(instalment.place) or instalment.place
        return await self._planner.at(terms, place, now=now, since=since)

    async def pause(self, serial: Serial, *, reason: str = PAUSED) -> None:
        """Let it rest until somebody resumes it."""
        await self._store.serials.pause(serial.serial_id, reason=reason)

    async def resume(self, serial: Serial, *, at_once: bool = False) -> None:
        """Go on with what comes next: at its next time, or at once, as after something was mended."""
        instalment = await self._found(serial, serial.terms)
        if instalment is None:
            await self._begin_next(serial)
        else:
            planned = await self._planned(serial, instalment)
            await self._store.serials.resume(serial.serial_id, planned.due)
            if at_once:
                await self.hurry(serial)
        await self._bot.clock.wake()

    async def skip(self, serial: Serial) -> None:
        """Pass over the next instalment; the one after it comes in its place."""
        instalment = await self._open(serial)
        if instalment.place is None or instalment.end is None:
            raise StoryError("The next story is still being voted for.")
        now = discord.utils.utcnow()
        planned = await self._planner.after(serial.terms, instalment.place, instalment.end, now=now, since=None)
        if planned is None:
            raise StoryError("That is the last one; there is nothing to skip to.")
        await self._replace(serial, instalment, planned, reason="Somebody skipped it.")

    async def back(self, serial: Serial, *, before: Place | None = None) -> None:
        """Bring the instalment before a place once more; where none is given, the one before the next."""
        instalment = await self._open(serial)
        if instalment.place is None:
            raise StoryError("The next story is still being voted for.")
        before, now = before or instalment.place, discord.utils.utcnow()
        before = await self._planner.instead_of(before) or before
        here = await self._planner.at(serial.terms, before, now=now, since=None)
        planned = await self._planner.before(serial.terms, before, now=now, since=None)
        if planned.place == here.place:
            raise StoryError("That is the first one already.")
        await self._replace(serial, instalment, planned, reason="Somebody went back one instead.")

    async def hurry(self, serial: Serial) -> None:
        """Post the next one now; the regular ones go on as before."""
        if await self._store.instalments.open(serial.serial_id) is None:
            raise _gone(serial)
        if not await self._store.instalments.hurry(serial.serial_id, now=discord.utils.utcnow()):
            raise StoryError(BUSY)
        await self._bot.clock.wake()

    async def end(self, serial: Serial, *, reason: str = STOPPED) -> None:
        """End it; what was posted stays."""
        await self._store.serials.end(serial.serial_id, reason=reason)

    async def begin_again(self, serial: Serial) -> None:
        """Go on with one that was ended, where it stopped."""
        last = await self._store.instalments.newest(serial.serial_id)
        if last is None or last.place is None or last.end is None:
            raise _gone(serial)
        now = discord.utils.utcnow()
        sent = await self._store.instalments.last_sent(serial.serial_id)
        since = sent.local_date if sent else None
        chapter, offset = last.end if last.state != "skipped" else (last.place.chapter, last.place.offset)
        place = last.place._replace(chapter=chapter, offset=offset)
        place = await self._planner.instead_of(place) or place
        begin = Spot(place.chapter, place.offset)
        planned = await self._planner.after(serial.terms, place, begin, now=now, since=since)
        if planned is None:
            raise StoryError(END_OF_STORY)
        await self._store.serials.begin_again(serial, last.number + 1, planned)
        await self._bot.clock.wake()

    async def _open(self, serial: Serial) -> Instalment:
        instalment = await self._found(serial, serial.terms)
        if instalment is None:
            raise _gone(serial)
        return instalment

    async def _found(self, serial: Serial, terms: Terms) -> Instalment | None:
        """What comes next, with its text as that stands now; where its place is gone, the nearest takes its turn."""
        instalment = await self._store.instalments.open(serial.serial_id)
        if instalment is None or instalment.place is None:
            return instalment
        now, instead = discord.utils.utcnow(), await self._planner.instead_of(instalment.place)
        planned = await self._planner.at(terms, instead or instalment.place, now=now, since=None)
        if instead:
            await self._replace(serial, instalment, planned, reason="A revision has taken its text away.")
            return await self._store.instalments.open(serial.serial_id)
        if instalment.is_empty or planned.place != instalment.place:
            return replace(instalment, place=planned.place, end=planned.end)
        return instalment

    async def _planned(self, serial: Serial, instalment: Instalment) -> Planned:
        now = discord.utils.utcnow()
        last = await self._store.instalments.last_sent(serial.serial_id)
        since = last.local_date if last else None
        if instalment.place is None:
            return _vote(instalment, serial.terms.timetable.after(now, since=since))
        return await self._planner.at(serial.terms, instalment.place, now=now, since=since)

    async def _replace(self, serial: Serial, instalment: Instalment, planned: Planned, *, reason: str) -> None:
        """The other text comes when this one would have come."""
        due = planned.due._replace(day=instalment.local_date, at=instalment.due_at)
        if serial.terms.pace.measure is not Measure.DATES:
            planned = replace(planned, due=due)
        await self._store.serials.replace(serial.serial_id, instalment.number, planned, reason=reason)
        await self._bot.clock.wake()

    async def _begin_next(self, serial: Serial) -> None:
        """Its story is gone: go on with the next of the queue."""
        if not serial.queue:
            raise _gone(serial)
        planned = await self._planner.first(serial.terms, serial.queue[0], now=discord.utils.utcnow())
        await self._store.serials.begin_next(serial.serial_id, planned)


def dated(terms: Terms, *, now: datetime) -> Terms:
    """The terms as they hold from now on: a story told by dates has a day on which its run begins."""
    if terms.pace.measure is not Measure.DATES or terms.starts_on:
        return terms
    return replace(terms, starts_on=now.astimezone(terms.timetable.zone).date())


def _gone(serial: Serial) -> StoryError:
    """Its story was taken away, with all that was planned of it."""
    if serial.terms.reader_id is not None:
        return StoryError("Its story is gone. `/daily me` begins another one.")
    if serial.queue:
        return StoryError("Its story is gone. “Resume” goes on with the next one.")
    return StoryError("Its story is gone, and no other waits in its queue. Choose a story for it first.")


def _vote(instalment: Instalment, due: Due) -> Planned:
    return Planned(place=None, end=None, due=due, candidates=instalment.candidates)
