"""What the makers of text files put around a story, and no author wrote."""

from __future__ import annotations

import re
from typing import NamedTuple

FANFICFARE_END = "End file."
FANFICFARE_WIDTH = 78
CHAPTER_TAB = re.compile(r"\t(?!\t)\S")  # FanFicFare sets a chapter's heading after one tab


class Unfurnished(NamedTuple):
    """The text without it, whether tabs mark its headings, and what was left out."""

    text: str
    tabs: bool
    reasons: list[str]


def without_furniture(text: str) -> Unfurnished:
    """Leave out the last line of FanFicFare's texts, and trust their tabs."""
    stripped = text.rstrip()
    if not stripped.endswith(f"\n{FANFICFARE_END}"):
        return Unfurnished(text, tabs=False, reasons=[])
    text = stripped.removesuffix(FANFICFARE_END)
    reasons = [f"left out: `{FANFICFARE_END}`, which FanFicFare writes below a story"]
    return Unfurnished(text, "\n\t" in text, reasons)
