"""Serials, as many as are wanted, and instalments of theirs that are due."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from stories.schema import instalments, serials
from stories.serials import Manner, Terms
from stories.store import Store
from tests.bench.libraries import keep, made_up

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Table

    from stories.planning import Planner

_LONG = 2_000_000  # characters
_NOT_YET = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Serials:
    """Serials of one long story, each at another place in it; none is due before `make_due` is called."""

    store: Store
    path: Path
    story_id: int

    @classmethod
    async def open(cls, path: Path) -> Serials:
        """A store that has the story, and no serial yet."""
        store = await Store.open(f"sqlite:///{path}")
        return cls(store, path, await keep(store, made_up("A long story", characters=_LONG)))

    async def start(
        self, planner: Planner, *, server: int, channel: int, thread: int, manner: Manner, number: int
    ) -> None:
        """Begin so many serials in one channel: the first as people do, the others copied from it by the database."""
        now = discord.utils.utcnow()
        terms = Terms(server_id=server, channel_id=channel, manner=manner, zone="Europe/London", minute=480)
        planned = await planner.first(terms, self.story_id, now=now + _NOT_YET)
        first = await self.store.serials.start(terms, planned=planned, created_by=1, now=now)
        await self.store.serials.use_thread(first.serial_id, thread)
        self._change(_copying(serials), {"first": first.serial_id, "count": number})
        self._change(_copying(instalments), {"first": first.serial_id, "count": number})
        self._change(_AT_PLACES_OF_THEIR_OWN, {})
        self._change("ANALYZE", {})

    def make_due(self, number: int) -> None:
        """Let the next instalments of the first so many be due now."""
        now = discord.utils.utcnow().replace(tzinfo=None).isoformat(" ")
        self._change(
            "UPDATE instalments SET due_at = :now, next_at = :now WHERE state = 'due' AND serial_id <= :number",
            {"now": now, "number": number},
        )

    def confirmed(self) -> int:
        """How many were told, and are known to be."""
        return self._change("SELECT count(*) FROM instalments WHERE state = 'confirmed'", {})[0][0]

    def _change(self, statement: str, values: dict[str, object]) -> list[tuple[int]]:
        with sqlite3.connect(self.path) as connection:
            rows = connection.execute(statement, values).fetchall()
        connection.close()
        return rows


_AT_PLACES_OF_THEIR_OWN = """
    UPDATE instalments SET (chapter, "offset", end_chapter, end_offset) = (
        SELECT here.chapter, here.start, following.chapter, following.start
        FROM revisions of JOIN sections here JOIN sections following
        ON (of.story_id, of.number) = (here.story_id, here.revision) AND here.number = 1 + serial_id % (of.sections / 2)
        AND (of.story_id, of.number) = (following.story_id, following.revision) AND following.number = here.number + 1
        WHERE (of.story_id, of.number) = (instalments.story_id, instalments.revision)
    )
"""


def _copying(table: Table) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    values = names.replace('"serial_id"', "serial_id + n")
    return f"""
        WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < :count - 1)
        INSERT INTO {table.name} ({names}) SELECT {values} FROM {table.name}, copies WHERE serial_id = :first
    """
