"""A work copied from the Archive's page as text, with its labels on lines of their own."""

from __future__ import annotations

import pytest

from stories.importing import explained
from stories.manuscript import Where
from stories.ratings import Rating

HEAD = """Archive of Our Own beta
Log In

Work Header
Rating:

    Teen And Up Audiences

Archive Warning:

    No Archive Warnings Apply

Fandom:

    The Lighthouse - All Media Types

Relationships:

    Ada Rook/Bess Tern
    Ada Rook & The Sea

Additional Tags:

    Slow Burn
    Storms

Language:
    English
Stats:
{stats}
What the Lamp Said
adarook

Summary:

    Two keepers, one lamp.

Notes:

    (See the end of the work for notes.)

"""
ONE_A_LINE = """
    Published:
        2020-01-01
    Words:
        7,526
    Chapters:
        2/?
"""
IN_ONE_LINE = "Published:2020-01-01 Words:7,526 Chapters:2/?"
SERIAL = """Chapter 1: The First Night
Chapter Summary

    Ada lights the lamp.

Chapter Text

The rain came in from the west, and Ada counted the days.

Notes: she had none.

Chapter 2
Notes:

    Mind the storm.

Chapter Text

On the tenth day the boat came back.

Chapter End Notes

    Comments keep the lamp alight.

Actions

    Bookmark
    Comments (3)
"""


@pytest.mark.parametrize("stats", [ONE_A_LINE, IN_ONE_LINE])
def test_what_stands_on_the_lines_below_a_label_is_its_value(stats: str):
    told = explained((HEAD.format(stats=stats) + SERIAL).encode(), name="a.txt").manuscript

    assert (told.title, told.authors, told.summary) == ("What the Lamp Said", ("adarook",), "Two keepers, one lamp.")
    assert (told.rating, told.language) == (Rating.TEEN, "en")
    assert told.warnings == ("No Archive Warnings Apply",)
    assert told.relationships == ("Ada Rook/Bess Tern", "Ada Rook & The Sea")
    assert told.tags == ("Slow Burn", "Storms")
    assert told.fields["Fandom"] == "The Lighthouse - All Media Types"
    assert [told.fields[label] for label in ("Published", "Words", "Chapters")] == ["2020-01-01", "7,526", "2/?"]


def test_its_chapters_have_their_text_and_their_notes():
    told = explained((HEAD.format(stats=IN_ONE_LINE) + SERIAL).encode(), name="a.txt").manuscript

    assert [(chapter.label, chapter.title, chapter.body.text) for chapter in told.chapters] == [
        (
            "Chapter 1",
            "The First Night",
            "The rain came in from the west, and Ada counted the days.\n\nNotes: she had none.",
        ),
        ("Chapter 2", "", "On the tenth day the boat came back."),
    ]
    assert [(note.where, note.chapter, note.passage.text) for note in told.notes] == [
        (Where.HEAD, 1, "Ada lights the lamp."),
        (Where.HEAD, 2, "Mind the storm."),
        (Where.TAIL, 2, "Comments keep the lamp alight."),
    ]


def test_a_work_of_one_chapter_has_no_heading():
    work = "Work Text:\nThe bucket came up empty, and Tom laughed at it.\n\nNotes:\nThank you for reading!\n"

    told = explained((HEAD.format(stats=IN_ONE_LINE) + work).encode(), name="a.txt").manuscript

    assert [chapter.body.text for chapter in told.chapters] == ["The bucket came up empty, and Tom laughed at it."]
    assert [(note.where, note.passage.text) for note in told.notes] == [(Where.TAIL, "Thank you for reading!")]


def test_a_story_about_the_archive_is_no_copy_of_its_page():
    text = "Rating:\n\nArchive Warnings:\n\nShe read the labels aloud. There was nothing below them, and no text."

    assert explained(text.encode(), name="a.txt").manuscript.chapters[0].body.text.startswith("She read the labels")
