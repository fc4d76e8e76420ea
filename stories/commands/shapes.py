"""The JSON that programs may rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stories import exporting
from stories.markdown import render

if TYPE_CHECKING:
    from stories.manuscript import Manuscript
    from stories.store.records import Page, Story

    Json = dict[str, Any]


def story(manuscript: Manuscript, *, story_id: int | None, revision: int | None, sections: int) -> Json:
    """A story, without its text; what was not kept has neither number nor revision."""
    return exporting.as_json(manuscript, id=story_id, revision=revision, sections=sections)


def entry(told: Story) -> Json:
    """A story in a list."""
    return {
        "id": told.story_id,
        "revision": told.revision,
        "title": told.title,
        "title_guessed": told.title_guessed,
        "authors": [*told.authors],
        "rating": told.rating.value,
        "language": told.language,
        "sections": told.sections,
        "characters": told.characters,
    }


def section(page: Page) -> Json:
    """A section, as it is stored and as it is shown."""
    return {
        "number": page.number,
        "chapter": page.chapter,
        "start": page.start,
        "end": page.end,
        "text": page.passage.text,
        "markdown": render(page.passage),
    }
