"""The lasting controls under an instalment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self, cast, get_args

import discord
from discord import ui

from bot.ui import Interaction, LastingButton

if TYPE_CHECKING:
    import re

GREY, BLUE = discord.ButtonStyle.secondary, discord.ButtonStyle.primary
MARK = r"(?P<serial>\d{1,18})\.(?P<number>\d{1,9})\.(?P<part>\d{1,9})"

GoingOn = Literal["now", "later"]
Wish = Literal["read", "on", "remind", "begin", "contents", "open"]


def mark(serial_id: int, number: int, part: int) -> str:
    """Which message of which instalment of which serial it is; part 0 is what opens the place for its pages."""
    return f"{serial_id}.{number}.{part}"


def mark_in(known: re.Match[str]) -> tuple[int, int, int]:
    """The serial, number and part that a `custom_id` names."""
    return int(known["serial"]), int(known["number"]), int(known["part"])


class AboutInstalment(LastingButton, template=rf"serial:(?P<wish>{'|'.join(get_args(Wish))}):{MARK}"):
    """What anybody may wish of an instalment; the answer is for them alone."""

    @classmethod
    def button(cls, wish: Wish, of: str, label: str, style: discord.ButtonStyle = GREY) -> Self:
        """The control as it stands under a message of it."""
        return cls(ui.Button(label=label, style=style, custom_id=f"serial:{wish}:{of}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Do it."""
        about = interaction.client.instalment_desk
        await about.answer(interaction, self.known["wish"], *mark_in(self.known))


class RestingSerial(LastingButton, template=r"rests:(?P<wish>now|later):(?P<serial>\d{1,18})"):
    """Lets a serial go on that something has stopped: with the instalment it missed, or at its next time."""

    @classmethod
    def button(
        cls, wish: Literal["now", "later"], serial_id: int, label: str, style: discord.ButtonStyle = GREY
    ) -> Self:
        """The control as it stands under the report."""
        return cls(ui.Button(label=label, style=style, custom_id=f"rests:{wish}:{serial_id}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Go on, if who pressed may say so."""
        await interaction.client.reports.go_on(
            interaction, int(self.known["serial"]), at_once=self.known["wish"] == "now"
        )


OwnWish = Literal["more", "back", "faster", "pause", "stop"]
Deed = Literal["more", "faster", "slower", "pause", "resume", "stop", "again"]


class OwnSerial(LastingButton, template=rf"own:(?P<wish>{'|'.join(get_args(OwnWish))}):{MARK}"):
    """What readers may wish under an instalment of a serial of their own."""

    @classmethod
    def button(cls, wish: OwnWish, of: str, label: str, style: discord.ButtonStyle = GREY) -> Self:
        """The control as it stands under a message of it."""
        return cls(ui.Button(label=label, style=style, custom_id=f"own:{wish}:{of}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Do it."""
        serial_id, number, _ = mark_in(self.known)
        desk = interaction.client.own_desk
        if self.known["wish"] == "back":
            await desk.back(interaction, serial_id, number)
        else:
            await desk.do(interaction, cast("Deed", self.known["wish"]), serial_id)


class SteerOwn(LastingButton, template=rf"mine:(?P<deed>{'|'.join(get_args(Deed))}):(?P<serial>\d{{1,18}})"):
    """What readers may do with a serial of their own where they see how it stands."""

    @classmethod
    def button(cls, deed: Deed, serial_id: int, label: str, style: discord.ButtonStyle = GREY) -> Self:
        """The control as it stands below."""
        return cls(ui.Button(label=label, style=style, custom_id=f"mine:{deed}:{serial_id}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Do it."""
        deed = cast("Deed", self.known["deed"])
        await interaction.client.own_desk.do(interaction, deed, int(self.known["serial"]))


class StartAnother(LastingButton, template=r"another:(?P<serial>\d{1,18}):(?P<story>\d{1,18})"):
    """At the end of a story: another one, at the same time and pace."""

    @classmethod
    def button(cls, serial_id: int, story_id: int, label: str) -> Self:
        """The control as it stands under the last instalment."""
        return cls(ui.Button(label=label, style=GREY, custom_id=f"another:{serial_id}:{story_id}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Start it."""
        desk = interaction.client.own_desk
        await desk.start_another(interaction, int(self.known["serial"]), int(self.known["story"]))


class StopReminding(LastingButton, template=r"remind:stop:(?P<serial>\d{1,18})"):
    """Under a reminder: no more of them."""

    @classmethod
    def button(cls, serial_id: int) -> Self:
        """The control as it stands under a reminder."""
        return cls(ui.Button(label="Stop reminding me", style=GREY, custom_id=f"remind:stop:{serial_id}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Stop."""
        await interaction.client.instalment_desk.stop_reminding(interaction, int(self.known["serial"]))


MARKED: tuple[type[ui.DynamicItem[Any]], ...] = (AboutInstalment, OwnSerial)
"""Those by which a message of an instalment is known."""

CONTROLS = (*MARKED, RestingSerial, SteerOwn, StartAnother, StopReminding)
