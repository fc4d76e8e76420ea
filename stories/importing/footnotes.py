"""Footnotes of plain texts: a mark in the text, and below it a paragraph that begins with the same mark."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from stories.importing.chapters.headings import heading_in
from stories.importing.footnote_forms import (
    LABEL,
    candidates_in,
    footnotes_in,
    hold_several,
    is_name,
    listed_below,
    parted,
)
from stories.importing.parts import Part
from stories.text import Span, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stories.importing.blocks import Block
    from stories.importing.footnote_forms import Footnote

LONGEST_TITLE = 80  # what may be one, with more of the head below it
MOST_LINES = 8  # of a head, below a title with a mark
MOST_MARKS = 200  # in a paragraph that people wrote

_MARK = re.compile(
    rf"[\[{{(*†‡](?:(?<=\[){LABEL}\]|(?<=\{{){LABEL}\}}|(?<=[^\s(]\()(?:\d{{1,3}}|\*{{1,3}})\)"
    r"|(?:(?<=[^\s*][*†‡])|(?<=[^\s*] [*†‡]))\*{0,2}(?:\(\d{1,2}\))?(?![\w*]| \*))"
)
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ",", ";", "]", ")")


def with_footnotes(blocks: list[Block], *, usual_gap: int) -> list[Block]:
    """The same paragraphs, with each footnote right below the one that refers to it, and stated as what it is.

    A note without its mark above it stays as it is, and so do several with fewer or more marks than there are notes.
    """
    candidates = candidates_in(blocks)
    if not candidates:
        return blocks
    apart = blocks
    if hold_several(blocks[at] for at in candidates):
        apart = [part for block in blocks for part in parted(block)]
        candidates = candidates_in(apart)
    sections = {at: listed_below(apart, at) for at in candidates if is_name(apart[at].text)}
    notes = footnotes_in(apart, candidates, [note for section in sections.values() for note in section])
    if not notes:
        return blocks
    _find_marks(apart, notes)
    called = [note for note in notes if note.called_at[0] >= 0]
    left = {note.at for note in notes} - {note.at for note in called}
    empty = {at for at, section in sections.items() if section and left.isdisjoint(note.at for note in section)}
    return _listed(apart, called, empty, usual_gap) if called else blocks


def _find_marks(blocks: Sequence[Block], notes: Sequence[Footnote]) -> None:
    """Each note's mark in the text: of those above it that no other note has, the only one, or the nearest."""
    marks = _marks(blocks, notes)
    by_mark: dict[str, list[tuple[int, int, Footnote | None]]] = defaultdict(list)
    for note in notes:
        if note.mark.isdigit():
            shapes = (f"[{note.mark}]", f"({note.mark})", f"{{{note.mark}}}")
            note.mark = next((shape for shape in shapes if shape in marks), note.mark)
        by_mark[note.mark].append((note.at, 0, note))
    for mark, found in by_mark.items():
        events = sorted([*found, *((at, start, None) for at, start in marks[mark])], key=lambda event: event[:2])
        open_marks: list[tuple[int, int]] = []
        for is_note, group in groupby(events, key=lambda event: event[2] is not None):
            if not is_note:
                open_marks = [(at, start) for at, start, _ in group]
                continue
            named = [note for _, _, note in group if note]
            if len(named) == 1 or len(named) == len(open_marks):
                for note, called_at in zip(named, open_marks[-len(named) :], strict=False):
                    note.called_at = called_at
            open_marks = []


def _marks(blocks: Sequence[Block], notes: Sequence[Footnote]) -> dict[str, list[tuple[int, int]]]:
    """Where in the text the marks stand that notes begin with."""
    inside = {at for note in notes for at in range(note.at, note.at + note.size)}
    signs = {sign for note in notes for sign in ("[({" if note.mark.isdigit() else note.mark[0])}
    marks: dict[str, list[tuple[int, int]]] = defaultdict(list)
    holding = {at for sign in signs for at, block in enumerate(blocks) if sign in block.text}
    for at in sorted(holding - inside):
        found = list(_MARK.finditer(blocks[at].text, 1))
        for mark in found if len(found) <= MOST_MARKS else ():
            marks[mark[0]].append((at, mark.start()))
    return marks


def _listed(blocks: Sequence[Block], notes: Sequence[Footnote], empty: set[int], usual_gap: int) -> list[Block]:
    below: dict[int, list[Block]] = defaultdict(list)
    texts: dict[int, Block] = {}
    gone = set(empty)
    for note in sorted(notes, key=lambda note: note.called_at):
        at = note.called_at[0]
        below[_place_below(blocks, at)] += _stated(blocks[note.at : note.at + note.size], note)
        gone.update(range(note.at, note.at + note.size))
    for note in sorted(notes, key=lambda note: note.called_at, reverse=True):
        at, start = note.called_at
        texts[at] = _rewritten(texts.get(at, blocks[at]), start, start + len(note.mark), _shown(note.mark))
    listed: list[Block] = []
    start = 0
    for at in sorted({*below, *texts, *gone, *(at + 1 for at in gone if at + 1 < len(blocks))}):
        listed += blocks[start:at]
        start = at + 1
        if at not in gone:
            listed.append(texts.get(at, blocks[at]))
            if _is_set_off_by_notes(blocks, at, gone):
                listed[-1] = replace(listed[-1], gap=min(listed[-1].gap, usual_gap))
        listed += below.get(at, ())
    return [*listed, *blocks[start:]]


def _is_set_off_by_notes(blocks: Sequence[Block], at: int, gone: set[int]) -> bool:
    """The gap above it is as large as that above the notes, which it sets off."""
    first = at
    while first - 1 in gone:
        first -= 1
    return first < at and blocks[at].gap <= blocks[first].gap


def _place_below(blocks: Sequence[Block], at: int) -> int:
    """Notes of titles wait for the text below, so that what else is told of the story stays together."""
    for lower in range(at, min(at + MOST_LINES, len(blocks))):
        text = blocks[lower].text
        is_last = lower + 1 == len(blocks) or heading_in(blocks[lower + 1].text) is not None
        if is_last or len(text) > LONGEST_TITLE or text.endswith(_SENTENCE_ENDS):
            return lower
    return at


def _shown(mark: str) -> str:
    return f"[{mark[1:-1]}]" if mark[0] in "[{(" else f"[{mark}]"


def _stated(blocks: Sequence[Block], note: Footnote) -> Iterator[Block]:
    """`[1] The words.`, whatever way it was marked."""
    for number, block in enumerate(blocks):
        stated = block
        if note.is_framed and number == len(blocks) - 1:
            stated = _rewritten(stated, len(stated.text) - 1, len(stated.text), "")
        if not number:
            stated = _rewritten(stated, 0, note.text_at, f"{_shown(note.mark)} ")
        yield replace(stated, gap=1, part=Part.FOOTNOTE)


def _rewritten(block: Block, start: int, end: int, words: str) -> Block:
    """Other words at a place in it, with the spans around them."""
    longer = len(words) - (end - start)
    text = f"{block.text[:start]}{words}{block.text[end:]}"
    spans = [
        Span(_moved(s.start, end, longer), min(_moved(s.end, end, longer), len(text)), s.kind) for s in block.spans
    ]
    return replace(block, text=text, spans=in_order(span for span in spans if span.start < span.end), stood_as=())


def _moved(place: int, end: int, longer: int) -> int:
    return max(0, place + longer) if place >= end else place
