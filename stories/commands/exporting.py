"""`export`: a story as a file, for readers and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stories import exporting
from stories.commands.opening import story_number, with_store
from stories.errors import StoryError

if TYPE_CHECKING:
    from stories.manuscript import Manuscript
    from stories.store import Store
    from stories.store.records import Story


@click.command()
@story_number
@click.option("--format", "form", type=click.Choice(["txt", "md", "json"]), default="txt", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help="Write there, and not to the screen.")
@with_store
async def export(store: Store, story_id: int, *, form: str, as_json: bool, output: Path | None) -> None:
    """Write a story out, whole."""
    told = await store.library.story(story_id)
    text = _written(await store.library.manuscript(story_id), told, "json" if as_json else form)
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        _save(output, text)


def _written(manuscript: Manuscript, told: Story, form: str) -> str:
    match form:
        case "json":
            told_in_full = exporting.as_json(
                manuscript, text=True, id=told.story_id, revision=told.revision, sections=told.sections
            )
            return json.dumps(told_in_full, ensure_ascii=False, indent=2) + "\n"
        case "md":
            return exporting.as_markdown(manuscript)
        case _:
            return exporting.as_text(manuscript)


def _save(path: Path, text: str) -> None:
    """Beside it first, so that a file that was there is never left half-written."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(path)
    except OSError as error:
        raise StoryError(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        beside.unlink(missing_ok=True)
