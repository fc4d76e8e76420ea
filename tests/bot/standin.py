"""The real program, `python -m bot`, as a process of its own against a Discord on the loopback address.

The Discord is `../shared/stand-in`, a process too: bots can be killed and started again while its world stays.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from bot.invite import PERMISSIONS
from tests.bot.person import type_of_button, type_of_text, walk
from tests.conftest import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping
    from pathlib import Path

    import discord

# A start imports discord.py, migrates a database and fills the shelf, on a machine that may have other things to do.
_PATIENCE = 60.0
# Names that a test's bot must not find in the environment of whoever runs the tests.
_OURS = ("DISCORD_", "DATABASE_URL", "LOG_", "DEV_SERVER_ID", "PYTHONPATH")

Shown = dict[str, Any]


class BotProcess:
    """`python -m bot` with a folder of its own to stand in; all it says is kept."""

    def __init__(self, folder: Path, *arguments: str, variables: Mapping[str, str] | None = None) -> None:
        variables = variables or {}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        path = os.pathsep.join(filter(None, (variables.get("PYTHONPATH"), str(CHECKOUT))))
        self._said = folder / f"said-{time.monotonic_ns()}.txt"
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", *arguments],
                cwd=folder,
                env={**inherited, **variables, "PYTHONPATH": path},
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        """Everything it has written so far."""
        return self._said.read_text("utf-8")

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def ends(self, *, within: float = _PATIENCE) -> int:
        """Its exit code, when it has ended; one that does not end in time is killed."""
        try:
            return self._process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def stop(self, *, within: float = 10) -> int:
        """Ask it to end, as a server's supervisor does; its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self.ends(within=within)

    def kill(self) -> None:
        """End it where it stands."""
        self._process.kill()
        self._process.wait(_PATIENCE)


class StandIn:
    """The Discord, what people do in it, and the bots that tests run against it."""

    def __init__(self, server: Any, environment: dict[str, str], world: dict[str, Any], folder: Path) -> None:
        self.server = server
        self.people: dict[str, str] = world["users"]
        self.guild: str = world["guild"]
        self.general: str = world["general"]
        self.other: str = world["other"]
        self._folder = folder
        self.variables = {**environment, "DATABASE_URL": f"sqlite:///{folder / 'fireside.db'}"}
        self._started: list[BotProcess] = []

    # ------------------------------------------------------------------ the bot

    def start(self, **variables: str) -> BotProcess:
        """Start the bot, with the stand-in's token and a database that it keeps from start to start."""
        bot = BotProcess(self._folder, variables={**self.variables, **variables})
        self._started.append(bot)
        return bot

    def start_ready(self, **variables: str) -> BotProcess:
        """Start the bot and wait until Discord counts it as there."""
        identified = self.status["identifies"]
        bot = self.start(**variables)
        self.wait_until(lambda: not bot.is_running or self.status["identifies"] > identified)
        assert bot.is_running, bot.said
        return bot

    def kill_all(self) -> None:
        """Leave no bot behind."""
        for bot in self._started:
            bot.kill()

    # ------------------------------------------------------------------- people

    def slash(self, person: str, name: str, **options: object) -> Shown:
        """Use a command in #general."""
        return self.server.slash(user=self.people[person], channel=self.general, name=name, options=options)

    def suggestions(self, person: str, name: str, option: str, typed: str = "") -> list[dict[str, Any]]:
        """What is offered to a person who types."""
        answer = self.server.autocomplete(
            user=self.people[person], channel=self.general, name=name, option=option, value=typed
        )
        return answer["choices"]

    def messages(self, thread: str) -> list[Shown]:
        """What stands in a thread, oldest first."""
        return self.server.messages(channel=thread)

    def press(self, person: str, shown: Shown, label: str) -> Shown:
        """Press the button of that label."""
        message, button = next(
            (m, part) for m, part in _parts(shown) if part["type"] == type_of_button and part.get("label") == label
        )
        return self.server.click(
            user=self.people[person],
            channel=message["channel_id"],
            message=message["id"],
            custom_id=button["custom_id"],
        )

    # --------------------------------------------------------------- the network

    @property
    def status(self) -> dict[str, Any]:
        """How often a bot identified, how many are connected, which commands are registered."""
        return self.server.status()

    def requests(self, method: str, path_end: str) -> list[dict[str, Any]]:
        """What the bots have asked for, as it was answered."""
        return [entry for entry in self.server.log() if entry["method"] == method and entry["path"].endswith(path_end)]

    def rate_limit(self, method: str, path: str, *, seconds: float) -> None:
        """Refuse the next such request as Discord does: without `Via`, discord.py takes it for Cloudflare's ban."""
        body = {"message": "You are being rate limited.", "retry_after": seconds, "global": False}
        headers = {"Via": "1.1 google", "Retry-After": str(seconds)}
        self.server.inject(method=method, path=path, status=429, headers=headers, body=body)

    def lose_answer(self, method: str, path: str, *, after: float = 0) -> None:
        """Do what the next such request asks, and say so many seconds later that it failed."""
        self.server.inject(method=method, path=path, status=502, after=True, delay=after)

    def drop_connection(self) -> None:
        """Cut the gateway's connection, as networks do; what people do meanwhile is told when it is back."""
        self.server.drop()

    def wait_until(self, test: Callable[[], object], *, seconds: float = _PATIENCE) -> None:
        """Wait until it is so."""
        end = time.monotonic() + seconds
        while not test():
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.05)


def words(shown: Shown) -> str:
    """The text of all that an interaction showed."""
    contents = [message["content"] for message in _messages(shown)]
    return "\n".join(contents + [part["content"] for _, part in _parts(shown) if part["type"] == type_of_text])


def labels(shown: Shown) -> list[str]:
    """The labels of the buttons in it."""
    return [part["label"] for _, part in _parts(shown) if part["type"] == type_of_button]


def _parts(shown: Shown) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for message in _messages(shown):
        yield from ((message, part) for part in walk(message["components"]))


def _messages(shown: Shown) -> list[dict[str, Any]]:
    """A message of a channel, or all that an interaction showed."""
    if "components" in shown:
        return [shown]
    answers: list[dict[str, Any] | None] = [shown["message"], *shown["followups"]]
    return [message for message in answers if message is not None]


@contextlib.contextmanager
def serve(shared: Path, folder: Path, *, rights: discord.Permissions = PERMISSIONS) -> Generator[StandIn]:
    """Run the stand-in server; it is asked at the end whether a bot sent what Discord would refuse."""
    program = shared / "stand-in" / "drive.py"
    command = [sys.executable, str(program), "--bot-perms", str(rights.value), "serve"]
    with (folder / "server.txt").open("wb") as said:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, cwd=folder)
    try:
        started = _read_object(process)
        stand_in = StandIn(_client(program, started["env"]["SIM_URL"]), started["env"], started["world"], folder)
        try:
            yield stand_in
        finally:
            stand_in.kill_all()
        assert stand_in.server.violations() == []
        assert stand_in.server.gaps() == []
    finally:
        process.kill()
        process.communicate()


def _read_object(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """The JSON object over several lines that the server prints when it is there."""
    assert process.stdout is not None
    text = b""
    for line in process.stdout:
        text += line
        with contextlib.suppress(ValueError):
            return json.loads(text)
    raise AssertionError("the stand-in did not start")


def _client(program: Path, url: str) -> Any:
    spec = importlib.util.spec_from_file_location("stand_in_drive", program)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Sim(url)
