"""`export`: a story as a file, for readers and for programs."""

from __future__ import annotations

import json
import sys
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
@click.option("--format", "form", type=click.Choice(["txt", "md", "json", "epub"]), default="txt", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help="Write there, and not to the screen.")
@with_store
async def export(store: Store, story_id: int, *, form: str, as_json: bool, output: Path | None) -> None:
    """Write a story out, whole.

    What is exported imports again as the same story. Plain text holds its words, chapters, notes, fields and emphasis,
    but not what else lies over the words: that these are a quotation, small capitals, struck out. The others hold all.
    """
    told = await store.library.story(story_id)
    written = _written(await store.library.manuscript(story_id), told, "json" if as_json else form)
    if output:
        _save(output, written)
    elif isinstance(written, bytes) and sys.stdout.isatty():
        raise StoryError("An e-book is nothing for the screen: say where to write it with --output FILE.")
    else:
        click.echo(written, nl=isinstance(written, str) and not written.endswith("\n"))


def _written(manuscript: Manuscript, told: Story, form: str) -> str | bytes:
    match form:
        case "json":
            told_in_full = exporting.as_json(
                manuscript, text=True, id=told.story_id, revision=told.revision, sections=told.sections
            )
            return json.dumps(told_in_full, ensure_ascii=False, indent=2) + "\n"
        case "md":
            return exporting.as_markdown(manuscript)
        case "epub":
            return exporting.as_epub(manuscript)
        case _:
            return exporting.as_text(manuscript)


def _save(path: Path, written: str | bytes) -> None:
    """Beside it first, so that a file that was there is never left half-written."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(written.encode() if isinstance(written, str) else written)
        beside.replace(path)
    except OSError as error:
        raise StoryError(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        beside.unlink(missing_ok=True)
