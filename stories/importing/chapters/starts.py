"""Where chapters begin: where the source marks it, where a person says so, or where a row of headings tells it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stories.importing.chapters.dated import DATED
from stories.importing.chapters.headings import Candidate, Heading, heading_in
from stories.importing.chapters.left_out import without_contents, without_named_lists
from stories.importing.chapters.listed import LISTED, LONGEST_HEADING
from stories.importing.chapters.outline import Outline, deeper, outline, stated_outline
from stories.importing.chapters.set_off import SET_OFF
from stories.importing.chapters.worded import is_chaptered_by_words, told_by_words
from stories.importing.explaining import quoted
from stories.importing.front.known import TITLE_PAGE, known_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.blocks import Block, Source
    from stories.importing.overrides import Overrides

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
        found = outline(source.blocks, known_in(source.facts))
        _keep_title_page(source, found.title_page)
        found = without_named_lists(source, found)
        if not is_chaptered_by_words(found):
            _explain(source, found.headings, found.blocks, "is marked as a heading")
            return without_contents(source, found)
        stated, source = found.title, replace(source, blocks=found.blocks)
    found = told_by_words(source, stated, source.blocks)
    _explain(source, found.headings, found.blocks, "")
    return found


def _keep_title_page(source: Source, lines: Sequence[str]) -> None:
    if lines:
        source.facts.keep(TITLE_PAGE, "\n".join(lines))
        source.reasons.append(f"taken as title page: {quoted(' / '.join(lines))}, headings that say what is known")


def _as_said(source: Source, said: Overrides) -> Outline:
    """Only what a person calls headings; all others stay in the text."""
    title = outline(source.blocks, known_in(source.facts))
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
