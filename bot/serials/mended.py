"""Notices that what stopped a serial is mended: a right came back, a thread was unlocked, the bot was invited again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.serials.failures import Failure
from bot.serials.obstacles import is_parent, obstacles, of_thread
from stories.errors import StoryError
from stories.serials import Manner

if TYPE_CHECKING:
    import discord

    from bot.client import Fireside
    from stories.store.records import Serial

# Of other reasons nothing that changes in a server says that they are gone.
_SHOWN_BY_DISCORD = {
    Failure.RIGHT,
    Failure.CHANNEL,
    Failure.SERVER,
    Failure.LOCKED,
    Failure.AGE,
    Failure.REFUSED,
}


class Mended:
    """Looks at what rests in a server whenever something has changed there that may have been in the way."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store

    async def look(self, guild: discord.Guild) -> None:
        """Offer to go on with every serial of the server that nothing stands in the way of any more."""
        for serial in await self._store.serials.suspended(guild.id):
            await self._offer_if_free(guild, serial)

    async def look_everywhere(self) -> None:
        """The same, in every server."""
        for serial in await self._store.serials.suspended():
            guild = self._bot.get_guild(serial.terms.server_id or 0)
            if guild is not None:
                await self._offer_if_free(guild, serial)

    async def _offer_if_free(self, guild: discord.Guild, serial: Serial) -> None:
        if await self._is_free(guild, serial):
            await self._bot.reports.offer(serial)

    async def _is_free(self, guild: discord.Guild, serial: Serial) -> bool:
        """As far as what Discord has told of the server says; no question costs a request."""
        missed = await self._store.instalments.open(serial.serial_id)
        if missed is None or missed.failure not in _SHOWN_BY_DISCORD:
            return False
        channel = guild.get_channel(serial.terms.channel_id or 0)
        if not is_parent(channel):
            return False
        try:
            story = await self._store.library.story(serial.story_id)
        except StoryError:
            return False
        thread = guild.get_thread(serial.thread_id or 0) if serial.terms.manner is Manner.THREAD else None
        in_the_way = [
            *obstacles(channel, serial.terms, story.rating),
            *(of_thread(thread, story.rating) if thread else ()),
        ]
        return not in_the_way
