"""Which line of the head is the title, and who signs it."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from stories.datelines import dateline, dateline_alone
from stories.importing.blocks import Block, is_break
from stories.importing.explaining import quoted
from stories.importing.fields import field_in, is_known
from stories.importing.front.bylines import author_after_de, author_in, is_byline
from stories.importing.sites.fanfiction_net import fields_of_stats
from stories.text import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.front.head import Head

LONGEST_TITLE = 80
FEWEST_OF_WHOLE = 4  # words of a title
MOST_LINES = 8  # of a title and what describes it
FEWEST_EPIGRAPH_LINES = 3

_SENTENCE_SIGNS = re.compile(r"[.,;:…。，；：]|[-–—]$|[”\"»]$|[!?！？].")
_SIGNED_LINE = re.compile(
    r"(?P<title>.{2,60}?)(?:\s+by:|(?:,|\s+[-–—|])\s+by:?)\s+(?P<author>\S.{1,60})", re.IGNORECASE
)
_NO_TITLE_END = re.compile(r"[,;:，；：。]$|[^.]\.$|[-–—]$")
_SMALL_WORD = re.compile(r"[a-zà-ÿ']{1,4}")
_TITLE_MARKS = (("《", "》"), ("『", "』"), ("〈", "〉"))


def take_title(head: Head) -> bool:
    """The first short line that stands out, or that what follows makes one."""
    block = head.here
    if head.title or not head.following or not _may_be_title(block, head.following) or _is_date_of_entry(head):
        return _take_title_again(head)
    below = _why_by_what_follows(head.following) or _why_by_de(block, head.following)
    set_off = head.after_note or head.is_set_off(head.at) or head.is_set_off(head.at + 1)
    if not (set_off or _stands_out(block) or _stands_above_prose(head) or below) or (
        not below and _opens_epigraph(head, set_off=set_off)
    ):
        return False
    head.title = _without_marks(block.text.strip())
    head.reasons.append(f"taken as title: {quoted(head.title)}, {below or _why_title(head)}")
    head.at, head.after_note = head.at + 1, False
    return True


def take_signed_title(head: Head) -> bool:
    """A title, and what describes it on the lines below without a blank one between them, or `by` on its own line."""
    title, *below = _lines_of_title(head.here)
    if signed := _SIGNED_LINE.fullmatch(title.strip()):
        title, below = signed["title"], [f"by {signed['author']}", *below]
    if head.title or not below or (told := _told_by(below)) is None:
        return False
    if not is_title(Block(title)) and not is_written_as_title(title, is_signed=True):
        return False
    head.title = _without_marks(title.strip())
    what = "a byline" if [label for label, _ in told] == ["by"] else "its fields"
    head.reasons.append(f"taken as title: {quoted(head.title)}, with {what} below")
    for label, value in told:
        head.facts.tell(label, value)
    head.at, head.after_note = head.at + 1, False
    return True


def _lines_of_title(block: Block) -> Sequence[str]:
    """Its lines, also where Markdown or wrapped lines made one of them, if the first stands out above a byline."""
    kept = block.text.split("\n", MOST_LINES)
    if len(kept) > 1 or not 1 < len(block.lines) <= MOST_LINES:
        return kept
    title, *below = (line.strip() for line in block.lines)
    end = len(title)
    is_bold = any(span.kind == Kind.STRONG and span.end - span.start == end for span in block.spans)
    if (is_bold or _stands_out(Block(title))) and all(author_in(line) and line[-1] != "." for line in below):
        return [title, *below]
    return kept


def _told_by(lines: Sequence[str]) -> list[tuple[str, str]] | None:
    """What the lines say; the one above the figures of a site is the summary. None where one says nothing."""
    told: list[tuple[str, str]] = []
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        if author := author_in(line):
            told.append(("by", author))
        elif stats := fields_of_stats(line):
            told += stats
        elif (found := field_in(line)) and is_known(found[0]):
            told.append(found)
        elif fields_of_stats(after):
            told.append(("summary", line.strip()))
        else:
            return None
    return told


def _describe(lines: Sequence[str]) -> bool:
    """Most lines are fields of a story."""
    return _is_field(lines[0]) and sum(map(_is_field, lines)) * 2 > len(lines)


def _is_field(line: str) -> bool:
    found = field_in(line)
    return found is not None and is_known(found[0])


def _is_date_of_entry(head: Head) -> bool:
    """A date is no title where others follow."""
    if not dateline_alone(head.here.text):
        return False
    return any(map(dateline, (block.text for block in head.blocks[head.at + 1 :])))


def _why_by_what_follows(below: Block) -> str:
    if is_byline(below.text):
        return "with a byline below"
    if _describe(below.lines):
        return "above what describes the story"
    return "above the date of a letter or an entry" if dateline_alone(below.lines[0]) else ""


def _why_by_de(block: Block, below: Block) -> str:
    """`El conde` may go on with `de Monte Alto`; a title of more words is whole."""
    is_whole = len(block.text.split()) >= FEWEST_OF_WHOLE and "\n" not in below.text
    return "with a byline below" if is_whole and author_after_de(below.text) else ""


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
    signed = head.following and author_in(head.following.text)
    if not signed and not line.isupper() and _opens_epigraph(head, set_off=True):
        return False
    head.title = head.title or head.here.text.strip()
    head.reasons.append(f"taken as title: {quoted(head.here.text)}, which repeats what is stated")
    head.at, head.after_note = head.at + 1, False
    return True


def is_title(block: Block) -> bool:
    """Short, on one line, and no sentence."""
    text = block.text
    return (
        len(block.lines) == 1
        and 0 < len(text) <= LONGEST_TITLE
        and not _SENTENCE_SIGNS.search(text)
        and any(map(str.isalnum, text))
        and not is_break(block)
        and not block.quotes
    )


def is_written_as_title(text: str, *, is_signed: bool) -> bool:
    """With a sign as sentences have them: `Salt: A Love Story`; where it is signed, `Une mer, la mer`, too."""
    if not 0 < len(text) <= LONGEST_TITLE or not any(map(str.isalnum, text)) or _is_field(text):
        return False
    return not _NO_TITLE_END.search(text) and (is_signed or _stands_out(Block(text)))


def _may_be_title(block: Block, below: Block) -> bool:
    if is_title(block):
        return True
    is_signed = bool(author_in(below.text))
    one_line = "\n" not in block.text and not block.quotes and not is_break(block)
    return one_line and (is_signed or ": " in block.text) and is_written_as_title(block.text, is_signed=is_signed)


def _without_marks(title: str) -> str:
    """`《T》` is T."""
    return next((title[1:-1] for marks in _TITLE_MARKS if (title[0], title[-1]) == marks), title)


def _stands_above_prose(head: Head) -> bool:
    """The first line of a text, with no sign of a sentence, above a paragraph that is nothing but sentences."""
    below = head.following.text if head.following else ""
    is_prose = len(below) > LONGEST_TITLE and below.rstrip('”"’»)]').endswith((".", "!", "?", "…"))
    return (
        head.at == 0
        and is_prose
        and head.here.text[0].isupper()
        and head.here.text[-1].isalnum()
        and not head.here.spans
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


def take_byline(head: Head) -> bool:
    """Who is named right below the title, which is known where it was a heading."""
    if not head.title:
        return False
    authors = head.facts.many("authors")
    author = author_in(head.here.text)
    if not author and (not authors or author_after_de(head.here.text) in authors):
        author = author_after_de(head.here.text) if _is_whole_title(head) else ""
    if not author or (head.at == 0 and authors):
        return False
    if authors:
        head.facts.keep("Byline", author)
    else:
        head.facts.add("authors", [author])
    head.reasons.append(f"taken as byline: {quoted(head.here.text)}, below the title")
    head.at += 1
    return True


def _is_whole_title(head: Head) -> bool:
    """One that was a heading, or has words enough."""
    return head.at == 0 or len(head.title.split()) >= FEWEST_OF_WHOLE
