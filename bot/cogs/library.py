"""`/stories`: what can be read here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.ui import Interaction

if TYPE_CHECKING:
    from bot.client import Fireside


class Library(commands.Cog):
    """The list of stories."""

    def __init__(self, bot: Fireside) -> None:
        self._desk = bot.desk

    @app_commands.command()
    async def stories(self, interaction: Interaction) -> None:
        """See what there is to read here."""
        await self._desk.shelf(interaction, sheet=1)


async def setup(bot: Fireside) -> None:
    """Add the feature."""
    await bot.add_cog(Library(bot))
