"""The lasting controls under a page: each knows from its `custom_id` what to ask the desk or the teller for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self, cast

import discord
from discord import ui

from bot.ui import Interaction, LastingButton, LastingSelect
from stories.places import Place

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

GREY, BLUE = discord.ButtonStyle.secondary, discord.ButtonStyle.primary
PLACE = r"(?P<story>\d{1,18})\.(?P<revision>\d{1,9})\.(?P<chapter>\d{1,9})\.(?P<offset>\d{1,9})"

Step = Literal["next", "back", "stay"]
Where = Literal["head", "tail"]


def _place_id(place: Place) -> str:
    return ".".join(map(str, place))


def place_in(known: re.Match[str]) -> Place:
    """The place that a `custom_id` names."""
    return Place(*(int(known[part]) for part in ("story", "revision", "chapter", "offset")))


class TurnPage(LastingButton, template=rf"turn:(?P<step>next|back|stay):{PLACE}"):
    """Shows the page after a place, before it, or at it."""

    @classmethod
    def button(cls, step: Step, place: Place, label: str, style: discord.ButtonStyle = GREY) -> Self:
        """The control as it stands under a page."""
        return cls(ui.Button(label=label, style=style, custom_id=f"turn:{step}:{_place_id(place)}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Turn."""
        await interaction.client.desk.turn(interaction, place_in(self.known), cast("Step", self.known["step"]))


class OpenStory(LastingButton, template=r"open:(?P<story>\d{1,18})"):
    """Opens a story at the reader's place."""

    @classmethod
    def button(cls, story_id: int, label: str) -> Self:
        """The control as it stands beside a title."""
        return cls(ui.Button(label=label, style=GREY, custom_id=f"open:{story_id}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Open it."""
        await interaction.client.desk.open(interaction, int(self.known["story"]))


class ShowCover(LastingButton, template=r"cover:(?P<story>\d{1,18})"):
    """Shows what stands before the first page."""

    @classmethod
    def button(cls, story_id: int, label: str) -> Self:
        """The control as it stands under the first page."""
        return cls(ui.Button(label=label, style=GREY, custom_id=f"cover:{story_id}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Show it."""
        await interaction.client.desk.cover(interaction, int(self.known["story"]))


class OpenContents(LastingButton, template=rf"contents:(?P<sheet>\d{{1,6}}):{PLACE}"):
    """Lists the chapters, 25 to a sheet; sheet 0 is the one with the place on it."""

    @classmethod
    def button(cls, place: Place, label: str = "Contents", *, sheet: int = 0) -> Self:
        """The control as it stands under a page."""
        return cls(ui.Button(label=label, style=GREY, custom_id=f"contents:{sheet}:{_place_id(place)}"))

    async def on_press(self, interaction: Interaction) -> None:
        """List them."""
        await interaction.client.desk.contents(interaction, place_in(self.known), sheet=int(self.known["sheet"]))


class ChooseSection(LastingSelect, template=rf"(?:chapter|jump):{PLACE}"):
    """Goes to the section whose number was chosen: the beginning of a chapter, or a part of the way."""

    @classmethod
    def select(
        cls, kind: Literal["chapter", "jump"], place: Place, hint: str, options: Sequence[discord.SelectOption]
    ) -> Self:
        """The control as it stands in the contents."""
        return cls(ui.Select(custom_id=f"{kind}:{_place_id(place)}", placeholder=hint, options=list(options)))

    async def on_press(self, interaction: Interaction) -> None:
        """Go there."""
        number = int(self.chosen.partition(".")[0])
        await interaction.client.desk.jump(interaction, place_in(self.known).story_id, number=number)


class ShowNote(LastingButton, template=rf"note:(?P<where>head|tail):(?P<part>\d{{1,6}}):{PLACE}"):
    """Unfolds the author's note before or after a place, a part at a time."""

    @classmethod
    def button(cls, where: Where, place: Place, label: str, *, part: int = 1) -> Self:
        """The control as it stands under a page."""
        return cls(ui.Button(label=label, style=GREY, custom_id=f"note:{where}:{part}:{_place_id(place)}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Unfold it."""
        where, part = cast("Where", self.known["where"]), int(self.known["part"])
        await interaction.client.desk.note(interaction, place_in(self.known), where=where, part=part)


class ReadInThread(LastingButton, template=rf"thread:{PLACE}"):
    """Goes on in a thread of the reader's own."""

    @classmethod
    def button(cls, place: Place) -> Self:
        """The control as it stands under a page."""
        return cls(ui.Button(label="Read in a thread", style=GREY, custom_id=f"thread:{_place_id(place)}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Go on there."""
        await interaction.client.teller.go_on_from(interaction, place_in(self.known))


class GoOn(LastingButton, template=rf"on:(?P<thread>\d{{1,18}}):(?P<ordinal>\d{{1,9}}):{PLACE}"):
    """Posts what follows a page in its thread; `ordinal` is that of the page under which it stands."""

    @classmethod
    def button(cls, thread_id: int, ordinal: int, place: Place, label: str = "Next") -> Self:
        """The control as it stands under the newest page of a thread."""
        return cls(ui.Button(label=label, style=BLUE, custom_id=f"on:{thread_id}:{ordinal}:{_place_id(place)}"))

    async def on_press(self, interaction: Interaction) -> None:
        """Post it."""
        thread_id, ordinal = int(self.known["thread"]), int(self.known["ordinal"])
        await interaction.client.teller.next(interaction, thread_id, ordinal, place_in(self.known))


class LeafThroughShelf(LastingButton, template=r"shelf:(?P<sheet>\d{1,9})"):
    """Shows a sheet of the list of stories."""

    @classmethod
    def button(cls, sheet: int, label: str, *, disabled: bool = False) -> Self:
        """The control as it stands under the list."""
        return cls(ui.Button(label=label, style=GREY, custom_id=f"shelf:{sheet}", disabled=disabled))

    async def on_press(self, interaction: Interaction) -> None:
        """Leaf there."""
        await interaction.client.desk.shelf(interaction, sheet=int(self.known["sheet"]))


CONTROLS: tuple[type[ui.DynamicItem[Any]], ...] = (
    *(TurnPage, OpenStory, ShowCover, OpenContents, ChooseSection, ShowNote),
    *(ReadInThread, GoOn, LeafThroughShelf),
)
