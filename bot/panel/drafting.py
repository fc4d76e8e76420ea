"""What every step of the panel needs of a draft: it is found, kept as it is now, and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.panel import screens
from bot.panel.screens import Sheet
from bot.serials.keepers import check_keeper
from stories.errors import StoryError
from stories.store.serials import ENDED

if TYPE_CHECKING:
    from bot.client import Fireside
    from bot.ui import Interaction, Screen
    from stories.drafts import Draft
    from stories.store.records import Serial

CHANGED = "It has changed since you opened this, so nothing was saved. Press “Change” in `/daily status` to begin anew."


class Drafting:
    """Drafts in the store, for those who look after the serials of their server."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store

    async def of(self, interaction: Interaction, draft_id: int) -> tuple[Draft, discord.Guild]:
        """The draft of that number, and its server."""
        draft = await self._store.drafts.get(draft_id)
        return draft, await check_keeper(interaction, draft.terms.server_id)

    async def serial(self, draft: Draft) -> Serial | None:
        """The serial that a draft would change, which must be as it was."""
        if draft.serial_id is None:
            return None
        serial = await self._store.serials.get(draft.serial_id)
        if serial is None or serial.state == "ended":
            raise StoryError(ENDED)
        if serial.version != draft.version:
            raise StoryError(CHANGED)
        return serial

    async def write(self, interaction: Interaction, draft: Draft, then: Any = screens.panel) -> None:  # noqa: ANN401 - a screen
        """Keep what was chosen, and show it."""
        await self._store.drafts.write(draft)
        await self.show(interaction, then, draft)

    async def show(self, interaction: Interaction, screen: Any, draft: Draft) -> None:  # noqa: ANN401 - as above
        """Show a part of the panel."""
        await show(interaction, screen(await self.sheet(draft)))

    async def sheet(self, draft: Draft) -> Sheet:
        """The draft, with the names of what it speaks of."""
        channel = self._bot.get_channel(draft.terms.channel_id or 0)
        titles = [await self._bot.titles.of(story_id) for story_id in draft.stories]
        tags = channel.available_tags if isinstance(channel, discord.ForumChannel) else None
        return Sheet(draft=draft, titles=titles, tags=tags)


async def show(interaction: Interaction, screen: Screen) -> None:
    """Answer with a screen: in the place of the one on which something was pressed, or as a new one."""
    if interaction.message is not None:
        await interaction.response.edit_message(view=screen)
    else:
        await interaction.response.send_message(view=screen, ephemeral=True)
