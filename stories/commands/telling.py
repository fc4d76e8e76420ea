"""What is known of a story, for people to read on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stories.manuscript import Chapter, Manuscript
    from stories.text import Passage


def byline(authors: Iterable[str]) -> str:
    """The authors in one line; nobody's name is made up."""
    return ", ".join(authors) or "unknown"


def told_at_length(manuscript: Manuscript, *, sections: int) -> Text:
    """Everything but the text itself."""
    title = f"{manuscript.title}{' (guessed)' if manuscript.title_guessed else ''}"
    lines = [f"{name}: {value}" for name, value in _facts(manuscript) if value]
    return Text("\n").join([Text(title, style="bold"), *map(Text, [*lines, f"Sections: {sections}"])])


def ends_of(passage: Passage) -> tuple[str, str]:
    """The first and the last line of a section."""
    lines = [line.strip() for line in passage.text.split("\n") if line.strip()] or [""]
    return lines[0], lines[-1]


def _facts(manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    yield "Author", byline(manuscript.authors)
    yield "Rating", manuscript.rating.value
    yield "Summary", manuscript.summary
    yield "Relationships", ", ".join(manuscript.relationships)
    yield "Warnings", ", ".join(manuscript.warnings)
    yield "Tags", ", ".join(manuscript.tags)
    yield "Language", manuscript.language or ""
    yield "Licence", manuscript.licence or ""
    yield "Source", manuscript.source or ""
    yield from manuscript.fields.items()
    yield "Epigraph", " / ".join(manuscript.epigraph)
    for note in manuscript.notes:
        yield f"Note at the {note.where.value}", note.passage.text
    for chapter in manuscript.chapters:
        yield f"Chapter {chapter.number}", _chapter(chapter)


def _chapter(chapter: Chapter) -> str:
    scenes = f", {chapter.scenes} scenes" if chapter.scenes > 1 else ""
    size = f"{len(chapter.body.text)} characters{scenes}"
    return " ".join(filter(None, [chapter.label, chapter.title, f"({size})"]))
