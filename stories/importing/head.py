"""What stands before the text: notes, fields, title, byline, summary, epigraph."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stories.datelines import dateline, dateline_alone
from stories.importing.blocks import Block, is_break
from stories.importing.explaining import quoted
from stories.importing.fields import ALONE, Facts, field_in, is_known, pairings_in
from stories.importing.notes import is_disclaimer, mark_of, speaks_to_readers
from stories.importing.overrides import NOTHING_SAID
from stories.importing.sites.fanfiction_net import fields_of_stats
from stories.text import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.overrides import Overrides

LONGEST_TITLE = 80
LONGEST_EPIGRAPH_LINE = 100
LONGEST_NOTE, LARGEST_NOTE = 9, 4000  # paragraphs and characters of a note above the text
FEWEST_FIELDS = 2
MOST_FIELDS = 1_000  # a longer list of them is no head
FEWEST_EPIGRAPH_LINES, MOST_EPIGRAPH_LINES = 3, 40

_BYLINE = re.compile(r"(?:written )?(?:by|von|par|por|di):?\s+(?P<author>[^\n,;:!?]{2,60})", re.IGNORECASE)
_SENTENCE_SIGNS = re.compile(r"[.,;:…]|[-–—]$|[”\"»]$|[!?].")
_QUOTES = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("‘", "’"))
_SMALL_WORD = re.compile(r"[a-zà-ÿ']{1,4}")
_SUMMARY_HEADINGS = {"summary", "synopsis", "blurb", "zusammenfassung", "résumé"}


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
    left_out |= {_take_fields, _take_summary} if said.no_fields else set[Recogniser]()
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
    for line in block.lines:
        found = field_in(line)
        if stats := fields_of_stats(line):
            fields += stats
        elif found and (is_known(found[0]) or fields):
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
        ends = is_break(block) or (head.is_set_off(at) and _is_title(block))
        if ends and between and all(speaks_to_readers(each.text) for each in between):
            head.reasons.append(f"taken as more of that note: {len(between)} paragraphs that speak to readers")
            head.at = at + is_break(block)
            return [*between, block] if is_break(block) else between
        size += len(block.text)
        if ends or mark_of(block.text) or size > LARGEST_NOTE:
            break
    return ()


def _take_title(head: Head) -> bool:
    block = head.here
    if head.title or not _is_title(block) or not head.following or _is_date_of_entry(head):
        return _take_title_again(head)
    below = _why_by_what_follows(head.following)
    set_off = head.after_note or head.is_set_off(head.at) or head.is_set_off(head.at + 1)
    if not (set_off or _stands_out(block) or below) or (not below and _opens_epigraph(head, set_off=set_off)):
        return False
    head.title = block.text.strip()
    head.reasons.append(f"taken as title: {quoted(head.title)}, {below or _why_title(head)}")
    head.at, head.after_note = head.at + 1, False
    return True


def take_title_page(head: Head) -> bool:
    """A line or two are all that stands above the first heading: the title, and its author or what else is below."""
    title, *below = (line.strip() for block in head.blocks[head.at :] for line in block.text.split("\n"))
    if len(below) > 1 or not _is_title(Block(title)) or (below and len(below[0]) > LONGEST_TITLE):
        return False
    head.title = title
    head.reasons.append(f"taken as title: {quoted(title)}, above the first heading")
    for line in below:
        if byline := _BYLINE.fullmatch(line):
            head.facts.add("authors", [byline["author"].strip()])
            head.reasons.append(f"taken as byline: {quoted(line)}, below the title")
        else:
            head.facts.keep("Subtitle", line)
    head.at = len(head.blocks)
    return True


def _take_signed_title(head: Head) -> bool:
    """A title and its byline on two lines without a blank one between them."""
    title, *below = head.here.text.split("\n")
    if head.title or len(below) != 1 or not _is_title(Block(title)) or not (author := _author_in(below[0])):
        return False
    head.title = title.strip()
    head.facts.add("authors", [author])
    head.reasons.append(f"taken as title: {quoted(head.title)}, with a byline below")
    head.at, head.after_note = head.at + 1, False
    return True


def _author_in(line: str) -> str:
    """Who is named by a byline."""
    byline = _BYLINE.fullmatch(line.strip())
    return byline["author"].strip() if byline and byline["author"][0].isupper() else ""


def _is_date_of_entry(head: Head) -> bool:
    """A date is no title where others follow."""
    if not dateline_alone(head.here.text):
        return False
    return any(map(dateline, (block.text for block in head.blocks[head.at + 1 :])))


def _why_by_what_follows(below: Block) -> str:
    if _BYLINE.fullmatch(below.text):
        return "with a byline below"
    return "above the date of a letter or an entry" if dateline_alone(below.lines[0]) else ""


def _why_title(head: Head) -> str:
    if head.after_note:
        return "the first short line after a note"
    if head.is_set_off(head.at) or head.is_set_off(head.at + 1):
        return "first short line set off by a larger gap"
    return "a first line that stands out"


def _opens_epigraph(head: Head, *, set_off: bool) -> bool:
    """The first of several short lines that follow each other is no title, unless it stands apart."""
    run = FEWEST_EPIGRAPH_LINES if set_off else FEWEST_EPIGRAPH_LINES - 1
    lines = head.blocks[head.at : head.at + run]
    together = not any(head.is_set_off(at) for at in range(head.at + 1, head.at + len(lines)))
    return len(lines) == run and together and all(map(_is_short, lines))


def _is_short(block: Block) -> bool:
    return (
        len(block.lines) == 1
        and len(block.text) <= LONGEST_TITLE
        and not block.text.endswith((".", "!", "?", '"', "”"))
    )


def _take_title_again(head: Head) -> bool:
    """The title page repeats what was stated already; a refrain at the head of an epigraph does not."""
    line = head.here.text.strip()
    if not line or line.casefold() not in {head.title.casefold(), head.title_said.casefold()}:
        return False
    signed = head.following and _author_in(head.following.text)
    if not signed and not line.isupper() and _opens_epigraph(head, set_off=True):
        return False
    head.title = head.title or head.here.text.strip()
    head.reasons.append(f"taken as title: {quoted(head.here.text)}, which repeats what is stated")
    head.at, head.after_note = head.at + 1, False
    return True


def _is_title(block: Block) -> bool:
    text = block.text
    return (
        len(block.lines) == 1
        and 0 < len(text) <= LONGEST_TITLE
        and not _SENTENCE_SIGNS.search(text)
        and any(map(str.isalnum, text))
        and not is_break(block)
        and not block.quotes
    )


def _stands_out(block: Block) -> bool:
    """All in capitals, all bold, or with each word's first letter a capital."""
    text = block.text
    if text.isupper() or any(s.kind == Kind.STRONG and s.end - s.start == len(text) for s in block.spans):
        return True
    words = text.split()
    return (
        len(words) > 1
        and all(word[0].isupper() or _SMALL_WORD.fullmatch(word) for word in words)
        and words[-1][0].isupper()
    )


def _take_byline(head: Head) -> bool:
    if not head.title or head.at == 0 or not (author := _author_in(head.here.text)):
        return False
    if head.facts.one("authors"):
        head.facts.keep("Byline", author)
    else:
        head.facts.add("authors", [author])
    head.reasons.append(f"taken as byline: {quoted(head.here.text)}, below the title")
    head.at += 1
    return True


def _take_summary(head: Head) -> bool:
    if head.summary or not head.following:
        return False
    if head.here.text.casefold().strip(" :") in _SUMMARY_HEADINGS:
        head.summary = head.following.text
        head.reasons.append(f"taken as summary: {quoted(head.summary)}, below `{head.here.text.strip()}`")
        head.at += 2
        return True
    pairings = pairings_in(head.here.text)
    if not head.title or not _is_quoted(head.here.text) or not (pairings or head.is_set_off(head.at + 1)):
        return False
    head.summary = head.here.text
    head.reasons.append(f"taken as summary: {quoted(head.summary)}, one quotation below the title")
    head.facts.add("relationships", pairings)
    head.at += 1
    return True


def _is_quoted(text: str) -> bool:
    """From its first sign to its last one single quotation."""
    return any(
        text.startswith(opening)
        and text.endswith(closing)
        and len(text) > len(opening + closing)
        and not {opening, closing} & set(text[1:-1]) - {"’"}
        for opening, closing in _QUOTES
    )


Recogniser = Callable[[Head], bool]
RECOGNISERS: tuple[Recogniser, ...] = (
    _take_ornament,
    _take_fields,
    _take_note,
    _take_signed_title,
    _take_title,
    _take_byline,
    _take_summary,
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
    attributed = len(lines) > 1 and lines[-1].lstrip().startswith(("—", "–", "--", "― "))
    return short and (attributed or FEWEST_EPIGRAPH_LINES <= len(lines) <= MOST_EPIGRAPH_LINES)
