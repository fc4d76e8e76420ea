"""How long a text takes to read."""

from __future__ import annotations

PER_MINUTE = 1200  # characters, spaces included: about 220 English words
PER_MINUTE_BY_LANGUAGE = {"zh": 300, "ja": 450, "ko": 600}
"""Characters a minute where one character says more; after Trauzettel-Klosinski and Dietz (2012), rounded down."""


def minutes_to_read(characters: int, language: str | None) -> int:
    """Whole minutes, rounded up, for a text of so many characters in a language (BCP 47)."""
    return -(-characters // per_minute(language))


def per_minute(language: str | None) -> int:
    """How many characters of a language (BCP 47) are read in a minute."""
    primary = (language or "").partition("-")[0].casefold()
    return PER_MINUTE_BY_LANGUAGE.get(primary, PER_MINUTE)
