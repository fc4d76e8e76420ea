"""Everything that is kept, by noun: each method is a question or a change, and one transaction."""

from __future__ import annotations

from typing import Self

from stories.database import open_engine
from stories.store.connections import Connections
from stories.store.drafts import Drafts
from stories.store.facts import Facts
from stories.store.instalments import Instalments
from stories.store.library import Library
from stories.store.notices import Notices
from stories.store.places import Places
from stories.store.readers import Readers
from stories.store.reminders import Reminders
from stories.store.serials import Serials
from stories.store.servers import Servers
from stories.store.threads import Threads


class Store:
    """The nouns, over one database."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.library = Library(connections)
        self.places = Places(connections)
        self.readers = Readers(connections)
        self.threads = Threads(connections)
        self.serials = Serials(connections)
        self.instalments = Instalments(connections)
        self.drafts = Drafts(connections)
        self.reminders = Reminders(connections)
        self.notices = Notices(connections)
        self.servers = Servers(connections)
        self.facts = Facts(connections)

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open the database at that address, brought up to date; a StoreError says why it cannot be."""
        return cls(Connections(await open_engine(url)))

    async def close(self) -> None:
        """Let go of the database."""
        await self._connections.close()
