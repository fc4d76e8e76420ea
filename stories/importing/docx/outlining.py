"""What the styles of a Word document say of its title, its headings and its author."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stories.importing.chapters.headings import heading_in
from stories.importing.docx.styles import AUTHOR, SUBTITLE, SUMMARY, TITLE

if TYPE_CHECKING:
    from stories.importing.docx.lines import Line
    from stories.importing.fields import Facts

LONGEST_STATED = 2_000
TOP = 6  # so early stands what speaks of the whole
STATED = {AUTHOR: "authors", SUMMARY: "summary"}


def outlined(lines: list[Line], facts: Facts, reasons: list[str]) -> list[Line]:
    """The lines with the levels of their headings, without those that only state facts."""
    titles = [at for at, line in enumerate(lines) if line.role == TITLE]
    if _is_title_of_all(lines, titles):
        at = titles[0]
        title = " ".join(lines[at].text.split())
        facts.tell("Title", title)
        reasons.append(f"taken as title: “{title}”, in the style for titles")
        lines[at] = replace(lines[at], level=0, text=title, spans=())
    elif titles:
        lines = [replace(line, level=1 if line.role == TITLE else line.level and line.level + 1) for line in lines]
    return [line for at, line in enumerate(lines) if not (at < TOP and _states(line, facts, reasons))]


def _is_title_of_all(lines: list[Line], titles: list[int]) -> bool:
    """One stands at the top and does not number a chapter."""
    if len(titles) != 1 or heading_in(lines[titles[0]].text):
        return False
    return titles[0] < TOP and not any(line.level for line in lines[: titles[0]])


def _states(line: Line, facts: Facts, reasons: list[str]) -> bool:
    if line.level or line.footnotes or len(line.text) > LONGEST_STATED:
        return False
    text = " ".join(line.text.split())
    if line.role in STATED:
        facts.add(STATED[line.role], [text.removeprefix("By ").removeprefix("by ")])
    elif line.role == SUBTITLE and not text.casefold().startswith(("by ", "von ", "par ", "por ")):
        facts.keep("Subtitle", text)
    else:
        return False
    reasons.append(f"taken as {line.role}: “{text[:50]}”, in the style for it")
    return True
