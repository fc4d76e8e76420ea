"""The words and blocks of which screens are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import ui

from stories.markdown import escape, render
from stories.reading_time import minutes_to_read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stories.store.records import Page, Story, Title

LABEL = 100  # characters in a select's label, a thread's name
BUTTON = 80
_TITLE = 200
_ROOM = 3600  # of the 4,000 characters of a message, for a cover's own words


def shorten(text: str, limit: int) -> str:
    """One line of at most `limit` UTF-16 units, cut at a word; never empty."""
    line = " ".join(text.split()) or "Untitled"
    if _units(line) <= limit:
        return line
    while _units(line) > limit - 1:
        line = line[: line.rfind(" ")] if " " in line[limit // 2 :] else line[:-1]
    return f"{line.rstrip()}…"


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def title_of(title: str) -> str:
    """A title as one harmless line."""
    return escape(shorten(title, _TITLE))


def byline(authors: Sequence[str]) -> str:
    """Who wrote it, in words; an unknown author is said to be unknown."""
    return f"by {escape(shorten(_listed(authors), _TITLE))}" if authors else "by an unknown author"


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def title_and_authors(title: Title) -> str:
    """A story as one plain line of a picker; a long title leaves room for who wrote it."""
    authors = f" by {_listed(title.authors)}" if title.authors else ""
    return shorten(f"{shorten(title.title, 70)}{authors}", LABEL)


def chapter_name(label: str, title: str) -> str:
    """`Chapter 1: The Bell`, `(i) the fall`, or whichever half there is; empty when there is neither."""
    if not (label and title):
        return label or title
    return f"{label}: {title}" if label[-1].isalnum() else f"{label} {title}"


def page_heading(page: Page) -> str:
    """Large where something begins, quiet where the reader is in the middle."""
    chapter = escape(shorten(name, _TITLE)) if (name := chapter_name(page.label, page.chapter_title)) else ""
    if page.number == 1:
        opening = f"## {title_of(page.title)}\n-# {byline(page.authors)}"
        return f"{opening}\n### {chapter}" if chapter else opening
    if page.starts_chapter and chapter:
        return f"-# {title_of(page.title)}\n### {chapter}"
    return f"-# {title_of(page.title)} · {chapter}" if chapter else f"-# {title_of(page.title)}"


def page_foot(page: Page) -> str:
    """Where the reader is: section, percent, and minutes left."""
    read = page.before + page.end - page.start
    percent = 100 if page.is_last else min(99, 100 * read // max(1, page.characters))
    left = minutes_to_read(page.characters - read, page.language)
    where = f"-# Section {page.number:,} of {page.of:,} · {percent} %"
    return where if page.is_last else f"{where} · {in_words(left)} left"


def in_words(minutes: int) -> str:
    """A length of reading time that a person would say."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{max(1, minutes)} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def page_blocks(page: Page) -> list[ui.Item[Any]]:
    """Heading, text and foot; the last page also says that it is the end, and whose story it was."""
    blocks: list[ui.Item[Any]] = [
        ui.TextDisplay(page_heading(page)),
        ui.TextDisplay(render(page.passage) or "\u200b"),
    ]
    if page.is_last:
        blocks.append(ui.TextDisplay(f"**The end.**\n{title_of(page.title)}, {byline(page.authors)}."))
    return [*blocks, ui.Separator(), ui.TextDisplay(page_foot(page))]


def cover_blocks(story: Story) -> list[ui.Item[Any]]:
    """What a reader should know before the first line: who wrote it, what it warns of, what it is about."""
    about = [str(story.rating), *story.warnings, *story.relationships, *story.tags]
    lines = [
        f"## {title_of(story.title)}",
        f"-# {byline(story.authors)}",
        f"-# {escape(shorten(' · '.join(about), 600))}",
        f"-# {story_length(story)}",
    ]
    blocks: list[ui.Item[Any]] = [ui.TextDisplay("\n".join(lines))]
    if story.summary:
        blocks.append(ui.TextDisplay("\n".join(fitting(story.summary.split("\n"), _ROOM // 2))))
    if story.epigraph:
        lines = [f"> {line}" for line in fitting(story.epigraph, _ROOM // 2 - 1000)]
        blocks += [ui.Separator(), ui.TextDisplay("\n".join(lines))]
    return blocks


def story_length(story: Story) -> str:
    """Chapters, and how long they take."""
    chapters = f"{story.chapters} chapters · " if story.chapters > 1 else ""
    return f"{chapters}{in_words(minutes_to_read(story.characters, story.language))} of reading"


def fitting(lines: Iterable[str], room: int) -> list[str]:
    """As many lines, made harmless, as fit in `room` characters; the rest is told of with an ellipsis of its own."""
    kept: list[str] = []
    for line in lines:
        shown = escape(line) if line.strip() else ""
        room -= len(shown) + 3
        if room < 0:
            return [*kept, "…"]
        kept.append(shown)
    return kept
