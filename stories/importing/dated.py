"""Dates that stand alone over the entries of a diary, or over letters: they are its headings where nothing else is."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from stories.almanac import Entry, looks_back
from stories.datelines import dateline_alone
from stories.importing.headings import Candidate, Heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.blocks import Block

FEWEST = 3
DATED = "dated"  # the family of such headings


def date_headings(blocks: Sequence[Block]) -> list[Candidate]:
    """Three dates or more, of which most go forward, and most have something below them."""
    found: list[Candidate] = []
    entries: list[Entry] = []
    for at, block in enumerate(blocks):
        if len(block.lines) == 1 and (written := dateline_alone(block.text)):
            found.append(Candidate(at, Heading("", block.text.strip(), DATED)))
            entries.append(Entry(1, at, written.month, written.day, written.year))
    back = sum(looks_back(after, before) for before, after in pairwise(entries))
    touching = sum(after.at == before.at + 1 for before, after in pairwise(found))
    return found if len(found) >= FEWEST and max(back, touching) * 2 < len(found) else []
