"""The words and blocks of which screens are made."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from discord import ui

from stories.manuscript import OF_THE_FILE
from stories.markdown import escape, render
from stories.reading_time import minutes_to_read
from stories.sections import Limits, Section, section_at
from stories.text import Kind, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.store.records import Page, Story, Title

LABEL = 100  # characters in a select's label, a thread's name
# What a message may show (4,000 characters, 10,000 bytes) is shared out, so that no story can have too much to say.
LINE = 160
ABOUT = 500
SUMMARY = Limits(1200, 3600)
EPIGRAPH = Limits(600, 1800)
BLURB = Limits(250, 750)


def shorten(text: str, limit: int) -> str:
    """One line of at most `limit` UTF-16 units, cut at a word; never empty."""
    line = " ".join(text.split()) or "Untitled"
    if _units(line) <= limit:
        return line
    line = line[:limit]
    while _units(line) > limit - 1:
        line = line[: line.rfind(" ")] if " " in line[limit // 2 :] else line[:-1]
    return f"{line.rstrip()}…"


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


@lru_cache(maxsize=1024)  # the same title and chapter stand over every page
def harmless(text: str, limit: int) -> str:
    """One line that Discord shows as it is written, of at most `limit` characters with all that makes it harmless."""
    room = limit
    while _units(line := escape(shorten(text, room))) > limit:
        room = room * 3 // 4
    return line


def title_of(title: str) -> str:
    """A title as one harmless line."""
    return harmless(title, LINE)


def byline(authors: Sequence[str]) -> str:
    """Who wrote it, in words; an unknown author is said to be unknown."""
    return f"by {harmless(listed(authors), LINE)}" if authors else "by an unknown author"


def listed(names: Sequence[str]) -> str:
    """`one`, `one and two`, `one, two and three`."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def title_and_authors(title: Title | Story) -> str:
    """A story as one plain line of a picker; a long title leaves room for who wrote it."""
    authors = f" by {listed(title.authors)}" if title.authors else ""
    return shorten(f"{shorten(title.title, 70)}{authors}", LABEL)


def chapter_name(label: str, title: str) -> str:
    """`Chapter 1: The Bell`, `(i) the fall`, or whichever half there is; empty when there is neither."""
    if not (label and title):
        return label or title
    return f"{label}: {title}" if label[-1].isalnum() else f"{label} {title}"


def page_heading(page: Page) -> str:
    """Large where something begins, quiet where the reader is in the middle."""
    chapter = harmless(name, LINE) if (name := chapter_name(page.label, page.chapter_title)) else ""
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
        ui.TextDisplay(shown(page.passage)),
    ]
    if page.is_last:
        blocks.append(ui.TextDisplay(f"**The end.**\n{title_of(page.title)}, {byline(page.authors)}."))
    return [*blocks, ui.Separator(), ui.TextDisplay(page_foot(page))]


@lru_cache(maxsize=500)
def shown(passage: Passage) -> str:
    """A section as Discord is sent it, which takes no empty text."""
    return render(passage) or "\u200b"


def cover_blocks(story: Story) -> list[ui.Item[Any]]:
    """What a reader should know before the first line: who wrote it, what it warns of, what it is about."""
    about = [story.rating, *story.warnings, *story.relationships, *story.tags]
    of_work = ((name, value) for name, value in story.fields.items() if name not in OF_THE_FILE)
    stated = [*of_work, ("Licence", story.licence), ("Source", story.source)]
    lines = [
        f"## {title_of(story.title)}",
        f"-# {byline(story.authors)}",
        f"-# {harmless(' · '.join(about), ABOUT)}",
        f"-# {story_length(story)}",
    ]
    if more := " · ".join(f"{name}: {value}" for name, value in stated if value):
        lines.append(f"-# {harmless(more, ABOUT)}")
    blocks: list[ui.Item[Any]] = [ui.TextDisplay("\n".join(lines))]
    if summary := beginning(Passage(story.summary), SUMMARY):
        blocks.append(ui.TextDisplay(summary))
    if epigraph := beginning(epigraph_of(story), EPIGRAPH):
        blocks += [ui.Separator(), ui.TextDisplay(epigraph)]
    return blocks


def epigraph_of(story: Story) -> Passage:
    """The lines before the story, as the quotation they are."""
    text = "\n".join(story.epigraph)
    return Passage(text, (Span(0, len(text), Kind.QUOTE),) if text else ())


def too_long_for_the_cover(story: Story) -> list[Passage]:
    """What the cover can only begin, and is therefore unfolded with the author's notes."""
    parts = [(Passage(story.summary), SUMMARY), (epigraph_of(story), EPIGRAPH)]
    return [passage for passage, limits in parts if _first(passage, limits).end < len(passage.text)]


def beginning(passage: Passage, limits: Limits) -> str:
    """As much as fits, ending where a sentence does, as Discord is sent it."""
    return render(passage.clip(*_first(passage, limits)))


def _first(passage: Passage, limits: Limits) -> Section:
    return section_at(passage, 0, limits, fullest=True)


def story_length(story: Story) -> str:
    """Chapters, and how long they take."""
    chapters = f"{story.chapters} chapters · " if story.chapters > 1 else ""
    return f"{chapters}{in_words(minutes_to_read(story.characters, story.language))} of reading"
