"""What a file says of itself as `Label: value`, and what each label means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stories.importing.emphasis import with_emphasis
from stories.importing.labels import INSIDE_NOTES, LABELS
from stories.importing.languages import language_tag
from stories.manuscript import Manuscript
from stories.ratings import Rating

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RATINGS = {
    "general audiences": Rating.GENERAL,
    "general": Rating.GENERAL,
    "everyone": Rating.GENERAL,
    "pg": Rating.GENERAL,
    "g": Rating.GENERAL,
    "k+": Rating.GENERAL,
    "k": Rating.GENERAL,
    "teen and up audiences": Rating.TEEN,
    "teen": Rating.TEEN,
    "pg-13": Rating.TEEN,
    "pg13": Rating.TEEN,
    "t": Rating.TEEN,
    "mature": Rating.MATURE,
    "r": Rating.MATURE,
    "m": Rating.MATURE,
    "explicit": Rating.EXPLICIT,
    "adult": Rating.EXPLICIT,
    "nc-17": Rating.EXPLICIT,
    "nc17": Rating.EXPLICIT,
    "ma": Rating.EXPLICIT,
    "xxx": Rating.EXPLICIT,
    "x": Rating.EXPLICIT,
    "e": Rating.EXPLICIT,
    "18+": Rating.EXPLICIT,
    "nc-21": Rating.EXPLICIT,
    "p18-avl": Rating.EXPLICIT,
    "p18": Rating.MATURE,
    "p16": Rating.MATURE,
    "16+": Rating.MATURE,
    "p12": Rating.TEEN,
    "12+": Rating.TEEN,
    "13+": Rating.TEEN,
    "+13": Rating.TEEN,
    "p6": Rating.GENERAL,
    "6+": Rating.GENERAL,
    "0+": Rating.GENERAL,
    "+18": Rating.EXPLICIT,
    "not rated": Rating.NOT_RATED,
}
WARNINGS = {
    "no archive warnings apply": "No Archive Warnings Apply",
    "creator chose not to use archive warnings": "Creator Chose Not To Use Archive Warnings",
    "choose not to use archive warnings": "Creator Chose Not To Use Archive Warnings",
    "graphic depictions of violence": "Graphic Depictions Of Violence",
    "graphic violence": "Graphic Depictions Of Violence",
    "major character death": "Major Character Death",
    "rape/non-con": "Rape/Non-Con",
    "rape": "Rape/Non-Con",
    "non-con": "Rape/Non-Con",
    "underage": "Underage",
    "underage sex": "Underage",
}
NOTHING = {"", "none", "n/a", "-"}

LISTS = {"relationships", "warnings", "tags"}

_LINE = re.compile(r"[\s*_>#-]*(?P<label>[^\W\d_][^\n:*_]{0,30}?)[*_]*\s*[:：][*_]*\s*(?P<value>.*)")
_PAIRING = re.compile(r"\b([A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?\s[xX×]\s[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?)")
_INSIDE = re.compile(
    rf"(?<!\w)({'|'.join(map(re.escape, INSIDE_NOTES))})\s*:\s*((?:[^\n.;|]|\.(?=\d))*[^\s.;|])", re.IGNORECASE
)
_RATED = re.compile(r"(?:rated|rating|fiction)\W+", re.IGNORECASE)
_LIST = re.compile(r"\s*[,;|、，]\s*")


@dataclass(slots=True)
class Facts:
    """What the source says of the story outright, by meaning, and the fields that mean nothing to us."""

    told: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    fields: dict[str, str] = field(default_factory=dict[str, str])

    def tell(self, label: str, value: str) -> None:
        """Take one `label: value` line in; what is not understood to its last word is kept as a field."""
        meaning = LABELS.get(label.casefold(), "")
        again = meaning in self.told and meaning not in {*LISTS, "authors"}
        if meaning:
            self.add(meaning, parts_of(value) if meaning in LISTS else [value])
        if not meaning or again or _loses_words(meaning, value):
            self.keep(label, value)

    def add(self, meaning: str, values: Iterable[str]) -> None:
        """Know more of one meaning."""
        self.told.setdefault(meaning, []).extend(values)

    def keep(self, label: str, value: str) -> None:
        """Keep a field as it stands."""
        self.fields[label] = f"{self.fields[label]}\n{value}" if label in self.fields else value

    def one(self, meaning: str) -> str:
        """The first that was told of something, or nothing."""
        return next(iter(self.told.get(meaning, ())), "")

    def many(self, meaning: str) -> tuple[str, ...]:
        """All that was told of something, each once."""
        return tuple(dict.fromkeys(value for value in self.told.get(meaning, ()) if value.casefold() not in NOTHING))


def parts_of(value: str) -> list[str]:
    """The items of a list in one line."""
    return [part.strip() for part in _LIST.split(value) if part.strip()]


def _loses_words(meaning: str, value: str) -> bool:
    if meaning == "rating":
        return value not in set(Rating)
    return meaning == "warnings" and any(part not in WARNINGS.values() for part in parts_of(value))


def field_in(line: str) -> tuple[str, str] | None:
    """The label and the value of a line that could be a field."""
    if not (match := _LINE.fullmatch(line.strip())):
        return None
    return match["label"].strip(), with_emphasis(match["value"].strip()).text


def is_known(label: str) -> bool:
    """A label that files use to speak of themselves."""
    return label.casefold() in LABELS


def fields_in_note(text: str) -> Iterable[tuple[str, str]]:
    """Fields that an author put into the middle of a note."""
    return ((match[1], match[2]) for match in _INSIDE.finditer(text))


def pairings_in(text: str) -> tuple[str, ...]:
    """`Name X Name`, as it stands in a summary."""
    return tuple(dict.fromkeys(_PAIRING.findall(text)))


def rating_in(value: str) -> Rating:
    """The rating that a value begins with: `M`, `Rated: M`, `PG-13 for language`."""
    value = _RATED.sub("", value.strip()).casefold().strip("[]() .")
    for word in sorted(RATINGS, key=len, reverse=True):
        if value.startswith(word) and not value[len(word) : len(word) + 1].isalnum():
            return RATINGS[word]
    return Rating.NOT_RATED


def warnings_and_tags(values: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The Archive's own warnings, and the author's other words, which are tags."""
    warnings = (WARNINGS[value.casefold()] for value in values if value.casefold() in WARNINGS)
    return tuple(dict.fromkeys(warnings)), tuple(value for value in values if value.casefold() not in WARNINGS)


def described(facts: Facts) -> Manuscript:
    """A manuscript still without text, of which the facts are known."""
    warnings, words = warnings_and_tags(facts.many("warnings"))
    return Manuscript(
        title=facts.one("title"),
        authors=tuple(dict.fromkeys(facts.told.get("authors", ()))),
        summary=facts.one("summary"),
        relationships=facts.many("relationships"),
        rating=rating_in(facts.one("rating")),
        warnings=warnings,
        tags=tuple(dict.fromkeys([*words, *facts.many("tags")])),
        language=language_tag(facts.one("language")) or None,
        licence=facts.one("licence") or None,
        source=facts.one("source") or None,
        fields=facts.fields,
        chapters=(),
    )
