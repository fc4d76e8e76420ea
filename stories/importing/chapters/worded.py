"""Headings that nothing marks: told by their words, by the list of contents, or by a gap above them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from stories.importing.chapters.dated import date_headings
from stories.importing.chapters.headings import LONGEST, LONGEST_MARKED, WORDED, Candidate, believed, heading_in
from stories.importing.chapters.left_out import leave_out, without_contents
from stories.importing.chapters.listed import CONTENTS_FROM, list_of_contents, with_listed
from stories.importing.chapters.named_after import named_after_work
from stories.importing.chapters.outline import Outline
from stories.importing.chapters.set_off import headings_set_off
from stories.importing.chapters.subtitles import with_titles_below
from stories.importing.fields import Facts
from stories.importing.front.head import Head, is_epigraph, read_head
from stories.importing.front.title_page import take_title_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.blocks import Block, Source

LONGEST_HEAD = 12  # paragraphs above an only chapter


def told_by_words(source: Source, title: str, blocks: Sequence[Block]) -> Outline:
    """Headings where nothing marks them but their words; a list of contents is left out."""
    candidates = [
        Candidate(at, heading)
        for at, block in enumerate(blocks)
        if len(block.text) <= LONGEST and (heading := heading_in(block.text)) and len(block.lines) == 1
    ]
    candidates = _with_long_ones(candidates, blocks)
    headings = believed(candidates)
    if not headings:
        name, headings = named_after_work(blocks)
        title = title or name
    if all(each.heading.family == "named" for each in headings):
        dates, blocks = date_headings(blocks)
        headings = sorted([*headings, *dates]) or _alone_below_head(source, candidates)
    if not any(each.heading.family == "chapter" for each in headings):
        headings = sorted([*headings, *headings_set_off(blocks, source.usual_gap, beside=headings)])
    if listed := list_of_contents(headings, blocks):
        leave_out(source, blocks[listed.start : listed.end], headings)
        size = listed.end - listed.start
        kept = [each for each in headings if not listed.start <= each.at < listed.end]
        headings = [each._replace(at=each.at - size * (each.at >= listed.end)) for each in kept]
        blocks = [*blocks[: listed.start], *blocks[listed.end :]]
        headings = with_listed(headings, blocks, listed)
    return without_contents(source, Outline(title, with_titles_below(headings, blocks), list(blocks)))


def is_chaptered_by_words(found: Outline) -> bool:
    """Hardly any heading is marked, but many a line is `Chapter 1` in the type of the text."""
    if len(found.headings) >= CONTENTS_FROM:
        return False
    short = (block.text for block in found.blocks if not block.level and len(block.text) <= LONGEST)
    numbered = sum(heading.family == "chapter" for heading in map(heading_in, short) if heading)
    return numbered >= len(found.headings) + CONTENTS_FROM


def _with_long_ones(candidates: list[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """`Chapter I. In which …` may go on for lines; such are looked for where the short ones leave numbers out."""
    numbers = [each.heading.number for each in candidates if each.heading.family == "chapter"]
    if numbers and all(after in {1, (before or 0) + 1} for before, after in pairwise([0, *numbers])):
        return candidates
    long = {
        at: heading
        for at, block in enumerate(blocks)
        if LONGEST < len(block.text) <= LONGEST_MARKED
        and "\n" not in block.text
        and (heading := heading_in(block.text, longest=LONGEST_MARKED))
        and heading.family == "chapter"
    }
    row = sorted([*candidates, *(Candidate(at, heading) for at, heading in long.items())])
    row = [each for each in row if each.heading.family == "chapter"]
    beside = {
        each.at
        for pair in pairwise(row)
        if pair[1].heading.number == (pair[0].heading.number or 0) + 1
        for each in pair
    }
    return sorted([*candidates, *(Candidate(at, heading) for at, heading in long.items() if at in beside)])


def _alone_below_head(source: Source, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The only `Chapter 1` of a text is a heading where nothing stands above it but what describes the story."""
    alone = [candidate for candidate in candidates if candidate.heading.family in WORDED]
    if len(alone) != 1 or alone[0].at > LONGEST_HEAD:
        return []
    above = source.blocks[: alone[0].at]
    head = read_head(Head(above, source.usual_gap, Facts()))
    rest = above[head.at :]
    return alone if not rest or is_epigraph(rest) or head.may_go_on(rest) or take_title_page(head) else []
