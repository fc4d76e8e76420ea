"""How much of a text fits a limit that holds for what is shown, not for what is stored."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from stories.escaping import DIRECTION, edits, settled
from stories.text import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from stories.text import Span


@dataclass(frozen=True, slots=True)
class Limits:
    """What a rendered section may have: `characters` in code points and in UTF-16 units, `size` in UTF-8 bytes."""

    characters: int
    size: int

    def excess(self, rendered: str) -> int:
        """By how much a rendered string is too long."""
        return max(_units(rendered) - self.characters, _size(rendered) - self.size, 0)

    def reach(self, text: str, start: int, spans: Collection[Span]) -> Reach:
        """How far a section from `start` on can go."""
        piece = text[start : start + self.characters]
        if not spans and _is_plain(piece) and (self.is_narrow or _size(piece) <= self.size):
            return Reach(start + len(piece), is_sure=True)
        return Reach(start + _Ruler(settled(piece), start, spans, self).reach(), is_sure=not spans)

    @property
    def is_narrow(self) -> bool:
        """Whether so few characters can never have too many bytes: three at most for each UTF-16 unit."""
        return 3 * self.characters <= self.size


class Reach(NamedTuple):
    """The end of the longest section; where not sure, a section may turn out too long once it is rendered."""

    end: int
    is_sure: bool


def _is_plain(text: str) -> bool:
    """Whether it is sent as it is: nothing in it, nor in any part from its start on, has to be changed."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return False
    return not (
        raw.translate(None, _HARMLESS)
        or _ODD_LATIN.search(raw)
        or _ODD_PUNCTUATION.search(raw)
        or _HEADS.search(text)
        or (":" in text and _EMOJI.search(text))
        or text[:1].isspace()
        or text[:1] in _HEAD_CHARACTERS
    )


_HEAD_CHARACTERS = " \t#>+=-0123456789"
_HEADS = re.compile(rf"\n[{re.escape(_HEAD_CHARACTERS)}]")
_EMOJI = re.compile(r":[^\s:]+:")
# Bytes of UTF-8 by which nothing is changed, and that do not begin a character of two UTF-16 units.
_CHANGED = b"\\*_~|`<[@&/\x7f" + bytes(range(0x0A)) + bytes(range(0x0B, 0x20)) + bytes(range(0xF0, 0x100))
_HARMLESS = bytes(byte for byte in range(0x100) if byte not in _CHANGED)
_ODD_LATIN = re.compile(rb"\xc2[\x80-\x9f]")
_ODD_PUNCTUATION = re.compile(rb"\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])")

_COSTS = {
    Kind.EMPHASIS: 2,
    Kind.CODE: 2,
    Kind.STRONG: 4,
    Kind.STRIKE: 4,
    Kind.HEADING: 4,
    Kind.QUOTE: 2,
    Kind.NOTE: 3,
}


class _Ruler:
    """Prefix sums of what each change adds, so that any part from the start on is measured in O(log n)."""

    def __init__(self, piece: str, start: int, spans: Collection[Span], limits: Limits) -> None:
        changes = sorted((*_of_text(piece, limits.characters), *_of_spans(piece, start, spans)))
        self._piece = piece
        self._limits = limits
        self._is_basic = _units(piece) == len(piece)
        self._positions = [position for position, _, _ in changes]
        self._characters = [0, *accumulate(characters for _, characters, _ in changes)]
        self._size = [0, *accumulate(size for _, _, size in changes)]

    def reach(self) -> int:
        found = bisect_right(range(len(self._piece) + 1), self._limits.characters, key=self._characters_to)
        if not self._limits.is_narrow:
            found = bisect_right(range(found), self._limits.size, key=self._size_to)
        return max(found - 1, 1)

    def _characters_to(self, end: int) -> int:
        units = end if self._is_basic else _units(self._piece[:end])
        return units + self._characters[bisect_left(self._positions, end)]

    def _size_to(self, end: int) -> int:
        return _size(self._piece[:end]) + self._size[bisect_left(self._positions, end)]


def _of_text(piece: str, room: int) -> Iterator[tuple[int, int, int]]:
    if piece[:1].isspace():
        yield 0, 1, 3
    for start, end, new in edits(piece, 0, len(piece)):
        yield start, len(new) - (end - start), _size(new) - (end - start)
        room -= len(new) - (end - start)
        if start > room:  # beyond what fits, nothing need be measured
            break
    for found in DIRECTION.finditer(piece):
        yield found.start(), 1, 3


def _of_spans(piece: str, offset: int, spans: Collection[Span]) -> Iterator[tuple[int, int, int]]:
    for span in spans:
        start, end = max(span.start - offset, 0), min(span.end - offset, len(piece))
        if span.kind == Kind.SCENE_BREAK:
            yield start, 3, 5
        if cost := _COSTS.get(span.kind):
            yield start, cost, cost
            yield from ((line.start() + start, cost, cost) for line in re.finditer("\n", piece[start:end]))


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
