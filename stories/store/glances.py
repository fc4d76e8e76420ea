"""Single rows of SQLite, read where one stands: in less time than it takes to ask a thread for them."""

from __future__ import annotations

import sqlite3
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from stories.store.ready import NAMED, Ready

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stories.store.rows import AnyRow, AnySelect


class Glances:
    """A connection of its own that only reads. In WAL mode nobody who writes holds it up, and it holds up nobody."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._questions: dict[AnySelect, _Question] = {}

    def at(self, statement: AnySelect, values: Mapping[str, Any]) -> AnyRow | None:
        """The row; sqlite3.OperationalError where it cannot be had without waiting."""
        if self._connection is None:
            self._connection = sqlite3.connect(self._path, isolation_level=None, timeout=0)
            self._connection.execute("PRAGMA query_only = ON")
        if statement not in self._questions:
            self._questions[statement] = _Question(statement)
        return self._questions[statement].ask(self._connection, values)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class _Question(Ready):
    """A statement, and how the cells of its row are read."""

    def __init__(self, statement: AnySelect) -> None:
        super().__init__(statement)
        columns = statement.selected_columns
        readers = [column.type.dialect_impl(NAMED).result_processor(NAMED, None) for column in columns]
        self._names = columns.keys()
        self._readers = [(position, read) for position, read in enumerate(readers) if read]

    def ask(self, connection: sqlite3.Connection, values: Mapping[str, Any]) -> AnyRow | None:
        cells = self.run(connection, values).fetchone()
        if cells is None:
            return None
        read = [*cells]
        for position, reader in self._readers:
            read[position] = reader(read[position])
        return cast("AnyRow", SimpleNamespace(**dict(zip(self._names, read, strict=True))))
