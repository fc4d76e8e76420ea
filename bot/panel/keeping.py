"""What is done with serials that run: each deed is done, and then shown how things stand."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.panel import overview
from bot.panel.drafting import show
from bot.panel.overview import ON_A_SHEET, Standing
from bot.serials.clock import LAST_LOOKED
from bot.serials.keepers import check_keeper
from bot.serials.mended import check_the_way
from stories.errors import StoryError
from stories.store.serials import ENDED

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.client import Fireside
    from bot.panel.controls import Deed
    from bot.ui import Interaction
    from stories.store.records import Serial

NOTHING = "No story is told daily in this server. `/daily server` sets one up."
_DONE = {
    "pause": "Paused.",
    "resume": "It goes on.",
    "missed": "It comes in a moment.",
    "now": "It comes in a moment. The regular ones stay as they are.",
    "skip": "Skipped.",
    "back": "The one before comes once more.",
    "over": "Ended.",
}


class Keeping:
    """Answers the controls beside serials; only for those who look after them."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store
        steering = bot.steering
        self._deeds: dict[Deed, Callable[[Serial], Awaitable[None]]] = {
            "pause": steering.pause,
            "resume": steering.resume,
            "missed": partial(steering.resume, at_once=True),
            "now": steering.hurry,
            "skip": steering.skip,
            "back": steering.back,
            "over": steering.end,
        }

    async def list(self, interaction: Interaction, *, sheet: int = 1, to_change: bool = False) -> None:
        """Show the serials of the server; where there is only one, all of it."""
        guild = await check_keeper(interaction)
        serials = await self._store.serials.in_server(guild.id)
        if not serials:
            raise StoryError(NOTHING)
        if len(serials) == 1 and not to_change:
            await self.show(interaction, serials[0].serial_id)
            return
        sheet = min(max(1, sheet), -(-len(serials) // ON_A_SHEET))
        shown = serials[(sheet - 1) * ON_A_SHEET : sheet * ON_A_SHEET]
        standings = [await self.standing(serial) for serial in shown]
        looked = await self._looked()
        screen = overview.several(standings, sheet=sheet, count=len(serials), looked=looked, to_change=to_change)
        await show(interaction, screen)

    async def show(self, interaction: Interaction, serial_id: int, words: str = "") -> None:
        """Show how one stands."""
        serial = await self._its(interaction, serial_id)
        others = await self._store.serials.in_server(serial.terms.server_id or 0)
        is_alone = {other.serial_id for other in others} <= {serial_id}
        standing = await self.standing(serial)
        await show(interaction, overview.one(standing, looked=await self._looked(), words=words, is_alone=is_alone))

    async def do(self, interaction: Interaction, deed: Deed, serial_id: int) -> None:
        """Do it, and show how it stands then."""
        serial = await self._its(interaction, serial_id)
        if serial.state == "ended" and deed != "show":
            raise StoryError(ENDED)
        if deed == "change":
            await self._bot.setting_up.change(interaction, serial)
        elif deed == "end":
            await show(interaction, overview.end_question(await self.standing(serial)))
        else:
            if deed in {"resume", "missed"}:
                await check_the_way(self._bot, serial)
            if deed != "show":
                await self._deeds[deed](serial)
            await self.show(interaction, serial_id, _DONE.get(deed, ""))

    async def standing(self, serial: Serial) -> Standing:
        """How it stands."""
        next_one = await self._store.instalments.open(serial.serial_id)
        titles, portion = self._bot.titles, None
        with suppress(StoryError):
            if next_one and next_one.place:
                portion = await self._bot.planner.where(serial.terms, next_one.place, next_one.end)
        return Standing(
            serial=serial,
            title=await titles.of(serial.story_id),
            queued=[await titles.of(story_id) for story_id in serial.queue],
            in_forum=isinstance(self._bot.get_channel(serial.terms.channel_id or 0), discord.ForumChannel),
            next_one=next_one,
            portion=portion,
            last=await self._store.instalments.last_sent(serial.serial_id),
        )

    async def _its(self, interaction: Interaction, serial_id: int) -> Serial:
        serial = await self._store.serials.get(serial_id)
        if serial is None:
            raise StoryError(ENDED)
        await check_keeper(interaction, serial.terms.server_id or -1)
        return serial

    async def _looked(self) -> datetime | None:
        written = await self._store.facts.get(LAST_LOOKED)
        return datetime.fromisoformat(written) if written else None
