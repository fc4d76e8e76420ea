"""Every mark of the tables by which a text is recognised, each in a row."""

from __future__ import annotations

import pytest

from stories.importing import manuscript_from
from stories.importing.chapters.headings import CHAPTERS, DIVISIONS, NAMED, heading_in
from stories.importing.farewells import says_farewell
from stories.importing.fields import RATINGS, WARNINGS, rating_in, warnings_and_tags
from stories.importing.notes import mark_of
from stories.markdown import render
from stories.ratings import Rating
from stories.sections import cut

NOTES = [
    *("A/N:", "AN:", "A.N.", "(A/N", "[A/N:", "**A/N**", "Author's Note:", "Author’s Notes:", "Catarata's Notes:"),
    *("Translator's Note:", "Disclaimer:", "End Notes:", "Anmerkung der Autorin:", "Note de l'auteur:", "NdA:"),
    *("Note de fin :", "Notas finales:", "Notas del capítulo:"),
]
PROSE = "The ferry was late, and the man with the geese said that it would not come before the tide had turned."


@pytest.mark.parametrize("mark", NOTES)
def test_a_note_begins_with_its_mark(mark: str):
    words = mark if mark.endswith((":", "*")) else f"{mark}:"

    assert mark_of(f"{words} hello, and thank you."), words


@pytest.mark.parametrize(
    "words", ["R&R!", "R & R", "Read & review", "Please review", "Reviews are love", "Next part soon!"]
)
def test_authors_say_farewell(words: str):
    assert says_farewell(words)


@pytest.mark.parametrize("word", f"{CHAPTERS} {DIVISIONS}".split())
def test_each_word_for_a_chapter_or_a_book_begins_a_heading(word: str):
    assert heading_in(f"{word.title()} 1")
    assert heading_in(f"{word.title()} 1: The Geese") == heading_in(f"{word.title()} 1")._replace(title="The Geese")  # pyright: ignore[reportOptionalMemberAccess]


@pytest.mark.parametrize("word", NAMED.split())
def test_each_name_of_a_part_is_a_heading(word: str):
    assert heading_in(word.title())


@pytest.mark.parametrize("word", RATINGS)
def test_each_word_for_a_rating_is_understood(word: str):
    assert rating_in(word.upper()) == RATINGS[word]
    assert word == "not rated" or rating_in(word) != Rating.NOT_RATED


@pytest.mark.parametrize("words", WARNINGS)
def test_each_warning_of_the_archive_is_one(words: str):
    assert warnings_and_tags([words.title()]) == ((WARNINGS[words],), ())


RIGHT_TO_LEFT = "قال الرجل إن القارب لن يأتي قبل المد. "


@pytest.mark.parametrize("opened", ["", "\u2067", "\u202b", "\u202e"])
def test_writing_keeps_its_direction_in_every_section(opened: str):
    told = manuscript_from(f"{PROSE}\n\n{opened}{RIGHT_TO_LEFT * 300}".encode(), name="a.txt")
    body = told.chapters[0].body

    shown = [render(body.clip(start, end)) for start, end in cut(body)]

    assert len(shown) > 3
    assert "".join(body.text[start:end] for start, end in cut(body)) == body.text
    for section in shown:
        assert sum(map(section.count, "\u202a\u202b\u202d\u202e")) == section.count("\u202c")
        assert sum(map(section.count, "\u2066\u2067\u2068")) == section.count("\u2069")


def test_drama_keeps_its_speakers_and_verse_its_lines():
    lines = ["BESS. Who left the door open?", "ADA. [aside] It was the geese.", "BESS. It was not."]
    song = "O ferryman, come to me,\nover the water to me,\nO ferryman, come."
    told = manuscript_from("\n\n".join([PROSE, *lines, song, PROSE]).encode(), name="a.txt")

    assert told.chapters[0].body.text == "\n\n".join([PROSE, *lines, song, PROSE])
