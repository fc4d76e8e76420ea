"""Time zones as people name them: by city, country, an old name, or what they call their time."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from stories.errors import StoryError
from stories.search import plain
from stories.zone_names import COMMON_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSE_ENOUGH = 75  # of 100: one letter in four may be wrong
_LONG_ENOUGH = 4  # shorter names resemble too many others
_SAYS_ENOUGH = 3  # letters, for a beginning to be taken for the only zone that begins so
_NAMED = 3  # so many zones are named when a name means several
_OFFSET = re.compile(r"(?:utc|gmt)? ?(?P<sign>[-+−]) ?0?(?P<hours>\d{1,2})(?::?00)?", re.IGNORECASE)
_FIXED = re.compile(r"Etc/GMT(?P<sign>[-+])(?P<hours>\d+)")
_INVERTED = {"+": "-", "-": "+", "−": "+"}  # Etc/GMT+5 is five hours behind Greenwich
# Those that say less than the name of the city; the stations of Antarctica are called Troll and Palmer.
_LARGE_REGIONS = {"Africa", "America", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific", "Etc"}


class _Fit(IntEnum):
    """How well a name fits what was typed, from the worst to the best."""

    WITHIN = 1  # one of its words begins so
    BEGINS = 2
    WHOLE = 3
    COMMON = 4  # whole, and of our own table, which says what people mean by it
    KEY = 5  # the zone's own name


class _Name(NamedTuple):
    words: str
    zone: str
    whole: _Fit = _Fit.WHOLE  # how well it fits when all of it is typed
    part: _Fit | None = _Fit.BEGINS  # and when its beginning is; old names are never offered for a part


def zones_matching(typed: str, *, limit: int) -> list[str]:
    """Names of the zones that can be meant, the likeliest first; those of large cities, for no query."""
    fits = _fits(typed) if plain(typed) else dict.fromkeys(COMMON_NAMES, _Fit.WITHIN)
    order = _order()
    return sorted(fits, key=lambda zone: (-fits[zone], order.get(zone, len(order)), zone))[:limit]


def zone_named(typed: str) -> ZoneInfo:
    """The one zone that was meant, or a StoryError."""
    meant = zones_meant(typed)
    if not meant:
        raise StoryError("I don't know that time zone. Name a large city near you, such as `Toronto`.")
    if len(meant) > 1:
        several = ", ".join(zone_in_words(zone) for zone in meant[:_NAMED])
        more = " and others" if len(meant) > _NAMED else ""
        raise StoryError(f"That can be more than one time zone: {several}{more}. Type a large city near you instead.")
    return ZoneInfo(meant[0])


def zones_meant(typed: str) -> list[str]:
    """Those that a name means, the likeliest first; none where it means nothing."""
    fits = _fits(typed) if plain(typed) else {}
    best = max(fits.values(), default=_Fit.WITHIN)
    if best < _Fit.WHOLE and len(plain(typed)) < _SAYS_ENOUGH:
        return []
    return [zone for zone in zones_matching(typed, limit=len(fits)) if best < _Fit.WHOLE or fits[zone] == best]


def zone_in_words(name: str) -> str:
    """`London`, `New York`; with the region where the name of the city is not enough: `Knox, Indiana`."""
    if fixed := _FIXED.fullmatch(name):
        return f"UTC{_INVERTED[fixed['sign']].replace('-', '−')}{fixed['hours']}"
    *regions, city = name.replace("_", " ").split("/")
    return city if _LARGE_REGIONS.issuperset(regions) else f"{city}, {regions[-1]}"


def _fits(typed: str) -> dict[str, _Fit]:
    """Every zone that has a name like that, and how well the best of its names fits."""
    if zone := _key(typed.strip()):
        return {zone: _Fit.KEY}
    words = plain(typed)
    found = [(name.zone, fit) for name in _names() if (fit := _fit(name, words))]
    if not found and len(words) >= _LONG_ENOUGH:
        offered = {number: name.words for number, name in enumerate(_names()) if name.part}
        like = process.extract(words, offered, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH, limit=None)
        closest = max((score for _, score, _ in like), default=0)
        found = [(_names()[number].zone, _Fit.WITHIN) for _, score, number in like if score == closest]
    return dict(sorted(found, key=lambda each: each[1]))


def _fit(name: _Name, typed: str) -> _Fit | None:
    if name.words == typed:
        return name.whole
    if name.part and name.words.startswith(typed):
        return name.part
    return _Fit.WITHIN if name.part and f" {typed}" in name.words else None


def _key(typed: str) -> str | None:
    """The zone whose own name, or whose distance from Greenwich, was typed; who types `EST` or `Turkey` means more."""
    if offset := _OFFSET.fullmatch(typed):
        typed = f"Etc/GMT{_INVERTED[offset['sign']]}{int(offset['hours'])}"
    wanted = typed.casefold().replace(" ", "_")
    return next((name for (name,) in _rows("zones") if "/" in name and name.casefold() == wanted), None)


@cache
def _names() -> tuple[_Name, ...]:
    names = dict.fromkeys((*_our_names(), *_names_of_places()))
    words = {name.words for name in names}
    return (*names, *(old for old in _old_names() if old.words not in words))


def _our_names() -> Iterator[_Name]:
    for zone, names in COMMON_NAMES.items():
        for name in names.split(","):
            yield _Name(plain(name), zone, _Fit.COMMON)


def _names_of_places() -> Iterator[_Name]:
    """Cities, countries, and what parts of a country a zone is for."""
    countries = dict(_rows("iso3166.tab"))
    for code, _, zone, *comment in _rows("zone.tab"):
        yield _Name(plain(zone), zone)
        yield _Name(plain(zone.rpartition("/")[2]), zone)
        yield _Name(plain(countries[code]), zone)
        yield from (_Name(plain(words), zone, _Fit.WITHIN, _Fit.WITHIN) for words in comment)


def _old_names() -> Iterator[_Name]:
    """Those that the database keeps for the sake of old programs, for the zones that took their place."""
    zones = {name: name for (name,) in _rows("zones") if "/" not in name and name != "Factory"}
    links = (line.split() for line in _lines("tzdata.zi") if line.startswith("L "))
    for old, zone in (zones | {old: zone for _, zone, old in links}).items():
        yield _Name(plain(old.rpartition("/")[2]), zone, part=None)


@cache
def _order() -> dict[str, int]:
    """Which is offered first: ours, then as the database has them, a country's largest mostly before its others."""
    zones = dict.fromkeys([*COMMON_NAMES, *(zone for _, _, zone, *_ in _rows("zone.tab"))])
    return {zone: position for position, zone in enumerate(zones)}


@cache
def _rows(file: str) -> list[list[str]]:
    return [line.split("\t") for line in _lines(file) if line and not line.startswith("#")]


@cache
def _lines(file: str) -> list[str]:
    folder = files("tzdata") if file == "zones" else files("tzdata").joinpath("zoneinfo")
    return folder.joinpath(file).read_text("utf-8").splitlines()
