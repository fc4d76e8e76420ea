"""Word documents, as Google Docs, Word and many others write them: parts → paragraphs → lines → blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stories.importing.blocks import Block, Source, block_of, over_all
from stories.importing.docx.body import Body
from stories.importing.docx.events import Events
from stories.importing.docx.footnotes import with_footnotes
from stories.importing.docx.languages import language_of
from stories.importing.docx.lines import lines_of, put_together, usual_gap, with_stanzas
from stories.importing.docx.looks import without_looks
from stories.importing.docx.numbering import read_numbering
from stories.importing.docx.outlining import outlined
from stories.importing.docx.parts import Parts
from stories.importing.docx.properties import read_properties, with_properties
from stories.importing.docx.styles import PREFORMATTED, read_styles
from stories.importing.docx.xml import feed
from stories.importing.limits import refuse_too_much_of_word
from stories.importing.ornaments import LONGEST_RULE, is_ornament
from stories.text import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stories.importing.archive import Archive
    from stories.importing.docx.lines import Line
    from stories.importing.docx.paragraph import Paragraph

__all__ = ["Document", "read_docx", "with_properties"]


class Document(NamedTuple):
    """What the text says, and what the properties say, which is believed where the text says nothing."""

    source: Source
    properties: dict[str, str]


def read_docx(archive: Archive, *, name: str) -> Document:
    """Read a Word document out of its archive."""
    parts = Parts(archive, name=name)
    styles = read_styles(parts.tree_of("styles"))
    body = Body(styles, read_numbering(parts.tree_of("numbering")))
    document = parts.document()
    refuse_too_much_of_word(document, name=name)
    feed(without_looks(document), Events(body), name=name)
    paragraphs = body.take()
    source = _source(paragraphs, _notes(body, parts))
    properties = read_properties(parts.properties())
    texts = [block.text for block in source.blocks]
    properties.setdefault("language", language_of(texts, body.languages, styles.languages))
    return Document(source, properties)


def _notes(body: Body, parts: Parts) -> dict[int, Sequence[Paragraph]]:
    """Each note that the text refers to, by its number."""
    if not body.notes:
        return {}
    for sort in ("footnotes", "endnotes"):
        if data := parts.text_of(sort):
            body.begin()
            feed(data, Events(body), name=parts.name)
    return {number: body.frames.note_texts.get(each, []) for number, each in enumerate(body.notes, 1)}


def _source(paragraphs: Sequence[Paragraph], notes: Mapping[int, Sequence[Paragraph]]) -> Source:
    source = Source([])
    text = [paragraph for paragraph in paragraphs if not paragraph.lists_contents]
    if len(text) < len(paragraphs):
        source.reasons.append("list of contents left out: the word processor made it from the headings")
    lines = put_together(lines_of(text))
    usual = source.usual_gap = usual_gap(lines)
    lines = outlined(with_stanzas(lines, usual=usual), source.facts, source.reasons)
    source.blocks = [_block(line, usual=usual) for line in with_footnotes(lines, notes)]
    return source


def _block(line: Line, *, usual: int) -> Block:
    text = line.text
    if line.on_new_page:
        line.gap = max(line.gap, usual + 1)
    if "\n" in text:
        line.stood_as = tuple(each.strip() for each in text.split("\n"))
    if len(text) <= LONGEST_RULE and is_ornament(text):
        return block_of(over_all(text, Kind.SCENE_BREAK), line.gap, line.stood_as, quotes=line.quotes)
    if "\n" in text and not line.level:
        kind = Kind.CODE if line.joins == PREFORMATTED else Kind.VERSE
        line.spans = over_all(text, kind, within=line.spans).spans
    return line
