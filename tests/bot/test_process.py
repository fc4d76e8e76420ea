"""The real program, started as an operator starts it, and what it tells them when it cannot run."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from bot.exit_code import ExitCode
from tests.bot.standin import BotProcess, labels, words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.standin import Shown, StandIn


# ------------------------------------------------- it ends, and says why in a sentence


def _end_of(bot: BotProcess) -> tuple[ExitCode, str]:
    """How a bot ended that could not run, and the one line it said; never a traceback."""
    code = ExitCode(bot.ends())
    assert len(bot.said.splitlines()) == 1, bot.said
    return code, bot.said


def test_a_missing_token_is_named(tmp_path: Path):
    code, said = _end_of(BotProcess(tmp_path))

    assert code is ExitCode.SETTINGS
    assert "DISCORD_TOKEN is missing" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [("DATABASE_URL", "mysql://nowhere/x"), ("LOG_LEVEL", "loud"), ("LOG_FORMAT", "xml"), ("DEV_SERVER_ID", "home")],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str):
    code, said = _end_of(BotProcess(tmp_path, variables={"DISCORD_TOKEN": "a.b.c", name: value}))

    assert code is ExitCode.SETTINGS
    assert name in said


def test_settings_are_read_from_a_file_too(tmp_path: Path):
    (tmp_path / ".env").write_text("DISCORD_TOKEN=a.b.c\nLOG_LEVEL=loud\n")

    assert "LOG_LEVEL" in _end_of(BotProcess(tmp_path))[1]


def _with_database(path: Path) -> dict[str, str]:
    return {"DISCORD_TOKEN": "a.b.c", "DATABASE_URL": f"sqlite:///{path}"}


def test_a_database_that_is_none_is_refused(tmp_path: Path):
    path = tmp_path / "letter.db"
    path.write_text("Dear reader, " * 1000)

    code, said = _end_of(BotProcess(tmp_path, variables=_with_database(path)))

    assert code is ExitCode.DATABASE
    assert str(path) in said


def test_a_database_of_a_newer_fireside_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / "newer.db"
    with sqlite3.connect(path) as newer:
        newer.execute("CREATE TABLE alembic_version (version_num VARCHAR(64) NOT NULL PRIMARY KEY)")
        newer.execute("INSERT INTO alembic_version VALUES ('from_the_future')")
    newer.close()

    code, said = _end_of(BotProcess(tmp_path, variables=_with_database(path)))

    assert code is ExitCode.DATABASE
    assert "newer Fireside" in said
    with sqlite3.connect(path) as unchanged:
        assert unchanged.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [
            ("alembic_version",)
        ]
    unchanged.close()


def test_a_wrong_token_is_a_sentence_not_a_traceback(stand_in: StandIn):
    code, said = _end_of(stand_in.start(DISCORD_TOKEN="a.b.c"))

    assert code is ExitCode.LOGIN
    assert "DISCORD_TOKEN" in said


def test_a_discord_that_cannot_be_reached_is_a_sentence(tmp_path: Path, stand_in: StandIn):
    code, said = _end_of(stand_in.start(DISCORD_API_BASE="http://127.0.0.1:9/api/v10"))

    assert code is ExitCode.NETWORK
    assert "can't be reached" in said


# --------------------------------------------------------------- it runs, and endures


def _read(stand_in: StandIn) -> Shown:
    """Alice begins the first story that the picker offers."""
    story = stand_in.suggestions("alice", "read", "story")[0]["value"]
    return stand_in.press("alice", stand_in.slash("alice", "read", story=story), "Begin")


def test_a_story_of_the_shelf_can_be_read_at_once(stand_in: StandIn):
    stand_in.start_ready()

    page = _read(stand_in)
    turned = stand_in.press("alice", page, "Next")

    assert "Section 1 of" in words(page)
    assert "Section 2 of" in words(turned)
    assert turned["message"]["id"] == page["message"]["id"]


def test_a_page_turn_waits_out_a_rate_limit(stand_in: StandIn):
    stand_in.start_ready()
    page = _read(stand_in)
    stand_in.rate_limit("POST", "/interactions/*", seconds=0.5)

    assert "Section 2 of" in words(stand_in.press("alice", page, "Next"))


def test_a_press_during_a_dropped_connection_is_answered(stand_in: StandIn):
    stand_in.start_ready()
    page = _read(stand_in)
    stand_in.drop_connection()

    assert "Section 2 of" in words(stand_in.press("alice", page, "Next"))


def test_it_ends_in_good_order_when_asked(stand_in: StandIn):
    bot = stand_in.start_ready()

    assert bot.stop(within=10) == ExitCode.FINE
    assert "Traceback" not in bot.said


def test_buttons_and_places_outlive_a_kill(stand_in: StandIn, database_url: str):
    bot = stand_in.start_ready(DATABASE_URL=database_url)
    page = stand_in.press("alice", _read(stand_in), "Next")
    bot.kill()
    stand_in.start_ready(DATABASE_URL=database_url)

    turned = stand_in.press("alice", page, "Back")

    assert "Section 1 of" in words(turned)


def test_commands_are_told_to_discord_only_once(stand_in: StandIn):
    stand_in.start_ready().stop()
    stand_in.start_ready()

    assert len(stand_in.requests("PUT", "/commands")) == 1


def _continue_in_a_thread(stand_in: StandIn) -> tuple[str, Shown]:
    """Alice goes on in a thread; its number, and its first page."""
    stand_in.press("alice", _read(stand_in), "Read in a thread")
    [thread] = stand_in.server.threads(channel=stand_in.general)
    [page] = stand_in.messages(thread["id"])
    return thread["id"], page


def test_an_answer_lost_on_its_way_posts_no_page_twice(stand_in: StandIn):
    stand_in.start_ready()
    thread, page = _continue_in_a_thread(stand_in)
    stand_in.lose_answer("POST", f"/channels/{thread}/messages")

    stand_in.press("alice", page, "Next")
    stand_in.wait_until(lambda: len(stand_in.requests("POST", f"/channels/{thread}/messages")) == 3)

    assert len(stand_in.messages(thread)) == 2


def test_a_page_under_way_is_seen_through_before_it_ends(stand_in: StandIn):
    bot = stand_in.start_ready()
    thread, page = _continue_in_a_thread(stand_in)
    stand_in.lose_answer("POST", f"/channels/{thread}/messages", after=1)

    stand_in.press("alice", page, "Next")

    assert bot.stop(within=10) == ExitCode.FINE
    first, second = stand_in.messages(thread)
    assert "Next" not in labels(first)
    assert "Next" in labels(second)
