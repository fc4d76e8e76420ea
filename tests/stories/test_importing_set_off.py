"""Titles without numbers, told by the gap above them."""

from __future__ import annotations

from textwrap import wrap

import pytest

from stories.importing import manuscript_from

TEXT = "\n".join(wrap("The lamp had burned since noon, and nobody could say who had lit it. " * 10, 72))
GAP = "\n\n\n\n\n"
TITLES = ["The Lamp", "Nineteen Gulls", "Who Lit It?", "MORNING"]


def headings_of(text: str) -> list[str]:
    return [each.title or each.label for each in manuscript_from(text.encode(), name="a.txt").chapters]


def parts(*titles: str, gap: str = "\n\n\n\n") -> str:
    return "".join(f"{title}\n\n{TEXT}\n\n{TEXT}{gap}" for title in titles)


@pytest.mark.parametrize("gap", ["\n\n\n\n", "\n\n\n\n\n\n"])
def test_short_lines_below_a_gap_that_nothing_else_has_are_titles(gap: str):
    assert headings_of(f"Tales of the Island\n\nby Ada Rook{gap}{parts(*TITLES, gap=gap)}") == TITLES


def test_titles_within_parts_are_chapters_too():
    text = f"First Part{GAP}{parts(*TITLES[:2])}Second Part{GAP}{parts(*TITLES[2:])}"
    told = manuscript_from(text.encode(), name="a.txt")

    assert [(each.label, each.title) for each in told.chapters] == [
        ("First Part", TITLES[0]),
        ("", TITLES[1]),
        ("Second Part", TITLES[2]),
        ("", TITLES[3]),
    ]


def test_where_paragraphs_stand_below_such_gaps_as_well_they_part_scenes():
    scenes = "\n\n\n\n".join([TEXT, f"“No.”\n\n{TEXT}", TEXT, f"Later.\n\n{TEXT}", f"Much later.\n\n{TEXT}", TEXT])

    assert headings_of(scenes) == [""]


def test_the_same_line_again_and_again_is_no_title():
    assert headings_of(parts("The lamp burned", "The lamp burned", "The lamp burned", "The lamp burned")) == [""]


def test_numbered_chapters_are_told_by_their_numbers_alone():
    found = headings_of(f"{parts('Chapter 1', 'Chapter 2')}Interruption\n\n{TEXT}\n\n\n\n{parts('Chapter 3')}")

    assert found == ["Chapter 1", "Chapter 2", "Chapter 3"]
