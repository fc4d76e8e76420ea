"""Whether a turn of the page, and a keystroke in the picker, cost more where there is more."""

from __future__ import annotations

import random
import tempfile
import time
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.client import Fireside
from stories.ratings import Rating
from stories.store import Store
from tests.bench.discord_side import READER, Answering, logged_in
from tests.bench.figures import Figure, ms
from tests.bench.libraries import keep, library_of, made_up
from tests.bench.loopback import loopback
from tests.bench.timing import Took, medians_of_presses
from tests.bench.turn import Reader

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

    Turning = Callable[[], Awaitable[Took]]


async def measure_library(*, rounds: int = 300, few: int = 10, many: int = 100_000) -> list[Figure]:
    """Turns in any of a few stories against turns in any of many."""
    async with _place() as (folder, base), AsyncExitStack() as stack:
        turning = {f"{count:,}": await _any_story(stack, folder, base, count) for count in (few, many)}
        took = await medians_of_presses(turning, rounds=rounds)
    return [_figure("page turn in a library of {} stories", took, f"{many:,}", f"{few:,}")]


async def measure_story(*, rounds: int = 300, long: int = 5_000_000, short: int = 5_000) -> list[Figure]:
    """Turns in the middle of a long story against turns in a short one."""
    async with _place() as (folder, base), AsyncExitStack() as stack:
        store = await _opened(stack, await Store.open(f"sqlite:///{folder}/story.sqlite3"))
        bot = await _bot(stack, store, base)
        turning = {f"{size:,}": await _middle(bot, store, size) for size in (short, long)}
        took = await medians_of_presses(turning, rounds=rounds)
    return [_figure("page turn in a story of {} characters", took, f"{long:,}", f"{short:,}")]


async def measure_picker(*, rounds: int = 30, titles: int = 10_000) -> list[Figure]:
    """A keystroke of someone who looks for a title, against a turn of the page."""
    async with _place() as (folder, base), AsyncExitStack() as stack:
        store = await _opened(stack, await library_of(folder, titles))
        bot = await _bot(stack, store, base)
        reader = Reader(bot, Answering(at_once=True), await store.library.page_numbered(1, 1))
        typed = random.Random(1)

        async def type_on() -> Took:
            query = f"a short stroy {typed.randint(1, titles)}"[: typed.randint(3, 20)]
            start = time.perf_counter()
            await bot.titles.matching(query, ratings={Rating.GENERAL}, reader_id=READER)
            return Took(*[time.perf_counter() - start] * 2)

        took = await medians_of_presses({"picker": type_on, "turn": reader.turn_the_first}, rounds=rounds)
    ratio = took["picker"].answered / took["turn"].answered
    note = f"{ms(took['picker'].answered)}; under 100 ms was asked for"
    return [Figure(what=f"picker, a keystroke in {titles:,} titles", against="a page turn", ratio=ratio, note=note)]


def _figure(what: str, took: dict[str, Took], more: str, less: str) -> Figure:
    most, least = took[more].answered, took[less].answered
    return Figure(
        what=what.format(more), against=f"in one of {less}", ratio=most / least, note=f"{ms(most)} : {ms(least)}"
    )


# ------------------------------------------------------------------ readers


class _Anywhere:
    """Turns the first page of a story that is chosen anew each time."""

    def __init__(self, bot: Fireside, store: Store, count: int) -> None:
        self._bot, self._store, self._count = bot, store, count
        self._dice = random.Random(count)
        self._answering = Answering(at_once=True)

    async def turn(self) -> Took:
        story = self._dice.randint(1, self._count)
        page = await self._store.library.page_numbered(story, 1)
        return await Reader(self._bot, self._answering, page).turn()


async def _any_story(stack: AsyncExitStack, folder: Path, base: str, count: int) -> Turning:
    store = await _opened(stack, await library_of(folder, count))
    return _Anywhere(await _bot(stack, store, base), store, count).turn


async def _middle(bot: Fireside, store: Store, size: int) -> Turning:
    story = await keep(store, made_up(f"{size} characters", characters=size))
    of = (await store.library.page_numbered(story, 1)).of
    page = await store.library.page_numbered(story, max(1, of // 2))
    return Reader(bot, Answering(at_once=True), page).turn_the_first


@asynccontextmanager
async def _place() -> AsyncGenerator[tuple[Path, str]]:
    with tempfile.TemporaryDirectory() as folder, loopback() as base:
        yield Path(folder), base


async def _opened(stack: AsyncExitStack, store: Store) -> Store:
    stack.push_async_callback(store.close)
    return store


async def _bot(stack: AsyncExitStack, store: Store, base: str) -> Fireside:
    bot = Fireside(store)
    await stack.enter_async_context(logged_in(bot, base=base))
    return bot
