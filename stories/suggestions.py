"""What to read after the last page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from stories.ratings import Rating
    from stories.store.records import Title


def what_next(
    titles: Iterable[Title],
    *,
    after: int,
    authors: Collection[str],
    ratings: Collection[Rating],
    read: Collection[int],
    limit: int = 3,
) -> list[Title]:
    """Unread stories that may be shown: the same author's first, then those that came after this one, then the rest."""
    wanted = [t for t in titles if t.story_id != after and t.rating in ratings and t.story_id not in read]

    def nearness(title: Title) -> tuple[bool, bool, int]:
        return (authors_differ(title), title.story_id < after, title.story_id)

    def authors_differ(title: Title) -> bool:
        return not set(title.authors) & set(authors)

    return sorted(wanted, key=nearness)[:limit]
