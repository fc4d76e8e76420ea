"""Bytes of every kind: encodings, things that are no stories, hostile files."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from stories.errors import RefusedError
from stories.importing import manuscript_from, read_manuscript
from stories.importing.encoding import decode

if TYPE_CHECKING:
    from pathlib import Path

GERMAN = "Über den Dächern läutete es. „Hörst du?“, fragte sie – und er schwieg. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_usual_encoding_is_read(encoding: str):
    assert decode(GERMAN.encode(encoding)) == GERMAN


def test_wide_letters_are_read_too():
    assert decode("寒い夜に、雨が降った。".encode("utf-16")) == "寒い夜に、雨が降った。"
    assert manuscript_from("寒い夜に、雨が降った。".encode("utf-16"), name="x").chapters[0].body.text


def test_one_broken_letter_does_not_spoil_the_others():
    damaged = GERMAN.encode() * 10 + b"\xff" + GERMAN.encode()

    assert decode(damaged) == GERMAN * 10 + "\ufffd" + GERMAN


def test_line_ends_of_every_system_are_one():
    assert decode(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_what_cannot_be_shown_is_dropped():
    assert decode(b"a\x00b\x1bc\tdefghijklmnopqrstuvwxyz" * 20) == "abc\tdefghijklmnopqrstuvwxyz" * 20


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf\n", "holds no words"),
        (b"* * *\n\n...\n", "holds no words"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"PK\x03\x04\x14\0\0\0", "a damaged archive"),
        (b"%PDF-1.7\n", "PDF"),
        (bytes(range(1, 32)) * 100, "data"),
        (b"a" * 25_000_001, "larger than 25 MB"),
        (b"Title: The Door\nAuthor: Ann Other\n", "no story"),
    ],
)
def test_what_is_no_story_is_refused_in_one_sentence(data: bytes, words: str):
    with pytest.raises(RefusedError, match=words) as refused:
        manuscript_from(data, name="cat.txt")

    assert str(refused.value).startswith("cat.txt ")
    assert str(refused.value).count(".") == 2


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path):
    with pytest.raises(RefusedError, match="cannot be read"):
        read_manuscript(tmp_path / "gone.txt")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "word " * 40_000,
        "*" * 100_000 + " word",
        "*a " * 30_000,
        "**a " * 20_000,
        "_a " * 30_000,
        "Chapter 1\n\n" * 5_000 + "word",
        "\n\n".join(f"Chapter {n}\n\nword" for n in range(3_000)),
        "\n\n".join(["XIV"] * 5_000) + "\n\nword",
        "(A/N " * 20_000,
        "A/N: word\n\n" * 5_000 + "word",
        "> " * 5_000 + "word",
        "# a\n\n" * 3_000,
        "[" * 50_000 + "word",
        "---\na: " + "[" * 50_000 + "\n---\nword",
        "Title: word\n" * 50_000 + "\nword",
    ],
    ids=range(15),
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_hostile_text_is_read_or_refused_soon(text: str, name: str):
    with suppress(RefusedError):
        assert manuscript_from(text.encode(), name=name).chapters
