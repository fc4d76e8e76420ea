"""The bot on a local page: the very same bot, without Discord, a token or a network."""

from __future__ import annotations

import asyncio
import logging
import tempfile
import webbrowser
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import discord

from stories.errors import StoryError
from stories.policy import counts_as_adult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.client import Fireside
    from stories.store import Store

FIRST_STEPS = """Fireside is at {address} (on this machine only; nothing is kept). Ctrl-C ends it.
Try first: type /read and choose a story, turn a page, then go on reading in a thread.
As Olive, who owns the server, type /daily server, see the proof, save, and press «+1 day».
«What if …» shows how Fireside takes a restart, a lost right, a deleted thread."""

SELDOM = 6 * 3600


async def serve(files: Sequence[Path], *, port: int = 0, open_browser: bool = True) -> None:
    """Show the bot, and the files as stories of it, on a local page until Ctrl-C or SIGTERM."""
    if find_spec("simcord") is None:
        raise StoryError('The try-out needs one more package. Where Fireside lies, run: pip install ".[try]"')
    # discord.py warns of voice, which nobody wants here, and of a client that simcord makes to look at.
    logging.getLogger("discord").setLevel(logging.ERROR)
    from bot.client import Fireside  # noqa: PLC0415 - only the try-out may load simcord: it patches the event loop
    from bot.running import stop_signal  # noqa: PLC0415
    from bot.tryout.hub import Hub  # noqa: PLC0415
    from bot.tryout.world import World  # noqa: PLC0415
    from stories.store import Store  # noqa: PLC0415

    stopped = stop_signal()
    with tempfile.TemporaryDirectory(prefix="fireside-") as folder:
        store = await Store.open(f"sqlite:///{Path(folder, 'try.db')}")
        try:
            hint = await _fill(store, files)
            make_bot = partial(_unhurried, Fireside, store)
            async with World.open(make_bot) as world, Hub(world, hint=hint).listening(port) as address:
                await store.servers.set_keeper_role(world.guild.id, world.keepers.id, now=world.now())
                print(FIRST_STEPS.format(address=address), flush=True)  # noqa: T201 - this is what the command says
                if open_browser:
                    await asyncio.to_thread(webbrowser.open, address)
                await stopped.wait()
        finally:
            await store.close()


def _unhurried(make: type[Fireside], store: Store) -> Fireside:
    """A bot that looks seldom at a clock that nobody sets, so that a year passes in seconds."""
    bot = make(store)
    bot.clock.longest_rest = SELDOM
    return bot


async def _fill(store: Store, files: Sequence[Path]) -> str:
    """Put the shelf and the files into the library; the answer says where the visitor's own can be read."""
    from stories.importing.apart import ReadingRoom  # noqa: PLC0415
    from stories.shelf import fill_shelf  # noqa: PLC0415

    now = discord.utils.utcnow()
    await fill_shelf(store, now=now)
    adult = 0
    async with ReadingRoom() as room:
        for path in files:
            manuscript, _, digest, cuts = await room.read(path)
            adult += counts_as_adult(manuscript.rating)
            origin = f"file:{path.resolve()}"
            await store.library.keep(manuscript, origin=origin, digest=digest, cuts=cuts, now=now)
    if not adult:
        return ""
    yours = "Your story is" if adult == 1 else f"{adult} of your stories are"
    return f"{yours} not rated General or Teen, and so told only in #after-dark."
