"""What the lines of a title page say again: the title, who wrote it, which edition of what kind of work it is."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

from stories.importing.chapters.headings import heading_in, words_alone
from stories.importing.explaining import quoted
from stories.importing.front.bylines import author_in
from stories.importing.front.title_page import is_genre

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stories.importing.blocks import Block
    from stories.importing.fields import Facts
    from stories.importing.front.head import Head

TITLE_PAGE = "Title page"
LONGEST = 120
MOST_LINES = 8
MOST_HEADINGS = 30  # of one title page
FEWEST_LETTERS = 3  # of a part of a title or of a name

_SUBTITLE = re.compile(r"[;:(\[]")
_AGAIN = re.compile(
    r"(?:by|von|par|por|di|de|of|or|ou|oder|или)[:.,]?"
    r"|or,? (?:the|an?|a) .*|ou,? (?:les?|la|l['’]|une?).*|oder,? (?:de[rs]|die|das|eine?) .*|o,? (?:el|la|los|las) .*",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"[(\[]?(?:\d{4}|[mdclxvi]{4,})[.)\]]?|.*\b(?:edition|ausgabe|auflage|édition|edición|edizione|издание)\b.*"
    r"|.*\b(?:copyright|all rights reserved|alle rechte vorbehalten|tous droits réservés)\b.*|©.*",
    re.IGNORECASE,
)


class Known:
    """A work of which the title is known, or its authors."""

    def __init__(self, title: str, authors: Sequence[str] = (), subtitle: str = "") -> None:
        self.title = title
        self._titles = [
            words_alone(each) for each in (title, subtitle, f"{title} {subtitle}", _SUBTITLE.split(title)[0])
        ]
        self._authors = [words_alone(name) for name in authors]

    def is_named(self, line: str) -> bool:
        """The line is the title or an author's name, or a part of one."""
        return len(line) <= LONGEST and (self._is_title(words_alone(line)) or self.names_author(line))

    def is_told(self, line: str) -> bool:
        """The line names the work, or says what else title pages say."""
        return self.is_named(line) or self.is_told_beside_title(line)

    def is_told_beside_title(self, line: str) -> bool:
        """The same without the title."""
        if len(line) > LONGEST:
            return False
        line = " ".join(line.split())
        says = author_in(line) or _AGAIN.fullmatch(line) or _EDITION.fullmatch(line)
        return bool(says) or self._names_author(words_alone(line))

    def names_author(self, line: str) -> bool:
        """The line is an author's name, or a part of one."""
        return len(line) <= LONGEST and self._names_author(words_alone(line))

    def _is_title(self, words: str) -> bool:
        return len(words) >= FEWEST_LETTERS and any(
            _has_letters_of(words, title) or _holds(title, words) for title in self._titles
        )

    def _names_author(self, words: str) -> bool:
        """A name of one word may be a word of anything."""
        return any(
            _has_letters_of(words, name)
            or (" " in name and _holds(words, name))
            or (" " in words and _holds(name, words))
            for name in self._authors
        )


def known_in(facts: Facts, *, title: str = "") -> Known:
    """What a source says of the work outright."""
    return Known(title or facts.one("title"), facts.many("authors"), facts.fields.get("Subtitle", ""))


def known_of(head: Head) -> Known:
    """What is known of the work so far."""
    return known_in(head.facts, title=head.title)


def take_known(head: Head) -> bool:
    """Lines of the title page that say nothing new."""
    known = known_of(head)
    if not known.title or head.here.quotes or not _says_nothing_new(head.here, known, head.following):
        return False
    head.facts.keep(TITLE_PAGE, head.here.text)
    head.reasons.append(f"taken as title page: {quoted(head.here.text)}, which says what is known")
    head.at += 1
    return True


def _says_nothing_new(block: Block, known: Known, below: Block | None) -> bool:
    """What is only in the title may be the beginning of anything, unless it is in capitals or more is told below."""
    lines = block.text.split("\n", MOST_LINES)
    if len(lines) > MOST_LINES or not all(map(known.is_told, lines)):
        return False
    if block.text.isupper() or any(map(known.is_told_beside_title, lines)):
        return True
    return below is not None and known.is_told_beside_title(below.text)


def without_title_pages(blocks: Sequence[Block], known: Known, *, below_title: bool) -> tuple[list[Block], list[Block]]:
    """The blocks without the headings that only say what is known, and those headings."""
    marked = [at for at, block in enumerate(blocks) if block.level]
    front = next((number for number, at in enumerate(marked) if not _is_told(blocks[at], known)), len(marked))
    taken = set[int]()
    if below_title or any(known.is_named(blocks[at].text) for at in marked[:front]):
        taken.update(marked[:front])
    taken.update(_title_page_in(blocks, next(_runs(marked), ()), known, fewest=1))
    for run in _runs(marked[front:]):
        taken.update(_title_page_in(blocks, run, known, fewest=2))
    rest = [blocks[at] for at in marked if at not in taken]
    highest = min((block.level for block in rest), default=sys.maxsize)
    alike = {block.level for block in rest if _EDITION.fullmatch(block.text)}  # `1984`, and below it `1985`
    taken = {
        at
        for at in taken
        if known.names_author(blocks[at].text)
        or (
            (blocks[at].level < highest or _is_above_another(blocks, at))
            and not (blocks[at].level in alike and _EDITION.fullmatch(blocks[at].text))
        )
    }
    return (
        [block for at, block in enumerate(blocks) if at not in taken],
        [blocks[at] for at in sorted(taken)],
    )


def _is_told(heading: Block, known: Known) -> bool:
    return known.is_told(heading.text) or is_genre(heading.text)


def _is_above_another(blocks: Sequence[Block], at: int) -> bool:
    return at + 1 < len(blocks) and blocks[at + 1].level > 0


def _runs(ats: Sequence[int]) -> Iterator[Sequence[int]]:
    """Headings right below each other."""
    start = 0
    for number, (at, following) in enumerate(pairwise([*ats, -1]), 1):
        if following != at + 1:
            yield ats[start:number]
            start = number


def _title_page_in(blocks: Sequence[Block], run: Sequence[int], known: Known, *, fewest: int) -> Sequence[int]:
    """What of headings right below each other is a title page: it names the title, and that of a volume the author."""
    run = run[:MOST_HEADINGS]
    named = [number for number, at in enumerate(run) if known.is_named(blocks[at].text)]
    if len({words_alone(blocks[run[number]].text) for number in named}) < fewest:
        return ()
    last = max(number for number, at in enumerate(run) if _is_told(blocks[at], known))
    page = run[0 if fewest == 1 else named[0] : last + 1]
    return () if any(heading_in(blocks[at].text) for at in page) else page


def _has_letters_of(words: str, name: str) -> bool:
    """However far they are set apart."""
    return bool(words) and words.replace(" ", "") == name.replace(" ", "")


def _holds(whole: str, part: str) -> bool:
    return f" {part} " in f" {whole} "
