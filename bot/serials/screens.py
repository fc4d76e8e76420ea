"""The messages of an instalment: what opens its place, its pages, and what is offered under them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.pages import layout
from bot.pages.controls import ShowNote
from bot.serials.controls import BLUE, AboutInstalment, OwnSerial, StartAnother, mark
from bot.serials.failures import Failure
from bot.serials.wording import portion_in_words
from bot.ui import Row, Screen
from stories.lateness import is_late
from stories.serials import Manner

if TYPE_CHECKING:
    from datetime import datetime

    from bot.pages.screens import Beside
    from bot.serials.telling import Telling
    from stories.store.records import Instalment, Page


OTHERS = 3  # stories offered at the end of one
NOTHING_LEFT = "-# The story was revised: what was still to come of it is gone."


def page(telling: Telling, part: int, beside: Beside, *, pings: bool = False) -> Screen:
    """The message with that part, counted from one; the last one has the controls under it."""
    shown = telling.pages[part - 1]
    text: list[ui.Item[Any]] = []
    if part == 1:
        text += [
            *(_ping(telling) if pings else ()),
            ui.TextDisplay(_head(telling, shown)),
        ]
    elif shown.starts_chapter and (chapter := layout.chapter_name(shown.label, shown.chapter_title)):
        text.append(ui.TextDisplay(f"### {layout.harmless(chapter, layout.LINE)}"))
    text.append(ui.TextDisplay(layout.shown(shown.passage) if shown.end > shown.start else NOTHING_LEFT))
    row = telling.instalment
    here = mark(row.serial_id, row.number, part)
    if part < len(telling.pages):
        return Screen(*text, Row(AboutInstalment.button("contents", here, "Contents")))
    if telling.ends:
        text.append(ui.TextDisplay(_credits(telling)))
    is_own = telling.serial.terms.reader_id is not None
    rows = _rows_of_owner(telling, here, beside) if is_own else _rows_of_readers(telling, here)
    return Screen(*text, ui.Separator(), ui.TextDisplay(layout.page_foot(shown)), *rows, *_notes(shown, beside))


def _ping(telling: Telling) -> list[ui.Item[Any]]:
    role_id = telling.serial.terms.ping_role_id
    return [ui.TextDisplay(f"<@&{role_id}>")] if role_id else []


def _head(telling: Telling, shown: Page) -> str:
    title, author = layout.title_of(telling.story.title), layout.byline(telling.story.authors)
    chapter = layout.chapter_name(shown.label, shown.chapter_title)
    chapter = layout.harmless(chapter, layout.LINE) if chapter else ""
    which = portion_in_words(telling.portion)
    late = f"\n-# {telling.late}" if telling.late else ""
    if shown.number == 1 and shown.starts_chapter:
        head = f"## {title}\n-# {author} · {which}{late}"
        return f"{head}\n### {chapter}" if chapter else head
    head = f"-# **{title}** {author} · {which}"
    if shown.starts_chapter and chapter:
        return f"{head}{late}\n### {chapter}"
    return f"{head} · {chapter}{late}" if chapter else f"{head}{late}"


def _credits(telling: Telling) -> str:
    story = telling.story
    stated = [("Licence", story.licence), ("Source", story.source)]
    lines = [f"**The end.** {layout.title_of(story.title)}, {layout.byline(story.authors)}."]
    lines += [f"-# {name}: {layout.harmless(value, layout.LINE)}" for name, value in stated if value]
    if telling.next_title:
        lines.append(f"-# Next comes **{layout.title_of(telling.next_title)}**.")
    return "\n".join(lines)


def _rows_of_readers(telling: Telling, here: str) -> list[Row]:
    return [
        Row(
            AboutInstalment.button("read", here, "I’ve read it", BLUE),
            *_reading_on(telling, here),
            AboutInstalment.button("remind", here, "Remind me by DM"),
        ),
        Row(
            AboutInstalment.button("begin", here, "Catch up from the beginning"),
            AboutInstalment.button("contents", here, "Contents"),
        ),
    ]


def _reading_on(telling: Telling, here: str) -> list[AboutInstalment]:
    """Not offered where nothing follows."""
    return [] if telling.ends else [AboutInstalment.button("on", here, "Read on by myself")]


def _rows_of_owner(telling: Telling, here: str, beside: Beside) -> list[Row]:
    """To steer it by; at the end of the story, what may come in its place."""
    serial_id = telling.serial.serial_id
    reading = Row(
        AboutInstalment.button("read", here, "I’ve read it"),
        *_reading_on(telling, here),
        AboutInstalment.button("contents", here, "Contents"),
    )
    if telling.ends:
        others = [
            StartAnother.button(serial_id, title.story_id, f"Next: {layout.shorten(title.title, 60)}")
            for title in beside.next_stories[:OTHERS]
        ]
        return [Row(*others), reading] if others else [reading]
    steering = Row(
        OwnSerial.button("more", here, "One more now", BLUE),
        OwnSerial.button("back", here, "Back one"),
        OwnSerial.button("faster", here, "Faster"),
        OwnSerial.button("pause", here, "Pause"),
        OwnSerial.button("stop", here, "Stop"),
    )
    return [steering, reading]


def _notes(shown: Page, beside: Beside) -> list[Row]:
    row = Row()
    if beside.head_note:
        row.add_item(ShowNote.button("head", shown.place, "Author's note before this"))
    if beside.tail_note:
        row.add_item(ShowNote.button("tail", shown.place, "Author's note after this"))
    return [row] if row.children else []


def opening(telling: Telling) -> Screen:
    """The message from which a thread grows: the story's cover, or which instalment waits below, unspoiled."""
    row = telling.instalment
    here = mark(row.serial_id, row.number, 0)
    if telling.serial.terms.manner is Manner.THREAD:
        words = ui.TextDisplay[Any]("-# It goes on here, a part at a time.")
        return Screen(
            *layout.cover_blocks(telling.story), words, Row(AboutInstalment.button("open", here, "Read on your own"))
        )
    shown = telling.pages[0]
    buttons = Row(AboutInstalment.button("begin", here, "Catch up from the beginning"))
    return Screen(*_ping(telling), ui.TextDisplay(_head(telling, shown)), buttons)


def thread_name(telling: Telling) -> str:
    """What the thread of one instalment is called: its place in the story first, as long titles are cut short."""
    shown = telling.pages[0]
    chapter = layout.chapter_name(shown.label, shown.chapter_title)
    name = f"{telling.story.title}, {portion_in_words(telling.portion)}"
    return f"{name}: {chapter}" if chapter else name


def why_late(instalment: Instalment, *, now: datetime) -> str | None:
    """What stands over an instalment that did not come on time."""
    if instalment.reason and instalment.failure is None:
        return f"(late) {instalment.reason}"
    if not is_late(now, due=instalment.due_at):
        return None
    return f"(late) {_was_away(instalment)} at {discord.utils.format_dt(instalment.due_at, 't')}."


def why_folded(instalment: Instalment) -> str:
    """What is said of an instalment that comes with the next one."""
    return f"{_was_away(instalment)} on {discord.utils.format_dt(instalment.due_at, 'f')}, so this comes in its turn."


def _was_away(instalment: Instalment) -> str:
    return "Discord had trouble" if instalment.failure == Failure.TROUBLE else "Fireside was away"


def could_not_come(title: str, why: str) -> str:
    """What a reader hears whose own serial had to be paused."""
    return f"**{layout.title_of(title)}** could not come to you, so it is paused. {why} Then `/daily me` resumes it."
