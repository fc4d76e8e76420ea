"""A story as plain text that reads well, and imports again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.exporting.paragraphs import heading_line, paragraphs
from stories.importing.notes import mark_of, says_farewell
from stories.manuscript import Where
from stories.text import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stories.manuscript import Chapter, Manuscript, Note
    from stories.text import Passage

GAP = "\n\n\n"
MARKS = {Kind.EMPHASIS: "_", Kind.STRONG: "**"}


def as_text(manuscript: Manuscript) -> str:
    """The story as one plain text: its fields, notes and epigraph, then its chapters."""
    parts = ["\n".join(_fields(manuscript)), *_notes(manuscript, Where.HEAD, None)]
    if manuscript.epigraph:
        parts.append("\n\n".join(manuscript.epigraph))
    parts += (_chapter(manuscript, chapter) for chapter in manuscript.chapters)
    parts += _notes(manuscript, Where.TAIL, None)
    return GAP.join(filter(None, parts)) + "\n"


def _fields(manuscript: Manuscript) -> Iterator[str]:
    if not manuscript.title_guessed:
        yield f"Title: {manuscript.title}"
    for author in manuscript.authors:
        yield f"Author: {author}"
    told = {
        "Summary": manuscript.summary,
        "Pairing": ", ".join(manuscript.relationships),
        "Rating": str(manuscript.rating),
        "Warnings": ", ".join(manuscript.warnings),
        "Tags": ", ".join(manuscript.tags),
        "Language": manuscript.language,
        "Licence": manuscript.licence,
        "Source": manuscript.source,
    }
    for label, value in [*told.items(), *manuscript.fields.items()]:
        if value:
            yield f"{label}: {' '.join(value.split())}"


def _chapter(manuscript: Manuscript, chapter: Chapter) -> str:
    heading = heading_line(chapter.label, chapter.title)
    before = _notes(manuscript, Where.HEAD, chapter.number)
    after = _notes(manuscript, Where.TAIL, chapter.number)
    return "\n\n".join(filter(None, (heading, *before, written(chapter.body), *after)))


def _notes(manuscript: Manuscript, where: Where, chapter: int | None) -> list[str]:
    return [_marked(note) for note in manuscript.notes if (note.where, note.chapter) == (where, chapter)]


def _marked(note: Note) -> str:
    """A note that does not say that it is one is given the usual mark."""
    text = note.passage.text
    is_marked = mark_of(text) or (note.where == Where.TAIL and says_farewell(text))
    return f"{'' if is_marked else 'A/N: '}{written(note.passage)}"


def written(passage: Passage) -> str:
    """A passage with the marks that plain text knows."""
    pieces: list[str] = []
    for paragraph in paragraphs(passage):
        pieces += [GAP if paragraph.after_gap else "\n\n", _emphasised(paragraph.passage)]
    return "".join(pieces[1:])


def _emphasised(passage: Passage) -> str:
    """Marks where they stand clear of letters, so that they are read as marks again."""
    text, marks = passage.text, list[tuple[int, str]]()
    reached = 0
    for span in passage.spans:
        if span.kind in MARKS and span.start >= reached and _stands_clear(text, span.start, span.end):
            marks += [(span.start, MARKS[span.kind]), (span.end, MARKS[span.kind])]
            reached = span.end + 1
    pieces: list[str] = []
    done = 0
    for at, mark in marks:
        pieces += [text[done:at], mark]
        done = at
    return "".join([*pieces, text[done:]])


def _stands_clear(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    inside = text[start:end]
    return (
        not any(c.isalnum() or c in "*_" for c in around) and inside == inside.strip() and not set("*_") & set(inside)
    )
