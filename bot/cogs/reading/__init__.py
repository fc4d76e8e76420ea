"""Reading in private: `/read`, and «Read on from here» on any page of a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.reading.cog import Reading

if TYPE_CHECKING:
    from bot.client import Fireside


async def setup(bot: Fireside) -> None:
    """Add the feature."""
    await bot.add_cog(Reading(bot))
