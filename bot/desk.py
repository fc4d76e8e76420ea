"""The reading desk: shows one person a page, a cover, the contents or a note, privately, and keeps their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.pages import layout, screens
from bot.pages.screens import Beside
from bot.reading_ahead import ReadingAhead
from bot.venue import check_venue, ratings_shown_in, venue_of
from stories.errors import StoryError
from stories.manuscript import Note, Where
from stories.sections import cut

if TYPE_CHECKING:
    from bot.pages import controls
    from bot.titles import Titles
    from bot.ui import Interaction, Screen
    from stories.places import Place
    from stories.store import Store
    from stories.store.records import Page, Title
    from stories.text import Passage

CHANGED = "This story has changed, and your place is no longer in it. Choose where to go on."


async def show(interaction: Interaction, screen: Screen) -> None:
    """Turn a private message into this screen; anywhere else answer with a new private one."""
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await interaction.response.edit_message(view=screen)
    else:
        await interaction.response.send_message(view=screen, ephemeral=True)


class Desk:
    """What a reader can do with a story in private."""

    def __init__(self, store: Store, titles: Titles) -> None:
        self._store = store
        self._titles = titles
        self._ahead = ReadingAhead(store.library)

    async def open(self, interaction: Interaction, story_id: int) -> None:
        """Open a story where the reader left off, or at its cover."""
        saved = await self._store.places.of(interaction.user.id, story_id)
        if saved is None:
            await self.cover(interaction, story_id)
        else:
            await self.turn(interaction, saved.place, "stay")

    async def cover(self, interaction: Interaction, story_id: int) -> None:
        """Show what stands before the first page."""
        story = await self._store.library.story(story_id)
        check_venue(story.rating, interaction.channel)
        first = await self._store.library.page_numbered(story_id, 1)
        has_note = bool(await self._notes(first, Where.HEAD))
        await show(interaction, screens.private_cover(story, first, has_note=has_note))

    async def turn(self, interaction: Interaction, place: Place, step: controls.Step) -> None:
        """Show the page at a place, or beside it; what has been shown is remembered."""
        page = await self._page(place, step)
        if page is None:
            await self._ask_where(interaction, place)
            return
        await self._show_page(interaction, page)
        if step == "next":
            await self._store.places.reach(interaction.user.id, page, now=discord.utils.utcnow())
            await self._ahead.prepare_what_follows(page)
        elif step == "stay":
            await self._keep_first_place(interaction.user.id, page)

    async def jump(self, interaction: Interaction, story_id: int, *, number: int) -> None:
        """Show the section of a number: a look around, until the reader reads on from there."""
        page = await self._store.library.page_numbered(story_id, number)
        await self._show_page(interaction, page)
        await self._keep_first_place(interaction.user.id, page)

    async def contents(self, interaction: Interaction, place: Place, *, sheet: int) -> None:
        """List the chapters around a place."""
        page = await self._store.library.page_at(place)
        if page is None:
            await self._ask_where(interaction, place, sheet=sheet)
            return
        check_venue(page.rating, interaction.channel)
        headings = await self._store.library.contents(place.story_id)
        await show(interaction, screens.contents(page, headings, sheet=sheet))

    async def note(self, interaction: Interaction, place: Place, *, where: controls.Where, part: int) -> None:
        """Unfold the author's notes at a page."""
        page = await self._store.library.page_at(place)
        if page is None:
            await self._ask_where(interaction, place)
            return
        check_venue(page.rating, interaction.channel)
        parts = [piece for passage in await self._notes(page, Where(where)) for piece in _pieces(passage)]
        if not parts:
            raise StoryError("The author has taken this note away.")
        part = min(max(part, 1), len(parts))
        await show(interaction, screens.note(page, parts[part - 1], where=where, number=part, of=len(parts)))

    async def shelf(self, interaction: Interaction, *, sheet: int) -> None:
        """Show a sheet of what can be read here."""
        ratings = ratings_shown_in(interaction.channel)
        library, size = self._store.library, screens.STORIES_ON_A_SHEET
        count = await library.count(ratings=ratings)
        sheet = min(max(sheet, 1), max(1, -(-count // size)))
        stories = await library.stories(ratings=ratings, offset=(sheet - 1) * size, limit=size)
        restricted = venue_of(interaction.channel).age_restricted
        await show(interaction, screens.shelf(stories, sheet=sheet, count=count, restricted=restricted))

    async def beside(self, page: Page, *, reader_id: int | None, channel: object) -> Beside:
        """The notes and suggestions that belong under a page."""
        head = page.starts_chapter and bool(await self._notes(page, Where.HEAD))
        tail = page.ends_chapter and bool(await self._notes(page, Where.TAIL))
        following: list[Title] = []
        if page.is_last:
            recent = await self._store.places.recent(reader_id) if reader_id else []
            read = {saved.place.story_id for saved in recent}
            following = await self._titles.to_read_after(page, ratings=ratings_shown_in(channel), read=read)
        return Beside(head_note=head, tail_note=tail, next_stories=following)

    async def _page(self, place: Place, step: controls.Step) -> Page | None:
        library = self._store.library
        if step == "next":
            return await self._ahead.page_after(place) or await library.page_at(place)
        if step == "back":
            return await library.page_before(place) or await library.page_at(place)
        return await library.page_at(place)

    async def _show_page(self, interaction: Interaction, page: Page) -> None:
        check_venue(page.rating, interaction.channel)
        beside = await self.beside(page, reader_id=interaction.user.id, channel=interaction.channel)
        await show(interaction, screens.private_page(page, beside))

    async def _ask_where(self, interaction: Interaction, lost: Place, *, sheet: int = 1) -> None:
        first = await self._store.library.page_numbered(lost.story_id, 1)
        check_venue(first.rating, interaction.channel)
        headings = await self._store.library.contents(lost.story_id)
        await show(interaction, screens.contents(first, headings, sheet=sheet, words=CHANGED))

    async def _keep_first_place(self, reader_id: int, page: Page) -> None:
        """Begin to keep a place for someone who has none, or whose place was lost with a new revision."""
        saved = await self._store.places.of(reader_id, page.story_id)
        if saved is None or await self._store.library.page_at(saved.place) is None:
            await self._store.places.move(reader_id, page, now=discord.utils.utcnow())

    async def _notes(self, page: Page, where: Where) -> list[Passage]:
        notes = await self._store.library.notes(page.story_id) if page.has_notes else []
        passages = [note.passage for note in notes if note.where is where and _belongs(note, page)]
        if page.number == 1 and where is Where.HEAD:
            passages += layout.too_long_for_the_cover(await self._store.library.story(page.story_id))
        return passages


def _belongs(note: Note, page: Page) -> bool:
    if note.chapter is not None:
        return note.chapter == page.chapter
    return page.number == 1 if note.where is Where.HEAD else page.is_last


def _pieces(passage: Passage) -> list[Passage]:
    """A note in parts that fit a message."""
    return [passage.clip(section.start, section.end) for section in cut(passage)]
