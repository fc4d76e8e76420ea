"""`/help`: what Fireside does, in one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import app_commands, ui
from discord.ext import commands

from bot.ui import Interaction, Screen

if TYPE_CHECKING:
    from bot.client import Fireside

WORDS = """\
## Fireside tells stories
**{read}** opens a story for you alone, and keeps your place.
**{go_on}** goes on with it in a thread of your own.
**{stories}** lists what can be read in this channel.
**{me}** has a story sent to you by direct message, at your own time.
**{daily}** has a story told in a channel, day by day, and **{status}** says how it stands. *For a server's keepers.*
**{privacy}** shows what I keep about you, and deletes it."""
QUIET = (
    "-# Stories for adults open in age-restricted channels only. On a page in a thread, the message menu "
    "“Read on from here” opens it for you alone."
)


class Help(commands.Cog):
    """One screen of help."""

    def __init__(self, bot: Fireside) -> None:
        self._mention = bot.mention

    @app_commands.command()
    async def help(self, interaction: Interaction) -> None:
        """See what Fireside can do."""
        names = {
            "read": "read",
            "go_on": "continue",
            "stories": "stories",
            "me": "daily me",
            "daily": "daily server",
            "status": "daily status",
            "privacy": "privacy",
        }
        words = WORDS.format_map({key: self._mention(name) for key, name in names.items()})
        blocks: tuple[ui.Item[Any], ...] = (ui.TextDisplay(words), ui.Separator(), ui.TextDisplay(QUIET))
        await interaction.response.send_message(view=Screen(*blocks), ephemeral=True)


async def setup(bot: Fireside) -> None:
    """Add the feature."""
    await bot.add_cog(Help(bot))
