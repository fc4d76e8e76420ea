"""How fast posts may follow each other."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

A_SECOND = 30  # Discord allows fifty requests in all, and answers to people go first
AT_ONCE = 15  # without a wait, after as much rest as they would have taken


class Pace:
    """In no second more than `A_SECOND` and `AT_ONCE` together, and over time no more than `A_SECOND` in each."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next_at = clock() - AT_ONCE / A_SECOND

    async def keep(self) -> None:
        """Wait for one's turn."""
        if (wait := self.take()) > 0:
            await asyncio.sleep(wait)

    def take(self) -> float:
        """Take the next turn, and tell in how many seconds it comes."""
        now = self._clock()
        turn = max(self._next_at, now - AT_ONCE / A_SECOND) + 1 / A_SECOND
        self._next_at = turn
        return max(0.0, turn - now)
