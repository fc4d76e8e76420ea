"""The three stories that came with the task, when they are beside this checkout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stories.importing import read_manuscript
from stories.manuscript import Where
from stories.ratings import Rating
from stories.text import Kind
from tests.conftest import shared_folder

if TYPE_CHECKING:
    from pathlib import Path

    from stories.manuscript import Manuscript

pytestmark = pytest.mark.needs("shared")


def seed(number: int) -> Path:
    return next((shared_folder() / "seeds").glob(f"{number:03}_*.txt"))


def parts_of(manuscript: Manuscript) -> list[str]:
    """Everything a manuscript says with its author's words, line by line."""
    texts = [
        *manuscript.epigraph,
        manuscript.summary,
        "" if manuscript.title_guessed else manuscript.title,
        *(note.passage.text for note in manuscript.notes),
        *(" ".join(filter(None, (chapter.label, chapter.title))) for chapter in manuscript.chapters),
        *(chapter.body.text for chapter in manuscript.chapters),
    ]
    return [line for text in texts for line in text.split("\n") if line]


def test_a_story_without_a_title_is_called_by_its_first_line():
    story = read_manuscript(seed(0))

    assert story.title_guessed
    assert story.title == story.epigraph[0]
    assert story.authors == ()
    assert story.notes == ()


def test_seven_parts_keep_their_numbers_and_names():
    story = read_manuscript(seed(0))

    assert [chapter.label for chapter in story.chapters] == ["(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "(vii)"]
    assert story.chapters[0].title == "the beginning of the fall"
    assert story.chapters[6].title == "the ever after"
    assert [chapter.number for chapter in story.chapters] == [1, 2, 3, 4, 5, 6, 7]


def test_five_lines_before_the_first_part_are_an_epigraph():
    story = read_manuscript(seed(0))

    assert len(story.epigraph) == 5
    assert not any(line in chapter.body.text for line in story.epigraph for chapter in story.chapters)


def test_a_larger_gap_before_the_last_line_is_a_pause():
    last = read_manuscript(seed(0)).chapters[-1]

    (pause,) = last.body.of_kind(Kind.SCENE_BREAK)
    assert last.scenes == 2
    assert last.body.text[pause.start : pause.end] == "\n\n"
    assert "\n" not in last.body.text[pause.end :]


def test_a_note_above_the_title_is_kept_whole_and_its_fields_are_known():
    story = read_manuscript(seed(1))

    (note,) = story.notes
    assert (story.title, story.title_guessed, story.authors) == ("Carrying You With Me", False, ())
    assert note.where == Where.HEAD
    assert note.chapter is None
    assert note.passage.text.startswith("AN: ")
    assert note.passage.text.endswith("Word count: 1,769")
    assert story.fields == {"Word count": "1,769"}
    assert [(c.number, c.label, c.title, c.scenes) for c in story.chapters] == [(1, "", "", 2)]


def test_a_signed_note_names_the_author_and_a_quoted_line_is_the_summary():
    story = read_manuscript(seed(2))

    (note,) = story.notes
    (chapter,) = story.chapters
    assert (story.title, story.authors) == ("All The Ruby Falls Sing Along", ("Catarata",))
    assert note.passage.text.startswith("Catarata's Notes: ")
    assert story.summary.startswith('"Because')
    assert story.summary.endswith('Sasuke X Sakura"')
    assert story.relationships == ("Sasuke X Sakura",)
    assert chapter.body.text.endswith(":.")
    assert chapter.scenes == 1


@pytest.mark.parametrize("number", [0, 1, 2])
def test_each_line_of_a_seed_is_in_exactly_one_part(number: int):
    source = seed(number).read_text("utf-8")
    story = read_manuscript(seed(number))

    assert story.rating == Rating.NOT_RATED
    assert sorted(parts_of(story)) == sorted(line for line in source.split("\n") if line)


def test_a_wrapped_book_keeps_its_books_and_chapters():
    book = read_manuscript(shared_folder() / "corpus" / "war-and-peace.txt")

    assert (book.title, book.authors) == ("War and Peace", ("Leo Tolstoy",))
    assert len(book.chapters) == 365
    assert sum(chapter.label.startswith("BOOK") for chapter in book.chapters) == 15
    assert "gutenberg" not in repr(book).casefold()


def test_a_book_in_an_old_encoding_keeps_its_letters():
    book = read_manuscript(shared_folder() / "corpus" / "die-verwandlung.latin1.txt")

    assert [chapter.label for chapter in book.chapters] == ["I.", "II.", "III."]
    assert "Träumen" in book.chapters[0].body.text
