"""`/daily`: serials of a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import pickers
from bot.cogs.daily import own
from bot.pages.layout import title_of
from bot.panel.keeping import NOTHING
from bot.serials.failures import Failure
from bot.serials.keepers import check_keeper, may_keep
from bot.serials.obstacles import obstacles
from bot.ui import Interaction
from bot.venue import check_venue, ratings_shown_in, server_only
from stories import clock
from stories.errors import StoryError
from stories.serials import Terms
from stories.zones import zone_named

if TYPE_CHECKING:
    from bot.client import Fireside
    from stories.store.records import Serial

Typed = app_commands.Range[str, 1, 100]
Time = app_commands.Range[str, 1, 20]
Channel = discord.TextChannel | discord.ForumChannel

STORY = "The title; choose one from the list"
TIME = "When, on the clocks there: 08:30 or 8:30 pm"
ZONE = "Whose clocks: a large city near you"


async def running(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """The serials of this server, by title and channel, for those who look after them."""
    bot, guild = interaction.client, interaction.guild
    if guild is None or not await may_keep(interaction):
        return []
    choices: list[app_commands.Choice[str]] = []
    for serial in await bot.store.serials.in_server(guild.id):
        name = await _plain_name(bot, guild, serial)
        if typed.casefold() in name.casefold():
            choices.append(app_commands.Choice(name=name[:100], value=str(serial.serial_id)))
    return choices[: pickers.MOST]


async def _plain_name(bot: Fireside, guild: discord.Guild, serial: Serial) -> str:
    title = await bot.titles.of(serial.story_id)
    channel = guild.get_channel(serial.terms.channel_id or 0)
    return f"{title[:60]} in #{channel.name if channel else 'a channel that is gone'}"


# Discord lets a group say only once where it is offered and to whom: what is for servers, or for those who look after
# their stories, checks that itself.
class Daily(
    commands.GroupCog,
    group_name="daily",
    group_description="A part of a story every day, in a channel or by direct message",
):
    """A section of a story every day."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store
        self._steering = bot.steering
        self._own = own.Own(bot)

    async def cog_load(self) -> None:
        """Start the clock."""
        self._bot.clock.start()

    async def cog_unload(self) -> None:
        """Let the clock finish what it is posting, and stop."""
        self._bot.clock.stop()

    @app_commands.command()
    @app_commands.describe(story=STORY, channel="Where it is told", time=TIME, zone=ZONE)
    @app_commands.autocomplete(story=pickers.stories, zone=pickers.zones)
    @server_only
    async def server(
        self,
        interaction: Interaction,
        story: Typed | None = None,
        channel: Channel | None = None,
        time: Time | None = None,
        zone: Typed | None = None,
    ) -> None:
        """Set up a story that is told in this server, or change one: all of it in one panel, with a proof."""
        guild = await check_keeper(interaction)
        chosen: dict[str, Any] = {}
        if channel:
            chosen["channel_id"] = channel.id
        if time:
            chosen["minute"] = clock.minute_of_day(time)
        if zone:
            chosen["zone"] = zone_named(zone).key
        stories = [await self._story(interaction, story, channel)] if story else []
        if not chosen and not stories and await self._store.serials.in_server(guild.id):
            await self._bot.keeping.list(interaction, to_change=True)
        else:
            await self._bot.setting_up.begin(interaction, chosen, stories)

    @app_commands.command()
    @app_commands.describe(channel="Where it is told", story=STORY, time=TIME, zone=ZONE)
    @app_commands.autocomplete(story=pickers.stories, zone=pickers.zones)
    @server_only
    async def start(self, interaction: Interaction, channel: Channel, story: Typed, time: Time, zone: Typed) -> None:
        """Tell a story in a channel, a section every day."""
        await check_keeper(interaction)
        minute, where = clock.minute_of_day(time), zone_named(zone)
        chosen = await self._store.library.story(await self._story(interaction, story, channel))
        check_venue(chosen.rating, channel)
        terms = Terms(server_id=channel.guild.id, channel_id=channel.id, zone=where.key, minute=minute)
        for failure, words in obstacles(channel, terms, chosen.rating):
            raise StoryError(f"{words} `/daily server` lets you choose." if failure is Failure.REFUSED else words)
        serial = await self._steering.start(terms, [chosen.story_id], by=interaction.user.id)
        await self._bot.keeping.show(interaction, serial.serial_id, "Begun.")

    @app_commands.command()
    @app_commands.describe(story="Which one, if there are several")
    @app_commands.autocomplete(story=running)
    @server_only
    async def stop(self, interaction: Interaction, story: Typed | None = None) -> None:
        """End a daily story. What has been posted stays."""
        serial = await self._meant(await check_keeper(interaction), story)
        await self._steering.end(serial)
        title = await self._bot.titles.of(serial.story_id)
        await interaction.response.send_message(
            f"**{title_of(title)}** has ended in <#{serial.terms.channel_id}>. What was posted stays there.",
            ephemeral=True,
        )

    @app_commands.command()
    @server_only
    async def status(self, interaction: Interaction) -> None:
        """See how the stories told here stand; pause, skip, go back, hurry, change or end them."""
        await self._bot.keeping.list(interaction)

    @app_commands.command()
    @app_commands.describe(
        story="The title; choose one from the list",
        time="When, on your clocks: 08:30 or 8:30 pm",
        zone="Whose clocks: a large city near you",
        how_much="How much comes each time; a section if you say nothing",
    )
    @app_commands.autocomplete(story=own.stories, zone=pickers.zones)
    @app_commands.choices(how_much=own.CHOICES)
    async def me(
        self,
        interaction: Interaction,
        story: app_commands.Range[str, 1, 100] | None = None,
        time: app_commands.Range[str, 1, 20] | None = None,
        zone: app_commands.Range[str, 1, 100] | None = None,
        how_much: str | None = None,
    ) -> None:
        """Have a story sent to you by direct message, or see and change what is."""
        await self._own.me(interaction, own.Wish.said(story, time, zone, how_much))

    @app_commands.command()
    @app_commands.describe(role="Whose members may do all that you may do here; leave it empty to let no role")
    @app_commands.checks.has_permissions(manage_guild=True)
    @server_only
    async def keepers(self, interaction: Interaction, role: discord.Role | None = None) -> None:
        """Let the members of a role look after the stories told in this server."""
        assert interaction.guild_id
        if role and role.is_default():
            raise StoryError("Everyone would be too many: choose a role.")
        now = discord.utils.utcnow()
        await self._store.servers.set_keeper_role(interaction.guild_id, role.id if role else None, now=now)
        besides = f", and everyone who has {role.mention}" if role else ""
        words = f"Those who may manage the server look after its stories{besides}."
        await interaction.response.send_message(words, ephemeral=True)

    async def _story(self, interaction: Interaction, typed: str, channel: Channel | None) -> int:
        ratings = ratings_shown_in(interaction.channel) | ratings_shown_in(channel)
        return await self._bot.titles.named(typed, ratings=ratings)

    async def _meant(self, guild: discord.Guild, story: str | None) -> Serial:
        serials = await self._store.serials.in_server(guild.id)
        if not serials:
            raise StoryError(NOTHING)
        if story is None and len(serials) == 1:
            return serials[0]
        for serial in serials:
            title = await self._bot.titles.of(serial.story_id)
            if story in {str(serial.serial_id), title}:
                return serial
        raise StoryError("Say which one: choose a story from the list.")
