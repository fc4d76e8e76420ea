"""`check`: whether everything that is kept still holds together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from stories.commands.opening import as_json, with_store

if TYPE_CHECKING:
    from stories.store import Store


@click.command()
@as_json
@with_store
async def check(store: Store, *, as_json: bool) -> int:
    """Say what in the database no longer holds together; exit 1 where something does not."""
    problems = await store.library.problems()
    if as_json:
        click.echo(json.dumps({"ok": not problems, "problems": problems}, ensure_ascii=False))
    else:
        click.echo("\n".join(problems) or "Everything holds together.")
    return 1 if problems else 0
