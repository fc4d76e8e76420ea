"""From blocks to a manuscript: where the head ends, where chapters begin, what is a note."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from stories.errors import RefusedError
from stories.importing.blocks import Block, Source, put_together
from stories.importing.fields import described, fields_in_note
from stories.importing.head import LONGEST_TITLE, Head, is_epigraph, read_head
from stories.importing.headings import UNDER, Candidate, Heading, believed, heading_in
from stories.importing.notes import is_bracketed, mark_of, says_farewell, with_inline_notes
from stories.importing.outline import outline
from stories.importing.titles import incipit, title_from_name
from stories.manuscript import Chapter, Manuscript, Note, Where

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTENTS_FROM = 3  # so many headings with nothing between them are a list of contents
LONGEST_TAIL = 8  # paragraphs that may follow the mark of a note at the end
LARGEST_TAIL = 3000  # and their characters


class Part(NamedTuple):
    """A chapter's heading and its blocks."""

    heading: Heading
    blocks: Sequence[Block]


NO_HEADING = Heading("", "", "")
ABOVE = {"division", "named"}  # headings that may stand right above a chapter's own


def structured(source: Source, *, name: str) -> Manuscript:
    """The story that the blocks of a source tell."""
    facts, title = source.facts, source.facts.one("title")
    blocks = source.blocks
    if any(block.level for block in blocks):
        title, headings, blocks = outline(blocks, title=title)
    else:
        headings, blocks = _told_by_their_words(blocks)
    until = headings[0].at if headings else len(blocks)
    head = read_head(blocks[:until], facts, title=title, usual_gap=source.usual_gap)
    opening = _opening(head, has_chapters=bool(headings))
    parts = _parts(blocks, headings, opening)
    return _manuscript(source, head, parts, name=name)


def _told_by_their_words(blocks: list[Block]) -> tuple[list[Candidate], list[Block]]:
    """Headings where nothing marks them but their words; a list of contents is left out."""
    candidates = [
        Candidate(at, heading)
        for at, block in enumerate(blocks)
        if len(block.lines) == 1 and (heading := heading_in(block.text))
    ]
    headings = believed(candidates)
    size = _contents(headings)
    if not size:
        return headings, blocks
    start, end = headings[0].at, headings[size - 1].at + 1
    headings = [Candidate(at - (end - start), heading) for at, heading in headings[size:]]
    return headings, [*blocks[:start], *blocks[end:]]


def _contents(headings: list[Candidate]) -> int:
    """How many headings are a list of contents: a run with nothing between, of which the first comes again."""
    run = 1
    while run < len(headings) and headings[run].at == headings[run - 1].at + 1:
        run += 1
    if run < CONTENTS_FROM:
        return 0
    again = next((at for at, each in enumerate(headings[1:], 1) if _same(each, headings[0])), 0)
    return min(run, again) if again >= CONTENTS_FROM else 0


def _same(one: Candidate, other: Candidate) -> bool:
    return (one.heading.label.casefold(), one.heading.title.casefold()) == (
        other.heading.label.casefold(),
        other.heading.title.casefold(),
    )


def _opening(head: Head, *, has_chapters: bool) -> Sequence[Block]:
    """What is left of the head: an epigraph, the rest of a note, or the story's beginning without a heading."""
    rest = head.blocks[head.at :]
    if not has_chapters or not rest:
        return rest
    if is_epigraph(rest):
        head.epigraph = list(rest)
        return ()
    if head.after_note:
        head.notes[-1].extend(rest)
        return ()
    if all(map(_is_capitals, rest)):
        head.facts.keep("Title page", "\n".join(block.text for block in rest))
        return ()
    return rest


def _is_capitals(block: Block) -> bool:
    return block.text.isupper() and len(block.text) <= LONGEST_TITLE


def _parts(blocks: Sequence[Block], headings: list[Candidate], opening: Sequence[Block]) -> list[Part]:
    if not headings:
        return [Part(NO_HEADING, opening)]
    parts = [Part(NO_HEADING, opening)] if opening else []
    ends = [*(heading.at for heading in headings[1:]), len(blocks)]
    above: list[Heading] = []
    nexts = [*(each.heading for each in headings[1:]), NO_HEADING]
    for (at, heading), end, following in zip(headings, ends, nexts, strict=True):
        inside = blocks[at + 1 : end]
        if not inside and heading.family in ABOVE and end < len(blocks) and following.family != heading.family:
            above.append(heading)
            continue
        parts.append(Part(_under(above, heading), inside))
        above = []
    return parts


def _under(above: Sequence[Heading], heading: Heading) -> Heading:
    """`Book One` and `Chapter 1` right below it are one label."""
    if not above:
        return heading
    labels = [": ".join(filter(None, (each.label, each.title))) for each in above]
    return heading._replace(label=UNDER.join(filter(None, [*labels, heading.label])))


def _manuscript(source: Source, head: Head, parts: Sequence[Part], *, name: str) -> Manuscript:
    usual_gap = source.usual_gap
    notes = [Note(where=Where.HEAD, passage=put_together(note, usual_gap=usual_gap)) for note in head.notes]
    chapters: list[Chapter] = []
    for number, part in enumerate(parts, 1):
        before, text, after = _notes_apart(part.blocks)
        of_chapter = number if len(parts) > 1 else None
        for where, found in ((Where.HEAD, before), (Where.TAIL, after)):
            notes += (
                Note(where=where, passage=put_together(note, usual_gap=usual_gap), chapter=of_chapter) for note in found
            )
        body = with_inline_notes(put_together(text, usual_gap=usual_gap))
        chapters.append(Chapter(number=number, label=part.heading.label, title=part.heading.title, body=body))
    epigraph = tuple(line for block in head.epigraph for line in block.text.split("\n"))
    return _described(head, name=name, notes=notes, epigraph=epigraph, chapters=chapters)


def _notes_apart(blocks: Sequence[Block]) -> tuple[list[list[Block]], Sequence[Block], list[list[Block]]]:
    """The notes at a chapter's head, its text, and the notes at its tail."""
    before: list[list[Block]] = []
    at = 0
    while at < len(blocks) - 1 and (mark := mark_of(blocks[at].text)):
        size = 2 if mark.alone and at < len(blocks) - 2 else 1
        before.append(list(blocks[at : at + size]))
        at += size
    tail = _tail(blocks, at)
    after: list[list[Block]] = []
    for block in blocks[tail:]:
        if not after or mark_of(block.text):
            after.append([])
        after[-1].append(block)
    return before, blocks[at:tail], after


def _tail(blocks: Sequence[Block], start: int) -> int:
    """Where the notes at the end begin."""
    size = 0
    tail = len(blocks)
    for at in range(len(blocks) - 1, max(start, len(blocks) - 1 - LONGEST_TAIL), -1):
        text = blocks[at].text
        size += len(text)
        if size > LARGEST_TAIL:
            break
        if (mark_of(text) and (not is_bracketed(text) or tail == at + 1)) or says_farewell(text):
            tail = at
    return tail


def _described(
    head: Head, *, name: str, notes: list[Note], epigraph: tuple[str, ...], chapters: list[Chapter]
) -> Manuscript:
    facts = head.facts
    for note in notes:
        for label, value in fields_in_note(note.passage.text):
            if label not in facts.fields:
                facts.tell(label, value)
    title = head.title or facts.one("title")
    if not any(chapter.body.text for chapter in chapters):
        raise RefusedError(f"{name} holds no story, only headings and notes.")
    return replace(
        described(facts),
        title=title or title_from_name(name) or incipit(_first_line(epigraph, chapters)),
        title_guessed=not title,
        summary=head.summary or facts.one("summary"),
        notes=tuple(notes),
        epigraph=epigraph,
        chapters=tuple(chapters),
    )


def _first_line(epigraph: Sequence[str], chapters: Sequence[Chapter]) -> str:
    lines = chain(epigraph, *(chapter.body.text.split("\n") for chapter in chapters))
    return next(line for line in lines if any(map(str.isalnum, line)))
