"""Puts right what was planned by clocks that have changed since: this machine's own, or those of a zone."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

import discord

from stories.errors import StoryError
from stories.lateness import LONGEST_PAUSE
from stories.schedule import Due

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.client import Fireside
    from stories.planning import Planned
    from stories.store.records import Instalment, Serial

log = logging.getLogger(__name__)

JUMP = dt.timedelta(minutes=10)  # by which a clock is set, and does not only drift
_DAY = dt.timedelta(days=1)


class Adjusting:
    """Moves instalments that nobody has tried to post yet; their texts and their order stay."""

    def __init__(self, bot: Fireside) -> None:
        self._store = bot.store
        self._planner = bot.planner

    async def to_the_zones(self) -> None:
        """At a start, when this machine may know other rules than those by which instalments were planned."""
        moved = 0
        now = discord.utils.utcnow()
        async for serial, instalment in self._waiting():
            if instalment.due_at <= now:
                continue
            try:
                at = serial.terms.timetable.on(instalment.local_date)
            except StoryError as lost:
                await self._store.serials.suspend(serial.serial_id, reason=str(lost))
                continue
            if at != instalment.due_at:
                await self._store.instalments.move(instalment, Due(instalment.local_date, at))
                moved += 1
        if moved:
            log.warning("clocks of some time zones have changed: %d instalments come at their new time", moved)

    async def to_an_earlier_time(self, now: dt.datetime) -> None:
        """After this machine's clock was set back: what was planned too far ahead comes when it should."""
        log.warning("this machine's clock was set back: looking at all that is planned")
        await self._store.instalments.let_go(later_than=now + 2 * LONGEST_PAUSE, now=now)
        async for serial, instalment in self._waiting():
            if instalment.due_at <= now or instalment.place is None:
                continue
            try:
                planned = await self._planned(serial, instalment, now)
            except StoryError:
                continue  # which is for its own time to tell
            if planned.due.at < instalment.due_at:
                await self._store.instalments.plan_anew(instalment, planned)

    async def _planned(self, serial: Serial, instalment: Instalment, now: dt.datetime) -> Planned:
        assert instalment.place
        last = await self._store.instalments.last_sent(serial.serial_id)
        yesterday = now.astimezone(serial.terms.timetable.zone).date() - _DAY
        since = min(last.local_date, yesterday) if last else None
        return await self._planner.at(serial.terms, instalment.place, now=now, since=since)

    async def _waiting(self) -> AsyncIterator[tuple[Serial, Instalment]]:
        """Every serial that runs, with its next instalment if that waits untried."""
        after = 0
        while batch := await self._store.serials.active(after=after):
            after = batch[-1].serial_id
            waiting = await self._store.instalments.untried([serial.serial_id for serial in batch])
            for serial in batch:
                if instalment := waiting.get(serial.serial_id):
                    yield serial, instalment
