"""How much of everything one story may have: more than any has, and no more than two seconds suffice for.

*War and Peace* has 12,000 paragraphs of 270 characters, one mark of emphasis to 700 characters, and 364 chapters; half
of a serial's paragraphs are short speeches, so that the twenty million characters that a story may have make at most
100,000 of them. The longest serials have some 5,000 chapters, and no author sets a mark every fourth word throughout.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stories.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence, Sized

    from stories.importing.blocks import Block

MOST_LINES = 500_000
MOST_PARAGRAPHS = 100_000
MOST_CHAPTERS = 10_000
MOST_PAGES = 7_000  # of an e-book, each of which costs as much as many paragraphs
MOST_RUNS = 100_000  # of letters that look alike: one for every few words of a long novel that was much revised
MOST_ELEMENTS = 1_000_000  # of a Word document, ten for each of so many runs
MOST_TAGS = 320_000
MOST_LINKS = 60_000  # the most annotated of books has 8,000 footnotes, with a link there and one back
MOST_MARKS = 20_000  # of emphasis and the like, where there is more than one to so many characters:
FEWEST_BETWEEN_MARKS = 20

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
    if page.count(b"<") <= min(MOST_PARAGRAPHS, MOST_LINKS, MOST_TAGS):
        return  # each of them begins with that sign, which is counted in a tenth of the time
    refuse_too_many_paragraphs(_PARAGRAPH_TAG.findall(page), name=name)
    if page.count(b"<a ") > MOST_LINKS:
        raise RefusedError(f"{name} has more than {MOST_LINKS:,} links.")
    if page.count(b"<") - page.count(b"</") > MOST_TAGS:
        raise RefusedError(f"{name} has more than {MOST_TAGS:,} tags.")


def refuse_too_much_of_word(document: bytes, *, name: str) -> None:
    """Raise one plain sentence for a Word document that is more marks than words."""
    elements = document.count(b"<w:")
    if elements <= min(MOST_PARAGRAPHS, MOST_RUNS, MOST_ELEMENTS):
        return
    refuse_too_many_paragraphs(range(document.count(b"<w:p>") + document.count(b"<w:p ")), name=name)
    if document.count(b"<w:r>") + document.count(b"<w:r ") > MOST_RUNS:
        raise RefusedError(f"{name} changes its looks more than {MOST_RUNS:,} times.")
    if elements > MOST_ELEMENTS:
        raise RefusedError(f"{name} has more than {MOST_ELEMENTS:,} elements.")


def refuse_too_many_paragraphs(paragraphs: Sized, *, name: str) -> None:
    """Raise one plain sentence for more paragraphs than any story has."""
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise RefusedError(f"{name} has more than {MOST_PARAGRAPHS:,} paragraphs.")


def refuse_too_many_chapters(headings: Sized, *, name: str) -> None:
    """Raise one plain sentence for more chapters than any story has."""
    if len(headings) > MOST_CHAPTERS:
        raise RefusedError(f"{name} has more than {MOST_CHAPTERS:,} chapters.")


def refuse_too_many_marks(blocks: Sequence[Block], *, name: str) -> None:
    """Raise one plain sentence for a text that is more emphasis than words, which takes long to show."""
    marked = [block.spans for block in blocks if block.spans]
    marks = sum(len(spans) if len(spans) < MOST_MARKS else len({*spans}) for spans in marked)
    if marks > MOST_MARKS and marks * FEWEST_BETWEEN_MARKS > sum(len(block.text) for block in blocks):
        raise RefusedError(f"{name} has more than {MOST_MARKS:,} marks of emphasis in too few words.")


def refuse_too_many_pages(pages: Sized, *, name: str) -> None:
    """Raise one plain sentence for an e-book of more pages than any has."""
    if len(pages) > MOST_PAGES:
        raise RefusedError(f"{name} has more than {MOST_PAGES:,} pages.")
