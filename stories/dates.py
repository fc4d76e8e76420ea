"""Dates as people write them, in a story or in a field."""

from __future__ import annotations

from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta
from heapq import merge
from typing import TYPE_CHECKING, NamedTuple

import regex

from stories.errors import StoryError

if TYPE_CHECKING:
    from collections.abc import Iterator

# From January to December, each as it stands in a date, its other forms after a stroke. One with a capital is never
# written without, so that three who may keep a secret are no date.
MONTHS = {
    "English": "January|Jan February|Feb March|Mar April|Apr May June|Jun July|Jul August|Aug September|Sept|Sep "
    "October|Oct November|Nov December|Dec",
    "German": "Januar|Jänner Februar|Feber März|Maerz April Mai Juni Juli August September Oktober|Okt November "
    "Dezember|Dez",
    "French": "janvier|janv février|fevrier|févr mars avril|avr mai juin juillet|juil août|aout septembre octobre "
    "novembre décembre|decembre|déc",
    "Spanish": "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre",
    "Italian": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "Portuguese": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "Dutch": "januari februari maart april mei juni juli augustus september oktober november december",
    "Swedish": "januari februari mars april maj juni juli augusti september oktober november december",
    "Danish": "januar februar marts april maj juni juli august september oktober november december",
    "Norwegian": "januar februar mars april mai juni juli august september oktober november desember",
    "Polish": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "Russian": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
WEEKDAYS = {
    "English": "Monday|Mon Tuesday|Tues|Tue Wednesday|Wed Thursday|Thurs|Thu Friday|Fri Saturday|Sat Sunday|Sun",
    "German": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag|Sonnabend Sonntag",
    "French": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "Spanish": "lunes martes miércoles jueves viernes sábado domingo",
    "Italian": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "Portuguese": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "Dutch": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "Swedish": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "Danish": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "Norwegian": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "Polish": "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "Russian": "понедельник вторник среда четверг пятница суббота воскресенье",
}

_FARTHEST = 10  # years
_DAY = timedelta(days=1)


def words_of(table: dict[str, str]) -> list[str]:
    """Every word of a table, in the cases in which it is written."""
    words = {word for row in table.values() for word in row.replace("|", " ").split()}
    return sorted({form for word in words for form in (word, word[0].upper() + word[1:], word.upper())})


_CHINESE_DIGITS = "〇一二三四五六七八九"
_CHINESE = rf"\d{{1,2}}|[{_CHINESE_DIGITS}十]{{1,3}}"
_OF_MONTH = r"(?P<day>\d{1,2})"
_MONTH = r"(?P<month>\L<months>)(?!\w)"
_YEAR = r"(?:\.?,?\s+(?:(?:de|del|of)\s)?(?P<year>\d{4}|\d\d[-–—_]+)(?!\w)(?:\s?(?:г\.|года|r\.|roku))?)?"
_WRITTEN = [
    regex.compile(pattern, regex.VERBOSE, months=words_of(MONTHS), ignore_unused=True)
    for pattern in (
        rf"""
        (?<![\w.,:/-]) (?:
            (?P<year>\d{{4}}) - (?P<month>\d\d) - (?P<day>\d\d)
          | {_OF_MONTH} \. \s? (?P<month>\d{{1,2}}) \. \s? (?P<year>\d{{4}})
          | {_OF_MONTH} (?:(?i:st|nd|rd|th|er)|[.ºª°])? \s? (?:(?:of|de|di)\s)? {_MONTH} {_YEAR}
        ) (?![\d/])
        """,
        rf"""
        (?<![\w.,:/-]) (?=\p{{L}}++\.?\s(?:the\s)?\d)
        {_MONTH} \.? \s (?:the\s)? {_OF_MONTH} (?i:st|nd|rd|th)? (?!\w|[.,:]\d) {_YEAR} (?![\d/])
        """,
        rf"""
        (?: (?: (?P<year>\d{{4}}|[{_CHINESE_DIGITS}]{{4}}) | \p{{Han}}{{2}}[元\d{_CHINESE_DIGITS}十]{{1,3}} ) 年 \s? )?
        (?P<month>{_CHINESE}) 月 \s? (?P<day>{_CHINESE}) [日号號]
        """,
    )
]
_NUMBER_OF_MONTH = {
    word.casefold(): month
    for row in MONTHS.values()
    for month, words in enumerate(row.split(), 1)
    for word in words.split("|")
}
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FIGURES = regex.compile(
    r"(?P<first>\d{1,2})(?P<between>[./])\s?(?P<second>\d{1,2})(?:(?P=between)\s?(?P<year>\d{2}|\d{4}))?"
)
_WORDS = regex.compile(r"\p{L}+")
_FULL_YEAR = 4  # figures


class WrittenDate(NamedTuple):
    """A date in a text, from `start` to `end`; often without its year."""

    year: int | None
    month: int
    day: int
    start: int
    end: int


def dates_in(text: str) -> Iterator[WrittenDate]:
    """Every date in the text that some year has."""
    end = 0
    for found in merge(*(pattern.finditer(text) for pattern in _WRITTEN), key=lambda found: found.start()):
        year, month = found["year"], found["month"]
        number = _NUMBER_OF_MONTH.get(month.casefold()) or _number(month)
        if found.start() >= end and number in range(1, 13) and 1 <= _number(found["day"]) <= _LENGTHS[number - 1]:
            end = found.end()
            known = _number(year) if year and regex.fullmatch(r"\w{4}", year) else None
            yield WrittenDate(known, number, _number(found["day"]), *found.span())


def _number(figures: str) -> int:
    """Of `28`, `二十八` or `一九二八`."""
    if figures.isdecimal():
        return int(figures)
    tens, ten, ones = figures.rpartition("十")
    digits = "".join(str(_CHINESE_DIGITS.index(figure)) for figure in ones or "〇")
    return int(digits) + (10 * (_CHINESE_DIGITS.index(tens) if tens else 1) if ten else 0)


def in_year(year: int, *, month: int, day: int) -> date:
    """That date in that year; the 29th of February is the 28th in most."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def date_typed(typed: str, *, today: date) -> date:
    """The day that was meant, today or later; a StoryError for anything else."""
    words = " ".join(typed.split()).strip(".,").casefold()
    day = _relative(words, today) or _in_figures(words, today) or _written(words, today)
    if day is None:
        raise StoryError("I don't know that date. Write it like `1 December` or `2026-12-01`.")
    if day < today:
        raise StoryError(f"{date_in_words(day)} has passed. Choose today or a later day.")
    if day.year > today.year + _FARTHEST:
        raise StoryError(f"{date_in_words(day)} is too far away. Choose a day within {_FARTHEST} years.")
    return day


def date_in_words(day: date) -> str:
    """`1 December 2026`."""
    return f"{day.day} {MONTHS['English'].split()[day.month - 1].partition('|')[0]} {day.year}"


def _relative(words: str, today: date) -> date | None:
    named = {"today": 0, "tomorrow": 1}
    if words in named:
        return today + named[words] * _DAY
    coming = (today + days * _DAY for days in range(1, 8))
    return next((day for day in coming if words.removeprefix("next ") in _called(day)), None)


def _called(day: date) -> list[str]:
    """What languages call its day of the week."""
    return [word.casefold() for row in WEEKDAYS.values() for word in row.split()[day.weekday()].split("|")]


def _in_figures(words: str, today: date) -> date | None:
    """The day goes before the month, but between strokes not everywhere."""
    found = _FIGURES.fullmatch(words)
    if not found:
        return None
    first, second, year = int(found["first"]), int(found["second"]), found["year"]
    orders = {(second, first)} if found["between"] == "." else {(second, first), (first, second)}
    century = 100 * (today.year // 100) if year and len(year) < _FULL_YEAR else 0
    wanted = [_on(century + int(year) if year else None, month, day, today) for month, day in orders]
    days = [day for day in wanted if day]
    if len(days) > 1:
        raise StoryError(f"Is that {' or '.join(map(date_in_words, sorted(days)))}? Write the month as a word.")
    return days[0] if days else None


def _written(words: str, today: date) -> date | None:
    capital = _WORDS.sub(lambda word: word[0].title() if word[0] in _NUMBER_OF_MONTH else word[0], words)
    found = next(dates_in(capital), None)
    if not found or (found.start, found.end) != (0, len(capital)):
        return None
    return _on(found.year, found.month, found.day, today)


def _on(year: int | None, month: int, day: int, today: date) -> date | None:
    """Without a year, the next such day, today or later."""
    for each in [year] if year else range(today.year, today.year + _FARTHEST):
        with suppress(ValueError):
            if (found := date(each, month, day)) >= today or year:
                return found
    return None
