"""A few of the damaged files that `python -m tests.fuzz` makes by the thousand, and what Hypothesis thinks of."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import PIECES, SOUND, damaged, is_read


def test_every_sound_file_is_read():
    assert [number for number, data in enumerate(SOUND) if not is_read(data)] == []


def test_damaged_files_are_read_or_refused():
    assert {is_read(damaged(number)) for number in range(300)} == {True, False}


@settings(max_examples=100, derandomize=True, database=None)
@given(st.lists(st.sampled_from([*PIECES, b"word ", b"\n"]) | st.binary(max_size=8), max_size=60))
def test_pieces_in_any_order_are_read_or_refused(pieces: list[bytes]):
    is_read(b"".join(pieces))
