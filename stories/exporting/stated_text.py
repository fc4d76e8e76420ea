"""A story as plain text that states its structure, where nobody could tell it from the words alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.exporting.front_matter import front_matter_of
from stories.exporting.paragraphs import heading_line, paragraphs
from stories.exporting.record import told_of
from stories.exporting.words import emphasised
from stories.importing.stated import KEY, stated_heading
from stories.importing.stated_text import (
    EMPTY_LINE,
    EPIGRAPH,
    GAP,
    MARKS,
    NO_MARKS,
    NOTES,
    PART,
    STATED_TEXT,
    UNNAMED,
    paragraph_in,
)
from stories.manuscript import Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stories.manuscript import Chapter, Manuscript
    from stories.text import Passage

PARAGRAPH = "\n\n"


def as_stated_text(manuscript: Manuscript) -> str:
    """Front matter that says all that is known, then epigraph, chapters and notes in the order of reading."""
    passages = [*(chapter.body for chapter in manuscript.chapters), *(note.passage for note in manuscript.notes)]
    marked = all(map(_comes_back, passages)) and all(
        paragraph_in(line, marked=True).text == line for line in manuscript.epigraph
    )
    entries = told_of(manuscript) | {KEY: STATED_TEXT} | ({} if marked else {MARKS: NO_MARKS})
    return front_matter_of(entries) + PART.join(_parts(manuscript, marked=marked)) + "\n"


def _comes_back(passage: Passage) -> bool:
    """Nothing in it is taken for a mark but the marks that are set."""
    return all(
        paragraph_in(emphasised(paragraph.passage), marked=True).text == paragraph.passage.text
        for paragraph in paragraphs(passage)
    )


def _parts(manuscript: Manuscript, *, marked: bool) -> Iterator[str]:
    yield from _notes(manuscript, Where.HEAD, None, marked=marked)
    if manuscript.epigraph:
        yield PARAGRAPH.join([EPIGRAPH, *map(_lines, manuscript.epigraph)])
    for chapter in manuscript.chapters:
        yield from _notes(manuscript, Where.HEAD, chapter.number, marked=marked)
        yield PARAGRAPH.join(filter(None, [_heading(chapter), _written(chapter.body, marked=marked)]))
        yield from _notes(manuscript, Where.TAIL, chapter.number, marked=marked)
    yield from _notes(manuscript, Where.TAIL, None, marked=marked)


def _notes(manuscript: Manuscript, where: Where, chapter: int | None, *, marked: bool) -> Iterator[str]:
    for note in manuscript.notes:
        if (note.where, note.chapter) == (where, chapter):
            yield PARAGRAPH.join([NOTES[where, chapter is None], _written(note.passage, marked=marked)])


def _heading(chapter: Chapter) -> str:
    """In one line where label and title are told apart by themselves, else in two."""
    if not chapter.label and not chapter.title:
        return UNNAMED
    line = heading_line(chapter.label, chapter.title)
    alike = stated_heading(line)
    if (alike.label, alike.title) == (chapter.label, chapter.title) and line not in {
        EPIGRAPH,
        UNNAMED,
        *NOTES.values(),
    }:
        return line
    return f"{chapter.label or EMPTY_LINE}\n{chapter.title or EMPTY_LINE}"


def _written(passage: Passage, *, marked: bool) -> str:
    pieces: list[str] = []
    for paragraph in paragraphs(passage):
        words = emphasised(paragraph.passage) if marked else paragraph.passage.text
        pieces += [GAP if paragraph.after_gap else PARAGRAPH, _lines(words)]
    return "".join(pieces[1:])


def _lines(words: str) -> str:
    return "\n".join(line or EMPTY_LINE for line in words.split("\n"))
