"""Marks of those who typed a printed book: where there was a picture or a large initial, of which nothing is told."""

from __future__ import annotations

import re

# A picture of which something is told, as in `[Illustration: The lamp]`, stays.
_PICTURE = re.compile(
    r"^[ \t]*\[ ?(?:illustrations?|decoration|ornament|image|picture|abbildung|ilustraci[oó]n|illustrazione"
    r"|ilustração|gravura|grabado|vignette) ?[:.]? ?\](?:[ \t]*\n+|[ \t]+)",
    re.MULTILINE | re.IGNORECASE,
)
_INITIAL = re.compile(r"(?<=\n\n)\|(?=[^\W\d_])(?![^\n]*\|)")  # `|IT was`; two bars are a table


def without_typed_marks(text: str) -> str:
    """The same text without them; the gap above a picture remains."""
    if "[" in text:
        text = _PICTURE.sub("", text)
    return _INITIAL.sub("", text) if "\n\n|" in text else text
