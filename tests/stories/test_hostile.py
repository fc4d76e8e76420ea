"""Files made to hurt are read rightly or refused in one sentence, soon, in little memory, and leave no trace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import CHECKOUT
from tests.hostile.archives import ARCHIVES
from tests.hostile.pages import PAGES
from tests.hostile.texts import MARKDOWN, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.hostile import Hostile

    Answer = dict[str, Any]

MOST_SECONDS = 2  # of CPU
TRIES = 3  # as what others do on the machine costs us too
MOST_MEMORY = 150  # MB over what the process had before
KINDS = TEXTS | MARKDOWN | PAGES | ARCHIVES
REFUSED = (
    *("empty", "marks alone", "png named txt", "data", "nuls", "nothing in it", "bomb: in a bomb", "half a book"),
    *("protected book", "package that is empty", "document without words", "document that is not XML"),
)  # by each part of the reader


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Hostile], Answer]]:
    """Reads files, each in a process with limits, and tells what came of it."""
    path = tmp_path_factory.mktemp("hostile") / "file"
    command = [sys.executable, "-m", "tests.hostile.child"]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
    ) as process:

        def ask(made: Hostile) -> Answer:
            assert process.stdin
            assert process.stdout
            path.write_bytes(made.make())
            process.stdin.write(json.dumps([str(path), made.name]) + "\n")
            process.stdin.flush()
            answer: Answer = json.loads(process.stdout.readline())
            if answer["outcome"] == "read":
                answer["text"] = path.with_suffix(".read").read_text("utf-8", "surrogatepass")
            return answer

        yield ask


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_file_is_read_rightly_or_refused_soon(reader: Callable[[Hostile], Answer], kind: str):
    made = KINDS[kind]

    answer = reader(made)
    for _ in range(TRIES - 1):
        if answer["cpu"] > MOST_SECONDS:
            answer = reader(made)

    assert answer["outcome"] in {"read", "refused"}, answer["words"]
    if answer["outcome"] == "refused":
        assert_is_one_sentence(answer["words"], about=made)
    else:
        assert not made.must_be_refused
        assert [words for words in made.says if words not in answer["text"]] == []
        assert [words for words in made.hides if words in answer["text"]] == []
    assert answer["cpu"] <= MOST_SECONDS
    assert answer["peak"] <= MOST_MEMORY


def assert_is_one_sentence(words: str, *, about: Hostile) -> None:
    assert about.refusal, f"it must be read, and not: {words}"
    assert words.endswith(".")
    assert "\n" not in words
    assert "mistake of Fireside" not in words


def test_what_is_refused_leaves_nothing_in_the_library(tmp_path: Path):
    folder = tmp_path / "hostile"
    folder.mkdir()
    for number, made in enumerate(KINDS[kind] for kind in REFUSED):
        (folder / f"{number:03}.txt").write_bytes(made.make())
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'x.sqlite3'}", "PYTHONPATH": str(CHECKOUT)}

    def fireside(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "stories", *arguments, "--json"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100, check=False)

    answer = fireside("import", str(folder))

    results = [json.loads(line) for line in answer.stdout.splitlines()]
    assert {result["status"] for result in results} == {"refused"}
    assert len(results) == len(REFUSED)
    assert (answer.returncode, answer.stderr) == (1, "")
    assert json.loads(fireside("list").stdout) == []
    assert json.loads(fireside("check").stdout) == {"ok": True, "problems": []}
