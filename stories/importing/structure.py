"""From blocks to a manuscript: where the head ends, where chapters begin, what is a note."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from stories.errors import RefusedError
from stories.importing.blocks import put_together
from stories.importing.chapter_notes import Divided, notes_apart
from stories.importing.chapters.headings import ABOVE, UNDER, Candidate, Heading
from stories.importing.chapters.numerals import number_in
from stories.importing.chapters.starts import chapter_starts
from stories.importing.explaining import beginning, scenes_explained
from stories.importing.fields import described, fields_in_note
from stories.importing.front.head import Head, is_epigraph, read_head
from stories.importing.front.known import TITLE_PAGE, Known, known_of
from stories.importing.front.title_page import take_roles, take_title_page
from stories.importing.front.titles import incipit, title_from_name
from stories.importing.front.titling import LONGEST_TITLE
from stories.importing.limits import refuse_too_many_chapters, refuse_too_many_marks, refuse_too_many_paragraphs
from stories.importing.notes import with_inline_notes
from stories.importing.overrides import NOTHING_SAID
from stories.importing.parts import OF_STORY, stated, without
from stories.manuscript import Chapter, Manuscript, Note, Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.blocks import Block, Source
    from stories.importing.overrides import Overrides


class Part(NamedTuple):
    """A chapter's heading and its blocks."""

    heading: Heading
    blocks: Sequence[Block]


NO_HEADING = Heading("", "", "")
MOST_LINES = 20  # of a title page, beside what is known
ENDS = (*"!?…”»", '."', ".'", ".’", ".)")  # of sentences; a title page has stops, too


def structured(source: Source, *, name: str, said: Overrides = NOTHING_SAID) -> Manuscript:
    """The story that the blocks of a source tell, as far as nobody says otherwise."""
    of_story = [] if said.no_notes else list(stated(source.blocks, OF_STORY))
    if of_story:
        source = replace(source, blocks=without(source.blocks, OF_STORY))
    refuse_too_many_paragraphs(source.blocks, name=name)
    refuse_too_many_marks(source.blocks, name=name)
    title, headings, blocks, _ = chapter_starts(source, said)
    refuse_too_many_chapters(headings, name=name)
    until = headings[0].at if headings else len(blocks)
    head = Head(
        blocks[:until], source.usual_gap, source.facts, title=title, text=blocks[until:], reasons=source.reasons
    )
    read_head(head, said)
    opening = _opening(head, said, has_chapters=bool(headings))
    parts = _parts(blocks, headings, opening, all_are_chapters=source.states_chapters)
    return _manuscript(source, head, parts, of_story=of_story, said=said, name=name)


def _opening(head: Head, said: Overrides, *, has_chapters: bool) -> Sequence[Block]:
    """What is left of the head: an epigraph, the rest of a note, or the story's beginning without a heading."""
    take_roles(head, has_chapters=has_chapters and not said.no_notes)
    rest = head.blocks[head.at :]
    if not has_chapters or not rest:
        return rest
    if is_epigraph(rest) and not said.no_epigraph:
        head.epigraph = list(rest)
        head.reasons.append(f"taken as epigraph: {beginning(rest)}, short lines or a quotation above the first heading")
        return ()
    if head.may_go_on(rest):
        head.notes[-1].extend(rest)
        head.reasons.append(f"taken as more of the note: {beginning(rest)}, between it and the first heading")
        return ()
    if not head.title and take_title_page(head):
        return ()
    if all(map(_is_capitals, rest)) or _is_title_page(rest, known_of(head), begun=TITLE_PAGE in head.facts.fields):
        head.facts.keep(TITLE_PAGE, "\n".join(block.text for block in rest))
        head.reasons.append(f"taken as title page: {beginning(rest)}, short lines above the first heading")
        return ()
    head.reasons.append(f"chapter 1 has no heading: {beginning(rest)} stands above the first one")
    return rest


def _is_capitals(block: Block) -> bool:
    return block.text.isupper() and len(block.text) <= LONGEST_TITLE


def _is_title_page(blocks: Sequence[Block], known: Known, *, begun: bool) -> bool:
    """Short lines, none of which is a sentence, and some of which say what is known, or stand below such."""
    if len(blocks) > MOST_LINES:
        return False
    lines = [line.strip() for block in blocks for line in block.text.split("\n", MOST_LINES)]
    new = [line for line in lines if not known.is_told(line)]
    return (begun or len(new) < len(lines)) and all(
        len(line) <= LONGEST_TITLE and not line.endswith(ENDS) for line in new
    )


def _parts(
    blocks: Sequence[Block], headings: list[Candidate], opening: Sequence[Block], *, all_are_chapters: bool
) -> list[Part]:
    if not headings:
        return [Part(NO_HEADING, opening)]
    parts = [Part(NO_HEADING, opening)] if opening else []
    ends = [*(heading.at for heading in headings[1:]), len(blocks)]
    above: list[Heading] = []
    nexts = [*(each.heading for each in headings[1:]), NO_HEADING]
    for (at, heading, size), end, following in zip(headings, ends, nexts, strict=True):
        inside = blocks[at + size : end]
        may_be_above = heading.family.startswith(ABOVE) or not all_are_chapters
        if not inside and may_be_above and end < len(blocks) and not _are_alike(heading, following):
            above.append(heading)
            continue
        parts.append(Part(_under(above, heading), inside))
        above = []
    return parts


def _are_alike(heading: Heading, other: Heading) -> bool:
    """`Part I` and `Part II` are, and neither stands above the other; `Book I` and `Part I` are not."""
    if heading.family != other.family or not heading.label:
        return False
    words = _words_without_numbers(heading)
    return not words or not words.isdisjoint(_words_without_numbers(other))


def _words_without_numbers(heading: Heading) -> set[str]:
    return {word for word in heading.label.casefold().split() if number_in(word) is None}


def _under(above: Sequence[Heading], heading: Heading) -> Heading:
    """`Book One` and `Chapter 1` right below it are one label."""
    if not above:
        return heading
    labels = [": ".join(filter(None, (each.label, each.title))) for each in above]
    return heading._replace(label=UNDER.join(filter(None, [*labels, heading.label])))


def _manuscript(
    source: Source,
    head: Head,
    parts: Sequence[Part],
    *,
    of_story: Sequence[tuple[Where, list[Block]]],
    said: Overrides,
    name: str,
) -> Manuscript:
    usual_gap = sys.maxsize if said.no_scene_breaks_at_gaps else source.usual_gap
    notes = [Note(where=Where.HEAD, passage=put_together(note, usual_gap=usual_gap)) for note in head.notes]
    for where, note in of_story:
        notes.append(Note(where=where, passage=put_together(note, usual_gap=usual_gap)))
        source.reasons.append(f"taken as note on the whole story: {beginning(note)}, which the file calls so")
    chapters: list[Chapter] = []
    for number, part in enumerate(parts, 1):
        before, text, after = Divided([], part.blocks, []) if said.no_notes else notes_apart(part.blocks)
        of_chapter = number if len(parts) > 1 else None
        for where, found in ((Where.HEAD, before), (Where.TAIL, after)):
            for note in found:
                notes.append(Note(where=where, passage=put_together(note, usual_gap=usual_gap), chapter=of_chapter))
                source.reasons.append(f"taken as author's note at the {where} of chapter {number}: {beginning(note)}")
        body = put_together(text, usual_gap=usual_gap)
        chapters.append(
            Chapter(
                number=number,
                label=part.heading.label,
                title=part.heading.title,
                body=body if said.no_notes else with_inline_notes(body),
            )
        )
        source.reasons += scenes_explained(text, chapter=number, usual_gap=usual_gap)
    epigraph = tuple(line for block in head.epigraph for line in block.text.split("\n"))
    return _described(head, name=name, notes=notes, epigraph=epigraph, chapters=chapters)


def _described(
    head: Head, *, name: str, notes: list[Note], epigraph: tuple[str, ...], chapters: list[Chapter]
) -> Manuscript:
    facts = head.facts
    for note in notes:
        for label, value in fields_in_note(note.passage.text):
            if label not in facts.fields:
                facts.tell(label, value)
    title = head.title or facts.one("title")
    from_name = "" if title else title_from_name(name)
    if not title:
        head.reasons.append(f"title guessed: {'the name of the file' if from_name else 'the first words of the text'}")
    if not any(chapter.body.text for chapter in chapters):
        raise RefusedError(f"{name} holds no story, only headings and notes.")
    return replace(
        described(facts),
        title=title or from_name or incipit(_first_line(epigraph, chapters)) or name,
        title_guessed=not title,
        summary=head.summary or facts.one("summary"),
        notes=tuple(notes),
        epigraph=epigraph,
        chapters=tuple(chapters),
    )


def _first_line(epigraph: Sequence[str], chapters: Sequence[Chapter]) -> str:
    lines = chain(epigraph, *(chapter.body.text.split("\n") for chapter in chapters))
    return next((line for line in lines if any(map(str.isalnum, line))), "")
