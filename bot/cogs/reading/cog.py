"""`/read` and «Read on from here»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot import pickers
from bot.serials.lookout import mark_of
from bot.ui import Interaction
from bot.venue import check_venue, ratings_shown_in
from stories.chapters import chapter_meant
from stories.errors import StoryError

if TYPE_CHECKING:
    from bot.client import Fireside

NOT_A_PAGE = "That message is not a page of a story. Choose one that I posted in a thread."


class Reading(commands.Cog):
    """Reading in private."""

    def __init__(self, bot: Fireside) -> None:
        self._desk = bot.desk
        self._store = bot.store
        self._instalments = bot.instalment_desk
        self._titles = bot.titles
        self._menu = app_commands.ContextMenu(name="Read on from here", callback=self.read_on_from_here)
        self._tree = bot.tree

    async def cog_load(self) -> None:
        """Add the message menu, which a cog does not add by itself."""
        self._tree.add_command(self._menu)

    @app_commands.command()
    @app_commands.describe(
        story="The title; choose one from the list",
        chapter="Open it at this chapter",
        start="Where you left off, or the beginning",
    )
    @app_commands.rename(start="from")
    @app_commands.choices(
        start=[
            app_commands.Choice(name="where I left off", value="place"),
            app_commands.Choice(name="the beginning", value="beginning"),
        ]
    )
    @app_commands.autocomplete(story=pickers.stories, chapter=pickers.chapters)
    async def read(
        self,
        interaction: Interaction,
        story: app_commands.Range[str, 1, 100],
        chapter: app_commands.Range[str, 1, 100] | None = None,
        start: Literal["place", "beginning"] = "place",
    ) -> None:
        """Read a story by yourself; your place is kept."""
        story_id = await self._titles.named(story, ratings=ratings_shown_in(interaction.channel))
        if chapter is not None:
            check_venue((await self._store.library.story(story_id)).rating, interaction.channel)
            heading = chapter_meant(await self._store.library.contents(story_id), chapter)
            await self._desk.jump(interaction, story_id, number=heading.number)
        elif start == "beginning":
            await self._desk.cover(interaction, story_id)
        else:
            await self._desk.open(interaction, story_id)

    async def read_on_from_here(self, interaction: Interaction, message: discord.Message) -> None:
        """Open the page of a message in private."""
        delivery = await self._store.threads.delivery_of(message.id)
        marked = mark_of(message)
        if delivery:
            place = delivery.place
        elif marked:
            place = (await self._instalments.page(*marked)).place
        else:
            raise StoryError(NOT_A_PAGE)
        await self._desk.turn(interaction, place, "stay")
