"""What is filled in for a draft: each form is shown, and taken back, whether or not the same process does both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import discord

from bot.panel import forms, screens
from bot.panel.drafting import Drafting, show
from stories import clock
from stories.dates import date_typed
from stories.errors import StoryError
from stories.serials import AtEnd, Measure, Pace
from stories.zones import zone_in_words, zone_named, zones_meant

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bot.client import Fireside
    from bot.panel.controls import Step
    from bot.ui import Form, Interaction
    from stories.drafts import Draft

T = TypeVar("T")

KEPT = "All else is kept."
EVERYONE = "I don’t ping @everyone: choose a role that people can take and give up."


class FillingIn:
    """Asks with a form, and changes the draft by what comes back."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store
        self._drafting = Drafting(bot)

    async def ask(self, interaction: Interaction, step: Step, draft: Draft) -> None:
        """Show what is to be filled in."""
        await interaction.response.send_modal(await self._form(step, draft))

    async def _form(self, step: Step, draft: Draft) -> Form:
        terms, draft_id = draft.terms, draft.draft_id
        match step:
            case "search":
                return forms.search(draft_id)
            case "times":
                return forms.times(draft_id, terms, today=_today(terms.zone))
            case "pace":
                has_dates = [await self._bot.planner.has_dates(story_id) for story_id in draft.stories]
                return forms.pace(draft_id, terms.pace, has_dates=bool(has_dates) and all(has_dates))
            case _:
                return forms.besides(draft_id, terms)

    async def take(self, interaction: Interaction, step: str, draft_id: int, filled: Mapping[str, Any]) -> None:
        """Set what was filled in, by the names of the fields."""
        draft, guild = await self._drafting.of(interaction, draft_id)
        match step:
            case "search":
                await self._bot.adding.search(interaction, draft, filled["title"])
            case "times":
                await self._set_times(interaction, draft, filled)
            case "pace":
                await self._set_pace(interaction, draft, filled)
            case _:
                await self._set_besides(interaction, draft, guild, filled)

    async def _set_times(self, interaction: Interaction, draft: Draft, filled: Mapping[str, Any]) -> None:
        before, wrong = draft.terms, list[str]()
        zones = _taken(lambda: _zones(filled["zone"].strip(), before.zone), [before.zone], wrong)
        today = _today(zones[0])
        terms = replace(
            before,
            minute=_taken(lambda: clock.minute_of_day(filled["time"]), before.minute, wrong),
            zone=zones[0] if len(zones) == 1 else before.zone,
            weekdays=frozenset(map(int, filled["days"])),
            starts_on=_taken(
                lambda: _first_day(filled["start"], before.starts_on, today=today), before.starts_on, wrong
            ),
        )
        await self._store.drafts.write(replace(draft, terms=terms))
        if len(zones) > 1:
            await show(interaction, screens.which_zone(draft.draft_id, zones))
        else:
            await self._drafting.show(interaction, screens.panel, replace(draft, terms=terms))
        _tell_of(wrong)

    async def _set_pace(self, interaction: Interaction, draft: Draft, filled: Mapping[str, Any]) -> None:
        measure, typed = Measure(filled["measure"][0]), filled["amount"].strip()
        if not (typed.isdecimal() and 1 <= int(typed) <= forms.MOST_AMOUNT):
            raise StoryError(f"How many? Write a number from 1 to {forms.MOST_AMOUNT}.")
        pace = Pace(measure, 1 if measure is Measure.DATES else int(typed))
        await self._drafting.write(interaction, replace(draft, terms=replace(draft.terms, pace=pace)))

    async def _set_besides(
        self, interaction: Interaction, draft: Draft, guild: discord.Guild, filled: Mapping[str, Any]
    ) -> None:
        role_id, channel_id = _number(filled["role"]), _number(filled["report"])
        wrong = [EVERYONE] if role_id == guild.id else []
        if wrong:
            role_id = draft.terms.ping_role_id
        is_new = role_id is not None and role_id != draft.terms.ping_role_id
        chosen = replace(
            draft.terms,
            ping_role_id=draft.terms.ping_role_id if is_new else role_id,
            pins=filled["pins"],
            grace=int(filled["grace"][0]),
            report_channel_id=channel_id,
            at_end=AtEnd(filled["end"][0]),
        )
        draft = replace(draft, terms=chosen)
        if is_new:
            await self._store.drafts.write(draft)
            await show(interaction, screens.ping_question(draft.draft_id, role_id or 0))
        else:
            await self._drafting.write(interaction, draft)
        _tell_of(wrong)


def _taken(read: Callable[[], T], before: T, wrong: list[str]) -> T:
    """What a field says; where that makes no sense, what stood there before, so that no other field is lost."""
    try:
        return read()
    except StoryError as error:
        wrong.append(str(error))
        return before


def _tell_of(wrong: list[str]) -> None:
    if wrong:
        raise StoryError(" ".join([*wrong, KEPT]))


def _zones(typed: str, before: str) -> list[str]:
    """Those that were meant, at least one."""
    if typed == zone_in_words(before):
        return [before]
    return zones_meant(typed) or [zone_named(typed).key]


def _number(chosen: list[str]) -> int | None:
    """What was chosen, if anything was."""
    return int(chosen[0]) if chosen else None


def _today(zone: str) -> date:
    return discord.utils.utcnow().astimezone(zone_named(zone)).date()


def _first_day(typed: str, before: date | None, *, today: date) -> date | None:
    """The day that was typed; what has begun has begun."""
    if typed.strip():
        return date_typed(typed, today=today)
    return before if before and before <= today else None
