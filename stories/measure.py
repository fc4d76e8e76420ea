"""Whether a section fits a limit that holds for what is shown, not for what is stored."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stories.escaping import DEEPEST_INDENT
from stories.markdown import render
from stories.text import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.text import Passage, Span

# Bytes of UTF-8 that may make a text longer when it is rendered, each by one character or UTF-16 unit.
_SIGNS = b"\\*_~|`<[:&@/"
_CONTROLS = bytes(range(0x20))
_LEADS_OF_TWO_UNITS = bytes(range(0xF0, 0x100))
_TRAILS_OF_UNSEEN = b"\x85\xa6\xa7\xa8\xa9\xaa\xab\xad\xae"
_UNSEEN = "\x85\u2028\u2029\u202a\u202b\u202d\u202e\u2066\u2067\u2068"  # line ends, and changes of writing direction
_GROWING = _SIGNS + _CONTROLS + _LEADS_OF_TWO_UNITS + _TRAILS_OF_UNSEEN
_FIXED = bytes(byte for byte in range(0x100) if byte not in _GROWING)
_IN_CONTEXT_ONLY = b"\n:"  # those that do so only before certain others
_COLON = re.compile(rb":(?=\S)")
_HEADS = b" #>+=-0123456789"
_LINE_HEAD = re.compile(rb"\n[" + re.escape(_HEADS) + rb"]")
_BEFORE_ALL = 2  # what the first line may have before it
_TAB = " " * 4  # what one may become in an indent
_MOST_BYTES = 3  # of a character that is added
_MOST_BYTES_IN_ALL = _MOST_BYTES + DEEPEST_INDENT

# What marks add to each line; and marks within marks, where all the others may have to end and begin anew.
_MARKS = {Kind.EMPHASIS: 2, Kind.CODE: 2, Kind.STRONG: 4, Kind.STRIKE: 4, Kind.HEADING: 4}
_COSTS = _MARKS | {Kind.QUOTE: 2, Kind.NOTE: 3}
_TAKEN_APART = 34
_PAUSE = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What a rendered section may have: `characters` in code points and in UTF-16 units, `size` in UTF-8 bytes."""

    characters: int
    size: int

    def excess(self, rendered: str) -> int:
        """By how much a rendered string is too long."""
        return max(_units(rendered) - self.characters, _size(rendered) - self.size, 0)

    def load(self, body: Passage, start: int, end: int) -> float:
        """How full `[start, end)` of a text is once it is rendered; over 1 too full."""
        rendered = render(body.clip(start, end))
        return max(_units(rendered) / self.characters, _size(rendered) / self.size)

    def load_at_most(self, text: str, spans: Sequence[Span], start: int, end: int) -> float:
        """The same at a glance, never too little and seldom much too much; 1 where it surely fits.

        The spans are those that reach into it, and may be more.
        """
        seen = text[start:end].rstrip()
        raw = seen.encode("utf-8", "surrogatepass")
        growing = raw.translate(None, _FIXED)
        marks = _most_added_by_marks(text, spans, start, end) if spans else 0
        added = len(growing) + _BEFORE_ALL + marks
        fits = len(seen) + added <= self.characters and len(raw) + _MOST_BYTES_IN_ALL * added <= self.size
        if fits and b"\t" not in growing:
            return 1
        if b"\t" in growing:
            seen = seen.replace("\t", _TAB)
            raw = seen.encode("utf-8", "surrogatepass")
            growing = raw.translate(None, _FIXED)
        indents = _most_indents(seen, raw)
        added = _most_added(seen, raw, growing) + indents + marks
        size = len(raw) + _MOST_BYTES * added + DEEPEST_INDENT * indents
        return max((len(seen) + added) / self.characters, size / self.size)


def _most_indents(text: str, raw: bytes) -> int:
    first = _BEFORE_ALL if raw[:1] in _HEADS or not text[:1].isprintable() else 0
    return len(_LINE_HEAD.findall(raw)) + first


def _most_added(text: str, raw: bytes, growing: bytes) -> int:
    if not any(sign in text for sign in _UNSEEN):
        growing = growing.translate(None, _TRAILS_OF_UNSEEN)
    return len(growing.translate(None, _IN_CONTEXT_ONLY)) + len(_COLON.findall(raw))


def _most_added_by_marks(text: str, spans: Sequence[Span], start: int, end: int) -> int:
    added, reached = 0, max(start - 1, 0)
    for span in spans:
        low, high = max(span.start, start), min(span.end, end)
        if low >= high:
            continue
        under = text[low:high]
        cost = _COSTS.get(span.kind, 0)
        if span.kind in _MARKS:
            cost += _TAKEN_APART if low < reached else not text[reached:low].strip("\0")
            reached = max(reached, high)
        if span.kind == Kind.SCENE_BREAK and not _is_ornament(under):
            added += _PAUSE * max(len(under.splitlines()) - 1, 1)
        added += cost * len(under.splitlines())
    return added


def _is_ornament(text: str) -> bool:
    """Whether it surely leaves no line blank."""
    return text.isprintable() and not text.isspace()


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
