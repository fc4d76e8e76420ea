"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it newer."""
    op.create_table(
        "facts",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
    )
    op.create_table(
        "readers",
        sa.Column("reader_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("reader_id", name=op.f("pk_readers")),
    )
    op.create_table(
        "servers",
        sa.Column("server_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("known_since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("server_id", name=op.f("pk_servers")),
    )
    op.create_table(
        "stories",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("title_guessed", sa.Boolean(), nullable=False),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("licence", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("epigraph", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "rating IN ('General', 'Teen', 'Mature', 'Explicit', 'Not Rated')", name=op.f("ck_stories_rating_is_known")
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_stories_revision_counts_from_one")),
        sa.PrimaryKeyConstraint("story_id", name=op.f("pk_stories")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("stories", schema=None) as batch_op:
        batch_op.create_index(
            "ix_stories_living_origin",
            ["origin"],
            unique=True,
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_stories_living_sort_key",
            ["sort_key", "story_id"],
            unique=False,
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        )

    op.create_table(
        "revisions",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("chapters", sa.Integer(), nullable=False),
        sa.Column("sections", sa.Integer(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("chapters >= 1 AND sections >= 1 AND characters >= 1", name=op.f("ck_revisions_has_text")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_revisions_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.story_id"], name=op.f("fk_revisions_story_id_stories"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("story_id", "number", name=op.f("pk_revisions")),
    )
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revisions_digest"), ["digest"], unique=False)

    op.create_table(
        "serials",
        sa.Column("serial_id", sa.Integer(), nullable=False),
        sa.Column("server_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_sent_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("state = 'active' OR reason IS NOT NULL", name=op.f("ck_serials_says_why_it_rests")),
        sa.CheckConstraint("state IN ('active', 'suspended', 'ended')", name=op.f("ck_serials_state_is_known")),
        sa.CheckConstraint("minute BETWEEN 0 AND 1439", name=op.f("ck_serials_minute_is_of_a_day")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_serials_number_counts_from_one")),
        sa.CheckConstraint('revision >= 1 AND chapter >= 1 AND "offset" >= 0', name=op.f("ck_serials_lies_in_a_text")),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.server_id"], name=op.f("fk_serials_server_id_servers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.story_id"], name=op.f("fk_serials_story_id_stories"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["threads.thread_id"],
            name=op.f("fk_serials_thread_id_threads"),
            ondelete="SET NULL",
            use_alter=True,
        ),
        sa.PrimaryKeyConstraint("serial_id", name=op.f("pk_serials")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("serials", schema=None) as batch_op:
        batch_op.create_index(
            "ix_serials_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'active'"),
            postgresql_where=sa.text("state = 'active'"),
        )
        batch_op.create_index(
            "ix_serials_running",
            ["channel_id", "story_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'ended'"),
            postgresql_where=sa.text("state <> 'ended'"),
        )
        batch_op.create_index(batch_op.f("ix_serials_server_id"), ["server_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_serials_story_id"), ["story_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_serials_thread_id"), ["thread_id"], unique=False)

    op.create_table(
        "tags",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('relationship', 'warning', 'tag')", name=op.f("ck_tags_kind_is_known")),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.story_id"], name=op.f("fk_tags_story_id_stories"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("story_id", "kind", "position", name=op.f("pk_tags")),
    )
    op.create_table(
        "chapters",
        sa.Column("story_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_chapters_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["story_id", "revision"],
            ["revisions.story_id", "revisions.number"],
            name=op.f("fk_chapters_story_id_revision_revisions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("story_id", "revision", "number", name=op.f("pk_chapters")),
    )
    op.create_table(
        "notes",
        sa.Column("story_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("where", sa.String(), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.CheckConstraint("\"where\" IN ('head', 'tail')", name=op.f("ck_notes_where_is_known")),
        sa.ForeignKeyConstraint(
            ["story_id", "revision"],
            ["revisions.story_id", "revisions.number"],
            name=op.f("fk_notes_story_id_revision_revisions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("story_id", "revision", "position", name=op.f("pk_notes")),
    )
    op.create_table(
        "places",
        sa.Column("reader_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.String(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint('chapter >= 1 AND "offset" >= 0', name=op.f("ck_places_lies_in_a_text")),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["readers.reader_id"], name=op.f("fk_places_reader_id_readers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id", "revision"],
            ["revisions.story_id", "revisions.number"],
            name=op.f("fk_places_story_id_revision_revisions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reader_id", "story_id", name=op.f("pk_places")),
    )
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_places_story_id_revision"), ["story_id", "revision"], unique=False)

    op.create_table(
        "threads",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("discord_id", sa.BigInteger(), nullable=True),
        sa.Column("parent_id", sa.BigInteger(), nullable=False),
        sa.Column("server_id", sa.BigInteger(), nullable=True),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.BigInteger(), nullable=True),
        sa.Column("serial_id", sa.Integer(), nullable=True),
        sa.Column("let_go", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["readers.reader_id"], name=op.f("fk_threads_reader_id_readers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["serial_id"], ["serials.serial_id"], name=op.f("fk_threads_serial_id_serials"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.server_id"], name=op.f("fk_threads_server_id_servers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.story_id"], name=op.f("fk_threads_story_id_stories"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thread_id", name=op.f("pk_threads")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("threads", schema=None) as batch_op:
        batch_op.create_index(
            "ix_threads_kept_discord_id",
            ["discord_id", "story_id"],
            unique=True,
            sqlite_where=sa.text("NOT let_go"),
            postgresql_where=sa.text("NOT let_go"),
        )
        batch_op.create_index(batch_op.f("ix_threads_reader_id_story_id"), ["reader_id", "story_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_threads_serial_id"), ["serial_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_threads_server_id"), ["server_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_threads_story_id"), ["story_id"], unique=False)

    op.create_table(
        "deliveries",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("claimed_until", sa.DateTime(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("(state = 'sent') = (message_id IS NOT NULL)", name=op.f("ck_deliveries_sent_as_a_message")),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_deliveries_sent_at_a_moment")),
        sa.CheckConstraint("state IN ('claimed', 'sent')", name=op.f("ck_deliveries_state_is_known")),
        sa.CheckConstraint(
            'chapter >= 1 AND "offset" >= 0 AND "end" >= "offset"', name=op.f("ck_deliveries_lies_in_a_text")
        ),
        sa.ForeignKeyConstraint(
            ["story_id", "revision"],
            ["revisions.story_id", "revisions.number"],
            name=op.f("fk_deliveries_story_id_revision_revisions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["threads.thread_id"], name=op.f("fk_deliveries_thread_id_threads"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thread_id", "ordinal", name=op.f("pk_deliveries")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliveries_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deliveries_story_id_revision"), ["story_id", "revision"], unique=False)

    op.create_table(
        "sections",
        sa.Column("story_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_sections_number_counts_from_one")),
        sa.CheckConstraint('start >= 0 AND "end" > start AND before >= 0', name=op.f("ck_sections_has_text")),
        sa.ForeignKeyConstraint(
            ["story_id", "revision", "chapter"],
            ["chapters.story_id", "chapters.revision", "chapters.number"],
            name=op.f("fk_sections_story_id_revision_chapter_chapters"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("story_id", "revision", "number", name=op.f("pk_sections")),
    )
    with op.batch_alter_table("sections", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sections_story_id_revision_chapter_start"),
            ["story_id", "revision", "chapter", "start"],
            unique=True,
        )
    if op.get_context().dialect.name == "postgresql":
        # SQLite takes a key to a table that is still to come; PostgreSQL has to be told when it is there.
        op.create_foreign_key(
            op.f("fk_serials_thread_id_threads"),
            "serials",
            "threads",
            ["thread_id"],
            ["thread_id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    """There is nothing before it."""
    raise NotImplementedError
