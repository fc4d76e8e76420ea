"""The lasting controls under an instalment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self, get_args

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


MARKED = (AboutInstalment,)
"""Those by which a message of an instalment is known."""

CONTROLS: tuple[type[ui.DynamicItem[Any]], ...] = (*MARKED, RestingSerial)
