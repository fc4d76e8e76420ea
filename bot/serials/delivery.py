"""Posts one instalment, from whatever state it is in, and moves its serial on."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.serials import screens
from bot.serials.failures import (
    OUR_MISTAKES,
    Failure,
    LastingError,
    PassingError,
    TakenOverError,
    failure_in_dms,
    failure_of,
)
from bot.serials.going_on import GoingOn
from bot.serials.places import Places
from bot.serials.posting import Posting
from bot.serials.telling import Telling
from bot.serials.voting import decided, vote_after
from bot.venue import venue_of
from stories import lateness
from stories.errors import StoryError
from stories.planning import LostPlaceError, Planned
from stories.policy import may_show
from stories.schedule import Due

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.client import Fireside
    from bot.serials.pace import Pace
    from stories.store.records import Instalment, Page, Serial, Story

log = logging.getLogger(__name__)


class Deliveries:
    """Takes instalments that were claimed, by the owner who stands in their rows."""

    def __init__(self, bot: Fireside, pace: Pace) -> None:
        self._bot = bot
        self._store = bot.store
        self._planner = bot.planner
        self._places = Places(bot)
        self._posting = Posting(bot, self._places, pace)
        self._going_on = GoingOn(bot)

    async def deliver(self, serial: Serial, instalment: Instalment) -> None:
        """Post it and go on, or write down why not; nothing that goes wrong comes out."""
        try:
            sent = instalment if instalment.state == "sent" else await self._explained(serial, instalment)
            if sent:
                await self._going_on.after(serial, sent)
        except TakenOverError:
            log.info("instalment %d of serial %d is in other hands by now", instalment.number, serial.serial_id)
        except LastingError as failure:
            log.warning("serial %d rests: %s", serial.serial_id, failure)
            await self._stop(serial, instalment, failure)
        except PassingError as failure:
            await self._put_off(serial, instalment, failure)

    async def _stop(self, serial: Serial, instalment: Instalment, failure: LastingError) -> None:
        """Those who look after a serial are told why; a reader who cannot be written to, with their next command."""
        reader_id, why = serial.terms.reader_id, str(failure)
        if reader_id is None or failure.failure is not Failure.CLOSED:
            await self._store.instalments.suspend(instalment, failure=failure.failure, reason=why)
            return
        title = (await self._store.library.story(serial.story_id)).title
        notice = screens.could_not_come(title, why)
        await self._store.instalments.withhold(
            instalment, reader_id, failure=failure.failure, reason=why, notice=notice
        )

    async def _explained(self, serial: Serial, instalment: Instalment) -> Instalment | None:
        """Post it; whatever goes wrong comes out as one of the failures that there are words for."""
        try:
            return await self._post(serial, instalment)
        except TakenOverError:
            raise
        except Exception as error:
            failure = failure_of(error) if serial.terms.reader_id is None else failure_in_dms(error)
            if failure.failure is Failure.OURS:
                log.exception("instalment %d of serial %d failed", instalment.number, serial.serial_id)
                if instalment.tries >= OUR_MISTAKES:
                    raise LastingError(Failure.OURS, str(failure)) from error
            raise failure from error

    async def _put_off(self, serial: Serial, instalment: Instalment, failure: PassingError) -> None:
        now, grace = discord.utils.utcnow(), serial.terms.grace
        at = lateness.next_try(now, due=instalment.due_at, tries=instalment.tries, grace=grace, dice=self._bot.dice)
        log.warning("serial %d: %s; trying again at %s", serial.serial_id, failure, at)
        await self._store.instalments.retry(instalment, at=at, failure=failure.failure)

    async def _post(self, serial: Serial, instalment: Instalment) -> Instalment | None:
        """The instalment as it was sent; None where it comes too late, and so with the next one."""
        if instalment.place is None:
            serial, instalment = await decided(self._bot, serial, instalment)
        assert instalment.place
        story = await self._store.library.story(instalment.place.story_id)
        parent = await self._places.parent(serial.terms, story.rating)
        spot = await self._places.known(serial, instalment, parent, story.rating)
        if instalment.place.revision != story.revision:
            instalment = await self._posting.caught_up(serial, instalment, parent, spot)
        if instalment.progress and instalment.place and instalment.place.revision != story.revision:
            telling = await self._cut_short(serial, instalment, story)
        else:
            telling = await self._telling(serial, instalment, story)
        is_over = lateness.is_over(discord.utils.utcnow(), due=instalment.due_at, grace=serial.terms.grace)
        rests = _was_left(serial, instalment)
        if (is_over or rests) and not await self._posting.is_begun(telling, parent, spot):
            await (self._store.instalments.leave(instalment, serial) if rests else self._fold(telling))
            return None
        vote = None
        with suppress(LostPlaceError):  # for which the serial rests as soon as it is to go on
            vote = await vote_after(self._bot, serial, telling.instalment, parent)
        next_title = await self._next_title(serial, parent) if telling.ends else None
        return await self._posting.post(replace(telling, vote=vote, next_title=next_title), parent, spot)

    async def _next_title(self, serial: Serial, parent: object) -> str | None:
        """The next story of the queue, if it may be named there."""
        with suppress(StoryError):
            for story_id in serial.queue[:1]:
                story = await self._store.library.story(story_id)
                return story.title if may_show(story.rating, venue_of(parent)) else None
        return None

    async def _cut_short(self, serial: Serial, instalment: Instalment, story: Story) -> Telling:
        """It ends with the pages that are at Discord: the new text has its pages elsewhere, so the rest comes next."""
        assert instalment.place
        assert instalment.end
        library, place, end, there = self._store.library, instalment.place, instalment.end, instalment.progress
        if not instalment.is_empty:
            end = min(end, await library.end_of(place, there))
        planned = Planned(place=place, end=end, due=Due(instalment.local_date, instalment.due_at))
        await self._store.instalments.replan(instalment, planned)
        page = await library.page_at_the_end(story.story_id)
        return await self._told(serial, replace(instalment, end=end), story, [page] * there)

    async def _telling(self, serial: Serial, instalment: Instalment, story: Story) -> Telling:
        assert instalment.place
        if instalment.place.revision != story.revision or instalment.is_empty:
            planned = await self._planned_anew(serial, instalment)
            await self._store.instalments.replan(instalment, planned)
            instalment = replace(instalment, place=planned.place, end=planned.end)
        assert instalment.place
        assert instalment.end
        pages = await self._store.library.pages_between(instalment.place, instalment.end)
        pages = pages or [await self._store.library.page_at_the_end(story.story_id)]
        return await self._told(serial, instalment, story, pages)

    async def _told(self, serial: Serial, instalment: Instalment, story: Story, pages: Sequence[Page]) -> Telling:
        assert instalment.place
        return Telling(
            serial=serial,
            instalment=instalment,
            story=story,
            pages=pages,
            portion=await self._planner.where(serial.terms, instalment.place, instalment.end),
            late=screens.why_late(instalment, now=discord.utils.utcnow()),
        )

    async def _planned_anew(self, serial: Serial, instalment: Instalment) -> Planned:
        assert instalment.place
        return await self._planner.at(serial.terms, instalment.place, now=discord.utils.utcnow(), since=None)

    async def _fold(self, telling: Telling) -> None:
        reason = screens.why_folded(telling.instalment)
        log.warning("serial %d: %s", telling.serial.serial_id, reason)
        planned = await self._planned_anew(telling.serial, telling.instalment)
        await self._store.instalments.fold(telling.instalment, planned, reason=reason)


def _was_left(serial: Serial, instalment: Instalment) -> bool:
    """Whether its serial was stopped after somebody who died had taken it up; one may be hurried while it rests."""
    tried_before = instalment.tries > 1 and instalment.tried_at and instalment.tried_at >= instalment.due_at
    return serial.state != "active" and bool(tried_before)
