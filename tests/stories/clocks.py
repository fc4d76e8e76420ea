"""Clocks by another way than `zoneinfo`: the transitions in a time zone's file (RFC 9636), in whole seconds."""

from __future__ import annotations

import re
import struct
from calendar import monthcalendar
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

ZONES = files("tzdata").joinpath("zones").read_text("ascii").split()
WRITTEN = {name: files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes() for name in ZONES}
APART = sorted({written: name for name, written in WRITTEN.items()}.values())  # one of those that are alike
DAY = 86400

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ALWAYS = 10**12
_COUNTS = struct.Struct(">20x6l")
_YEARS_BY_RULE = range(1990, 2040)
_RULE = re.compile(
    r"(?:<.+?>|[A-Z]+)(?P<standard>[-+\d:]+)"
    r"(?:(?:<.+?>|[A-Z]+)(?P<summer>[-+\d:]*),M(?P<begins>[\d.]+/?[-\d:]*),M(?P<ends>[\d.]+/?[-\d:]*))?"
)


class Keeping(NamedTuple):
    """From `start` to `end`, clocks show `offset` seconds more than UTC."""

    start: int
    end: int
    offset: int


class Clock:
    """A zone, as `zoneinfo` has it and as its file says."""

    def __init__(self, name: str, written: bytes) -> None:
        self.zone = ZoneInfo.from_file(BytesIO(written), key=name)
        self.keeping = read_zone(written)

    @classmethod
    def named(cls, name: str) -> Clock:
        return cls(name, WRITTEN[name])

    def reaches(self, wall: int) -> int:
        """The first moment at which clocks show that many seconds after the epoch, or more."""
        return next(moment for kept in self.keeping if (moment := max(kept.start, wall - kept.offset)) < kept.end)

    def due(self, day: date, minute: int) -> datetime | None:
        """Nothing on a date that clocks never show."""
        begins = (day - _EPOCH.date()).days * DAY
        if not any(
            kept.start + kept.offset < begins + DAY and begins < kept.end + kept.offset for kept in self.keeping
        ):
            return None
        return _EPOCH + timedelta(seconds=self.reaches(begins + minute * 60))

    def changes(self, since: date, until: date) -> list[tuple[int, int]]:
        """What clocks show just before each change and just after, from one date to another."""
        between = range(*((day - _EPOCH.date()).days * DAY for day in (since, until)))
        return [
            (before.end + before.offset, before.end + after.offset)
            for before, after in pairwise(self.keeping)
            if before.end in between and before.offset != after.offset
        ]

    def between(self, since: date, until: date) -> Clock:
        """The same clock, faster to ask, about those dates and the weeks around them only."""
        early, late = ((day - _EPOCH.date()).days * DAY for day in (since, until))
        self.keeping = [kept for kept in self.keeping if kept.end > early - 40 * DAY and kept.start < late + 40 * DAY]
        return self


def read_zone(written: bytes) -> list[Keeping]:
    """The second of its two blocks, and the rule for what comes after that."""
    first = _COUNTS.unpack_from(written)
    at = _COUNTS.size + _length(first, moment=4)
    second = _COUNTS.unpack_from(written, at)
    _, _, _, transitions, kinds, _ = second
    rule = written[at + _COUNTS.size + _length(second, moment=8) :].decode("ascii").strip()
    at += _COUNTS.size
    moments = struct.unpack_from(f">{transitions}q", written, at)
    chosen = written[at + 8 * transitions : at + 9 * transitions]
    offsets = [offset for (offset,) in struct.iter_unpack(">lxx", written[at + 9 * transitions :][: kinds * 6])]
    begins = [(-_ALWAYS, offsets[0]), *zip(moments, (offsets[kind] for kind in chosen), strict=True)]
    begins += [(moment, offset) for moment, offset in _by_rule(rule) if moment > begins[-1][0]]
    return [Keeping(start, end, offset) for (start, offset), (end, _) in pairwise([*begins, (_ALWAYS, 0)])]


def _length(counts: tuple[int, ...], *, moment: int) -> int:
    universal, standard, leaps, transitions, kinds, characters = counts
    return transitions * (moment + 1) + kinds * 6 + characters + leaps * (moment + 4) + standard + universal


def _by_rule(rule: str) -> list[tuple[int, int]]:
    """When clocks change by a rule like `EET-2EEST,M4.5.5/0,M10.5.4/24`, and their offset from then on."""
    found = _RULE.fullmatch(rule)
    if not found or not found["begins"]:
        return []
    standard = -_seconds(found["standard"])
    summer = -_seconds(found["summer"]) if found["summer"] else standard + 3600
    return sorted(
        change
        for year in _YEARS_BY_RULE
        for change in (
            (_wall(found["begins"], year) - standard, summer),
            (_wall(found["ends"], year) - summer, standard),
        )
    )


def _wall(rule: str, year: int) -> int:
    """`10.5.4/24` is the last Thursday of October, at 24 hours; a first number of 1 would be the first Thursday."""
    day, _, time = rule.partition("/")
    month, week, weekday = map(int, day.split("."))
    days = [days[weekday - 1] for days in monthcalendar(year, month) if days[weekday - 1]]
    begins = date(year, month, days[min(week, len(days)) - 1]) - _EPOCH.date()
    return begins.days * DAY + (_seconds(time) if time else 2 * 3600)


def _seconds(written: str) -> int:
    hours, minutes, seconds, *_ = [*map(int, written.lstrip("+-").split(":")), 0, 0]
    return (-1 if written.startswith("-") else 1) * (hours * 3600 + minutes * 60 + seconds)


def write_zone(changes: list[tuple[int, int]]) -> bytes:
    """A file of a zone whose clocks are `offset` seconds ahead of UTC from each moment on, and as UTC before."""
    offsets = sorted({0, *(offset for _, offset in changes)}, key=lambda offset: (offset != 0, offset))
    empty = struct.pack(">4s1s15x6l", b"TZif", b"2", 0, 0, 0, 0, 1, 1) + struct.pack(">lBB", 0, 0, 0) + b"\0"
    return b"".join(
        [
            empty,
            struct.pack(">4s1s15x6l", b"TZif", b"2", 0, 0, 0, len(changes), len(offsets), 4),
            *(struct.pack(">q", moment) for moment, _ in changes),
            bytes(offsets.index(offset) for _, offset in changes),
            *(struct.pack(">lBB", offset, 0, 0) for offset in offsets),
            b"XXX\0\n\n",
        ]
    )
