"""Whole messages: a page, a cover, the contents, a note, the list of stories."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.pages import layout
from bot.pages.controls import (
    BLUE,
    ChooseSection,
    GoOn,
    LeafThroughShelf,
    OpenContents,
    OpenStory,
    ReadInThread,
    ShowCover,
    ShowNote,
    TurnPage,
)
from bot.ui import Row, Screen
from stories.markdown import render
from stories.text import Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.pages.controls import Where
    from stories.store.records import Heading, Page, Story, Title

CHAPTERS_ON_A_SHEET = 25  # the options of one select
STORIES_ON_A_SHEET = 6
_JUMPS = 20  # a select with a spot every five percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a page offers besides turning: the author's notes, and at the end what to read next."""

    head_note: bool = False
    tail_note: bool = False
    next_stories: Sequence[Title] = ()


def private_page(page: Page, beside: Beside) -> Screen:
    """A page that one reader leafs through."""
    turning = Row(_back(page))
    if not page.is_last:
        turning.add_item(TurnPage.button("next", page.place, "Next", BLUE))
    turning.add_item(OpenContents.button(page.place)).add_item(ReadInThread.button(page.place))
    return Screen(*layout.page_blocks(page), turning, *_rows_beside(page, beside))


def _back(page: Page) -> TurnPage | ShowCover:
    if page.number == 1:
        return ShowCover.button(page.story_id, "Back")
    return TurnPage.button("back", page.place, "Back")


def thread_page(page: Page, beside: Beside, *, thread_id: int, ordinal: int) -> Screen:
    """A page posted in a thread: Next posts the one after it; Back and Contents answer privately."""
    row = Row(_back(page))
    if not page.is_last:
        row.add_item(GoOn.button(thread_id, ordinal, page.place))
    row.add_item(OpenContents.button(page.place))
    return Screen(*layout.page_blocks(page), row, *_rows_beside(page, beside))


def _rows_beside(page: Page, beside: Beside) -> list[Row]:
    rows: list[Row] = []
    notes = Row()
    if beside.head_note:
        notes.add_item(ShowNote.button("head", page.place, "Author's note before this"))
    if beside.tail_note:
        notes.add_item(ShowNote.button("tail", page.place, "Author's note after this"))
    if notes.children:
        rows.append(notes)
    if beside.next_stories:
        rows.append(_next_stories(beside.next_stories))
    return rows


def _next_stories(titles: Sequence[Title]) -> Row:
    return Row(*(OpenStory.button(title.story_id, f"Read {layout.shorten(title.title, 60)}") for title in titles))


def private_cover(story: Story, first: Page, *, has_note: bool) -> Screen:
    """What a reader should know before the first page, and the way in."""
    row = Row(TurnPage.button("stay", first.place, "Begin", BLUE))
    row.add_item(OpenContents.button(first.place)).add_item(ReadInThread.button(first.place))
    if has_note:
        row.add_item(ShowNote.button("head", first.place, "Author's note"))
    return Screen(*layout.cover_blocks(story), row)


def thread_cover(story: Story, first: Page, *, has_note: bool, thread_id: int, ordinal: int) -> Screen:
    """The first message of a thread: its button posts the first page."""
    row = Row(GoOn.button(thread_id, ordinal, first.place, "Begin"))
    row.add_item(OpenContents.button(first.place, sheet=1))  # not 0: no control of it may be taken for the first page's
    if has_note:
        row.add_item(ShowNote.button("head", first.place, "Author's note"))
    return Screen(*layout.cover_blocks(story), row)


def invitation(story: Story, reader: str) -> Screen:
    """The message from which a reader's public thread grows."""
    return Screen(ui.TextDisplay(f"{reader} reads **{layout.title_of(story.title)}** in this thread."))


def contents(page: Page, headings: Sequence[Heading], *, sheet: int, words: str = "") -> Screen:
    """The chapters in a select, a jump to any part, and the way back to the page."""
    sheets = -(-len(headings) // CHAPTERS_ON_A_SHEET)
    sheet = min(sheet or _sheet_with(page, headings), max(1, sheets))
    blocks: list[ui.Item[Any]] = [
        ui.TextDisplay(f"### Contents of {layout.title_of(page.title)}"),
        ui.TextDisplay(words or f"You are in section {page.number:,} of {page.of:,}."),
    ]
    if len(headings) > 1:
        shown = headings[(sheet - 1) * CHAPTERS_ON_A_SHEET : sheet * CHAPTERS_ON_A_SHEET]
        hint = f"Go to a chapter ({shown[0].chapter} to {shown[-1].chapter} of {len(headings)})"
        options = [_chapter_option(heading, page) for heading in shown]
        blocks.append(Row(ChooseSection.select("chapter", page.place, hint, options)))
    if page.of > 1:
        jump = ChooseSection.select("jump", page.place, "Jump to a part of the story", _jumps(page))
        blocks.append(Row(jump))
    row = Row(TurnPage.button("stay", page.place, "Back to the page", BLUE))
    if sheet > 1:
        row.add_item(OpenContents.button(page.place, "Earlier chapters", sheet=sheet - 1))
    if sheet < sheets:
        row.add_item(OpenContents.button(page.place, "Later chapters", sheet=sheet + 1))
    return Screen(*blocks, row)


def _sheet_with(page: Page, headings: Sequence[Heading]) -> int:
    before = bisect_right([heading.chapter for heading in headings], page.chapter)
    return -(-max(1, before) // CHAPTERS_ON_A_SHEET)


def _chapter_option(heading: Heading, page: Page) -> discord.SelectOption:
    name = layout.chapter_name(heading.label, heading.title) or f"Part {heading.chapter}"
    here = "You are here" if heading.chapter == page.chapter else None
    # A chapter without text shares its section with the next one: the chapter makes the value unlike any other.
    value = f"{heading.number}.{heading.chapter}"
    return discord.SelectOption(label=layout.shorten(name, layout.LABEL), value=value, description=here)


def _jumps(page: Page) -> list[discord.SelectOption]:
    spots = {1 + (page.of - 1) * step // _JUMPS: 100 * step // _JUMPS for step in range(_JUMPS, -1, -1)}
    return [
        discord.SelectOption(label=f"Section {number:,} ({percent} %)", value=str(number))
        for number, percent in sorted(spots.items())
    ]


def note(page: Page, part: Passage, *, where: Where, number: int, of: int) -> Screen:
    """A part of an author's note, apart from the story."""
    side = "before" if where == "head" else "after"
    row = Row(TurnPage.button("stay", page.place, "Back to the story", BLUE))
    if number > 1:
        row.add_item(ShowNote.button(where, page.place, "Earlier in the note", part=number - 1))
    if number < of:
        row.add_item(ShowNote.button(where, page.place, "More of the note", part=number + 1))
    quiet = f" · part {number} of {of}" if of > 1 else ""
    return Screen(
        ui.TextDisplay(f"-# Author's note {side} this part of {layout.title_of(page.title)}{quiet}"),
        ui.Container(ui.TextDisplay(render(part) or "\u200b")),
        row,
    )


def shelf(stories: Sequence[Story], *, sheet: int, count: int, restricted: bool) -> Screen:
    """A sheet of the stories that may be read here."""
    sheets = max(1, -(-count // STORIES_ON_A_SHEET))
    quiet = [] if restricted else ["-# Stories for adults are listed in age-restricted channels only."]
    blocks: list[ui.Item[Any]] = [ui.TextDisplay("\n".join([f"### {_how_many(count)}", *quiet]))]
    blocks += [_listed(story) for story in stories]
    if sheets > 1:
        blocks.append(ui.TextDisplay(f"-# Page {sheet} of {sheets}"))
        blocks.append(
            Row(
                LeafThroughShelf.button(sheet - 1, "Back", disabled=sheet <= 1),
                LeafThroughShelf.button(sheet + 1, "Next", disabled=sheet >= sheets),
            )
        )
    return Screen(*blocks)


def _how_many(count: int) -> str:
    if not count:
        return "There are no stories to read here yet"
    return "1 story to read here" if count == 1 else f"{count:,} stories to read here"


def _listed(story: Story) -> ui.Section[Any]:
    lines = [
        f"**{layout.title_of(story.title)}** {layout.byline(story.authors)}",
        layout.beginning(Passage(story.summary), layout.BLURB),
        f"-# {story.rating} · {layout.story_length(story)}",
    ]
    return ui.Section[Any]("\n".join(filter(None, lines)), accessory=OpenStory.button(story.story_id, "Read"))
