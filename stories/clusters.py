"""Where a text may be parted without taking a letter from its accents, or a family of emoji from each other."""

from __future__ import annotations

import regex

_CLUSTER = regex.compile(r"\X")
_NEARBY = 100
_REGIONAL_INDICATORS = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # two make a flag


def is_boundary(text: str, position: int) -> bool:
    """Whether nothing is taken apart there; the character before must not be part of an emoji."""
    pair = text[position - 1 : position + 1]
    return pair[0] == "\n" or (pair.isascii() and pair != "\r\n") or not _CLUSTER.fullmatch(pair)


def last_boundary(text: str, start: int, position: int) -> int | None:
    """The last boundary in `(start, position]`; None where one cluster fills it all."""
    if text[position - 1 : position + 1].isascii() and text[position] != "\n":
        return position
    near = max(start, position - _NEARBY)
    before = text[start:near]
    near -= (len(before) - len(before.rstrip(_REGIONAL_INDICATORS))) % 2
    # What the first two belong to could begin further back.
    sure = _boundaries(text, near, position)[2:] if near > start else []
    sure = sure or [place for place in _boundaries(text, start, position) if place > start]
    return sure[-1] if sure else None


def _boundaries(text: str, start: int, stop: int) -> list[int]:
    """Those in `[start, stop]`; of a copy, as `regex` would look for the first of a million flags."""
    return [start + cluster.start() for cluster in _CLUSTER.finditer(text[start : stop + 1])]
