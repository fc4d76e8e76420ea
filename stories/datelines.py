"""Tells the date over a letter or an entry of a diary from one that narration only mentions."""

from __future__ import annotations

import regex

from stories.dates import WEEKDAYS, WrittenDate, dates_in, words_of

LONGEST = 160  # characters, from the beginning of the paragraph
LONGEST_ALONE = 80
LONGEST_WEATHER = 8  # characters after a Chinese date

# What may stand among the names of a place, or of who writes to whom, without a capital.
_SMALL = (
    "to of the from in at on near and aboard off a le la les l à au du des de el en los il di da do dos em no na"
    " den der dem am im an aus zu von vom und die das te van het op i till från w we z od в во на из от к и"
)
_SMALL_WORDS = frozenset(_SMALL.split())
_ARTICLES = frozenset({"the", "den", "der", "am", "le", "el", "il"})
_TIMES = (
    "morning forenoon noon afternoon evening night midnight dawn sunrise sunset later early late at in the am pm"
    " o'clock o’clock matin soir nuit midi minuit morgens mittags abends nachts früh mañana tarde noche mattina sera"
    " notte manhã noite ochtend avond nacht morgon kväll natt rano wieczorem утро утром вечер вечером ночь ночью h Uhr"
)
_OPENING = regex.compile(r"""[\s"'“”„«»‘’(\[–—_*-]*""")
_WORD = regex.compile(r"[^\s,.:;–—“”„«»\"-]+(?:-[^\s,.:;–—“”„«»\"-]+)*")
_WEEKDAYS = frozenset(words_of(WEEKDAYS))
_QUOTED = regex.compile(r"""[.,!?…]?["”»’']""")  # said aloud, or `May 3's`
_WHERE_AND_WHEN = r"(?:,?\s(?:\p{Lu}[\w'’]*+|\L<known>|[ap]\.\s?m|\d{1,2}(?:[:.h]\d\d)?)(?!\w)){0,8}+"
_KNOWN = [*_WEEKDAYS, *_TIMES.split()]
_GOES_ON = regex.compile(rf"{_WHERE_AND_WHEN}(?:\s?[.:;)\]–—]|\s-\s|,?\s*(?:\n|$))", known=_KNOWN)
_ENDS = regex.compile(rf"{_WHERE_AND_WHEN}[.,:;)\]]{{0,2}}\s*(?:[–—\n]|$)", known=_KNOWN)
_ALONE = regex.compile(rf"{_WHERE_AND_WHEN}[.,:;)\]–—_*]{{0,3}}\s*", known=_KNOWN)
_CHINESE_ENDS = regex.compile(r"[\s(（。：:—]|$")
_FIGURE = regex.compile(r"[\d月]")
_CHINESE_DAY = "日号號"


def dateline(paragraph: str) -> WrittenDate | None:
    """The date that opens a paragraph: `24 May.—`, `Whitby, Monday 9 May`, `5月3日　晴`; not `3 May was a holiday`."""
    found = next(dates_in(paragraph[:LONGEST]), None)
    if found is None or _QUOTED.match(paragraph, found.end):
        return None
    before = _WORD.findall(paragraph, _OPENING.match(paragraph).end(), found.start)  # pyright: ignore[reportOptionalMemberAccess] - an empty match is one
    if paragraph[found.end - 1] in _CHINESE_DAY:
        opens = not before and _CHINESE_ENDS.match(paragraph, found.end)
    elif all(_says_little(word) for word in before):
        opens = _GOES_ON.match(paragraph, found.end)
    else:
        opens = all(_names(word) for word in before) and _ENDS.match(paragraph, found.end)
    return found if opens else None


def dateline_alone(line: str) -> WrittenDate | None:
    """The same where nothing follows on its line but a place or a time of day, as over an entry of a diary."""
    if len(line) > LONGEST_ALONE or not _FIGURE.search(line) or not (found := dateline(line)):
        return None
    rest = line[found.end :]
    alone = len(rest) <= LONGEST_WEATHER if line[found.end - 1] in _CHINESE_DAY else _ALONE.fullmatch(rest)
    return found if alone else None


def only_names(line: str) -> bool:
    """Nothing but places and persons, with the numbers of houses: `12 Quay Street, Hull`, `To Mrs. Roe, at Whitby`."""
    return all(map(_names, _WORD.findall(line)))


def _says_little(word: str) -> bool:
    return word.casefold() in _ARTICLES or word in _WEEKDAYS


def _names(word: str) -> bool:
    """A place or a person, or the number of a house."""
    return word[0].isupper() or word[0].isdecimal() or word in _SMALL_WORDS or _says_little(word)
