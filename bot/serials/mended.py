"""Notices that what stopped a serial is mended: a right came back, a thread was unlocked, the bot was invited again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from bot.serials.failures import Failure
from bot.serials.obstacles import GONE, is_parent, obstacles, of_thread
from stories.errors import StoryError
from stories.serials import Manner

if TYPE_CHECKING:
    import discord

    from bot.client import Fireside
    from stories.store import Store
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


async def in_the_way(store: Store, guild: discord.Guild, serial: Serial) -> list[str]:
    """What keeps a serial from going on, in words that mend it, as far as Discord has told of the server."""
    story = await store.library.story(serial.story_id)
    channel = guild.get_channel(serial.terms.channel_id or 0)
    if not is_parent(channel):
        return [GONE]
    thread = guild.get_thread(serial.thread_id or 0) if serial.terms.manner is Manner.THREAD else None
    found = [
        *obstacles(channel, serial.terms, story.rating),
        *(of_thread(thread, story.rating) if thread else ()),
    ]
    return [words for _, words in found]


async def check_the_way(bot: Fireside, serial: Serial) -> None:
    """Raise what would only let a serial rest again."""
    guild = bot.get_guild(serial.terms.server_id or 0)
    if guild is None or serial.state != "suspended":
        return
    words: list[str] = []
    with suppress(StoryError):  # a story that is gone makes room for the next of the queue
        words = await in_the_way(bot.store, guild, serial)
    if words:
        raise StoryError(f"Not yet. {' '.join(words)}")


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
        """No question costs a request."""
        missed = await self._store.instalments.open(serial.serial_id)
        if missed is None or missed.failure not in _SHOWN_BY_DISCORD:
            return False
        try:
            return not await in_the_way(self._store, guild, serial)
        except StoryError:
            return False
