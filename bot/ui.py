"""Bases for views and lasting buttons, so that their errors are explained too."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import discord
from discord import ui

from bot.errors import reply_to_error

if TYPE_CHECKING:
    import re

    from bot.client import Fireside

    Interaction = discord.Interaction[Fireside]
else:
    Interaction = discord.Interaction

ItemT = TypeVar("ItemT", bound="ui.Item[Any]")


Row = ui.ActionRow[Any]


class Screen(ui.LayoutView):
    """A message made of components. It never times out: what can be pressed in it is lasting."""

    def __init__(self, *items: ui.Item[Any]) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)


class Form(ui.Modal):
    """Fields to fill in, which can be sent off after a restart too: what they are for is in the `custom_id`."""

    def __init__(self, title: str, custom_id: str) -> None:
        # Discord shows anew what was typed into a form of the same `custom_id` and not sent off: no two have the same.
        super().__init__(title=title, custom_id=f"{custom_id}:{secrets.token_hex(4)}")
        self.stop()  # nor need discord.py wait for it: `on_interaction` takes whatever is sent off


def filled_in(interaction: Interaction) -> dict[str, Any]:
    """What was filled in, by the `custom_id` of each field; what can be chosen is a list of values."""
    labels: list[dict[str, Any]] = cast("dict[str, Any]", interaction.data)["components"]
    fields = [label["component"] for label in labels]
    return {field["custom_id"]: field["values"] if "values" in field else field["value"] for field in fields}


class _Lasting(ui.DynamicItem[ItemT], template=r"(?!)"):
    """A control that works for ever: all it needs is in its `custom_id`.

    discord.py only logs what a bare `DynamicItem` raises, and the person would see «This interaction failed».
    """

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: ui.Item[Any], __: re.Match[str], /) -> Self:
        """Wrap the pressed control again; `known` reads its `custom_id`."""
        return cls(cast("ItemT", item))

    @property
    def known(self) -> re.Match[str]:
        """What the `custom_id` says, by the names in the template."""
        return cast("re.Match[str]", self.template.fullmatch(self.custom_id))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Act, and explain what goes wrong."""
        try:
            await self.on_press(interaction)
        except Exception as error:  # noqa: BLE001 - discord.py would only log it
            await reply_to_error(interaction, error)

    async def on_press(self, interaction: Interaction) -> None:
        """What the control does."""
        raise NotImplementedError


class LastingButton(_Lasting["ui.Button[Any]"], template=r"(?!)"):
    """A button that outlives restarts."""


class LastingSelect(_Lasting["ui.Select[Any]"], template=r"(?!)"):
    """A select that outlives restarts; `chosen` is the value picked."""

    @property
    def chosen(self) -> str:
        """The one value that was picked."""
        return self.item.values[0]
