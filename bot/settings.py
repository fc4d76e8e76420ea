"""What the operator may choose; `.env.example` lists the same names."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast

from dotenv import dotenv_values, find_dotenv

from stories.database import default_url

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
FORMATS = ("people", "json")


class SettingsError(Exception):
    """A setting is missing or wrong; the text names it and says what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of a running bot. The token stays out of its `repr`, and so out of logs."""

    token: str = field(repr=False)
    database_url: str = field(repr=False)
    log_level: str
    log_format: Literal["people", "json"]
    dev_server_id: int | None


def environment() -> dict[str, str]:
    """The variables of the process over those of a `.env` file in this folder or above it."""
    from_file = dotenv_values(find_dotenv(usecwd=True))
    return {name: value for name, value in {**from_file, **os.environ}.items() if value is not None}


def read_settings(variables: Mapping[str, str]) -> Settings:
    """Settings from variables; the first one that is missing or wrong raises SettingsError."""
    return Settings(
        token=read_token(variables),
        database_url=read_database_url(variables),
        log_level=_one_of(variables, "LOG_LEVEL", LEVELS, default="INFO"),
        log_format=cast("Literal['people', 'json']", _one_of(variables, "LOG_FORMAT", FORMATS, default="people")),
        dev_server_id=_dev_server_id(variables),
    )


def read_token(variables: Mapping[str, str]) -> str:
    """The bot's token; only its shape is checked here."""
    token = variables.get("DISCORD_TOKEN", "").strip()
    if not token:
        raise SettingsError(
            "DISCORD_TOKEN is missing: put your bot's token in the environment or in a file named .env "
            "(README, «Run it for real»)."
        )
    if not token.isascii() or any(character.isspace() for character in token):
        raise SettingsError("DISCORD_TOKEN has characters that no token has: copy it again from the developer portal.")
    return token


def read_database_url(variables: Mapping[str, str]) -> str:
    """Where the database is; a SQLite file in the user's data folder unless the operator says otherwise."""
    url = variables.get("DATABASE_URL", "").strip() or default_url()
    if not url.startswith(("sqlite:///", "postgresql://")):
        raise SettingsError("DATABASE_URL must begin with sqlite:/// or postgresql://.")
    return url


def _one_of(variables: Mapping[str, str], name: str, allowed: tuple[str, ...], *, default: str) -> str:
    wanted = variables.get(name, "").strip() or default
    for choice in allowed:
        if wanted.casefold() == choice.casefold():
            return choice
    raise SettingsError(f"{name} is “{wanted}”; it must be one of {', '.join(allowed)}.")


def _dev_server_id(variables: Mapping[str, str]) -> int | None:
    number = variables.get("DEV_SERVER_ID", "").strip()
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and 15 <= len(number) <= 20):  # noqa: PLR2004 - the length of a snowflake
        raise SettingsError("DEV_SERVER_ID must be a server's number, such as 123456789012345678.")
    return int(number)
