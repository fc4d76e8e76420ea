"""A server in which a serial of each kind is told, and what stands in its places."""

from __future__ import annotations

import json
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import discord

from bot.invite import PERMISSIONS
from stories.serials import AtEnd, Manner, Measure, Pace, Terms
from tests.bot.standin import StandIn, serve
from tests.chaos.ledger import Ledger
from tests.chaos.stories import fill

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from tests.bot.standin import BotProcess

RIGHTS = PERMISSIONS | discord.Permissions(pin_messages=True, send_polls=True)
_ALL = 10**6
_A_QUARTER = 0.25  # of a second, between two looks at whether all is posted
_MARK = re.compile(r'"serial:\w+:(\d+)\.(\d+)\.(\d+)"')
_CHAPTER = Pace(Measure.CHAPTERS)


class Kind(NamedTuple):
    """How a serial is told, in a channel of its own."""

    name: str
    channel: str
    terms: dict[str, Any]


IN_A_CHANNEL = Kind("the channel", "text", {"manner": Manner.CHANNEL})
KINDS = (
    Kind("one thread", "text", {"manner": Manner.THREAD}),
    Kind("a thread each", "text", {"manner": Manner.THREADS, "pace": _CHAPTER}),
    Kind("the channel, pinned", "text", {"manner": Manner.CHANNEL, "pace": _CHAPTER, "pins": True}),
    Kind("one forum post", "forum", {"manner": Manner.THREAD, "pace": _CHAPTER}),
    Kind("a forum post each", "forum", {"manner": Manner.THREADS, "pace": _CHAPTER}),
    Kind("votes", "text", {"manner": Manner.CHANNEL, "at_end": AtEnd.VOTE}),
)


@dataclass(frozen=True, slots=True)
class Post:
    """A message of the bot's: `mark` is which part of which instalment it is."""

    message_id: int
    place: int
    mark: tuple[int, int, int] | None
    text: str
    is_poll: bool


class Scene:
    """Discord, the database, and the serials that are told."""

    def __init__(self, discord: StandIn, ledger: Ledger, *, chapters: int) -> None:
        self.discord = discord
        self.ledger = ledger
        self.server = discord.server
        self.bot_id: str = discord.status["bot"]
        novel, tales = ledger.do(fill(ledger.store, chapters=chapters))
        self.channels: dict[int, int] = {}  # of each serial
        self.kinds: dict[int, Kind] = {}
        for kind in KINDS:
            self.tell(kind, tales[0] if "at_end" in kind.terms else novel)
        self.novel = novel

    def tell(self, kind: Kind, story: int) -> None:
        """Begin a serial in a new channel."""
        guild = self.discord.guild
        channel = int(self.server.create_channel(guild=guild, name=kind.name, type=kind.channel)["id"])
        terms = Terms(server_id=int(guild), channel_id=channel, zone="UTC", minute=_far_minute(), **kind.terms)
        serial = self.ledger.start(terms, story)
        self.channels[serial], self.kinds[serial] = channel, kind

    # ---------------------------------------------------------------------- the bots

    def start(self) -> BotProcess:
        return self.discord.start(DATABASE_URL=self.ledger.url)

    def finish(self, *, seconds: float, bots: int = 1) -> None:
        """Let bots post all that is due; one that was refused for a while gets as many starts as it needs."""
        end = time.monotonic() + seconds
        while not self.ledger.is_quiet() and time.monotonic() < end:
            self.ledger.let_claims_run_out()
            running = [self.start() for _ in range(bots)]
            patience = time.monotonic() + seconds / 4
            while not self.ledger.is_quiet() and time.monotonic() < patience:
                time.sleep(_A_QUARTER)
            for bot in running:
                bot.kill()

    # ----------------------------------------------------------------- what is there

    def threads(self, channel: int) -> list[int]:
        return [int(thread["id"]) for thread in self.server.threads(channel=str(channel))]

    def places(self) -> list[int]:
        """Every channel and thread of the server."""
        channels = [*self.channels.values(), int(self.discord.general), int(self.discord.other)]
        return [place for channel in channels for place in (channel, *self.threads(channel))]

    def posts(self) -> list[Post]:
        """All that bots have posted, oldest first."""
        return sorted(
            (post for place in self.places() for post in self.posts_in(place)), key=lambda post: post.message_id
        )

    def posts_in(self, place: int, *, newest: int = _ALL) -> Iterator[Post]:
        for message in self.server.messages(channel=str(place), limit=newest):
            if message["author"]["id"] == self.bot_id and message["type"] in {0, 20}:
                yield _post(message, place)


def _post(message: dict[str, Any], place: int) -> Post:
    shown = json.dumps(message["components"], ensure_ascii=False)
    marks = {tuple(map(int, found)) for found in _MARK.findall(shown)}
    assert len(marks) <= 1, marks
    serial, number, part = next(iter(marks), (0, 0, 0))
    return Post(
        message_id=int(message["id"]),
        place=place,
        mark=(serial, number, part) if marks else None,
        text=shown,
        is_poll=bool(message.get("poll")),
    )


def _far_minute() -> int:
    """Half a day from now, so that nothing is due that was not made due."""
    now = datetime.now(UTC)
    return (now.hour * 60 + now.minute + 720) % 1440


@contextmanager
def staged(shared: Path, folder: Path, *, url: str, chapters: int) -> Generator[Scene]:
    """Set it up, and take it down."""
    with serve(shared, folder, rights=RIGHTS) as stand_in, Ledger(url) as ledger:
        yield Scene(stand_in, ledger, chapters=chapters)
