"""Tells those who asked for it that a serial has gone on, after the instalments themselves, a few at a time."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.pages.layout import title_of
from bot.posting import LOOK_BACK
from bot.serials.controls import StopReminding
from bot.serials.failures import LastingError, failure_in_dms
from bot.serials.own_desk import IN_DMS
from bot.serials.wording import portion_in_words
from bot.ui import Row, Screen
from stories.errors import StoryError
from stories.policy import may_show

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.client import Fireside
    from bot.serials.pace import Pace
    from stories.store.records import Instalment, Serial

log = logging.getLogger(__name__)

AT_ONCE = 4
GIVEN_UP = "I could not remind you that a story has gone on, and will not try again."
UNNAMED = "A story you follow has gone on:"


class Reminding:
    """Whoever is reminded is noted after Discord has the message, so that whatever breaks off is taken up again."""

    def __init__(self, bot: Fireside, pace: Pace) -> None:
        self._bot = bot
        self._store = bot.store
        self._pace = pace
        self._waiting: set[int] = set()
        self._broken_off: set[int] = set()  # some of its readers may know, and nobody has noted it
        self._has_looked = False
        self._sending: asyncio.Task[None] | None = None

    async def go_on(self, serial_ids: Collection[int]) -> None:
        """Begin to tell of these serials, and of what an earlier time has left; nobody waits for it."""
        if not self._has_looked:
            self._broken_off = await self._store.reminders.behind()
            self._waiting |= self._broken_off
            self._has_looked = True
        self._waiting.update(serial_ids)
        if self._waiting and (self._sending is None or self._sending.done()):
            self._sending = asyncio.create_task(self._send(), name="reminders")

    def stop(self) -> None:
        """Leave the rest for another time."""
        if self._sending:
            self._sending.cancel()

    async def _send(self) -> None:
        unfinished: set[int] = set()
        while self._waiting:
            serial_id = self._waiting.pop()
            try:
                everybody = await self._tell_of(serial_id)
            except Exception:
                log.exception("serial %d: what became of its reminders could not be found out", serial_id)
                everybody = False
            if not everybody:
                unfinished.add(serial_id)
        self._waiting |= unfinished
        self._broken_off = unfinished

    async def _tell_of(self, serial_id: int) -> bool:
        """Whether everybody was told who can be."""
        serial = await self._store.serials.get(serial_id)
        newest = await self._store.instalments.newest_confirmed(serial_id)
        if serial is None or newest is None or serial.terms.server_id is None:
            return True
        to_tell = partial(self._store.reminders.to_tell, serial_id, number=newest.number, limit=AT_ONCE)
        screen = await self._screen(serial, newest)
        after, everybody = 0, True
        while readers := await to_tell(after=after):
            told = await asyncio.gather(*(self._tell(reader_id, serial, newest, screen) for reader_id in readers))
            after, everybody = readers[-1], everybody and all(told)
        return everybody

    async def _tell(self, reader_id: int, serial: Serial, newest: Instalment, screen: Screen) -> bool:
        """Whether that is done with: they know, or will hear why they are not told any more."""
        reminders, number = self._store.reminders, newest.number
        try:
            await self._pace.keep()
            channel = await self._bot.create_dm(discord.Object(reader_id))
            if not await self._is_there(channel, serial, screen):
                await self._pace.keep()
                await channel.send(view=screen, nonce=f"remind.{serial.serial_id}.{number}")
        except Exception as error:
            failure = failure_in_dms(error)
            if not isinstance(failure, LastingError):
                log.warning("a reminder of serial %d was not sent: %s", serial.serial_id, failure, exc_info=error)
                return False
            await reminders.refused(serial.serial_id, reader_id, notice=f"{GIVEN_UP} {failure}")
            return True
        if serial.state == "ended":
            await reminders.stop(serial.serial_id, reader_id)
        else:
            await reminders.told(serial.serial_id, reader_id, number=number)
        return True

    async def _is_there(self, channel: discord.DMChannel, serial: Serial, screen: Screen) -> bool:
        """Whether a time that was broken off got so far: after some minutes Discord knows a repeat no more."""
        if serial.serial_id not in self._broken_off:
            return False
        await self._pace.keep()
        wanted = _link(screen)
        return wanted in [_link(ui.LayoutView.from_message(m)) async for m in channel.history(limit=LOOK_BACK)]

    async def _screen(self, serial: Serial, newest: Instalment) -> Screen:
        url = f"https://discord.com/channels/{serial.terms.server_id}/{newest.channel_id}/{newest.message_id}"
        row: Row = Row(ui.Button(label="Go there", url=url), StopReminding.button(serial.serial_id))
        return Screen(ui.TextDisplay(f"{await self._what(serial, newest)} {url}"), row)

    async def _what(self, serial: Serial, newest: Instalment) -> str:
        """A title for adults is for age-restricted places only, and so stays unnamed."""
        assert newest.place
        try:
            story = await self._store.library.story(newest.place.story_id)
            portion = await self._bot.planner.where(serial.terms, newest.place, newest.end)
        except StoryError:
            return UNNAMED
        if not may_show(story.rating, IN_DMS):
            return UNNAMED
        return f"**{title_of(story.title)}** has gone on, {portion_in_words(portion)}:"


def _link(view: ui.LayoutView) -> str | None:
    """Where a reminder leads."""
    buttons = (item for item in view.walk_children() if isinstance(item, ui.Button))
    return next((button.url for button in buttons if button.url), None)
