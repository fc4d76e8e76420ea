"""A story as JSON, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stories.manuscript import Chapter, Manuscript, Note
    from stories.text import Passage


def as_json(manuscript: Manuscript, *, text: bool = False, **extra: object) -> dict[str, Any]:
    """The story object that programs may rely on, after what the caller adds; with `text` also its text and spans."""
    return {
        **extra,
        **told_of(manuscript),
        "notes": [_note(note, text=text) for note in manuscript.notes],
        "epigraph": list(manuscript.epigraph),
        "chapters": [_chapter(chapter, text=text) for chapter in manuscript.chapters],
    }


def told_of(manuscript: Manuscript) -> dict[str, Any]:
    """What is said of a story, beside its words, in plain values."""
    return {
        "title": manuscript.title,
        "title_guessed": manuscript.title_guessed,
        "authors": list(manuscript.authors),
        "summary": manuscript.summary,
        "relationships": list(manuscript.relationships),
        "rating": str(manuscript.rating),
        "warnings": list(manuscript.warnings),
        "tags": list(manuscript.tags),
        "language": manuscript.language,
        "licence": manuscript.licence,
        "source": manuscript.source,
        "fields": dict(manuscript.fields),
    }


def _note(note: Note, *, text: bool) -> dict[str, Any]:
    told = {"where": str(note.where), "chapter": note.chapter, "text": note.passage.text}
    return told | ({"spans": _spans(note.passage)} if text else {})


def _spans(passage: Passage) -> list[list[int | str]]:
    return [[span.start, span.end, str(span.kind)] for span in passage.spans]


def _chapter(chapter: Chapter, *, text: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": chapter.number,
        "label": chapter.label,
        "title": chapter.title,
        "scenes": chapter.scenes,
        "characters": len(chapter.body.text),
    }
    if text:
        told["text"] = chapter.body.text
        told["spans"] = _spans(chapter.body)
    return told
