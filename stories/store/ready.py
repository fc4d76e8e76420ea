"""Statements made ready for SQLite once: SQLAlchemy would take longer over each than SQLite does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from sqlalchemy import Dialect
    from sqlalchemy.sql import ClauseElement
    from sqlalchemy.types import TypeEngine

NAMED: Dialect = sqlite.dialect(paramstyle="named")


class Ready:
    """A statement whose values are given each time, by the names of its parameters."""

    def __init__(self, statement: ClauseElement) -> None:
        compiled: Any = statement.compile(dialect=NAMED)
        self._sql: str = compiled.string
        self._values: dict[str, Any] = compiled.params
        writers = {name: _impl(parameter.type).bind_processor(NAMED) for name, parameter in compiled.binds.items()}
        self._writers = [(name, write) for name, write in writers.items() if write]

    def run(self, connection: sqlite3.Connection, values: Mapping[str, Any]) -> sqlite3.Cursor:
        """Run it with these values, and those that stand in the statement itself."""
        written = {**self._values, **values}
        for name, write in self._writers:
            written[name] = write(written[name])
        return connection.execute(self._sql, written)


def _impl(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return kind.dialect_impl(NAMED)
