"""What somebody may do with an instalment they see: read it alone, read on, catch up, keep their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.errors import tell
from stories.errors import StoryError

if TYPE_CHECKING:
    from bot.client import Fireside
    from bot.ui import Interaction
    from stories.store.records import Instalment, Page

GONE = "I no longer know what this was: its serial is gone. `/read` opens the story."
HAS_READ = "Your place is kept: `/read` goes on after this."


class InstalmentDesk:
    """Answers the controls under instalments; all it says is for one person alone."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store
        self._desk = bot.desk

    async def answer(self, interaction: Interaction, wish: str, serial_id: int, number: int, part: int) -> None:
        """Do what was wished."""
        instalment = await self._store.instalments.get(serial_id, number)
        if instalment is None or instalment.place is None:
            raise StoryError(GONE)
        match wish:
            case "read":
                await self._has_read(interaction, instalment)
            case "on":
                await self._desk.turn(interaction, (await self._last_page(instalment)).place, "next")
            case "begin":
                await self._desk.cover(interaction, instalment.place.story_id)
            case "open":
                await self._desk.open(interaction, instalment.place.story_id)
            case _:
                place = (await self._pages(instalment))[max(0, part - 1)].place
                await self._desk.contents(interaction, place, sheet=0)

    async def page(self, serial_id: int, number: int, part: int) -> Page:
        """The page that a message of an instalment shows."""
        instalment = await self._store.instalments.get(serial_id, number)
        if instalment is None:
            raise StoryError(GONE)
        return (await self._pages(instalment))[max(0, part - 1)]

    async def _has_read(self, interaction: Interaction, instalment: Instalment) -> None:
        """Move the reader's own place to what comes next, or to the end."""
        last = await self._last_page(instalment)
        following = await self._store.library.page_after(last.place)
        await self._store.places.reach(interaction.user.id, following or last, now=discord.utils.utcnow())
        await tell(interaction, HAS_READ)

    async def _last_page(self, instalment: Instalment) -> Page:
        return (await self._pages(instalment))[-1]

    async def _pages(self, instalment: Instalment) -> list[Page]:
        if instalment.place is None or instalment.end is None:
            raise StoryError(GONE)
        place, end = instalment.place, instalment.end
        story = await self._store.library.story(place.story_id)
        if story.revision != place.revision:
            carried = await self._store.library.carried(place)
            page = await self._store.library.page_at(carried) if carried else None
            if page is None:
                raise StoryError("The story has changed, and this part is no longer in it. `/read` opens it.")
            return [page]
        return await self._store.library.pages_between(place, end)
