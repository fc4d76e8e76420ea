from __future__ import annotations

from pathlib import Path

import pytest

from stories.sentences import ends

LINES = Path(__file__).with_name("data") / "sentence-ends.txt"
MARKS = "|¦"


def marked_lines() -> list[tuple[str, str]]:
    language, lines = "", list[tuple[str, str]]()
    for line in LINES.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif line and not line.startswith("#"):
            lines.append((language, line))
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


@pytest.mark.parametrize(("language", "line"), marked_lines())
def test_no_sentence_is_called_ended_where_it_is_not(language: str, line: str):
    text, _, allowed = read_marks(line)
    assert sorted(text[:end] for end in found_ends(text) - allowed) == []


@pytest.mark.parametrize("language", sorted({language for language, _ in marked_lines()}))
def test_most_sentence_ends_are_found_in_every_language(language: str):
    marked = [read_marks(line) for spoken, line in marked_lines() if spoken == language]
    true = sum(len(ends_here) for _, ends_here, _ in marked)
    found = sum(len(ends_here & found_ends(text)) for text, ends_here, _ in marked)
    assert found >= 0.85 * true
