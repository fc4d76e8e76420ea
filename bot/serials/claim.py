"""The time for which an instalment is in one process's hands."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING, Any, TypeVar

import discord

from bot.serials.failures import TakenOverError

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from stories.store.records import Instalment

T = TypeVar("T")

HOLD = dt.timedelta(seconds=120)  # how long whoever has claimed an instalment may take for its next message
_MARGIN = dt.timedelta(seconds=15)  # before that is over, in which nothing is begun any more


class Claim:
    """Lets nothing be asked of Discord that may be done only after somebody else has taken over."""

    def __init__(self, instalment: Instalment) -> None:
        self._until = instalment.next_at - _MARGIN

    async def within(self, work: Coroutine[Any, Any, T]) -> T:
        """Do it while there is time; what is broken off may have been done all the same."""
        left = (self._until - discord.utils.utcnow()).total_seconds()
        if left <= 0:
            work.close()
            raise TakenOverError
        async with asyncio.timeout(left):
            return await work
