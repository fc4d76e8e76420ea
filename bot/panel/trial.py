"""A test: a marked message in the very place where a serial would come, which can be taken away again."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.pages import layout
from bot.panel.controls import TakeTestAway
from bot.serials import wording
from bot.serials.obstacles import GONE, is_parent, of_forum, of_rights
from bot.serials.places import thread_of
from bot.ui import Row, Screen
from stories.errors import StoryError
from stories.serials import Manner

if TYPE_CHECKING:
    from typing import Literal

    from bot.serials.obstacles import Parent
    from bot.ui import Interaction
    from stories.serials import Terms
    from stories.store.records import Serial

_AN_HOUR = 60  # after so many minutes a test's thread closes by itself
NAME = "A test of Fireside"
AWAY = "Taken away."
CLOSED = (
    "Taken away. The empty thread I could only close: I don’t have the right “Manage Threads”, "
    "so somebody who has it may delete it."
)


def place_of(terms: Terms, guild: discord.Guild) -> Parent:
    """The channel for a test; a StoryError says what it would fail of, so that no half of it is left behind."""
    channel = guild.get_channel(terms.channel_id or 0)
    if not is_parent(channel):
        raise StoryError(GONE)
    for _, words in chain(of_rights(channel, terms), of_forum(channel, terms)):
        raise StoryError(f"Nothing was posted. {words}")
    return channel


async def send_test(channel: Parent, terms: Terms, title: str, serial: Serial | None) -> discord.Message:
    """Post it, pin it where the newest is to be pinned, and open a thread where one would be opened."""
    message = await _posted(channel, terms, title, serial)
    if terms.pins:
        await message.pin()
    return message


async def _posted(channel: Parent, terms: Terms, title: str, serial: Serial | None) -> discord.Message:
    in_thread = _screen(terms, title, "thread")
    if isinstance(channel, discord.ForumChannel):
        tags = [tag for tag in channel.available_tags if tag.id in terms.tags]
        made = await channel.create_thread(name=NAME, view=in_thread, applied_tags=tags, auto_archive_duration=_AN_HOUR)
        return made.message
    if terms.manner is Manner.CHANNEL:
        return await channel.send(view=_screen(terms, title, "message"))
    told_in = await thread_of(channel.guild, serial.thread_id) if serial and serial.thread_id else None
    if told_in and told_in.parent_id == channel.id and terms.manner is Manner.THREAD:
        return await told_in.send(view=_screen(terms, title, "message"))
    opening = await channel.send(view=Screen(ui.TextDisplay(f"-# {NAME} opens a thread here.")))
    try:
        thread = await opening.create_thread(name=NAME, auto_archive_duration=_AN_HOUR)
        return await thread.send(view=in_thread)
    except discord.HTTPException:
        await opening.delete()
        raise


def _screen(terms: Terms, title: str, what: Literal["message", "thread"]) -> Screen:
    pinged = f" It would ping <@&{terms.ping_role_id}>." if terms.ping_role_id else ""
    words = f"**{layout.title_of(title)}** would come here, {wording.times_in_words(terms)}.{pinged}"
    return Screen(ui.TextDisplay(f"### {NAME}\n{words}"), Row(TakeTestAway.button(what)))


async def take_away(interaction: Interaction, message: discord.Message, *, with_thread: bool) -> None:
    """Take a test away, with the thread that was opened for it; it is said before, while there is a place to say it."""
    thread = message.channel
    if not with_thread or not isinstance(thread, discord.Thread):
        await interaction.response.send_message(AWAY, ephemeral=True)
        await message.delete()
        return
    deletes = thread.permissions_for(thread.guild.me).manage_threads
    await interaction.response.send_message(AWAY if deletes else CLOSED, ephemeral=True)
    parent = thread.parent
    if isinstance(parent, discord.TextChannel):
        with suppress(discord.NotFound):
            await parent.get_partial_message(thread.id).delete()
    if deletes:
        await thread.delete()
    else:
        await message.delete()
        await thread.edit(archived=True)
