"""The daily excerpt: the commands of `/daily`, and the clock that posts what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.daily.cog import Daily
from bot.cogs.daily.mended import Mending
from bot.panel.controls import CONTROLS

if TYPE_CHECKING:
    from bot.client import Fireside


async def setup(bot: Fireside) -> None:
    """Add the feature."""
    bot.add_dynamic_items(*CONTROLS)
    await bot.add_cog(Daily(bot))
    await bot.add_cog(Mending(bot))
