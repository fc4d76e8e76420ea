"""Dates that stand alone over the entries of a diary, or over letters: they are its headings where nothing else is."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from stories.almanac import Entry, looks_back
from stories.datelines import dateline_alone, only_names
from stories.importing.blocks import block_of
from stories.importing.chapters.headings import Candidate, Heading
from stories.text import Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.dates import WrittenDate
    from stories.importing.blocks import Block

FEWEST = 3
DATED = "dated"  # the family of such headings
MOST_ABOVE = 3  # lines of an address
LONGEST_ADDRESS = 80

_TO = re.compile(r"\b(?:to|an|à|au|a|al|para|für|for|pour|per|till|voor|aan|к|для)\s", re.IGNORECASE)
_PARTS = re.compile(r"\d|,\s")  # the number of a house, or a street and its town
_SIGNS = re.compile(
    r"(?:yours?|ever|love|always|thy|thine|deine?|ihre?|euer|eure|ta|ton|votre|tu|su|tuy[oa]|suy[oa]|твой|твоя|ваша?)\b",
    re.IGNORECASE,
)


def date_headings(blocks: Sequence[Block]) -> tuple[list[Candidate], Sequence[Block]]:
    """Three dates or more, of which most go forward, and most have something below them; and the blocks below those."""
    found: list[Candidate] = []
    entries: list[Entry] = []
    for at, block in enumerate(blocks):
        if written := _date_of(block):
            address, _, date = block.text.rpartition("\n")
            found.append(Candidate(at, Heading("", date.strip(), DATED), size=0 if address else 1))
            entries.append(Entry(1, at, written.month, written.day, written.year))
    back = sum(looks_back(after, before) for before, after in pairwise(entries))
    touching = sum(after.at == before.at + 1 for before, after in pairwise(found))
    if len(found) < FEWEST or max(back, touching) * 2 >= len(found):
        return [], blocks
    return _with_addresses_below(found, blocks)


def _date_of(block: Block) -> WrittenDate | None:
    """A date alone on its line, with no more above it in its paragraph than an address."""
    *above, line = block.text.split("\n", MOST_ABOVE + 1)
    if len(above) > MOST_ABOVE or not (written := dateline_alone(line)):
        return None
    return written if all(only_names(each) and not _SIGNS.match(each.lstrip()) for each in above) else None


def _with_addresses_below(dates: list[Candidate], blocks: Sequence[Block]) -> tuple[list[Candidate], list[Block]]:
    """Whom a letter is to, and from where, stands above its date, and belongs to it, not to the letter before.

    No letter stands above the first date, so what is there is no signature, and then most others have the same.
    """
    above = [_address_above(each.at, blocks) for each in dates]
    are_addresses = above[0] > 0 and sum(map(bool, above)) * 2 > len(dates)
    headings: list[Candidate] = []
    arranged = list(blocks)
    for date, size in zip(dates, above, strict=True):
        heading = arranged[date.at]
        if not date.size:
            arranged[date.at] = _without_last_line(heading)
        elif are_addresses and size:
            start = date.at - size
            arranged[start : date.at + 1] = [heading, *arranged[start : date.at]]
            date = date._replace(at=start)  # noqa: PLW2901
        headings.append(date)
    return headings, arranged


def _address_above(at: int, blocks: Sequence[Block]) -> int:
    """How many lines above a date are those of an address."""
    size = 0
    while size < min(MOST_ABOVE, at) and _is_address(blocks[at - size - 1]):
        size += 1
    return size


def _is_address(block: Block) -> bool:
    line = block.text.strip()
    return (
        len(line) <= LONGEST_ADDRESS
        and "\n" not in line
        and bool(_TO.search(line) or _PARTS.search(line))
        and not _SIGNS.match(line)
        and not dateline_alone(line)
        and only_names(line)
    )


def _without_last_line(block: Block) -> Block:
    end = block.text.rindex("\n")
    kept = Passage(block.text, block.spans).clip(0, end)
    if "\n" not in kept.text:
        kept = Passage(kept.text, tuple(span for span in kept.spans if span.kind != Kind.VERSE))
    return block_of(kept, block.gap, quotes=block.quotes, part=block.part)
