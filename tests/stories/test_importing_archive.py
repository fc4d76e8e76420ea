"""Archives: what they claim is not believed."""

from __future__ import annotations

import struct
from contextlib import suppress

import pytest

from stories.errors import RefusedError
from stories.importing import archive as archives
from stories.importing import manuscript_from
from stories.importing.archive import Archive
from tests.stories.e_books import zipped


def test_a_file_is_read_by_its_name():
    assert Archive(zipped({"a/b.txt": "words"}), name="x.zip").read("a/b.txt") == b"words"


@pytest.mark.parametrize("spelled", ["./a/B.txt", "a/../a/b c.txt", "a/b%20c.txt", "/a/b c.txt", "A/B C.TXT"])
def test_a_name_may_be_spelled_in_many_ways(spelled: str):
    archive = Archive(zipped({"a/b c.txt": "words", "a/B.txt": "others"}), name="x.zip")

    assert archive.read(spelled)


@pytest.mark.parametrize("path", ["../../etc/passwd", "C:\\windows\\x", "file:///etc/passwd", "/etc/passwd"])
def test_a_path_that_leads_outside_is_only_a_name(path: str):
    archive = Archive(zipped({path: "harmless", "b": "words"}), name="x.zip")

    assert archive.read(path) == b"harmless"
    with pytest.raises(RefusedError, match="missing"):
        archive.read("/etc/hostname")


def test_all_files_together_may_be_only_so_large(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1000)
    archive = Archive(zipped({"a": "x" * 600, "b": "y" * 600}), name="x.zip")

    archive.read("a")
    with pytest.raises(RefusedError, match="unpacked"):
        archive.read("b")


def test_a_declared_size_is_not_believed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1_000_000)
    data = bytearray(zipped({"bomb": b"\0" * 5_000_000}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 100)

    with pytest.raises(RefusedError):
        Archive(bytes(data), name="x.zip").read("bomb")


def test_files_that_share_their_bytes_are_refused():
    data = bytearray(zipped({"a": "first", "b": "other"}))
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)

    with pytest.raises(RefusedError, match="overlap"):
        Archive(bytes(data), name="x.zip")


def test_too_many_files_are_refused_before_their_list_is_read():
    data = zipped({str(number): b"" for number in range(10_001)})

    with pytest.raises(RefusedError, match="10,000 files"):
        Archive(data, name="x.zip")


def test_a_password_is_named_as_the_reason():
    data = bytearray(zipped({"a": "words"}))
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 8, 1)

    with pytest.raises(RefusedError, match="password"):
        Archive(bytes(data), name="x.zip").read("a")


def test_other_ways_of_packing_are_refused():
    data = bytearray(zipped({"a": "words"}))
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 10, 14)

    with pytest.raises(RefusedError, match="unusual"):
        Archive(bytes(data), name="x.zip").read("a")


@pytest.mark.parametrize("at", range(0, 220, 7))
def test_a_damaged_archive_is_read_or_refused(at: int):
    data = bytearray(zipped({"a": "words " * 50, "b": "others"}))
    data[at % len(data)] ^= 0xFF

    with suppress(RefusedError):
        archive = Archive(bytes(data), name="x.zip")
        for name in archive.names:
            archive.read(name)


def test_half_an_archive_is_damaged():
    data = zipped({"a": "words " * 5000})

    with pytest.raises(RefusedError, match="damaged"):
        Archive(data[: len(data) // 2], name="x.zip")


@pytest.mark.parametrize(("file", "text"), [("a.html", "<html><p>It rained.</p></html>"), ("in/a.txt", "It rained.")])
def test_the_only_page_or_text_in_an_archive_is_read_as_if_it_lay_open(file: str, text: str):
    packed = zipped({file: text, "__MACOSX/._a.html": "x"})

    assert manuscript_from(packed, name="a.zip") == manuscript_from(text.encode(), name=file)


@pytest.mark.parametrize("others", [{"b.html": "<p>It snowed.</p>"}, {"a.html": zipped({"a.txt": "It rained."})}])
def test_several_pages_in_an_archive_are_refused_and_so_are_archives_in_it(others: dict[str, str | bytes]):
    with pytest.raises(RefusedError):
        manuscript_from(zipped({"a.html": "<p>It rained.</p>", **others}), name="a.zip")


def test_pictures_in_an_archive_may_go_with_a_page_but_make_no_story_of_a_text():
    assert manuscript_from(zipped({"a.html": "<p>It rained.</p>", "a.png": "x"}), name="a.zip").chapters
    with pytest.raises(RefusedError, match="archive of other files"):
        manuscript_from(zipped({"a.txt": "Drawn by Ada.", "a.png": "x"}), name="a.zip")
