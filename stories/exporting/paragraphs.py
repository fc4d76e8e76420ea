"""A passage taken apart into its paragraphs again, as every written form needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stories.text import Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, what lies over the whole of it, and whether a larger gap stands before it."""

    passage: Passage
    kinds: frozenset[Kind]
    quotes: tuple[int, ...] = ()  # by the order in which they begin
    after_gap: bool = False


def paragraphs(passage: Passage) -> Iterator[Paragraph]:
    """The paragraphs of a passage, in order; code is one paragraph whatever lines it leaves empty."""
    quotes = list(enumerate(passage.of_kind(Kind.QUOTE)))
    gaps = {span.start for span in passage.of_kind(Kind.SCENE_BREAK) if not passage.text[span.start : span.end].strip()}
    for start, end in _edges(passage):
        part = passage.clip(start, end)
        whole = frozenset(span.kind for span in part.spans if span.start == 0 and span.end == end - start)
        inside = tuple(number for number, quote in quotes if quote.start <= start and end <= quote.end)
        yield Paragraph(part, whole, inside, after_gap=start - len(BREAK) in gaps)


def _edges(passage: Passage) -> Iterator[tuple[int, int]]:
    text = passage.text
    code = {span.start: span.end for span in passage.of_kind(Kind.CODE)}
    start = 0
    while start < len(text):
        end = text.find(BREAK, code.get(start, start))
        end = len(text) if end < 0 else end
        yield start, end
        start = end + len(BREAK)


def heading_line(label: str, title: str) -> str:
    """`Chapter 1: Title`, `(i) title`."""
    between = ": " if label[-1:].isalnum() else " "
    return between.join(filter(None, (label, title)))
