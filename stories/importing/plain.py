"""Plain text: lines become paragraphs and stanzas, by the habits of the file itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles
from typing import TYPE_CHECKING, NamedTuple

from stories.importing.blocks import Block, Source, over_all
from stories.importing.emphasis import with_emphasis
from stories.importing.fields import field_in, is_known
from stories.importing.gutenberg import unwrapped
from stories.importing.ornaments import is_ornament
from stories.text import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

NARROWEST, WIDEST = 45, 90  # how wide files are wrapped
MOSTLY = 0.6
SHORT = 60  # a line of verse or speech
LONGEST_VERSE = 100
EARLY, VERY_EARLY = 0.85, 0.7  # parts of the width that a line of verse leaves free

_WIDE_LETTER = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")


class Group(NamedTuple):
    """Lines without a blank line between them, and the blank lines before them."""

    lines: tuple[str, ...]
    gap: int


@dataclass(frozen=True, slots=True)
class Habits:
    """How this file uses its lines."""

    width: int | None  # where its paragraphs are wrapped, if they are
    line_is_paragraph: bool


def read_plain(text: str) -> Source:
    """The blocks of a plain text."""
    text, facts = unwrapped(text)
    groups = _groups(text)
    habits = _habits(groups)
    blocks = [block for group in groups for block in _blocks(group, habits)]
    gaps = Counter(block.gap for block in blocks[1:])
    usual = 0 if habits.line_is_paragraph else max(1, min(gaps, key=lambda gap: (-gaps[gap], gap), default=1))
    return Source(blocks, usual_gap=usual, facts=facts)


def _groups(text: str) -> list[Group]:
    groups: list[Group] = []
    lines: list[str] = []
    gap = blank = 0
    for line in text.split("\n"):
        if line.strip():
            if not lines:
                gap = blank
            lines.append(line.rstrip(" \t"))
            blank = 0
        else:
            if lines:
                groups.append(Group(tuple(lines), gap))
                lines = []
            blank += 1
    return [*groups, Group(tuple(lines), gap)] if lines else groups


def _habits(groups: Sequence[Group]) -> Habits:
    broken = [line for group in groups for line in group.lines[:-1]]
    if not broken:
        return Habits(width=None, line_is_paragraph=False)
    lengths = [len(line) for line in broken]
    width = round(quantiles(lengths, n=20)[-1]) if len(lengths) > 1 else lengths[0]
    wrapped = sum(NARROWEST <= length <= WIDEST for length in lengths) >= MOSTLY * len(lengths)
    if wrapped and not _ends_sentences(broken):
        return Habits(width=width, line_is_paragraph=False)
    lines = sum(len(group.lines) for group in groups)
    mostly_together = len(broken) >= MOSTLY * (lines - 1)
    is_verse = len(groups) > 1 and median(lengths) < SHORT and not _ends_sentences(broken)
    return Habits(width=None, line_is_paragraph=mostly_together and not is_verse)


def _ends_sentences(lines: Sequence[str]) -> bool:
    """Most lines end as sentences do, so that each is a paragraph; wrapped lines end anywhere."""
    ends = sum(line.rstrip("”\"'’»)*_").endswith((".", "!", "?", "…", "。", "！", "？")) for line in lines)
    return ends >= MOSTLY * len(lines)


def _blocks(group: Group, habits: Habits) -> list[Block]:
    if len(group.lines) == 1 or _is_fields(group.lines):
        return [_prose(group.lines, group.gap)]
    if habits.line_is_paragraph or not _belong_together(group.lines, habits):
        return [_prose((line,), 0 if number else group.gap) for number, line in enumerate(group.lines)]
    if habits.width and not _is_verse(group.lines, habits.width):
        return [_prose(group.lines, group.gap)]
    return [_verse(group)]


def _belong_together(lines: Sequence[str], habits: Habits) -> bool:
    if any(map(is_ornament, lines)):
        return False
    return bool(habits.width) or all(len(line) <= LONGEST_VERSE for line in lines)


def _is_fields(lines: Sequence[str]) -> bool:
    if not field_in(lines[0]):
        return False
    known = [found for line in lines if (found := field_in(line)) and is_known(found[0])]
    return len(known) > 1


def _is_verse(lines: Sequence[str], width: int) -> bool:
    """Most lines end well before they had to, and the next begins as a line of verse does."""
    breaks = [(len(line) + 1 + len(after.lstrip().partition(" ")[0]), after) for line, after in pairwise(lines)]
    early = sum(length <= width * EARLY for length, _ in breaks)
    lower = sum(after.lstrip()[0].islower() for _, after in breaks)
    very_early = sum(length <= width * VERY_EARLY for length, _ in breaks)
    return early >= MOSTLY * len(breaks) and (lower * 2 < len(breaks) or very_early == len(breaks))


def _prose(lines: Sequence[str], gap: int) -> Block:
    stripped = tuple(line.strip(" \t") for line in lines)
    text = stripped[0]
    if is_ornament(text) and len(lines) == 1:
        return Block(over_all(text, Kind.SCENE_BREAK), stripped, gap)
    for line in stripped[1:]:
        text += line if _WIDE_LETTER.match(text[-1]) and _WIDE_LETTER.match(line) else f" {line}"
    return Block(with_emphasis(text), stripped, gap)


def _verse(group: Group) -> Block:
    indent = min(len(line) - len(line.lstrip(" \t")) for line in group.lines)
    lines = tuple(line[indent:] for line in group.lines)
    passage = with_emphasis("\n".join(lines))
    return Block(over_all(passage.text, Kind.VERSE, within=passage.spans), lines, group.gap)
