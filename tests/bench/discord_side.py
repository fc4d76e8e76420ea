"""What Discord's side of a press looks like to a bot: gateway frames in, answers to its requests out.

All that is discord.py's own runs as it does in production, from the text of a frame to the bytes of a request.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from bot.invite import PERMISSIONS
from tests.bench.timing import Took
from tests.bot.person import walk

# Nobody is connected anywhere: what a login and a READY would set is set by hand.
# pyright: reportPrivateUsage=false

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

BOT, READER, SERVER, CHANNEL, MESSAGE, THREAD = 1 << 60, 2 << 60, 3 << 60, 4 << 60, 5 << 60, 6 << 60
_TEXT_CHANNEL, _PUBLIC_THREAD, _COMPONENT, _UPDATE_MESSAGE, _EPHEMERAL, _V2 = 0, 11, 3, 7, 64, 1 << 15
_THEN = "2026-01-01T00:00:00+00:00"
Components = list[dict[str, Any]]


class Answering(AsyncWebhookAdapter):
    """Answers interactions: at once, or by asking a server; and notes what was sent when."""

    def __init__(self, *, at_once: bool) -> None:
        super().__init__()
        self._at_once = at_once
        self.answered_at = 0.0
        self.shown: Components = []

    async def request(self, route: Any, session: Any, *, payload: Any = None, **more: Any) -> Any:
        if self._at_once:
            answer = json.loads(answer_to(discord.utils._to_json(payload)))
        else:
            answer = await super().request(route, session, payload=payload, **more)
        self.answered_at = time.perf_counter()
        self.shown = payload["data"].get("components") or []
        return answer


def answer_to(request: str | bytes) -> bytes:
    """What Discord says to an edit of the message that was pressed."""
    components = json.loads(request)["data"]["components"]
    interaction = {"id": str(BOT), "type": _COMPONENT, "response_message_id": str(MESSAGE)}
    resource = {"type": _UPDATE_MESSAGE, "message": _message(components, flags=_EPHEMERAL | _V2)}
    return json.dumps({"interaction": interaction, "resource": resource}).encode()


def answer_to_post(channel_id: int, number: int, request: bytes) -> bytes:
    """What Discord says to a new message; no two have the same number."""
    message = _message(json.loads(request)["components"], flags=_V2)
    return json.dumps(message | {"id": str(MESSAGE + number), "channel_id": str(channel_id)}).encode()


class Reading:
    """One reader with a private message before them, whose buttons are pressed one after another."""

    def __init__(self, bot: discord.Client, answering: Answering) -> None:
        self._answering = answering
        self._numbers = count(1 << 61)
        self._tasks: set[asyncio.Task[Any]] = bot._connection._view_store._ViewStore__tasks  # type: ignore[attr-defined]
        self._gateway = DiscordWebSocket(None, loop=asyncio.get_running_loop())  # type: ignore[arg-type]
        self._gateway._connection = bot._connection  # type: ignore[attr-defined]
        self._gateway._discord_parsers = bot._connection.parsers  # type: ignore[attr-defined]
        self._gateway._dispatch = bot.dispatch
        self._gateway.shard_id = None
        self.shown: Components = []

    async def press(self, custom_id: str) -> Took:
        """Seconds until the answer was there, and until all that the press set off was done."""
        frame = json.dumps({"op": 0, "t": "INTERACTION_CREATE", "s": 1, "d": self._interaction(custom_id)})
        async_context.set(self._answering)
        self._answering.shown = []
        start = time.perf_counter()
        await self._gateway.received_message(frame)
        await asyncio.gather(*self._tasks)
        end = time.perf_counter()
        assert self._answering.shown, "the press was not answered with a page"
        self.shown = self._answering.shown
        return Took(self._answering.answered_at - start, end - start)

    def control(self, label: str) -> str | None:
        """The `custom_id` of the button of that label."""
        return next((part["custom_id"] for part in walk(self.shown) if part.get("label") == label), None)

    def _interaction(self, custom_id: str) -> dict[str, Any]:
        number = str(next(self._numbers))
        return {
            "id": number,
            "application_id": str(BOT),
            "type": _COMPONENT,
            "token": f"token-{number}",
            "version": 1,
            "data": {"custom_id": custom_id, "component_type": 2, "id": 9},
            "message": _message(self.shown, flags=_EPHEMERAL | _V2),
            "guild_id": str(SERVER),
            "channel_id": str(CHANNEL),
            "channel": _CHANNEL,
            "member": {**_MEMBER, "permissions": "2248473465835073"},
            "app_permissions": "2248473465835073",
            "locale": "en-US",
            "guild_locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(SERVER)},
            "context": 0,
            "attachment_size_limit": 26214400,
        }


@asynccontextmanager
async def logged_in(bot: discord.Client, *, base: str) -> AsyncGenerator[None]:
    """A bot that is as it would be after READY, with its requests going to `base`."""
    real, Route.BASE = Route.BASE, base
    try:
        async with bot:
            await bot.login("token")
            bot._connection._add_guild_from_data(_GUILD)  # type: ignore[arg-type]
            yield
    finally:
        Route.BASE = real


def _user(number: int, name: str, *, bot: bool) -> dict[str, Any]:
    return {"id": str(number), "username": name, "discriminator": "0", "global_name": name, "avatar": None, "bot": bot}


def _message(components: Sequence[dict[str, Any]], *, flags: int) -> dict[str, Any]:
    empty: dict[str, Any] = {"mentions": [], "mention_roles": [], "attachments": [], "embeds": []}
    return {
        "id": str(MESSAGE),
        "channel_id": str(CHANNEL),
        "type": 0,
        "author": BOT_USER,
        "content": "",
        "components": components,
        "flags": flags,
        "timestamp": _THEN,
        "edited_timestamp": None,
        "mention_everyone": False,
        "pinned": False,
        "tts": False,
        **empty,
    }


BOT_USER = _user(BOT, "fireside", bot=True)
_MEMBER: dict[str, Any] = {
    "user": _user(READER, "alice", bot=False),
    "roles": [],
    "deaf": False,
    "mute": False,
    "joined_at": _THEN,
    "flags": 0,
}
_CHANNEL: dict[str, Any] = {
    "id": str(CHANNEL),
    "type": _TEXT_CHANNEL,
    "name": "general",
    "position": 0,
    "permission_overwrites": [],
}
_THREAD: dict[str, Any] = {
    "id": str(THREAD),
    "type": _PUBLIC_THREAD,
    "name": "A story",
    "guild_id": str(SERVER),
    "owner_id": str(BOT),
    "parent_id": str(CHANNEL),
    "message_count": 1,
    "member_count": 1,
    "thread_metadata": {"archived": False, "auto_archive_duration": 10080, "archive_timestamp": _THEN, "locked": False},
}
_EVERYONE: dict[str, Any] = {
    "id": str(SERVER),
    "name": "@everyone",
    "permissions": str(PERMISSIONS.value),
    "position": 0,
    "color": 0,
    "hoist": False,
}
_GUILD: dict[str, Any] = {
    "id": str(SERVER),
    "name": "The Hearth",
    "owner_id": str(READER),
    "roles": [_EVERYONE],
    "channels": [_CHANNEL],
    "threads": [_THREAD],
    "members": [{**_MEMBER, "user": BOT_USER}],
    "member_count": 2,
}
