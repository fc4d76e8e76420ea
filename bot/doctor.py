"""`fireside doctor`: one line for each thing that can be wrong, and how to mend it."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import aiohttp
import click
import discord

from bot import settings
from bot.exit_code import ExitCode
from bot.invite import invite_link
from bot.serials.clock import LAST_LOOKED
from bot.settings import SettingsError
from stories.errors import StoreError
from stories.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping


SQLITE = "sqlite:///"
_OVERDUE = dt.timedelta(hours=1)
_STATES = {"active": "go on", "paused": "paused", "suspended": "stopped by something"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, and what is wrong with it if anything is."""

    what: str
    good: bool
    words: str


async def examine(variables: Mapping[str, str]) -> ExitCode:
    """Look at everything a running bot needs, and print what was found."""
    findings = [_other_settings(variables), await _token(variables), _folder(variables)]
    findings += await _database(variables)
    findings.append(_time_zones())
    for finding in findings:
        mark = click.style("ok   ", fg="green") if finding.good else click.style("WRONG", fg="red")
        click.echo(f"{mark}  {finding.what}: {finding.words}")
    return ExitCode.FINE if all(finding.good for finding in findings) else ExitCode.WRONG


def _other_settings(variables: Mapping[str, str]) -> Finding:
    try:
        settings.read_settings({"DISCORD_TOKEN": "looked-at-below", **variables})
    except SettingsError as error:
        return Finding("settings", good=False, words=str(error))
    return Finding("settings", good=True, words="all are as they should be")


async def _token(variables: Mapping[str, str]) -> Finding:
    try:
        token = settings.read_token(variables)
    except SettingsError as error:
        return Finding("token", good=False, words=str(error))
    client = discord.Client(intents=discord.Intents(guilds=True))
    try:
        async with client:
            await client.login(token)
            assert client.user is not None
            return Finding("token", good=True, words=_who(client.user))
    except discord.LoginFailure:
        words = "Discord refuses it: copy it again from the developer portal, page «Bot», into DISCORD_TOKEN."
    except (aiohttp.ClientError, discord.HTTPException, OSError) as error:
        words = f"Discord can't be reached to try it ({error}): check this machine's connection."
    return Finding("token", good=False, words=words)


def _who(user: discord.ClientUser) -> str:
    return f"Discord knows it as {user}. No privileged intent is needed. Invite it with {invite_link(user.id)}"


def _folder(variables: Mapping[str, str]) -> Finding:
    try:
        url = settings.read_database_url(variables)
    except SettingsError as error:
        return Finding("folder", good=False, words=str(error))
    if not url.startswith(SQLITE):
        return Finding("folder", good=True, words="none is needed: the database is on a server")
    path = Path(url.removeprefix(SQLITE)).absolute()
    nearest = next(folder for folder in path.parents if folder.exists())
    if not os.access(nearest, os.W_OK | os.X_OK):
        words = f"{nearest} can't be written to: give the user that runs the bot the right, or set DATABASE_URL."
        return Finding("folder", good=False, words=words)
    return Finding("folder", good=True, words=f"{nearest} can be written to")


async def _database(variables: Mapping[str, str]) -> list[Finding]:
    try:
        store = await Store.open(settings.read_database_url(variables))
    except (SettingsError, StoreError) as error:
        return [Finding("database", good=False, words=str(error))]
    try:
        problems = await store.library.problems()
        titles = len(await store.library.titles())
        serials = await _serials(store)
    finally:
        await store.close()
    migrated = Finding("database", good=True, words=f"it opens, every migration has run, and it has {titles} stories")
    if not problems:
        return [migrated, serials]
    words = f"{problems[0]} (`fireside-stories check` lists all {len(problems)}; import the file anew to mend a story)"
    return [migrated, serials, Finding("stories", good=False, words=words)]


async def _serials(store: Store) -> Finding:
    """Whether daily stories come on time, as far as the database knows."""
    count = await store.serials.count()
    if not count:
        return Finding("daily stories", good=True, words="none is told")
    told = ", ".join(f"{number} {_STATES[state]}" for state, number in sorted(count.items()))
    last = await store.facts.get(LAST_LOOKED)
    looked = f"{dt.datetime.fromisoformat(last):%Y-%m-%d %H:%M} UTC" if last else "never"
    words = f"{told}; Fireside last looked whether one is due: {looked}"
    due = await store.instalments.next_at()
    if due and discord.utils.utcnow() - due > _OVERDUE:
        words = f"{words}. One waits since {due:%Y-%m-%d %H:%M} UTC: start Fireside, or see its log."
        return Finding("daily stories", good=False, words=words)
    return Finding("daily stories", good=True, words=words)


def _time_zones() -> Finding:
    try:
        ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        return Finding("time zones", good=False, words="there are none: run `pip install tzdata`.")
    return Finding("time zones", good=True, words=f"{len(available_timezones())} are known")
