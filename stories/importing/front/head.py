"""What stands before the text: notes, fields, title, byline, summary, epigraph."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stories.importing.blocks import Block, is_break
from stories.importing.fields import Facts, field_in, is_known
from stories.importing.front.known import take_known
from stories.importing.front.notices import take_notice
from stories.importing.front.summaries import take_summary
from stories.importing.front.title_page import take_author_above
from stories.importing.front.titling import FEWEST_EPIGRAPH_LINES, is_title, take_byline, take_signed_title, take_title
from stories.importing.labels import ALONE
from stories.importing.notes import is_disclaimer, mark_of, speaks_to_readers
from stories.importing.overrides import NOTHING_SAID
from stories.importing.sites.fanfiction_net import fields_of_stats
from stories.importing.sites.usenet import take_mail_header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.overrides import Overrides

LONGEST_EPIGRAPH_LINE = 100
LONGEST_NOTE, LARGEST_NOTE = 9, 4000  # paragraphs and characters of a note above the text
FEWEST_FIELDS = 2
MOST_FIELDS = 1_000  # a longer list of them is no head
MOST_EPIGRAPH_LINES = 40

_QUOTED = re.compile(r"\s*[“\"„«»‘].*[”\"“»«’]\s*", re.DOTALL)  # above the name of who said it
_RATED = re.compile(r"Rated\s+(?=(?:K\+?|T|MA?|G|PG|R|NC)\b)")


@dataclass(slots=True)
class Head:
    """What was recognised so far, and where the text begins."""

    blocks: Sequence[Block]
    usual_gap: int
    facts: Facts
    title: str = ""
    summary: str = ""
    notes: list[list[Block]] = field(default_factory=list[list[Block]])
    epigraph: list[Block] = field(default_factory=list[Block])
    at: int = 0
    text: Sequence[Block] = ()  # what stands below the head
    after_note: bool = False
    title_said: str = ""  # by a person, not by the file
    reasons: list[str] = field(default_factory=list[str])

    @property
    def here(self) -> Block:
        """The block looked at."""
        return self.blocks[self.at]

    @property
    def following(self) -> Block | None:
        """The block after it."""
        return self.blocks[self.at + 1] if self.at + 1 < len(self.blocks) else None

    def may_go_on(self, rest: Sequence[Block]) -> bool:
        """What stands between a note and the first heading is more of the note, unless it is far too much."""
        if not self.after_note or is_disclaimer(self.notes[-1][0].text):
            return False
        return len(rest) <= LONGEST_NOTE and sum(len(block.text) for block in rest) <= LARGEST_NOTE

    def is_set_off(self, at: int) -> bool:
        """A larger gap stands before that block."""
        return at < len(self.blocks) and self.blocks[at].gap > self.usual_gap


def read_head(head: Head, said: Overrides = NOTHING_SAID) -> Head:
    """Take off the beginning what is not yet the story."""
    head.title_said = said.title.strip()
    left_out = {_take_note, _take_ornament} if said.no_notes else set[Recogniser]()
    left_out |= {take_mail_header, _take_fields, take_summary} if said.no_fields else set[Recogniser]()
    recognisers = [recogniser for recogniser in RECOGNISERS if recogniser not in left_out]
    while head.at < len(head.blocks) and any(recogniser(head) for recogniser in recognisers):
        pass
    return head


def _take_ornament(head: Head) -> bool:
    """An ornament between two parts of the head belongs to the note above it."""
    if not head.after_note or not is_break(head.here) or not head.following:
        return False
    ahead = Head(head.blocks, head.usual_gap, Facts(), title=head.title, at=head.at + 1, after_note=True)
    if not any(recogniser(ahead) for recogniser in RECOGNISERS[1:]):
        return False
    head.notes[-1].append(head.here)
    head.at += 1
    return True


def _take_fields(head: Head) -> bool:
    found: list[tuple[str, str]] = []
    at = head.at
    while at < len(head.blocks) and len(found) <= MOST_FIELDS and (fields := _fields_of(head.blocks[at])):
        found += fields
        at += 1
    if len(found) > MOST_FIELDS:
        return False
    alone = len(found) == 1 and found[0][0].casefold() in ALONE
    if not alone and (len(found) < FEWEST_FIELDS or sum(is_known(label) for label, _ in found) * 2 < len(found)):
        return False
    for label, value in found:
        head.facts.tell(label, value)
    head.reasons.append(f"taken as fields: {', '.join(label for label, _ in found)}, each as `Label: value`")
    head.at, head.after_note = at, False
    head.title = head.title or head.facts.one("title")
    return True


def _fields_of(block: Block) -> list[tuple[str, str]]:
    """The fields of a block; a line without a label goes on with the one above."""
    fields: list[tuple[str, str]] = []
    lines = block.lines[: MOST_FIELDS + 1]
    are_known = [is_known(found[0]) for line in lines if (found := field_in(line))]
    for line in block.lines:
        found = field_in(line)
        if stats := fields_of_stats(line):
            fields += stats
        elif rated := _RATED.match(line):
            fields.append(("Rated", line[rated.end() :]))
        elif found and (fields or is_known(found[0]) or sum(are_known) >= max(FEWEST_FIELDS, len(are_known) / 2)):
            fields.append(found)
        elif fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.strip()}".strip())
        else:
            return []
    return fields


def _take_note(head: Head) -> bool:
    mark = mark_of(head.here.text)
    if not mark:
        return False
    note = [head.here]
    if mark.alone and head.following:
        note.append(head.following)
    head.reasons.append(f"taken as author's note: begins with `{mark.words}`")
    if mark.author:
        head.facts.add("authors", [mark.author])
        head.reasons.append(f"author {mark.author}: signs that note")
    head.at += len(note)
    note += _more_of_note(head)
    head.notes.append(note)
    head.after_note = True
    return True


def _more_of_note(head: Head) -> Sequence[Block]:
    """Further paragraphs to the readers, up to where the story visibly begins: at an ornament or a title set off."""
    size = 0
    for at in range(head.at, min(head.at + LONGEST_NOTE, len(head.blocks) - 1)):
        between, block = head.blocks[head.at : at], head.blocks[at]
        ends = is_break(block) or (head.is_set_off(at) and is_title(block))
        if ends and between and all(speaks_to_readers(each.text) for each in between):
            head.reasons.append(f"taken as more of that note: {len(between)} paragraphs that speak to readers")
            head.at = at + is_break(block)
            return [*between, block] if is_break(block) else between
        size += len(block.text)
        if ends or mark_of(block.text) or size > LARGEST_NOTE:
            break
    return ()


Recogniser = Callable[[Head], bool]
RECOGNISERS: tuple[Recogniser, ...] = (
    _take_ornament,
    take_notice,
    take_mail_header,
    _take_fields,
    _take_note,
    take_author_above,
    take_signed_title,
    take_title,
    take_byline,
    take_summary,
    take_known,
)


def is_epigraph(blocks: Sequence[Block]) -> bool:
    """Three or more short lines, or a quotation, with nothing else before the first heading."""
    if not blocks:
        return False
    lines = [line for block in blocks for line in block.text.split("\n")]
    short = all(len(line) <= LONGEST_EPIGRAPH_LINE for line in lines) and not any(map(is_break, blocks))
    if any(line.isupper() for line in lines):
        return False
    if all(block.quotes for block in blocks):
        return len(lines) <= MOST_EPIGRAPH_LINES
    attributed = len(lines) > 1 and (
        lines[-1].lstrip().startswith(("—", "–", "--", "― ")) or _QUOTED.fullmatch("\n".join(lines[:-1])) is not None
    )
    return short and (attributed or FEWEST_EPIGRAPH_LINES <= len(lines) <= MOST_EPIGRAPH_LINES)
