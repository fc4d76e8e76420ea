"""`/daily me`: a story by direct message, for whoever wants one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.pages.layout import title_and_authors
from bot.serials.own_desk import SHOWN_IN_DMS
from bot.titles import CHOSEN
from stories import clock, paces
from stories.errors import StoryError
from stories.serials import ONE_SECTION, Manner, Terms
from stories.zones import zone_named

if TYPE_CHECKING:
    from bot.client import Fireside
    from bot.ui import Interaction
    from stories.serials import Pace
    from stories.store.records import Serial

NOTHING = "No story comes to you yet. `/daily me` with a story, a time and your time zone begins one."
_PACES = {paces.in_words(pace): pace for pace in (*paces.LADDER, paces.ON_ITS_DATES)}
CHOICES = [app_commands.Choice(name=words, value=words) for words in _PACES]


async def stories(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Titles that may be sent by direct message, what the reader read last first."""
    titles = await interaction.client.titles.matching(typed, ratings=SHOWN_IN_DMS, reader_id=interaction.user.id)
    return [app_commands.Choice(name=title_and_authors(title), value=f"{CHOSEN}{title.story_id}") for title in titles]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a reader asked for; None is what they left open."""

    story: str | None
    minute: int | None
    zone: str | None
    pace: Pace | None

    @classmethod
    def said(cls, story: str | None, time: str | None, zone: str | None, how_much: str | None) -> Wish:
        """The wish in the words of the command."""
        return cls(
            story=story,
            minute=clock.minute_of_day(time) if time else None,
            zone=zone_named(zone).key if zone else None,
            pace=_PACES[how_much] if how_much else None,
        )

    @property
    def changes(self) -> dict[str, Any]:
        """What of the terms it names."""
        named = {"minute": self.minute, "zone": self.zone, "pace": self.pace}
        return {name: value for name, value in named.items() if value is not None}


class Own:
    """Sets up, shows and changes a reader's own serials."""

    def __init__(self, bot: Fireside) -> None:
        self._store = bot.store
        self._titles = bot.titles
        self._desk = bot.own_desk

    async def me(self, interaction: Interaction, wish: Wish) -> None:
        """Do what was asked for."""
        running = await self._store.serials.of_reader(interaction.user.id)
        if wish.story is None:
            await self._without_a_story(interaction, wish, running)
            return
        story_id = await self._titles.named(wish.story, ratings=SHOWN_IN_DMS)
        for serial in running:
            if serial.story_id == story_id:
                await self._desk.change(interaction, serial, replace(serial.terms, **wish.changes))
                return
        await self._desk.begin(interaction, story_id, _terms(interaction.user.id, wish, running))

    async def _without_a_story(self, interaction: Interaction, wish: Wish, running: list[Serial]) -> None:
        if not running:
            raise StoryError(NOTHING)
        if not wish.changes:
            await self._desk.list(interaction)
        elif len(running) == 1:
            await self._desk.change(interaction, running[0], replace(running[0].terms, **wish.changes))
        else:
            raise StoryError("Say for which story: several come to you.")


def _terms(reader_id: int, wish: Wish, running: list[Serial]) -> Terms:
    """What is agreed for a new one; the zone is that of the others, where none is named."""
    zone = wish.zone or next((serial.terms.zone for serial in running), None)
    if wish.minute is None or zone is None:
        missing = (
            "at what time it shall come" if wish.minute is None else "whose clocks are meant: a large city near you"
        )
        raise StoryError(f"Say also {missing}.")
    pace = wish.pace or ONE_SECTION
    return Terms(reader_id=reader_id, manner=Manner.CHANNEL, zone=zone, minute=wish.minute, pace=pace)
