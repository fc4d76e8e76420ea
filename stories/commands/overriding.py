"""What a person may say of a file while importing it, as options of the command line."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import click

from stories.importing import Overrides
from stories.importing.fields import RATINGS, rating_in
from stories.importing.languages import language_tag
from stories.ratings import Rating

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from stories.store import Store

P = ParamSpec("P")


class _Pattern(click.ParamType[re.Pattern[str]]):
    name = "pattern"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> re.Pattern[str]:
        try:
            return re.compile(str(value))
        except re.error as error:
            self.fail(f"{value!r} is no regular expression: {error}.", param, ctx)


class _Rating(click.ParamType[Rating]):
    name = "rating"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Rating:
        rating = rating_in(str(value))
        if rating == Rating.NOT_RATED and str(value).casefold() not in RATINGS:
            self.fail(f"{value!r} is none of {', '.join(Rating)}.", param, ctx)
        return rating


class _Encoding(click.ParamType[str]):
    name = "encoding"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            b" ".decode(str(value) or "utf-8")
        except (LookupError, UnicodeError):
            self.fail(f"There is no encoding named {value!r}.", param, ctx)
        return str(value)


_SAID = (
    click.option("--title", default="", help="What the story is called."),
    click.option("--author", "authors", multiple=True, help="Who wrote it; may be given more than once."),
    click.option("--summary", default="", help="What it is about."),
    click.option(
        "--language",
        default="",
        help="What it is written in, such as en or pt-BR.",
    ),
    click.option("--rating", type=_Rating(), help=f"{', '.join(Rating)}."),
    click.option("--warning", "warnings", multiple=True, help="What to warn of; may be given more than once."),
    click.option("--tag", "tags", multiple=True, help="Another word for it; may be given more than once."),
    click.option(
        "--chapters",
        type=_Pattern(),
        metavar="PATTERN",
        help="Begin a chapter at each paragraph that begins with this regular expression, and at no other.",
    ),
    click.option("--no-chapters", is_flag=True, help="Leave the story in one piece."),
    click.option("--no-notes", is_flag=True, help="Take nothing as an author's note."),
    click.option("--no-fields", is_flag=True, help="Take no `Label: value` lines and no quotation as a description."),
    click.option("--no-epigraph", is_flag=True, help="Take nothing as an epigraph."),
    click.option("--no-scene-breaks-at-gaps", is_flag=True, help="Take a larger gap as nothing but a larger gap."),
    click.option("--encoding", type=_Encoding(), default="", help="Read the file in this encoding, such as cp1251."),
)


def with_overrides(
    command: Callable[Concatenate[Store, P], Coroutine[Any, Any, int | None]],
) -> Callable[Concatenate[Store, P], Coroutine[Any, Any, int | None]]:
    """Give a command `said`: all that the person says against what would be read out of a file."""

    @wraps(command)
    async def run(store: Store, *arguments: P.args, **options: P.kwargs) -> int | None:
        said = Overrides(**{name: options.pop(name) for name in Overrides.__dataclass_fields__})  # pyright: ignore[reportArgumentType] - the options are its fields
        if said.chapters and said.no_chapters:
            raise click.UsageError("--chapters and --no-chapters cannot both be meant.")
        options["said"] = replace(said, language=language_tag(said.language))
        return await command(store, *arguments, **options)

    for option in reversed(_SAID):
        run = option(run)
    return run
