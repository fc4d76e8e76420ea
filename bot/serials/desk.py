"""What somebody may do with an instalment they see: read it alone, read on, catch up, keep their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.errors import tell
from stories.errors import StoryError
from stories.instalments import Spot

if TYPE_CHECKING:
    from bot.client import Fireside
    from bot.ui import Interaction
    from stories.store.records import Instalment, Page

GONE = "I no longer know what this was: its story or its serial is gone. `/stories` lists what there is to read."
NOTHING_FOLLOWS = "It has come to its end here, so there is nothing to remind you of."
REMINDERS = "I’ll send you a link by direct message whenever it goes on. Press again to stop that."
NO_REMINDERS = "I’ll send you no more reminders of it."
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
                await self._read_on(interaction, instalment)
            case "remind":
                await self._remind(interaction, serial_id)
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

    async def stop_reminding(self, interaction: Interaction, serial_id: int) -> None:
        """No more reminders of a serial."""
        await self._store.reminders.stop(serial_id, interaction.user.id)
        await tell(interaction, NO_REMINDERS)

    async def _remind(self, interaction: Interaction, serial_id: int) -> None:
        """Begin to remind them of what comes from now on, or stop."""
        serial = await self._store.serials.get(serial_id)
        if serial is None or serial.state == "ended":
            raise StoryError(NOTHING_FOLLOWS)
        newest = await self._store.instalments.last_sent(serial_id)
        told = newest.number if newest else 0
        begun = await self._store.reminders.toggle(serial_id, interaction.user.id, told=told)
        await tell(interaction, REMINDERS if begun else NO_REMINDERS)

    async def _has_read(self, interaction: Interaction, instalment: Instalment) -> None:
        """Move the reader's own place to what comes next, or to the end."""
        last, is_whole = await self._last_page(instalment)
        following = await self._store.library.page_after(last.place) if is_whole else None
        await self._store.places.reach(interaction.user.id, following or last, now=discord.utils.utcnow())
        await tell(interaction, HAS_READ)

    async def _read_on(self, interaction: Interaction, instalment: Instalment) -> None:
        last, is_whole = await self._last_page(instalment)
        await self._desk.turn(interaction, last.place, "next" if is_whole else "stay")

    async def _last_page(self, instalment: Instalment) -> tuple[Page, bool]:
        """The page where an instalment ends, and whether it ends with it: a revision may cut pages elsewhere."""
        shown = (await self._pages(instalment))[-1]
        whole = await self._store.library.page_at(shown.place) or shown
        return whole, shown.end == whole.end

    async def _pages(self, instalment: Instalment) -> list[Page]:
        """Its text as it stands now; where only its beginning can still be found, the page with that."""
        if instalment.place is None or instalment.end is None:
            raise StoryError(GONE)
        library, place = self._store.library, instalment.place
        begin = await library.carried(place)
        end = await library.carried(place._replace(chapter=instalment.end.chapter, offset=instalment.end.offset))
        page = await library.page_at(begin) if begin else None
        if begin is None or page is None:
            raise StoryError("The story has changed, and this part is no longer in it. `/read` opens it.")
        if end is None or end <= begin:
            return [page]
        return await library.pages_between(begin, Spot(end.chapter, end.offset))
