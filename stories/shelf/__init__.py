"""The stories that come with Fireside."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from stories.importing import manuscript_from

if TYPE_CHECKING:
    from datetime import datetime

    from stories.store import Store


async def fill_shelf(store: Store, *, now: datetime) -> int:
    """Take in what is new or changed on the shelf, and say how many that were; a removed one stays removed."""
    changed = 0
    for file in sorted(files(__name__).iterdir(), key=lambda file: file.name):
        origin = f"shelf:{file.name.removesuffix('.md')}"
        if not file.name.endswith(".md") or await store.library.was_removed(origin):
            continue
        data = file.read_bytes()
        digest = sha256(data).hexdigest()
        if await store.library.outcome_of(origin=origin, digest=digest) == "unchanged":
            continue  # as at nearly every start, which need not read the stories again
        manuscript = manuscript_from(data, name=file.name)
        imported = await store.library.keep(manuscript, origin=origin, digest=digest, now=now)
        changed += imported.outcome != "unchanged"
    return changed
