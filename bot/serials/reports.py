"""Tells those whose serial it is, once, that it rests, and why; and offers to go on when that is mended."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.pages.layout import title_of
from bot.serials.controls import BLUE, RestingSerial, SteerOwn
from bot.serials.failures import Failure, failure_of, is_refusal
from bot.serials.keepers import ELSEWHERE, check_keeper
from bot.serials.mended import check_the_way
from bot.ui import Row, Screen
from bot.venue import venue_of
from stories.errors import StoryError
from stories.policy import may_show
from stories.store.serials import ENDED

if TYPE_CHECKING:
    from bot.client import Fireside
    from bot.ui import Interaction
    from stories.store.records import Serial

log = logging.getLogger(__name__)

RESTS = """\
### {title} rests
It was to go on in {where}. {reason}
Nothing is lost: when that is mended, it goes on where it stopped."""
UNNAMED = "A story"
LEFT = "You are no longer a member of that server, so others look after it now."
MENDED = "### {title} can go on\nWhat was in its way in {where} is mended."


class Reports:
    """Says it in the channel that the server named for this, or else to whoever set the serial up."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store

    async def send_due(self) -> None:
        """Tell of every serial that rests and that nobody was told of; one that can't be told delays no other."""
        for serial in await self._store.serials.to_report():
            try:
                await self._tell(serial, RESTS)
                await self._store.serials.report(serial.serial_id)
            except Exception as error:
                trouble = failure_of(error)
                unforeseen = error if trouble.failure is Failure.OURS else None
                log.warning(
                    "serial %d: nobody was told that it rests: %s", serial.serial_id, trouble, exc_info=unforeseen
                )

    async def offer(self, serial: Serial) -> None:
        """Say that what kept it is mended; whichever process asks first says it."""
        if await self._store.instalments.offer(serial.serial_id):
            await self._tell(serial, MENDED)

    async def go_on(self, interaction: Interaction, serial_id: int, *, at_once: bool) -> None:
        """Let a serial go on, for who may: a keeper in the server, or whoever set it up, in direct messages."""
        serial = await self._store.serials.get(serial_id)
        if serial is None or serial.state == "ended":
            raise StoryError(ENDED)
        await self._check(interaction, serial)
        if serial.state == "active":
            raise StoryError("It goes on already.")
        await check_the_way(self._bot, serial)
        await self._bot.steering.resume(serial, at_once=at_once)
        words = await self._going_on(serial, at_once=at_once)
        await interaction.response.edit_message(view=Screen(ui.TextDisplay(words)))

    async def _check(self, interaction: Interaction, serial: Serial) -> None:
        if interaction.guild_id is not None:
            await check_keeper(interaction, serial.terms.server_id)
            return
        guild = self._bot.get_guild(serial.terms.server_id or 0)
        if guild is None or interaction.user.id != serial.created_by:
            raise StoryError(ELSEWHERE)
        try:
            await guild.fetch_member(interaction.user.id)
        except discord.NotFound:
            raise StoryError(LEFT) from None

    async def _going_on(self, serial: Serial, *, at_once: bool) -> str:
        """In words that stay true, as they stay there."""
        where = f"<#{serial.terms.channel_id}>"
        instalment = await self._store.instalments.open(serial.serial_id)
        if at_once or instalment is None:
            return f"It goes on in {where} with the part that was missed."
        return f"It goes on in {where} on {discord.utils.format_dt(instalment.due_at, 'F')}."

    async def _tell(self, serial: Serial, words: str) -> None:
        nonce = await self._nonce(serial, "rest" if words is RESTS else "free")
        for place in (self._report_channel(serial), await self._direct(serial)):
            if place is not None and await _said(place, await self._screen(serial, words, place), nonce=nonce):
                return
        log.warning("serial %d: nobody can be told that it rests", serial.serial_id)

    async def _nonce(self, serial: Serial, what: str) -> str:
        """Another one each time that it was tried anew: Discord drops what it takes for a repeat."""
        missed = await self._store.instalments.open(serial.serial_id)
        which = f"{missed.number}.{missed.tries}" if missed else f"{serial.version}"
        return f"{what}.{serial.serial_id}.{which}"

    async def _screen(self, serial: Serial, words: str, place: Any) -> Screen:  # noqa: ANN401 - as below
        """A title for adults is for age-restricted places only."""
        try:
            story = await self._store.library.story(serial.story_id)
            title = story.title if may_show(story.rating, venue_of(place)) else UNNAMED
        except StoryError:
            title = UNNAMED
        where = f"<#{serial.terms.channel_id}>" if serial.terms.channel_id else "your direct messages"
        told = words.format(title=title_of(title), where=where, reason=serial.reason or "")
        return Screen(ui.TextDisplay(told), Row(*_ways_on(serial)))

    def _report_channel(self, serial: Serial) -> Any:  # noqa: ANN401 - whatever has messages
        return self._bot.get_channel(serial.terms.report_channel_id or 0)

    async def _direct(self, serial: Serial) -> discord.DMChannel | None:
        """To whoever set it up, if they have not asked to be forgotten."""
        if not serial.created_by:
            return None
        try:
            return await self._bot.create_dm(discord.Object(serial.created_by))
        except (discord.NotFound, discord.Forbidden):
            return None


def _ways_on(serial: Serial) -> tuple[ui.DynamicItem[Any], ...]:
    if serial.terms.reader_id is not None:
        return (SteerOwn.button("resume", serial.serial_id, "Resume", BLUE),)
    return (
        RestingSerial.button("now", serial.serial_id, "Post the missed one now", BLUE),
        RestingSerial.button("later", serial.serial_id, "Go on at its next time"),
    )


async def _said(place: Any, screen: Screen, *, nonce: str) -> bool:  # noqa: ANN401 - as above
    try:
        await place.send(view=screen, nonce=nonce)
    except discord.HTTPException as error:
        if is_refusal(error):
            return False
        raise
    return True
