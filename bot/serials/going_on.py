"""Moves a serial on from an instalment that is at Discord, or lets it rest there, so that nothing is posted twice."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

from bot.serials.failures import OUR_MISTAKES, Failure, PassingError, TakenOverError, failure_of
from bot.serials.pinning import pin_newest
from bot.serials.voting import vote_after
from stories.errors import StoryError
from stories.planning import Following, Planned
from stories.schedule import Due

if TYPE_CHECKING:
    from typing import Any

    from bot.client import Fireside
    from bot.serials.failures import DeliveryError
    from stories.store.records import Instalment, Serial

log = logging.getLogger(__name__)

_PLANNED_ANEW = 5  # times, while people change what is agreed


class GoingOn:
    """Plans what follows; the instalment is at Discord by then."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store

    async def after(self, serial: Serial, sent: Instalment) -> None:
        """Go on; where that cannot be done, let the serial rest, but never in a way that posts it once more."""
        try:
            await self._pin(serial, sent)
            await self._settle(serial, sent)
        except TakenOverError:
            raise
        except Exception as error:
            await self._store.instalments.sent(sent)
            failure = failure_of(error)
            is_ours = failure.failure is Failure.OURS
            if is_ours:
                log.exception("serial %d could not go on after instalment %d", serial.serial_id, sent.number)
            if isinstance(failure, PassingError) and not (is_ours and sent.tries >= OUR_MISTAKES):
                raise failure from error
            log.warning("serial %d rests: %s", serial.serial_id, failure)
            resting = await self._resting(sent, failure)
            await self._settle(serial, sent, resting)

    async def _pin(self, serial: Serial, sent: Instalment) -> None:
        if serial.terms.pins:
            await self._store.instalments.sent(sent)
            await pin_newest(self._bot, sent)

    async def _settle(self, serial: Serial, sent: Instalment, resting: Following | None = None) -> None:
        """People may change the serial meanwhile."""
        for _ in range(_PLANNED_ANEW):
            following = await self._following(serial, sent, resting)
            if await self._store.instalments.confirm(sent, following, version=serial.version):
                return
            await self._store.instalments.sent(sent)
            if (changed := await self._store.serials.get(serial.serial_id)) is None:
                return
            serial = changed

    async def _following(self, serial: Serial, done: Instalment, resting: Following | None) -> Following:
        if serial.state == "ended":
            return Following(planned=None)
        try:
            return resting or await self._planned(serial, done)
        except StoryError as why:
            return await self._resting(done, failure_of(why))

    async def _planned(self, serial: Serial, done: Instalment) -> Following:
        vote = await vote_after(self._bot, serial, done, self._bot.get_channel(serial.terms.channel_id or 0))
        candidates = [title.story_id for title in vote.candidates] if vote else []
        return await self._bot.planner.following(serial, done, candidates=candidates, now=discord.utils.utcnow())

    async def _resting(self, done: Instalment, why: DeliveryError) -> Following:
        """What follows is planned when the serial goes on, from where this one ended."""
        rests: dict[str, Any] = {"state": "suspended", "reason": str(why), "reported": False}
        assert done.place
        assert done.end
        try:
            await self._store.library.story(done.place.story_id)
        except StoryError:
            return Following(planned=None, changes=rests)
        place = done.place._replace(chapter=done.end.chapter, offset=done.end.offset)
        planned = Planned(place=place, end=done.end, due=Due(done.local_date, done.due_at))
        return Following(planned=planned, changes=rests)
