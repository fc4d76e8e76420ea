"""A feature for the try-out's tests only: its commands show what Discord can show, whether or not Fireside does."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands, tasks

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class Form(ui.Modal, title="A serial"):
    hint: ui.TextDisplay[Any] = ui.TextDisplay("When it comes, and **whom** it calls.")
    time: ui.Label[Any] = ui.Label(text="Time", description="As 8:30 or 20.15", component=ui.TextInput(default="08:30"))
    days: ui.Label[Any] = ui.Label(
        text="Weekdays",
        component=ui.Select(
            options=[discord.SelectOption(label=day, value=day, default=day < "N") for day in WEEKDAYS], max_values=7
        ),
    )
    roles: ui.Label[Any] = ui.Label(text="Whom to call", component=ui.RoleSelect(required=False))
    places: ui.Label[Any] = ui.Label(text="Where", component=ui.ChannelSelect(max_values=2, required=True))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        fields: list[Any] = [self.time.component, self.days.component, self.roles.component, self.places.component]
        time, days, roles, places = fields
        filled: list[Any] = [time.value, days.values, *([one.name for one in two.values] for two in (roles, places))]
        await interaction.response.edit_message(view=Panel(told=" / ".join(map(str, filled))))


class Panel(ui.LayoutView):
    def __init__(self, *, told: str = "nothing yet") -> None:
        super().__init__(timeout=None)
        now = int(discord.utils.utcnow().timestamp())
        moments = "\n".join(f"{style}: <t:{now + 90_000}:{style}>" for style in "tTdDfFsSR")
        box = ui.Container[Any](accent_colour=discord.Colour.orange())
        self.add_item(box)
        box.add_item(ui.TextDisplay(f"## A panel\nChosen: {told}"))
        box.add_item(ui.Section(ui.TextDisplay("**Time**\nat 08:30, every day"), accessory=FormButton()))
        box.add_item(ui.Separator(spacing=discord.SeparatorSpacing.large))
        box.add_item(ui.TextDisplay(moments))
        box.add_item(ui.ActionRow(Choice("Weekdays", ui.Select, options=options(), min_values=0, max_values=7)))
        box.add_item(ui.ActionRow(Choice("Channels", ui.ChannelSelect, max_values=2)))
        box.add_item(ui.ActionRow(Choice("Role", ui.RoleSelect, min_values=0)))
        box.add_item(ui.ActionRow(Choice("Not now", ui.UserSelect, disabled=True)))
        link = ui.Button[Any](label="The rules", url="https://example.org/rules")
        box.add_item(ui.ActionRow(ui.Button(label="Saved", disabled=True, style=discord.ButtonStyle.green), link))


def options() -> list[discord.SelectOption]:
    return [discord.SelectOption(label=day, description=f"Every {day}") for day in WEEKDAYS]


def Choice(label: str, kind: Any, **more: Any) -> Any:  # noqa: N802 - it makes one
    async def chosen(interaction: discord.Interaction[Any]) -> None:
        told = ", ".join(getattr(value, "name", value) for value in select.values) or "none"
        await interaction.response.edit_message(view=Panel(told=f"{label} {told}"))

    select = kind(placeholder=label, custom_id=f"probe {label}", **more)
    select.callback = chosen
    return select


class FormButton(ui.Button[Any]):
    def __init__(self) -> None:
        super().__init__(label="Change", custom_id="probe form")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_modal(Form())


class Showing(commands.Cog):
    """Shows things, and looks at the clock every ten minutes as a scheduler may."""

    probe = app_commands.Group(name="probe", description="What Discord can show")

    def __init__(self, bot: Any) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        self._bot._templates.append(re.compile("probe .+"))  # so that they are not of another time
        self.look_at_the_clock.start()

    @tasks.loop(hours=2)
    async def look_at_the_clock(self) -> None:
        await self._bot.store.facts.get("nothing")

    @probe.command()
    async def panel(self, interaction: discord.Interaction[Any]) -> None:
        """Show a panel with all kinds of controls."""
        await interaction.response.send_message(view=Panel(), ephemeral=True)

    @probe.command()
    async def poll(self, interaction: discord.Interaction[Any]) -> None:
        """Ask what to read next."""
        poll = discord.Poll(question="What shall we read next?", duration=timedelta(hours=24))
        for text, emoji in {"The Length of the Ferryman": "🛶", "Letters from the Pass": "✉️", "None": None}.items():
            poll.add_answer(text=text, emoji=emoji)
        await interaction.response.send_message(poll=poll)

    @probe.command()
    async def post(
        self, interaction: discord.Interaction[Any], forum: discord.ForumChannel, role: discord.Role
    ) -> None:
        """Open a post in a forum, and lead to it."""
        opened = await forum.create_thread(
            name="The Ferryman", content="Chapter one.", applied_tags=forum.available_tags[:2]
        )
        await opened.thread.send("Chapter two.")
        await interaction.response.send_message(f"{role.mention}: {opened.message.jump_url}")

    @probe.command()
    async def write(self, interaction: discord.Interaction[Any]) -> None:
        """Write to you, as far as you let it, and say in public how that went."""
        try:
            await interaction.user.send("Good evening.")
            told = "Written."
        except discord.Forbidden as error:
            told = f"Refused: {error.code}"
        await interaction.response.send_message(told)


async def setup(bot: Any) -> None:
    await bot.add_cog(Showing(bot))
