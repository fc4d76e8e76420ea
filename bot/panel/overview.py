"""How serials stand: one with all that can be done with it, or a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.pages import layout
from bot.panel.controls import BLUE, GREY, RED, LeafThroughSerials, SteerSerial
from bot.serials import wording
from bot.ui import Row, Screen
from stories.serials import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from stories.instalments import Portion
    from stories.store.records import Instalment, Serial

ON_A_SHEET = 8
_NAME = 90  # characters of a title
_REASON = 400
_QUEUED = 3  # titles that are named


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A serial with what is known of it: `next_one` is that portion of its story, and `last` was sent last."""

    serial: Serial
    title: str
    queued: Sequence[str] = ()
    in_forum: bool = False
    next_one: Instalment | None = None
    portion: Portion | None = None
    last: Instalment | None = None


def one(standing: Standing, *, looked: datetime | None, words: str = "", is_alone: bool = True) -> Screen:
    """A serial, and what can be done with it."""
    serial = standing.serial
    said = [f"-# {words}"] if words else []
    head = [*said, f"### {_head(standing)}", _state(standing)]
    if serial.state == "ended":
        ended = ui.TextDisplay[Any]("\n".join([*head, *_last(standing)]))
        return Screen(ended, Row(LeafThroughSerials.button("status", "What is told here")))
    lines = [*head, *_terms(standing), *_next(standing), *_last(standing)]
    if looked:
        lines.append(f"-# I last looked at what is due {discord.utils.format_dt(looked, 'R')}.")
    return Screen(ui.TextDisplay("\n".join(lines)), *_rows(serial, is_alone=is_alone))


def _rows(serial: Serial, *, is_alone: bool) -> list[Row]:
    number = serial.serial_id
    going = Row()
    if serial.state == "active":
        going.add_item(SteerSerial.button("pause", number, "Pause"))
    else:
        going.add_item(SteerSerial.button("resume", number, "Resume", BLUE))
    if serial.state == "suspended":
        going.add_item(SteerSerial.button("missed", number, "Post the missed one now"))
    else:
        going.add_item(SteerSerial.button("now", number, "Post now"))
    going.add_item(SteerSerial.button("skip", number, "Skip one"))
    going.add_item(SteerSerial.button("back", number, "Back one"))
    rest = Row(SteerSerial.button("change", number, "Change"), SteerSerial.button("end", number, "End"))
    rest.add_item(SteerSerial.button("show", number, "Look again"))
    if not is_alone:
        rest.add_item(LeafThroughSerials.button("status", "All of them"))
    return [going, rest]


def _head(standing: Standing) -> str:
    return f"**{layout.harmless(standing.title, _NAME)}** in <#{standing.serial.terms.channel_id}>"


def _state(standing: Standing) -> str:
    serial = standing.serial
    reason = _cut(serial.reason)
    return {
        "active": "It is running.",
        "paused": f"⏸ {reason or 'It is paused.'}",
        "suspended": f"⚠ It rests, and nothing is lost: {reason}",
        "ended": reason or "It has ended.",
    }[serial.state]


def _cut(words: str | None, limit: int = _REASON) -> str:
    return layout.shorten(words, limit) if words else ""


def _terms(standing: Standing) -> list[str]:
    terms = standing.serial.terms
    manner = wording.manner_in_words(terms.manner, in_forum=standing.in_forum)
    when = wording.times_in_words(terms)
    queued = [layout.harmless(title, _NAME) for title in standing.queued[:_QUEUED]]
    more = len(standing.queued) - len(queued)
    pace = "" if terms.pace.measure is Measure.DATES else f", {wording.pace_in_words(terms.pace)}"
    lines = [f"{when[:1].upper()}{when[1:]}{pace}, {manner}."]
    if queued:
        lines.append(f"Then: {', '.join(queued)}{f', and {more} more' if more else ''}.")
    return lines


def _next(standing: Standing) -> list[str]:
    row = standing.next_one
    if row is None:
        return []
    which = _which(standing)
    if standing.serial.state != "active":
        return [f"Next: {which}, once it is resumed."]
    at = f"{discord.utils.format_dt(row.due_at, 'F')} ({discord.utils.format_dt(row.due_at, 'R')})"
    late = f"\n-# {_cut(row.reason)}" if row.reason else ""
    trouble = f"\n-# Tried {row.tries} times; {row.failure}." if row.failure and row.tries > 1 else ""
    return [f"Next: {which}, {at}{late}{trouble}"]


def _which(standing: Standing) -> str:
    return wording.portion_in_words(standing.portion) if standing.portion else "what the vote decides"


def _last(standing: Standing) -> list[str]:
    row = standing.last
    if row is None or row.sent_at is None:  # of a story that is gone, nobody knows any more
        return ["Nothing has been posted yet."] if standing.next_one else []
    link = f"https://discord.com/channels/{standing.serial.terms.server_id}/{row.channel_id}/{row.message_id}"
    return [f"Last posted {discord.utils.format_dt(row.sent_at, 'R')}: {link}"]


def several(
    standings: Sequence[Standing], *, sheet: int, count: int, looked: datetime | None, to_change: bool
) -> Screen:
    """A sheet of serials, each with a way in."""
    sheets = max(1, -(-count // ON_A_SHEET))
    head = "Which one shall be changed?" if to_change else "What is told in this server"
    seen = f"\n-# I last looked at what is due {discord.utils.format_dt(looked, 'R')}." if looked else ""
    blocks: list[ui.Item[Any]] = [ui.TextDisplay(f"### {head}{seen}")]
    deed = "change" if to_change else "show"
    for standing in standings:
        text = f"{_head(standing)}\n{_briefly(standing)}"
        open_it = SteerSerial.button(deed, standing.serial.serial_id, "Open")
        blocks.append(ui.Section[Any](text, accessory=open_it))
    way = "setup" if to_change else "status"
    row = Row(LeafThroughSerials.button("new", "Set up another"))
    if sheets > 1:
        row.add_item(LeafThroughSerials.button(way, "Earlier", sheet=max(0, sheet - 1), off=sheet <= 1))
        row.add_item(LeafThroughSerials.button(way, "Later", sheet=sheet + 1, off=sheet >= sheets))
    return Screen(*blocks, row)


def _briefly(standing: Standing) -> str:
    row = standing.next_one
    if standing.serial.state == "active":
        return f"Next: {_which(standing)}, {discord.utils.format_dt(row.due_at, 'R')}" if row else "It is running."
    return _cut(_state(standing), 150)


def end_question(standing: Standing) -> Screen:
    """Whether it should really end."""
    number = standing.serial.serial_id
    return Screen(
        ui.TextDisplay(f"### End this?\n{_head(standing)}\nWhat was posted stays. What waits to come is dropped."),
        Row(
            SteerSerial.button("over", number, "Yes, end it", RED),
            SteerSerial.button("show", number, "No, go on", GREY),
        ),
    )
