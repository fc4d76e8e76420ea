"""Files that state their whole structure, as exported ones do: nothing in them is guessed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from stories.errors import RefusedError
from stories.importing.blocks import Block, over_all, put_together
from stories.importing.chapters.headings import Candidate, Heading, heading_in
from stories.importing.fields import rating_in
from stories.importing.markdown import read_markdown
from stories.manuscript import Chapter, Manuscript, Note, Where
from stories.text import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.text import Passage

KEY, STATED = "structure", "stated"
CHAPTER_LEVEL = 2


def is_stated(entries: dict[str, Any]) -> bool:
    """Whether the front matter says that nothing is left to guess."""
    return entries.get(KEY) == STATED


def stated_manuscript(entries: dict[str, Any], text: str, *, name: str) -> Manuscript:
    """The manuscript that front matter and headings state."""
    chapters = _chapters(read_markdown(text).blocks)
    if not chapters:
        raise RefusedError(f"{name} holds no story, only front matter.")
    return manuscript_of(entries, name=name, notes=_notes(entries), chapters=chapters)


def manuscript_of(
    entries: dict[str, Any], *, name: str, notes: Sequence[Note], chapters: tuple[Chapter, ...]
) -> Manuscript:
    """The manuscript of which all but the text stands in such entries."""
    return Manuscript(
        title=_words(entries, "title") or name,
        title_guessed=_words(entries, "title_guessed") == "true",
        authors=_list(entries, "authors"),
        summary=_words(entries, "summary"),
        relationships=_list(entries, "relationships"),
        rating=rating_in(_words(entries, "rating")),
        warnings=_list(entries, "warnings"),
        tags=_list(entries, "tags"),
        language=_words(entries, "language") or None,
        licence=_words(entries, "licence") or None,
        source=_words(entries, "source") or None,
        fields=_mapping(entries.get("fields")),
        notes=tuple(notes),
        epigraph=_list(entries, "epigraph"),
        chapters=chapters,
    )


def passage_of(markdown: str) -> Passage:
    """A passage as Markdown writes it."""
    blocks = [_marked(block) for block in read_markdown(markdown).blocks]
    return put_together(blocks)


def stated_heading(line: str) -> Heading:
    """Label and title, parted by a line end or else by the words alone."""
    if "\n" not in line:
        return heading_in(line) or Heading("", line.strip(), "")
    label, _, title = line.partition("\n")
    return Heading(label.strip(), title.strip(), "")


def _chapters(blocks: Sequence[Block]) -> tuple[Chapter, ...]:
    ats = [at for at, block in enumerate(blocks) if block.level == CHAPTER_LEVEL]
    headings = [Candidate(at, stated_heading(blocks[at].text)) for at in ats]
    if blocks and (not ats or ats[0] > 0):
        headings.insert(0, Candidate(-1, Heading("", "", "")))
    ends = [*(heading.at for heading in headings[1:]), len(blocks)]
    return tuple(
        Chapter(
            number=number,
            label=heading.label,
            title=heading.title,
            body=put_together([_marked(block) for block in blocks[at + 1 : end]]),
        )
        for number, ((at, heading, _), end) in enumerate(zip(headings, ends, strict=True), 1)
    )


def _marked(block: Block) -> Block:
    if not block.level:
        return block
    return replace(block, spans=over_all(block.text, Kind.HEADING, within=block.spans).spans)


def _notes(entries: dict[str, Any]) -> list[Note]:
    given = entries.get("notes")
    found = [_mapping(note) for note in cast("list[object]", given)] if isinstance(given, list) else []
    return [
        Note(
            where=Where.TAIL if note.get("where") == Where.TAIL else Where.HEAD,
            passage=passage_of(note.get("text", "")),
            chapter=int(note["chapter"]) if note.get("chapter", "").isdecimal() else None,
        )
        for note in found
    ]


def _words(entries: dict[str, Any], key: str) -> str:
    value = entries.get(key)
    return value if isinstance(value, str) else ""


def _list(entries: dict[str, Any], key: str) -> tuple[str, ...]:
    value: object = entries.get(key)
    if isinstance(value, list):
        return tuple(map(str, cast("list[object]", value)))
    return (value,) if isinstance(value, str) and value else ()


def _mapping(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {str(key): str(each) for key, each in cast("dict[object, object]", value).items()}
