"""JSON that Fireside wrote itself: it states the whole story, and nothing in it is guessed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast

from stories.errors import RefusedError
from stories.importing.blocks import Block
from stories.importing.limits import refuse_too_many_chapters, refuse_too_many_marks, refuse_too_many_paragraphs
from stories.importing.stated import manuscript_of
from stories.manuscript import Chapter, Note, Where
from stories.text import Kind, Passage, Span

if TYPE_CHECKING:
    from stories.manuscript import Manuscript

MOST_VALUES = 1_500_000  # and signs that could be the beginning of one; novels with their emphasis have a tenth
KEYS = {"title", "authors", "fields", "notes", "epigraph", "chapters"}

_OPENING = re.compile(r"[\ufeff \t\n]*\{")
_GAP = re.compile(r"\n\n")
_NEVER_WRITTEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")


def record_in(text: str, *, name: str) -> dict[str, Any] | None:
    """The record that a text is, if it is one."""
    if not _OPENING.match(text) or not all(f'"{key}"' in text for key in KEYS):
        return None
    if sum(map(text.count, '[{",')) > MOST_VALUES:
        raise RefusedError(f"{name} has more than {MOST_VALUES:,} values.")
    try:
        found: object = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not found.keys() >= KEYS:
        return None
    return cast("dict[str, Any]", found)


def recorded_manuscript(record: dict[str, Any], *, name: str) -> Manuscript:
    """The manuscript that a record states; a record that contradicts itself is refused whole."""
    try:
        _check_words(record)
        refuse_too_many_chapters(record["chapters"], name=name)
        chapters = tuple(_chapter(number, told) for number, told in enumerate(record["chapters"], 1))
        notes = [_note(told, last=len(chapters)) for told in record["notes"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RefusedError(f"{name} is a damaged record of a story.") from error
    if not any(chapter.body.text.strip() for chapter in chapters):
        raise RefusedError(f"{name} holds no story, only what is said of one.")
    refuse_too_many_marks([Block(each.body.text, spans=each.body.spans) for each in chapters], name=name)
    refuse_too_many_paragraphs(_GAP.findall("\n\n".join(chapter.body.text for chapter in chapters)), name=name)
    guessed = "true" if record.get("title_guessed") is True else ""
    return manuscript_of(record | {"title_guessed": guessed}, name=name, notes=notes, chapters=chapters)


def _check_words(record: dict[str, Any]) -> None:
    """Refuse what no text may hold, in any string however deep."""
    waiting: list[object] = [record]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str) and _NEVER_WRITTEN.search(each):
            raise ValueError
        if isinstance(each, dict):
            waiting += [part for pair in cast("dict[str, object]", each).items() for part in pair]
        elif isinstance(each, list):
            waiting += cast("list[object]", each)


def _chapter(number: int, told: dict[str, Any]) -> Chapter:
    return Chapter(number=number, label=_words(told["label"]), title=_words(told["title"]), body=_passage(told))


def _note(told: dict[str, Any], *, last: int) -> Note:
    chapter = told["chapter"]
    if chapter is not None and chapter not in range(1, last + 1):
        raise ValueError
    return Note(where=Where(told["where"]), chapter=chapter, passage=_passage(told))


def _passage(told: dict[str, Any]) -> Passage:
    spans = (Span(int(start), int(end), Kind(kind)) for start, end, kind in told.get("spans", ()))
    return Passage(_words(told["text"]), tuple(spans))


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
