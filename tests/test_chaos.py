"""Bots that are killed while they post serials, and a Discord that fails them: nothing is lost, nothing comes twice."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.bot.standin import words
from tests.chaos import tally
from tests.chaos.deaths import BETWEEN_TWO_MESSAGES, DEATHS, die
from tests.chaos.scene import IN_A_CHANNEL, staged
from tests.stories.conftest import database_url, postgres_template, sqlite_template

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["database_url", "postgres_template", "sqlite_template"]

# Each start of a bot takes seconds.
pytestmark = [pytest.mark.needs("shared"), pytest.mark.timeout(600)]
_IN_THE_SUITE = 10
_MANY = 300


def _database(folder: Path) -> str:
    return f"sqlite:///{folder / 'fireside.db'}"


def test_bots_that_are_killed_at_each_step_of_a_post_lose_nothing_and_double_nothing(shared: Path, tmp_path: Path):
    dice = random.Random(1)
    with staged(shared, tmp_path, url=_database(tmp_path), chapters=40) as scene:
        came = {death.name: die(scene, death, bots=1, dice=dice) for death in DEATHS[:_IN_THE_SUITE]}
        scene.finish(seconds=120)
        found = tally.count(scene)

    assert found.wrongs == []
    assert found.instalments >= len(scene.kinds)
    assert [name for name, did in came.items() if not did] == []


def test_two_bots_on_one_database_double_nothing(shared: Path, tmp_path: Path, database_url: str):
    with staged(shared, tmp_path, url=database_url, chapters=20) as scene:
        die(scene, BETWEEN_TWO_MESSAGES, bots=2, dice=random.Random(2))
        scene.ledger.make_due()
        scene.finish(seconds=120, bots=2)
        found = tally.count(scene)

    assert found.wrongs == []
    assert found.instalments >= len(scene.kinds)


def test_a_page_is_turned_while_instalments_are_posted(shared: Path, tmp_path: Path):
    with staged(shared, tmp_path, url=_database(tmp_path), chapters=3) as scene:
        for _ in range(_MANY):
            scene.tell(IN_A_CHANNEL, scene.novel)
        scene.ledger.make_due()
        many = scene.ledger.count_due()
        scene.start()
        scene.discord.wait_until(lambda: scene.ledger.count_due() < many)

        page = scene.discord.press("alice", scene.discord.slash("alice", "read", story="Novel"), "Begin")
        turned = scene.discord.press("alice", page, "Next")
        due = scene.ledger.count_due()

    assert "Section 2 of" in words(turned)
    assert due, "they were all posted before the page was turned"
