"""Turns a Discord channel into the plain facts that stories/policy.py decides on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from stories import policy
from stories.errors import NotHereError
from stories.policy import Venue

if TYPE_CHECKING:
    from bot.ui import Interaction
    from stories.ratings import Rating


def venue_of(channel: Any) -> Venue:  # noqa: ANN401 - discord.py knows a dozen kinds of channel, and partial ones
    """Where something would be shown; a channel that cannot be told counts as open to all ages."""
    if isinstance(channel, discord.DMChannel | discord.GroupChannel):
        return Venue(age_restricted=False, direct=True)
    is_nsfw = getattr(channel, "is_nsfw", None)
    return Venue(age_restricted=bool(is_nsfw and is_nsfw()))


def check_venue(rating: Rating, channel: Any) -> None:  # noqa: ANN401 - as above
    """Raise NotHereError, with why and where instead, for a story that may not be shown there."""
    if words := policy.refusal(rating, venue_of(channel)):
        raise NotHereError(words)


def ratings_shown_in(channel: Any) -> frozenset[Rating]:  # noqa: ANN401 - as above
    """The ratings that may be shown in a channel."""
    return policy.ratings_shown(venue_of(channel))


def can_post_in(interaction: Interaction) -> bool:
    """Whether the bot may say something there unasked: a reader can bring it along to where it is not a member."""
    if interaction.guild_id is None:
        return not interaction.context.private_channel
    return interaction.client.get_guild(interaction.guild_id) is not None


def in_a_server(interaction: Interaction) -> bool:
    """Whether it is used in a server that Fireside is a member of; elsewhere, a reader may have brought it along."""
    if interaction.client.get_guild(interaction.guild_id or 0) is None:
        raise app_commands.NoPrivateMessage
    return True


server_only = app_commands.check(in_a_server)
