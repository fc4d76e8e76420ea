"""The one place where an error becomes a reply."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands

from stories.errors import StoryError

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

CHANGED = "This command has changed. Wait a minute, then type `/` and choose it again."
TROUBLE = "Discord is having trouble. Nothing is lost: try again in a minute."
_GONE = {10062: "the person waited too long", 50083: "the thread is archived", 10008: "the message is gone"}


_WORDS: dict[type[Exception], Callable[[Any], str]] = {
    StoryError: str,
    app_commands.CommandNotFound: lambda _: CHANGED,
    app_commands.CommandSignatureMismatch: lambda _: CHANGED,
    app_commands.TransformerError: lambda _: "I can't make sense of that. Choose one of the things offered.",
    app_commands.MissingPermissions: lambda error: f"You need the right “{_right(error.missing_permissions[0])}” here.",
    app_commands.NoPrivateMessage: lambda _: "That works only in a server that has Fireside.",
    app_commands.CheckFailure: lambda _: "You can't use that here.",
    aiohttp.ClientConnectionError: lambda _: TROUBLE,
    discord.Forbidden: lambda _: "Discord doesn't let me do that here: a right of mine has been taken away.",
}


def explanation(error: Exception) -> str | None:
    """Words for the person who caused it, or None when the fault is ours."""
    if isinstance(error, app_commands.CommandInvokeError):
        return explanation(error.original)
    if isinstance(error, discord.HTTPException) and error.status >= 500:  # noqa: PLR2004 - HTTP's own border
        return TROUBLE
    return next((words(error) for kind, words in _WORDS.items() if isinstance(error, kind)), None)


def _right(name: str) -> str:
    return "Manage Server" if name == "manage_guild" else name.replace("_", " ").title()


async def reply_to_error(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Tell the person, and only them; an unforeseen error also goes to the log, under a code that they can quote."""
    words = explanation(error)
    if words is None:
        code = secrets.token_hex(3).upper()
        log.error("unforeseen error %s", code, exc_info=error)
        words = f"I'm sorry, something went wrong on my side. If you report it, give this code: **{code}**"
    try:
        await tell(interaction, words)
    except discord.HTTPException as failure:
        if failure.code not in _GONE:
            raise
        log.info("could not explain an error: %s", _GONE[failure.code])


async def tell(interaction: discord.Interaction[Any], words: str) -> None:
    """Say something to one person only, whether or not the interaction was answered before."""
    if interaction.response.is_done():
        await interaction.followup.send(words, ephemeral=True)
    else:
        await interaction.response.send_message(words, ephemeral=True)
