"""SQLite asked where one stands, for what takes it less time than to wake a thread; and never waited for."""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Dialect
    from sqlalchemy.sql.dml import UpdateBase
    from sqlalchemy.sql.selectable import TypedReturnsRows
    from sqlalchemy.types import TypeEngine

    from stories.store.rows import AnyRow

    Change = tuple[UpdateBase, Mapping[str, Any]]
    Asking = TypedReturnsRows[Any]

_NAMED: Dialect = sqlite.dialect(paramstyle="named")


class OnTheSpot:
    """A connection of its own; sqlite3.OperationalError where it would have to wait for others to write.

    In WAL mode nobody who writes holds up those who read. It leaves it to others to bring the log into the file.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._statements: dict[Any, _Ready] = {}

    def rows(self, statement: Asking, values: Mapping[str, Any]) -> list[AnyRow]:
        """What a statement gives; where it changes something as well, that holds."""
        connection = self._connected()
        return self._ready(statement).rows(connection, values)

    def make(self, changes: Sequence[Change]) -> int:
        """Make these hold all or not at all; how many met a row before the first that did not."""
        connection = self._connected()
        connection.execute("BEGIN IMMEDIATE")
        try:
            for made, (statement, values) in enumerate(changes):
                if self._ready(statement).run(connection, values).rowcount == 0:
                    return made
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        return len(changes)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = _connect(self._path)
        return self._connection

    def _ready(self, statement: UpdateBase | Asking) -> _Ready:
        if statement not in self._statements:
            self._statements[statement] = _Ready(statement)
        return self._statements[statement]


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    return connection


class _Ready:
    """A statement that was translated once: SQLAlchemy would take longer over that each time than SQLite does.

    Its values are given by the names of its parameters.
    """

    def __init__(self, statement: Any) -> None:  # noqa: ANN401 - whatever can be compiled
        compiled = statement.compile(dialect=_NAMED)
        self._sql: str = compiled.string
        self._values: dict[str, Any] = compiled.params
        writers = {name: _impl(value.type).bind_processor(_NAMED) for name, value in compiled.binds.items()}
        self._writers = [(name, write) for name, write in writers.items() if write]
        columns = statement.exported_columns
        readers = [_impl(column.type).result_processor(_NAMED, None) for column in columns]
        self._readers = [(position, read) for position, read in enumerate(readers) if read]
        self._row: Any = namedtuple("_Row", columns.keys())  # type: ignore[misc]  # noqa: PYI024 - named only now

    def run(self, connection: sqlite3.Connection, values: Mapping[str, Any]) -> sqlite3.Cursor:
        written = {**self._values, **values}
        for name, write in self._writers:
            written[name] = write(written[name])
        return connection.execute(self._sql, written)

    def rows(self, connection: sqlite3.Connection, values: Mapping[str, Any]) -> list[AnyRow]:
        return [self._read(cells) for cells in self.run(connection, values).fetchall()]

    def _read(self, cells: tuple[Any, ...]) -> AnyRow:
        read = [*cells]
        for position, reader in self._readers:
            read[position] = reader(read[position])
        return cast("AnyRow", self._row._make(read))


def _impl(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return kind.dialect_impl(_NAMED)
