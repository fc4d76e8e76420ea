"""Looks whether a message of an instalment is at Discord already, by what its buttons say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.posting import custom_ids
from bot.serials.controls import MARKED, mark_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from stories.store.records import Instalment

_SKEW = timedelta(hours=1)  # by which the clocks of this machine and of Discord may differ
_ARCHIVED = 50  # posts of a forum, the newest first


def mark_of(message: discord.Message) -> tuple[int, int, int] | None:
    """The serial, number and part of which a message is; None for any other message."""
    for custom_id in custom_ids(ui.LayoutView.from_message(message)):
        for control in MARKED:
            if known := control.__discord_ui_compiled_template__.fullmatch(custom_id):
                return mark_in(known)
    return None


async def found_in(channel: Any, instalment: Instalment, part: int) -> discord.Message | None:  # noqa: ANN401 - whatever has messages
    """The message with that part, if it is there."""
    wanted = (instalment.serial_id, instalment.number, part)
    async for message in _since_first_tried(channel, instalment):
        if mark_of(message) == wanted:
            return message
    return None


async def found_poll(channel: Any, instalment: Instalment, question: str) -> discord.Message | None:  # noqa: ANN401 - as above
    """The vote after an instalment, which has no buttons; one before its last page was another's."""
    assert instalment.last_message_id
    async for message in channel.history(limit=None, after=discord.Object(instalment.last_message_id)):
        ours = message.author.id == channel.guild.me.id  # anybody may ask the same
        if ours and message.poll and message.poll.question == question:
            return message
    return None


async def found_post(forum: discord.ForumChannel, instalment: Instalment) -> discord.Thread | None:
    """The forum post that was opened for an instalment."""
    ours = forum.guild.me.id
    posts = [post for post in await forum.guild.active_threads() if (post.parent_id, post.owner_id) == (forum.id, ours)]
    posts += [post async for post in forum.archived_threads(limit=_ARCHIVED) if post.owner_id == ours]
    for post in sorted(posts, key=lambda post: post.id, reverse=True):
        if discord.utils.snowflake_time(post.id) < _earliest(instalment):
            return None
        async for oldest in post.history(limit=1, oldest_first=True):  # the one that opened it may be deleted
            known = mark_of(oldest)
            if known and known[:2] == (instalment.serial_id, instalment.number):
                return post
    return None


async def _since_first_tried(channel: Any, instalment: Instalment) -> AsyncIterator[discord.Message]:  # noqa: ANN401 - as above
    async for message in channel.history(limit=None):
        if message.created_at < _earliest(instalment):
            return
        yield message


def _earliest(instalment: Instalment) -> datetime:
    return (instalment.tried_at or discord.utils.utcnow()) - _SKEW
