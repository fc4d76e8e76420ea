"""Paragraphs as a web page gives them, and how they become the blocks of a source."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING

from stories.importing.blocks import Block, block_of, over_all
from stories.importing.chapters.headings import heading_in
from stories.importing.ornaments import LONGEST_RULE, is_ornament
from stories.text import Kind, Passage, Span, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST_LINE = 100  # a longer one is a paragraph that only ends in a line break
LONGEST_ITEM = 160
LONGEST_HEADING = 200
RULE = "***"  # what a drawn line becomes
SPACES = " \u00a0"

_PARTED = re.compile(r"\n(?:[ \u00a0]*\n)+")


@dataclass(slots=True, eq=False)
class Piece(Block):
    """A block as it comes out of a page, and what is known of the place where it stood."""

    where: tuple[str, ...] = ()  # the marks of what it lies in
    joins: int = 0  # the number of the list or table whose line it is
    marker: str = ""  # of a list's item
    is_verse: bool = False
    is_kept: bool = False  # its spaces count
    is_rule: bool = False
    linked: int = 0  # letters of links to places in the same book
    note: int = 0  # the number of the footnote it belongs to
    names: Sequence[str] = ()  # by which links find it
    references: Sequence[tuple[str, str]] = ()  # where to, and under which label


def marks_of(pieces: Iterable[Piece]) -> set[str]:
    """The marks of everything that they lie in."""
    return set(chain.from_iterable({piece.where for piece in pieces}))


def paragraphs_of(piece: Piece) -> list[Piece]:
    """Two line breaks part paragraphs; one parts lines, or paragraphs where a line is as long as those are."""
    if "\n" not in piece.text or piece.is_kept or (piece.level and len(piece.text) <= LONGEST_HEADING):
        return [piece]
    stretches = list(_stretches(piece))
    if len(stretches) == 1:
        return [piece]
    parts = [
        replace(piece, text=piece.text[start:end], spans=spans, gap=gap, names=(), references=(), marker="", linked=0)
        for (start, end, gap), spans in zip(stretches, _dealt(piece.spans, stretches), strict=True)
    ]
    parts[0] = replace(parts[0], names=piece.names, references=piece.references, marker=piece.marker)
    return parts


def _stretches(piece: Piece) -> Iterator[tuple[int, int, int]]:
    """Where each paragraph begins and ends, and the empty ones before it."""
    text, gap, start = piece.text, piece.gap, 0
    for parted in [*_PARTED.finditer(text), None]:
        end = parted.start() if parted else len(text)
        lines = text[start:end].split("\n")
        if piece.is_verse or all(len(line) <= LONGEST_LINE for line in lines):
            lines = [text[start:end]]
        for line in lines:
            yield start, start + len(line), gap
            start += len(line) + 1
            gap = 0
        if parted:
            start, gap = parted.end(), parted[0].count("\n") - 1


def _dealt(spans: Iterable[Span], stretches: Sequence[tuple[int, int, int]]) -> Iterator[tuple[Span, ...]]:
    """The spans of each stretch, cut to it."""
    waiting = sorted(spans, reverse=True)
    reaching: list[Span] = []
    for start, end, _ in stretches:
        while waiting and waiting[-1].start < end:
            reaching.append(waiting.pop())
        reaching = [span for span in reaching if span.end > start]
        yield in_order(Span(max(s.start, start) - start, min(s.end, end) - start, s.kind) for s in reaching)


def blocks_of(pieces: Iterable[Piece]) -> list[Block]:
    """Blocks, of which lists and tables are one each, and drawn lines stand only between paragraphs."""
    blocks: list[Block] = []
    group: list[Piece] = []  # lines of one list or table
    for piece in _without_edges(pieces):
        if group and not (piece.joins == group[-1].joins and piece.quotes == group[-1].quotes):
            blocks += _joined(group)
            group = []
        text = piece.text
        may_be_ornament = len(text) <= LONGEST_RULE
        if piece.joins:
            group.append(piece)
        elif piece.level or piece.marker or piece.is_verse or "\n" in text or (may_be_ornament and is_ornament(text)):
            blocks.append(_block(piece))
        else:
            blocks.append(piece)  # as most are
    return [*blocks, *_joined(group)]


def usual_gap(blocks: Sequence[Block]) -> int:
    """What most paragraphs have between them."""
    gaps = Counter(block.gap for before, block in pairwise(blocks) if not before.level)
    return min(gaps, key=lambda gap: (-gaps[gap], gap), default=1)


def _without_edges(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A line drawn above a heading, below one, or at either end parts no scenes."""
    rule: Piece | None = None
    last: Piece | None = None
    for piece in pieces:
        if piece.is_rule:
            rule = piece if last and not last.level and not is_ornament(last.text) else None
            continue
        if rule and not piece.level:
            yield rule
        rule, last = None, piece
        yield piece


def _joined(group: list[Piece]) -> list[Block]:
    if not group[1:]:
        return [_block(piece) for piece in group]
    if any(map(_is_long, group)):  # the rows of a table that are short stay lines, as verse beside its translation
        runs = [list(run) for _, run in groupby(group, key=_is_long)]
        is_table = not any(piece.marker for piece in group)
        return [block for run in runs for block in _apart(run, is_table=is_table)]
    return [_lines_of(group)]


def _is_long(piece: Piece) -> bool:
    return len(piece.text) > LONGEST_ITEM


def _apart(run: list[Piece], *, is_table: bool) -> list[Block]:
    if is_table and run[1:] and not _is_long(run[0]):
        return [_lines_of(run)]
    return [_block(piece) for piece in run]


def _lines_of(group: list[Piece]) -> Block:
    texts: list[str] = []
    spans: list[Span] = []
    length = 0
    for piece in group:
        start = length + len(piece.marker)
        spans += (Span(start + s.start, start + s.end, s.kind) for s in piece.spans)
        texts.append(piece.marker + piece.text)
        length += len(texts[-1]) + 1
    whole = over_all("\n".join(texts), Kind.VERSE, within=spans)
    lines = tuple(line for text in texts for line in text.split("\n"))
    return block_of(whole, group[0].gap, lines, quotes=group[0].quotes, part=group[0].part)


def _block(piece: Piece) -> Block:
    """An ornament, a heading, a stanza or an item."""
    text, marker = piece.marker + piece.text, len(piece.marker)
    spans = tuple(Span(marker + s.start, marker + s.end, s.kind) for s in piece.spans) if marker else piece.spans
    lines = tuple(line.strip(SPACES) for line in text.split("\n")) if "\n" in text else (text,)
    level = piece.level if len(text) <= LONGEST_HEADING else 0
    if is_ornament(text) and not (level and heading_in(text)):  # `—X—` may be the tenth chapter
        passage, level = over_all(text, Kind.SCENE_BREAK), 0
    elif not level and (piece.is_verse or len(lines) > 1):
        passage = over_all(text, Kind.VERSE, within=spans)
    else:
        passage = Passage(text, spans)
    return block_of(passage, piece.gap, lines, level=level, quotes=piece.quotes, part=piece.part)
