"""Whether a section fits a limit that holds for what is shown, not for what is stored."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stories.markdown import render
from stories.text import Kind

if TYPE_CHECKING:
    from stories.text import Passage

# Bytes of UTF-8 that may make a text longer when it is rendered, each by one character or UTF-16 unit.
_SIGNS = b"\\*_~|`<[:&@/"
_CONTROLS = bytes(range(0x0A)) + bytes(range(0x0B, 0x20))
_LEADS_OF_TWO_UNITS = bytes(range(0xF0, 0x100))
_TRAILS_OF_UNSEEN = b"\x85\xa6\xa7\xa8\xa9\xaa\xab\xad\xae"
_LINE_ENDS = "\n\x85\u2028\u2029"
_UNSEEN = f"{_LINE_ENDS[1:]}\u202a\u202b\u202d\u202e\u2066\u2067\u2068"  # … and changes of writing direction
_GROWING = _SIGNS + _CONTROLS + _LEADS_OF_TWO_UNITS + _TRAILS_OF_UNSEEN
_FIXED = bytes(byte for byte in range(0x100) if byte not in _GROWING)
_HEADS = b" \t#>+=-0123456789"  # what is changed where a line begins with it
_LINE_HEAD = re.compile(rb"\n[" + re.escape(_HEADS) + rb"]")
_FIRST_HEADS = _HEADS + b"\n"
_FEW = 8
_MOST_BYTES = 3  # of a character that is added

# What marks add to each line, with what parts them from each other.
_MARKS = {Kind.EMPHASIS: 3, Kind.CODE: 3, Kind.STRONG: 5, Kind.STRIKE: 5, Kind.HEADING: 5}
_COSTS = _MARKS | {Kind.QUOTE: 2, Kind.NOTE: 3, Kind.SCENE_BREAK: 3}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a rendered section may have: `characters` in code points and in UTF-16 units, `size` in UTF-8 bytes."""

    characters: int
    size: int

    def excess(self, rendered: str) -> int:
        """By how much a rendered string is too long."""
        return max(_units(rendered) - self.characters, _size(rendered) - self.size, 0)

    def load(self, body: Passage, start: int, end: int) -> float:
        """How full `[start, end)` of a text is once it is rendered, over 1 too full; 1 where it surely fits."""
        text = body.text[start:end].rstrip()
        raw = text.encode("utf-8", "surrogatepass")
        by_signs = _most_added(text, raw)
        by_spans = _most_added_by_spans(body, start, end) if body.spans else 0
        if by_signs is not None and by_spans is not None:
            added = by_signs + by_spans
            if len(text) + added <= self.characters and len(raw) + _MOST_BYTES * added <= self.size:
                return 1
        rendered = render(body.clip(start, end))
        return max(_units(rendered) / self.characters, _size(rendered) / self.size)


def _most_added(text: str, raw: bytes) -> int | None:
    """What rendering a text without spans adds at most; None where it cannot be told beforehand."""
    if _LINE_HEAD.search(raw) or raw[:1] in _FIRST_HEADS:
        return None
    added = len(growing := raw.translate(None, _FIXED))
    if added and min(growing) < ord(" "):  # a tab may become several characters, and a line end begin a line
        return None
    if added > _FEW and not any(sign in text for sign in _UNSEEN):
        added = len(growing.translate(None, _TRAILS_OF_UNSEEN))
    return added + text[0].isspace()


def _most_added_by_spans(body: Passage, start: int, end: int) -> int | None:
    added = reached = 0
    for span in body.over(start, end):
        low, high = max(span.start, start), min(span.end, end)
        if cost := _COSTS.get(span.kind):
            added += cost * (1 + sum(body.text.count(line_end, low, high) for line_end in _LINE_ENDS))
        if span.kind in _MARKS:
            if low < reached:  # marks that cross are taken apart
                return None
            reached = high
    return added


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
