"""Delivers an instalment of a serial to its thread, or says why it can't."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import aiohttp
import discord

from bot.pages import screens
from bot.posting import next_ordinal
from bot.threads import LostThreadError, usable
from bot.venue import venue_of
from stories import policy, schedule
from stories.errors import StoryError

if TYPE_CHECKING:
    from bot.client import Fireside
    from stories.store.records import Page, Serial, Story, Thread

log = logging.getLogger(__name__)

NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    read_message_history=True,
)
TOLD = "The story is told to its end."
_LATER = dt.timedelta(minutes=10)


class CannotDeliverError(Exception):
    """A serial can't go on until somebody mends it; the text says what, for `/daily status`."""


class NotNowError(Exception):
    """An instalment can't be delivered at this moment, and nobody needs to mend anything."""


def obstacle(channel: discord.TextChannel, story: Story) -> str | None:
    """Why a story could not be posted in a channel: rights that are missing, or age."""
    rights = channel.permissions_for(channel.guild.me)
    missing = [name for name, wanted in NEEDED if wanted and not getattr(rights, name)]
    if missing:
        names = ", ".join(f"“{name.replace('_', ' ').title()}”" for name in missing)
        return f"I need more rights in {channel.mention}: {names}."
    return policy.refusal(story.rating, venue_of(channel))


class Instalments:
    """Posts what is due, one serial at a time, so that a broken one delays no other."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store

    async def deliver_due(self) -> None:
        """Post every instalment that is due by now."""
        for serial in await self._store.serials.due(discord.utils.utcnow(), limit=100):
            try:
                await self._deliver(serial)
            except CannotDeliverError as reason:
                await self._store.serials.suspend(serial.serial_id, reason=str(reason))
                log.warning("serial %d is suspended: %s", serial.serial_id, reason)
            except (NotNowError, discord.HTTPException, aiohttp.ClientConnectionError) as trouble:
                log.warning("serial %d: %s; trying again in %s", serial.serial_id, trouble, _LATER)
                await self._postpone(serial)
            except Exception:
                log.exception("serial %d could not be delivered; trying again in %s", serial.serial_id, _LATER)
                await self._postpone(serial)

    async def _postpone(self, serial: Serial) -> None:
        await self._store.serials.postpone(serial.serial_id, due_at=discord.utils.utcnow() + _LATER)

    async def _deliver(self, serial: Serial) -> None:
        try:
            story = await self._store.library.story(serial.story_id)
            page = await self._store.library.page_at(serial.place)
        except StoryError as gone:
            raise CannotDeliverError(str(gone)) from gone
        if page is None:
            raise CannotDeliverError("The story has changed, and the next section is no longer in it.")
        channel = self._channel(serial)
        if words := obstacle(channel, story):
            raise CannotDeliverError(words)
        row, thread = await self._thread(serial, story, channel)
        await self._post(row, thread, page)
        await self._advance(serial, page)

    def _channel(self, serial: Serial) -> discord.TextChannel:
        guild = self._bot.get_guild(serial.server_id)
        if guild is None:
            raise CannotDeliverError("I am no longer a member of the server.")
        if guild.unavailable:
            raise NotNowError("Discord has lost sight of the server for a while")
        channel = guild.get_channel(serial.channel_id)
        if not isinstance(channel, discord.TextChannel):
            raise CannotDeliverError("The channel is gone, or I can't see it any more.")
        return channel

    async def _thread(
        self, serial: Serial, story: Story, channel: discord.TextChannel
    ) -> tuple[Thread, discord.Thread]:
        row = await self._store.threads.get(serial.thread_id) if serial.thread_id else None
        if row and row.discord_id:
            try:
                return row, await usable(channel.guild, row, story.rating)
            except LostThreadError as lost:
                log.info("the thread of serial %d %s: opening a new one", serial.serial_id, lost)
                row = None
        begun_before = row is not None
        row = row or await self._begin(serial)
        words = "-# A new section comes every day, in the thread below."
        thread = await self._bot.teller.opening.public(
            channel, row, screens.announcement(story, words=words), story.title, again=begun_before
        )
        await self._store.threads.opened(row.thread_id, discord_id=thread.id)
        return row, thread

    async def _begin(self, serial: Serial) -> Thread:
        row = await self._store.threads.begin(
            server_id=serial.server_id,
            parent_id=serial.channel_id,
            story_id=serial.story_id,
            serial_id=serial.serial_id,
            now=discord.utils.utcnow(),
        )
        await self._store.serials.use_thread(serial.serial_id, row.thread_id)
        return row

    async def _post(self, row: Thread, thread: discord.Thread, page: Page) -> None:
        last = await self._store.threads.last(row.thread_id)
        if last and last.state == "sent" and last.place == page.place:
            return  # posted just before a crash, which then kept the serial from moving on
        beside = await self._bot.desk.beside(page, reader_id=None, channel=thread)
        posted = await self._bot.teller.posting.once(
            thread,
            screens.instalment_page(page, beside),
            thread_id=row.thread_id,
            ordinal=next_ordinal(last),
            place=page.place,
            end=page.end,
        )
        if posted.message_id is None:
            raise NotNowError("another process is posting this instalment")

    async def _advance(self, serial: Serial, page: Page) -> None:
        following = await self._store.library.page_after(page.place)
        now = discord.utils.utcnow()
        await self._store.serials.advance(
            serial.serial_id,
            number=serial.number,
            due_at=schedule.next_due(max(now, serial.due_at), minute=serial.minute, zone=ZoneInfo(serial.zone)),
            place=following.place if following else None,
            ended_reason=None if following else TOLD,
            now=now,
        )
