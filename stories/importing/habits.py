"""How a plain text uses its lines: wrapped or not, parted by blank lines or told by indentation alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NARROWEST, WIDEST = 45, 90  # how wide files are wrapped
NARROWEST_WIDE_LETTERS = 18  # where each letter is twice as wide
MOSTLY = 0.6
SHORT = 60  # a line of verse or speech
EARLY, VERY_EARLY = 0.85, 0.7  # parts of the width that a line of verse leaves free
INDENTS = (" ", "\t", "\u3000")
FEWEST_INDENTED, MOST_INDENTED = 0.02, 0.75  # of the lines below another one
LONG_GROUP = 12  # lines: so many without a blank one are more than a paragraph
ENOUGH = 800  # groups that tell the habits as well as all of them
FEWEST_LINES, NEARLY_ALL = 8, 0.9  # of which a habit is believed that hardly any line breaks
MOST_TURNED = 0.25  # lines of verse that are turned over
FEWEST_BEGUN = 4  # paragraphs
PIECES, LENGTH = 40, 8_000  # characters of text that do so, too

_FIRST_LETTER = re.compile(r"[^\W\d_]")
_CLOSING = "”\"'’»)*_」』"
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？")
_SPOKEN_ENDS = ("」", "』")  # Japanese sets no full stop before them


Group = list[str]  # lines without a blank one between them


@dataclass(frozen=True, slots=True)
class Habits:
    """How this file uses its lines."""

    width: int | None = None  # where its paragraphs are wrapped, if they are
    line_is_paragraph: bool = False
    indents: bool = False  # a paragraph shows only by the indentation of its first line


def groups_from_all_over(text: str) -> list[Group]:
    """The groups of a text, or of pieces that are enough to tell its habits by."""
    if len(text) <= PIECES * LENGTH:
        return list(_groups_of(text))
    apart = len(text) // PIECES
    starts = [0, *(text.find("\n", start) for start in range(apart, len(text), apart))]
    return [group for start in starts if start >= 0 for group in _groups_of(_piece(text, start))]


def _piece(text: str, start: int) -> str:
    """Whole lines as far as they go."""
    end = text.rfind("\n", start + 1, start + LENGTH)
    return text[start : end if end > 0 else start + LENGTH]


def _groups_of(text: str) -> Iterator[Group]:
    for part in text.split("\n\n"):
        if lines := [line.rstrip() for line in part.split("\n") if line]:
            yield lines


def habits_of(groups: Sequence[Group]) -> Habits:
    """The habits of a file, told by groups from all over it."""
    some = groups[:: max(1, len(groups) // ENOUGH)]
    broken = [line for lines in some for line in lines[:-1]]
    if not broken:
        return Habits()
    indents = _tells_by_indents(some)
    lengths = [len(line) for line in broken]
    width = round(quantiles(lengths, n=20)[-1]) if len(lengths) > 1 else lengths[0]
    narrowest = NARROWEST if _is_narrow(broken) else NARROWEST_WIDE_LETTERS
    wrapped = sum(narrowest <= length <= WIDEST for length in lengths) >= MOSTLY * len(lengths)
    wrapped = wrapped and not _leaves_lines_long(some) and not _are_of_verse(some)
    if _is_narrow(broken) and _begin_after_sentences(some):
        return Habits(width=width, indents=True)
    if wrapped and (indents or not _ends_sentences(broken)):
        return Habits(width=width, indents=indents)
    if indents and not _ends_sentences(broken):
        return Habits(width=width, indents=True)
    mostly_together = len(broken) >= MOSTLY * (sum(map(len, some)) - 1)
    is_verse = len(some) > 1 and median(lengths) < SHORT and not _ends_sentences(broken)
    is_wide = not _is_narrow(broken) and _ends_sentences(broken)  # verse of these scripts has no full stops
    return Habits(line_is_paragraph=(mostly_together or is_wide) and not is_verse)


def _leaves_lines_long(groups: Sequence[Group]) -> bool:
    """More paragraphs are one line, longer than any is wrapped, than are several: these are verse."""
    long = sum(len(lines) == 1 and len(lines[0]) > 2 * WIDEST for lines in groups)
    return long > sum(len(lines) > 1 for lines in groups)


def _are_of_verse(groups: Sequence[Group]) -> bool:
    """Nearly each line begins with a capital, also where all are as long as those of prose, as in French tragedies.

    What is too long for its line goes on further in, which is not counted where it is seldom.
    """
    below = [line for lines in groups for line in lines[1:]]
    high = sum(map(_begins_high, below))
    turned = sum(line.startswith(INDENTS) and not _begins_high(line) for line in below)
    if turned <= MOST_TURNED * len(below):
        high += turned
    return len(below) >= FEWEST_LINES and high >= NEARLY_ALL * len(below)


def _begins_high(line: str) -> bool:
    """With a capital, as lines of verse do, behind whatever signs."""
    first = _FIRST_LETTER.search(line)
    return first is not None and first[0].isupper() and not line.isupper()


def _is_narrow(lines: Sequence[str]) -> bool:
    return sum(line[len(line) // 2] < "\u2e80" for line in lines if line) * 2 > len(lines)


def _tells_by_indents(groups: Sequence[Sequence[str]]) -> bool:
    """Long groups, in which some lines are indented and most are not."""
    below = [line for lines in groups for line in lines[1:]]
    indented = sum(line.startswith(INDENTS) for line in below)
    share = indented / len(below) if below else 0
    return len(below) >= LONG_GROUP * len(groups) / 2 and FEWEST_INDENTED <= share <= MOST_INDENTED


def _begin_after_sentences(groups: Sequence[Sequence[str]]) -> bool:
    """Lines are indented below the end of a sentence, and hardly any other."""
    pairs = [pair for lines in groups for pair in pairwise(lines)]
    indented = {at for at, (_, line) in enumerate(pairs) if line.startswith(INDENTS)}
    below_ends = {at for at, (before, _) in enumerate(pairs) if _ends_sentence(before)}
    both = len(indented & below_ends)
    is_habit = both >= NEARLY_ALL * len(indented) and both >= MOSTLY * len(below_ends)
    are_some = len(pairs) >= FEWEST_LINES and len(indented) >= FEWEST_BEGUN
    return is_habit and are_some and len(indented) <= MOST_INDENTED * len(pairs)


def _ends_sentences(lines: Sequence[str]) -> bool:
    """Most lines end as sentences do, so that each is a paragraph; wrapped lines end anywhere."""
    return sum(map(_ends_sentence, lines)) >= MOSTLY * len(lines)


def _ends_sentence(line: str) -> bool:
    return line.endswith(_SPOKEN_ENDS) or line.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def is_verse(lines: Sequence[str], width: int) -> bool:
    """Most lines end well before they had to, and the next begins as a line of verse does."""
    breaks = len(lines) - 1
    lengths = [len(line) + 1 + len(after.lstrip().partition(" ")[0]) for line, after in pairwise(lines)]
    early = sum(length <= width * EARLY for length in lengths)
    if early < MOSTLY * breaks:
        return False
    lower = sum(after.lstrip()[0].islower() for after in lines[1:])
    return lower * 2 < breaks or all(length <= width * VERY_EARLY for length in lengths)


def goes_on_small(lines: Sequence[str]) -> bool:
    """Each line goes on with a small letter below one longer than verse: prose, where hardly any is wrapped."""
    below = lines[1:]
    return bool(below) and max(map(len, lines)) > SHORT and all(line.lstrip()[:1].islower() for line in below)


def are_sentences(lines: Sequence[str]) -> bool:
    """One line is longer than verse, and each ends as a sentence does: paragraphs, which are parted by line ends."""
    return max(map(len, lines)) > SHORT and all(map(_ends_sentence, lines))


def paragraphs_by_indents(lines: Sequence[str]) -> list[list[str]]:
    """The lines, a new paragraph beginning with each that is indented."""
    starts = [at for at, line in enumerate(lines) if not at or line.startswith(INDENTS)]
    return [list(lines[start:end]) for start, end in pairwise(chain(starts, [len(lines)]))]
