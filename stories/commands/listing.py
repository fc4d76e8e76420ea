"""`list`, `show` and `remove`: the stories that are here."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from stories.commands import shapes
from stories.commands.opening import as_json, story_number, with_store
from stories.commands.telling import byline, told_at_length
from stories.ratings import Rating

if TYPE_CHECKING:
    from stories.store import Store
    from stories.store.records import Page, Story


@click.command("list")
@as_json
@with_store
async def list_(store: Store, *, as_json: bool) -> None:
    """List the stories, by title."""
    everything = await store.library.count(ratings=Rating)
    told = await store.library.stories(ratings=Rating, limit=everything)
    if as_json:
        click.echo(json.dumps([shapes.entry(story) for story in told], ensure_ascii=False))
    elif told:
        Console().print(_table(told))
    else:
        click.echo("There are no stories yet: “fireside-stories import PATH” takes some in.")


@click.command()
@story_number
@click.option("--sections", "in_sections", is_flag=True, help="Show the text, a section at a time.")
@as_json
@with_store
async def show(store: Store, story_id: int, *, in_sections: bool, as_json: bool) -> None:
    """Tell what is known of a story."""
    if in_sections:
        _show_sections(await store.library.pages(story_id), as_json=as_json)
        return
    told = await store.library.story(story_id)
    manuscript = await store.library.manuscript(story_id)
    if as_json:
        shape = shapes.story(manuscript, story_id=told.story_id, revision=told.revision, sections=told.sections)
        click.echo(json.dumps(shape, ensure_ascii=False))
    else:
        Console().print(told_at_length(manuscript, sections=told.sections), soft_wrap=True)


@click.command()
@story_number
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
@with_store
async def remove(store: Store, story_id: int, *, yes: bool, as_json: bool) -> int:
    """Take a story out of the library, with everybody's places in it."""
    told = await store.library.story(story_id)
    if not yes and not click.confirm(f"Remove “{told.title}” and every place in it?", err=True):
        click.echo("Nothing was removed.", err=True)
        return 1
    title = await store.library.remove(story_id, now=datetime.now(UTC))
    if as_json:
        click.echo(json.dumps({"id": story_id, "title": title}, ensure_ascii=False))
    else:
        click.echo(f"Removed “{title}”.")
    return 0


def _table(told: list[Story]) -> Table:
    table = Table("ID", "Title", "Author", "Rating", "Sections")
    for story in told:
        author = Text(byline(story.authors))
        table.add_row(str(story.story_id), Text(story.title), author, story.rating.value, str(story.sections))
    return table


def _show_sections(pages: list[Page], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([shapes.section(page) for page in pages], ensure_ascii=False))
        return
    for page in pages:
        click.echo(f"── section {page.number} of {page.of}, chapter {page.chapter} ──\n{page.passage.text.strip()}\n")
