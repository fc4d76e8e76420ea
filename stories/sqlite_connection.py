"""SQLite without blocking the event loop, at one visit to its thread for each statement.

aiosqlite visits it to open a cursor, to execute, to fetch and to close, which is most of what a page turn costs.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from typing import TYPE_CHECKING, Any, Self

import aiosqlite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

_WAIT_FOR_A_LOCK = 10_000  # ms; another process may be importing a long story
_A_MOMENT = 0.01  # seconds
_CHUNK = 64  # aiosqlite's own, for rows that are iterated over; nothing here is


def _connect(path: Path) -> sqlite3.Connection:
    # Without Python's own transactions, which begin too late for DDL and for a read that comes before a write.
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA busy_timeout = {_WAIT_FOR_A_LOCK}")
    _keep_a_log(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _keep_a_log(connection: sqlite3.Connection) -> None:
    """Whoever comes upon another process that does this to a new file is refused at once, whatever their patience."""
    end = time.monotonic() + _WAIT_FOR_A_LOCK / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_A_MOMENT)
        else:
            return


class SqliteConnection(aiosqlite.Connection):
    """As much of aiosqlite's connection as SQLAlchemy uses."""

    @classmethod
    async def to(cls, path: Path) -> Self:
        """A connection ready for use, in a thread that does not keep the process alive."""
        connection = cls(lambda: _connect(path), _CHUNK)
        connection._thread.daemon = True
        try:
            await connection
        except BaseException:
            # Its thread still has a word to say to the event loop, which may be closed by then.
            await asyncio.to_thread(connection._thread.join)
            raise
        return connection

    def cursor(self) -> SqliteCursor:  # pyright: ignore[reportIncompatibleMethodOverride] - made without a visit
        """A place for the next statement's rows."""
        return SqliteCursor(self)

    async def visit(self, work: Callable[..., None], *arguments: object) -> None:
        """Do that in the connection's thread."""
        await self._execute(work, self._conn, *arguments)  # pyright: ignore[reportUnknownMemberType] - untyped there

    async def commit(self) -> None:
        """Keep what the open transaction did, if there is one."""
        if self.in_transaction:
            await super().commit()

    async def rollback(self) -> None:
        """Undo what the open transaction did, if there is one."""
        if self.in_transaction:
            await super().rollback()


class SqliteCursor:
    """One statement, and its rows."""

    def __init__(self, connection: SqliteConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        """Run it and fetch what it gives."""
        await self._connection.visit(self._execute, statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> Self:
        """Run it for each of these."""
        await self._connection.visit(self._executemany, statement, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """The rows, which are here already."""
        return self._rows

    async def close(self) -> None:
        """Nothing is left open in the thread."""

    def _execute(self, connection: sqlite3.Connection, statement: str, parameters: Sequence[Any]) -> None:
        self._take(connection.execute(statement, parameters))

    def _executemany(self, connection: sqlite3.Connection, statement: str, many: Iterable[Sequence[Any]]) -> None:
        self._take(connection.executemany(statement, many))

    def _take(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self._rows = cursor.fetchall() if cursor.description else []
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        cursor.close()
