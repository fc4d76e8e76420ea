"""Where the pages of an instalment go: finds the place, or opens it, each time exactly once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import discord

from bot.pages import layout
from bot.serials.failures import Failure, LastingError, PassingError
from bot.serials.lookout import found_in, found_post
from bot.serials.obstacles import is_parent, obstacles, of_thread
from bot.threads import HAS_A_THREAD, WEEK
from stories.errors import StoryError
from stories.policy import Venue, refusal
from stories.serials import Manner

if TYPE_CHECKING:
    from bot.client import Fireside
    from bot.serials.claim import Claim
    from bot.serials.obstacles import Parent
    from bot.ui import Screen
    from stories.ratings import Rating
    from stories.serials import Terms
    from stories.store.records import Instalment, Serial


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What opens a thread: its name, its first message, and whom that pings."""

    name: str
    screen: Screen
    pings: discord.AllowedMentions


class Places:
    """Finds and opens them."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store

    async def parent(self, terms: Terms, rating: Rating) -> Any:  # noqa: ANN401 - a channel, or direct messages
        """The channel of a serial, fit for a story of that rating, or the direct messages of its reader."""
        if terms.reader_id is not None:
            if words := refusal(rating, Venue(age_restricted=False, direct=True)):
                raise LastingError(Failure.AGE, words)
            return await self._bot.create_dm(discord.Object(terms.reader_id))
        channel = await self._channel(terms.server_id or 0, terms.channel_id or 0)
        for failure, words in obstacles(channel, terms, rating):
            raise LastingError(failure, words)
        return channel

    async def known(self, serial: Serial, instalment: Instalment, parent: Any, rating: Rating) -> Any:  # noqa: ANN401 - as above
        """The place that is there already, or None."""
        if serial.terms.manner is Manner.CHANNEL:
            return parent
        number = instalment.channel_id if serial.terms.manner is Manner.THREADS else serial.thread_id
        thread = await thread_of(parent.guild, number) if number else None
        if thread is None or thread.parent_id != parent.id:
            return None
        for failure, words in of_thread(thread, rating):
            raise LastingError(failure, words)
        return thread

    async def open(
        self, serial: Serial, instalment: Instalment, parent: Parent, opening: Opening, *, claim: Claim
    ) -> discord.Thread:
        """Open a thread, or a post in a forum; after an earlier attempt, look first whether it is there."""
        if isinstance(parent, discord.ForumChannel):
            thread = await _post(serial, instalment, parent, opening, claim)
        else:
            thread = await _thread_below_a_message(instalment, parent, opening, claim)
        if serial.terms.manner is Manner.THREAD:
            await self._store.serials.use_thread(serial.serial_id, thread.id)
        return thread

    async def _channel(self, server_id: int, channel_id: int) -> Parent:
        guild = self._bot.get_guild(server_id)
        if guild is None:
            raise LastingError(Failure.SERVER, "I am no longer a member of the server: invite me again.")
        if guild.unavailable:
            raise PassingError(Failure.TROUBLE, "Discord has lost sight of the server for a while")
        channel = guild.get_channel(channel_id) or await self._bot.fetch_channel(channel_id)
        if not is_parent(channel):
            raise StoryError("A story can’t be told in a channel of that kind: choose another one.")
        return channel


async def _post(
    serial: Serial, instalment: Instalment, forum: discord.ForumChannel, opening: Opening, claim: Claim
) -> discord.Thread:
    """Discord has no nonce for a post of a forum, and `once_only` keeps discord.py from repeating it by itself."""
    there = await found_post(forum, instalment) if instalment.tries > 1 else None
    if there is not None:
        return there
    made = await claim.within(
        forum.create_thread(
            name=layout.shorten(opening.name, layout.LABEL),
            view=opening.screen,
            applied_tags=[tag for tag in forum.available_tags if tag.id in serial.terms.tags],
            auto_archive_duration=WEEK,
            allowed_mentions=opening.pings,
        )
    )
    return made.thread


async def _thread_below_a_message(
    instalment: Instalment, channel: discord.TextChannel, opening: Opening, claim: Claim
) -> discord.Thread:
    message = await found_in(channel, instalment, 0) if instalment.tries > 1 else None
    if message is None:
        nonce = f"{instalment.serial_id}.{instalment.number}.0"
        message = await claim.within(channel.send(view=opening.screen, nonce=nonce, allowed_mentions=opening.pings))
    try:
        name = layout.shorten(opening.name, layout.LABEL)
        return await claim.within(message.create_thread(name=name, auto_archive_duration=WEEK))
    except discord.HTTPException as refusal:
        if refusal.code != HAS_A_THREAD:
            raise
    return cast("discord.Thread", await channel.guild.fetch_channel(message.id))


async def thread_of(guild: discord.Guild, thread_id: int) -> discord.Thread | None:
    """The thread, archived or not; None where it was deleted."""
    thread = guild.get_thread(thread_id)
    if thread is None:
        try:
            thread = await guild.fetch_channel(thread_id)
        except (discord.NotFound, discord.InvalidData):
            return None
    return thread if isinstance(thread, discord.Thread) else None
