"""Lists of contents in plain text, and headings that go on for lines."""

from __future__ import annotations

from textwrap import wrap

import pytest

from stories.importing import manuscript_from

TEXT = "\n".join(
    wrap("The lamp had burned since noon, and nobody could say who had lit it. They went to bed. " * 3, 72)
)
LONG = "in which the keeper counts her nineteen gulls twice, and is answered by one that was not there"


def headings_of(text: str) -> list[str]:
    told = manuscript_from(text.encode(), name="a.txt")
    return [": ".join(filter(None, (each.label, each.title))) for each in told.chapters]


def body(*headings: str) -> str:
    return "".join(f"{heading}\n\n{TEXT}\n\n\n" for heading in headings)


def test_a_list_of_contents_with_pages_below_its_headings_is_left_out():
    names = ["Dusk", "Night", "Dawn", "Noon"]
    rows = zip(("I", "II", "III", "IV"), names, strict=True)
    listed = "\n\n".join(
        f"CHAPTER {numeral}\n\n{name}{' ' * 50}{number}1" for number, (numeral, name) in enumerate(rows)
    )

    found = headings_of(
        f"The Lamp\n\n\nCONTENTS\n\n{listed}\n\n\n\n{body(*(f'CHAPTER {n}' for n in ('I', 'II', 'III', 'IV')))}"
    )

    assert found == ["CHAPTER I", "CHAPTER II", "CHAPTER III", "CHAPTER IV"]


def test_a_list_of_contents_that_words_its_numbers_otherwise_is_left_out():
    listed = "ACT I. A room.\n\nACT II. A garden.\n\nACT III. The sea."

    found = headings_of(f"The Lamp\n\n\n{listed}\n\nTIME: Now.\n\n\n{body('FIRST ACT', 'SECOND ACT', 'THIRD ACT')}")

    assert found[-3:] == ["FIRST ACT", "SECOND ACT", "THIRD ACT"]
    assert not any(heading.startswith("ACT") for heading in found)


def test_what_stands_between_a_list_of_contents_and_the_first_chapter_is_kept():
    listed = "\n".join(f"Chapter {number}. The {number}th night\n" for number in range(1, 6))
    before = f"A word to the reader.\n\n{TEXT}"
    told = manuscript_from(
        f"The Lamp\n\n\nContents\n\nA word to the reader.\n\n{listed}\n\n\n{before}\n\n\n"
        f"{body(*(f'Chapter {number}. The {number}th night' for number in range(1, 6)))}".encode(),
        name="a.txt",
    )

    assert [each.label for each in told.chapters] == ["", *(f"Chapter {number}" for number in range(1, 6))]
    assert told.chapters[0].body.text == " ".join(before.split()).replace("reader. ", "reader.\n\n", 1)
    assert told.fields["Contents"].split("\n") == ["Contents", "A word to the reader."]


def test_chapters_that_begin_again_in_a_second_part_are_no_list():
    parts = body("Part One", "Chapter 1", "Chapter 2", "Chapter 3"), body("Part Two", "Chapter 1", "Chapter 2")

    assert headings_of("".join(parts)).count("Chapter 1") == 2


@pytest.mark.parametrize("word", ["Chapter", "Capítulo", "Kapitel"])
def test_a_heading_that_goes_on_for_lines_is_one(word: str):
    long = [f"{word} I. Of dusk, {LONG}", f"{word} II. Of night, {LONG}"]

    found = headings_of(body(*("\n".join(wrap(heading, 72)) for heading in long), f"{word} III. Of dawn"))

    assert found == [f"{word} I: Of dusk, {LONG}", f"{word} II: Of night, {LONG}", f"{word} III: Of dawn"]


def test_a_paragraph_that_begins_like_a_heading_is_none_where_its_number_fits_no_row():
    lost = "Chapter 7. That was where she had stopped reading, on the night of the\nnineteen gulls, years ago."

    assert headings_of(body("Chapter 1", "Chapter 2", f"Chapter 4\n\n{lost}")) == [
        "Chapter 1",
        "Chapter 2",
        "Chapter 4",
    ]


def test_what_a_list_of_contents_names_are_headings_even_without_numbers():
    tales = ["THE NINETEEN GULLS", "THE LAMP", "A BOAT, A ROPE, AND NO WIND", "THE KEEPER"]

    listed = "\n".join(tales)

    found = headings_of(f"Tales\n\n\nCONTENTS:\n\n{listed}\n\n\n\nTALES OF THE ISLAND\n\n\n{body(*tales)}")

    assert found[-4:] == tales


def test_a_title_that_stands_twice_in_a_list_does_not_end_it():
    titles = ["Gulls", "The Lamp", "Gulls", "The Keeper"]
    listed = [f"Chapter {number}. {title}" for number, title in enumerate(titles, 1)]

    pages = "\n".join(f"{item} . . . . . {at}7" for at, item in enumerate(listed))

    found = headings_of(f"Contents\n\n{pages}\n\n\n\n{body(*listed)}")

    assert found == [item.replace(". ", ": ") for item in listed]


def test_parts_that_a_list_names_stand_above_their_chapters():
    first, second = "THE FIRST EVENING\n\n\n", "THE SECOND EVENING\n\n\n"
    listed = f"Contents\n\nPROLOGUE\n\n{first}Chapter I\n\nChapter II\n\n{second}Chapter III\n\n\n\n\n"
    text = body("PROLOGUE") + first + body("Chapter I", "Chapter II") + second + body("Chapter III")

    assert headings_of(listed + text) == [
        "PROLOGUE",
        "THE FIRST EVENING · Chapter I",
        "Chapter II",
        "THE SECOND EVENING · Chapter III",
    ]


def test_a_list_that_is_wrapped_like_text_is_left_out():
    items = [f"Chapter {number}. The {number}th gull of the nineteen, and where it went" for number in range(1, 7)]
    listed = f"Contents\n\nThe Island\n\nPart One. Dusk\n\n{chr(10).join(items)}\n\n\n\n\n"

    found = headings_of(f"{listed}Part One. Dusk\n\n\n\n{body(*items)}")

    assert found == [
        "Part One: Dusk · Chapter 1: The 1th gull of the nineteen, and where it went",
        *(item.replace(". ", ": ", 1) for item in items[1:]),
    ]


def test_a_list_ends_at_its_last_number_where_a_foreword_follows():
    items = ["Chapter I. Gulls.--The lamp.--A boat.", "Chapter II. The tide.--Nobody.", "Chapter III. Morning."]
    above = f"The Lamp\n\nby Ada Rook\n\n\nContents\n\n{chr(10).join(items)}\n\n\n\nA word before it begins\n\n"
    chapters = body("Chapter I.", "Chapter II.", "Chapter III.")
    told = manuscript_from(f"{above}{TEXT}\n\n\n\n{chapters}".encode(), name="a.txt")

    assert [(each.label, each.title) for each in told.chapters] == [
        ("", ""),
        ("Chapter I", ""),
        ("Chapter II", ""),
        ("Chapter III", ""),
    ]
    assert told.chapters[0].body.text.startswith("A word before it begins\n\n")


@pytest.mark.parametrize("last", ["Chapter the Last", "Letztes Kapitel", "Dernier chapitre", "Último capítulo"])
def test_the_last_chapter_may_say_so_instead_of_its_number(last: str):
    assert headings_of(body("Chapter I", "Chapter II", last)) == ["Chapter I", "Chapter II", last]


def test_the_scenes_of_a_play_are_no_list_though_their_lines_are_short():
    scene = "\n".join(f"  A line that is spoken, the {number}th of the scene" for number in range(40))
    headings = ["Act I. Scene I.", "Scene II.", "Scene III.", "Act II. Scene I.", "Scene II."]

    told = headings_of("\n\n\n".join(f"{heading}\n\n{scene}" for heading in headings))

    assert len(told) == len(headings)


def test_numbers_in_a_row_that_are_links_are_a_list_and_so_are_the_parts_above_them():
    parts = {"Book I": (1, 2, 3), "Book II": (4, 5, 6)}
    listed = written = ""
    for part, numbers in parts.items():
        links = " ".join(f"<a href='#c{number}'>-{number}-</a>" for number in numbers)
        listed += f"<h3>{part}</h3><p>{links}</p>"
        chapters = "".join(f"<h3><a id='c{number}'>{number}</a></h3><p>It was late.</p>" for number in numbers)
        written += f"<h2>{part}</h2>{chapters}"

    story = manuscript_from(f"<html><body><h1>The Well</h1>{listed}{written}</body></html>".encode(), name="well.html")

    assert [chapter.label for chapter in story.chapters] == ["Book I · 1", "2", "3", "Book II · 4", "5", "6"]


def test_the_title_of_a_book_stands_between_its_number_and_its_first_chapter():
    text = "".join(
        f"BOOK {book}\n\n{title}\n\n\n{body('CHAPTER I', 'CHAPTER II')}"
        for book, title in (("ONE", "THE GULLS ARE COUNTED"), ("TWO", "THE LAMP."))
    )

    assert headings_of(text) == [
        *("BOOK ONE: THE GULLS ARE COUNTED · CHAPTER I", "CHAPTER II"),
        *("BOOK TWO: THE LAMP. · CHAPTER I", "CHAPTER II"),
    ]


def test_numbers_among_which_a_reader_chooses_are_no_list():
    choice = "Go to " + ", ".join(f"<a href='#p{number}'>{number}</a>" for number in (12, 7, 20)) + "."
    pages = "".join(f"<p id='p{number}'>It was late.</p>" for number in (7, 12, 20))

    story = manuscript_from(
        f"<html><body><p>It was dark.</p><p>{choice}</p>{pages}</body></html>".encode(), name="a.html"
    )

    assert "Go to 12, 7, 20." in story.chapters[0].body.text
