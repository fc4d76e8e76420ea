"""Stories of which every paragraph says which one it is, so that each can be looked for at Discord."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from stories.manuscript import Chapter, Manuscript
from stories.ratings import Rating
from stories.shelf import fill_shelf
from stories.text import Passage

if TYPE_CHECKING:
    from stories.store import Store

IN_CHAPTER = 28  # paragraphs, which make three sections or four
TALES = 60  # so many that a vote hardly ever goes to the novel, which has none after it for long
_SAYING = (
    "It goes on for so long that ten such paragraphs fill a section, or a few more, whatever comes of it in the end."
)
_PARAGRAPH = re.compile(r"Paragraph (\d+) of (\w+)\.")


async def fill(store: Store, *, chapters: int) -> tuple[int, list[int]]:
    """A novel of so many chapters, and tales of one section; nothing else is left on the shelf."""
    await fill_shelf(store, now=datetime.now(UTC))
    for title in await store.library.titles():
        await store.library.remove(title.story_id, now=datetime.now(UTC))
    novel = await _kept(store, "Novel", chapters=chapters, paragraphs=IN_CHAPTER)
    return novel, [await _kept(store, f"Tale{n}", chapters=1, paragraphs=3) for n in range(TALES)]


async def _kept(store: Store, name: str, *, chapters: int, paragraphs: int) -> int:
    texts = (
        "\n\n".join(
            f"Paragraph {chapter * paragraphs + n} of {name}. {_SAYING} {_SAYING}" for n in range(1, paragraphs + 1)
        )
        for chapter in range(chapters)
    )
    story = Manuscript(
        title=name,
        rating=Rating.GENERAL,
        chapters=tuple(
            Chapter(number=n, title=f"Part {n}", body=Passage(body)) for n, body in enumerate(texts, start=1)
        ),
    )
    kept = await store.library.keep(story, origin=f"file:/{name}", digest=name, now=datetime.now(UTC))
    return kept.story_id


def paragraphs_in(shown: str) -> list[tuple[str, int]]:
    """The paragraphs in a text, as story and number."""
    return [(name, int(number)) for number, name in _PARAGRAPH.findall(shown)]
