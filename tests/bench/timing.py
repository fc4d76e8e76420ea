"""Contestants timed in turn, so that whatever else the machine does meanwhile falls on all of them alike."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping


class Took(NamedTuple):
    """Seconds from the arrival of a press until its answer was given, and until all it set off was done."""

    answered: float
    done: float


def medians(work: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, float]:
    """The median of each, in seconds."""
    return {name: statistics.median(times) for name, times in _times(work, rounds).items()}


def shortest(work: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, float]:
    """The shortest time of each, in seconds: what it takes when nobody disturbs."""
    return {name: min(times) for name, times in _times(work, rounds).items()}


def _times(work: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    seen: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, act in work.items():
            gc.collect()
            start = time.perf_counter()
            act()
            seen[name].append(time.perf_counter() - start)
    return seen


async def medians_of_presses(work: Mapping[str, Callable[[], Awaitable[Took]]], *, rounds: int) -> dict[str, Took]:
    """The medians of each; the first rounds, which find caches cold, do not count."""
    seen: dict[str, list[Took]] = {name: [] for name in work}
    for _ in range(rounds + rounds // 10):
        for name, act in work.items():
            seen[name].append(await act())
    return {name: Took(*map(statistics.median, zip(*times[-rounds:], strict=True))) for name, times in seen.items()}
