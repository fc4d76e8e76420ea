from __future__ import annotations

from pathlib import Path

import pytest

from stories.sentences import ends

DATA = Path(__file__).with_name("data")
FILES = ["sentence-ends", "sentence-ends-aside"]  # no rule was made with an eye to the second
MARKS = "|¦"


def marked_lines() -> list[tuple[str, str, str]]:
    """File, language and line."""
    language, lines = "", list[tuple[str, str, str]]()
    for file in FILES:
        for line in (DATA / f"{file}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                language = line.strip("[]")
            elif line and not line.startswith("#"):
                lines.append((file, language, line))
    return lines


def read_marks(line: str) -> tuple[str, set[int], set[int]]:
    """The text without its marks, where it must not be called ended, and where it ends."""
    text, true, allowed = "", set[int](), set[int]()
    for character in line:
        if character == "|":
            true.add(len(text))
        if character in MARKS:
            allowed.add(len(text.rstrip()))
        else:
            text += character
    return text, true, allowed | {len(text)}


def found_ends(text: str) -> set[int]:
    return set(ends(text, 0, len(text)))


@pytest.mark.parametrize(("file", "language", "line"), marked_lines())
def test_no_sentence_is_called_ended_where_it_is_not(file: str, language: str, line: str):
    text, _, allowed = read_marks(line)
    assert sorted(text[:end] for end in found_ends(text) - allowed) == [], (file, language)


@pytest.mark.parametrize(("file", "language"), sorted({(file, language) for file, language, _ in marked_lines()}))
def test_most_sentence_ends_are_found_in_every_language(file: str, language: str):
    marked = [read_marks(line) for *where, line in marked_lines() if where == [file, language]]
    true = sum(len(ends_here) for _, ends_here, _ in marked)
    found = sum(len(ends_here & found_ends(text)) for text, ends_here, _ in marked)
    assert found >= 0.85 * true


def test_a_third_of_at_least_a_hundred_and_fifty_lines_is_set_aside():
    files = [file for file, _, _ in marked_lines()]
    assert len(files) >= 150
    assert files.count("sentence-ends-aside") >= len(files) / 3
