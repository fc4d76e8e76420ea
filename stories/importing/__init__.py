"""Reading files into manuscripts: bytes → characters → blocks → structure, each step in its own module."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from stories.errors import RefusedError
from stories.importing.archive import Archive, is_archive
from stories.importing.collecting import without_collecting
from stories.importing.docx import read_docx, with_properties
from stories.importing.encoding import decode
from stories.importing.epub import is_epub, read_epub
from stories.importing.epub.own import is_own, own_manuscript
from stories.importing.front_matter import front_matter, told_by
from stories.importing.html import read_html
from stories.importing.limits import refuse_too_many_lines, refuse_too_many_tags
from stories.importing.markdown import read_markdown, reads_as_markdown
from stories.importing.overrides import NOTHING_SAID, Overrides, overridden
from stories.importing.plain import read_plain
from stories.importing.record import record_in, recorded_manuscript
from stories.importing.sites.ao3_text import is_ao3_text, read_ao3_text
from stories.importing.sorts import (
    LARGEST,
    is_web_page,
    only_story_in,
    refuse_what_holds_no_story,
    refuse_what_is_empty_or_too_large,
    refuse_what_is_no_document,
    refuse_what_is_not_text,
)
from stories.importing.stated import is_stated, stated_manuscript
from stories.importing.stated_text import is_stated_text, manuscript_of_text
from stories.importing.structure import structured

if TYPE_CHECKING:
    from pathlib import Path

    from stories.importing.blocks import Source
    from stories.importing.front_matter import FrontMatter
    from stories.manuscript import Manuscript

__all__ = ["NOTHING_SAID", "Overrides", "Reading", "bytes_of", "explained", "manuscript_from", "read_manuscript"]


class Reading(NamedTuple):
    """What a file was read as, and why."""

    manuscript: Manuscript
    reasons: tuple[str, ...]


def read_manuscript(path: Path) -> Manuscript:
    """Read a story from a file."""
    return manuscript_from(bytes_of(path), name=path.name)


def bytes_of(path: Path) -> bytes:
    """What a file holds, up to what is too much."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise RefusedError(f"{path.name} cannot be read: {error.strerror or error}.") from error


def manuscript_from(data: bytes, *, name: str) -> Manuscript:
    """Read a story from the bytes of a file; its name is at most a hint for the title."""
    return explained(data, name=name).manuscript


@without_collecting()
def explained(data: bytes, *, name: str, said: Overrides = NOTHING_SAID) -> Reading:
    """Read a story, with what its importer says of it, and tell what each decision rests on."""
    return _unpacked(data, name=name, said=said) if is_archive(data) else _plain(data, name=name, said=said)


def _plain(data: bytes, *, name: str, said: Overrides) -> Reading:
    """Read a story that lies open: a text, Markdown, a web page, or a record."""
    refuse_what_is_not_text(data, name=name)
    if is_web_page(data):
        return _of_page(data, name=name, said=said)
    text = decode(data, encoding=said.encoding)
    refuse_too_many_lines(text, name=name)
    refuse_what_holds_no_story(text, name=name)
    if record := record_in(text, name=name):
        reasons = ["taken as its record states it, for Fireside wrote it"]
        return Reading(overridden(recorded_manuscript(record, name=name), said, reasons=reasons), tuple(reasons))
    given = front_matter(text, name=name)
    if given and (is_stated(given.entries) or is_stated_text(given.entries)):
        reasons = ["taken as its front matter states it, which says that nothing is left to guess"]
        states = stated_manuscript if is_stated(given.entries) else manuscript_of_text
        manuscript = states(given.entries, text[given.text_at :], name=name)
    else:
        source = _source(text, given, name=name)
        reasons, manuscript = source.reasons, structured(source, name=name, said=said)
    return Reading(overridden(manuscript, said, reasons=reasons), tuple(reasons))


def _unpacked(data: bytes, *, name: str, said: Overrides) -> Reading:
    """Read a story that lies in an archive."""
    refuse_what_is_empty_or_too_large(data, name=name)
    archive = Archive(data, name=name)
    if is_own(archive):
        reasons = ["taken as its record states it, for Fireside wrote it"]
        return Reading(overridden(own_manuscript(archive, name=name), said, reasons=reasons), tuple(reasons))
    if is_epub(archive):
        source = read_epub(archive, name=name)
        manuscript = structured(source, name=name, said=said)
    elif path := only_story_in(archive):
        return _plain(archive.read(path), name=PurePosixPath(path).name, said=said)
    else:
        refuse_what_is_no_document(archive, name=name)
        source, properties = read_docx(archive, name=name)
        refuse_what_holds_no_story("\n".join(block.text for block in source.blocks), name=name)
        manuscript = with_properties(structured(source, name=name, said=said), properties)
    return Reading(overridden(manuscript, said, reasons=source.reasons), tuple(source.reasons))


def _of_page(data: bytes, *, name: str, said: Overrides) -> Reading:
    """Read a story that is a web page, which may declare its own encoding."""
    refuse_too_many_tags(data, name=name)
    source = read_html(decode(data, encoding=said.encoding) if said.encoding else data, name=name)
    refuse_what_holds_no_story("\n".join(block.text for block in source.blocks), name=name)
    manuscript = structured(source, name=name, said=said)
    return Reading(overridden(manuscript, said, reasons=source.reasons), tuple(source.reasons))


def _source(text: str, given: FrontMatter | None, *, name: str) -> Source:
    if given:
        return replace(read_markdown(text[given.text_at :]), facts=told_by(given.entries))
    if is_ao3_text(text):
        return read_ao3_text(text)
    reads = read_markdown if reads_as_markdown(text, name=name) else read_plain
    return reads(text)
