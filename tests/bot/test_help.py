"""`/help`, `/privacy`, and what happens when something goes wrong."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.bot.person import press, text_of
from tests.bot.sim import tell

if TYPE_CHECKING:
    from tests.bot.sim import World


async def test_help_fits_one_screen_and_names_every_command(world: World) -> None:
    answer = await world.alice.slash(world.general, "help")

    assert answer.ephemeral
    assert len(text_of(answer)) < 1200
    for command in ("read", "continue", "stories", "daily me", "daily server", "daily status", "privacy"):
        assert f"</{command}:" in text_of(answer), "a command cannot be pressed"


async def test_the_commands_are_told_to_discord_once_and_not_at_every_start(world: World) -> None:
    await world.restart()

    told = [request for request in world.env.http_requests if request.path.endswith("/commands")]
    assert len(told) == 1
    assert "</read:" in text_of(await world.alice.slash(world.general, "help"))


async def test_a_reader_gets_a_copy_of_what_is_kept(world: World) -> None:
    await tell(world.store, "Emma")
    await press(world.alice, await world.alice.slash(world.general, "read", story="Emma"), "Begin")

    screen = await world.alice.slash(world.general, "privacy")
    answer = await press(world.alice, screen, "Send me a copy")

    assert answer.response is not None
    attachment = answer.response.attachments[0]
    assert attachment.filename == "fireside.json"
    copy = json.loads(await attachment.read())
    assert copy["reader_id"] == world.alice.id
    assert copy["places"][0]["story"] == "Emma"


async def test_a_reader_has_everything_deleted_after_one_more_question(world: World) -> None:
    story = await tell(world.store, "Emma")
    await press(world.alice, await world.alice.slash(world.general, "read", story="Emma"), "Begin")
    screen = await world.alice.slash(world.general, "privacy")

    question = await press(world.alice, screen, "Delete it all")
    assert await world.store.places.of(world.alice.id, story) is not None

    answer = await press(world.alice, question, "Yes, delete it")
    assert "nothing about you" in text_of(answer)
    assert await world.store.places.of(world.alice.id, story) is None


async def test_thinking_again_keeps_everything(world: World) -> None:
    story = await tell(world.store, "Emma")
    await press(world.alice, await world.alice.slash(world.general, "read", story="Emma"), "Begin")
    question = await press(world.alice, await world.alice.slash(world.general, "privacy"), "Delete it all")

    await press(world.alice, question, "No, keep it")

    assert await world.store.places.of(world.alice.id, story) is not None


@pytest.mark.simcord(check_errors=False)
async def test_an_unforeseen_error_gets_an_apology_with_a_code_that_is_in_the_log(
    world: World, store_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with sqlite3.connect(store_url.removeprefix("sqlite:///")) as broken:
        broken.execute("ALTER TABLE stories RENAME TO lost")
    broken.close()

    answer = text_of(await world.alice.slash(world.general, "stories"))

    code = answer.split("**")[1]
    assert "I'm sorry" in answer
    assert code in caplog.text
