"""Where sentences end, in fiction of many languages; in doubt, they do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stories.abbreviations import ABBREVIATIONS, BEFORE_NUMBERS, ONE_LETTER_WORDS, SPEECH_VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator


_CONTEXT = 24  # what a stop with its quotation marks, or the word before it, may measure
_STRETCH = 150  # of a text, in which stops are looked for at a time
_LONGEST_SPEECH = 4000  # how far back an open quotation is looked for

_STOPS = r"[.!?…⋯‽؟۔।॥。！？｡．—–―-]"
_STOP = re.compile(  # `re` skips to what begins with a set, not to what begins with its repetition
    rf"(?P<stop>{_STOPS}{_STOPS}*(?:[ \u00a0]\.+)*)"
    r"(?P<closed>[\"'”’“‘»«›‹)\]}」』）》〉】］｣*_]*(?:[ \u00a0\u202f]»(?!\w))?)"
)
_EAST_ASIAN = "。！？｡．"
_ONLY_PAUSES = re.compile(r"[.…⋯—–―-][ \u00a0.…⋯—–―-]+|[…⋯—–―-]")
_EAST_ASIAN_OPENERS = "“「『《〈（"
# Japanese goes on after what was quoted or exclaimed.
_GOES_ON = "とっ、，；：…⋯—―"
_NEXT = re.compile(r"(?P<space>\s*)[\"'“„”«»‹›‘’「『(\[{¿¡*_]*(?P<sign>.?)", re.DOTALL)
_NEVER_NEXT = ".,;:!?…—–―-"
_BETWEEN_WORDS = re.compile(r"[^\w.]|\.(?!\w)")
_WHO_SPOKE = re.compile(rf"\s*(?:[A-Z][\w.’']*\s+){{1,3}}(?:\w+ly\s+)?(?:{'|'.join(SPEECH_VERBS)})\b")
_CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "「": "」", "『": "』", "‹": "›"}
_QUOTE = re.compile(r"[“”„«»\"「」『』‹›]")


def ends(text: str, start: int, stop: int) -> Iterator[int]:
    """The places in `(start, stop]` after which a sentence is over, in order."""
    return (found.end() for found in _stops(text, start, stop) if _is_end(text, found))


def ends_backwards(text: str, start: int, stop: int) -> Iterator[int]:
    """The same, the last one first."""
    while stop > start:
        low = max(start, stop - _STRETCH)
        near = _STOP.finditer(text, max(0, low - _CONTEXT), min(len(text), stop + _CONTEXT))
        for found in reversed([found for found in near if low < found.end() <= stop]):
            if _is_end(text, found):
                yield found.end()
        stop = low


def speech_around(text: str, position: int) -> int | None:
    """Where the quotation that is open there begins; every line starts without one."""
    start = max(text.rfind("\n", max(0, position - _LONGEST_SPEECH), position) + 1, position - _LONGEST_SPEECH)
    opened: int | None = None
    closers = ""
    line = text[start:position]
    if not any(opener in line for opener in _CLOSERS):  # seen sooner than it is gone through
        return None
    for mark in _QUOTE.finditer(line):
        if opened is None:
            closers = _CLOSERS.get(mark[0], "")
            opened = start + mark.start() if closers else None
        elif mark[0] in closers:
            opened = None
    return opened


def _stops(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    for found in _STOP.finditer(text, max(0, start - _CONTEXT), min(len(text), stop + _CONTEXT)):
        if found.end() > stop:
            return
        if found.end() > start:
            yield found


def _is_end(text: str, found: re.Match[str]) -> bool:
    stop, closed, end = found["stop"], found["closed"], found.end()
    if not closed and _ONLY_PAUSES.fullmatch(text, found.start(), found.end("stop")):
        return False
    following = text[end : end + 1]
    if not following or following == "\n":
        return True
    if following.isspace():
        return _begins_anew(text, end, quoted=bool(closed)) and not (stop == "." and _is_abbreviated(text, found))
    if closed:
        return following in _EAST_ASIAN_OPENERS and (stop[-1] in _EAST_ASIAN or not following.isascii())
    return stop[-1] in _EAST_ASIAN and following not in _GOES_ON


def _begins_anew(text: str, end: int, *, quoted: bool) -> bool:
    following = _NEXT.match(text, end)
    if not following or "\n" in following["space"]:
        return True
    if following["sign"].islower() or following["sign"] in _NEVER_NEXT:
        return following["sign"] == ""
    return not (quoted and _WHO_SPOKE.match(text, end))


def _is_abbreviated(text: str, found: re.Match[str]) -> bool:
    word = _BETWEEN_WORDS.split(text[max(0, found.start() - _CONTEXT) : found.start()])[-1]
    if word.isdigit():
        return len(word) <= 2 and not found["closed"]  # noqa: PLR2004 - the day of a month, or a number in a list
    if len(word) == 1:
        return not found["closed"] and _is_initial(text, found.start() - 1)
    if "." in word:
        return not word[-1].isdigit()
    if word.casefold() in BEFORE_NUMBERS:
        return text[found.end() + 1 : found.end() + 2].isdigit()
    return word.casefold() in ABBREVIATIONS


def _is_initial(text: str, position: int) -> bool:
    letter = text[position]
    if letter == "I":
        return not text[max(0, position - 2) : position].rstrip()[-1:].islower()
    return letter.isupper() or (letter.islower() and letter not in ONE_LETTER_WORDS)
