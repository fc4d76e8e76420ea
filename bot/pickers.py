"""What the pickers of slash commands offer while a person types."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.pages import layout
from bot.titles import CHOSEN
from bot.venue import ratings_shown_in, venue_of
from stories.chapters import chapters_matching
from stories.errors import StoryError
from stories.policy import may_show
from stories.zones import zones_matching

if TYPE_CHECKING:
    from bot.ui import Interaction
    from stories.store.records import Heading

MOST = 25  # what Discord shows


async def stories(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Titles that may be shown in the channel chosen in the same command, or else here; what was read last first."""
    aimed_at = interaction.client.get_channel(getattr(interaction.namespace.channel, "id", 0))
    ratings = ratings_shown_in(aimed_at or interaction.channel)
    titles = await interaction.client.titles.matching(typed, ratings=ratings, reader_id=interaction.user.id)
    return [
        app_commands.Choice(name=layout.title_and_authors(title), value=f"{CHOSEN}{title.story_id}") for title in titles
    ]


async def zones(_: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Time zones, each with the time there now."""
    now = discord.utils.utcnow()
    return [
        app_commands.Choice(name=f"{name.replace('_', ' ')} ({now.astimezone(ZoneInfo(name)):%H:%M} now)", value=name)
        for name in zones_matching(typed, limit=MOST)
    ]


async def chapters(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Chapters of the story chosen in the same command; none while that is not known, or may not be shown here."""
    bot = interaction.client
    try:
        story_id = await bot.titles.named(
            str(interaction.namespace.story or ""), ratings=ratings_shown_in(interaction.channel)
        )
        story = await bot.store.library.story(story_id)
    except StoryError:
        return []
    if not may_show(story.rating, venue_of(interaction.channel)):
        return []
    headings = chapters_matching(await bot.store.library.contents(story_id), typed)
    return [app_commands.Choice(name=_chapter(heading), value=str(heading.chapter)) for heading in headings[:MOST]]


def _chapter(heading: Heading) -> str:
    name = layout.chapter_name(heading.label, heading.title)
    known = name if heading.label else f"{heading.chapter}. {name}"
    return layout.shorten(known, layout.LABEL)
