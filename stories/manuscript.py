"""A story as it was read from a file, before it has a number: what importing gives and the store keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from stories.ratings import Rating
from stories.text import Kind, Passage

OF_THE_FILE = {
    *("Title page", "Half title", "Cover", "Contents", "Index", "Copyright", "Credits", "Imprint", "Colophon"),
    *("Uncopyright", "Page title", "Transcriber's note", "Update log", "Hidden sentences dropped", "Made with"),
}
"""Fields that are kept, and that no reader asks for."""


class Where(StrEnum):
    """Where a note stands: before the text or after it."""

    HEAD = "head"
    TAIL = "tail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An author's note on the whole work (`chapter` is None) or on the chapter of that number."""

    where: Where
    passage: Passage
    chapter: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter: `label` is its numbering as the author wrote it (`(i)`, `Chapter 1`), `title` the words after it."""

    number: int
    label: str = ""
    title: str = ""
    body: Passage

    @property
    def scenes(self) -> int:
        """How many scenes its breaks part it into; a break at either edge parts nothing."""
        edge = len(self.body.text.rstrip())
        return 1 + sum(span.start > 0 and span.end < edge for span in self.body.of_kind(Kind.SCENE_BREAK))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A story and all that its source says about it."""

    title: str
    title_guessed: bool = False
    authors: tuple[str, ...] = ()
    summary: str = ""
    relationships: tuple[str, ...] = ()
    rating: Rating = Rating.NOT_RATED
    warnings: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    licence: str | None = None
    source: str | None = None
    fields: dict[str, str] = field(default_factory=dict[str, str])
    notes: tuple[Note, ...] = ()
    epigraph: tuple[str, ...] = ()
    chapters: tuple[Chapter, ...]
