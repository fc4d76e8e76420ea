"""The words of one paragraph with the marks that plain text knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.text import Kind

if TYPE_CHECKING:
    from stories.text import Passage

MARKS = {Kind.EMPHASIS: "_", Kind.STRONG: "**"}


def emphasised(passage: Passage) -> str:
    """Marks where they stand clear of letters, so that they are read as marks again."""
    text, marks = passage.text, list[tuple[int, str]]()
    reached = 0
    for span in passage.spans:
        if span.kind in MARKS and span.start >= reached and _stands_clear(text, span.start, span.end):
            marks += [(span.start, MARKS[span.kind]), (span.end, MARKS[span.kind])]
            reached = span.end + 1
    pieces: list[str] = []
    done = 0
    for at, mark in marks:
        pieces += [text[done:at], mark]
        done = at
    return "".join([*pieces, text[done:]])


def _stands_clear(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    inside = text[start:end]
    return (
        not any(c.isalnum() or c in "*_" for c in around) and inside == inside.strip() and not set("*_") & set(inside)
    )
