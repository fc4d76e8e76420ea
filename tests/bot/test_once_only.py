"""What Discord cannot tell from a repeat is asked for once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiohttp import web

from bot.once_only import LostAnswerError, once_only

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """A Discord that has always just broken down."""

    async def fail(_: web.Request) -> web.Response:
        return web.Response(status=502)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", fail)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/api"
    await runner.cleanup()


async def _ask(method: str, address: str) -> int:
    async with (
        aiohttp.ClientSession(trace_configs=[once_only()]) as session,
        session.request(method, address) as answer,
    ):
        return answer.status


async def test_a_forum_post_whose_answer_is_lost_is_not_asked_for_again(address: str):
    with pytest.raises(LostAnswerError, match="502"):
        await _ask("POST", f"{address}/channels/1/threads")


async def test_what_has_a_nonce_or_changes_nothing_may_be_repeated(address: str):
    assert await _ask("POST", f"{address}/channels/1/messages") == 502
    assert await _ask("POST", f"{address}/channels/1/messages/2/threads") == 502
    assert await _ask("GET", f"{address}/channels/1/threads") == 502


async def test_a_connection_that_breaks_is_no_reason_to_repeat_it():
    with pytest.raises(LostAnswerError, match="connection"):
        await _ask("POST", "http://127.0.0.1:9/api/channels/1/threads")
