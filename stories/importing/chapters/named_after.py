"""Headings that begin with the name of the work: `The Key - Chapter 1`, as sites and mail set above each chapter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stories.importing.chapters.headings import LONGEST_TITLE, WORDED, Candidate, heading_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.blocks import Block

FEWEST = 2
LONGEST = 120

_PARTED = re.compile(r"\s+[-–—|·]+\s+|[:,]\s+")


def named_after_work(blocks: Sequence[Block]) -> tuple[str, list[Candidate]]:
    """The name that most of them begin with, and those headings; without a name where they are fewer than two."""
    found: dict[str, list[Candidate]] = {}
    for at, block in enumerate(blocks):
        if len(block.text) <= LONGEST and len(block.lines) == 1:
            for name, candidate in _readings(at, block.text.strip()):
                found.setdefault(name, []).append(candidate)
    name, headings = max(found.items(), key=lambda each: len(each[1]), default=("", list[Candidate]()))
    numbers = {each.heading.number for each in headings}
    return (name, headings) if len(numbers) >= FEWEST else ("", [])


def _readings(at: int, line: str) -> list[tuple[str, Candidate]]:
    """Each way to part a name from a numbered heading behind it."""
    return [
        (line[: parted.start()], Candidate(at, heading))
        for parted in _PARTED.finditer(line)
        if 0 < parted.start() <= LONGEST_TITLE
        and (heading := heading_in(line[parted.end() :]))
        and heading.family in WORDED
        and heading.number is not None
    ]
