"""Stories and libraries of any size, made up on the spot."""

from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING

import discord

from stories.manuscript import Chapter, Manuscript
from stories.ratings import Rating
from stories.schema import chapters, revisions, sections, stories
from stories.store import Store
from stories.text import Kind, Passage, Span

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Table

_WORDS = "the a fire night road and then she he they told it was old rain house of to in winter door letter"
_PER_CHAPTER = 20_000  # characters
_SHORT = 300  # characters of each section of a copy: a hundred thousand whole ones would fill the disk


def made_up(title: str, *, characters: int) -> Manuscript:
    """A story of about that many characters, in chapters of a novel's size, with some emphasis here and there."""
    dice = random.Random(title)
    parts: list[Chapter] = []
    left = characters
    while left > 0:
        number = len(parts) + 1
        body = _chapter(dice, min(left, _PER_CHAPTER))
        parts.append(Chapter(number=number, label=f"Chapter {number}", body=body))
        left -= len(body.text)
    return Manuscript(title=title, authors=("A. Nobody",), rating=Rating.GENERAL, chapters=tuple(parts))


def _chapter(dice: random.Random, characters: int) -> Passage:
    words, pieces, spans, length = _WORDS.split(), list[str](), list[Span](), 0
    while length < characters:
        sentence = f"{' '.join(dice.choices(words, k=dice.randint(4, 24))).capitalize()}."
        if dice.random() < 0.02:
            spans.append(Span(length, length + len(sentence), Kind.EMPHASIS))
        pieces += sentence, dice.choice((" ", " ", " ", "\n\n"))
        length += len(sentence) + len(pieces[-1])
    return Passage("".join(pieces).rstrip(), tuple(spans))


async def keep(store: Store, manuscript: Manuscript) -> int:
    """Take it into the library; its number."""
    title = manuscript.title
    kept = await store.library.keep(manuscript, origin=title, digest=title, now=discord.utils.utcnow())
    return kept.story_id


async def library_of(folder: Path, count: int) -> Store:
    """A library of that many stories of three sections each, copied from one by the database itself."""
    path = folder / f"{count}.sqlite3"
    store = await Store.open(f"sqlite:///{path}")
    original = await keep(store, made_up("A short story", characters=5_000))
    with sqlite3.connect(path) as connection:
        for table in (stories, revisions, chapters, sections):
            connection.execute(_copying(table), {"original": original, "count": count})
        connection.execute("ANALYZE")
    connection.close()
    return store


def _copying(table: Table) -> str:
    changed = {
        "story_id": "story_id + n",
        "title": "title || ' ' || n" if table is stories else "title",
        "sort_key": "sort_key || ' ' || n",
        "origin": "origin || ' ' || n",
        "digest": "digest || ' ' || n",
        "text": f"substr(text, 1, {_SHORT})",
        "spans": "'[]'",
    }
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    values = ", ".join(changed.get(column.name, f'"{column.name}"') for column in table.columns)
    return f"""
        WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < :count - 1)
        INSERT INTO {table.name} ({names})
        SELECT {values} FROM {table.name}, copies WHERE story_id = :original
    """
