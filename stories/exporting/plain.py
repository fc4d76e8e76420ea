"""A story as plain text that reads well, and imports again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.errors import RefusedError
from stories.exporting.paragraphs import heading_line, paragraphs
from stories.exporting.record import as_json
from stories.exporting.stated_text import as_stated_text
from stories.exporting.words import emphasised
from stories.importing import manuscript_from
from stories.importing.farewells import says_farewell
from stories.importing.notes import mark_of
from stories.manuscript import Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stories.manuscript import Chapter, Manuscript, Note
    from stories.text import Passage

GAP = "\n\n\n"


def as_text(manuscript: Manuscript) -> str:
    """The story as one plain text; one that would not come back as the same story states its structure instead."""
    written = _as_told(manuscript)
    return written if _comes_back(manuscript, written) else as_stated_text(manuscript)


def _comes_back(manuscript: Manuscript, written: str) -> bool:
    """A guessed title rests on the name of the file, which whoever imports the text may choose."""
    if manuscript.title_guessed:
        return False
    try:
        return words_of(manuscript_from(written.encode(), name="story.txt")) == words_of(manuscript)
    except RefusedError:
        return False


def words_of(manuscript: Manuscript) -> list[object]:
    """All that plain text can hold of a story."""
    return [as_json(manuscript), *(chapter.body.text for chapter in manuscript.chapters)]


def _as_told(manuscript: Manuscript) -> str:
    """Fields, notes and epigraph, then the chapters."""
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
        pieces += [GAP if paragraph.after_gap else "\n\n", emphasised(paragraph.passage)]
    return "".join(pieces[1:])
