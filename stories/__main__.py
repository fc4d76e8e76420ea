"""The command line: import, list, show, check, export, remove."""

from __future__ import annotations

import os
import sys

import click

from stories.commands import commands
from stories.errors import StoreError, StoryError

REFUSED = 1
DATABASE_TROUBLE = 3
INTERRUPTED = 130


def main() -> None:
    """Run what was asked, and turn every error into a sentence and an exit code."""
    try:
        sys.exit(_run())
    except BrokenPipeError:
        # Whoever read along has seen enough; Python would complain once more when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _run() -> int:
    try:
        code: int | None = commands.main(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except StoryError as error:
        return _explained(error, REFUSED)
    except StoreError as error:
        return _explained(error, DATABASE_TROUBLE)
    else:
        return code or 0


def _explained(error: Exception, code: int) -> int:
    click.echo(str(error), err=True)
    return code


if __name__ == "__main__":
    main()
