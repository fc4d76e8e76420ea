"""The notes at a chapter's head and tail, apart from its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stories.importing.farewells import says_farewell
from stories.importing.notes import is_bracketed, is_disclaimer, mark_of, speaks_to_readers
from stories.importing.parts import OF_CHAPTER, stated, without
from stories.manuscript import Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.blocks import Block

LONGEST_TAIL = 8  # paragraphs that may follow the mark of a note at the end
LARGEST_TAIL = 3000  # and their characters


class Divided(NamedTuple):
    """A chapter's blocks: those of each note before its text, its text, those of each note after."""

    before: list[list[Block]]
    text: Sequence[Block]
    after: list[list[Block]]


def notes_apart(blocks: Sequence[Block]) -> Divided:
    """The notes at a chapter's head, its text, and the notes at its tail."""
    stated_notes = list(stated(blocks, OF_CHAPTER))
    if not stated_notes:
        return _told_apart(blocks)
    found = _told_apart(without(blocks, OF_CHAPTER))
    return Divided(
        [*(note for where, note in stated_notes if where == Where.HEAD), *found.before],
        found.text,
        [*found.after, *(note for where, note in stated_notes if where == Where.TAIL)],
    )


def _told_apart(blocks: Sequence[Block]) -> Divided:
    """By the marks that authors set."""
    before: list[list[Block]] = []
    at = 0
    while at < len(blocks) - 1 and (mark := mark_of(blocks[at].text)):
        size = 2 if mark.alone and at < len(blocks) - 2 else 1
        before.append(list(blocks[at : at + size]))
        at += size
    tail = _tail(blocks, at)
    if tail < len(blocks) and _is_rather_the_text(blocks[at:tail], blocks[tail:]):
        tail = len(blocks)
    after: list[list[Block]] = []
    for block in blocks[tail:]:
        if not after or mark_of(block.text):
            after.append([])
        after[-1].append(block)
    return Divided(before, blocks[at:tail], after)


def _tail(blocks: Sequence[Block], start: int) -> int:
    """Where the notes at the end begin."""
    size = 0
    tail = len(blocks)
    for at in range(len(blocks) - 1, max(start, len(blocks) - 1 - LONGEST_TAIL), -1):
        text = blocks[at].text
        size += len(text)
        if size > LARGEST_TAIL:
            break
        if (mark_of(text) and (tail == at + 1 or not _ends_itself(text))) or says_farewell(text):
            tail = at
    return tail


def _is_rather_the_text(text: Sequence[Block], tail: Sequence[Block]) -> bool:
    """Far more stands below a mark than above it, and does not speak to readers: the story begins there."""
    above, below = (sum(len(block.text) for block in blocks) for blocks in (text, tail[1:]))
    return below > 2 * above and not all(speaks_to_readers(block.text) for block in tail[1:])


def _ends_itself(mark: str) -> bool:
    """What stands below it is no more of it."""
    return is_bracketed(mark) or is_disclaimer(mark)
