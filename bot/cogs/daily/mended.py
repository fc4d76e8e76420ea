"""What Discord tells that may have mended what stopped a serial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord.ext import commands

from bot.serials.mended import Mended

if TYPE_CHECKING:
    import discord

    from bot.client import Fireside


class Mending(commands.Cog):
    """Each of these may have given a right back, or a place."""

    def __init__(self, bot: Fireside) -> None:
        self._mended = Mended(bot)

    @commands.Cog.listener()
    async def on_guild_channel_update(self, _: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """A channel's rights, its tags or its age restriction."""
        await self._mended.look(after.guild)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _: discord.Role, after: discord.Role) -> None:
        """A role's rights."""
        await self._mended.look(after.guild)

    @commands.Cog.listener()
    async def on_member_update(self, _: discord.Member, after: discord.Member) -> None:
        """The bot's own roles; of others it is told nothing."""
        if after == after.guild.me:
            await self._mended.look(after.guild)

    @commands.Cog.listener()
    async def on_thread_update(self, _: discord.Thread, after: discord.Thread) -> None:
        """A thread was unlocked."""
        await self._mended.look(after.guild)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was invited again."""
        await self._mended.look(guild)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """The bot was away, and does not know what changed meanwhile."""
        await self._mended.look_everywhere()

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Discord had lost sight of the server."""
        await self._mended.look(guild)
