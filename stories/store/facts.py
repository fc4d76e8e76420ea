"""Things to remember by their names."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert  # runs on both engines

from stories.schema import facts
from stories.store.connections import Connected


class Facts(Connected):
    """One value for each name."""

    async def get(self, name: str) -> str | None:
        """The value of that name, if there is one."""
        async with self._connections.alone() as connection:
            return await connection.scalar(select(facts.c.value).where(facts.c.name == name))

    async def set(self, name: str, value: str) -> None:
        """Remember it, in place of what was there."""
        remembered = insert(facts).values(name=name, value=value)
        async with self._connections.alone() as connection:
            await connection.execute(
                remembered.on_conflict_do_update(
                    index_elements=[facts.c.name], set_={"value": remembered.excluded.value}
                )
            )
