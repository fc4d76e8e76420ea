"""What every command shares: the database it works on, and the form of its answer."""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import click
from dotenv import dotenv_values, find_dotenv
from sqlalchemy.exc import DBAPIError

from stories.database import default_url, reason
from stories.errors import NoSuchStoryError, StoreError
from stories.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Coroutine

P = ParamSpec("P")

_DATABASE = f"{__name__}.database"

as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")
story_number = click.argument("story_id", metavar="ID", type=click.IntRange(min=1))


def _remember(context: click.Context, _: click.Parameter, url: str | None) -> None:
    if url is not None:
        context.meta[_DATABASE] = url


database = click.option(
    "--database",
    metavar="URL",
    callback=_remember,
    expose_value=False,
    help="sqlite:///FILE or postgresql://HOST/NAME; without it, DATABASE_URL counts.",
)


def with_store(command: Callable[Concatenate[Store, P], Coroutine[Any, Any, int | None]]) -> Callable[P, int | None]:
    """Run a command on the store that `--database` or the environment names."""

    @wraps(command)
    def run(*arguments: P.args, **options: P.kwargs) -> int | None:
        url = click.get_current_context().meta.get(_DATABASE) or _url_of_the_environment()

        async def work() -> int | None:
            async with _store(url) as store:
                return await command(store, *arguments, **options)

        return asyncio.run(work())

    return database(run)


@asynccontextmanager
async def _store(url: str) -> AsyncGenerator[Store]:
    store = await Store.open(url)
    try:
        yield store
    except NoSuchStoryError as error:
        raise NoSuchStoryError(f"{error} “fireside-stories list” shows those there are.") from error
    except DBAPIError as error:
        raise StoreError(f"The database failed: {reason(error)}.") from error
    finally:
        await store.close()


def _url_of_the_environment() -> str:
    from_file = dotenv_values(find_dotenv(usecwd=True)).get("DATABASE_URL")
    return os.environ.get("DATABASE_URL") or from_file or default_url()
