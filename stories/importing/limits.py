"""How much of everything one story may have: far more than any has, and no more than is read in a moment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stories.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sized

MOST_LINES = 500_000
MOST_PARAGRAPHS = 100_000
MOST_CHAPTERS = 10_000
MOST_RUNS = 250_000  # of letters that look alike; a novel that was revised over and over has a few ten thousand
MOST_TAGS = 320_000

_GAP = "\n\n"
_PARAGRAPH_TAG = re.compile(rb"<(?:p|h[1-6]|li|tr)\b", re.IGNORECASE)


def refuse_too_many_lines(text: str, *, name: str) -> None:
    """Raise one plain sentence for a text that is nothing but line ends, before any of them is looked at."""
    line_ends = text.count("\n")
    if line_ends > MOST_LINES:
        raise RefusedError(f"{name} has more than {MOST_LINES:,} lines.")
    if line_ends > MOST_PARAGRAPHS and text.count(_GAP) > MOST_PARAGRAPHS:
        raise RefusedError(f"{name} has more than {MOST_PARAGRAPHS:,} paragraphs.")


def refuse_too_many_tags(page: bytes, *, name: str) -> None:
    """Raise one plain sentence for a page that is more marks than words."""
    refuse_too_many_paragraphs(_PARAGRAPH_TAG.findall(page), name=name)
    if page.count(b"<") - page.count(b"</") > MOST_TAGS:
        raise RefusedError(f"{name} has more than {MOST_TAGS:,} tags.")


def refuse_too_much_of_word(document: bytes, *, name: str) -> None:
    """Raise one plain sentence for a Word document that is more marks than words."""
    refuse_too_many_paragraphs(range(document.count(b"<w:p>") + document.count(b"<w:p ")), name=name)
    if document.count(b"<w:r>") + document.count(b"<w:r ") > MOST_RUNS:
        raise RefusedError(f"{name} changes its looks more than {MOST_RUNS:,} times.")


def refuse_too_many_paragraphs(paragraphs: Sized, *, name: str) -> None:
    """Raise one plain sentence for more paragraphs than any story has."""
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise RefusedError(f"{name} has more than {MOST_PARAGRAPHS:,} paragraphs.")


def refuse_too_many_chapters(headings: Sized, *, name: str) -> None:
    """Raise one plain sentence for more chapters than any story has."""
    if len(headings) > MOST_CHAPTERS:
        raise RefusedError(f"{name} has more than {MOST_CHAPTERS:,} chapters.")
