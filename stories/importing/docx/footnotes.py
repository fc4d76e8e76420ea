"""Footnotes and endnotes: marked in the text, listed after the chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.importing.docx.letters import joined
from stories.importing.docx.lines import Line, lines_of
from stories.importing.parts import Part
from stories.text import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stories.importing.docx.paragraph import Paragraph


def with_footnotes(lines: Sequence[Line], notes: Mapping[int, Sequence[Paragraph]]) -> list[Line]:
    """The lines, and after each the notes that it refers to; those of headings wait for the text below."""
    found: list[Line] = []
    waiting: list[int] = []
    for line in lines:
        found.append(line)
        waiting += line.footnotes
        if waiting and not line.is_heading:
            found += _listed(waiting, notes)
            waiting = []
    return [*found, *_listed(waiting, notes)]


def _listed(numbers: Sequence[int], notes: Mapping[int, Sequence[Paragraph]]) -> Iterator[Line]:
    for number in numbers:
        mark = [Passage(f"[{number}]")]
        for line in lines_of(notes.get(number, ())):
            note = joined([*mark, line], " ")
            yield Line(note.text, spans=note.spans, part=Part.FOOTNOTE)
            mark = []
