"""Tells a story in a thread: each Next posts the following section below, so the thread becomes the story."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import discord

from bot.errors import tell
from bot.pages import screens
from bot.pages.layout import title_of
from bot.posting import Posting, next_ordinal, without_controls
from bot.threads import LostThreadError, Opening, usable
from bot.venue import can_post_in, check_venue
from stories.errors import StoryError

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.posting import Posted
    from bot.ui import Interaction
    from stories.places import Place
    from stories.store import Store
    from stories.store.records import Delivery, Page, Story, Thread

log = logging.getLogger(__name__)

ARCHIVED = 50083
NOT_MINE = (
    "I can tell a story only where I am a member, or in direct messages between you and me. "
    "`/read` shows it to you alone."
)


class Teller:
    """What a reader can do with a story in a thread."""

    def __init__(self, store: Store, desk: Desk) -> None:
        self._store = store
        self._desk = desk
        self.posting = Posting(store)
        self.opening = Opening(store)
        self._underway: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    async def go_on(self, interaction: Interaction, story_id: int) -> None:
        """Go on with a story in the reader's thread, from the reader's place, or from its cover."""
        saved = await self._store.places.of(interaction.user.id, story_id)
        await self.go_on_from(interaction, saved.place if saved else None, story_id=story_id)

    async def go_on_from(self, interaction: Interaction, place: Place | None, *, story_id: int | None = None) -> None:
        """Go on with a story in the reader's thread, from a place; None is the cover."""
        story = await self._store.library.story(place.story_id if place else story_id or 0)
        check_venue(story.rating, interaction.channel)
        if not can_post_in(interaction):
            raise StoryError(NOT_MINE)
        page = await self._store.library.page_at(place) if place else None
        if place and page is None:
            await self._desk.contents(interaction, place, sheet=1)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        lock = self._underway.setdefault((interaction.user.id, story.story_id), asyncio.Lock())
        async with lock:
            words = await self._go_on(interaction, story, page)
        await interaction.edit_original_response(content=words)

    async def next(self, interaction: Interaction, thread_id: int, ordinal: int, place: Place) -> None:
        """Post what follows a page of a thread, and take the buttons off that page."""
        thread, ordinal = await self._known_thread(interaction, thread_id, ordinal, place)
        page = await self._following(thread, ordinal, place)
        if page is None:
            await self._nothing_follows(interaction, place)
            return
        check_venue(page.rating, interaction.channel)
        in_time = await _acknowledge(interaction)
        posted = await self._post(interaction.channel, thread, ordinal + 1, page)
        if posted.message_id is not None:  # else whoever posts it may still fail, and the buttons are needed
            await _take_controls_off(interaction, deferred=in_time)
        if posted.by_us:
            await self._store.places.reach(interaction.user.id, page, now=discord.utils.utcnow())
        else:
            await tell(interaction, _where_it_is(posted, interaction.channel))

    async def _go_on(self, interaction: Interaction, story: Story, page: Page | None) -> str:
        row, channel, note = await self._thread(interaction, story)
        last = await self._store.threads.last(row.thread_id)
        waiting = await _still_there(channel, last) if last and _shows(last, page) else None
        if waiting is None:
            ordinal = next_ordinal(last)
            posted = await self._post_page_or_cover(channel, row, ordinal, story=story, page=page)
            await _take_controls_off_last(channel, last)
            waiting = posted.message_id
        if page:
            await self._store.places.reach(interaction.user.id, page, now=discord.utils.utcnow())
        return f"{note}**{title_of(story.title)}** goes on here: {_link(channel, waiting)}"

    async def _post_page_or_cover(
        self,
        channel: Any,  # noqa: ANN401 - a thread or a direct message
        row: Thread,
        ordinal: int,
        *,
        story: Story,
        page: Page | None,
    ) -> Posted:
        if page is not None:
            return await self._post(channel, row, ordinal, page)
        first = await self._store.library.page_numbered(story.story_id, 1)
        has_note = (await self._desk.beside(first, reader_id=None, channel=channel)).head_note
        cover = screens.thread_cover(story, first, has_note=has_note, thread_id=row.thread_id, ordinal=ordinal)
        return await self.posting.once(
            channel, cover, thread_id=row.thread_id, ordinal=ordinal, place=first.place, end=first.start
        )

    async def _post(
        self,
        channel: Any,  # noqa: ANN401 - a thread or a direct message
        row: Thread,
        ordinal: int,
        page: Page,
    ) -> Posted:
        beside = await self._desk.beside(page, reader_id=row.reader_id, channel=channel)
        screen = screens.thread_page(page, beside, thread_id=row.thread_id, ordinal=ordinal)
        return await self.posting.once(
            channel, screen, thread_id=row.thread_id, ordinal=ordinal, place=page.place, end=page.end
        )

    async def _thread(self, interaction: Interaction, story: Story) -> tuple[Thread, Any, str]:
        """The row and the channel in which a reader's story goes on, and what to say of an old thread."""
        row = await self._store.threads.of_reader(interaction.user.id, story.story_id, server_id=interaction.guild_id)
        if interaction.guild is None:
            row = row or await self._begin(interaction, story, discord_id=interaction.channel_id)
            return row, interaction.channel, ""
        note = ""
        if row and row.discord_id:
            try:
                return row, await usable(interaction.guild, row, story.rating), ""
            except LostThreadError as lost:
                await self._store.threads.let_go(row.thread_id)
                row, note = None, f"Your old thread {lost}, so here is a new one. "
        row = row or await self._begin(interaction, story)
        return row, await self.opening.for_reader(interaction, row, story), note

    async def _begin(self, interaction: Interaction, story: Story, *, discord_id: int | None = None) -> Thread:
        return await self._store.threads.begin(
            server_id=interaction.guild_id,
            parent_id=_parent_id(interaction),
            story_id=story.story_id,
            reader_id=interaction.user.id,
            discord_id=discord_id,
            now=discord.utils.utcnow(),
        )

    async def _known_thread(
        self, interaction: Interaction, thread_id: int, ordinal: int, place: Place
    ) -> tuple[Thread, int]:
        """The thread's row and the ordinal of the pressed page; both begin anew where a reader's data was deleted."""
        row = await self._store.threads.get(thread_id)
        if row is not None:
            return row, ordinal
        story = await self._store.library.story(place.story_id)
        return await self._begin(interaction, story, discord_id=interaction.channel_id), 0

    async def _following(self, row: Thread, ordinal: int, place: Place) -> Page | None:
        pressed = await self._store.threads.delivery(row.thread_id, ordinal)
        is_cover = pressed is not None and pressed.end == pressed.place.offset
        library = self._store.library
        return await (library.page_at(place) if is_cover else library.page_after(place))

    async def _nothing_follows(self, interaction: Interaction, place: Place) -> None:
        if await self._store.library.page_at(place) is None:
            await self._desk.contents(interaction, place, sheet=1)
        else:
            raise StoryError("That was the last page. `/stories` lists what else there is.")


async def _acknowledge(interaction: Interaction) -> bool:
    """Answer at once, as posting may take long; an archived thread takes the answer only after the post woke it."""
    try:
        await interaction.response.defer()
    except discord.HTTPException as refusal:
        if refusal.code != ARCHIVED:
            raise
        return False
    return True


async def _take_controls_off(interaction: Interaction, *, deferred: bool) -> None:
    if interaction.message is None:
        return
    bare = without_controls(interaction.message)
    if deferred:
        await interaction.edit_original_response(view=bare)
    else:
        await interaction.response.edit_message(view=bare)


async def _take_controls_off_last(channel: Any, last: Delivery | None) -> None:  # noqa: ANN401 - as above
    if last is None or last.message_id is None:
        return
    try:
        message = await channel.fetch_message(last.message_id)
        await message.edit(view=without_controls(message))
    except (discord.NotFound, discord.Forbidden):
        log.info("the page before, %s, is gone or out of reach; its buttons stay as they are", last.message_id)


async def _still_there(channel: Any, last: Delivery) -> int | None:  # noqa: ANN401 - as above
    if last.message_id is None:
        return None
    try:
        return (await channel.fetch_message(last.message_id)).id
    except discord.NotFound:
        return None


def _parent_id(interaction: Interaction) -> int:
    """The channel under which the thread is or will be."""
    channel = interaction.channel
    return channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id or 0


def _shows(last: Delivery, page: Page | None) -> bool:
    if page is None:
        return last.end == last.place.offset
    return last.place == page.place and last.end == page.end


def _link(channel: Any, message_id: int | None) -> str:  # noqa: ANN401 - as above
    if message_id is None:
        return "it is on its way."
    return channel.get_partial_message(message_id).jump_url


def _where_it_is(posted: Posted, channel: Any) -> str:  # noqa: ANN401 - as above
    if posted.message_id is None:
        return "The next section is on its way."
    return f"The next section is already here: {_link(channel, posted.message_id)}"
