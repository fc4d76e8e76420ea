"""Reads the next page while the reader is on this one, so that it is there when they turn to it."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from bot.pages import layout

if TYPE_CHECKING:
    from stories.places import Place
    from stories.store.library import Library
    from stories.store.records import Page

MOST = 500  # pages kept ready, a few kilobytes each


class ReadingAhead:
    """The pages that were read ahead; whatever changes in the library makes them all stale."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._ready: OrderedDict[Place, Page] = OrderedDict()
        self._version = 0

    async def page_after(self, place: Place) -> Page | None:
        """The page after the one that holds the place, read ahead or not."""
        await self._forget_what_is_stale()
        return self._ready.get(place) or await self._library.page_after(place)

    async def prepare_what_follows(self, page: Page) -> None:
        """Read the page after this one, and put its text into the form in which it will be sent."""
        if page.is_last:
            return
        await self._forget_what_is_stale()
        following = self._ready.get(page.place) or await self._library.page_after(page.place)
        if following is not None:
            layout.shown(following.passage)
            self._ready[page.place] = following
            self._ready.move_to_end(page.place)
        while len(self._ready) > MOST:
            self._ready.popitem(last=False)

    async def _forget_what_is_stale(self) -> None:
        version = await self._library.version()
        if version != self._version:
            self._ready.clear()
            self._version = version
