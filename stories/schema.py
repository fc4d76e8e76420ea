"""Every table."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    text,
)

from stories.column_types import Fields, Lines, Moment, Numbers, Spans, Weekdays, Worded
from stories.manuscript import Where
from stories.ratings import Rating
from stories.serials import AtEnd, Manner, Measure
from stories.text import Span  # noqa: TC001 - SQLAlchemy reads the annotations

if TYPE_CHECKING:
    from collections.abc import Iterable

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

TAG_KINDS = ("relationship", "warning", "tag")
DELIVERY_STATES = ("claimed", "sent")
SERIAL_STATES = ("active", "paused", "suspended", "ended")
INSTALMENT_STATES = ("due", "claimed", "sent", "confirmed", "held", "failed", "skipped")

# PostgreSQL is asked to order as SQLite does, so that a list reads the same on both.
_BYTES = String().with_variant(String(collation="C"), "postgresql")


def _one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column.strip(chr(34))}_is_known")


def _only_where(condition: str, name: str, *columns: str, unique: bool = False) -> Index:
    where = text(condition)
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


def _of_revision() -> ForeignKeyConstraint:
    there = ["revisions.story_id", "revisions.number"]
    return ForeignKeyConstraint(["story_id", "revision"], there, ondelete="CASCADE")


class StoryColumns(TypedColumns):
    """A story as its current revision tells of itself; of a removed one only what its tombstone needs."""

    story_id = Column(Integer, primary_key=True)
    origin: Named[str]
    revision: Named[int]
    title: Named[str]
    sort_key: Named[str] = Column(_BYTES)
    title_guessed: Named[bool]
    authors: Named[tuple[str, ...]] = Column(Lines)
    rating: Named[Rating] = Column(Worded(Rating))
    language: Named[str | None]
    licence: Named[str | None]
    source: Named[str | None]
    summary: Named[str] = Column(Text)
    epigraph: Named[tuple[str, ...]] = Column(Lines)
    fields: Named[dict[str, str]] = Column(Fields)
    added_at: Named[datetime] = Column(Moment)
    removed_at: Named[datetime | None] = Column(Moment)


# Numbers that stand in buttons are never given twice (`sqlite_autoincrement`): an old button must not do new things.
stories = Table(
    "stories",
    metadata,
    StoryColumns,
    CheckConstraint("revision >= 1", name="revision_counts_from_one"),
    _one_of("rating", Rating),
    _only_where("removed_at IS NULL", "ix_stories_living_origin", "origin", unique=True),
    _only_where("removed_at IS NULL", "ix_stories_living_sort_key", "sort_key", "story_id"),
    sqlite_autoincrement=True,
)


class RevisionColumns(TypedColumns):
    """One state of a story's text; old ones are kept, because places in them can be carried over."""

    story_id: Named[int] = Column(ForeignKey("stories.story_id", ondelete="CASCADE"), primary_key=True)
    number: Named[int] = Column(primary_key=True, autoincrement=False)
    digest: Named[str] = Column(index=True)
    chapters: Named[int]
    sections: Named[int]
    characters: Named[int]
    created_at: Named[datetime] = Column(Moment)


revisions = Table(
    "revisions",
    metadata,
    RevisionColumns,
    CheckConstraint("number >= 1", name="number_counts_from_one"),
    CheckConstraint("chapters >= 1 AND sections >= 1 AND characters >= 1", name="has_text"),
)


class ChapterColumns(TypedColumns):
    """A chapter's whole text, which stands last so that SQLite can read the rest without it."""

    story_id: Named[int] = Column(primary_key=True, autoincrement=False)
    revision: Named[int] = Column(primary_key=True, autoincrement=False)
    number: Named[int] = Column(primary_key=True, autoincrement=False)
    label: Named[str]
    title: Named[str]
    characters: Named[int]
    text: Named[str] = Column(Text)
    spans: Named[tuple[Span, ...]] = Column(Spans)


chapters = Table(
    "chapters",
    metadata,
    ChapterColumns,
    _of_revision(),
    CheckConstraint("number >= 1", name="number_counts_from_one"),
)


class SectionColumns(TypedColumns):
    """What one page shows: `[start, end)` of a chapter, with a copy of that text, so that a page is one row."""

    story_id: Named[int] = Column(primary_key=True, autoincrement=False)
    revision: Named[int] = Column(primary_key=True, autoincrement=False)
    number: Named[int] = Column(primary_key=True, autoincrement=False)
    chapter: Named[int]
    start: Named[int]
    end: Named[int]
    before: Named[int]
    text: Named[str] = Column(Text)
    spans: Named[tuple[Span, ...]] = Column(Spans)


sections = Table(
    "sections",
    metadata,
    SectionColumns,
    ForeignKeyConstraint(
        ["story_id", "revision", "chapter"],
        ["chapters.story_id", "chapters.revision", "chapters.number"],
        ondelete="CASCADE",
    ),
    CheckConstraint("number >= 1", name="number_counts_from_one"),
    CheckConstraint('start >= 0 AND "end" > start AND before >= 0', name="has_text"),
    Index(None, "story_id", "revision", "chapter", "start", unique=True),
)


class NoteColumns(TypedColumns):
    """An author's note, on the whole story where no chapter is named."""

    story_id: Named[int] = Column(primary_key=True, autoincrement=False)
    revision: Named[int] = Column(primary_key=True, autoincrement=False)
    position: Named[int] = Column(primary_key=True, autoincrement=False)
    where: Named[str]
    chapter: Named[int | None]
    text: Named[str] = Column(Text)
    spans: Named[tuple[Span, ...]] = Column(Spans)


notes = Table("notes", metadata, NoteColumns, _of_revision(), _one_of('"where"', Where))


class TagColumns(TypedColumns):
    """A relationship, a warning or another tag, in the author's order."""

    story_id: Named[int] = Column(ForeignKey("stories.story_id", ondelete="CASCADE"), primary_key=True)
    kind: Named[str] = Column(primary_key=True)
    position: Named[int] = Column(primary_key=True, autoincrement=False)
    name: Named[str]


tags = Table("tags", metadata, TagColumns, _one_of("kind", TAG_KINDS))


class ReaderColumns(TypedColumns):
    """Somebody who has a place or a thread here."""

    reader_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)


readers = Table("readers", metadata, ReaderColumns)


class PlaceColumns(TypedColumns):
    """How far a reader has come in a story, in the revision they read."""

    reader_id: Named[int] = Column(
        BigInteger, ForeignKey("readers.reader_id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    story_id: Named[int] = Column(primary_key=True, autoincrement=False)
    revision: Named[int]
    chapter: Named[int]
    offset: Named[int]
    anchor: Named[str]
    finished: Named[bool]
    updated_at: Named[datetime] = Column(Moment)


places = Table(
    "places",
    metadata,
    PlaceColumns,
    _of_revision(),
    CheckConstraint('chapter >= 1 AND "offset" >= 0', name="lies_in_a_text"),
    Index(None, "story_id", "revision"),
)


class ServerColumns(TypedColumns):
    """A Discord server that has used Fireside."""

    server_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    known_since: Named[datetime] = Column(Moment)
    keeper_role_id: Named[int | None] = Column(BigInteger)


servers = Table("servers", metadata, ServerColumns)


class ThreadColumns(TypedColumns):
    """Where a story goes on, message by message; written down before Discord makes it, so a crash can be mended."""

    thread_id = Column(Integer, primary_key=True)
    discord_id: Named[int | None] = Column(BigInteger)
    parent_id: Named[int] = Column(BigInteger)
    server_id: Named[int | None] = Column(BigInteger, ForeignKey("servers.server_id", ondelete="CASCADE"), index=True)
    story_id: Named[int] = Column(ForeignKey("stories.story_id", ondelete="CASCADE"), index=True)
    reader_id: Named[int | None] = Column(BigInteger, ForeignKey("readers.reader_id", ondelete="CASCADE"))
    let_go: Named[bool]
    created_at: Named[datetime] = Column(Moment)


threads = Table(
    "threads",
    metadata,
    ThreadColumns,
    Index(None, "reader_id", "story_id"),
    _only_where("NOT let_go", "ix_threads_kept_discord_id", "discord_id", "story_id", unique=True),
    sqlite_autoincrement=True,
)


class DeliveryColumns(TypedColumns):
    """What was posted, or is about to be, as the message of that ordinal in a thread; a cover has no length."""

    thread_id: Named[int] = Column(ForeignKey("threads.thread_id", ondelete="CASCADE"), primary_key=True)
    ordinal: Named[int] = Column(primary_key=True, autoincrement=False)
    story_id: Named[int]
    revision: Named[int]
    chapter: Named[int]
    offset: Named[int]
    end: Named[int]
    state: Named[str]
    owner: Named[str]
    claimed_until: Named[datetime] = Column(Moment)
    message_id: Named[int | None] = Column(BigInteger, index=True)
    sent_at: Named[datetime | None] = Column(Moment)


deliveries = Table(
    "deliveries",
    metadata,
    DeliveryColumns,
    _of_revision(),
    _one_of("state", DELIVERY_STATES),
    CheckConstraint("(state = 'sent') = (message_id IS NOT NULL)", name="sent_as_a_message"),
    CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_at_a_moment"),
    CheckConstraint('chapter >= 1 AND "offset" >= 0 AND "end" >= "offset"', name="lies_in_a_text"),
    Index(None, "story_id", "revision"),
)


class SerialColumns(TypedColumns):
    """A story being delivered: to a channel of a server, or to a reader by direct messages."""

    serial_id = Column(Integer, primary_key=True)
    server_id: Named[int | None] = Column(BigInteger, ForeignKey("servers.server_id", ondelete="CASCADE"), index=True)
    reader_id: Named[int | None] = Column(BigInteger, ForeignKey("readers.reader_id", ondelete="CASCADE"), index=True)
    channel_id: Named[int | None] = Column(BigInteger)
    story_id: Named[int] = Column(ForeignKey("stories.story_id", ondelete="CASCADE"), index=True)
    manner: Named[Manner] = Column(Worded(Manner))
    tags: Named[tuple[int, ...]] = Column(Numbers)
    ping_role_id: Named[int | None] = Column(BigInteger)
    pins: Named[bool]
    report_channel_id: Named[int | None] = Column(BigInteger)
    zone: Named[str]
    minute: Named[int]
    weekdays: Named[frozenset[int]] = Column(Weekdays)
    starts_on: Named[date | None] = Column(Date)
    measure: Named[Measure] = Column(Worded(Measure))
    amount: Named[int]
    grace: Named[int]
    at_end: Named[AtEnd] = Column(Worded(AtEnd))
    thread_id: Named[int | None] = Column(BigInteger)
    state: Named[str]
    reason: Named[str | None] = Column(Text)
    reported: Named[bool]
    version: Named[int]
    created_by: Named[int] = Column(BigInteger, index=True)
    created_at: Named[datetime] = Column(Moment)


serials = Table(
    "serials",
    metadata,
    SerialColumns,
    _one_of("state", SERIAL_STATES),
    _one_of("manner", Manner),
    _one_of("measure", Measure),
    _one_of("at_end", AtEnd),
    CheckConstraint("minute BETWEEN 0 AND 1439", name="minute_is_of_a_day"),
    CheckConstraint("weekdays BETWEEN 1 AND 127", name="has_a_day_of_the_week"),
    CheckConstraint("amount >= 1 AND grace >= 0", name="measures_are_positive"),
    CheckConstraint("(server_id IS NULL) <> (reader_id IS NULL)", name="is_for_a_server_or_a_reader"),
    CheckConstraint("(server_id IS NULL) = (channel_id IS NULL)", name="has_a_channel_in_a_server"),
    CheckConstraint("state = 'active' OR reason IS NOT NULL", name="says_why_it_rests"),
    sqlite_autoincrement=True,
)


class QueueColumns(TypedColumns):
    """A story that a serial tells after the one it is telling."""

    serial_id: Named[int] = Column(ForeignKey("serials.serial_id", ondelete="CASCADE"), primary_key=True)
    position: Named[int] = Column(primary_key=True, autoincrement=False)
    story_id: Named[int] = Column(ForeignKey("stories.story_id", ondelete="CASCADE"), index=True)


queue = Table("queue", metadata, QueueColumns)


class InstalmentColumns(TypedColumns):
    """One delivery of a serial: the text from a place up to an end in the same revision, or what a vote decides.

    `due_at` is when it should come, `next_at` when anybody may take it up next; who is posting it is its `owner`.
    """

    serial_id: Named[int] = Column(ForeignKey("serials.serial_id", ondelete="CASCADE"), primary_key=True)
    number: Named[int] = Column(primary_key=True, autoincrement=False)
    story_id: Named[int | None]
    revision: Named[int | None]
    chapter: Named[int | None]
    offset: Named[int | None]
    end_chapter: Named[int | None]
    end_offset: Named[int | None]
    candidates: Named[tuple[int, ...]] = Column(Numbers)
    local_date: Named[date] = Column(Date)
    due_at: Named[datetime] = Column(Moment)
    next_at: Named[datetime] = Column(Moment)
    state: Named[str]
    owner: Named[str | None]
    tries: Named[int]
    tried_at: Named[datetime | None] = Column(Moment)
    failure: Named[str | None]
    reason: Named[str | None] = Column(Text)
    progress: Named[int]
    channel_id: Named[int | None] = Column(BigInteger)
    message_id: Named[int | None] = Column(BigInteger, index=True)
    last_message_id: Named[int | None] = Column(BigInteger)
    sent_at: Named[datetime | None] = Column(Moment)


instalments = Table(
    "instalments",
    metadata,
    InstalmentColumns,
    _of_revision(),
    _one_of("state", INSTALMENT_STATES),
    CheckConstraint("number >= 1", name="number_counts_from_one"),
    CheckConstraint("tries >= 0 AND progress >= 0", name="counts_from_nothing"),
    CheckConstraint("(story_id IS NULL) = (end_offset IS NULL)", name="has_a_text_or_a_vote"),
    CheckConstraint("state NOT IN ('sent', 'confirmed') OR message_id IS NOT NULL", name="sent_as_a_message"),
    CheckConstraint("state NOT IN ('failed', 'skipped') OR reason IS NOT NULL", name="says_why_it_did_not_come"),
    Index(None, "story_id", "revision"),
    _only_where("state IN ('due', 'claimed', 'sent')", "ix_instalments_next", "next_at", "serial_id"),
    _only_where("state NOT IN ('confirmed', 'skipped')", "ix_instalments_open", "serial_id", unique=True),
)


class ReminderColumns(TypedColumns):
    """A reader who is told by direct message when a serial has gone on, and of which instalment they know."""

    serial_id: Named[int] = Column(ForeignKey("serials.serial_id", ondelete="CASCADE"), primary_key=True)
    reader_id: Named[int] = Column(
        BigInteger, ForeignKey("readers.reader_id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    told: Named[int]


reminders = Table("reminders", metadata, ReminderColumns, Index(None, "reader_id"))


class NoticeColumns(TypedColumns):
    """What a reader should hear with the next answer they get, because it could not be sent to them."""

    notice_id = Column(Integer, primary_key=True)
    reader_id: Named[int] = Column(BigInteger, ForeignKey("readers.reader_id", ondelete="CASCADE"), index=True)
    words: Named[str] = Column(Text)


notices = Table("notices", metadata, NoticeColumns)


class DraftColumns(TypedColumns):
    """A serial that somebody is setting up, or changing (`serial_id`): nothing of it holds before it is saved."""

    draft_id = Column(Integer, primary_key=True)
    server_id: Named[int | None] = Column(BigInteger, ForeignKey("servers.server_id", ondelete="CASCADE"), index=True)
    serial_id: Named[int | None] = Column(ForeignKey("serials.serial_id", ondelete="CASCADE"), index=True)
    made_by: Named[int] = Column(BigInteger, index=True)
    made_at: Named[datetime] = Column(Moment)
    content: Named[str] = Column(Text)


drafts = Table("drafts", metadata, DraftColumns, sqlite_autoincrement=True)


class FactColumns(TypedColumns):
    """A thing to remember, by its name."""

    name: Named[str] = Column(primary_key=True)
    value: Named[str] = Column(Text)


facts = Table("facts", metadata, FactColumns)
