"""A turn of the page, against a bare discord.py button that answers a prepared page; and in libraries of all sizes."""

from __future__ import annotations

import tempfile
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import discord
from simcord import Env

from bot.client import Fireside
from bot.pages import screens
from bot.pages.screens import Beside
from bot.tryout.mends import mended
from stories.store import Store
from tests.bench.bare import LABEL, BareBot, BareButton, prepared
from tests.bench.discord_side import Answering, Reading, logged_in
from tests.bench.figures import Figure, ms
from tests.bench.libraries import keep, made_up
from tests.bench.loopback import loopback
from tests.bench.timing import Took, medians_of_presses
from tests.bot.person import labels_of, press
from tests.bot.sim import World

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

    from simcord import InteractionResult

    from stories.store.records import Page

MOST = 1.3
_LONG = "A long story"


async def measure(*, rounds: int = 300, characters: int = 2_000_000) -> list[Figure]:
    """The same press over a simulated Discord, a real connection to a server next door, and none at all."""
    with tempfile.TemporaryDirectory() as folder, loopback() as base:
        store = await Store.open(f"sqlite:///{folder}/turn.sqlite3")
        try:
            story = await keep(store, made_up(_LONG, characters=characters))
            page = await store.library.page_numbered(story, 2)
            figures = await _over_simcord(store, page, rounds=rounds // 2)
            async with logged_in(ours := Fireside(store), base=base), logged_in(bare := BareBot(), base=base):
                bare.page = prepared(page)
                for words, at_once in (("over HTTP to a server next door", False), ("answered at once", True)):
                    contest = await _contest(ours, bare, page, Answering(at_once=at_once), rounds=rounds)
                    figures += _figures(words, contest)
        finally:
            await store.close()
    return figures


def _figures(where: str, took: dict[str, Took], *, most: float | None = None) -> list[Figure]:
    ours, bare = took["ours"], took["bare"]
    against = "a bare button"
    return [
        Figure(
            what=f"page turn {where}, until it is shown",
            against=against,
            ratio=ours.answered / bare.answered,
            most=most,
            note=f"{ms(ours.answered)} : {ms(bare.answered)}",
        ),
        Figure(
            what=f"page turn {where}, until the place is kept too",
            against=against,
            ratio=ours.done / bare.done,
            note=f"{ms(ours.done)} : {ms(bare.done)}",
        ),
    ]


# ------------------------------------------------------------------ without a simulation


async def _contest(ours: Fireside, bare: BareBot, page: Page, discord_: Answering, *, rounds: int) -> dict[str, Took]:
    reader = Reader(ours, discord_, page)
    other = Reading(bare, discord_)
    other.shown = bare.page.to_components()

    async def press_bare() -> Took:
        return await other.press(f"{other.control(LABEL)}")

    return await medians_of_presses({"ours": reader.turn, "bare": press_bare}, rounds=rounds)


class Reader:
    """Reads a story on and on; at its end, from the page it was begun at."""

    def __init__(self, bot: Fireside, discord_: Answering, page: Page) -> None:
        self._reading = Reading(bot, discord_)
        self._first = screens.private_page(page, Beside()).to_components()
        self._reading.shown = self._first

    async def turn(self) -> Took:
        """Press Next."""
        if self._reading.control("Next") is None:
            self._reading.shown = self._first
        return await self._reading.press(f"{self._reading.control('Next')}")

    async def turn_the_first(self) -> Took:
        """Press Next under the page that the story was begun at."""
        self._reading.shown = self._first
        return await self.turn()


# ------------------------------------------------------------------ over simcord


async def _over_simcord(store: Store, page: Page, *, rounds: int) -> list[Figure]:
    """Both buttons in one bot: what simcord does for a press, most of all copying it, falls on both alike."""
    async with world_with(store) as world:
        bot: Any = world.bot
        bot.page = prepared(page)
        bot.add_dynamic_items(BareButton)
        bot.tree.add_command(_bare_command)
        await bot.tree.sync()
        watch = _Watch(world)
        cover = await world.alice.slash(world.general, "read", story=_LONG)
        turns = {
            "ours": _Presses(watch, await press(world.alice, cover, "Begin")).next,
            "bare": _Presses(watch, await world.alice.slash(world.general, "bare")).next,
        }
        return _figures("over simcord", await medians_of_presses(turns, rounds=rounds), most=MOST)


@asynccontextmanager
async def world_with(store: Store) -> AsyncGenerator[World]:
    """A simulated Discord with the bot in it."""
    env = Env(Fireside(store))
    with mended(env) as mends:
        try:
            world = World(env, mends, store=store, make_bot=lambda: Fireside(store))
            await env.start()
            yield world
        finally:
            await env.shutdown()


@discord.app_commands.command(name="bare")
async def _bare_command(interaction: discord.Interaction[Any]) -> None:
    """Show the prepared page."""
    await interaction.response.send_message(view=interaction.client.page, ephemeral=True)


class _Watch:
    """Notes when simcord's gateway sends something, and when it has answered a request."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sent_at = self.answered_at = 0.0
        self._emit: Callable[..., None] = world.env.backend.emit
        world.env.backend.emit = self._emitted  # type: ignore[method-assign]
        adapter: Any = world.env._webhook_adapter  # pyright: ignore[reportPrivateUsage] - nothing public tells when
        self._request: Callable[..., Awaitable[Any]] = adapter.request
        adapter.request = self._requested

    def _emitted(self, event: str, payload: Any) -> None:
        if event == "INTERACTION_CREATE":
            self.sent_at = time.perf_counter()
        self._emit(event, payload)

    async def _requested(self, *arguments: Any, **more: Any) -> Any:
        answer = await self._request(*arguments, **more)
        self.answered_at = time.perf_counter()
        return answer


class _Presses:
    """One message whose button is pressed again and again."""

    def __init__(self, watch: _Watch, shown: InteractionResult) -> None:
        self._watch = watch
        self._first = self._shown = shown

    async def next(self) -> Took:
        """Press Next, or begin again."""
        if LABEL not in labels_of(self._shown):
            self._shown = self._first
        self._shown = await press(self._watch.world.alice, self._shown, LABEL)
        return Took(self._watch.answered_at - self._watch.sent_at, time.perf_counter() - self._watch.sent_at)
