"""How much comes at a time, in words, and how it is made more or less."""

from __future__ import annotations

from stories.errors import StoryError
from stories.serials import ONE_SECTION, Measure, Pace

ON_ITS_DATES = Pace(Measure.DATES)
A_CHAPTER = Pace(Measure.CHAPTERS)
BY_DATES = "It comes on its own dates, neither faster nor slower."
LADDER = (ONE_SECTION, *(Pace(Measure.MINUTES, minutes) for minutes in (10, 20, 30, 45, 60)), A_CHAPTER)


def in_words(pace: Pace) -> str:
    """A pace as a person would say it: `one section`, `20 minutes of reading`."""
    match pace:
        case Pace(Measure.DATES):
            return "what is dated that day"
        case Pace(Measure.MINUTES, amount):
            return f"{amount} minutes of reading" if amount > 1 else "one minute of reading"
        case Pace(measure, 1):
            return f"one {measure.value.removesuffix('s')}"
        case Pace(measure, amount):
            return f"{amount} {measure.value}"


def faster(pace: Pace) -> Pace:
    """The next rung of the ladder."""
    above = [rung for rung in LADDER if _size(rung) > _size(pace)]
    if not above or pace == ON_ITS_DATES:
        raise StoryError(BY_DATES if pace == ON_ITS_DATES else "That is as fast as it goes.")
    return above[0]


def slower(pace: Pace) -> Pace:
    """The rung below."""
    below = [rung for rung in LADDER if _size(rung) < _size(pace)]
    if not below or pace == ON_ITS_DATES:
        raise StoryError(BY_DATES if pace == ON_ITS_DATES else "That is as slow as it goes.")
    return below[-1]


def _size(pace: Pace) -> tuple[int, int]:
    return [*Measure].index(pace.measure), pace.amount
