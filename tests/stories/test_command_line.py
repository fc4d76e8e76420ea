from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.stories.conftest import a_text

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "The Lamp\n\nby Ann\n\n\n" + a_text(paragraphs=25)


class CommandLine:
    """`python -m stories`, as somebody types it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'x.sqlite3'}", "NO_COLOR": "1"}

    def __call__(self, *arguments: str | Path, answer: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "stories", *map(str, arguments)]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, input=answer, timeout=60, check=False
        )

    def json(self, *arguments: str | Path) -> Any:
        return json.loads(self(*arguments, "--json").stdout)


@pytest.fixture
def fireside(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@pytest.fixture
def lamp(fireside: CommandLine, tmp_path: Path) -> Path:
    """A file that is in the library as story 1."""
    path = tmp_path / "lamp.txt"
    path.write_text(FIRST, encoding="utf-8")
    assert fireside("import", path).returncode == 0
    return path


def test_a_folder_is_imported_in_order_without_what_is_hidden(fireside: CommandLine, tmp_path: Path):
    for name in ("b/two.txt", "a.txt", ".hidden.txt", ".git/three.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"A tale of {name}.\n\n{FIRST}", encoding="utf-8")

    answer = fireside("import", tmp_path / "in", "--json")

    lines = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [line["path"] for line in lines] == [str(tmp_path / "in" / name) for name in ("a.txt", "b/two.txt")]
    assert [line["status"] for line in lines] == ["new", "new"]
    assert answer.returncode == 0


def test_again_is_unchanged_and_changed_is_revised(fireside: CommandLine, lamp: Path):
    again = fireside.json("import", lamp)
    lamp.write_text(FIRST + "\n\nThe end.", encoding="utf-8")
    changed = fireside.json("import", lamp)

    assert (again["status"], again["reason"], again["story"]["revision"]) == ("unchanged", None, 1)
    assert (changed["status"], changed["story"]["id"], changed["story"]["revision"]) == ("revised", 1, 2)


def test_a_refused_file_is_told_in_one_sentence_and_the_rest_comes_in(fireside: CommandLine, tmp_path: Path):
    (tmp_path / "empty.txt").touch()
    (tmp_path / "good.txt").write_text(FIRST, encoding="utf-8")

    answer = fireside("import", tmp_path / "empty.txt", tmp_path / "good.txt", tmp_path / "missing.txt")

    assert answer.returncode == 1
    assert len(answer.stderr.strip().splitlines()) == 2
    assert "missing.txt" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert len(fireside.json("list")) == 1


def test_a_refusal_in_json_has_its_reason(fireside: CommandLine, tmp_path: Path):
    (tmp_path / "empty.txt").touch()

    line = fireside.json("import", tmp_path / "empty.txt")

    assert line["status"] == "refused"
    assert line["reason"]
    assert line["story"] is None


def test_a_dry_run_shows_what_is_recognised_and_keeps_nothing(fireside: CommandLine, tmp_path: Path):
    (tmp_path / "lamp.txt").write_text(FIRST, encoding="utf-8")

    answer = fireside("import", tmp_path / "lamp.txt", "--dry-run")

    assert "The Lamp" in answer.stdout
    assert "Paragraph 25 of one." in answer.stdout
    assert fireside.json("list") == []


def test_a_story_is_shown_as_programs_rely_on(fireside: CommandLine, lamp: Path):
    story = fireside.json("show", "1")
    sections = fireside.json("show", "1", "--sections")
    export = json.loads(fireside("export", "1", "--format", "json").stdout)

    asked = {"id", "revision", "title", "title_guessed", "authors", "summary", "relationships", "rating", "warnings"}
    asked |= {"tags", "language", "fields", "notes", "epigraph", "chapters", "sections"}
    assert asked <= story.keys()
    assert asked <= export.keys()
    assert story["sections"] == len(sections) == export["sections"]
    assert {*story["chapters"][0]} == {"number", "label", "title", "scenes", "characters"}
    assert {*export["chapters"][0]} == {"number", "label", "title", "scenes", "characters", "text", "spans"}
    assert [{*section} for section in sections] == [{"number", "chapter", "start", "end", "text", "markdown"}] * len(
        sections
    )
    assert "".join(section["text"] for section in sections) == export["chapters"][0]["text"]


@pytest.mark.parametrize("form", ["txt", "md", "json"])
def test_an_export_to_a_file_is_what_the_screen_shows(fireside: CommandLine, lamp: Path, tmp_path: Path, form: str):
    written = tmp_path / "out"

    assert fireside("export", "1", "--format", form, "--output", written).returncode == 0

    assert written.read_text(encoding="utf-8").strip() == fireside("export", "1", "--format", form).stdout.strip()
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_an_export_as_e_book_can_be_taken_in_again(fireside: CommandLine, lamp: Path, tmp_path: Path):
    book = tmp_path / "lamp.epub"

    assert fireside("export", "1", "--format", "epub", "--output", book).returncode == 0
    assert fireside("import", book).returncode == 0
    assert fireside("export", "2").stdout == fireside("export", "1").stdout


def test_an_export_that_cannot_be_written_says_so(fireside: CommandLine, lamp: Path, tmp_path: Path):
    answer = fireside("export", "1", "--output", tmp_path / "nowhere" / "x.txt")

    assert answer.returncode == 1
    assert "cannot be written" in answer.stderr


def test_a_clean_library_is_said_to_be_clean(fireside: CommandLine, lamp: Path):
    assert fireside.json("check") == {"ok": True, "problems": []}
    assert fireside("check").returncode == 0


def test_a_broken_library_says_what_is_wrong(fireside: CommandLine, lamp: Path, tmp_path: Path):
    with sqlite3.connect(tmp_path / "x.sqlite3") as connection:
        connection.execute("UPDATE revisions SET characters = 5")
    connection.close()

    answer = fireside("check", "--json")

    assert answer.returncode == 1
    assert json.loads(answer.stdout)["ok"] is False
    assert "says that it has 5 characters" in json.loads(answer.stdout)["problems"][0]


def test_removing_asks_first(fireside: CommandLine, lamp: Path):
    refused = fireside("remove", "1", answer="n\n")
    assert (refused.returncode, len(fireside.json("list"))) == (1, 1)

    assert fireside("remove", "1", answer="y\n").returncode == 0
    assert fireside.json("list") == []
    gone = fireside("show", "1")
    assert (gone.returncode, gone.stderr.count("\n")) == (1, 1)
    assert "removed" in gone.stderr


@pytest.mark.parametrize("command", ["show", "export", "remove"])
def test_an_unknown_number_says_how_to_list(fireside: CommandLine, command: str):
    answer = fireside(command, "7")

    assert answer.returncode == 1
    assert "7" in answer.stderr
    assert "fireside-stories list" in answer.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["no-such-command"], 2),
        (["show"], 2),
        (["show", "one"], 2),
        (["export", "1", "--format", "pdf"], 2),
        (["list", "--database", "nonsense"], 3),
        (["--database", "sqlite:////dev/null/x", "list"], 3),
    ],
)
def test_each_kind_of_mistake_has_its_exit_code(fireside: CommandLine, arguments: list[str], code: int):
    answer = fireside(*arguments)

    assert answer.returncode == code
    assert answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_reader_who_stops_reading_is_no_error(fireside: CommandLine, lamp: Path):
    command = [sys.executable, "-m", "stories", "show", "1", "--sections"]
    with subprocess.Popen(command, env=fireside.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


def test_an_interrupted_import_leaves_nothing_half_written(fireside: CommandLine, tmp_path: Path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03}.txt").write_text(f"Tale {number}\n\n\n{FIRST}", encoding="utf-8")
    command = [sys.executable, "-m", "stories", "import", str(folder), "--json"]
    with subprocess.Popen(command, env=fireside.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=60)

    assert process.returncode == 130
    assert b"Traceback" not in words
    kept = {story["id"] for story in fireside.json("list")}
    assert 0 < len(kept) < 300
    assert fireside.json("check") == {"ok": True, "problems": []}

    fireside("import", str(folder), "--json")

    after = [story["id"] for story in fireside.json("list")]
    assert len(after) == 300
    assert kept < {*after}
