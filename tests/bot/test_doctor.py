"""What an operator reads when they ask what is wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.doctor import examine
from bot.exit_code import ExitCode
from bot.serials.clock import LAST_LOOKED
from stories.planning import Planner
from stories.serials import Terms
from tests.bot.sim import tell

if TYPE_CHECKING:
    from datetime import datetime

    import pytest

    from stories.store import Store


async def _begin(store: Store, *, at: datetime) -> None:
    """A serial whose first instalment is due a day after it was planned."""
    story_id = await tell(store, "Moby-Dick")
    terms = Terms(server_id=9, channel_id=4, zone="UTC", minute=at.hour * 60 + at.minute)
    planned = await Planner(store.library).first(terms, story_id, now=at)
    await store.serials.start(terms, planned=planned, created_by=1, now=at)


async def test_without_a_token_everything_else_is_looked_at_all_the_same(
    store_url: str, capsys: pytest.CaptureFixture[str]
):
    code = await examine({"DATABASE_URL": store_url})

    said = capsys.readouterr().out
    assert code is ExitCode.WRONG
    assert "WRONG  token: DISCORD_TOKEN is missing" in said
    assert "ok     database: it opens" in said
    assert "ok     daily stories: none is told" in said
    assert "ok     time zones" in said


async def test_daily_stories_are_counted_and_it_is_said_when_one_was_last_looked_for(
    store: Store, store_url: str, capsys: pytest.CaptureFixture[str]
):
    await _begin(store, at=discord.utils.utcnow())
    await store.facts.set(LAST_LOOKED, "2026-05-01T08:00:00+00:00")

    await examine({"DATABASE_URL": store_url})

    assert "ok     daily stories: 1 go on; Fireside last looked whether one is due: 2026-05-01 08:00 UTC" in (
        capsys.readouterr().out
    )


async def test_one_that_waits_in_vain_is_wrong(store: Store, store_url: str, capsys: pytest.CaptureFixture[str]):
    await _begin(store, at=discord.utils.utcnow() - timedelta(days=1, hours=2))

    await examine({"DATABASE_URL": store_url})

    said = capsys.readouterr().out
    assert "WRONG  daily stories: 1 go on; Fireside last looked whether one is due: never. One waits since" in said
