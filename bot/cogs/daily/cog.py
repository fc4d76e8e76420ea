"""`/daily`, and the clock behind it."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import discord
from discord import app_commands, ui
from discord.ext import commands, tasks

from bot import pickers
from bot.cogs.daily.instalments import Instalments, obstacle
from bot.pages.layout import title_of
from bot.ui import Interaction, Screen
from bot.venue import check_venue, ratings_shown_in
from stories import clock, schedule
from stories.errors import StoryError

if TYPE_CHECKING:
    from bot.client import Fireside
    from stories.store.records import Serial

log = logging.getLogger(__name__)

LONGEST_REST = 3600  # seconds; in case another process starts a serial, or the machine's clock is set
NOTHING = "No story is told daily in this server. `/daily start` begins one."


async def zones(_: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Time zones, each with the time there now."""
    now = discord.utils.utcnow()
    return [
        app_commands.Choice(name=f"{name.replace('_', ' ')} ({now.astimezone(ZoneInfo(name)):%H:%M} now)", value=name)
        for name in clock.zones_matching(typed, limit=pickers.MOST)
    ]


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
    channel = guild.get_channel(serial.channel_id) if guild else None
    return f"{story.title[:60]} in #{channel.name if channel else 'a channel that is gone'}"


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Daily(commands.GroupCog, group_name="daily", group_description="A section of a story every day, in a channel"):
    """A section of a story every day."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store
        self._instalments = Instalments(bot)

    async def cog_load(self) -> None:
        """Start the clock."""
        self.post_what_is_due.start()

    async def cog_unload(self) -> None:
        """Let the clock finish what it is posting, and stop."""
        self.post_what_is_due.stop()

    @tasks.loop(seconds=LONGEST_REST)
    async def post_what_is_due(self) -> None:
        """Post what is due, and rest until more is; the times are in the database, so nothing is lost meanwhile."""
        try:
            await asyncio.create_task(self._instalments.deliver_due(), name="instalments")
            await self._rest_until_due()
        except Exception:
            log.exception("looking for due instalments failed; looking again in a minute")
            self.post_what_is_due.change_interval(seconds=60)

    async def _rest_until_due(self) -> None:
        due = await self._store.serials.next_due()
        rest = (due - discord.utils.utcnow()).total_seconds() if due else LONGEST_REST
        self.post_what_is_due.change_interval(seconds=min(max(rest, 1), LONGEST_REST))

    @post_what_is_due.before_loop
    async def _once_connected(self) -> None:
        await self._bot.wait_until_ready()

    @app_commands.command()
    @app_commands.describe(
        channel="Where the story's thread is opened",
        story="The title; choose one from the list",
        time="When, on the clocks there: 08:30 or 8:30 pm",
        zone="Whose clocks: a large city near you",
    )
    @app_commands.autocomplete(story=pickers.stories, zone=zones)
    @app_commands.checks.has_permissions(manage_guild=True)
    async def start(
        self,
        interaction: Interaction,
        channel: discord.TextChannel,
        story: app_commands.Range[str, 1, 100],
        time: app_commands.Range[str, 1, 20],
        zone: app_commands.Range[str, 1, 100],
    ) -> None:
        """Tell a story in a channel, a section every day."""
        minute, where = clock.minute_of_day(time), clock.zone_named(zone)
        chosen = await self._store.library.story(
            await self._bot.titles.named(
                story, ratings=ratings_shown_in(interaction.channel) | ratings_shown_in(channel)
            )
        )
        check_venue(chosen.rating, channel)
        if words := obstacle(channel, chosen):
            raise StoryError(words)
        now = discord.utils.utcnow()
        resting = await self._resting(channel, chosen.story_id)
        going_on = await self._store.library.page_at(resting.place) if resting else None
        page = going_on or await self._store.library.page_numbered(chosen.story_id, 1)
        serial = await self._store.serials.start(
            server_id=channel.guild.id,
            channel_id=channel.id,
            story_id=chosen.story_id,
            zone=where.key,
            minute=minute,
            due_at=schedule.first_due(now, minute=minute, zone=where),
            place=page.place,
            created_by=interaction.user.id,
            now=now,
        )
        if resting and resting.thread_id:
            await self._store.serials.use_thread(serial.serial_id, resting.thread_id)
        await self._rest_until_due()
        await interaction.response.send_message(
            view=Screen(ui.TextDisplay(await self._in_words(serial)), ui.TextDisplay("-# `/daily stop` ends it.")),
            ephemeral=True,
        )

    @app_commands.command()
    @app_commands.describe(story="Which one, if there are several")
    @app_commands.autocomplete(story=running)
    @app_commands.checks.has_permissions(manage_guild=True)
    async def stop(self, interaction: Interaction, story: app_commands.Range[str, 1, 100] | None = None) -> None:
        """End a daily story. What has been posted stays."""
        serial = await self._meant(interaction, story)
        await self._store.serials.stop(serial.serial_id, reason="It was stopped.")
        title = (await self._store.library.story(serial.story_id)).title
        await interaction.response.send_message(
            f"**{title_of(title)}** has ended in <#{serial.channel_id}>. What was posted stays there.", ephemeral=True
        )

    @app_commands.command()
    @app_commands.checks.has_permissions(manage_guild=True)
    async def status(self, interaction: Interaction) -> None:
        """See which stories are told daily, and when each goes on."""
        assert interaction.guild_id is not None
        serials = await self._store.serials.in_server(interaction.guild_id)
        if not serials:
            raise StoryError(NOTHING)
        blocks = [ui.TextDisplay[Screen](await self._in_words(serial)) for serial in serials[:10]]
        await interaction.response.send_message(view=Screen(*blocks), ephemeral=True)

    async def _resting(self, channel: discord.TextChannel, story_id: int) -> Serial | None:
        """The serial that something stopped there, which goes on where it was when it is started again."""
        there = await self._store.serials.in_server(channel.guild.id)
        same = (serial for serial in there if (serial.channel_id, serial.story_id) == (channel.id, story_id))
        return next((serial for serial in same if serial.state == "suspended"), None)

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
        page = await self._store.library.page_at(serial.place)
        story = await self._store.library.story(serial.story_id)
        head = f"**{title_of(story.title)}** in <#{serial.channel_id}>"
        if serial.state == "suspended":
            return f"{head}\nIt waits: {serial.reason} When that is mended, `/daily start` goes on where it stopped."
        due = discord.utils.format_dt(serial.due_at, "F")
        soon = discord.utils.format_dt(serial.due_at, "R")
        section = f"section {page.number} of {page.of}" if page else "the next section"
        when = f"every day at {clock.time_in_words(serial.minute)} ({serial.zone.replace('_', ' ')})"
        return f"{head}, {when}\nNext: {section}, {due} ({soon})"
