"""The command line: what each command does, over the same store as the bot."""

from __future__ import annotations

import click

from stories.commands.checking import check
from stories.commands.exporting import export
from stories.commands.importing import import_
from stories.commands.listing import list_, remove, show
from stories.commands.opening import database


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@database
def commands() -> None:
    """Keep the stories that Fireside tells."""


for command in (import_, list_, show, check, export, remove):
    commands.add_command(command)
