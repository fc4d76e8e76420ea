"""Where chapters begin: where the source marks it, where a person says so, or where a row of headings tells it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from stories.importing.dated import DATED, date_headings
from stories.importing.explaining import quoted
from stories.importing.fields import Facts
from stories.importing.head import Head, is_epigraph, read_head
from stories.importing.headings import LONGEST, LONGEST_MARKED, WORDED, Candidate, Heading, believed, heading_in
from stories.importing.known import TITLE_PAGE
from stories.importing.listed import (
    CONTENTS_FROM,
    LISTED,
    LONGEST_HEADING,
    is_name,
    list_of_contents,
    lists,
    with_listed,
    without_page,
)
from stories.importing.outline import Outline, deeper, outline, stated_outline
from stories.importing.set_off import SET_OFF, headings_set_off
from stories.importing.subtitles import with_titles_below
from stories.importing.title_page import take_title_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.blocks import Block, Source
    from stories.importing.overrides import Overrides

LONGEST_HEAD = 12  # paragraphs above an only chapter
_SEPARATOR = " \t:.–—-"


def chapter_starts(source: Source, said: Overrides) -> Outline:
    """The title where a heading states it, the headings of chapters, and the blocks without what repeats them."""
    stated = source.facts.one("title")
    if said.no_chapters or said.chapters:
        return _as_said(source, said)
    if source.states_chapters:
        found = stated_outline(source.blocks, title=stated)
        _explain(source, found.headings, found.blocks, "is a chapter's, as the file says")
        return found
    if any(block.level for block in source.blocks):
        found = outline(source.blocks, title=stated, authors=source.facts.many("authors"))
        _keep_title_page(source, found.title_page)
        found = _without_named_lists(source, found)
        if not _is_chaptered_by_words(found):
            _explain(source, found.headings, found.blocks, "is marked as a heading")
            return _without_contents(source, found)
        stated, source = found.title, replace(source, blocks=found.blocks)
    found = _told_by_their_words(source, stated, source.blocks)
    _explain(source, found.headings, found.blocks, "")
    return found


def _is_chaptered_by_words(found: Outline) -> bool:
    """Hardly any heading is marked, but many a line is `Chapter 1` in the type of the text."""
    if len(found.headings) >= CONTENTS_FROM:
        return False
    short = (block.text for block in found.blocks if not block.level and len(block.text) <= LONGEST)
    numbered = sum(heading.family == "chapter" for heading in map(heading_in, short) if heading)
    return numbered >= len(found.headings) + CONTENTS_FROM


def _keep_title_page(source: Source, lines: Sequence[str]) -> None:
    if lines:
        source.facts.keep(TITLE_PAGE, "\n".join(lines))
        source.reasons.append(f"taken as title page: {quoted(' / '.join(lines))}, headings that say what is known")


def _as_said(source: Source, said: Overrides) -> Outline:
    """Only what a person calls headings; all others stay in the text."""
    title = outline(source.blocks, title=source.facts.one("title"), authors=source.facts.many("authors"))
    _keep_title_page(source, title.title_page)
    blocks, pattern = title.blocks, said.chapters
    headings = [
        Candidate(at, _split(block.text, match.end()))
        for at, block in enumerate(blocks)
        if pattern and len(block.text) <= LONGEST_HEADING and (match := pattern.match(block.text)) and match[0]
    ]
    _explain(source, headings, blocks, "matches --chapters")
    if pattern and not headings:
        source.reasons.append("no chapters: no line begins with what --chapters asks for")
    elif not pattern:
        source.reasons.append("one chapter: --no-chapters")
    ats = {heading.at for heading in headings}
    return Outline(
        title.title,
        headings,
        [deeper(block) if block.level and at not in ats else block for at, block in enumerate(blocks)],
    )


def _split(line: str, end: int) -> Heading:
    """A heading that was asked for: what was matched numbers it, the rest of its line is its title."""
    if (heading := heading_in(line)) is not None:
        return heading
    title = line[end:].strip(_SEPARATOR)
    return Heading(line[:end].strip(), " ".join(title.split()), "") if title else Heading("", line.strip(), "")


def _told_by_their_words(source: Source, title: str, blocks: Sequence[Block]) -> Outline:
    """Headings where nothing marks them but their words; a list of contents is left out."""
    candidates = [
        Candidate(at, heading)
        for at, block in enumerate(blocks)
        if len(block.text) <= LONGEST and (heading := heading_in(block.text)) and len(block.lines) == 1
    ]
    candidates = _with_long_ones(candidates, blocks)
    headings = believed(candidates)
    if all(each.heading.family == "named" for each in headings):
        dates, blocks = date_headings(blocks)
        headings = sorted([*headings, *dates]) or _alone_below_head(source, candidates)
    if not any(each.heading.family == "chapter" for each in headings):
        headings = sorted([*headings, *headings_set_off(blocks, source.usual_gap, beside=headings)])
    if listed := list_of_contents(headings, blocks):
        _leave_out(source, blocks[listed.start : listed.end], headings)
        size = listed.end - listed.start
        kept = [each for each in headings if not listed.start <= each.at < listed.end]
        headings = [each._replace(at=each.at - size * (each.at >= listed.end)) for each in kept]
        blocks = [*blocks[: listed.start], *blocks[listed.end :]]
        headings = with_listed(headings, blocks, listed)
    return _without_contents(source, Outline(title, with_titles_below(headings, blocks), list(blocks)))


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


def _leave_out(source: Source, listed: Sequence[Block], headings: Sequence[Candidate]) -> None:
    """A list of contents; what of it does not come again is kept beside the story."""
    source.reasons.append(f"list of contents left out: {len(listed)} lines, of which the first comes again as heading")
    known = {" ".join(filter(None, (each.heading.label, each.heading.title))).casefold() for each in headings}
    rest = [line for block in listed for line in block.lines if not heading_in(line) and line.casefold() not in known]
    if rest:
        source.facts.keep("Contents", "\n".join(rest))


def _without_named_lists(source: Source, found: Outline) -> Outline:
    """Leave out sections that are called «Contents» or the like, and hold nothing but short lines."""
    blocks, headings = found.blocks, found.headings
    for each, following in pairwise(found.headings):
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


def _without_contents(source: Source, found: Outline) -> Outline:
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


def _explain(source: Source, headings: Sequence[Candidate], blocks: Sequence[Block], why: str) -> None:
    seen: set[str] = set()
    for number, (at, heading, _) in enumerate(headings, 1):
        because = why or _reason(heading, seen, alone=len(headings) == 1)
        words = " ".join((heading.title if heading.family == DATED else blocks[at].text).split())
        source.reasons.append(f"heading {number}: “{words}” {because}")
        seen.add(heading.family)


def _reason(heading: Heading, seen: set[str], *, alone: bool) -> str:
    if heading.family == "named":
        return "is what such a part is called"
    if heading.family == SET_OFF:
        return "stands below a larger gap, as all such lines do"
    if heading.family == LISTED:
        return "is named in the list of contents"
    if heading.family == DATED:
        return "is a date that stands alone, as over the entries of a diary"
    if alone:
        return "stands right below what describes the story"
    return "continues the numbering" if heading.family in seen else "begins a row of numbered headings"
