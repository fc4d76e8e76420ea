"""`/continue`: a story goes on in the reader's own thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot import pickers
from bot.ui import Interaction
from bot.venue import ratings_shown_in, venue_of
from stories.errors import StoryError
from stories.policy import may_show

if TYPE_CHECKING:
    from bot.client import Fireside

NOT_STARTED = "You haven't begun a story that can be read here. `/stories` lists what there is, `/read` opens one."


class Threads(commands.Cog):
    """Reading in a thread."""

    def __init__(self, bot: Fireside) -> None:
        self._teller = bot.teller
        self._store = bot.store
        self._titles = bot.titles

    @app_commands.command(name="continue")
    @app_commands.describe(story="The title; the story you read last if you name none")
    @app_commands.autocomplete(story=pickers.stories)
    async def go_on(self, interaction: Interaction, story: app_commands.Range[str, 1, 100] | None = None) -> None:
        """Go on with a story in a thread of your own."""
        if story is None:
            story_id = await self._last_read(interaction)
        else:
            story_id = await self._titles.named(story, ratings=ratings_shown_in(interaction.channel))
        await self._teller.go_on(interaction, story_id)

    async def _last_read(self, interaction: Interaction) -> int:
        venue = venue_of(interaction.channel)
        for saved in await self._store.places.recent(interaction.user.id):
            story = await self._store.library.story(saved.place.story_id)
            if may_show(story.rating, venue):
                return story.story_id
        raise StoryError(NOT_STARTED)


async def setup(bot: Fireside) -> None:
    """Add the feature."""
    await bot.add_cog(Threads(bot))
