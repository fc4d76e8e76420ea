"""What Alembic runs: with the connection that opening the database gives it, or with one of its own for developers."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from alembic import context as migrating

from stories.column_types import Written
from stories.database import default_url, engine_for
from stories.schema import metadata

if TYPE_CHECKING:
    from typing import Literal

    from alembic.autogenerate.api import AutogenContext
    from sqlalchemy import Connection


def migrate(connection: Connection) -> None:
    """Run what is missing in the transaction that is open."""
    migrating.configure(connection, target_metadata=metadata, render_as_batch=True, render_item=as_it_is_stored)
    with migrating.begin_transaction():
        migrating.run_migrations()


def as_it_is_stored(kind: str, item: object, context: AutogenContext) -> str | Literal[False]:  # noqa: ARG001 - Alembic's signature
    """Name the plain type in a new migration, so that old ones still run when ours change."""
    if kind == "type" and isinstance(item, Written):
        return f"sa.{type(item.impl).__name__}()"
    return False


async def migrate_for_a_developer() -> None:
    """Serve the `alembic` command, which brings no connection."""
    engine = engine_for(os.environ.get("DATABASE_URL") or default_url())
    async with engine.begin() as connection:
        await connection.run_sync(migrate)
    await engine.dispose()


given: Connection | None = migrating.config.attributes.get("connection")
if given is None:
    asyncio.run(migrate_for_a_developer())
else:
    migrate(given)
