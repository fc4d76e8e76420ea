"""What the store gives: plain values, each the answer to one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stories.places import Place

if TYPE_CHECKING:
    from datetime import date, datetime

    from stories.instalments import Spot
    from stories.ratings import Rating
    from stories.serials import Terms
    from stories.text import Passage

Outcome = Literal["new", "unchanged", "revised"]
SerialState = Literal["active", "paused", "suspended", "ended"]
InstalmentState = Literal["due", "claimed", "sent", "confirmed", "held", "failed", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A story as a list of titles names it."""

    story_id: int
    title: str
    authors: tuple[str, ...]
    rating: Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All that is said of a story, without its text."""

    story_id: int
    revision: int
    title: str
    title_guessed: bool
    authors: tuple[str, ...]
    summary: str
    relationships: tuple[str, ...]
    rating: Rating
    warnings: tuple[str, ...]
    tags: tuple[str, ...]
    language: str | None
    licence: str | None
    source: str | None
    fields: dict[str, str]
    epigraph: tuple[str, ...]
    sections: int
    characters: int
    chapters: int
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One section, and all that a page needs to show it; `before` and `characters` count the story's characters."""

    story_id: int
    revision: int
    title: str
    authors: tuple[str, ...]
    rating: Rating
    language: str | None
    chapter: int
    label: str
    chapter_title: str
    start: int
    end: int
    passage: Passage
    number: int
    of: int
    before: int
    characters: int
    starts_chapter: bool
    ends_chapter: bool
    has_notes: bool = False  # whether there are any in the whole story

    @property
    def place(self) -> Place:
        """Where this section begins."""
        return Place(self.story_id, self.revision, self.chapter, self.start)

    @property
    def is_last(self) -> bool:
        """Whether the story ends with this section."""
        return self.number == self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A chapter in the contents, and the number of the section it begins with."""

    chapter: int
    label: str
    title: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPlace:
    """How far a reader came, in the revision they read; `anchor` is how that section began."""

    reader_id: int
    place: Place
    anchor: str
    finished: bool
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Where a story goes on, message by message; `discord_id` is None until Discord has made it."""

    thread_id: int
    discord_id: int | None
    parent_id: int
    server_id: int | None
    story_id: int
    reader_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A section that was posted in a thread, or that `owner` is about to post."""

    thread_id: int
    ordinal: int
    place: Place
    end: int
    state: Literal["claimed", "sent"]
    owner: str
    claimed_until: datetime
    message_id: int | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Serial:
    """A story being delivered; `version` changes with whatever its next instalment depends on."""

    serial_id: int
    terms: Terms
    story_id: int
    queue: tuple[int, ...]
    thread_id: int | None
    state: SerialState
    reason: str | None
    reported: bool
    version: int
    created_by: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One delivery: the text `[place, end)`, or what a vote among the candidates decides.

    `channel_id` is where its pages are, `message_id` and `last_message_id` are the first and the last of them,
    `progress` is how many are there; it has been tried since `tried_at`.
    """

    serial_id: int
    number: int
    place: Place | None
    end: Spot | None
    candidates: tuple[int, ...]
    local_date: date
    due_at: datetime
    next_at: datetime
    state: InstalmentState
    owner: str | None
    tries: int
    tried_at: datetime | None
    failure: str | None
    reason: str | None
    progress: int
    channel_id: int | None
    message_id: int | None
    last_message_id: int | None
    sent_at: datetime | None

    @property
    def is_empty(self) -> bool:
        """Whether its text is still to be planned, or nothing is left of it."""
        return self.place is not None and self.end is not None and (self.place.chapter, self.place.offset) >= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What keeping a manuscript came to."""

    outcome: Outcome
    story_id: int
    revision: int
