"""What every reader makes of its source: blocks, from which the structure is told and passages are put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from stories.importing.fields import Facts
from stories.importing.parts import Part
from stories.text import Kind, Passage, Span, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PARAGRAPH = "\n\n"


@dataclass(slots=True, eq=False)  # frozen ones take three times as long to make, and a book has thousands
class Block:
    """A paragraph, heading, stanza or ornament of the source; never changed, only replaced."""

    text: str  # without marks
    gap: int = 1  # blank lines before it
    spans: tuple[Span, ...] = ()
    stood_as: tuple[str, ...] = ()  # the lines of the source, where they were others than this one
    level: int = 0  # of a heading, where the source says so
    quotes: tuple[int, ...] = ()  # the quotations it lies in, outermost first, each by its own number
    part: Part = Part.TEXT  # what the source says that it is

    @property
    def lines(self) -> tuple[str, ...]:
        """As they stood in the source, for what is told by lines: fields and headings."""
        return self.stood_as or (self.text,)


def block_of(
    passage: Passage,
    gap: int = 1,
    lines: tuple[str, ...] = (),
    *,
    level: int = 0,
    quotes: tuple[int, ...] = (),
    part: Part = Part.TEXT,
) -> Block:
    """A block that says what a passage does."""
    return Block(passage.text, gap, passage.spans, lines, level, quotes, part)


@dataclass(slots=True)
class Source:
    """What a reader found: the blocks of the text, and what the file says of itself outright."""

    blocks: list[Block]
    usual_gap: int = 1
    states_chapters: bool = False  # its headings are those of chapters, and there are no others
    facts: Facts = field(default_factory=Facts)
    reasons: list[str] = field(default_factory=list[str])  # what each decision rests on, in words


def put_together(blocks: Sequence[Block], *, usual_gap: int = 1) -> Passage:
    r"""One passage of many blocks; a gap larger than the usual one becomes a scene break over its `\n\n`."""
    texts = [block.text for block in blocks]
    text = PARAGRAPH.join(texts)
    lengths = [0, *accumulate(map(len, texts))]  # up to each block
    spans: list[Span] = []
    quotes = _Quotes()
    for number, block in enumerate(blocks):
        if not (block.spans or block.gap > usual_gap or block.quotes or quotes.numbers):
            continue  # as most are
        at = lengths[number] + number * len(PARAGRAPH)
        if number and parts_scenes(blocks[number - 1], block, usual_gap=usual_gap):
            spans.append(Span(at - len(PARAGRAPH), at, Kind.SCENE_BREAK))
        quotes.enter(block.quotes, start=at, ended=at - len(PARAGRAPH))
        spans += [Span(at + start, at + end, kind) for start, end, kind in block.spans]
    quotes.enter((), start=len(text), ended=len(text))
    return Passage(text, in_order([*quotes.spans(), *spans]))


def parts_scenes(before: Block, after: Block, *, usual_gap: int) -> bool:
    """A larger gap is a pause, unless an ornament or a heading already says so."""
    return after.gap > usual_gap and not any(map(is_break, (before, after))) and not before.level and not after.level


def is_break(block: Block) -> bool:
    """The block is nothing but the ornament of a scene break."""
    return any(span.kind == Kind.SCENE_BREAK and span.end - span.start == len(block.text) for span in block.spans)


def over_all(text: str, *kinds: Kind, within: Iterable[Span] = ()) -> Passage:
    """A text with spans over the whole of it, around those it has already."""
    return Passage(text, in_order([*(Span(0, len(text), kind) for kind in kinds if text), *within]))


class _Quotes:
    """The quotations open at a block, and the spans of those that were closed."""

    def __init__(self) -> None:
        self._closed: list[tuple[int, Span]] = []
        self._open: list[tuple[int, int]] = []
        self.numbers: tuple[int, ...] = ()  # of those that are open

    def enter(self, numbers: tuple[int, ...], *, start: int, ended: int) -> None:
        if numbers == self.numbers:
            return
        self.numbers = numbers
        shared = 0
        while shared < min(len(numbers), len(self._open)) and self._open[shared][0] == numbers[shared]:
            shared += 1
        while len(self._open) > shared:
            number, since = self._open.pop()
            if since < ended:
                self._closed.append((number, Span(since, ended, Kind.QUOTE)))
        self._open.extend((number, start) for number in numbers[shared:])

    def spans(self) -> list[Span]:
        """The closed ones, the outer before the inner."""
        return [span for _, span in sorted(self._closed)]
