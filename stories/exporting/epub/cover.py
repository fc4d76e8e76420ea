"""A cover made of the title and the author."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from stories.exporting.epub.xhtml import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stories.manuscript import Manuscript

WIDTH, HEIGHT = 1200, 1800
LINE, MOST_LINES = 14, 8  # letters to a line of the title, and its lines
SIZE, SMALL = 120, 64


def cover(manuscript: Manuscript) -> str:
    """The title in the upper part, the authors at the foot, in a frame as of embers."""
    title = list(islice(_wrapped(" ".join(manuscript.title.split()), LINE), MOST_LINES))
    size = min(SIZE, int(WIDTH * 1.5 / max(map(len, title), default=1)))
    lines = [*_lines(title, top=420, size=size), *_lines(manuscript.authors[:3], top=1560, size=SMALL)]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#1f1a17"/>\n'
        f'<rect x="60" y="60" width="{WIDTH - 120}" height="{HEIGHT - 120}"'
        ' fill="none" stroke="#e8833a" stroke-width="6"/>\n'
        f"{''.join(lines)}</svg>\n"
    )


def _lines(texts: list[str] | tuple[str, ...], *, top: int, size: int) -> Iterator[str]:
    for number, text in enumerate(texts):
        place = f'x="{WIDTH // 2}" y="{top + number * size * 5 // 4}"'
        look = f'font-family="serif" font-size="{size}" fill="#f4e9d8" text-anchor="middle"'
        yield f"<text {place} {look}>{words(text)}</text>\n"


def _wrapped(title: str, width: int) -> Iterator[str]:
    line = ""
    for word in title.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line
