"""The lasting controls of the panel and of the screens that steer a serial."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self, cast, get_args

import discord
from discord import ui

from bot.ui import Interaction, LastingButton, LastingSelect

if TYPE_CHECKING:
    from collections.abc import Sequence

GREY, BLUE, RED = discord.ButtonStyle.secondary, discord.ButtonStyle.primary, discord.ButtonStyle.danger

Step = Literal[
    "panel", "stories", "add", "search", "place", "times", "pace", "besides", "ping", "proof", "test", "save", "discard"
]
Choice = Literal["channel", "manner", "tags", "story", "earlier", "out", "zone"]
Deed = Literal["show", "pause", "resume", "missed", "now", "skip", "back", "change", "end", "over"]


class ChangeDraft(LastingButton, template=rf"draft:(?P<step>{'|'.join(get_args(Step))}):(?P<draft>\d+):(?P<of>\d+)"):
    """Goes to a part of the panel, or does something with the draft; `of` is the role asked about, or the sheet."""

    @classmethod
    def button(
        cls, step: Step, draft_id: int, label: str, style: discord.ButtonStyle = GREY, *, of: int = 0, off: bool = False
    ) -> Self:
        """The control as it stands in the panel."""
        custom_id = f"draft:{step}:{draft_id}:{of}"
        return cls(ui.Button(label=label, style=style, custom_id=custom_id, disabled=off))

    async def on_press(self, interaction: Interaction) -> None:
        """Go there."""
        step, draft_id, of = cast("Step", self.known["step"]), int(self.known["draft"]), int(self.known["of"])
        await interaction.client.setting_up.go(interaction, step, draft_id, of=of)


class ChooseForDraft(LastingSelect, template=rf"draft:(?P<choice>{'|'.join(get_args(Choice))}):(?P<draft>\d+)"):
    """Sets what was chosen, or chooses the story that something is to be done with."""

    @classmethod
    def select(
        cls,
        choice: Choice,
        draft_id: int,
        hint: str,
        options: Sequence[discord.SelectOption],
        *,
        several: bool = False,
    ) -> Self:
        """The control as it stands in the panel; of several, any number may be chosen, and none."""
        select = ui.Select[Any](
            custom_id=f"draft:{choice}:{draft_id}",
            placeholder=hint,
            options=list(options),
            min_values=0 if several else 1,
            max_values=min(5, len(options)) if several else 1,
        )
        return cls(select)

    @classmethod
    def channel(cls, draft_id: int, channel_id: int | None) -> Self:
        """The one for the channel."""
        kinds = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]
        kind = discord.SelectDefaultValueType.channel
        chosen = [discord.SelectDefaultValue(id=channel_id, type=kind)] if channel_id else []
        select = ui.ChannelSelect[Any](
            custom_id=f"draft:channel:{draft_id}",
            placeholder="The channel",
            channel_types=kinds,
            default_values=chosen,
        )
        return cls(cast("ui.Select[Any]", select))

    async def on_press(self, interaction: Interaction) -> None:
        """Set it."""
        values = [str(getattr(value, "id", value)) for value in cast("list[Any]", self.item.values)]
        choice, draft_id = cast("Choice", self.known["choice"]), int(self.known["draft"])
        await interaction.client.setting_up.choose(interaction, choice, draft_id, values)


class SteerSerial(LastingButton, template=rf"steer:(?P<deed>{'|'.join(get_args(Deed))}):(?P<serial>\d+)"):
    """Does something with a serial, and shows how it stands then."""

    @classmethod
    def button(cls, deed: Deed, serial_id: int, label: str, style: discord.ButtonStyle = GREY) -> Self:
        """The control as it stands beside a serial."""
        return cls(ui.Button(label=label, style=style, custom_id=f"steer:{deed}:{serial_id}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Do it."""
        deed = cast("Deed", self.known["deed"])
        await interaction.client.keeping.do(interaction, deed, int(self.known["serial"]))


class LeafThroughSerials(LastingButton, template=r"serials:(?P<way>status|setup|new):(?P<sheet>\d{1,9})"):
    """Lists the serials of a server, or begins a new one."""

    @classmethod
    def button(cls, way: Literal["status", "setup", "new"], label: str, *, sheet: int = 1, off: bool = False) -> Self:
        """The control as it stands under the list."""
        return cls(ui.Button(label=label, style=GREY, custom_id=f"serials:{way}:{sheet}", disabled=off))

    async def on_press(self, interaction: Interaction) -> None:
        """List them."""
        way, sheet = self.known["way"], int(self.known["sheet"])
        if way == "new":
            await interaction.client.setting_up.begin(interaction, {}, [])
        else:
            await interaction.client.keeping.list(interaction, sheet=sheet, to_change=way == "setup")


class TakeTestAway(LastingButton, template=r"test:(?P<what>message|thread)"):
    """Stands under a test; takes it away, with the thread that was opened for it."""

    @classmethod
    def button(cls, what: Literal["message", "thread"]) -> Self:
        """The control as it stands under a test."""
        return cls(ui.Button(label="Take it away", style=GREY, custom_id=f"test:{what}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Take it away."""
        await interaction.client.setting_up.take_test_away(interaction, with_thread=self.known["what"] == "thread")


CONTROLS: tuple[type[ui.DynamicItem[Any]], ...] = (
    *(ChangeDraft, ChooseForDraft, SteerSerial),
    *(LeafThroughSerials, TakeTestAway),
)
