"""What readers see of the serials that come to them alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.pages.layout import byline, title_of
from bot.serials.controls import BLUE, SteerOwn
from bot.serials.wording import portion_in_words, times_in_words
from bot.ui import Row, Screen
from stories import paces
from stories.planning import END_OF_STORY
from stories.serials import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from stories.instalments import Portion
    from stories.serials import Terms
    from stories.store.records import Serial, Story

AGAIN = "-# To change when it comes, or how much, type `/daily me` with its title and what shall be other."


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A serial as it stands: that portion of its story comes next, at `due_at`; both are None where nothing does."""

    serial: Serial
    title: str
    due_at: datetime | None
    portion: Portion | None


def welcome(story: Story, terms: Terms, first_at: datetime) -> Screen:
    """The first message of a serial; also shows whether there can be any."""
    return Screen(
        ui.TextDisplay(
            f"### {title_of(story.title)} comes to you here\n-# {byline(story.authors)}\n"
            f"{_sentence(agreed(terms))}. It begins {_moment(first_at)}."
        ),
        ui.TextDisplay(
            "-# Under each part you can ask for more, go back, pause or stop; `/daily me` shows how it stands."
        ),
    )


def begun(standing: Standing) -> Screen:
    """What a reader is told who has set one up."""
    private = "It comes by direct message: nobody but you sees it."
    return _with_row(standing, f"{private}\n{_in_words(standing)}")


def one(standing: Standing, words: str = "") -> Screen:
    """How one stands, after what was just done with it."""
    return _with_row(standing, "\n".join(filter(None, (words, _in_words(standing)))))


def several(standings: Sequence[Standing]) -> Screen:
    """All that a reader has."""
    blocks: list[ui.Item[Any]] = []
    for standing in standings:
        blocks += [ui.TextDisplay(_in_words(standing)), *_rows(standing)]
    return Screen(*blocks, ui.TextDisplay(AGAIN))


def agreed(terms: Terms) -> str:
    """How much comes, and when."""
    when = times_in_words(terms)
    return when if terms.pace.measure is Measure.DATES else f"{paces.in_words(terms.pace)}, {when}"


def _with_row(standing: Standing, words: str) -> Screen:
    return Screen(ui.TextDisplay(words), *_rows(standing))


def _in_words(standing: Standing) -> str:
    serial = standing.serial
    head = f"**{title_of(standing.title)}**: {agreed(serial.terms)}"
    match serial.state:
        case "active" if standing.due_at and standing.portion:
            return f"{head}\nNext: {portion_in_words(standing.portion)}, {_moment(standing.due_at)}"
        case "ended":
            return f"**{title_of(standing.title)}**\n{serial.reason}"
        case "paused":
            return f"{head}\n⏸ {serial.reason}"
        case _:
            return f"{head}\nIt rests: {serial.reason}"


def _moment(moment: datetime) -> str:
    """In the zone of whoever reads it."""
    return f"{discord.utils.format_dt(moment, 'F')} ({discord.utils.format_dt(moment, 'R')})"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _rows(standing: Standing) -> list[Row]:
    serial = standing.serial
    number = serial.serial_id
    stop = SteerOwn.button("stop", number, "Stop")
    match serial.state:
        case "active":
            buttons = [
                SteerOwn.button("more", number, "One more now"),
                *_paces(serial),
                SteerOwn.button("pause", number, "Pause"),
                stop,
            ]
        case "ended" if serial.reason == END_OF_STORY:
            return []
        case "ended":
            buttons = [SteerOwn.button("again", number, "Begin again where it stopped", BLUE)]
        case _:
            buttons = [SteerOwn.button("resume", number, "Resume", BLUE), stop]
    return [Row(*buttons)]


def _paces(serial: Serial) -> list[SteerOwn]:
    pace, number = serial.terms.pace, serial.serial_id
    buttons: list[SteerOwn] = []
    if pace in paces.LADDER[:-1]:
        buttons.append(SteerOwn.button("faster", number, "Faster"))
    if pace in paces.LADDER[1:]:
        buttons.append(SteerOwn.button("slower", number, "Slower"))
    return buttons
