"""What an instalment costs, against a bare post of the same page; among few serials and many; and beside readers."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
import tracemalloc
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import discord

from bot.client import Fireside
from bot.pages.screens import Beside
from bot.serials import screens
from bot.serials.adjusting import Adjusting
from bot.serials.pace import Pace
from bot.serials.rounds import AT_ONCE, Rounds
from bot.serials.telling import Telling
from stories.instalments import Portion
from stories.serials import Manner
from tests.bench.bare import BareBot
from tests.bench.discord_side import CHANNEL, SERVER, THREAD, Answering, logged_in
from tests.bench.due import Serials
from tests.bench.figures import Figure, ms
from tests.bench.loopback import loopback
from tests.bench.timing import Took, medians_of_presses
from tests.bench.turn import Reader, world_with

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

    from bot.ui import Screen

    Work = Callable[[], Awaitable[Took]]

MOST = 1.6
MOST_AMONG_MANY = 1.3
SECONDS_OF_A_TURN = 1.0
_AT_A_TIME = 40  # instalments due in the same minute, and posts of the rival
_SPOTS = {Manner.THREAD: THREAD, Manner.CHANNEL: CHANNEL}
_WORDS = {Manner.THREAD: "in its thread", Manner.CHANNEL: "in the channel"}


async def measure_cost(*, rounds: int = 30) -> list[Figure]:
    """From the claim until it is confirmed, over a real connection to a server next door and a simulated Discord."""
    figures: list[Figure] = []
    for manner, words in _WORDS.items():
        for where, contest in (("over HTTP to a server next door", _over_http), ("over simcord", _over_simcord)):
            with tempfile.TemporaryDirectory() as folder:
                took = await contest(Path(folder), manner, rounds)
            note = f"{ms(took['ours'].done)} : {ms(took['bare'].done)}"
            ratio = took["ours"].done / took["bare"].done
            what = f"an instalment {words}, {where}"
            figures.append(Figure(what=what, against="a bare send of its page", ratio=ratio, most=MOST, note=note))
    return figures


async def measure_many(*, numbers: tuple[int, ...] = (100, 10_000, 100_000), rounds: int = 20) -> list[Figure]:
    """Instalments that are due beside ever more that are not; and a look at the clock when none is."""
    posting: dict[str, Work] = {}
    looking: dict[str, Work] = {}
    async with AsyncExitStack() as stack:
        folder, base = Path(stack.enter_context(tempfile.TemporaryDirectory())), stack.enter_context(loopback())
        for number in numbers:
            bot, serials = await stack.enter_async_context(_telling(folder, base, Manner.THREAD, number))
            posting[f"{number:,}"] = _going_round(bot, serials, _AT_A_TIME)
            looking[f"{number:,}"] = _looking(serials)
        posted = await medians_of_presses(posting, rounds=rounds)
        looked = await medians_of_presses(looking, rounds=10 * rounds)
    return [
        _figure(what, took, few=f"{numbers[0]:,}", many=f"{number:,}")
        for what, took in (("an instalment", posted), ("a look at the clock when nothing is due", looked))
        for number in numbers[1:]
    ]


async def measure_memory(*, few: int = 100, many: int = 100_000) -> list[Figure]:
    """What a bot holds at most from its start on, when all serials are looked through, until a round is over."""
    peaks: dict[int, float] = {}
    for number in (few, many):
        with tempfile.TemporaryDirectory() as folder, loopback() as base:
            async with _telling(Path(folder), base, Manner.CHANNEL, number) as (bot, serials):
                serials.make_due(_AT_A_TIME)
                tracemalloc.start()
                try:
                    await Adjusting(bot).to_the_zones()
                    await _rounds(bot).go_round()
                    peaks[number] = tracemalloc.get_traced_memory()[1] / 1e6
                finally:
                    tracemalloc.stop()
                assert serials.confirmed() == _AT_A_TIME
    return [
        Figure(
            what=f"memory for {many:,} serials",
            against=f"for {few:,}",
            ratio=peaks[many] / peaks[few],
            note=f"{peaks[many]:.1f} MB : {peaks[few]:.1f} MB at most, beside what a bot has when none is told",
        )
    ]


async def measure_rush(*, due: int = 10_000, presses: int = 100) -> list[Figure]:
    """Turns of the page while instalments by the thousand are due in the same minute."""
    with tempfile.TemporaryDirectory() as folder, loopback() as base:
        async with _telling(Path(folder), base, Manner.THREAD, due) as (bot, serials):
            page = await serials.store.library.page_numbered(serials.story_id, 2)
            reader = Reader(bot, Answering(at_once=False), page)
            idle = await _now_and_then(reader, presses)
            serials.make_due(due)
            going = asyncio.create_task(Rounds(bot).go_round(), name="instalments")
            rushed = await _now_and_then(reader, presses)
            assert not going.done(), "nothing is left to be told beside the readers"
            going.cancel()
            await asyncio.wait([task for task in asyncio.all_tasks() if task.get_name().startswith("instalments")])
            told = serials.confirmed()
    asked = {"median": statistics.median, "slowest": max}
    return [
        Figure(
            what=f"{words} page turn while {due:,} instalments are due",
            against="one when none is",
            ratio=of(rushed) / of(idle),
            most=SECONDS_OF_A_TURN / of(idle),
            note=f"{ms(of(rushed))} : {ms(of(idle))}, {told} told meanwhile; under 1 s was asked for",
        )
        for words, of in asked.items()
    ]


def _figure(what: str, took: dict[str, Took], *, few: str, many: str) -> Figure:
    most, least = took[many].done, took[few].done
    return Figure(
        what=f"{what}, among {many} serials",
        against=f"among {few}",
        ratio=most / least,
        most=MOST_AMONG_MANY,
        note=f"{ms(most)} : {ms(least)}",
    )


# ------------------------------------------------------------------ contests


async def _over_http(folder: Path, manner: Manner, rounds: int) -> dict[str, Took]:
    with loopback() as base:
        async with (
            _telling(folder, base, manner, _AT_A_TIME) as (bot, serials),
            logged_in(bare := BareBot(), base=base),
        ):
            page = await _page(serials)
            ours = _going_round(bot, serials, _AT_A_TIME)
            rival = _sending(bare, _SPOTS[manner], page)
            return await medians_of_presses({"ours": ours, "bare": rival}, rounds=rounds)


async def _over_simcord(folder: Path, manner: Manner, rounds: int) -> dict[str, Took]:
    """Both in one bot: what simcord does for a post falls on both alike."""
    serials = await Serials.open(folder / "serials.sqlite3")
    try:
        async with world_with(serials.store) as world:
            bot: Any = world.bot
            channel: Any = bot.get_channel(world.general.id)
            thread = await channel.create_thread(name="A story", type=discord.ChannelType.public_thread)
            places = {Manner.THREAD: thread.id, Manner.CHANNEL: channel.id}
            await serials.start(
                bot.planner,
                server=world.guild.id,
                channel=channel.id,
                thread=thread.id,
                manner=manner,
                number=_AT_A_TIME,
            )
            ours = _going_round(bot, serials, _AT_A_TIME)
            rival = _sending(bot, places[manner], await _page(serials))
            return await medians_of_presses({"ours": ours, "bare": rival}, rounds=rounds // 3)
    finally:
        await serials.store.close()


@asynccontextmanager
async def _telling(folder: Path, base: str, manner: Manner, number: int) -> AsyncGenerator[tuple[Fireside, Serials]]:
    serials = await Serials.open(folder / f"{number}.sqlite3")
    try:
        async with logged_in(bot := Fireside(serials.store), base=base):
            await serials.start(
                bot.planner, server=SERVER, channel=CHANNEL, thread=THREAD, manner=manner, number=number
            )
            yield bot, serials
    finally:
        await serials.store.close()


def _rounds(bot: Fireside) -> Rounds:
    """By a clock that shows so much later each time, that nobody has to wait."""
    return Rounds(bot, Pace(count(step=3600).__next__))


def _going_round(bot: Fireside, serials: Serials, number: int) -> Work:
    rounds = _rounds(bot)

    async def go() -> Took:
        serials.make_due(number)
        before = serials.confirmed()
        start = time.perf_counter()
        await rounds.go_round()
        took = (time.perf_counter() - start) / number
        assert serials.confirmed() == before + number, "an instalment was not told"
        return Took(took, took)

    return go


def _sending(bot: discord.Client, spot: int, page: Callable[[], Screen]) -> Work:
    """As many posts, as many of them at once; each page is made before, as one that is sent again costs less."""
    channel: Any = bot.get_channel(spot)
    nonces = count(1)

    async def some(pages: list[Screen]) -> None:
        while pages:
            await channel.send(view=pages.pop(), nonce=f"bare.{next(nonces)}")

    async def send() -> Took:
        pages = [page() for _ in range(_AT_A_TIME)]
        start = time.perf_counter()
        await asyncio.gather(*(some(pages) for _ in range(AT_ONCE)))
        took = (time.perf_counter() - start) / _AT_A_TIME
        return Took(took, took)

    return send


def _looking(serials: Serials) -> Work:
    async def look() -> Took:
        start = time.perf_counter()
        await serials.store.instalments.next_at()
        took = time.perf_counter() - start
        return Took(took, took)

    return look


async def _page(serials: Serials) -> Callable[[], Screen]:
    """Makes the page of an instalment, as often as it is wanted."""
    store = serials.store
    serial = await store.serials.get(1)
    row = await store.instalments.open(1)
    assert serial
    assert row
    assert row.place
    assert row.end
    pages = await store.library.pages_between(row.place, row.end)
    story = await store.library.story(row.place.story_id)
    portion = Portion(1, len(pages), story.sections)
    telling = Telling(serial=serial, instalment=row, story=story, pages=pages, portion=portion, late=None)
    return lambda: screens.page(telling, 1, Beside())


async def _now_and_then(reader: Reader, presses: int) -> list[float]:
    """How long each turn took; a reader leaves some time between them."""
    took: list[float] = []
    for _ in range(presses):
        took.append((await reader.turn()).answered)
        await asyncio.sleep(0.02)
    return took
