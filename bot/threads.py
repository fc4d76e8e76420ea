"""Finds and opens the threads in which stories are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import discord

from bot.pages import layout, screens
from bot.posting import found
from bot.venue import venue_of
from stories import policy
from stories.errors import StoryError

if TYPE_CHECKING:
    from bot.ui import Interaction, Screen
    from stories.ratings import Rating
    from stories.store import Store
    from stories.store.records import Story, Thread

WEEK = 10080  # minutes: the longest a thread may rest before it is archived
TOO_MANY = {160006, 30033}
HAS_A_THREAD = 160004  # a message's thread has the message's number
NO_RIGHTS = (
    "I may not open threads in this channel: somebody who manages it can give me the rights "
    "“Create Private Threads” and “Send Messages in Threads”. `/read` shows the story to you alone."
)
NO_THREADS = "Threads can't be opened in this channel. `/read` shows the story to you alone."


class LostThreadError(Exception):
    """A thread can't be used any more; the text says why, as the end of «Your old thread …»."""


async def usable(guild: discord.Guild, thread: Thread, rating: Rating) -> discord.Thread:
    """The Discord thread of a row, or LostThreadError."""
    found = guild.get_thread(thread.discord_id or 0)
    if found is None:
        try:
            found = await guild.fetch_channel(thread.discord_id or 0)
        except (discord.NotFound, discord.Forbidden, discord.InvalidData):
            raise LostThreadError("is gone") from None
    if not isinstance(found, discord.Thread):
        raise LostThreadError("is gone")
    if found.locked:
        raise LostThreadError("is locked")
    if not policy.may_show(rating, venue_of(found)):
        raise LostThreadError("is not age-restricted")
    return found


class Opening:
    """Opens a thread for a story: row first, so that a crash in between can be mended."""

    def __init__(self, store: Store) -> None:
        self._threads = store.threads

    async def for_reader(self, interaction: Interaction, row: Thread, story: Story) -> discord.Thread:
        """Open the reader's own thread where they are: a private one if that is possible, else a public one."""
        parent = _parent(interaction.channel)
        rights = interaction.app_permissions
        may_open_public = rights.send_messages and rights.create_public_threads
        if not rights.send_messages_in_threads or not (rights.create_private_threads or may_open_public):
            raise StoryError(NO_RIGHTS)
        if rights.create_private_threads and not parent.is_news():
            thread = await _private(parent, story, interaction.user)
        else:
            thread = await self.public(parent, row, screens.invitation(story, interaction.user.mention), story.title)
        await self._threads.opened(row.thread_id, discord_id=thread.id)
        return thread

    async def public(
        self, parent: discord.TextChannel, row: Thread, announcement: Screen, title: str, *, again: bool = False
    ) -> discord.Thread:
        """Open a public thread from an announcement; `again` after a crash, when either may be there already."""
        message_id = await found(parent, announcement) if again else None
        if message_id is None:
            message_id = (await parent.send(view=announcement, nonce=f"thread.{row.thread_id}")).id
        try:
            announced = parent.get_partial_message(message_id)
            return await announced.create_thread(name=layout.shorten(title, layout.LABEL), auto_archive_duration=WEEK)
        except discord.HTTPException as refusal:
            if refusal.code != HAS_A_THREAD:
                raise _explained(refusal) from refusal
        return cast("discord.Thread", await parent.guild.fetch_channel(message_id))


async def _private(parent: discord.TextChannel, story: Story, reader: discord.User | discord.Member) -> discord.Thread:
    try:
        thread = await parent.create_thread(
            name=layout.shorten(story.title, layout.LABEL),
            type=discord.ChannelType.private_thread,
            invitable=False,
            auto_archive_duration=WEEK,
        )
        await thread.add_user(reader)
    except discord.HTTPException as refusal:
        raise _explained(refusal) from refusal
    return thread


def _parent(channel: object) -> discord.TextChannel:
    parent = channel.parent if isinstance(channel, discord.Thread) else channel
    if not isinstance(parent, discord.TextChannel):
        raise StoryError(NO_THREADS)
    return parent


def _explained(refusal: discord.HTTPException) -> Exception:
    if refusal.code in TOO_MANY:
        return StoryError("This server has as many threads as Discord allows. `/read` shows the story to you alone.")
    return refusal
