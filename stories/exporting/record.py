"""A story as JSON, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stories.manuscript import Chapter, Manuscript, Note


def as_json(manuscript: Manuscript, *, text: bool = False, **extra: object) -> dict[str, Any]:
    """The story object that programs may rely on, after what the caller adds; with `text` also its text and spans."""
    return {
        **extra,
        **told_of(manuscript),
        "notes": [_note(note) for note in manuscript.notes],
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


def _note(note: Note) -> dict[str, Any]:
    return {"where": str(note.where), "chapter": note.chapter, "text": note.passage.text}


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
        told["spans"] = [[span.start, span.end, str(span.kind)] for span in chapter.body.spans]
    return told
