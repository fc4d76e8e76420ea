"""Several changes of SQLite's that hold all or not at all, made where one stands: sooner than a thread is asked to."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from stories.store.ready import Ready

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.sql.dml import UpdateBase

    Change = tuple[UpdateBase, Mapping[str, Any]]


class Changes:
    """A connection of its own, which waits for nobody and leaves it to others to bring the log into the file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._statements: dict[UpdateBase, Ready] = {}

    def make(self, changes: Sequence[Change]) -> int:
        """How many met a row before the first that did not; sqlite3.OperationalError where one would have to wait."""
        if self._connection is None:
            self._connection = _connect(self._path)
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            for made, (statement, values) in enumerate(changes):
                if self._ready(statement).run(self._connection, values).rowcount == 0:
                    return made
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        return len(changes)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ready(self, statement: UpdateBase) -> Ready:
        if statement not in self._statements:
            self._statements[statement] = Ready(statement)
        return self._statements[statement]


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    return connection
