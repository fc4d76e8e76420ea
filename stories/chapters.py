"""Finds the chapter a reader means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.errors import StoryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.store.records import Heading


def chapters_matching(headings: Sequence[Heading], typed: str) -> list[Heading]:
    """The chapter of that number first, then those whose label or title holds the words; all when nothing was typed."""
    words = typed.strip().casefold()
    numbered = [heading for heading in headings if str(heading.chapter) == words]
    named = [heading for heading in headings if words in f"{heading.label} {heading.title}".casefold()]
    return list(dict.fromkeys([*numbered, *named]))


def chapter_meant(headings: Sequence[Heading], typed: str) -> Heading:
    """The one chapter that was meant, or a StoryError that says how many there are."""
    found = chapters_matching(headings, typed)
    if not found or not typed.strip():
        count = "only one chapter" if len(headings) == 1 else f"{len(headings)} chapters"
        raise StoryError(f"This story has {count}, and none is called that. Choose one from the list.")
    return found[0]
