"""`python -m tests.chaos --kills N`: so many bots are killed while they post; then everything is counted."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import click

from tests.chaos import tally
from tests.chaos.deaths import DEATHS, die
from tests.chaos.scene import staged
from tests.conftest import shared_folder

_REST = 10  # kills between two times at which everything is posted and counted


@click.command()
@click.option("--kills", default=200, show_default=True, help="How many bots to kill, in turn at each moment.")
@click.option("--bots", default=1, show_default=True, help="How many run at a time on the one database.")
@click.option("--database", help="The address of an empty database; a SQLite file of its own if not given.")
@click.option("--seed", default=1, show_default=True, help="What the random moments come from.")
def main(kills: int, bots: int, database: str | None, seed: int) -> None:
    """Kill bots while they post serials; exit 1 where anything is lost, doubled, out of order or out of place."""
    dice = random.Random(seed)
    died, came = Counter[str](), Counter[str]()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        url = database or f"sqlite:///{folder}/fireside.db"
        with staged(shared_folder(), Path(folder), url=url, chapters=kills + 50) as scene:
            while died.total() < kills:
                death = DEATHS[died.total() // bots % len(DEATHS)]
                came[death.name] += bots * die(scene, death, bots=bots, dice=dice)
                died[death.name] += bots
                if died.total() // bots % _REST == 0:
                    scene.finish(seconds=120)
                    found = tally.count(scene)
                    click.echo(f"{time.monotonic() - begun:.0f} s, {died.total()} kills, {len(found.wrongs)} wrongs")
                    for wrong in found.wrongs[:20]:
                        click.echo(f"  {wrong}")
            scene.finish(seconds=180)
            found = tally.count(scene)
    _tell(died, came, found)
    sys.exit(1 if found.wrongs else 0)


def _tell(died: Counter[str], came: Counter[str], found: tally.Tally) -> None:
    click.echo(f"{'killed':38}{'kills':>7}{'at that moment':>17}")
    for name, kills in died.items():
        click.echo(f"{name:38}{kills:7}{came[name]:17}")
    click.echo(f"{found.instalments} instalments in {found.messages} messages")
    for what in ("lost", "doubled", "disordered", "misplaced", "other"):
        click.echo(f"{what:38}{len(getattr(found, what)):7}")
    for wrong in found.wrongs[:50]:
        click.echo(f"  {wrong}")


if __name__ == "__main__":
    main(prog_name="python -m tests.chaos")
