"""Where sentences end, in fiction of many languages; in doubt, they do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stories.abbreviations import ABBREVIATIONS, BEFORE_NUMBERS, ONE_LETTER_WORDS, SPEECH_VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator


class End(NamedTuple):
    """A place after which a sentence is over; `spoken` inside an open quotation."""

    position: int
    spoken: bool


_CONTEXT = 24  # what a stop with its quotation marks, or the word before it, may measure
_LONGEST_PARAGRAPH = 4000  # how far back an open quotation is looked for

_STOP = re.compile(
    r"(?P<stop>[.!?…⋯‽؟۔।॥。！？｡．]+|[—–―-]+(?=[\"”’“‘»«」』]|[ \u00a0\u202f]»(?!\w)))"
    r"(?P<closed>[\"'”’“‘»«›‹)\]}」』）》〉】］｣*_]*(?:[ \u00a0\u202f]»(?!\w))?)"
)
_EAST_ASIAN = "。！？｡．"
_ONLY_PAUSES = re.compile(r"[.…⋯—–―-]{2,}|[…⋯—–―-]|(?<=\.[ \u00a0])\.")
_EAST_ASIAN_OPENERS = "“「『《〈（"
# Japanese goes on after what was quoted or exclaimed.
_GOES_ON = "とっ、，；：…⋯—―"
_NEXT = re.compile(r"(?P<space>\s*)[\"'“„”«»‹›‘’「『(\[{¿¡*_]*(?P<sign>.?)", re.DOTALL)
_NEVER_NEXT = ".,;:!?…—–―-"
_LAST_WORD = re.compile(r"(?:\w|\.(?=\w))*\Z")
_WHO_SPOKE = re.compile(rf"\s*(?:[A-Z][\w.’']*\s+){{1,3}}(?:\w+ly\s+)?(?:{'|'.join(SPEECH_VERBS)})\b")
_QUOTES = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "「": "」", "『": "』", "‹": "›"}
_QUOTE_OR_LINE = re.compile(r"[\n“”„«»\"「」『』‹›]")


def ends(text: str, start: int, stop: int) -> Iterator[End]:
    """The sentence ends in `(start, stop]`, in order."""
    speech = _Speech(text, start)
    for found in _STOP.finditer(text, max(0, start - _CONTEXT), min(len(text), stop + _CONTEXT)):
        if found.end() > stop:
            return
        if found.end() > start and _is_end(text, found):
            yield End(found.end(), speech.is_open_at(found.end()))


class _Speech:
    """Whether a quotation is open, for someone who goes through a text once; every line starts without one."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._reached = text.rfind("\n", max(0, start - _LONGEST_PARAGRAPH), start) + 1
        self._reached = self._reached or max(0, start - _LONGEST_PARAGRAPH)
        self._closers = ""

    def is_open_at(self, position: int) -> bool:
        for found in _QUOTE_OR_LINE.finditer(self._text, self._reached, position):
            if found[0] == "\n":
                self._closers = ""
            elif not self._closers:
                self._closers = _QUOTES.get(found[0], "")
            elif found[0] in self._closers:
                self._closers = ""
        self._reached = position
        return bool(self._closers)


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
    last = _LAST_WORD.search(text, max(0, found.start() - _CONTEXT), found.start())
    word = last[0] if last else ""
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
