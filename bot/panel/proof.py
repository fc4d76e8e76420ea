"""The proof of a serial: what comes when and where, what stands in the way, and what becomes of what is late."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import discord
from discord import ui

from bot.pages import layout
from bot.panel.controls import BLUE, ChangeDraft
from bot.serials import obstacles, wording
from bot.serials.places import thread_of
from bot.serials.steering import dated
from bot.ui import Row, Screen
from stories.errors import StoryError, StoryRemovedError
from stories.serials import AtEnd, Manner

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Sequence

    from bot.client import Fireside
    from bot.serials.obstacles import Obstacle, Parent
    from stories.drafts import Draft
    from stories.instalments import Portion
    from stories.planning import Planned
    from stories.schedule import ClockChange, Due
    from stories.serials import Terms
    from stories.store.records import Serial, Story

SHOWN = 7
_NAME = 32  # characters of a title or a chapter


class Check(NamedTuple):
    """Something that was looked at: it is right, or the words say how to mend it."""

    words: str
    is_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """An instalment that is to come."""

    title: str
    chapter: str
    portion: Portion
    due: Due
    change: ClockChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What would hold if the draft were saved now."""

    draft_id: int
    terms: Terms
    in_forum: bool
    coming: Sequence[Coming]
    checks: Sequence[Check]

    @property
    def may_be_saved(self) -> bool:
        """Whether nothing stands in the way."""
        return all(check.is_right for check in self.checks)


class Proofs:
    """Makes them."""

    def __init__(self, bot: Fireside) -> None:
        self._store = bot.store
        self._planner = bot.planner
        self._steering = bot.steering

    async def of(self, draft: Draft, serial: Serial | None, guild: discord.Guild) -> Proof:
        """Look at everything; a StoryError says what must be chosen first."""
        if not draft.stories:
            raise StoryError("Choose a story first.")
        if draft.terms.channel_id is None:
            raise StoryError("Choose a channel first.")
        channel = guild.get_channel(draft.terms.channel_id)
        try:
            told = [await self._store.library.story(story_id) for story_id in draft.stories]
        except StoryRemovedError as gone:
            raise StoryError(f"{gone} Take it out of the list that “Change” beside “Story” opens.") from gone
        return Proof(
            draft_id=draft.draft_id,
            terms=draft.terms,
            in_forum=isinstance(channel, discord.ForumChannel),
            coming=await self._coming(draft, serial),
            checks=[check async for check in self._checks(draft, serial, guild, told)],
        )

    async def _coming(self, draft: Draft, serial: Serial | None) -> list[Coming]:
        now = discord.utils.utcnow()
        terms = dated(draft.terms, now=now)
        beginning = await self._steering.beginning(serial, terms, draft.stories, now=now)
        planned = self._planner.upcoming(terms, beginning, draft.stories[1:], at_most=SHOWN)
        return [await self._told(terms, each) async for each in planned]

    async def _told(self, terms: Terms, planned: Planned) -> Coming:
        place = planned.place
        assert place
        headings = await self._store.library.contents(place.story_id)
        names = {each.chapter: layout.chapter_name(each.label, each.title) for each in headings}
        return Coming(
            title=(await self._store.library.story(place.story_id)).title,
            chapter=names.get(place.chapter, ""),
            portion=await self._planner.where(terms, place, planned.end),
            due=planned.due,
            change=terms.timetable.clock_change_on(planned.due.day),
        )

    async def _checks(
        self, draft: Draft, serial: Serial | None, guild: discord.Guild, told: Sequence[Story]
    ) -> AsyncIterator[Check]:
        terms = draft.terms
        channel = guild.get_channel(terms.channel_id or 0)
        if not isinstance(channel, discord.TextChannel | discord.ForumChannel):
            yield Check(obstacles.GONE, is_right=False)
            return
        for check in _of_channel(channel, terms, told):
            yield check
        if await self._is_told_there(draft, guild):
            title = layout.harmless(told[0].title, _NAME)
            yield Check(f"“{title}” is already told in {channel.mention}: choose another story.", is_right=False)
        if serial and (thread := await _its_thread(serial, terms, guild)):
            found = [obstacle for story in told[:1] for obstacle in obstacles.of_thread(thread, story.rating)]
            closed = ", which opens again by itself" if thread.archived else ""
            for check in _checked(f"It goes on in {thread.mention}{closed}", found):
                yield check
        if terms.report_channel_id:
            found = obstacles.of_report(guild, terms)
            for check in _checked(f"Trouble can be told in <#{terms.report_channel_id}>", found):
                yield check

    async def _is_told_there(self, draft: Draft, guild: discord.Guild) -> bool:
        others = await self._store.serials.in_server(guild.id)
        return any(
            (other.terms.channel_id, other.story_id) == (draft.terms.channel_id, draft.stories[0])
            for other in others
            if other.serial_id != draft.serial_id
        )


def _of_channel(channel: Parent, terms: Terms, told: Sequence[Story]) -> Iterator[Check]:
    yield from _checked(f"I have the rights I need in {channel.mention}", obstacles.of_rights(channel, terms))
    refused = {layout.harmless(story.title, _NAME): [*obstacles.of_age(channel, story.rating)] for story in told}
    words = [(failure, f"{title}: {why}") for title, whys in refused.items() for failure, why in whys]
    yield from _checked("The stories may be shown there", words[:3])
    if isinstance(channel, discord.ForumChannel):
        yield from _checked("The forum takes such posts", obstacles.of_forum(channel, terms))
    if terms.ping_role_id:
        yield from _checked(f"I can ping <@&{terms.ping_role_id}>", obstacles.of_role(channel, terms))


def _checked(words: str, found: Iterable[Obstacle]) -> list[Check]:
    return [Check(why, is_right=False) for _, why in found] or [Check(words, is_right=True)]


async def _its_thread(serial: Serial, terms: Terms, guild: discord.Guild) -> discord.Thread | None:
    same = (terms.channel_id, terms.manner) == (serial.terms.channel_id, serial.terms.manner)
    if not same or terms.manner is not Manner.THREAD or serial.thread_id is None:
        return None
    with suppress(discord.Forbidden):  # of which the rights in its channel speak
        return await thread_of(guild, serial.thread_id)
    return None


def screen(proof: Proof) -> Screen:
    """The proof as it is shown, and what can be done then."""
    where = wording.manner_in_words(proof.terms.manner, in_forum=proof.in_forum)
    if proof.terms.manner is Manner.THREADS and proof.coming:
        where += f", such as “{_named(proof.coming[0])}”"
    lines = [f"### This is what would come\n-# In <#{proof.terms.channel_id}>, {where}. Times are in your own zone."]
    several = len({coming.title for coming in proof.coming}) > 1
    lines += [_line(coming, with_title=several or not number) for number, coming in enumerate(proof.coming)]
    if not proof.coming:
        lines.append("-# The story that is voted for at the moment.")
    elif len(proof.coming) < SHOWN:
        lines.append(f"-# Then {_then(proof.terms)}.")
    checks = [f"{'✓' if check.is_right else '✗'} {check.words}" for check in proof.checks]
    saving = ChangeDraft.button("save", proof.draft_id, "Save", BLUE, off=not proof.may_be_saved)
    row = Row(saving, ChangeDraft.button("test", proof.draft_id, "Send a test"))
    if not proof.may_be_saved:
        row.add_item(ChangeDraft.button("proof", proof.draft_id, "Look again"))
    row.add_item(ChangeDraft.button("panel", proof.draft_id, "Back"))
    return Screen(
        ui.TextDisplay("\n".join(lines)),
        ui.Separator(),
        ui.TextDisplay("\n".join(checks)),
        ui.TextDisplay(f"-# {wording.lateness_in_words(proof.terms)}"),
        row,
    )


def _named(coming: Coming) -> str:
    return f"{layout.harmless(coming.title, _NAME)}, {wording.portion_in_words(coming.portion)}"


def _line(coming: Coming, *, with_title: bool) -> str:
    at = coming.due.at
    when = discord.utils.format_dt(at, "F")
    besides = [f"**{layout.harmless(coming.title, _NAME)}**"] if with_title else []
    besides.append(wording.portion_in_words(coming.portion))
    besides += [layout.harmless(coming.chapter, _NAME)] if coming.chapter else []
    if change := wording.clock_change_in_words(coming.change):
        besides.append(f"🕰️ {change}")
    return f"{when}\n-# {' · '.join(besides)}"


def _then(terms: Terms) -> str:
    return {AtEnd.END: "it ends", AtEnd.VOTE: "all vote among three stories", AtEnd.AGAIN: "it begins again"}[
        terms.at_end
    ]
