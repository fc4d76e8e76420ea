"""Posts one instalment, from whatever state it is in, and moves its serial on."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.serials import screens
from bot.serials.failures import OUR_MISTAKES, Failure, LastingError, PassingError, TakenOverError, failure_of
from bot.serials.going_on import GoingOn
from bot.serials.places import Places
from bot.serials.posting import Posting
from bot.serials.telling import Telling
from bot.serials.voting import decided, vote_after
from stories import lateness
from stories.planning import Planned
from stories.schedule import Due

if TYPE_CHECKING:
    from bot.client import Fireside
    from bot.serials.pace import Pace
    from stories.store.records import Instalment, Serial

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
            failure = failure_of(error)
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
        if instalment.progress and await self._was_revised(instalment):
            return await self._cut_short(instalment)
        telling = await self._telling(serial, instalment)
        parent = await self._places.parent(serial.terms, telling.story.rating)
        spot = await self._places.known(serial, telling.instalment, parent, telling.story.rating)
        is_over = lateness.is_over(discord.utils.utcnow(), due=instalment.due_at, grace=serial.terms.grace)
        rests = _was_left(serial, instalment)
        if not telling.pages:
            return await self._without_text(serial, telling.instalment)
        if (is_over or rests) and not await self._posting.is_begun(telling, parent, spot):
            await (self._store.instalments.leave(instalment, serial) if rests else self._fold(telling))
            return None
        vote = await vote_after(self._bot, serial, telling.instalment, parent)
        return await self._posting.post(replace(telling, vote=vote), parent, spot)

    async def _was_revised(self, instalment: Instalment) -> bool:
        assert instalment.place
        return (await self._store.library.story(instalment.place.story_id)).revision != instalment.place.revision

    async def _cut_short(self, instalment: Instalment) -> Instalment:
        """It ends with the pages that are at Discord: the new text has its pages elsewhere, so the rest comes next."""
        assert instalment.place
        assert instalment.end
        end = min(instalment.end, await self._store.library.end_of(instalment.place, instalment.progress))
        planned = Planned(place=instalment.place, end=end, due=Due(instalment.local_date, instalment.due_at))
        await self._store.instalments.replan(instalment, planned)
        return replace(instalment, end=end, sent_at=discord.utils.utcnow())

    async def _telling(self, serial: Serial, instalment: Instalment) -> Telling:
        assert instalment.place
        story = await self._store.library.story(instalment.place.story_id)
        if instalment.place.revision != story.revision or instalment.is_empty:
            planned = await self._planned_anew(serial, instalment)
            await self._store.instalments.replan(instalment, planned)
            instalment = replace(instalment, place=planned.place, end=planned.end)
        assert instalment.place
        assert instalment.end
        index, of = await self._planner.where(serial.terms, instalment.place)
        return Telling(
            serial=serial,
            instalment=instalment,
            story=story,
            pages=await self._store.library.pages_between(instalment.place, instalment.end),
            index=index,
            of=of,
            late=screens.why_late(instalment, now=discord.utils.utcnow()),
        )

    async def _without_text(self, serial: Serial, instalment: Instalment) -> Instalment | None:
        """Nothing is left to post of it, after a revision; what was posted before that is all that comes of it."""
        if instalment.message_id:
            return replace(instalment, sent_at=discord.utils.utcnow())
        await self._going_on.past(serial, instalment)
        return None

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
