"""Reading in a process of its own: everybody else goes on, and what takes too long or too much can be ended."""

from __future__ import annotations

import asyncio
import gc
import pickle
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from stories.errors import RefusedError
from stories.importing import NOTHING_SAID, bytes_of, explained
from stories.sections import Section, cut

if TYPE_CHECKING:
    from stories.importing import Overrides
    from stories.manuscript import Manuscript

SMALL = 200_000  # bytes; what is smaller is read before a process has so much as started
SECONDS = 60.0
MOST_MEMORY = 2_000_000_000
ARCHIVE = b"PK"  # may be small and hold very much

_LENGTH = 8  # bytes that say how long a message is


class Taken(NamedTuple):
    """A file that was read and cut; its digest is what the same bytes, read in the same way, are known by."""

    manuscript: Manuscript
    reasons: tuple[str, ...]
    digest: str
    cuts: tuple[tuple[Section, ...], ...]  # of each chapter


class ReadingRoom:
    """Reads files, one after the other; its process starts with the first large one and is ended with the room."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._end()

    @property
    def process_id(self) -> int | None:
        """Of the process that reads; None where there is none, or none any more."""
        return self._process and self._process.pid

    async def read(self, path: Path, *, said: Overrides = NOTHING_SAID, seconds: float = SECONDS) -> Taken:
        """Read and cut a file; whoever cancels this ends it at once."""
        if _is_small(path):
            return _opened(taken(path, said))
        try:
            async with asyncio.timeout(seconds):
                return _opened(await self._read_apart(path, said))
        except TimeoutError as error:
            raise RefusedError(f"{path.name} took longer than {seconds:g} seconds to read.") from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise RefusedError(f"{path.name} cannot be read: its reader was ended from outside.") from error

    async def _read_apart(self, path: Path, said: Overrides) -> Taken | str:
        process = self._process = self._process or await _started()
        assert process.stdin
        assert process.stdout
        is_done = False
        try:
            process.stdin.write(_message((path, said)))
            await process.stdin.drain()
            length = int.from_bytes(await process.stdout.readexactly(_LENGTH))
            answer = await process.stdout.readexactly(length)
            is_done = True
        finally:
            if not is_done:
                await self._end()
        return pickle.loads(answer)  # noqa: S301 - our own process wrote it

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def taken(path: Path, said: Overrides) -> Taken | str:
    """What a file holds, read and cut, or the sentence that refuses it."""
    try:
        data = bytes_of(path)
        reading = explained(data, name=path.name, said=said)
        cuts = tuple(tuple(cut(chapter.body)) for chapter in reading.manuscript.chapters)
        return Taken(reading.manuscript, reading.reasons, said.digest_of(data), cuts)
    except RefusedError as error:
        return str(error)
    except MemoryError:
        return f"{path.name} would need more memory than one story may take."
    except Exception as error:  # noqa: BLE001 - one file must not keep all the others of a folder out
        where = traceback.extract_tb(error.__traceback__)[-1]
        mistake = f"{type(error).__name__} in {Path(where.filename).name}, line {where.lineno}"
        return f"{path.name} cannot be read, and that is a mistake of Fireside’s ({mistake}): please report it."


def _opened(answer: Taken | str) -> Taken:
    if isinstance(answer, str):
        raise RefusedError(answer)
    return answer


def _is_small(path: Path) -> bool:
    """What cannot be opened is small too: reading it says why."""
    try:
        with path.open("rb") as file:
            return path.stat().st_size <= SMALL and file.read(len(ARCHIVE)) != ARCHIVE
    except OSError:
        return True


async def _started() -> asyncio.subprocess.Process:
    """A reader in a session of its own, where Ctrl-C does not reach it: whoever started it ends it."""
    pipe = asyncio.subprocess.PIPE
    # Not `-m`: that would look for modules in the folder where somebody happens to be, beside the files they import.
    code = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import serve; serve()"
    return await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-c", code, stdin=pipe, stdout=pipe, start_new_session=True
    )


def _message(content: object) -> bytes:
    data = pickle.dumps(content)
    return len(data).to_bytes(_LENGTH) + data


def serve() -> None:
    """Answer orders until nobody is left to give any."""
    _limit_memory()
    gc.disable()  # what is read holds no rings, and looking for some takes as long as reading
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    with suppress(BrokenPipeError):
        while length := orders.read(_LENGTH):
            path, said = pickle.loads(orders.read(int.from_bytes(length)))  # noqa: S301 - whoever started it wrote it
            answers.write(_message(taken(path, said)))
            answers.flush()


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # not every system has such limits, nor lets everybody set them
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
