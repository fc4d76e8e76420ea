"""How footnotes of plain texts begin, and what of a file they take up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stories.importing.blocks import Block, is_break
from stories.importing.chapters.headings import heading_in
from stories.text import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NAMES = (
    "footnotes, footnote, notes, endnotes, fußnoten, fussnoten, anmerkungen, notas, notas al pie"
    ", notes de bas de page, примечания, сноски"
)
LONGEST_NAME = 25
LONGEST_NOTE = 8  # paragraphs

_NAMES = frozenset(NAMES.split(", "))
_SIGNS = frozenset("[{(*†‡")
_CALLED = r"(?i:footnote|note|nota|fußnote|fussnote|anmerkung|сноска|примечание)"
LABEL = r"(?:\d{1,4}|\*{1,3}|[†‡A-Z])"
_BRACKETED = rf"\[{LABEL}\]|\{{{LABEL}\}}|\((?:\d{{1,3}}|\*{{1,3}})\)"
_STARS = r"(?:\*{1,3}(?:\(\d{1,2}\))?|[†‡])"
_NOTE = re.compile(
    rf"(?:\[{_CALLED} (?P<name>{LABEL}):\s*|(?P<bracketed>{_BRACKETED})\s+|(?P<stars>{_STARS})\s*)(?=[^\s*])"
)
_BARE = re.compile(r"(?P<number>\d{1,4})[.)]?\s+(?=\S)")  # only below «Footnotes»
_NEXT = re.compile(rf"\s(?:(?<=\n)|(?<=[.!?…)\]\"”’»] ))(?=\[{LABEL}\] \S|\[{_CALLED} {LABEL}:)")


@dataclass(slots=True)
class Footnote:
    """A paragraph that begins as notes do."""

    at: int  # its first paragraph
    mark: str  # as it stands in the text, or the bare number
    text_at: int  # where its words begin
    size: int = 1  # paragraphs
    is_framed: bool = False  # by the brackets of `[Footnote 1: The words.]`
    called_at: tuple[int, int] = (-1, 0)  # the paragraph with its mark, and where in it


def begins_note(line: str) -> bool:
    """The line could be the first of a note, where something in the text is marked so."""
    return line[:1] in _SIGNS and _NOTE.match(line) is not None


def candidates_in(blocks: Sequence[Block]) -> list[int]:
    """Where notes may begin, or «Footnotes» stands; most texts have neither."""
    return [
        at
        for at, block in enumerate(blocks)
        if (text := block.text)[:1] in _SIGNS or (len(text) <= LONGEST_NAME and is_name(text))
    ]


def is_name(text: str) -> bool:
    """«Footnotes», or what else stands above them."""
    return len(text) <= LONGEST_NAME and text.strip(" .:_*-").casefold() in _NAMES


def hold_several(blocks: Iterable[Block]) -> bool:
    """Whether notes stand below each other in one of them."""
    return any(map(_NEXT.search, (block.text for block in blocks)))


def parted(block: Block) -> Iterator[Block]:
    """Notes without a blank line between them."""
    passage = Passage(block.text, block.spans)
    start, gap = 0, block.gap
    for found in _NEXT.finditer(block.text) if block.text[:1] == "[" and _NOTE.match(block.text) else ():
        part = passage.clip(start, found.start())
        yield Block(part.text, gap, part.spans, quotes=block.quotes)
        start, gap = found.end(), 0
    part = passage.clip(start, len(block.text))
    yield Block(part.text, gap, part.spans, quotes=block.quotes) if start else block


def _note_at(blocks: Sequence[Block], at: int) -> Footnote | None:
    block = blocks[at]
    found = _NOTE.match(block.text) if block.text[:1] in _SIGNS and not is_break(block) else None
    if not found:
        return None
    if not found["name"]:
        return Footnote(at, found["bracketed"] or found["stars"], found.end())
    for end in range(at, min(at + LONGEST_NOTE, len(blocks))):
        if end > at and _NOTE.match(blocks[end].text):
            break
        if blocks[end].text.endswith("]"):
            return Footnote(at, f"[{found['name']}]", found.end(), end + 1 - at, is_framed=True)
    return None


def listed_below(blocks: Sequence[Block], name: int) -> list[Footnote]:
    """The notes below «Footnotes»: what stands between two of them is more of the upper one."""
    notes: list[Footnote] = []
    at = name + 1
    while at < len(blocks):
        if note := _note_at(blocks, at) or _bare_at(blocks, at, notes):
            if notes:
                notes[-1].size = at - notes[-1].at
            notes.append(note)
            at += note.size
        elif not notes or notes[-1].is_framed or at - notes[-1].at >= LONGEST_NOTE or _begins_other(blocks[at]):
            break
        else:
            at += 1
    return notes


def _begins_other(block: Block) -> bool:
    return is_break(block) or is_name(block.text) or heading_in(block.text) is not None


def _bare_at(blocks: Sequence[Block], at: int, above: Sequence[Footnote]) -> Footnote | None:
    """`1 The words.`, as long as the numbers count up."""
    found = _BARE.match(blocks[at].text)
    if not found or found["number"] != (str(int(above[-1].mark) + 1) if above and above[-1].mark.isdigit() else "1"):
        return None
    return Footnote(at, found["number"], found.end())


def footnotes_in(blocks: Sequence[Block], candidates: Sequence[int], in_sections: Sequence[Footnote]) -> list[Footnote]:
    """All of them, in order."""
    taken = {at for note in in_sections for at in range(note.at, note.at + note.size)}
    others = (note for at in candidates if at not in taken and (note := _note_at(blocks, at)))
    return sorted([*in_sections, *others], key=lambda note: note.at)
