"""What readers do with the serials that come to them alone; only they may."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.desk import show
from bot.serials import own_screens
from bot.serials.failures import OPEN_THEM, Failure, failure_in_dms
from bot.serials.own_screens import Standing
from bot.serials.steering import dated
from stories import paces
from stories.errors import NotHereError, StoryError
from stories.policy import Venue, ratings_shown, refusal
from stories.serials import ONE_SECTION, Measure

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.client import Fireside
    from bot.serials.controls import Deed
    from bot.ui import Interaction
    from stories.serials import Pace, Terms
    from stories.store.records import Serial, Story

IN_DMS = Venue(age_restricted=False, direct=True)
SHOWN_IN_DMS = ratings_shown(IN_DMS)
MOST = 5  # serials of one reader, each with its buttons, fit one message
LOST_STORY = "A story that was taken away"
GONE = "I no longer know this one: it is gone. `/daily me` begins another."
NOT_YOURS = "That comes to somebody else."
HAS_ENDED = "This one has ended."
PAUSED = "You have paused it."
STOPPED = "You have stopped it."
SAID = {
    "more": "One more comes now. The regular ones stay as they are.",
    "pause": "",
    "resume": "It goes on.",
    "stop": "Nothing more comes. If that was a mistake, it begins again where it stopped.",
    "again": "It goes on where it stopped.",
}
CLOSED = f"I can’t send you direct messages, so nothing was begun. Allow them {OPEN_THEM}, and ask again."


class OwnDesk:
    """Sets them up and steers them; all it says is for one person alone."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store
        self._steering = bot.steering
        self._planner = bot.planner

    async def begin(self, interaction: Interaction, story_id: int, terms: Terms) -> None:
        """Start one, unless its reader can't be written to."""
        story = await self._store.library.story(story_id)
        await self._check(interaction.user.id, story)
        now = discord.utils.utcnow()
        planned = await self._planner.first(dated(terms, now=now), story_id, now=now)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._welcome(interaction, own_screens.welcome(story, terms, planned.due.at))
        serial = await self._steering.start(terms, [story_id], by=interaction.user.id)
        await interaction.edit_original_response(view=own_screens.begun(await self._standing(serial)))

    async def start_another(self, interaction: Interaction, serial_id: int, story_id: int) -> None:
        """Start one at the same time and pace as one that has come to its end."""
        terms = (await self._theirs(interaction, serial_id)).terms
        if terms.pace.measure is Measure.DATES:
            terms = replace(terms, pace=ONE_SECTION, starts_on=None)
        await self._check(interaction.user.id, await self._store.library.story(story_id))
        serial = await self._steering.start(terms, [story_id], by=interaction.user.id)
        await show(interaction, own_screens.begun(await self._standing(serial)))

    async def list(self, interaction: Interaction) -> None:
        """Show all that a reader has."""
        serials = await self._store.serials.of_reader(interaction.user.id)
        await show(interaction, own_screens.several([await self._standing(serial) for serial in serials]))

    async def change(self, interaction: Interaction, serial: Serial, terms: Terms) -> None:
        """Agree on another time or pace."""
        if terms == serial.terms:
            await self._show(interaction, serial.serial_id, "")
            return
        await self._steering.change(serial, terms, [serial.story_id, *serial.queue])
        await self._show(interaction, serial.serial_id, "From now on:")

    async def back(self, interaction: Interaction, serial_id: int, number: int) -> None:
        """Send the instalment before one of them again, now."""
        serial = await self._theirs(interaction, serial_id)
        if serial.state == "ended":
            await self._show(interaction, serial_id, HAS_ENDED)
            return
        pressed = await self._store.instalments.get(serial_id, number)
        await self._steering.back(serial, before=pressed.place if pressed else None)
        await self._steering.hurry(serial)
        await self._show(interaction, serial_id, "The one before comes again now, and it goes on from there.")

    async def do(self, interaction: Interaction, deed: Deed, serial_id: int) -> None:
        """Do it, and show how the serial stands then."""
        serial = await self._theirs(interaction, serial_id)
        if serial.state == "ended" and deed != "again":
            words = HAS_ENDED
        else:
            words = await self._done(serial, deed)
        await self._show(interaction, serial_id, words)

    async def _done(self, serial: Serial, deed: Deed) -> str:
        match deed:
            case "faster":
                return await self._at_another_pace(serial, paces.faster)
            case "slower":
                return await self._at_another_pace(serial, paces.slower)
            case "more":
                await self._steering.hurry(serial)
            case "pause":
                await self._steering.pause(serial, reason=PAUSED)
            case "resume":
                await self._steering.resume(serial)
            case "stop":
                await self._steering.end(serial, reason=STOPPED)
            case "again":
                await self._steering.begin_again(serial)
        return SAID[deed]

    async def _at_another_pace(self, serial: Serial, step: Callable[[Pace], Pace]) -> str:
        terms = replace(serial.terms, pace=step(serial.terms.pace))
        await self._steering.change(serial, terms, [serial.story_id, *serial.queue])
        return f"From now on {paces.in_words(terms.pace)} at a time."

    async def _show(self, interaction: Interaction, serial_id: int, words: str) -> None:
        serial = await self._theirs(interaction, serial_id)
        await show(interaction, own_screens.one(await self._standing(serial), words))

    async def _theirs(self, interaction: Interaction, serial_id: int) -> Serial:
        serial = await self._store.serials.get(serial_id)
        if serial is None:
            raise StoryError(GONE)
        if serial.terms.reader_id != interaction.user.id:
            raise StoryError(NOT_YOURS)
        return serial

    async def _standing(self, serial: Serial) -> Standing:
        """How it stands, also when its story was taken away or has lost its place."""
        title, due_at, portion = LOST_STORY, None, None
        with suppress(StoryError):
            title = (await self._store.library.story(serial.story_id)).title
            instalment = await self._store.instalments.open(serial.serial_id)
            if instalment and instalment.place:
                portion = await self._planner.where(serial.terms, instalment.place, instalment.end)
                due_at = instalment.due_at
        return Standing(serial=serial, title=title, due_at=due_at, portion=portion)

    async def _check(self, reader_id: int, story: Story) -> None:
        if words := refusal(story.rating, IN_DMS):
            raise NotHereError(words)
        running = await self._store.serials.of_reader(reader_id)
        if any(serial.story_id == story.story_id for serial in running):
            raise StoryError(f"“{story.title}” comes to you already; `/daily me` shows it.")
        if len(running) >= MOST:
            raise StoryError(f"{MOST} stories come to you already, which is as many as I can send. Stop one first.")

    async def _welcome(self, interaction: Interaction, screen: discord.ui.LayoutView) -> None:
        try:
            channel = await self._bot.create_dm(discord.Object(interaction.user.id))
            await channel.send(view=screen, nonce=f"hello.{interaction.id}")
        except discord.HTTPException as refused:
            if failure_in_dms(refused).failure is Failure.CLOSED:
                raise StoryError(CLOSED) from None
            raise
