"""`/privacy`: what is kept of a reader, a copy of it, and its deletion."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.ui import Interaction, LastingButton, Row, Screen

if TYPE_CHECKING:
    from bot.client import Fireside

WORDS = """\
### What I keep about you
Your Discord number, your place in each story you read, which threads are yours, which daily stories you started, \
those that come to you and what of them has come, what you asked to be reminded of, and what I could not send you. \
Nothing that you write. It is kept until you delete it here."""
WARNING = "### Delete it all?\nYour places in all stories will be gone. Pages already posted in threads stay there."
GONE = "Done. I keep nothing about you any more."
GREY, RED = discord.ButtonStyle.secondary, discord.ButtonStyle.danger


class PrivacyButton(LastingButton, template=r"privacy:(?P<wish>copy|ask|delete|keep)"):
    """What a reader wishes done with their data."""

    @classmethod
    def button(cls, wish: str, label: str, style: discord.ButtonStyle = GREY) -> PrivacyButton:
        """The control as it stands on the screen."""
        return cls(ui.Button(label=label, style=style, custom_id=f"privacy:{wish}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Do it."""
        match self.known["wish"]:
            case "copy":
                everything = await interaction.client.store.readers.everything(interaction.user.id)
                copy = json.dumps(everything, ensure_ascii=False, indent=2, default=str).encode()
                await interaction.response.send_message(
                    file=discord.File(io.BytesIO(copy), "fireside.json"), ephemeral=True
                )
            case "ask":
                await interaction.response.edit_message(view=_question())
            case "delete":
                await interaction.client.store.readers.forget(interaction.user.id)
                await interaction.response.edit_message(view=Screen(ui.TextDisplay(GONE)))
            case _:
                await interaction.response.edit_message(view=_overview())


def _overview() -> Screen:
    row = Row(PrivacyButton.button("copy", "Send me a copy"), PrivacyButton.button("ask", "Delete it all", RED))
    return Screen(ui.TextDisplay(WORDS), row)


def _question() -> Screen:
    row = Row(PrivacyButton.button("delete", "Yes, delete it", RED), PrivacyButton.button("keep", "No, keep it"))
    return Screen(ui.TextDisplay(WARNING), row)


class Privacy(commands.Cog):
    """A reader's own data."""

    @app_commands.command()
    async def privacy(self, interaction: Interaction) -> None:
        """See what I keep about you, get a copy, or delete it."""
        await interaction.response.send_message(view=_overview(), ephemeral=True)


async def setup(bot: Fireside) -> None:
    """Add the feature."""
    bot.add_dynamic_items(PrivacyButton)
    await bot.add_cog(Privacy())
