"""`fireside`: run the bot, try it out, or find out what is wrong with it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from bot import settings
from bot.exit_code import ExitCode
from bot.settings import SettingsError
from stories.errors import StoreError, StoryError

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Run Fireside, the Discord bot that tells stories."""
    if context.invoked_subcommand is None:
        _end_with(_explained(_run()))


async def _run() -> ExitCode:
    chosen = settings.read_settings(settings.environment())
    from bot.running import run  # noqa: PLC0415 - so that `--help` and a wrong setting answer at once

    return await run(chosen)


@main.command(name="try")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--port", default=0, help="The port of the local page; any free one if not given.")
@click.option("--browser/--no-browser", default=True, help="Whether to open the page in your browser.")
def try_out(files: tuple[Path, ...], port: int, browser: bool) -> None:
    """Try the bot on a page of this machine, without Discord. FILES are stories to read there."""
    from bot import tryout  # noqa: PLC0415 - needs an extra, and changes the whole process

    _end_with(_explained(_served(tryout.serve(files, port=port, open_browser=browser))))


async def _served(serving: Coroutine[Any, Any, None]) -> ExitCode:
    await serving
    return ExitCode.FINE


@main.command()
def doctor() -> None:
    """Say what is wrong, and how to mend it."""
    from bot.doctor import examine  # noqa: PLC0415 - as above

    _end_with(_explained(examine(settings.environment())))


def _explained(work: Coroutine[Any, Any, ExitCode]) -> ExitCode:
    """Do the work; what the operator can mend is one sentence and an exit code, never a traceback."""
    try:
        return asyncio.run(work)
    except SettingsError as error:
        return _said(error, ExitCode.SETTINGS)
    except StoreError as error:
        return _said(error, ExitCode.DATABASE)
    except StoryError as error:
        return _said(error, ExitCode.WRONG)
    except KeyboardInterrupt:
        return ExitCode.FINE


def _said(error: Exception, code: ExitCode) -> ExitCode:
    click.echo(f"fireside: {error}", err=True)
    return code


def _end_with(code: ExitCode) -> NoReturn:
    sys.exit(code)


if __name__ == "__main__":
    main(prog_name="fireside")
