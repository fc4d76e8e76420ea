"""Footnotes: found where links lead, and listed after the chapter that refers to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from stories.importing.html.pieces import Piece
from stories.importing.parts import Part
from stories.text import Span, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

_OWN_LABEL = re.compile(r"\s*(?:\[\s*[^\s\[\]]{1,6}\s*\]|\(\s*[^\s()]{1,6}\s*\)|(?P<bare>[^\s\[\]]{1,6}?))[.:)]?\s+")


def listed_footnotes(pieces: Sequence[Piece]) -> list[Piece]:
    """The same paragraphs, with each footnote after its chapter; one that nothing refers to stays where it is."""
    found = _found(pieces)
    if not found:
        return list(pieces)
    moved = {at for _, group in found.values() for at in group}
    ends = [*(at for at, piece in enumerate(pieces) if piece.level), len(pieces)]  # of chapters, where the next begins
    after: dict[int, list[Piece]] = defaultdict(list)
    for source, (label, group) in found.items():
        first, *others = (pieces[at] for at in group)
        after[ends[bisect_right(ends, source[0])]] += [_labelled(first, label), *map(_as_note, others)]
    listed: list[Piece] = []
    start = 0
    for at in sorted({*moved, *after}):
        listed += pieces[start:at]
        listed += after.get(at, ())
        start = at + (at in moved)
    return [*listed, *pieces[start:]]


def _found(pieces: Sequence[Piece]) -> dict[tuple[int, int], tuple[str, list[int]]]:
    """By the place of each reference: its label, and the paragraphs of its note."""
    linked = [(at, piece) for at, piece in enumerate(pieces) if piece.names or piece.references or piece.note]
    names = {name: at for at, piece in reversed(linked) for name in piece.names}
    groups: dict[int, list[int]] = defaultdict(list)
    for at, piece in linked:
        if piece.note:
            groups[piece.note].append(at)
    found: dict[tuple[int, int], tuple[str, list[int]]] = {}
    taken: set[int] = set()
    for at, piece in linked:
        for number, (target, label) in enumerate(piece.references):
            to = names.get(target)
            if to is None or to in taken or at in taken or piece.note or not _is_note(pieces, to, after=at):
                continue
            group = groups.get(pieces[to].note, [to])
            taken.update(group)
            found[at, number] = label, group
    return found


def _is_note(pieces: Sequence[Piece], to: int, *, after: int) -> bool:
    """What calls itself a note, or a paragraph further down that links back."""
    piece = pieces[to]
    return bool(piece.note) or (to > after and not piece.level and (piece.linked > 0 or bool(piece.references)))


def _labelled(piece: Piece, label: str) -> Piece:
    """`[1] The note.`, whatever way it was numbered."""
    text = piece.text
    own = _OWN_LABEL.match(text)
    start = own.end() if own and own[0].strip(" \u00a0[]().:").casefold() == label.casefold() else 0
    mark = f"[{label}] "
    moved = (Span(max(s.start - start, 0) + len(mark), s.end - start + len(mark), s.kind) for s in piece.spans)
    note = _as_note(piece)
    note.text = mark + text[start:]
    note.spans = in_order(span for span in moved if span.start < span.end)
    return note


def _as_note(piece: Piece) -> Piece:
    return Piece(piece.text, spans=piece.spans, where=piece.where, is_verse=piece.is_verse, part=Part.FOOTNOTE)
