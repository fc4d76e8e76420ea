"""Who may set up and steer the serials of a server: the one place that decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from stories.errors import StoryError

if TYPE_CHECKING:
    from bot.ui import Interaction

ELSEWHERE = "That belongs to another server."


async def check_keeper(interaction: Interaction, server_id: int | None = None) -> discord.Guild:
    """Give the server, which is that one; raise where the person may not look after its serials."""
    guild = interaction.client.get_guild(interaction.guild_id or 0)
    if guild is None:
        raise app_commands.NoPrivateMessage
    if server_id not in {None, guild.id}:
        raise StoryError(ELSEWHERE)
    if interaction.permissions.manage_guild:
        return guild
    role_id = await interaction.client.store.servers.keeper_role(guild.id)
    if role_id is None or guild.get_role(role_id) is None:
        raise app_commands.MissingPermissions(["manage_guild"])
    if not isinstance(interaction.user, discord.Member) or interaction.user.get_role(role_id) is None:
        raise StoryError(f"You need the right “Manage Server”, or the role <@&{role_id}>.")
    return guild


async def may_keep(interaction: Interaction) -> bool:
    """Whether the person may look after them."""
    try:
        await check_keeper(interaction)
    except (StoryError, app_commands.AppCommandError):
        return False
    return True
