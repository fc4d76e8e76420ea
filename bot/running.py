"""The life of the process: open, connect, and end in good order."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.client import Fireside
from bot.exit_code import ExitCode
from bot.logs import start_logging
from stories.shelf import fill_shelf
from stories.store import Store

if TYPE_CHECKING:
    from bot.settings import Settings

log = logging.getLogger(__name__)

PATIENCE = 6  # seconds for what is under way when the process is asked to end; all of it must fit in ten
_UNDER_WAY = ("discord-ui-", "CommandTree-", "instalments")  # names of tasks that answer or post


async def run(settings: Settings) -> ExitCode:
    """Run the bot until SIGINT or SIGTERM."""
    start_logging(level=settings.log_level, style=settings.log_format)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody needs to hear that it has no voice
    stop = stop_signal()
    store = await Store.open(settings.database_url)
    try:
        await fill_shelf(store, now=discord.utils.utcnow())
        return await _until(stop, Fireside(store, dev_server_id=settings.dev_server_id), settings.token)
    finally:
        await store.close()


def stop_signal() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _until(stop: asyncio.Event, bot: Fireside, token: str) -> ExitCode:
    async with bot:
        running = asyncio.create_task(bot.start(token))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if running.done():
            return _why_it_ended(running)
        log.info("asked to stop: finishing what is under way")
        bot.clock.stop()
        await _finish_what_is_under_way()
        await bot.close()
        await asyncio.wait({running}, timeout=1)
    return ExitCode.FINE


def _why_it_ended(running: asyncio.Task[None]) -> ExitCode:
    match running.exception():
        case discord.LoginFailure():
            log.error(
                "Discord refused the token in DISCORD_TOKEN: copy it again from the developer portal, page «Bot»."
            )
            return ExitCode.LOGIN
        case aiohttp.ClientConnectionError() | discord.DiscordServerError() as error:
            log.error("Discord can't be reached (%s): check this machine's connection, then start again.", error)
            return ExitCode.NETWORK
        case BaseException() as error:
            raise error
        case None:
            return ExitCode.FINE


async def _finish_what_is_under_way() -> None:
    """Let answers and posts that have begun come to their end, for as long as there is patience."""
    begun = {task for task in asyncio.all_tasks() if task.get_name().startswith(_UNDER_WAY)}
    if begun:
        await asyncio.wait(begun, timeout=PATIENCE)
