"""Keeps discord.py from repeating by itself what Discord would then do twice.

A message has a nonce, by which Discord knows a repeat. A post in a forum and a thread without a message have none, and
discord.py asks for them up to five times where an answer is lost. Whoever wants one looks first whether it is there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from types import SimpleNamespace

_WITHOUT_NONCE = re.compile(r".*/channels/\d+/threads")
_OF_THE_SERVER = 500


class LostAnswerError(aiohttp.ClientConnectionError):
    """Nobody knows whether it was done."""


def once_only() -> aiohttp.TraceConfig:
    """What aiohttp calls at the end of each request, for discord.py's `http_trace`."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_refuse_to_repeat)
    trace.on_request_exception.append(_refuse_to_repeat)
    return trace


async def _refuse_to_repeat(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    ended: aiohttp.TraceRequestEndParams | aiohttp.TraceRequestExceptionParams,
) -> None:
    if ended.method != "POST" or not _WITHOUT_NONCE.fullmatch(ended.url.path):
        return
    if isinstance(ended, aiohttp.TraceRequestExceptionParams):
        raise LostAnswerError(f"the connection broke: {ended.exception}") from ended.exception
    if ended.response.status >= _OF_THE_SERVER:
        raise LostAnswerError(f"Discord answered {ended.response.status}")
