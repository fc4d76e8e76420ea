"""Goes round all that is due: a few at a time, the longest overdue first, and no broken one delays another."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from typing import TYPE_CHECKING

import discord

from bot.serials.claim import HOLD
from bot.serials.delivery import Deliveries
from bot.serials.pace import Pace

if TYPE_CHECKING:
    from bot.client import Fireside
    from stories.store.records import Instalment

log = logging.getLogger(__name__)

AT_ONCE = 5  # under way
_CLAIMED_AT_ONCE = 20


class Rounds:
    """One owner in the database; another process is another one."""

    def __init__(self, bot: Fireside, pace: Pace | None = None) -> None:
        self._store = bot.store
        self._deliveries = Deliveries(bot, pace or Pace())
        self._owner = secrets.token_hex(8)
        self._claimed: deque[Instalment] = deque()
        self._is_ending = False

    def end(self) -> None:
        """Begin nothing more; what was only claimed goes back, so that the next process need not wait for it."""
        self._is_ending = True

    async def go_round(self) -> set[int]:
        """Deliver whatever is due by now, until nothing is, and tell of which serials that was."""
        under_way: set[asyncio.Task[None]] = set()
        taken_up: set[int] = set()
        while True:
            while len(under_way) < AT_ONCE and (instalment := await self._next()):
                taken_up.add(instalment.serial_id)
                delivering = self._deliver(instalment)
                under_way.add(asyncio.create_task(delivering, name=f"instalments {instalment.serial_id}"))
            if not under_way:
                await self._give_back()
                return taken_up
            done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            for delivered in done:
                delivered.result()

    async def _next(self) -> Instalment | None:
        """One that was claimed and still is; several are claimed at a time, which spares the database."""
        now = discord.utils.utcnow()
        if self._is_ending:
            return None
        while self._claimed and self._claimed[0].next_at - now < HOLD / 2:
            self._claimed.popleft()  # whoever looks first after its time is over takes it up again
        if not self._claimed:
            self._claimed += await self._store.instalments.claim(
                owner=self._owner, now=now, until=now + HOLD, limit=_CLAIMED_AT_ONCE
            )
        return self._claimed.popleft() if self._claimed else None

    async def _give_back(self) -> None:
        while self._claimed:
            await self._store.instalments.give_back(self._claimed.popleft(), now=discord.utils.utcnow())

    async def _deliver(self, instalment: Instalment) -> None:
        """Nothing that one serial meets with keeps the others from their turn."""
        try:
            if serial := await self._store.serials.get(instalment.serial_id):
                await self._deliveries.deliver(serial, instalment)
        except Exception:
            log.exception("serial %d: what happened could not be written down", instalment.serial_id)
