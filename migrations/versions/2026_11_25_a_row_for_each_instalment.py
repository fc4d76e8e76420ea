"""A row for each instalment of a serial, and all that can be chosen for one."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_OLD = [
    "serial_id",
    "server_id",
    "channel_id",
    "story_id",
    "zone",
    "minute",
    "due_at",
    "number",
    "revision",
    "chapter",
    "offset",
    "state",
    "reason",
    "created_by",
    "created_at",
]


def upgrade() -> None:
    """Make it newer."""
    running = _running()
    threads = _discord_threads()
    _take_away_what_was()
    _make_tables()
    for row in running:
        _carry_over(row, thread_id=threads.get(row["serial_id"]))
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "SELECT setval('serials_serial_id_seq', (SELECT COALESCE(MAX(serial_id), 0) + 1 FROM serials), false)"
        )


def _running() -> list[dict[str, Any]]:
    """The serials that have not ended; of those that have, nothing is needed any more."""
    columns = [sa.column(name, sa.DateTime() if name.endswith("_at") else None) for name in _OLD]
    table = sa.table("serials", *columns)
    wanted = sa.select(table).where(table.c.state != "ended").order_by(table.c.serial_id)
    return [dict(row) for row in op.get_bind().execute(wanted).mappings()]


def _discord_threads() -> dict[int, int]:
    """Discord's number of the thread in which each serial is told."""
    joined = "SELECT s.serial_id, t.discord_id FROM serials s JOIN threads t ON t.thread_id = s.thread_id"
    return {row.serial_id: row.discord_id for row in op.get_bind().execute(sa.text(joined)) if row.discord_id}


def _take_away_what_was() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint(op.f("fk_serials_thread_id_threads"), "serials", type_="foreignkey")
    with op.batch_alter_table("threads", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_index(batch_op.f("ix_threads_serial_id"))
        batch_op.drop_constraint(op.f("fk_threads_serial_id_serials"), type_="foreignkey")
        batch_op.drop_column("serial_id")
    op.drop_table("serials")


def _carry_over(row: dict[str, Any], *, thread_id: int | None) -> None:
    """A serial goes on where it was: its next instalment is a row of its own, which ends where its section does."""
    end = _end_of_section(row)
    state, reason = (row["state"], row["reason"]) if end is not None else ("suspended", "Its story is gone.")
    kept = ("serial_id", "server_id", "channel_id", "story_id", "zone", "minute", "created_by", "created_at")
    _insert(
        "serials",
        {name: row[name] for name in kept}
        | {"manner": "thread", "tags": "[]", "pins": False, "weekdays": 127, "measure": "sections", "amount": 1}
        | {"grace": 360, "at_end": "end", "thread_id": thread_id, "state": state, "reason": reason}
        | {"reported": False, "version": 1},
    )
    if end is None:
        return
    kept = ("serial_id", "number", "story_id", "revision", "chapter", "offset", "due_at")
    active = state == "active"
    _insert(
        "instalments",
        {name: row[name] for name in kept}
        | {"end_chapter": row["chapter"], "end_offset": end, "candidates": "[]", "tries": 0, "progress": 0}
        | {"local_date": row["due_at"].replace(tzinfo=UTC).astimezone(ZoneInfo(row["zone"])).date()}
        | {"next_at": row["due_at"], "state": "due" if active else "failed", "reason": None if active else reason},
    )


def _insert(name: str, row: dict[str, Any]) -> None:
    kinds = {"created_at": sa.DateTime(), "due_at": sa.DateTime(), "next_at": sa.DateTime(), "local_date": sa.Date()}
    table = sa.table(name, *(sa.column(column, kinds.get(column)) for column in row))
    op.get_bind().execute(sa.insert(table).values(row))


def _end_of_section(row: dict[str, Any]) -> int | None:
    return op.get_bind().scalar(
        sa.text(
            'SELECT "end" FROM sections WHERE story_id = :story_id AND revision = :revision AND chapter = :chapter'
            ' AND start <= :offset AND "end" > :offset'
        ),
        row,
    )


def _make_tables() -> None:
    op.add_column("servers", sa.Column("keeper_role_id", sa.BigInteger(), nullable=True))
    op.create_table(
        "serials",
        sa.Column("serial_id", sa.Integer(), nullable=False),
        sa.Column("server_id", sa.BigInteger(), nullable=True),
        sa.Column("reader_id", sa.BigInteger(), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("manner", sa.String(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("ping_role_id", sa.BigInteger(), nullable=True),
        sa.Column("pins", sa.Boolean(), nullable=False),
        sa.Column("report_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("grace", sa.Integer(), nullable=False),
        sa.Column("at_end", sa.String(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reported", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('active', 'paused', 'suspended', 'ended')", name=op.f("ck_serials_state_is_known")
        ),
        sa.CheckConstraint("manner IN ('thread', 'threads', 'channel')", name=op.f("ck_serials_manner_is_known")),
        sa.CheckConstraint(
            "measure IN ('sections', 'minutes', 'chapters', 'dates')", name=op.f("ck_serials_measure_is_known")
        ),
        sa.CheckConstraint("at_end IN ('end', 'vote', 'again')", name=op.f("ck_serials_at_end_is_known")),
        sa.CheckConstraint("minute BETWEEN 0 AND 1439", name=op.f("ck_serials_minute_is_of_a_day")),
        sa.CheckConstraint("weekdays BETWEEN 1 AND 127", name=op.f("ck_serials_has_a_day_of_the_week")),
        sa.CheckConstraint("amount >= 1 AND grace >= 0", name=op.f("ck_serials_measures_are_positive")),
        sa.CheckConstraint(
            "(server_id IS NULL) <> (reader_id IS NULL)", name=op.f("ck_serials_is_for_a_server_or_a_reader")
        ),
        sa.CheckConstraint(
            "(server_id IS NULL) = (channel_id IS NULL)", name=op.f("ck_serials_has_a_channel_in_a_server")
        ),
        sa.CheckConstraint("state = 'active' OR reason IS NOT NULL", name=op.f("ck_serials_says_why_it_rests")),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["readers.reader_id"], name=op.f("fk_serials_reader_id_readers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.server_id"], name=op.f("fk_serials_server_id_servers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.story_id"], name=op.f("fk_serials_story_id_stories"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("serial_id", name=op.f("pk_serials")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_serials_created_by"), "serials", ["created_by"])
    op.create_index(op.f("ix_serials_reader_id"), "serials", ["reader_id"])
    op.create_index(op.f("ix_serials_server_id"), "serials", ["server_id"])
    op.create_index(op.f("ix_serials_story_id"), "serials", ["story_id"])
    op.create_table(
        "queue",
        sa.Column("serial_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["serial_id"], ["serials.serial_id"], name=op.f("fk_queue_serial_id_serials"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.story_id"], name=op.f("fk_queue_story_id_stories"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("serial_id", "position", name=op.f("pk_queue")),
    )
    op.create_index(op.f("ix_queue_story_id"), "queue", ["story_id"])
    _make_instalments()
    _make_what_belongs_to_people()


def _make_instalments() -> None:
    op.create_table(
        "instalments",
        sa.Column("serial_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("chapter", sa.Integer(), nullable=True),
        sa.Column("offset", sa.Integer(), nullable=True),
        sa.Column("end_chapter", sa.Integer(), nullable=True),
        sa.Column("end_offset", sa.Integer(), nullable=True),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=True),
        sa.Column("failure", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("last_message_id", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('due', 'claimed', 'sent', 'confirmed', 'held', 'failed', 'skipped')",
            name=op.f("ck_instalments_state_is_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('failed', 'skipped') OR reason IS NOT NULL",
            name=op.f("ck_instalments_says_why_it_did_not_come"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('sent', 'confirmed') OR message_id IS NOT NULL",
            name=op.f("ck_instalments_sent_as_a_message"),
        ),
        sa.CheckConstraint(
            "(story_id IS NULL) = (end_offset IS NULL)", name=op.f("ck_instalments_has_a_text_or_a_vote")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_instalments_number_counts_from_one")),
        sa.CheckConstraint("tries >= 0 AND progress >= 0", name=op.f("ck_instalments_counts_from_nothing")),
        sa.ForeignKeyConstraint(
            ["serial_id"], ["serials.serial_id"], name=op.f("fk_instalments_serial_id_serials"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id", "revision"],
            ["revisions.story_id", "revisions.number"],
            name=op.f("fk_instalments_story_id_revision_revisions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("serial_id", "number", name=op.f("pk_instalments")),
    )
    op.create_index(op.f("ix_instalments_message_id"), "instalments", ["message_id"])
    waiting = sa.text("state IN ('due', 'claimed', 'sent')")
    op.create_index(
        "ix_instalments_next",
        "instalments",
        ["next_at", "serial_id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    still_open = sa.text("state NOT IN ('confirmed', 'skipped')")
    op.create_index(
        "ix_instalments_open",
        "instalments",
        ["serial_id"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_index(op.f("ix_instalments_story_id_revision"), "instalments", ["story_id", "revision"])


def _make_what_belongs_to_people() -> None:
    op.create_table(
        "reminders",
        sa.Column("serial_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["readers.reader_id"], name=op.f("fk_reminders_reader_id_readers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["serial_id"], ["serials.serial_id"], name=op.f("fk_reminders_serial_id_serials"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("serial_id", "reader_id", name=op.f("pk_reminders")),
    )
    op.create_index(op.f("ix_reminders_reader_id"), "reminders", ["reader_id"])
    op.create_table(
        "notices",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["readers.reader_id"], name=op.f("fk_notices_reader_id_readers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_reader_id"), "notices", ["reader_id"])
    op.create_table(
        "drafts",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("server_id", sa.BigInteger(), nullable=True),
        sa.Column("serial_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["serial_id"], ["serials.serial_id"], name=op.f("fk_drafts_serial_id_serials"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.server_id"], name=op.f("fk_drafts_server_id_servers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_drafts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_drafts_made_by"), "drafts", ["made_by"])
    op.create_index(op.f("ix_drafts_serial_id"), "drafts", ["serial_id"])
    op.create_index(op.f("ix_drafts_server_id"), "drafts", ["server_id"])


def downgrade() -> None:
    """What is new could not be kept."""
    raise NotImplementedError
