"""`import`: files and folders of stories into the library."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Column, Table
from rich.text import Text

from stories.commands import shapes
from stories.commands.opening import as_json, with_store
from stories.commands.overriding import with_overrides
from stories.commands.telling import byline, ends_of, told_at_length
from stories.errors import RefusedError
from stories.importing.apart import ReadingRoom

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stories.importing import Overrides
    from stories.importing.apart import Taken
    from stories.manuscript import Manuscript
    from stories.store import Store
    from stories.text import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one file; a dry run gives its story no number."""

    path: Path
    status: str
    reason: str | None = None
    manuscript: Manuscript | None = None
    story_id: int | None = None
    revision: int | None = None
    sections: tuple[Passage, ...] = ()
    reasons: tuple[str, ...] = ()  # what each decision in reading it rests on

    def shape(self) -> dict[str, Any]:
        """As one line of JSON."""
        story = self.manuscript and shapes.story(
            self.manuscript, story_id=self.story_id, revision=self.revision, sections=len(self.sections)
        )
        told = {"path": str(self.path), "status": self.status, "reason": self.reason, "story": story}
        return {**told, "reasons": [*self.reasons]}


@click.command("import")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--dry-run", is_flag=True, help="Only show what would be recognised and why, and how sections begin and end."
)
@as_json
@with_store
@with_overrides
async def import_(store: Store, paths: tuple[Path, ...], *, said: Overrides, dry_run: bool, as_json: bool) -> int:
    """Take stories in from files, and from folders with all that is in them.

    The same file again changes nothing; a changed one makes a new revision.

    --dry-run tells what each decision rests on, and the other options decide otherwise. They hold for this one import,
    and for all files that it names: the same file with other options makes a new revision, and importing it again
    without them changes it back.
    """
    results: list[Result] = []
    try:
        async with ReadingRoom() as room:
            for path in _watched([*files(paths)], quiet=as_json):
                result = await _import(store, room, path, said=said, dry_run=dry_run)
                results.append(result)
                _report(result, dry_run=dry_run, as_json=as_json)
    finally:  # also when interrupted, for what was kept stays
        if not as_json:
            Console().print(_summary(results))
    return int(any(result.status == "refused" for result in results))


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Each file once, those of a folder sorted; hidden ones only where they are named themselves."""
    seen: set[Path] = set()
    for path in paths:
        for file in _inside(path) if path.is_dir() else [path]:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _inside(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        shown = (Path(root, name) for name in sorted(names) if not name.startswith("."))
        yield from (path for path in shown if path.is_file())


async def _import(store: Store, room: ReadingRoom, path: Path, *, said: Overrides, dry_run: bool) -> Result:
    origin = _origin(path)
    try:
        taken = await room.read(path, said=said)
        manuscript, digest = taken.manuscript, taken.digest
        if dry_run:
            status = await store.library.outcome_of(origin=origin, digest=digest)
            sections = _passages(taken)
            return Result(path=path, status=status, manuscript=manuscript, sections=sections, reasons=taken.reasons)
        now = datetime.now(UTC)
        imported = await store.library.keep(manuscript, origin=origin, digest=digest, cuts=taken.cuts, now=now)
    except RefusedError as error:
        return Result(path=path, status="refused", reason=str(error))
    return Result(
        path=path,
        status=imported.outcome,
        manuscript=await store.library.manuscript(imported.story_id),
        story_id=imported.story_id,
        revision=imported.revision,
        sections=tuple(page.passage for page in await store.library.pages(imported.story_id)),
        reasons=taken.reasons,
    )


def _origin(path: Path) -> str:
    return f"file:{path.resolve()}"


def _passages(taken: Taken) -> tuple[Passage, ...]:
    cut = zip(taken.manuscript.chapters, taken.cuts, strict=True)
    return tuple(chapter.body.clip(start, end) for chapter, sections in cut for start, end in sections)


def _watched(paths: Sequence[Path], *, quiet: bool) -> Iterator[Path]:
    """The paths; on a terminal with a bar, which tells what is being read and for how long already."""
    console = Console(stderr=True)
    told = TextColumn("{task.description}", table_column=Column(overflow="ellipsis", no_wrap=True), markup=False)
    columns = (SpinnerColumn(), told, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as progress:
        task = progress.add_task("", total=len(paths))
        for done, path in enumerate(paths):
            progress.update(task, completed=done, description=f"Importing {path.name}")
            yield path


def _report(result: Result, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(result.shape(), ensure_ascii=False))
    elif result.reason:
        click.echo(f"{result.path}: {result.reason}", err=True)
    elif dry_run and result.manuscript:
        Console().print(told_at_length(result.manuscript, sections=len(result.sections)), soft_wrap=True)
        click.echo("\n".join(["Why:", *(f"  - {reason}" for reason in result.reasons), "Sections:"]))
        for number, passage in enumerate(result.sections, start=1):
            first, last = ends_of(passage)
            click.echo(f"  {number}. {first}\n     … {last}")
        click.echo()


def _summary(results: Iterable[Result]) -> Table:
    table = Table("File", "Status", "ID", "Title", "Author", "Sections")
    for result in results:
        title = Text(result.manuscript.title if result.manuscript else "")
        author = Text(byline(result.manuscript.authors) if result.manuscript else "")
        sections = str(len(result.sections) or "")
        table.add_row(Text(result.path.name), result.status, str(result.story_id or ""), title, author, sections)
    return table
