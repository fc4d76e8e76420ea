"""`python -m tests.hostile.child`: reads files, each in a process of its own with limits, and measures what it took."""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from stories.errors import RefusedError
from stories.importing import manuscript_from
from stories.sections import cut
from tests.hostile.archives import docx, epub
from tests.hostile.pages import page

MEGABYTE = 1 << 20
MOST_ADDRESSES = 2_000 * MEGABYTE  # stops what would take the machine down; what counts is measured
MOST_SECONDS = 20
STATUS, PEAK_RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
CAN_MEASURE = PEAK_RESET.exists()


def main() -> None:
    """Each line that comes in names a file and what it calls itself; each that goes out says what became of it."""
    _warm_up()
    for line in sys.stdin:
        path, name = json.loads(line)
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.close(reader)
            with os.fdopen(writer, "w") as answer:
                json.dump(_measured(Path(path), name), answer)
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as answer:
            told = answer.read()
        _, status, spent = os.wait4(child, 0)
        died = {"outcome": "died", "words": f"status {status}", "cpu": spent.ru_utime + spent.ru_stime, "peak": 0}
        sys.stdout.write(f"{told or json.dumps(died)}\n")
        sys.stdout.flush()


def _warm_up() -> None:
    """Load every module first: what they take is no file's fault."""
    for data in (
        b"Chapter 1\n\nWords.\n\nChapter 2\n\nWords.",
        b"# A\n\n*Words.*",
        "Слова и слова".encode("cp1251"),
        page("<p>Words."),
        epub(),
        docx(""),
    ):
        manuscript_from(data, name="a")
    gc.freeze()
    gc.disable()  # as the process that reads does


def _measured(path: Path, name: str) -> dict[str, Any]:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    base = _reset_peak()
    begun = time.process_time()
    told = _tried(path, name)
    told["cpu"] = time.process_time() - begun
    told["peak"] = (_memory("VmHWM") - base) / MEGABYTE if CAN_MEASURE else 0
    return told


def _tried(path: Path, name: str) -> dict[str, Any]:
    try:
        manuscript = manuscript_from(path.read_bytes(), name=name)
        for chapter in manuscript.chapters:
            assert "".join(chapter.body.text[start:end] for start, end in cut(chapter.body)) == chapter.body.text
    except RefusedError as error:
        return {"outcome": "refused", "words": str(error)}
    except BaseException:  # noqa: BLE001 - whatever it is, the test wants to see it
        return {"outcome": "failed", "words": traceback.format_exc()}
    path.with_suffix(".read").write_text(_everything(manuscript), "utf-8", "surrogatepass")
    return {"outcome": "read", "words": manuscript.title[:100]}


def _everything(manuscript: Any) -> str:
    texts = [chapter.body.text for chapter in manuscript.chapters]
    notes = [note.passage.text for note in manuscript.notes]
    return "\n".join([manuscript.title, manuscript.summary, *manuscript.epigraph, *notes, *texts])


def _reset_peak() -> int:
    if not CAN_MEASURE:
        return 0
    PEAK_RESET.write_text("5")
    return _memory("VmRSS")


def _memory(label: str) -> int:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(label))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main()
