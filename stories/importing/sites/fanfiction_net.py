"""One line that holds many fields, as FanFiction.net shows them below a summary."""

from __future__ import annotations

import re

# The site's own, any of which may follow the language.
GENRES = (
    "Adventure Angst Crime Drama Family Fantasy Friendship General Horror Humor Hurt/Comfort Mystery Parody Poetry"
    " Romance Sci-Fi Spiritual Supernatural Suspense Tragedy Western"
)

_RATED = re.compile(
    r"Rated:\s*(?:Fiction\s+)?(?P<rating>K\+?|T|MA?)(?P<between>\s+-\s+|,\s+)(?P<rest>.+)", re.IGNORECASE
)
_BEGINS = re.compile(r"(?<=[.!?…\"”)\]])\s+(?=Rated:\s*Fiction\s)")
_LABELLED = re.compile(r"(?P<label>[A-Z][\w ]{1,20}|id):\s*(?P<value>.+)")
_GENRE = "|".join(GENRES.split())
_GENRES = re.compile(rf"(?:{_GENRE})(?:/(?:{_GENRE}))*")


def fields_of_stats(line: str) -> list[tuple[str, str]]:
    """`Rated: Fiction T - English - Drama - Chapters: 3 - Words: 1,234 - Status: Complete`, taken apart."""
    if not (rated := _RATED.fullmatch(line.strip())):
        return _below_blurb(line)
    fields = {"Rated": rated["rating"]}
    label = "Rated"
    for part in re.split(r"\s+-\s+|,\s+" if "," in rated["between"] else r"\s+-\s+", rated["rest"]):
        label, value = _told(part, fields)
        fields[label] = f"{fields[label]}, {value}" if label in fields else value
    return [*fields.items()]


def _below_blurb(line: str) -> list[tuple[str, str]]:
    """The same behind a summary, where the line end between them is lost."""
    found = _BEGINS.search(line)
    told = fields_of_stats(line[found.end() :]) if found else []
    return [("Summary", line[: found.start()].strip()), *told] if found and told else []


def _told(part: str, known: dict[str, str]) -> tuple[str, str]:
    """What stands there without a label is the language, then the genre, then who it is about."""
    if labelled := _LABELLED.fullmatch(part):
        return labelled["label"], labelled["value"]
    if "Language" not in known:
        return "Language", part
    if _GENRES.fullmatch(part):
        return "Genre", ", ".join(re.findall(_GENRE, part))
    return "Characters", part
