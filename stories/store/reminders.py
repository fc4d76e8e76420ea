"""Reminders: who is told by direct message when a serial has gone on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, insert, select, update

from stories.schema import instalments, reminders
from stories.store.connections import Connected
from stories.store.notices import leaving
from stories.store.readers import knowing

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

_c = reminders.c


class Reminders(Connected):
    """One for each reader and serial; it holds the number of the newest instalment that they were told of."""

    async def toggle(self, serial_id: int, reader_id: int, *, told: int) -> bool:
        """Begin to remind a reader of what comes after that instalment, or stop it; whether they are reminded now."""
        async with self._connections.together() as connection:
            await connection.execute(knowing(reader_id))
            if (await connection.execute(delete(reminders).where(_one(serial_id, reader_id)))).rowcount:
                return False
            await connection.execute(insert(reminders).values(serial_id=serial_id, reader_id=reader_id, told=told))
        return True

    async def stop(self, serial_id: int, reader_id: int) -> None:
        """Remind a reader no more."""
        async with self._connections.alone() as connection:
            await connection.execute(delete(reminders).where(_one(serial_id, reader_id)))

    async def refused(self, serial_id: int, reader_id: int, *, notice: str) -> None:
        """They cannot be reached: remind them no more, and let them hear why with their next command."""
        async with self._connections.together() as connection:
            if (await connection.execute(delete(reminders).where(_one(serial_id, reader_id)))).rowcount:
                await connection.execute(leaving(reader_id, notice))

    async def behind(self) -> set[int]:
        """The serials that have gone on since some reader was told; it looks at every reminder there is."""
        newer = exists().where(
            instalments.c.serial_id == _c.serial_id,
            instalments.c.number > _c.told,
            instalments.c.state == "confirmed",
        )
        async with self._connections.alone() as connection:
            return set(await connection.scalars(select(_c.serial_id).where(newer).distinct()))

    async def to_tell(self, serial_id: int, *, number: int, after: int, limit: int) -> list[int]:
        """Some readers who were not told of that instalment yet, by their numbers from `after` on."""
        wanted = select(_c.reader_id).where(_c.serial_id == serial_id, _c.told < number, _c.reader_id > after)
        async with self._connections.alone() as connection:
            return list(await connection.scalars(wanted.order_by(_c.reader_id).limit(limit)))

    async def told(self, serial_id: int, reader_id: int, *, number: int) -> None:
        """They know of that instalment."""
        moved = update(reminders).where(_one(serial_id, reader_id), _c.told < number).values(told=number)
        async with self._connections.alone() as connection:
            await connection.execute(moved)


def _one(serial_id: int, reader_id: int) -> ColumnElement[bool]:
    return (_c.serial_id == serial_id) & (_c.reader_id == reader_id)
