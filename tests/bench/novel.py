"""Taking a novel into the library, against floors and a rival."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from typing import TYPE_CHECKING

import discord

from stories.importing import manuscript_from
from stories.sections import PAGE
from stories.store import Store
from tests.bench.figures import Figure, ms
from tests.bench.timing import medians

if TYPE_CHECKING:
    from stories.manuscript import Manuscript

_RIVAL = "semantic-text-splitter's cut"


def measure_import(data: bytes, *, rounds: int = 3) -> list[Figure]:
    """From bytes to rows."""
    from semantic_text_splitter import TextSplitter  # noqa: PLC0415 - an optional rival

    bodies = [chapter.body for chapter in manuscript_from(data, name="novel.txt").chapters]
    rival = TextSplitter(PAGE.characters, trim=False)
    took = medians(
        {
            "ours": lambda: _import(data),
            "rival": lambda: [rival.chunks(body.text) for body in bodies],
            "decode": lambda: data.decode("utf-8"),
        },
        rounds=rounds,
    )
    return [
        Figure(what="importing a novel", against=words, ratio=took["ours"] / took[name], note=_both(took, name))
        for name, words in {"rival": _RIVAL, "decode": "decoding UTF-8"}.items()
    ]


def _import(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_kept(manuscript_from(data, name="novel.txt"), f"sqlite:///{folder}/import.sqlite3", data))


async def _kept(manuscript: Manuscript, url: str, data: bytes) -> None:
    store = await Store.open(url)
    digest = hashlib.sha256(data).hexdigest()
    await store.library.keep(manuscript, origin="novel.txt", digest=digest, now=discord.utils.utcnow())
    await store.close()


def _both(took: dict[str, float], name: str) -> str:
    return f"{ms(took['ours'])} : {ms(took[name])}"
