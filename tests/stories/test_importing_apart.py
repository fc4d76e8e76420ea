"""Large files are read in a process of their own, which can be ended."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from typing import TYPE_CHECKING

import pytest

from stories.errors import RefusedError
from stories.importing import Overrides, bytes_of, read_manuscript
from stories.importing.apart import SMALL, ReadingRoom
from stories.sections import cut
from tests.stories.conftest import a_text

if TYPE_CHECKING:
    from pathlib import Path

ENDLESS = Overrides(chapters=re.compile("(a|a)*$"))  # asks `re` for 2**30 ways to read one line


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "long.txt"
    path.write_text("The Lamp\n\nby Ann\n\n\n" + a_text(paragraphs=2_000), encoding="utf-8")
    assert path.stat().st_size > SMALL
    return path


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    path = tmp_path / "endless.txt"
    path.write_text("a" * 40 + "!\n\n" + a_text(paragraphs=2_000), encoding="utf-8")
    return path


async def test_what_is_read_apart_is_what_is_read_here(large: Path):
    async with ReadingRoom() as room:
        taken = await room.read(large)

    assert taken.manuscript == read_manuscript(large)
    assert [[*sections] for sections in taken.cuts] == [cut(chapter.body) for chapter in taken.manuscript.chapters]
    assert taken.digest == Overrides().digest_of(bytes_of(large))


async def test_everybody_else_goes_on_meanwhile(large: Path):
    turns = 0
    async with ReadingRoom() as room:
        reading = asyncio.create_task(room.read(large))
        while not reading.done():
            await asyncio.sleep(0.001)
            turns += 1
    assert turns > 10


async def test_what_takes_too_long_is_refused_and_the_next_file_is_read(endless: Path, large: Path):
    async with ReadingRoom() as room:
        with pytest.raises(RefusedError, match=r"^endless.txt took longer than 1 seconds to read\.$"):
            await room.read(endless, said=ENDLESS, seconds=1)
        assert (await room.read(large)).manuscript.title == "The Lamp"


async def test_whoever_cancels_ends_the_process_too(endless: Path):
    async with ReadingRoom() as room:
        reading = asyncio.create_task(room.read(endless, said=ENDLESS))
        await asyncio.sleep(0.5)
        process_id = room.process_id
        assert process_id
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        with pytest.raises(ProcessLookupError):
            os.kill(process_id, 0)


async def test_a_large_file_that_is_no_story_is_refused_in_its_own_words(tmp_path: Path):
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n" + bytes(SMALL))
    async with ReadingRoom() as room:
        with pytest.raises(RefusedError, match=r"^picture.txt is a PNG picture"):
            await room.read(tmp_path / "picture.txt")


async def test_a_reader_that_is_killed_is_a_refusal_and_no_error(endless: Path):
    async with ReadingRoom() as room:
        reading = asyncio.create_task(room.read(endless, said=ENDLESS))
        await asyncio.sleep(0.5)
        assert room.process_id
        os.kill(room.process_id, signal.SIGKILL)
        with pytest.raises(RefusedError, match="ended from outside"):
            await reading
