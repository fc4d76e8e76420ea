"""Headings that only their place tells: short lines below gaps so large that nothing else has such."""

from __future__ import annotations

import statistics
from itertools import pairwise
from typing import TYPE_CHECKING

from stories.importing.blocks import is_break
from stories.importing.chapters.headings import Candidate, Heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.blocks import Block

SET_OFF = "set off"
MORE_THAN_USUAL = 2  # empty lines
FEWEST = 3
LONGEST = 60
MOST_ALIKE = 0.8  # of what such a gap stands above are titles, and each has another one
LEAST_TEXT = 400  # characters below each, usually
_GOES_ON = (",", ";", ":", "”", '"', "»", "’", "—", "-")


def headings_set_off(blocks: Sequence[Block], usual_gap: int, *, beside: Sequence[Candidate]) -> list[Candidate]:
    """Those beside the known ones; none where a text below such a gap goes on as well: there it parts scenes."""
    known = {each.at for each in beside}
    below_gap = [at for at, block in enumerate(blocks) if block.gap >= usual_gap + MORE_THAN_USUAL]
    opening = next((at for at, block in enumerate(blocks) if len(block.text) > LONGEST), len(blocks))
    # What stands further above the first paragraph belongs to the title page.
    inside = [at for at in below_gap if at >= opening - 1 and at not in known]
    found = [at for at in inside if _is_title(blocks[at])]
    different = len({blocks[at].text for at in found})
    if different < FEWEST or min(len(found), different) < MOST_ALIKE * len(inside):
        return []
    every = sorted({*found, *known, len(blocks)})
    ends = dict(pairwise(every))
    texts = (sum(len(block.text) for block in blocks[at + 1 : ends[at]]) for at in found)
    if statistics.median(texts) < LEAST_TEXT:
        return []
    return [Candidate(at, Heading("", blocks[at].text.strip(), SET_OFF)) for at in found]


def _is_title(block: Block) -> bool:
    text = block.text
    return (
        len(text) <= LONGEST
        and len(block.lines) == 1
        and not text[0].islower()
        and not text.endswith(_GOES_ON)
        and any(map(str.isalpha, text))
        and not is_break(block)
    )
