"""The page's routes: it is served, told what there is, and asks for what the visitor does."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import asynccontextmanager, suppress
from importlib import resources
from typing import TYPE_CHECKING, Any

from aiohttp import web
from simcord.backend.cdn import CDN_BASE

from bot.tryout.acting import CannotError, Scene
from bot.tryout.fate import Fate
from bot.tryout.telling import Seen, tell

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping

    from simcord import InteractionResult
    from simcord.backend.models import Channel

    from bot.tryout.fate import Happening
    from bot.tryout.world import Person, World

log = logging.getLogger(__name__)

PAGE = resources.files("bot.tryout") / "page"
KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
MESSAGES_AT_FIRST = 40
LARGEST_UPLOAD = 40_000_000
HEARTBEAT = 15.0
TICK = 5.0
A_MOMENT = 1.5
"""Seconds in which the bot does what it promised to do soon."""
LONGEST_WAIT = 366 * 86_400


class Hub:
    """One world, and the visitors' pages on it."""

    def __init__(self, world: World, *, hint: str = "") -> None:
        self._world = world
        self._fate = Fate(world)
        self._hint = hint
        self._seen = Seen()
        self._hidden: set[int] = set()
        self._modals: dict[str, InteractionResult] = {}
        # simcord refuses a second operation while one is under way.
        self._turn = asyncio.Lock()
        self._revision = 0
        self._changed = asyncio.Event()
        self._stopping = False
        world.on_change(self._note_change)

    @asynccontextmanager
    async def listening(self, port: int) -> AsyncGenerator[str]:
        """Serve on this machine only; gives the address."""
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        clock = asyncio.create_task(self._keep_time())
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
        finally:
            self._stopping = True
            self._note_change()
            clock.cancel()
            with suppress(asyncio.CancelledError):
                await clock
            await runner.cleanup()

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[only_this_page], client_max_size=LARGEST_UPLOAD)
        application.add_routes(
            [
                web.get("/", _file),
                web.get("/page/{name}", _file),
                web.get("/api/view", self._view),
                web.get("/api/changes", self._changes),
                web.post("/api/act", self._act),
                web.post("/api/clock", self._move_on),
                web.post("/api/happen", self._happen),
                web.post("/api/hide", self._hide),
                web.get("/attachments/{rest:.+}", self._attachment),
            ]
        )
        return application

    async def _keep_time(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            async with self._turn:
                await self._let_time_pass(0)

    async def _let_time_pass(self, seconds: float) -> str:
        try:
            await self._world.move_on(seconds)
        except TimeoutError as error:
            log.warning("the bot did not come to rest: %s", error)
            return "Fireside is still busy with what fell due."
        return ""

    def _note_change(self) -> None:
        self._revision += 1
        self._changed.set()
        self._changed = asyncio.Event()

    # What the page is told

    async def _view(self, request: web.Request) -> web.Response:
        return web.json_response(self._told(request.query))

    def _told(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        person, channel = self._who_and_where(asked)
        last = max(MESSAGES_AT_FIRST, int(asked.get("last") or 0))
        told = tell(self._world, self._fate, person, channel, self._seen, last=last)
        told["messages"] = [message for message in told["messages"] if int(message["id"]) not in self._hidden]
        return {**told, "hint": self._hint, "revision": self._revision}

    def _who_and_where(self, asked: Mapping[str, Any]) -> tuple[Person, Channel]:
        """Who asks, and the place asked for, or the first where that is not (or no longer) for this person."""
        person = self._world.people.get(asked.get("person", ""), self._world.people["reader"])
        channels = self._world.channels(person)
        return person, next((channel for channel in channels if str(channel.id) == asked.get("place")), channels[0])

    async def _changes(self, request: web.Request) -> web.StreamResponse:
        """Say whenever something changed, so that the page looks again only then."""
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        with suppress(ConnectionError):
            while not self._stopping:
                news = {"revision": self._revision, "now": int(self._world.now().timestamp())}
                await response.write(f"data: {json.dumps(news)}\n\n".encode())
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), HEARTBEAT)
        return response

    async def _attachment(self, request: web.Request) -> web.Response:
        data = self._world.env.backend.cdn.get(CDN_BASE + request.path)
        if data is None:
            raise web.HTTPNotFound
        return web.Response(body=data, headers={**HEADERS, "Content-Disposition": "attachment"})

    # What the visitor does

    async def _act(self, request: web.Request) -> web.Response:
        deed = await request.json()
        async with self._turn:
            try:
                outcome = await Scene(self._world, *self._who_and_where(deed), self._modals).act(deed)
                if "choices" not in outcome:
                    await self._let_time_pass(A_MOMENT)
            except CannotError as error:
                outcome = {"problem": str(error)}
        if "choices" in outcome:
            return web.json_response(outcome)
        return web.json_response({**outcome, "view": self._told(deed)})

    async def _move_on(self, request: web.Request) -> web.Response:
        asked = await request.json()
        seconds = float(asked["seconds"])
        if not 0 <= seconds <= LONGEST_WAIT:
            return web.json_response({"problem": "The clock goes forward only, and a year at once at most."})
        async with self._turn:
            problem = await self._let_time_pass(seconds)
        return web.json_response({"problem": problem, "view": self._told(asked)})

    async def _happen(self, request: web.Request) -> web.Response:
        asked = await request.json()
        async with self._turn:
            person, place = self._who_and_where(asked)
            possible = [*self._fate.possible(person, place), *(t.end for t in self._fate.troubles() if t.end)]
            chosen = next((one for one in possible if one.key == asked["key"]), None)
            outcome = await self._let_happen(chosen) if chosen else {"problem": "That can’t happen any more."}
        return web.json_response({**outcome, "view": self._told(asked)})

    async def _let_happen(self, chosen: Happening) -> dict[str, str]:
        try:
            return {"done": await chosen.do()}
        except TimeoutError as error:
            log.warning("the bot did not come to rest: %s", error)
            return {"problem": "Fireside is still busy."}

    async def _hide(self, request: web.Request) -> web.Response:
        """Dismiss a message that only one person can see."""
        asked = await request.json()
        self._hidden.add(int(asked["message"]))
        return web.json_response({"view": self._told(asked)})


async def _file(request: web.Request) -> web.Response:
    name = request.match_info.get("name", "hub.html")
    file = next((file for file in PAGE.iterdir() if file.name == name), None)
    if file is None:
        raise web.HTTPNotFound
    kind = KINDS[name.rpartition(".")[2]]
    return web.Response(text=file.read_text(encoding="utf-8"), content_type=kind, charset="utf-8", headers=HEADERS)


@web.middleware
async def only_this_page(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Other sites in the same browser can reach this machine too: only the page itself may ask."""
    origin = request.headers.get("Origin", f"http://{request.host}")
    if request.host.partition(":")[0] not in {"127.0.0.1", "localhost"} or origin != f"http://{request.host}":
        raise web.HTTPForbidden(text="This page is for this machine only.")
    if request.method == "POST" and request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    return await handler(request)
