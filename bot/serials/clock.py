"""The clock of all serials: looks when the next instalment is due, and outlives whatever goes wrong."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from typing import TYPE_CHECKING

import discord
from discord.ext import tasks

from bot.serials.adjusting import JUMP, Adjusting
from bot.serials.pace import Pace
from bot.serials.reminding import Reminding
from bot.serials.rounds import Rounds

if TYPE_CHECKING:
    from bot.client import Fireside

log = logging.getLogger(__name__)

_AFTER_A_FAULT = 60
LAST_LOOKED = "serials last looked at"


class Clock:
    """One for each process; the times are in the database, so nothing is lost while none runs."""

    longest_rest = 1800  # seconds; the machine's clock may be set, or stand still while the machine sleeps

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store
        pace = Pace()
        self._rounds = Rounds(bot, pace)
        self._reminding = Reminding(bot, pace)
        self._adjusting = Adjusting(bot)
        self._has_looked = False

    def start(self) -> None:
        """Begin, as soon as the bot is connected."""
        self._loop.start()

    def stop(self) -> None:
        """End after what is under way."""
        self._rounds.end()
        if self._bot.is_ready():
            self._loop.stop()
        else:
            self._loop.cancel()  # it still waits for the connection
        self._reminding.stop()

    async def wake(self) -> None:
        """Somebody has planned something: look again when the next one is due."""
        await self._rest()

    @tasks.loop(seconds=longest_rest)
    async def _loop(self) -> None:
        try:
            await asyncio.create_task(self._look(), name="instalments")
            await self._rest()
        except Exception:
            log.exception("looking for due instalments failed; looking again in a minute")
            self._loop.change_interval(seconds=_AFTER_A_FAULT)

    async def _look(self) -> None:
        await self._mind_the_clocks()
        due = await self._store.instalments.next_at()
        is_due = due is not None and due <= discord.utils.utcnow()
        await self._reminding.go_on(await self._rounds.go_round() if is_due else ())
        await self._bot.reports.send_due()
        await self._store.facts.set(LAST_LOOKED, discord.utils.utcnow().isoformat())

    async def _mind_the_clocks(self) -> None:
        """Zones can have other rules since the start, and this machine's clock can be set at any time."""
        if not self._has_looked:
            await self._adjusting.to_the_zones()
        self._has_looked = True
        now = discord.utils.utcnow()
        last = await self._store.facts.get(LAST_LOOKED)
        if last and now < dt.datetime.fromisoformat(last) - JUMP:
            await self._adjusting.to_an_earlier_time(now)

    async def _rest(self) -> None:
        due = await self._store.instalments.next_at()
        rest = (due - discord.utils.utcnow()).total_seconds() if due else self.longest_rest
        self._loop.change_interval(seconds=min(max(rest, 1), self.longest_rest))

    @_loop.before_loop
    async def _once_connected(self) -> None:
        await self._bot.wait_until_ready()
