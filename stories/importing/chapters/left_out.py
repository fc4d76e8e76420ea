"""Lists of contents as they are left out: what they say that does not come again is kept beside the story."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from stories.importing.chapters.headings import heading_in
from stories.importing.chapters.listed import CONTENTS_FROM, is_name, lists, without_page
from stories.importing.explaining import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.blocks import Block, Source
    from stories.importing.chapters.headings import Candidate
    from stories.importing.chapters.outline import Outline

MOST_LISTS = 20  # headings, from the top, among which those of lists stand


def leave_out(source: Source, listed: Sequence[Block], headings: Sequence[Candidate]) -> None:
    """A list of contents; what of it does not come again is kept beside the story."""
    source.reasons.append(f"list of contents left out: {len(listed)} lines, of which the first comes again as heading")
    known = {" ".join(filter(None, (each.heading.label, each.heading.title))).casefold() for each in headings}
    rest = [line for block in listed for line in block.lines if not heading_in(line) and line.casefold() not in known]
    if rest:
        source.facts.keep("Contents", "\n".join(rest))


def without_named_lists(source: Source, found: Outline) -> Outline:
    """Leave out sections that are called «Contents» or the like, and hold nothing but short lines."""
    blocks, headings = found.blocks, found.headings
    for each, following in pairwise(found.headings[:MOST_LISTS]):
        inside = found.blocks[each.at + each.size : following.at]
        if not is_name(found.blocks[each.at].text) or not all(map(lists, inside)):
            continue
        gone = found.blocks[each.at : following.at]
        source.facts.keep("Contents", "\n".join(block.text for block in gone))
        source.reasons.append(f"list left out: {quoted(gone[0].text)}, with {len(inside)} lines below")
        start = each.at - (len(found.blocks) - len(blocks))
        blocks = [*blocks[:start], *blocks[start + len(gone) :]]
        headings = [
            other._replace(at=other.at - len(gone) * (other.at > start)) for other in headings if other.at != start
        ]
    return _with(found, headings, blocks)


def without_contents(source: Source, found: Outline) -> Outline:
    """Leave out what stands above the first heading and only lists the headings below."""
    if not found.headings:
        return found
    until = found.headings[0].at
    listed = {" ".join(found.blocks[each.at].text.split()).casefold() for each in found.headings}
    listed |= {each.heading.title.casefold() for each in found.headings if each.heading.title}
    start = next((at for at in range(until) if _lists(found.blocks[at], listed)), until)
    end = start
    while end < until and _lists(found.blocks[end], listed):
        end += 1
    lines = sum(len(block.lines) for block in found.blocks[start:end])
    named = start > 0 and is_name(found.blocks[start - 1].text)
    if lines < CONTENTS_FROM and not (named and lines):
        return _without_name(source, found) if until else found
    if named:
        start -= 1
        source.facts.keep("Contents", found.blocks[start].text)
    source.reasons.append(f"list of contents left out: {lines} lines that come again as headings")
    blocks = [*found.blocks[:start], *found.blocks[end:]]
    headings = [each._replace(at=each.at - (end - start)) for each in found.headings]
    return _with(found, headings, blocks)


def _without_name(source: Source, found: Outline) -> Outline:
    """The word «Contents» right above the first heading, when its list is gone."""
    at = found.headings[0].at - 1
    if not is_name(found.blocks[at].text):
        return found
    source.facts.keep("Contents", found.blocks[at].text)
    headings = [each._replace(at=each.at - 1) for each in found.headings]
    return _with(found, headings, [*found.blocks[:at], *found.blocks[at + 1 :]])


def _with(found: Outline, headings: list[Candidate], blocks: Sequence[Block]) -> Outline:
    """The same with other headings and blocks."""
    return found._replace(headings=headings, blocks=list(blocks))


def _lists(block: Block, listed: set[str]) -> bool:
    return all(without_page(line.strip()) in listed for line in block.lines) or all(
        line.strip().casefold() in listed for line in block.lines
    )
