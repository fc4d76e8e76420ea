"""Reads hostile files in processes with limits, as many at once as there are processors, and ahead of the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from tests.conftest import CHECKOUT
from tests.hostile.archives import ARCHIVES
from tests.hostile.pages import PAGES
from tests.hostile.texts import MARKDOWN, TEXTS

if TYPE_CHECKING:
    from pathlib import Path

KINDS = TEXTS | MARKDOWN | PAGES | ARCHIVES
ORDER = [*KINDS]
AT_ONCE = os.cpu_count() or 1

Answer = dict[str, Any]


class Readers:
    """Processes with limits that read files and tell what came of it, some files ahead of the tests."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._free: SimpleQueue[subprocess.Popen[str]] = SimpleQueue()
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._answers: dict[str, Future[Answer]] = {}

    def answer(self, kind: str) -> Answer:
        """What became of a file; those that follow it in the list are being read meanwhile."""
        for each in ORDER[ORDER.index(kind) :][: 2 * AT_ONCE]:
            if each not in self._answers:
                self._answers[each] = self._pool.submit(self.read, each)
        return self._answers[kind].result()

    def read(self, kind: str) -> Answer:
        """Read it now, in a process that has nothing to do."""
        path = self._path(kind)
        path.write_bytes(KINDS[kind].make())
        process = self._free.get() if not self._free.empty() else self._started()
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps([str(path), KINDS[kind].name]) + "\n")
        process.stdin.flush()
        answer: Answer = json.loads(process.stdout.readline())
        self._free.put(process)
        return answer

    def text(self, kind: str) -> str:
        """All that was found in a file that was read."""
        return self._path(kind).with_suffix(".read").read_text("utf-8", "surrogatepass")

    def _path(self, kind: str) -> Path:
        return self._folder / str(ORDER.index(kind))

    def _started(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.hostile.child"]
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True)

    def end(self) -> None:
        """Read what was begun, and let the processes go."""
        self._pool.shutdown()
        while not self._free.empty():
            with self._free.get() as process:
                process.communicate()
