"""Brings a database to the tables this Fireside knows, one process at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import migrations
from stories.errors import NewerDatabaseError

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_LOCK = 0x46495245  # any number, the same in every Fireside; PostgreSQL has no named locks


async def bring_up_to_date(engine: AsyncEngine) -> None:
    """Run what is missing in one transaction, or raise NewerDatabaseError."""
    async with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            async with connection.begin():
                await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                await connection.run_sync(_upgrade)
        else:
            await _upgrade_file(connection)


async def _upgrade_file(connection: AsyncConnection) -> None:
    """On SQLite, which locks the file when the transaction begins.

    Most changes make a table anew there and drop the old one, on which all rows that point at it would go as well:
    keys are looked at afterwards instead.
    """
    raw = await connection.get_raw_connection()
    assert raw.driver_connection
    await raw.driver_connection.execute("PRAGMA foreign_keys = OFF")
    try:
        async with connection.begin():
            changed = await connection.run_sync(_upgrade)
            lost = changed and (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all()
            assert not lost, f"the migrations have lost what {len(lost)} rows point at"
    finally:
        await raw.driver_connection.execute("PRAGMA foreign_keys = ON")


def _upgrade(connection: Connection) -> bool:
    """Whether anything was missing."""
    found = set(MigrationContext.configure(connection).get_current_heads())
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    if found == set(script.get_heads()):
        return False
    if not found <= {revision.revision for revision in script.walk_revisions()}:
        raise NewerDatabaseError(
            "This database is from a newer Fireside: update Fireside, or use another DATABASE_URL."
        )
    command.upgrade(config, "head")
    return True
