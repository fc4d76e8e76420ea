"""What stands in the way of a serial, in words that mend it: rights, age, tags, locked threads, roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

import discord

from bot.pages.layout import listed
from bot.serials.failures import Failure
from bot.venue import venue_of
from stories import policy
from stories.serials import AtEnd, Manner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stories.ratings import Rating
    from stories.serials import Terms

Obstacle = tuple[Failure, str]
Parent = discord.TextChannel | discord.ForumChannel

GONE = "The channel is gone, or I can’t see it: choose another one."


def rights_needed(channel: Parent, terms: Terms) -> list[str]:
    """The rights that a serial needs in its channel, by discord.py's names."""
    needed = ["view_channel", "send_messages", "read_message_history"]
    if isinstance(channel, discord.ForumChannel):
        needed.append("send_messages_in_threads")
    elif terms.manner is not Manner.CHANNEL:
        needed += ["create_public_threads", "send_messages_in_threads"]
    if terms.pins:
        needed.append("pin_messages")
    if terms.at_end is AtEnd.VOTE:
        needed.append("send_polls")
    return needed


def obstacles(channel: Parent, terms: Terms, rating: Rating) -> Iterator[Obstacle]:
    """Everything that keeps a serial from its channel."""
    yield from of_rights(channel, terms)
    yield from of_age(channel, rating)
    yield from of_forum(channel, terms)
    yield from of_role(channel, terms)


def of_rights(channel: Parent, terms: Terms) -> Iterator[Obstacle]:
    """The rights that are missing."""
    rights = channel.permissions_for(channel.guild.me)
    missing = [name for name in rights_needed(channel, terms) if not getattr(rights, name)]
    if "view_channel" in missing:
        missing = ["view_channel"]  # without which Discord counts no other as there
    if missing:
        plural = "rights" if len(missing) > 1 else "right"
        names = listed([right_in_words(name) for name in missing])
        yield Failure.RIGHT, f"I need the {plural} {names} in {channel.mention}."


def of_age(channel: Parent, rating: Rating) -> Iterator[Obstacle]:
    """The rating of a story, where it does not belong there."""
    if words := policy.refusal(rating, venue_of(channel)):
        yield Failure.AGE, words


def of_forum(channel: Parent, terms: Terms) -> Iterator[Obstacle]:
    """What a forum wants of its posts."""
    if not isinstance(channel, discord.ForumChannel):
        return
    if terms.manner is Manner.CHANNEL:
        words = f"{channel.mention} is a forum, where text goes into posts: choose one for the story, or one each time."
        yield Failure.REFUSED, words
    known = {tag.id for tag in channel.available_tags}
    if set(terms.tags) - known:
        yield Failure.REFUSED, f"A tag that was chosen is gone from {channel.mention}: choose again."
    if channel.flags.require_tag and not known & set(terms.tags):
        yield Failure.REFUSED, f"{channel.mention} wants a tag on every post: choose one."


def of_role(channel: Parent, terms: Terms) -> Iterator[Obstacle]:
    """The role to ping, where it cannot be pinged."""
    if terms.ping_role_id is None:
        return
    role = channel.guild.get_role(terms.ping_role_id)
    if role is None:
        yield Failure.REFUSED, "The role to ping is gone: choose another one, or none."
    elif not role.mentionable and not channel.permissions_for(channel.guild.me).mention_everyone:
        right = right_in_words("mention_everyone")
        words = f"I can’t ping {role.mention}: let anyone mention the role, or give me the right {right}."
        yield Failure.RIGHT, words


def of_report(guild: discord.Guild, terms: Terms) -> Iterator[Obstacle]:
    """The channel for reports of trouble, where they cannot be made."""
    if terms.report_channel_id is None:
        return
    channel = guild.get_channel(terms.report_channel_id)
    if not isinstance(channel, discord.TextChannel):
        yield Failure.CHANNEL, "The channel for reports of trouble is gone: choose another one, or none."
        return
    rights = channel.permissions_for(guild.me)
    if not (rights.view_channel and rights.send_messages):
        words = f"I need the rights “View Channels” and “Send Messages” in {channel.mention}, to report trouble there."
        yield Failure.RIGHT, words


def of_thread(thread: discord.Thread, rating: Rating) -> Iterator[Obstacle]:
    """Everything that keeps the story from the thread it is told in."""
    if thread.locked:
        yield Failure.LOCKED, f"{thread.mention} is locked: unlock it, or delete it and I open a new one."
    if words := policy.refusal(rating, venue_of(thread)):
        yield Failure.AGE, words


_NAMES = {
    "view_channel": "View Channels",
    "mention_everyone": "Mention All Roles",
    "send_polls": "Create Polls",
    "send_messages_in_threads": "Send Messages in Threads",
}


def right_in_words(name: str) -> str:
    """A right as Discord's settings name it."""
    return f"“{_NAMES.get(name) or name.replace('_', ' ').title()}”"


def is_parent(channel: object) -> TypeGuard[Parent]:
    """Whether a serial can be told in a channel of that kind."""
    return isinstance(channel, discord.TextChannel | discord.ForumChannel)
