"""A story is added to a draft: chosen from all that may be told there, a sheet at a time, or from what a word finds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.pages import layout
from bot.panel import screens
from bot.panel.controls import ChangeDraft, ChooseForDraft
from bot.panel.drafting import Drafting, show
from bot.ui import Row, Screen
from bot.venue import venue_of
from stories.errors import StoryError
from stories.policy import ratings_shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.client import Fireside
    from bot.ui import Interaction
    from stories.drafts import Draft
    from stories.policy import Venue
    from stories.store.records import Story

ON_A_SHEET = 25  # what a menu of Discord's holds
TWICE = "That story is in the list already."
FULL = f"{screens.MOST_STORIES} stories wait already, which is as many as there can be."
NONE = "There is no story yet that may be told there."
RESTRICTED = "-# Stories for adults are listed when the channel chosen for them is age-restricted."


class Adding:
    """Offers what may be told where the draft says, or here while it does not."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store
        self._drafting = Drafting(bot)

    async def offer(self, interaction: Interaction, draft: Draft, *, sheet: int) -> None:
        """Show a sheet of the stories, by title."""
        venue = self._venue(interaction, draft)
        ratings = ratings_shown(venue)
        count = await self._store.library.count(ratings=ratings)
        if not count:
            raise StoryError(NONE)
        sheet = min(max(1, sheet), -(-count // ON_A_SHEET))
        stories = await self._store.library.stories(ratings=ratings, offset=(sheet - 1) * ON_A_SHEET, limit=ON_A_SHEET)
        await show(interaction, all_of_them(draft, stories, sheet=sheet, count=count, venue=venue))

    async def search(self, interaction: Interaction, draft: Draft, typed: str) -> None:
        """Add the only story that was meant, or show which it may be."""
        ratings = ratings_shown(self._venue(interaction, draft))
        found = await self._bot.titles.matching(typed, ratings=ratings, reader_id=interaction.user.id)
        if len(found) > 1:
            stories = [await self._store.library.story(title.story_id) for title in found]
            await show(interaction, what_was_found(draft, stories))
        else:
            await self.add(interaction, draft, await self._bot.titles.named(typed, ratings=ratings))

    async def add(self, interaction: Interaction, draft: Draft, story_id: int) -> None:
        """Put a story behind the others."""
        if story_id in draft.stories:
            raise StoryError(TWICE)
        if len(draft.stories) >= screens.MOST_STORIES:
            raise StoryError(FULL)
        await self._store.library.story(story_id)
        then = screens.stories if draft.stories else screens.panel
        await self._drafting.write(interaction, replace(draft, stories=(*draft.stories, story_id)), then)

    def _venue(self, interaction: Interaction, draft: Draft) -> Venue:
        return venue_of(self._bot.get_channel(draft.terms.channel_id or 0) or interaction.channel)


def all_of_them(draft: Draft, stories: Sequence[Story], *, sheet: int, count: int, venue: Venue) -> Screen:
    """A sheet of all stories; ways to the others, and a search."""
    sheets = -(-count // ON_A_SHEET)
    which = (
        f"\n-# {(sheet - 1) * ON_A_SHEET + 1:,} to {(sheet - 1) * ON_A_SHEET + len(stories):,} of {count:,}, by title"
    )
    head = f"### Which story?{which if sheets > 1 else ''}"
    words = head if venue.age_restricted else f"{head}\n{RESTRICTED}"
    row = Row()
    if sheets > 1:
        row.add_item(_sheet(draft, sheet - 1, "Earlier", off=sheet <= 1))
        row.add_item(_sheet(draft, sheet + 1, "Later", off=sheet >= sheets))
    row.add_item(ChangeDraft.button("search", draft.draft_id, "Search"))
    return Screen(ui.TextDisplay(words), _menu(draft, stories), row.add_item(_back(draft)))


def what_was_found(draft: Draft, stories: Sequence[Story]) -> Screen:
    """What was typed may have meant any of these."""
    row = Row(
        ChangeDraft.button("search", draft.draft_id, "Search again"),
        _sheet(draft, 1, "All stories"),
        _back(draft),
    )
    return Screen(ui.TextDisplay("### Which one?"), _menu(draft, stories), row)


def _menu(draft: Draft, stories: Sequence[Story]) -> Row:
    options = [
        discord.SelectOption(
            label=layout.title_and_authors(story),
            value=str(story.story_id),
            description=f"{story.rating} · {layout.story_length(story)}",
        )
        for story in stories
    ]
    return Row(ChooseForDraft.select("story", draft.draft_id, "Choose a story", options))


def _sheet(draft: Draft, number: int, label: str, *, off: bool = False) -> ChangeDraft:
    return ChangeDraft.button("add", draft.draft_id, label, of=number, off=off)


def _back(draft: Draft) -> ui.DynamicItem[Any]:
    return ChangeDraft.button("stories" if draft.stories else "panel", draft.draft_id, "Back")
