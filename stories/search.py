"""Finds stories by title, in spite of case, accents and typing errors."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from stories.ratings import Rating
    from stories.store.records import Title

_CLOSE_ENOUGH = 75  # of 100: one letter in four may be wrong
_LONG_ENOUGH = 4  # shorter queries are in every second title, with a letter or two wrong
_SCORERS = (fuzz.partial_ratio, fuzz.token_sort_ratio)  # a part of the title; all of it with its words in another order


class TitleIndex:
    """The titles of the library, prepared once and asked at each key that is pressed."""

    def __init__(self, titles: Iterable[Title]) -> None:
        self._titles = [*titles]
        self._plain = [plain(title.title) for title in self._titles]
        self._with_authors = [plain(f"{title.title} {' '.join(title.authors)}") for title in self._titles]
        self._position = {title.story_id: position for position, title in enumerate(self._titles)}

    def find(
        self, query: str, *, ratings: Collection[Rating], limit: int = 25, first: Sequence[int] = ()
    ) -> list[Title]:
        """The titles that match best, those in `first` before all others that match; every title, for no query."""
        wanted = plain(query)
        recent = [self._position[story_id] for story_id in first if story_id in self._position]
        matching = self._matching(wanted) if wanted else dict.fromkeys(range(len(self._titles)), 0.0)
        rest = sorted(matching, key=lambda position: (-matching[position], position))
        found = dict.fromkeys([position for position in recent if position in matching] + rest)
        shown = (self._titles[position] for position in found if self._titles[position].rating in ratings)
        return [title for title, _ in zip(shown, range(limit), strict=False)]

    def _matching(self, wanted: str) -> dict[int, float]:
        """Positions of the titles that match, with how well they do."""
        scored = dict.fromkeys((n for n, title in enumerate(self._with_authors) if wanted in title), 100.0)
        if len(wanted) >= _LONG_ENOUGH:
            for scorer in _SCORERS:
                for _, score, n in process.extract(
                    wanted, self._with_authors, scorer=scorer, score_cutoff=_CLOSE_ENOUGH, limit=None
                ):
                    scored[n] = max(score, scored.get(n, 0.0))
        return {n: score + self._closeness(wanted, n) for n, score in scored.items()}

    def _closeness(self, wanted: str, position: int) -> float:
        title = self._plain[position]
        return 200.0 * (title == wanted) + 100.0 * title.startswith(wanted) + 50.0 * (wanted in title)


def plain(text: str) -> str:
    """Letters and digits in lower case without accents, with single spaces between words."""
    letters = (character for character in normalize("NFKD", text.casefold()) if not combining(character))
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())
