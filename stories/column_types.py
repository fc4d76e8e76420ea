"""How the values of stories are written into a table's cells, and read back."""

from __future__ import annotations

import json
from abc import abstractmethod
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import DateTime, Integer, String, Text, TypeDecorator

from stories.text import Kind, Span

if TYPE_CHECKING:
    from sqlalchemy import Dialect

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Written(TypeDecorator[T]):
    """A value that is written as another; an empty cell stays empty."""

    impl = Text
    cache_ok = True

    @abstractmethod
    def write(self, value: T) -> object:
        """What stands in the cell."""

    @abstractmethod
    def read(self, cell: Any) -> T:  # noqa: ANN401 - what a driver gives has no type
        """The value that was written so."""

    def process_bind_param(self, value: T | None, dialect: Dialect) -> object:  # noqa: ARG002 - SQLAlchemy's signature
        """Write, for SQLAlchemy."""
        return None if value is None else self.write(value)

    def process_result_value(self, value: object, dialect: Dialect) -> T | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Read, for SQLAlchemy."""
        return None if value is None else self.read(value)


class Moment(Written[datetime]):
    """A moment in UTC; one without a zone is refused, because nobody knows which it was meant in."""

    impl = DateTime
    cache_ok = True

    def write(self, value: datetime) -> datetime:
        """As UTC without a zone, which both engines compare alike."""
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def read(self, cell: datetime) -> datetime:
        """As UTC."""
        return cell.replace(tzinfo=UTC)


class Lines(Written[tuple[str, ...]]):
    """Some strings in order, as a JSON list."""

    cache_ok = True

    def write(self, value: tuple[str, ...]) -> str:
        """A JSON list."""
        return _json(value)

    def read(self, cell: str) -> tuple[str, ...]:
        """The strings, in order."""
        return tuple(json.loads(cell))


class Fields(Written[dict[str, str]]):
    """Names and what is said of them, as a JSON object."""

    cache_ok = True

    def write(self, value: dict[str, str]) -> str:
        """A JSON object."""
        return _json(value)

    def read(self, cell: str) -> dict[str, str]:
        """The fields, in the order they were written."""
        return json.loads(cell)


class Spans(Written[tuple[Span, ...]]):
    """The spans over a text, as a JSON list of `[start, end, kind]`."""

    cache_ok = True

    def write(self, value: tuple[Span, ...]) -> str:
        """A JSON list."""
        return _json(value)

    def read(self, cell: str) -> tuple[Span, ...]:
        """The spans; most sections have none, and JSON need not be asked."""
        if cell == "[]":
            return ()
        return tuple(Span(start, end, Kind(kind)) for start, end, kind in json.loads(cell))


class Worded(Written[E]):
    """One of a few words that stand for something."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[E]) -> None:
        super().__init__()
        self.words = words

    def write(self, value: E) -> str:
        """The word."""
        return value.value

    def read(self, cell: str) -> E:
        """What the word stands for."""
        return self.words(cell)


class Numbers(Written[tuple[int, ...]]):
    """Some numbers in order, as a JSON list."""

    cache_ok = True

    def write(self, value: tuple[int, ...]) -> str:
        """A JSON list."""
        return _json(value)

    def read(self, cell: str) -> tuple[int, ...]:
        """The numbers, in order."""
        return tuple(json.loads(cell))


class Weekdays(Written[frozenset[int]]):
    """Days of the week, Monday being 0, as the bits of a number."""

    impl = Integer
    cache_ok = True

    def write(self, value: frozenset[int]) -> int:
        """A bit for each day."""
        return sum(1 << day for day in value)

    def read(self, cell: int) -> frozenset[int]:
        """The days whose bits are set."""
        return frozenset(day for day in range(7) if cell >> day & 1)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
