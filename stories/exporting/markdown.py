"""A story as Markdown that imports to the very same manuscript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stories.exporting.front_matter import front_matter_of
from stories.exporting.inline import marked_up
from stories.exporting.paragraphs import heading_line, paragraphs
from stories.exporting.record import told_of
from stories.importing.stated import KEY, STATED, stated_heading
from stories.text import Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stories.exporting.paragraphs import Paragraph
    from stories.manuscript import Manuscript, Note

CHAPTER, DEEPER = "## ", "### "
GAP = "&nbsp;"
BETWEEN_QUOTES = "<!-- -->"
_RULE_SIGNS = frozenset("*-_")


def as_markdown(manuscript: Manuscript) -> str:
    """Front matter that says all that is known, then the chapters."""
    return front_matter_of(_entries(manuscript)) + "\n\n".join(_chapters(manuscript)) + "\n"


def _entries(manuscript: Manuscript) -> dict[str, Any]:
    return {
        **told_of(manuscript),
        "epigraph": list(manuscript.epigraph),
        "notes": [_note(note) for note in manuscript.notes],
        KEY: STATED,
    }


def _note(note: Note) -> dict[str, Any]:
    of_chapter = {} if note.chapter is None else {"chapter": note.chapter}
    return {"where": str(note.where), **of_chapter, "text": written(note.passage)}


def _chapters(manuscript: Manuscript) -> Iterator[str]:
    for chapter in manuscript.chapters:
        body = written(chapter.body)
        opens = chapter.number == 1 and body and not chapter.label and not chapter.title
        yield "\n\n".join(filter(None, ("" if opens else _heading(chapter.label, chapter.title), body)))


def _heading(label: str, title: str) -> str:
    """In one line where label and title are told apart by themselves, else with a line end between them."""
    line = heading_line(label, title)
    alike = stated_heading(line)
    if line and (alike.label, alike.title) == (label, title):
        return CHAPTER + marked_up(Passage(line))
    return f"{CHAPTER}{marked_up(Passage(label))}<br>{marked_up(Passage(title))}"


def written(passage: Passage) -> str:
    """A passage as Markdown."""
    lines: list[str] = []
    before: Paragraph | None = None
    for paragraph in paragraphs(passage):
        if before:
            lines += _between(before, paragraph)
        prefix = "> " * len(paragraph.quotes)
        lines += [f"{prefix}{line}" for line in _block(paragraph).split("\n")]
        before = paragraph
    return "\n".join(line.rstrip(" ") for line in lines)


def _between(before: Paragraph, after: Paragraph) -> list[str]:
    shared = 0
    for one, other in zip(before.quotes, after.quotes, strict=False):
        if one != other:
            break
        shared += 1
    prefix = "> " * shared
    if after.after_gap:
        return [prefix, prefix + GAP, prefix]
    if min(len(before.quotes), len(after.quotes)) > shared:
        return [prefix, prefix + BETWEEN_QUOTES, prefix]
    return [prefix]


def _block(paragraph: Paragraph) -> str:
    text = paragraph.passage.text
    if Kind.CODE in paragraph.kinds and "\n" in text:
        fence = "`" * 3
        while fence in text:
            fence += "`"
        return f"{fence}\n{text}\n{fence}"
    if Kind.SCENE_BREAK in paragraph.kinds and _is_rule(text):
        return text
    heading = DEEPER if Kind.HEADING in paragraph.kinds else ""
    return heading + marked_up(paragraph.passage)


def _is_rule(text: str) -> bool:
    signs = set(text) - {" "}
    return len(signs) == 1 and signs <= _RULE_SIGNS and text[0] != " " and len(text.replace(" ", "")) > len("--")
