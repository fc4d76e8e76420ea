"""`python -m tests.bot.probing`: the try-out with a feature more, which shows all that Discord can."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot import cogs, tryout

if __name__ == "__main__":
    cogs.__path__.append(str(Path(__file__).parent / "probes"))
    asyncio.run(tryout.serve([], open_browser=False))
