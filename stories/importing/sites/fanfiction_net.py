"""One line that holds many fields, as FanFiction.net shows them below a summary."""

from __future__ import annotations

import re

_RATED = re.compile(r"Rated:\s*(?:Fiction\s+)?(?P<rating>K\+?|T|M|MA)\s+-\s+(?P<rest>.+)", re.IGNORECASE)
_PART = re.compile(r"\s+-\s+")
_LABELLED = re.compile(r"(?P<label>[A-Z][\w ]{1,20}|id):\s*(?P<value>.+)")
_PLAIN = ("Language", "Genre", "Characters")  # what stands there without a label, in this order


def fields_of_stats(line: str) -> list[tuple[str, str]]:
    """`Rated: Fiction T - English - Drama - Chapters: 3 - Words: 1,234 - Status: Complete`, taken apart."""
    if not (rated := _RATED.fullmatch(line.strip())):
        return []
    fields = [("Rated", rated["rating"])]
    unlabelled = iter(_PLAIN)
    for part in _PART.split(rated["rest"]):
        if labelled := _LABELLED.fullmatch(part):
            fields.append((labelled["label"], labelled["value"]))
        elif label := next(unlabelled, None):
            fields.append((label, part.replace("/", ", ") if label == "Genre" else part))
        else:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} - {part}")
    return fields
