"""What an element of a web page means: its tag, classes, types and style, and what the page's own style sheet says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stories.importing.html.markup import (
    CHAPTER_TITLES,
    DROPPED_CLASSES,
    KINDS,
    LEVEL_OF_CHAPTER,
    LINES,
    NOTE_TAGS,
    NOTHING,
    ONLY_TYPES,
    ROLES,
    TAGS,
    Meaning,
    Role,
)
from stories.importing.html.styles import StyleSheet, style_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

MOST_CLASSES = 2000  # characters of them that one element is asked for
MOST_REMEMBERED = 2000  # a page may have a class for each of its paragraphs

_ASKED = frozenset({"class", "epub:type", "role", "style", "id", "hidden"})
_INDENT = re.compile(r"(?:i|indent-?|in)(?P<ems>\d{1,2})")


class Meanings:
    """Looks elements up, and remembers those that come again."""

    def __init__(self, sheet: StyleSheet, marks: Collection[str]) -> None:
        self._sheet = sheet
        self._marks = marks
        self._known: dict[tuple[str | bool | None, ...], Meaning] = {}

    def of(self, tag: str, attributes: Mapping[str, str]) -> Meaning:
        """What the element is, however it says so."""
        if _ASKED.isdisjoint(attributes):
            return TAGS.get(tag, NOTHING)
        get = attributes.get
        key = (tag, get("class"), get("epub:type"), get("role"), get("style"), get("id"), "hidden" in attributes)
        if key[5] and f"#{key[5]}" not in self._marks and not self._sheet.knows(f"#{key[5]}"):
            key = (*key[:5], None, key[6])
        if not any(key[1:]):
            return TAGS.get(tag, NOTHING)
        if key not in self._known:
            if len(self._known) > MOST_REMEMBERED:
                self._known.clear()
            self._known[key] = self._told(tag, attributes)
        return self._known[key]

    def _told(self, tag: str, attributes: Mapping[str, str]) -> Meaning:
        meaning = TAGS.get(tag, NOTHING)
        stated = attributes.get("class", "")[:MOST_CLASSES]
        classes = stated.casefold().split()
        types = f"{attributes.get('epub:type', '')} {attributes.get('role', '')}".casefold().split()
        names = [f".{name}" for name in stated.split()]
        if number := attributes.get("id"):
            names.append(f"#{number}")
        rules, own = self._sheet.of(tag, names), style_of(attributes.get("style", ""))
        if meaning.is_dropped or "hidden" in attributes or rules.is_hidden or own.is_hidden:
            return Meaning(is_dropped=True, is_hidden=not meaning.is_dropped)
        if DROPPED_CLASSES & {*classes, *types} and tag not in {"body", "html"}:
            return Meaning(is_dropped=True)
        told = _with_words(tag, meaning, classes, types)
        kinds = () if told.level or (meaning.is_block and not meaning.roles) else (*rules.kinds, *own.kinds)
        return replace(
            told,
            kinds=tuple(dict.fromkeys([*told.kinds, *kinds])),
            marks=(*told.marks, *(name for name in (*names, *types) if name in self._marks)),
        )


def _with_words(tag: str, meaning: Meaning, classes: Sequence[str], types: Sequence[str]) -> Meaning:
    """What its classes and types add."""
    words = [*(word for word in classes if word not in ONLY_TYPES), *types]
    kinds = (KINDS[word] for word in words if word in KINDS)
    roles = [ROLES[word] for word in words if word in ROLES]
    if tag not in NOTE_TAGS:
        roles = [role for role in roles if role != Role.NOTE]
    indents = (int(found["ems"]) for word in classes if (found := _INDENT.fullmatch(word)))
    indent = next(indents, None)
    is_title = meaning.is_block and not meaning.level and not CHAPTER_TITLES.isdisjoint(words)
    return replace(
        meaning,
        kinds=tuple(dict.fromkeys([*meaning.kinds, *kinds])),
        roles=tuple(dict.fromkeys([*meaning.roles, *roles])),
        level=LEVEL_OF_CHAPTER if is_title else meaning.level,
        is_line=meaning.is_line or indent is not None or not LINES.isdisjoint(classes),
        indent=indent or 0,
    )
