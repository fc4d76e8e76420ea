"""Opens the database, brings it up to date, and says in a sentence why it cannot."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from stories.errors import StoreError
from stories.migrating import bring_up_to_date
from stories.sqlite_connection import SqliteConnection

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection
    from sqlalchemy.ext.asyncio import AsyncEngine

_PATIENCE = 10  # seconds, for a server that does not answer
READS = {"reads": True}  # an execution option: one statement, committed by itself


def default_url() -> str:
    """A file in the folder where this platform keeps a user's data."""
    return f"sqlite:///{user_data_path('fireside', appauthor=False) / 'fireside.sqlite3'}"


async def open_engine(url: str) -> AsyncEngine:
    """A migrated database, or a StoreError that says what to do."""
    engine = engine_for(url)
    try:
        await bring_up_to_date(engine)
    except (DBAPIError, OSError) as error:
        await engine.dispose()
        raise StoreError(_explanation(error, engine.url)) from error
    except BaseException:
        await engine.dispose()
        raise
    return engine


def engine_for(url: str) -> AsyncEngine:
    """The database at that address, as it is; nothing is asked of it yet."""
    address = _address(url)
    return _sqlite(address) if address.get_backend_name() == "sqlite" else _postgresql(address)


def reading(engine: AsyncEngine) -> AsyncEngine:
    """The same database, each statement a transaction of its own."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**READS)
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreError("DATABASE_URL is not an address: write sqlite:///FILE or postgresql://HOST/NAME.") from error
    match address.get_backend_name():
        case "sqlite":
            return address.set(drivername="sqlite+aiosqlite")
        case "postgresql" | "postgres":
            return address.set(drivername="postgresql+asyncpg")
        case other:
            raise StoreError(f"Fireside keeps its stories in SQLite or PostgreSQL, not in “{other}”: set DATABASE_URL.")


def _sqlite(address: URL) -> AsyncEngine:
    if not address.database or address.database == ":memory:":
        raise StoreError("DATABASE_URL names no file: write sqlite:///FILE.")
    path = Path(address.database).expanduser()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {path.parent} cannot be made, {reason(error)}: set DATABASE_URL to another file."
        ) from error
    engine = create_async_engine(address.set(database=str(path)), async_creator=lambda: SqliteConnection.to(path))
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _begin_sqlite(connection: Connection) -> None:
    # With the write lock from the start: a read that becomes a write later can fail at once.
    if not connection.get_execution_options().get("reads"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql(address: URL) -> AsyncEngine:
    if find_spec("asyncpg") is None:
        raise StoreError('PostgreSQL needs one more package. Where Fireside lies, run: pip install ".[postgres]"')
    return create_async_engine(address, pool_pre_ping=True, connect_args={"timeout": _PATIENCE})


def _explanation(error: DBAPIError | OSError, address: URL) -> str:
    if address.get_backend_name() == "sqlite":
        advice = _SQLITE_ADVICE.get(
            reason(error), "see that its folder may be written to, and that the disk is not full"
        )
        return f"The database {address.database} cannot be used, {reason(error)}: {advice}."
    place = f"{address.host or 'localhost'}:{address.port or 5432}"
    if isinstance(error, OSError):
        return f"No PostgreSQL answers at {place}: start it, or set DATABASE_URL to where it is."
    return f"PostgreSQL at {place} refuses, {reason(error)}: see user, password and database name in DATABASE_URL."


_SQLITE_ADVICE = {
    "file is not a database": "set DATABASE_URL to another file",
    "database is locked": "end the program that has it open",
}


def reason(error: BaseException) -> str:
    """The driver's own words for what went wrong, in one line."""
    match error:
        case DBAPIError(orig=BaseException() as cause):
            return reason(cause)
        case OSError(strerror=str(words)):
            return words
        case _:
            return " ".join(str(error).split()).rstrip(".")
