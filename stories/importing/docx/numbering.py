"""Lists: the numbers and bullets that Word sets before paragraphs without writing them down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stories.importing.docx.names import number, value

if TYPE_CHECKING:
    from stories.importing.docx.xml import Element

DEEPEST = 8
BULLET = "•"
BULLETS = "-–—*•◦▪■□○●→"  # those that stay as they are; fonts of symbols hide behind all others
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
ROMAN_UNITS = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
HIGHEST_ROMAN = 3999
CHINESE = "〇一二三四五六七八九十"
NUMBERED_UP_TO = 99

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one depth of a list is numbered."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class List:
    """One list as it goes on through the document."""

    levels: dict[int, Level]
    counted: dict[int, int] = field(default_factory=dict[int, int])


@dataclass(slots=True)
class Numbering:
    """All lists by the ids that paragraphs name."""

    lists: dict[str, List] = field(default_factory=dict[str, List])
    of_styles: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])

    def marker(self, list_id: str, depth: int) -> str:
        """What stands before the next paragraph of that list; nothing where there is no such list."""
        if not (found := self.lists.get(list_id)) or not (level := found.levels.get(depth)):
            return ""
        found.counted[depth] = found.counted.get(depth, level.start - 1) + 1
        for deeper in [each for each in found.counted if each > depth]:
            del found.counted[deeper]
        if level.form == "bullet":
            return level.text if level.text in BULLETS else BULLET
        return (
            "" if level.form == "none" else _PLACE.sub(lambda place: _number_at(found, int(place[1]) - 1), level.text)
        )


def read_numbering(root: Element | None) -> Numbering:
    """All lists of `numbering.xml`."""
    numbering = Numbering()
    abstract: dict[str, List] = {}
    for element in root if root is not None else ():
        if element.name == "abstractNum":
            abstract[value(element.attributes, "abstractNumId")] = List(_levels(element))
        elif element.name == "num":
            _add(numbering, element, abstract)
    return numbering


def _add(numbering: Numbering, element: Element, abstract: dict[str, List]) -> None:
    list_id = value(element.attributes, "numId")
    named = next((value(each.attributes) for each in element if each.name == "abstractNumId"), "")
    found = abstract.get(named, List({}))
    overrides = {number(each.attributes, "ilvl"): each for each in element if each.name == "lvlOverride"}
    if overrides:
        found = List({**found.levels, **_overridden(overrides, found)})
    numbering.lists[list_id] = found


def _overridden(overrides: dict[int, Element], found: List) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for depth, element in overrides.items():
        before = found.levels.get(depth, Level())
        start = next((number(each.attributes) for each in element if each.name == "startOverride"), before.start)
        levels[depth] = _levels(element).get(depth) or Level(before.form, before.text, start)
    return levels


def _levels(element: Element) -> dict[int, Level]:
    return {number(each.attributes, "ilvl"): _level(each) for each in element if each.name == "lvl"}


def _level(element: Element) -> Level:
    told = {each.name: each.attributes for each in element}
    start = number(told.get("start", {}), default=1)
    return Level(value(told.get("numFmt", {}), default="decimal"), value(told.get("lvlText", {})), start)


def _number_at(found: List, depth: int) -> str:
    level = found.levels.get(depth, Level())
    return written(found.counted.get(depth, level.start), level.form)


def written(count: int, form: str) -> str:
    """A number as lists write it."""
    match form:
        case "lowerLetter" | "upperLetter" if count > 0:
            letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, DEEPEST)
            return letters if form == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman" if 0 < count <= HIGHEST_ROMAN:
            return _roman(count) if form == "lowerRoman" else _roman(count).upper()
        case "chineseCounting" | "japaneseCounting" | "ideographDigital" | "chineseCountingThousand" if (
            0 < count <= NUMBERED_UP_TO
        ):
            return _chinese(count)
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)


def _roman(count: int) -> str:
    pieces: list[str] = []
    for worth, letters in (*ROMAN, *ROMAN_UNITS):
        pieces.append(letters * (count // worth))
        count %= worth
    return "".join(pieces)


def _chinese(count: int) -> str:
    tens, units = divmod(count, 10)
    ten = f"{CHINESE[tens] if tens > 1 else ''}十" if tens else ""
    return ten + (CHINESE[units] if units else "")
