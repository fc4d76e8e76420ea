"""Reading files into manuscripts: bytes → characters → blocks → structure, each step in its own module."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stories.errors import RefusedError
from stories.importing.encoding import decode
from stories.importing.front_matter import front_matter, told_by
from stories.importing.markdown import read_markdown, reads_as_markdown
from stories.importing.plain import read_plain
from stories.importing.sorts import LARGEST, refuse_what_holds_no_story, refuse_what_is_not_text
from stories.importing.stated import is_stated, stated_manuscript
from stories.importing.structure import structured

if TYPE_CHECKING:
    from pathlib import Path

    from stories.manuscript import Manuscript


def read_manuscript(path: Path) -> Manuscript:
    """Read a story from a file."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise RefusedError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    return manuscript_from(data, name=path.name)


def manuscript_from(data: bytes, *, name: str) -> Manuscript:
    """Read a story from the bytes of a file; its name is at most a hint for the title."""
    refuse_what_is_not_text(data, name=name)
    text = decode(data)
    refuse_what_holds_no_story(text, name=name)
    if not (stated := front_matter(text, name=name)):
        reads = read_markdown if reads_as_markdown(text, name=name) else read_plain
        return structured(reads(text), name=name)
    text = text[stated.text_at :]
    if is_stated(stated.entries):
        return stated_manuscript(stated.entries, text, name=name)
    return structured(replace(read_markdown(text), facts=told_by(stated.entries)), name=name)
