"""The rival: a bot of discord.py alone, whose button answers a page that was prepared beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui
from discord.ext import commands

from bot.pages import screens
from bot.pages.screens import Beside

if TYPE_CHECKING:
    import re

    from stories.store.records import Page

LABEL = "Next"


class BareBot(commands.Bot):
    """Nothing but a client; its button looks here for the page to show."""

    page: ui.LayoutView

    def __init__(self) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )

    async def setup_hook(self) -> None:
        self.add_dynamic_items(BareButton)


class BareButton(ui.DynamicItem[ui.Button[Any]], template=r"bare:(?P<number>\d+)"):
    """Shows the prepared page."""

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: ui.Item[Any], __: re.Match[str], /) -> Self:
        return cls(item)  # type: ignore[arg-type]

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.edit_message(view=interaction.client.page)


def prepared(page: Page) -> ui.LayoutView:
    """The same page as Fireside shows it, with bare buttons in the place of its own."""
    view = screens.private_page(page, Beside())
    for row in [part for part in view.children if isinstance(part, ui.ActionRow)]:
        for number, control in enumerate([*row.children]):
            row.remove_item(control)
            row.add_item(BareButton(ui.Button(label=control.item.label, custom_id=f"bare:{number}")))  # type: ignore[attr-defined]
    return view
