"""From the start of the process until Discord counts it as there, and the memory it then takes."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import takewhile
from pathlib import Path

from tests.bench.figures import Figure, ms
from tests.bot.standin import StandIn, serve
from tests.conftest import CHECKOUT

_BARE = """
import os
import discord

class Bare(discord.Client):
    async def on_ready(self):
        print("ready", flush=True)

bot = Bare(intents=discord.Intents(guilds=True))
bot.run(os.environ["DISCORD_TOKEN"], log_handler=None)
"""
_FIRESIDE = ("-m", "bot")


def measure(shared: Path, *, rounds: int = 3) -> list[Figure]:
    """Fireside, whose database is there already, against a bot of ten lines."""
    seen: dict[str, list[tuple[float, int]]] = {"ours": [], "bare": []}
    with tempfile.TemporaryDirectory() as folder, serve(shared, Path(folder)) as stand_in:
        _started(stand_in, *_FIRESIDE)
        for _ in range(rounds):
            seen["ours"].append(_started(stand_in, *_FIRESIDE))
            seen["bare"].append(_started(stand_in, "-c", _BARE))
    (ours, our_size), (bare, bare_size) = (
        [*map(statistics.median, zip(*times, strict=True))] for times in seen.values()
    )
    against = "a bare bot"
    sizes = f"{our_size / 1e6:.0f} MB : {bare_size / 1e6:.0f} MB"
    return [
        Figure(what="start to ready", against=against, ratio=ours / bare, note=f"{ms(ours)} : {ms(bare)}"),
        Figure(what="memory once ready", against=against, ratio=our_size / bare_size, note=sizes),
    ]


def _started(stand_in: StandIn, *arguments: str) -> tuple[float, int]:
    """Seconds until it said that it is ready, and the bytes it then holds."""
    variables = {**os.environ, **stand_in.variables}
    variables["PYTHONPATH"] = os.pathsep.join((variables["PYTHONPATH"], str(CHECKOUT)))
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments], env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            said = list(takewhile(lambda line: not re.search(r"\bready\b", line), process.stdout))
            took = time.perf_counter() - start
            assert process.poll() is None, "".join(said)
            return took, _resident(process.pid)
        finally:
            process.kill()


def _resident(process: int) -> int:
    said = Path(f"/proc/{process}/status").read_text("utf-8")
    return 1024 * int(said.partition("VmRSS:")[2].split()[0])
