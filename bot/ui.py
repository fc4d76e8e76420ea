"""Bases for views and lasting buttons, so that their errors are explained too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import discord
from discord import ui

from bot.errors import reply_to_error

if TYPE_CHECKING:
    import re
    from collections.abc import Awaitable, Callable

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
    """Fields to fill in; what happens then is given, and what goes wrong is explained."""

    def __init__(self, title: str, then: Callable[[Interaction, Self], Awaitable[None]]) -> None:
        super().__init__(title=title)
        self._then = then

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Go on with what was filled in."""
        await self._then(interaction, self)

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception, /) -> None:
        """Explain it."""
        await reply_to_error(interaction, error)


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
