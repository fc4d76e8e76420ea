"""Decisions in words, for those who want to know why a file was read as it was."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from stories.importing.blocks import is_break, parts_scenes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stories.importing.blocks import Block

LONGEST = 50
MOST_SCENES = 10  # of one chapter, one by one


def quoted(text: str) -> str:
    """The beginning of a text, on one line and in quotation marks."""
    line = " ".join(text[: LONGEST * 2].split())
    return f"“{line}”" if len(line) <= LONGEST else f"“{line[:LONGEST].rstrip()}…”"


def beginning(blocks: Sequence[Block]) -> str:
    """How some blocks begin."""
    return quoted(blocks[0].text) if blocks else "nothing"


def scenes_explained(blocks: Sequence[Block], *, chapter: int, usual_gap: int) -> Iterator[str]:
    """Why scenes part where they do."""
    at_gaps = [at for at, block in enumerate(blocks) if at and block.gap > usual_gap]
    parted = [at for at in at_gaps if parts_scenes(blocks[at - 1], blocks[at], usual_gap=usual_gap)]
    for at in parted[:MOST_SCENES]:
        where = f"scene break in chapter {chapter}, before {quoted(blocks[at].text)}"
        yield f"{where}: gap of {blocks[at].gap} lines where {usual_gap} is usual"
    if len(parted) > MOST_SCENES:
        yield f"… and {len(parted) - MOST_SCENES} more gaps like these"
    ornaments = [block.text for block in blocks if block.spans and is_break(block)]
    for ornament, times in Counter(ornaments).items() if ornaments else ():  # most chapters have none
        yield f"scene break in chapter {chapter}, {times} times: {quoted(ornament)} alone in its paragraph"
