"""simcord's Discord with the bot's side of it driven a step at a time: no background work, and time only when told.

`World` in `sim.py` lets bots run as they like; here a bot can be stopped, or killed, between any two steps.
"""

# Bots are put together without their connection, and stopped within the store.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import asyncio
import re
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

import aiohttp
import discord
from simcord import _dpy_internals
from simcord.backend import Backend, serializers
from simcord.backend.errors import BackendError
from simcord.gateway import FakeGateway
from simcord.http import FakeHTTPClient
from sqlalchemy import event

from bot.client import Fireside
from bot.invite import PERMISSIONS

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from datetime import datetime

    from discord.http import Route

    from stories.store import Store

Trouble = Literal["none", "lost", "cut", "down", "refused"]

_NONCE_LASTS = timedelta(minutes=5)
_MARK = re.compile(r"serial:\w+:(\d+)\.(\d+)\.(\d+)")
_PARAGRAPH = re.compile(r"Paragraph (\d+)\.")


class Crash(BaseException):
    """The process is gone."""


class Loop(asyncio.SelectorEventLoop):
    """A loop whose time goes on when it is told to, so that what waits for it is not waited for."""

    ahead = 0.0

    def time(self) -> float:
        return super().time() + self.ahead


@dataclass(frozen=True, slots=True)
class Made:
    """A message that a bot has made: where, by which process, what it says, and which part of what it is."""

    message_id: int
    channel_id: int
    parent_id: int
    process: Process
    mark: tuple[int, int, int] | None
    paragraphs: tuple[int, ...]


class Discord:
    """One server with one bot; all that was ever made in it is kept in mind."""

    def __init__(self) -> None:
        self.backend = Backend()
        self.guild_id = self.backend.create_guild("The Hearth").id
        self.made: list[Made] = []
        self._nonces: dict[tuple[int, str], tuple[datetime, dict[str, Any]]] = {}
        self.allow(may_post=True)

    def allow(self, *, may_post: bool) -> None:
        """Give the bot the rights of its invite, or take that of posting from it."""
        rights = PERMISSIONS if may_post else PERMISSIONS & ~discord.Permissions(send_messages=True)
        guild = self.backend.get_guild(self.guild_id)
        self.backend.edit_role(guild.id, guild.id, {"permissions": 0})
        managed = next((role.id for role in guild.roles.values() if role.managed), guild.id)
        self.backend.edit_role(guild.id, managed, {"permissions": rights.value})

    def new_channel(self) -> int:
        return self.backend.create_channel(self.guild_id, "a channel").id

    def is_there(self, made: Made) -> bool:
        return made.message_id in self.backend.messages.get(made.channel_id, {})

    # ------------------------------------------------------------------- what bots ask for

    def first_answer(self, channel_id: int, nonce: str) -> dict[str, Any] | None:
        """What the same message was answered some minutes ago."""
        then, answer = self._nonces.get((channel_id, nonce), (None, None))
        recent = then is not None and self.backend.clock.now() - then <= _NONCE_LASTS
        return answer if recent else None

    def remember(self, process: Process, channel_id: int, body: dict[str, Any], answer: dict[str, Any]) -> None:
        if body.get("enforce_nonce"):
            self._nonces[channel_id, str(body["nonce"])] = (self.backend.clock.now(), answer)
        shown = str(answer["components"])
        marks = {(int(serial), int(number), int(part)) for serial, number, part in _MARK.findall(shown)}
        assert len(marks) <= 1, marks
        self.made.append(
            Made(
                message_id=int(answer["id"]),
                channel_id=channel_id,
                parent_id=self.backend.get_channel(channel_id).parent_id or channel_id,
                process=process,
                mark=next(iter(marks), None),
                paragraphs=tuple(map(int, _PARAGRAPH.findall(shown))),
            )
        )

    def refuse_if_locked(self, channel_id: int) -> None:
        """simcord takes messages in locked threads."""
        thread = self.backend.get_channel(channel_id).thread_metadata
        if thread is not None and thread.locked:
            raise BackendError(403, 160005, "Thread is locked")

    def lock(self, thread_id: int, *, locked: bool) -> None:
        self.backend.edit_channel(thread_id, {}, thread_metadata={"locked": locked})


class Wire(FakeHTTPClient):
    """A process's line to Discord, with whatever trouble lies ahead on it."""

    def __init__(self, process: Process, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(process.discord.backend, loop)
        self._process = process

    async def request(self, route: Route, *, files: Any | None = None, form: Any | None = None, **kwargs: Any) -> Any:
        self._process.take_a_step()
        trouble = self._process.next_trouble() if route.method == "POST" else "none"
        await self._process.wait_if_it_must("before")
        if trouble == "down":
            raise discord.DiscordServerError(_Answer(503), "nobody is there")  # pyright: ignore[reportArgumentType]
        if trouble == "refused":
            raise discord.Forbidden(_Answer(403), {"code": 50013, "message": "no"})  # pyright: ignore[reportArgumentType]
        answer = await self._ask(route, files=files, form=form, **kwargs)
        await self._process.wait_if_it_must("after")
        if trouble == "lost":
            raise discord.DiscordServerError(_Answer(502), "lost")  # pyright: ignore[reportArgumentType]
        if trouble == "cut":
            raise aiohttp.ClientConnectionError("cut")
        return answer

    async def _ask(self, route: Route, **kwargs: Any) -> Any:
        channel_id = int(route.channel_id or 0)
        body: dict[str, Any] = kwargs.get("json") or {}
        posts = route.method == "POST" and route.path == "/channels/{channel_id}/messages"
        if not posts:
            return await super().request(route, **kwargs)
        first = self._process.discord.first_answer(channel_id, str(body.get("nonce")))
        if first is not None:
            return first
        try:
            self._process.discord.refuse_if_locked(channel_id)
        except BackendError as refusal:
            raise discord.Forbidden(_Answer(403), refusal.to_json()) from refusal  # pyright: ignore[reportArgumentType]
        answer = await super().request(route, **kwargs)
        self._process.discord.remember(self._process, channel_id, body, answer)
        return answer


@dataclass
class _Answer:
    status: int
    reason: str = "Error"
    headers: dict[str, str] = field(default_factory=dict[str, str])


class Process:
    """A bot on the database, which does only what it is told to, and no further than it gets."""

    def __init__(self, discord: Discord, store: Store, loop: Loop) -> None:
        self.discord = discord
        self._store = store
        self._loop = loop
        self.steps_left: int | None = None
        self.troubles: deque[Trouble] = deque()
        self.waits: tuple[str, int] | None = None
        self._gate: asyncio.Future[None] | None = None
        self._halted = asyncio.Event()
        self.work: asyncio.Task[None] | None = None
        event.listen(store._connections._engine.sync_engine, "before_cursor_execute", self._before_statement)
        self.start()

    def start(self) -> None:
        """Another process of the same program, which knows nothing of the one before."""
        self._loop.run_until_complete(self._start())

    async def _start(self) -> None:
        self.steps_left, self.waits, self._gate, self.work = None, None, None, None
        self.troubles.clear()
        self.bot = bot = Fireside(self._store)
        bot.dice = lambda: 0.5
        backend, state = self.discord.backend, bot._connection
        await bot._async_setup_hook()
        _dpy_internals.install_http(bot, Wire(self, self._loop))
        gateway = FakeGateway(backend, state)
        state.user = discord.ClientUser(state=state, data=serializers.user_payload(backend.bot_user))  # pyright: ignore[reportArgumentType]
        state._users[state.user.id] = state.user  # pyright: ignore[reportArgumentType]
        for guild in backend.guilds.values():
            gateway.feed("GUILD_CREATE", serializers.guild_create_payload(backend, guild))
        if hasattr(self, "_feed"):
            backend.subscribers.remove(self._feed)
        self._feed = gateway.feed
        backend.subscribers.append(self._feed)

    # ---------------------------------------------------------------- what becomes of it

    def take_a_step(self) -> None:
        if self.steps_left is not None:
            self.steps_left -= 1
            if self.steps_left < 0:
                raise Crash

    def _before_statement(self, *_: object) -> None:
        if self.work is not None and not self.work.done():
            self.take_a_step()

    def next_trouble(self) -> Trouble:
        return self.troubles.popleft() if self.troubles else "none"

    async def wait_if_it_must(self, when: str) -> None:
        if self.waits is None or self.waits[0] != when:
            return
        self.waits = (when, self.waits[1] - 1)
        if self.waits[1] < 0:
            self.waits, self._gate = None, self._loop.create_future()
            self._halted.set()
            await self._gate

    # -------------------------------------------------------------------------- its deeds

    @property
    def is_stuck(self) -> bool:
        return self.work is not None and not self.work.done()

    def look(self) -> None:
        """Look what is due, as the clock does, and go as far as it gets."""
        assert not self.is_stuck
        self.work = self._loop.create_task(self.bot.clock._look())
        self.go_on()

    def go_on(self) -> None:
        """Let a request go through that was held up."""
        if self._gate is not None and not self._gate.done():
            self._gate.set_result(None)
        self._gate = None
        self.run()

    def run(self) -> None:
        """As far as it gets without anybody's doing."""
        work = self.work
        assert work is not None
        self._loop.run_until_complete(self._until_it_rests(work))
        if work.done():
            self.steps_left, self.waits = None, None
            self.troubles.clear()
            error = work.exception()
            if isinstance(error, Crash):
                self.start()
            elif error is not None:
                raise error

    async def _until_it_rests(self, work: asyncio.Task[None]) -> None:
        if self._gate is None:
            self._halted.clear()
            halted = asyncio.ensure_future(self._halted.wait())
            await asyncio.wait({work, halted}, return_when=asyncio.FIRST_COMPLETED)
            halted.cancel()

    def kill(self) -> None:
        """End it where it waits."""
        assert self.work is not None
        self.steps_left = 0
        self.work.cancel()
        self._loop.run_until_complete(asyncio.wait({self.work}))
        self.start()

    def do(self, deed: Coroutine[Any, Any, Any]) -> Any:
        """Something that is asked of it meanwhile."""
        return self._loop.run_until_complete(deed)
