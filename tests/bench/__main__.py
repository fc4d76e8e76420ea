"""`python -m tests.bench`: every measure, one after another, and a table of what they found."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from stories import shelf
from tests.bench import cutting, importing, novel, scale, serials, start, turn
from tests.bench.figures import Figure, Skipped
from tests.conftest import lacking, shared_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

_NOVEL = "corpus/war-and-peace.txt"
_E_BOOK = "corpus/war-and-peace.epub"
_SHELF = Path(shelf.__path__[0])
_STORIES = (
    "corpus/pride-and-prejudice.html",
    "corpus/die-verwandlung.latin1.txt",
    *map(str, sorted(_SHELF.glob("*.md"))),
)
_WIDE = 150  # where the table goes to a file


def _awaited(measure: Callable[[], Coroutine[Any, Any, list[Figure]]]) -> Callable[[], list[Figure]]:
    return lambda: asyncio.run(measure())


def _of_the_novel(measure: Callable[..., list[Figure]], *files: str) -> Callable[[], list[Figure]]:
    def act() -> list[Figure]:
        paths = [shared_folder() / file for file in files or (_NOVEL,)]
        if missing := [path for path in paths if not path.is_file()]:
            raise Skipped(f"needs ../shared/corpus/{missing[0].name}")
        try:
            return measure(*(path.read_bytes() for path in paths))
        except ModuleNotFoundError as error:
            raise Skipped(f"needs the package {error.name}") from error

    return act


def _start() -> list[Figure]:
    if reason := lacking("shared"):
        raise Skipped(reason)
    return start.measure(shared_folder())


MEASURES: dict[str, Callable[[], list[Figure]]] = {
    "turn": _awaited(turn.measure),
    "story": _awaited(scale.measure_story),
    "library": _awaited(scale.measure_library),
    "picker": _awaited(scale.measure_picker),
    "instalment": _awaited(serials.measure_cost),
    "serials": _awaited(serials.measure_many),
    "held": _awaited(serials.measure_memory),
    "rush": _awaited(serials.measure_rush),
    "cut": _of_the_novel(cutting.measure_cut, _NOVEL, _E_BOOK, *_STORIES),
    "sections": _of_the_novel(cutting.measure_quality, _NOVEL, *_STORIES),
    "import": _of_the_novel(novel.measure_import),
    "books": _of_the_novel(importing.measure_books, _E_BOOK, _NOVEL),
    "word": _of_the_novel(importing.measure_word, _E_BOOK),
    "memory": _of_the_novel(importing.measure_memory, _E_BOOK),
    "start": _start,
}


@click.command()
@click.option("--only", default=",".join(MEASURES), help=f"Some of: {', '.join(MEASURES)}.")
def main(only: str) -> None:
    """Measure Fireside against floors and rivals; only ratios say something, as all are taken on the same machine."""
    names = only.split(",")
    if unknown := set(names) - MEASURES.keys():
        raise click.BadParameter(f"there is no measure {', '.join(sorted(unknown))}", param_hint="--only")
    console, table = Console(width=max(Console().width, _WIDE)), _table()
    for name in names:
        begun = time.perf_counter()
        _add(table, name, MEASURES[name])
        console.print(f"{name}: {time.perf_counter() - begun:.0f} s", style="dim")
    console.print(table)


def _table() -> Table:
    table = Table("Measure", "What", "Against", box=None, pad_edge=False)
    table.add_column("Times", justify="right")
    table.add_column("Asked", justify="right")
    table.add_column("For information", style="dim")
    return table


def _add(table: Table, name: str, measure: Callable[[], list[Figure]]) -> None:
    try:
        figures = measure()
    except Skipped as reason:
        table.add_row(name, f"skipped: {reason}", style="yellow")
        return
    for figure in figures:
        asked = "" if figure.most is None else f"≤ {figure.most:g}"
        style = "" if figure.holds else "bold red"
        table.add_row(
            name,
            figure.what,
            figure.against,
            f"[{style}]{figure.ratio:.3g}[/]" if style else f"{figure.ratio:.3g}",
            asked,
            figure.note,
        )


if __name__ == "__main__":
    main(prog_name="python -m tests.bench")
