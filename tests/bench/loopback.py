"""A server on the loopback address that says to every request what Discord would, as fast as it can be said."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.bench.discord_side import BOT, BOT_USER, answer_to, answer_to_post
from tests.conftest import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Generator

_APPLICATION: dict[str, Any] = {
    "id": str(BOT),
    "name": "fireside",
    "description": "",
    "icon": None,
    "flags": 0,
    "owner": BOT_USER,
    "rpc_origins": [],
    "verify_key": "",
    "bot_public": True,
    "bot_require_code_grant": False,
}
_POST = re.compile(r"POST \S*/channels/(?P<channel>\d+)/messages ")
_numbers = count(1)


@contextmanager
def loopback() -> Generator[str]:
    """The address of a server of its own process, for as long as it is wanted."""
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=CHECKOUT, text=True) as server:
        try:
            assert server.stdout is not None
            yield f"http://127.0.0.1:{int(server.stdout.readline())}/api/v10"
        finally:
            server.kill()


class _Server(asyncio.Protocol):
    def __init__(self) -> None:
        self._seen = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._seen += data
        head, blank, body = self._seen.partition(b"\r\n\r\n")
        if blank and len(body) >= _length(head):
            self._seen = b""
            answer = _answer(head.split(b"\r\n", 1)[0].decode(), body)
            said = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(answer)}\r\n\r\n"
            self._transport.write(said.encode() + answer)


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.split(b"\r\n", 1)[0] or 0)


def _answer(request: str, body: bytes) -> bytes:
    path = request.split(" ")[1]
    if post := _POST.match(request):
        return answer_to_post(int(post["channel"]), next(_numbers), body)
    if "/callback" in path:
        return answer_to(body)
    if path.endswith("/users/@me"):
        return json.dumps(BOT_USER).encode()
    return json.dumps(_APPLICATION if path.endswith("@me") else []).encode()


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Server, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 - how the port is told
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
