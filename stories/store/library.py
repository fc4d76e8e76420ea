"""The library: every story, what is said of it, its pages, and whether all of it still holds."""

from __future__ import annotations

from stories.store.catalogue import Catalogue
from stories.store.keeping import Keeping
from stories.store.pages import Pages
from stories.store.problems import problems


class Library(Keeping, Catalogue, Pages):
    """Stories, from the day they come in to the day they go."""

    async def problems(self) -> list[str]:
        """Every invariant that does not hold, in sentences."""
        async with self._connections.alone() as connection:
            return [problem async for problem in problems(connection)]
