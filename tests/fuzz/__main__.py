"""`python -m tests.fuzz --minutes N`: damaged files for so long, and what each reader did with them."""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

import click

from tests.fuzz import damaged, is_read

MINUTE = 60


@click.command()
@click.option("--minutes", type=float, default=10, show_default=True, help="How long to go on.")
@click.option("--first", type=int, default=0, show_default=True, help="The number of the first file.")
@click.option("--keep", type=click.Path(path_type=Path), help="Where to put the files that failed.")
def main(minutes: float, first: int, keep: Path | None) -> None:
    """Feed damaged files to all readers; exit 1 where one was neither read nor refused."""
    keep = keep or Path(tempfile.gettempdir(), "fireside-fuzz")
    counts = Counter[str]()
    begun = told = time.monotonic()
    while time.monotonic() - begun < minutes * MINUTE:
        counts[_tried(first + counts.total(), keep)] += 1
        if time.monotonic() - told >= MINUTE:
            told = time.monotonic()
            _tell(counts, (told - begun) / MINUTE)
    _tell(counts, minutes)
    if counts["failed"]:
        click.echo(f"What failed is in {keep}.")
    sys.exit(1 if counts["failed"] else 0)


def _tried(number: int, keep: Path) -> str:
    data = damaged(number)
    try:
        return "read" if is_read(data) else "refused"
    except Exception:  # noqa: BLE001 - that is what is looked for
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{number}.bin").write_bytes(data)
        (keep / f"{number}.txt").write_text(traceback.format_exc(), encoding="utf-8")
        return "failed"


def _tell(counts: Counter[str], minutes: float) -> None:
    told = ", ".join(f"{counts[what]:,} {what}" for what in ("read", "refused", "failed"))
    click.echo(f"{minutes:.1f} minutes: {counts.total():,} files, {told}")


if __name__ == "__main__":
    main(prog_name="python -m tests.fuzz")
