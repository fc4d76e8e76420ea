"""Where sentences end, in fiction of many languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class End(NamedTuple):
    """A place after which a sentence is over; `spoken` inside an open quotation."""

    position: int
    spoken: bool


_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s)|[。！？]+[」』”’）]*""")


def ends(text: str, start: int, stop: int) -> Iterator[End]:
    """The sentence ends in `(start, stop]`, in order."""
    for found in _END.finditer(text, start, min(stop + 1, len(text))):
        if start < found.end() <= stop:
            yield End(found.end(), spoken=False)
