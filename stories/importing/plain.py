"""Plain text: lines become paragraphs and stanzas, by the habits of the file itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from stories.importing.aozora import is_aozora, read_aozora
from stories.importing.blocks import Block, Source, block_of, over_all
from stories.importing.chapters.headings import heading_in, is_worded
from stories.importing.emphasis import with_emphasis
from stories.importing.fields import field_in, is_known
from stories.importing.footnote_forms import begins_note
from stories.importing.footnotes import with_footnotes
from stories.importing.habits import (
    EARLY,
    INDENTS,
    MOSTLY,
    Group,
    Habits,
    are_sentences,
    goes_on_small,
    groups_from_all_over,
    habits_of,
    is_verse,
    paragraphs_by_indents,
)
from stories.importing.ornaments import LONGEST, is_ornament
from stories.importing.plain_at_sight import paragraphs_in
from stories.importing.sites.fanficfare import CHAPTER_TAB, FANFICFARE_WIDTH, without_furniture
from stories.importing.sites.gutenberg import unwrapped
from stories.importing.typed import without_typed_marks
from stories.text import Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_VERSE = 100
LONGEST_HEAD = 20  # groups of lines
LONGEST_NAME = 40  # of who speaks in a play, and how
DEEP = 8  # an indent that completes a verse, which is seldom exact
FEWEST_LISTED = 3  # headings below each other
TAB_LEVEL = 2  # of a heading that a tab marks

_WIDE_LETTER = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-\n[ \t]*(?=[^\W\d_])(?!(?:and|or|und|oder|bis|et|ou|y|o|e)\b)")
FIRST_WIDE_LETTER = "\u2e80"
_BLANKS = "".join(INDENTS)
SAMPLE = 10_000  # letters tell the script
_BLANK_LINE = re.compile(r"\n[^\S\n]+(?=\n)")
_RULES = tuple(sign * (LONGEST + 1) for sign in "-=*_~")  # in the middle of a paragraph, too


def read_plain(text: str) -> Source:
    """The blocks of a plain text."""
    text, facts = unwrapped(text)
    if is_aozora(text):
        return read_aozora(text)
    text, tabs, reasons = without_furniture(without_typed_marks(text))
    text = _BLANK_LINE.sub("\n", text.rstrip())
    if (first := text.find("\n")) > 0 and text[:first].isspace():
        text = text[first:]
    habits = Habits(width=FANFICFARE_WIDTH) if tabs else habits_of(_without_fields(groups_from_all_over(text)))
    blocks = _Reader(text, habits, tabs=tabs).blocks()
    usual = 0 if habits.line_is_paragraph else max(int(not habits.indents), usual_gap(blocks))
    blocks = with_footnotes(blocks, usual_gap=usual)
    return Source(blocks, usual_gap=usual, facts=facts, reasons=[*reasons, *_explained(habits)])


def _without_fields(groups: Sequence[Group]) -> Sequence[Group]:
    """What a file says of itself at its head has line ends of its own."""
    return [*(group for group in groups[:LONGEST_HEAD] if not _is_fields(group)), *groups[LONGEST_HEAD:]]


def usual_gap(blocks: Sequence[Block]) -> int:
    """The gap that most blocks have before them; the smaller one where two are as usual."""
    gaps = Counter([block.gap for block in blocks[1:]])
    return min(gaps, key=lambda gap: (-gaps[gap], gap), default=0)


def _explained(habits: Habits) -> Iterable[str]:
    if habits.indents:
        yield "paragraphs: begin where a line is indented"
    elif habits.line_is_paragraph:
        yield "paragraphs: each line is one"
    elif habits.width:
        yield f"paragraphs: lines wrapped at {habits.width} characters run on, blank lines part them"


class _Reader:
    """Turns a text, in which no line is all blanks, into blocks."""

    def __init__(self, text: str, habits: Habits, *, tabs: bool) -> None:
        self._text = text
        self._habits = habits
        self._width = habits.width or 0
        self._runs_on = bool(habits.width) and not habits.indents and not any(rule in text for rule in _RULES)
        self._early = self._width * EARLY
        self._has_wide_letters = max(text[:: 1 + len(text) // SAMPLE], default="") >= FIRST_WIDE_LETTER
        self._tabs = tabs

    def blocks(self) -> list[Block]:
        """Most paragraphs are plain, and are told at first sight; the others are looked at more closely."""
        paragraphs = paragraphs_in(self._width if self._runs_on and not self._has_wide_letters else None)
        blocks: list[Block] = []
        end = -1
        for found in paragraphs.finditer(self._text):
            gap = found.start() - end - 1
            end = found.end()
            words = found[0]
            if found.lastindex:
                lines = [line.rstrip() for line in words.split("\n")]
                blocks += [_verse(lines, gap, indent=0)] if _completes(lines, blocks) else self._looked_at(lines, gap)
            elif "_" in words or "*" in words:
                blocks.append(_block(words.replace("\n", " "), gap))
            else:
                blocks.append(Block(words.replace("\n", " "), gap))
        return blocks

    def _looked_at(self, lines: Sequence[str], gap: int) -> Sequence[Block]:
        if len(lines) == 1:
            return [self._line(lines[0], gap)]
        if self._runs_on and self._is_prose(lines):
            return [self._paragraph(lines, gap)]
        return self._blocks(lines, gap)

    def _is_prose(self, lines: Sequence[str]) -> bool:
        """What most paragraphs of most books are: full lines. The others are looked at more closely."""
        first, last = lines[0], lines[-1]
        lengths = sorted(map(len, lines[:-1]))
        if lengths[0] > self._early and len(last) > LONGEST and ":" not in first:
            return True
        return (
            lengths[ceil(len(lengths) * MOSTLY) - 1] > self._early
            and lengths[0] > LONGEST
            and (len(first) > self._early or not is_worded(first))
            and not (":" in first and _is_fields(lines))
            and not (len(last) <= LONGEST and is_ornament(last))
        )

    def _line(self, line: str, gap: int) -> Block:
        text = line.strip()
        if is_ornament(text):
            return block_of(over_all(text, Kind.SCENE_BREAK), gap)
        level = TAB_LEVEL if self._tabs and CHAPTER_TAB.match(line) else 0
        return _block(text, gap, (text,), level=level)

    def _lines(self, lines: Sequence[str], gap: int) -> list[Block]:
        if all(map(is_ornament, lines)) and is_ornament(in_one := " ".join(line.strip() for line in lines)):
            return [self._line(in_one, gap)]  # three stars, one above two
        return [self._line(line, 0 if number else gap) for number, line in enumerate(lines)]

    def _blocks(self, lines: Sequence[str], gap: int) -> list[Block]:
        if _is_fields(lines) or self._goes_on(lines):
            return [self._paragraph(lines, gap)]
        if not self._belong_together(lines):
            return self._lines(lines, gap)
        if taken := self._headings_on_top(lines):
            return [*self._lines(lines[:taken], gap), *(self._blocks(lines[taken:], 0) if lines[taken:] else ())]
        if self._habits.indents and not begins_note(lines[0].lstrip()):
            return self._by_indents(lines, gap)
        is_prose = self._width and not is_verse(lines, self._width)
        return [self._paragraph(lines, gap) if is_prose else _verse(lines, gap)]

    def _goes_on(self, lines: Sequence[str]) -> bool:
        is_wrapped = bool(self._width) or self._habits.line_is_paragraph
        return not is_wrapped and goes_on_small(lines) and not heading_in(lines[0])

    def _by_indents(self, lines: Sequence[str], gap: int) -> list[Block]:
        parts = paragraphs_by_indents(lines)
        blocks = [self._paragraph(part, 0) if len(part) > 1 else self._line(part[0], 0) for part in parts]
        return [replace(blocks[0], gap=gap), *blocks[1:]]

    def _belong_together(self, lines: Sequence[str]) -> bool:
        if len(lines) == 1 or self._habits.line_is_paragraph or any(map(is_ornament, lines)):
            return False
        return bool(self._width) or (all(len(line) <= LONGEST_VERSE for line in lines) and not are_sentences(lines))

    def _headings_on_top(self, lines: Sequence[str]) -> int:
        """How many lines at the top are headings: all of a list of contents, or one right above its text."""
        first = lines[0]
        if self._width and len(first) > self._width * EARLY:
            return 0
        if not is_worded(first) or not heading_in(first):
            return 0
        return len(lines) if len(lines) >= FEWEST_LISTED and all(map(heading_in, lines)) else 1

    def _paragraph(self, lines: Sequence[str], gap: int) -> Block:
        """Lines that run on, with a space between them except in scripts that have none."""
        text = " ".join(lines)
        if text[0] in _BLANKS or "  " in text or "\t" in text or "\u3000" in text:
            lines = [line.strip() for line in lines]
            text = " ".join(lines)
        if self._has_wide_letters:
            text = _run_on(lines)
        elif "- " in text:
            text = _HYPHENATED.sub("-", "\n".join(lines)).replace("\n", " ")
        return _block(text, gap, tuple(lines))


def _block(text: str, gap: int, lines: tuple[str, ...] = (), *, level: int = 0) -> Block:
    """Looks for marks of emphasis only where there are any, as there are in few paragraphs."""
    if "_" in text or "*" in text:
        return block_of(with_emphasis(text), gap, lines, level=level)
    return Block(text, gap, stood_as=lines, level=level)


def _is_fields(lines: Sequence[str]) -> bool:
    if ":" not in lines[0] or not field_in(lines[0]):
        return False
    known = [found for line in lines if (found := field_in(line)) and is_known(found[0])]
    return len(known) > 1


def _run_on(lines: Sequence[str]) -> str:
    """The lines as one."""
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        is_wide = before and line and _WIDE_LETTER.match(before[-1]) and _WIDE_LETTER.match(line)
        pieces.append(line if is_wide else f" {line}")
    return "".join(pieces)


def _completes(lines: Sequence[str], above: Sequence[Block]) -> bool:
    """The half of a verse that begins where the speaker before broke off, below the name of who says it."""
    *spoken, name = above[-2:] or [Block("")]
    is_name = len(name.text) <= LONGEST_NAME and name.text.partition(",")[0].isupper() and not is_worded(name.text)
    if len(lines) > 1 or not spoken or not is_name or lines[0].isupper():
        return False
    indent = len(lines[0]) - len(lines[0].lstrip(" "))
    return indent >= DEEP and abs(indent - len(spoken[0].text.rpartition("\n")[2])) < DEEP


def _verse(lines: Sequence[str], gap: int, *, indent: int | None = None) -> Block:
    if indent is None:
        indent = min(len(line) - len(line.lstrip(" \t")) for line in lines)
    kept = tuple(line[indent:] for line in lines)
    passage: Passage = with_emphasis("\n".join(kept))
    return block_of(over_all(passage.text, Kind.VERSE, within=passage.spans), gap, kept)
