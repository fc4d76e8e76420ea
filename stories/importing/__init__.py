"""Reading files into manuscripts: bytes → characters → blocks → structure, each step in its own module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.errors import RefusedError
from stories.importing.blocks import Source
from stories.importing.encoding import decode
from stories.importing.front_matter import front_matter, told_by
from stories.importing.markdown import read_markdown, reads_as_markdown
from stories.importing.plain import read_plain
from stories.importing.sorts import LARGEST, refuse_what_holds_no_story, refuse_what_is_not_text
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
    return structured(_source(text, name=name), name=name)


def _source(text: str, *, name: str) -> Source:
    stated = front_matter(text, name=name)
    if stated:
        source = read_markdown(text[stated.text_at :])
        return Source(source.blocks, facts=told_by(stated.entries))
    return read_markdown(text) if reads_as_markdown(text, name=name) else read_plain(text)
