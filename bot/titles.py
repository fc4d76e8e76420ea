"""The titles in memory, so that a picker answers at every keystroke; read anew when the library has changed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from stories.errors import NoSuchStoryError, StoryError
from stories.search import TitleIndex
from stories.suggestions import what_next

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from stories.ratings import Rating
    from stories.store import Store
    from stories.store.records import Page, Title

PATIENCE = 0.05  # seconds that a picker waits for titles that have changed
GONE = "A story that is gone"
CHOSEN = "story:"  # begins the value of a title chosen in the picker; what was only typed does not begin so


class Titles:
    """Finds stories by what people type."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version: int | None = None
        self._titles: Sequence[Title] = ()
        self._index = TitleIndex(())
        self._reading: asyncio.Task[None] | None = None

    async def matching(self, typed: str, *, ratings: Collection[Rating], reader_id: int) -> list[Title]:
        """At most 25 titles for the picker, what the reader read last first."""
        await self._refresh(patience=PATIENCE)
        recent = [saved.place.story_id for saved in await self._store.places.recent(reader_id)]
        return self._index.find(typed, ratings=ratings, limit=25, first=recent)

    async def of(self, story_id: int) -> str:
        """The title of a story, which may have been taken away."""
        try:
            return (await self._store.library.story(story_id)).title
        except StoryError:
            return GONE

    async def named(self, answer: str, *, ratings: Collection[Rating]) -> int:
        """The story that a picker's answer means: one that was chosen, or the only match for what was typed.

        A title that was typed in full is found whatever its rating, so that the refusal can say where to ask for it.
        """
        number = answer.removeprefix(CHOSEN)
        if number != answer and number.isascii() and number.isdigit():
            return int(number)
        await self._refresh()
        found = self._index.find(answer, ratings=ratings, limit=2)
        exact = [title for title in self._titles if title.title.casefold() == answer.strip().casefold()]
        allowed = [title for title in exact if title.rating in ratings]
        if exact or len(found) == 1:
            return (allowed or exact or found)[0].story_id
        raise NoSuchStoryError(_unknown(answer, found))

    async def to_read_after(self, page: Page, *, ratings: Collection[Rating], read: Collection[int]) -> list[Title]:
        """What to offer on the last page."""
        await self._refresh()
        return what_next(self._titles, after=page.story_id, authors=page.authors, ratings=ratings, read=read)

    async def warm(self) -> None:
        """Begin to read the titles, so that the first picker need not wait for them."""
        await self._refresh(patience=0)

    async def _refresh(self, *, patience: float | None = None) -> None:
        """Read the titles anew where they have changed; when patience (seconds) is over, the old ones serve on."""
        version = await self._store.library.version()
        if version == self._version:
            return
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read(version))
        done, _ = await asyncio.wait({self._reading}, timeout=patience)
        for reading in done:
            reading.result()

    async def _read(self, version: int) -> None:
        titles = await self._store.library.titles()
        self._index = await asyncio.to_thread(TitleIndex, titles)
        self._titles, self._version = titles, version


def _unknown(answer: str, found: Sequence[Title]) -> str:
    typed = " ".join(answer.split())[:80].replace("`", "ˋ")
    known = f"I don't have a story called `{typed or ' '}` here."
    if not found:
        return f"{known} `/stories` lists what there is."
    return f"{known} Choose one from the list that opens while you type."
