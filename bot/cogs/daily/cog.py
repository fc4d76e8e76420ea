"""`/daily`: serials of a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot import pickers
from bot.pages.layout import title_of
from bot.serials.obstacles import obstacles
from bot.ui import Interaction, Screen
from bot.venue import check_venue, ratings_shown_in, server_only
from stories import clock
from stories.errors import StoryError
from stories.serials import Terms
from stories.zones import zone_in_words, zone_named

if TYPE_CHECKING:
    from bot.client import Fireside
    from stories.store.records import Serial

NOTHING = "No story is told daily in this server. `/daily start` begins one."


async def running(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """The serials of this server, by title and channel."""
    bot, guild = interaction.client, interaction.guild
    choices: list[app_commands.Choice[str]] = []
    for serial in await bot.store.serials.in_server(guild.id) if guild else []:
        name = await _plain_name(bot, guild, serial)
        if typed.casefold() in name.casefold():
            choices.append(app_commands.Choice(name=name[:100], value=str(serial.serial_id)))
    return choices[: pickers.MOST]


async def _plain_name(bot: Fireside, guild: discord.Guild | None, serial: Serial) -> str:
    story = await bot.store.library.story(serial.story_id)
    channel = guild.get_channel(serial.terms.channel_id or 0) if guild else None
    return f"{story.title[:60]} in #{channel.name if channel else 'a channel that is gone'}"


# Discord lets a group say only once where it is offered and to whom: what is for servers, or for those who manage them,
# checks that itself.
class Daily(commands.GroupCog, group_name="daily", group_description="A section of a story every day, in a channel"):
    """A section of a story every day."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store
        self._steering = bot.steering

    async def cog_load(self) -> None:
        """Start the clock."""
        self._bot.clock.start()

    async def cog_unload(self) -> None:
        """Let the clock finish what it is posting, and stop."""
        self._bot.clock.stop()

    @app_commands.command()
    @app_commands.describe(
        channel="Where the story's thread is opened",
        story="The title; choose one from the list",
        time="When, on the clocks there: 08:30 or 8:30 pm",
        zone="Whose clocks: a large city near you",
    )
    @app_commands.autocomplete(story=pickers.stories, zone=pickers.zones)
    @app_commands.checks.has_permissions(manage_guild=True)
    @server_only
    async def start(
        self,
        interaction: Interaction,
        channel: discord.TextChannel,
        story: app_commands.Range[str, 1, 100],
        time: app_commands.Range[str, 1, 20],
        zone: app_commands.Range[str, 1, 100],
    ) -> None:
        """Tell a story in a channel, a section every day."""
        minute, where = clock.minute_of_day(time), zone_named(zone)
        ratings = ratings_shown_in(interaction.channel) | ratings_shown_in(channel)
        chosen = await self._store.library.story(await self._bot.titles.named(story, ratings=ratings))
        check_venue(chosen.rating, channel)
        terms = Terms(server_id=channel.guild.id, channel_id=channel.id, zone=where.key, minute=minute)
        for _, words in obstacles(channel, terms, chosen.rating):
            raise StoryError(words)
        serial = await self._steering.start(terms, [chosen.story_id], by=interaction.user.id)
        await interaction.response.send_message(
            view=Screen(ui.TextDisplay(await self._in_words(serial)), ui.TextDisplay("-# `/daily stop` ends it.")),
            ephemeral=True,
        )

    @app_commands.command()
    @app_commands.describe(story="Which one, if there are several")
    @app_commands.autocomplete(story=running)
    @app_commands.checks.has_permissions(manage_guild=True)
    @server_only
    async def stop(self, interaction: Interaction, story: app_commands.Range[str, 1, 100] | None = None) -> None:
        """End a daily story. What has been posted stays."""
        serial = await self._meant(interaction, story)
        await self._steering.end(serial)
        title = (await self._store.library.story(serial.story_id)).title
        await interaction.response.send_message(
            f"**{title_of(title)}** has ended in <#{serial.terms.channel_id}>. What was posted stays there.",
            ephemeral=True,
        )

    @app_commands.command()
    @app_commands.checks.has_permissions(manage_guild=True)
    @server_only
    async def status(self, interaction: Interaction) -> None:
        """See which stories are told daily, and when each goes on."""
        assert interaction.guild_id is not None
        serials = await self._store.serials.in_server(interaction.guild_id)
        if not serials:
            raise StoryError(NOTHING)
        blocks = [ui.TextDisplay[Screen](await self._in_words(serial)) for serial in serials[:10]]
        await interaction.response.send_message(view=Screen(*blocks), ephemeral=True)

    async def _meant(self, interaction: Interaction, story: str | None) -> Serial:
        assert interaction.guild_id is not None
        serials = await self._store.serials.in_server(interaction.guild_id)
        if not serials:
            raise StoryError(NOTHING)
        if story is None and len(serials) == 1:
            return serials[0]
        for serial in serials:
            title = (await self._store.library.story(serial.story_id)).title
            if story in {str(serial.serial_id), title}:
                return serial
        raise StoryError("Say which one: choose a story from the list.")

    async def _in_words(self, serial: Serial) -> str:
        story = await self._store.library.story(serial.story_id)
        head = f"**{title_of(story.title)}** in <#{serial.terms.channel_id}>"
        instalment = await self._store.instalments.open(serial.serial_id)
        if serial.state == "suspended" or instalment is None or instalment.place is None:
            return f"{head}\nIt waits: {serial.reason}"
        index, of = await self._bot.planner.where(serial.terms, instalment.place)
        due = discord.utils.format_dt(instalment.due_at, "F")
        soon = discord.utils.format_dt(instalment.due_at, "R")
        time, zone = clock.time_in_words(serial.terms.minute), zone_in_words(serial.terms.zone)
        when = f"{clock.weekdays_in_words(serial.terms.weekdays)} at {time} ({zone})"
        return f"{head}, {when}\nNext: {index} of {of}, {due} ({soon})"
