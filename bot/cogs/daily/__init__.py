"""The daily excerpt: `/daily start`, `/daily stop`, `/daily status`, and the clock that posts what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.daily.cog import Daily
from bot.cogs.daily.mended import Mending

if TYPE_CHECKING:
    from bot.client import Fireside


async def setup(bot: Fireside) -> None:
    """Add the feature."""
    await bot.add_cog(Daily(bot))
    await bot.add_cog(Mending(bot))
