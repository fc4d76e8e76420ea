"""Plain text becomes a manuscript."""

from __future__ import annotations

import pytest

from stories.importing import manuscript_from
from stories.importing.chapters.headings import heading_in
from stories.importing.chapters.numerals import number_in
from stories.importing.emphasis import with_emphasis
from stories.importing.front.titles import incipit, title_from_name
from stories.importing.ornaments import is_ornament
from stories.manuscript import Where
from stories.ratings import Rating
from stories.text import Kind, Span

PROSE = "The rain came down the hill like something that had been told to hurry, and nobody in the house said a word."
OTHER = "In the morning the hill was gone, and the house stood at the edge of a lake that had no name on any map."


def read(text: str, name: str = "000_1a2b.txt"):
    return manuscript_from(text.encode(), name=name)


@pytest.mark.parametrize(
    "line",
    [
        "***",
        "* * *",
        "⁂",
        "---",
        "—",
        "___",
        "~*~",
        "-x-",
        "xxx",
        "xXx",
        "oOo",
        ".oOo.",
        "#",
        "<>",
        "+++",
        "§",
        "◇",
        "※",
        "[line break]",
        "-----------------------------------",
    ],
)
def test_an_ornament_is_a_scene_break(line: str):
    assert is_ornament(line)


@pytest.mark.parametrize(
    "line",
    [
        "...",
        "…",
        "“!”",
        "?!",
        "No.",
        "I",
        "X",
        "Go!",
        "Oh",
        "Xoxo",
        "1",
        "3.",
        ".:somehow, it all fits wonderfully:.",
        "* * * the end",
        "Hm.",
        "break.",
        "break?”",
    ],
)
def test_what_is_said_is_never_an_ornament(line: str):
    assert not is_ornament(line)


@pytest.mark.parametrize(
    ("line", "label", "title"),
    [
        ("(i) the beginning", "(i)", "the beginning"),
        ("i.", "i.", ""),
        ("IV", "IV", ""),
        ("1) The Door", "1)", "The Door"),
        ("I. Pilots’ Blue", "I.", "Pilots’ Blue"),
        ("Chapter 1: The Door", "Chapter 1", "The Door"),
        ("CHAPTER XXI", "CHAPTER XXI", ""),
        ("Chapter One - The Door", "Chapter One", "The Door"),
        ("Chapter Twenty-One", "Chapter Twenty-One", ""),
        ("Chapter 3 The Door", "Chapter 3", "The Door"),
        ("~ Chapter 2 ~", "Chapter 2", ""),
        ("Part Two", "Part Two", ""),
        ("Book I: 1805", "Book I", "1805"),
        ("Prologue", "Prologue", ""),
        ("SECOND EPILOGUE", "SECOND EPILOGUE", ""),
        ("Interlude: The Ferry", "Interlude", "The Ferry"),
        ("第一回", "第一回", ""),
        ("第3章 門", "第3章", "門"),
        ("Глава 1", "Глава 1", ""),
        ("CHAPITRE I", "CHAPITRE I", ""),
        ("Première partie", "Première partie", ""),
        ("Kapitel 2: Die Tür", "Kapitel 2", "Die Tür"),
        ("Erstes Kapitel", "Erstes Kapitel", ""),
    ],
)
def test_a_heading_is_taken_apart(line: str, label: str, title: str):
    heading = heading_in(line)

    assert heading is not None
    assert (heading.label, heading.title) == (label, title)


@pytest.mark.parametrize(
    "line",
    [
        "3 April 1911",
        "3. April 1911",
        "Chapter two of his life was over.",
        "1. Buy milk.",
        "Partly",
        "I am",
        "Mix the flour",
        "Act natural",
    ],
)
def test_a_date_or_a_sentence_is_no_heading(line: str):
    assert heading_in(line) is None


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("xiv", 14),
        ("XL", 40),
        ("12", 12),
        ("twenty-one", 21),
        ("dritter", 3),
        ("十二", 12),
        ("二十", 20),
        ("百", 100),
        ("Thirty-ninth", 39),
        ("sechsunddreißigstes", 36),
        ("VIERZEHNTER", 14),
        ("siebente", 7),
        ("vingt et unième", 21),
        ("DEUXIEME", 2),
        ("neuvième", 9),
        ("quatre-vingt-onzième", 91),
        ("décimo séptimo", 17),
        ("vigésima tercera", 23),
        ("treinta y uno", 31),
        ("ventitreesimo", 23),
        ("decimoterzo", 13),
        ("vinte e um", 21),
        ("двадцать первая", 21),
        ("сорок второе", 42),
        ("третья", 3),
        ("tweeëntwintigste", 22),
        ("iiii", None),
        ("house", None),
    ],
)
def test_numbers_are_read_as_chapters_carry_them(word: str, number: int | None):
    assert number_in(word) == number


def test_chapters_begin_at_their_headings():
    story = read(f"Chapter 1: Rain\n\n{PROSE}\n\nChapter 2: Lake\n\n{OTHER}\n")

    assert [(c.number, c.label, c.title) for c in story.chapters] == [
        (1, "Chapter 1", "Rain"),
        (2, "Chapter 2", "Lake"),
    ]
    assert [c.body.text for c in story.chapters] == [PROSE, OTHER]


def test_a_number_alone_begins_no_chapter():
    story = read(f"{PROSE}\n\n1.\n\n{OTHER}\n")

    assert len(story.chapters) == 1


def test_a_numbered_list_is_no_row_of_chapters():
    story = read(f"{PROSE}\n\n1. Flour\n\n2. Eggs\n\n3. Milk\n\n{OTHER}\n")

    assert len(story.chapters) == 1
    assert "2. Eggs" in story.chapters[0].body.text


def test_a_list_of_contents_is_left_out():
    contents = "Chapter 1\n\nChapter 2\n\nChapter 3\n\n"
    story = read(f"{contents}Chapter 1\n\n{PROSE}\n\nChapter 2\n\n{OTHER}\n\nChapter 3\n\n{PROSE}\n")

    assert [c.label for c in story.chapters] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert story.chapters[0].body.text == PROSE


def test_a_book_stands_above_its_first_chapter():
    story = read(
        f"Book One: Rain\n\nChapter 1\n\n{PROSE}\n\nChapter 2\n\n{OTHER}\n\nBook Two\n\nChapter 1\n\n{PROSE}\n"
    )

    assert [c.label for c in story.chapters] == ["Book One: Rain · Chapter 1", "Chapter 2", "Book Two · Chapter 1"]


def test_what_stands_before_the_first_heading_is_a_chapter_without_one():
    story = read(f"{PROSE}\n\nChapter 1\n\n{OTHER}\n\nChapter 2\n\n{PROSE}\n")

    assert [(c.number, c.label) for c in story.chapters] == [(1, ""), (2, "Chapter 1"), (3, "Chapter 2")]


def test_notes_at_the_head_and_tail_of_a_chapter_are_its_own():
    story = read(
        f"Chapter 1\n\nA/N: Hello!\n\n{PROSE}\n\nA/N: Bye!\n\nSee you.\n\nChapter 2\n\n{OTHER}\n\nR&R, please\n"
    )

    told = [(note.where, note.chapter, note.passage.text) for note in story.notes]
    assert told == [
        (Where.HEAD, 1, "A/N: Hello!"),
        (Where.TAIL, 1, "A/N: Bye!\n\nSee you."),
        (Where.TAIL, 2, "R&R, please"),
    ]
    assert [c.body.text for c in story.chapters] == [PROSE, OTHER]


def test_a_note_within_the_text_stays_there():
    story = read(f"{PROSE} [A/N: I know!] And so on.\n\n{OTHER}\n")

    body = story.chapters[0].body
    (note,) = body.of_kind(Kind.NOTE)
    assert body.text[note.start : note.end] == "[A/N: I know!]"


def test_a_heading_over_a_note_belongs_to_it():
    story = read(f"Author's Note\n\nHello, all.\n\n\nThe Door\n\n{PROSE}\n\n{OTHER}\n")

    assert [note.passage.text for note in story.notes] == ["Author's Note\n\nHello, all."]
    assert story.title == "The Door"


def test_a_run_of_fields_describes_the_story():
    head = (
        "Title: The Door\nAuthor: Ann Other\nRating: PG-13 for wet feet\nPairing: Ida x Tom, Tom/Hill\n"
        "Genre: Drama\nFandom: None\nSummary: A house\nand a hill."
    )
    story = read(f"{head}\n\n{PROSE}\n\n{OTHER}\n")

    assert (story.title, story.title_guessed, story.authors) == ("The Door", False, ("Ann Other",))
    assert story.rating == Rating.TEEN
    assert story.relationships == ("Ida x Tom", "Tom/Hill")
    assert story.summary == "A house and a hill."
    assert story.fields == {"Rating": "PG-13 for wet feet", "Fandom": "None"}


@pytest.mark.parametrize(
    ("stated", "rating"),
    [
        ("NC-17", Rating.EXPLICIT),
        ("MA", Rating.EXPLICIT),
        ("M", Rating.MATURE),
        ("R", Rating.MATURE),
        ("T", Rating.TEEN),
        ("K+", Rating.GENERAL),
        ("General Audiences", Rating.GENERAL),
        ("banana", Rating.NOT_RATED),
    ],
)
def test_ratings_of_every_scheme_are_understood(stated: str, rating: Rating):
    assert read(f"Title: The Door\nRating: {stated}\n\n{PROSE}\n").rating == rating


def test_a_rating_inside_a_note_counts():
    assert read(f"A/N: Hello. Rated: M for Mud. Enjoy!\n\n{PROSE}\n\n{OTHER}\n").rating == Rating.MATURE


def test_the_archives_warnings_are_warnings_and_other_words_are_tags():
    story = read(f"Title: The Door\nWarnings: Major Character Death, mud\n\n{PROSE}\n")

    assert story.warnings == ("Major Character Death",)
    assert story.tags == ("mud",)


def test_a_byline_below_the_title_names_the_author():
    story = read(f"The Door\n\nby Ann Other\n\n{PROSE}\n\n{OTHER}\n")

    assert (story.title, story.authors) == ("The Door", ("Ann Other",))


def test_a_first_line_that_is_spoken_is_no_title_and_no_summary():
    story = read(f"“Get the door,” she said.\n\n{PROSE}\n\n{OTHER}\n")

    assert story.title_guessed
    assert story.summary == ""
    assert story.chapters[0].body.text.startswith("“Get the door,”")


def test_a_first_line_of_dialogue_below_a_title_is_no_summary():
    story = read(f'The Door\n\n\n"Get the door."\n\n{PROSE}\n\n{OTHER}\n')

    assert story.title == "The Door"
    assert story.summary == ""


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("the-long-road-home.txt", "The Long Road Home"),
        ("The_Long_Road.v2.txt", ""),
        ("000_73261bdc72864465.txt", ""),
        ("story.txt", ""),
        ("chapter 1.txt", ""),
        ("tmpx9qj2.txt", ""),
        ("Ferryman.md", "Ferryman"),
        ("C:\\stories\\a lantern in winter.txt", "A Lantern in Winter"),
        ("", ""),
    ],
)
def test_a_files_name_is_a_title_where_it_reads_like_one(name: str, title: str):
    assert title_from_name(name) == title


def test_a_title_from_the_files_name_is_marked_as_guessed():
    story = read(f"{PROSE}\n\n{OTHER}\n", name="the-long-road-home.txt")

    assert (story.title, story.title_guessed) == ("The Long Road Home", True)


def test_an_incipit_ends_with_a_whole_word():
    assert incipit(PROSE) == "The rain came down the hill like something that had been told to hurry, and"
    assert len(incipit("x" * 200)) == 80


def test_hard_wrapped_paragraphs_are_unwrapped():
    wrapped = (
        "The rain came down the hill like something that had been told to\n"
        "hurry, and nobody in the house said a word until the lamp went out\n"
        "and somebody had to.\n"
    )
    story = read(f"{wrapped}\n{wrapped}\n{wrapped}")

    paragraph = " ".join(wrapped.split("\n")).strip()
    assert story.chapters[0].body.text == "\n\n".join([paragraph] * 3)


def test_verse_among_wrapped_paragraphs_keeps_its_lines():
    wrapped = (
        "The rain came down the hill like something that had been told to\n"
        "hurry, and nobody in the house said a word until the lamp went out\n"
        "and somebody had to, so that in the end it was Ida who got up and\n"
        "went to the door.\n"
    )
    story = read(f"{wrapped}\n    O come to me\n    over the water\n      and home\n\n{wrapped}")

    body = story.chapters[0].body
    (verse,) = body.of_kind(Kind.VERSE)
    assert body.text[verse.start : verse.end] == "O come to me\nover the water\n  and home"


def test_verse_among_long_lines_keeps_its_lines():
    verse = "O ferryman, come to me over the water that is wide,\nI have a loaf and a lantern, and a coat as well,"
    told = read("\n\n".join([PROSE * 2, verse, OTHER * 2, PROSE * 2]))

    assert verse in told.chapters[0].body.text
    assert Kind.VERSE in {span.kind for span in told.chapters[0].body.spans}


def test_long_verse_whose_lines_are_turned_over_keeps_them():
    stanza = (
        "The keeper came down in the rain of the morning,\n"
        "And the gulls that had slept on the gallery rose behind him and were gone,\n"
        "And he counted the oil, and the days that were left, and the boats that\n"
        "    would want them,\n"
        "Singing, for there was nobody to hear it,\n"
        "Or talking, which is the same in the rain."
    )
    body = read("\n\n".join([stanza] * 4)).chapters[0].body

    assert body.text == "\n\n".join([stanza] * 4)
    assert len(body.of_kind(Kind.VERSE)) == 4


def test_lines_without_a_blank_one_between_them_are_paragraphs():
    story = read(f"{PROSE}\n“No,” said Ida.\n{OTHER}\n")

    assert story.chapters[0].body.text == f"{PROSE}\n\n“No,” said Ida.\n\n{OTHER}"
    assert story.chapters[0].scenes == 1


def test_an_ornament_and_a_gap_part_scenes():
    story = read(f"{PROSE}\n\n* * *\n\n{OTHER}\n\n\n\n{PROSE}\n\n{OTHER}\n\n{PROSE}")

    assert story.chapters[0].scenes == 3
    assert "\n\n* * *\n\n" in story.chapters[0].body.text


def test_pairs_of_marks_are_emphasis():
    passage = with_emphasis("It was _so_ late, **so *very* late**.")

    assert passage.text == "It was so late, so very late."
    assert passage.spans == (
        Span(7, 9, Kind.EMPHASIS),
        Span(16, 28, Kind.STRONG),
        Span(19, 23, Kind.EMPHASIS),
    )


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("the 1_st_ of May", "the 1st of May"),
        ("Sure_ly_!", "Surely!"),
        ("the _un_known", "the unknown"),
        ("in the _Swallow_'s hold", "in the Swallow's hold"),
        ("Das ist _der_letzte_Zug_.", "Das ist der letzte Zug."),
    ],
)
def test_emphasis_may_be_part_of_a_word_or_join_its_words(marked: str, shown: str):
    passage = with_emphasis(marked)

    assert passage.text == shown
    assert [span.kind for span in passage.spans] == [Kind.EMPHASIS]


@pytest.mark.parametrize(
    "text",
    ["a _private name", "left_over_names", "5 * 3 * 2", "snake_case_name", "a * b", "* a footnote", "____", "2*3*4"],
)
def test_signs_that_mark_nothing_stay(text: str):
    assert with_emphasis(text).text == text


def test_the_wrapper_of_a_library_is_taken_off():
    story = read(
        "The Project Gutenberg EBook of The Door\n\nTitle: The Door\n\nAuthor: Ann Other\n\nLanguage: English\n\n"
        f"*** START OF THIS PROJECT GUTENBERG EBOOK THE DOOR ***\n\n\n"
        f"Produced by Nobody\n\n\n\nTHE DOOR\n\n\n{PROSE}\n\n{OTHER}\n\n"
        "*** END OF THIS PROJECT GUTENBERG EBOOK THE DOOR ***\n\nLicence and so on.\n"
    )

    assert (story.title, story.authors, story.language) == ("The Door", ("Ann Other",), "en")
    assert story.chapters[0].body.text == f"{PROSE}\n\n{OTHER}"
    assert "gutenberg" not in repr(story).casefold()


def test_three_stars_in_two_lines_are_one_ornament():
    (chapter,) = read(f"{PROSE}\n\n*\n* *\n\n{OTHER}\n").chapters

    assert chapter.scenes == 2
    assert chapter.body.text == f"{PROSE}\n\n* * *\n\n{OTHER}"


def test_lines_that_go_on_with_small_letters_are_prose_where_hardly_any_is_wrapped():
    wrapped = PROSE.replace(" and nobody", "\nand nobody")

    (chapter,) = read(f"{wrapped}\n\n{OTHER}\n\n{PROSE}\n").chapters

    assert chapter.body.text == f"{PROSE}\n\n{OTHER}\n\n{PROSE}"


def test_titles_right_below_the_numbers_are_found_also_above_shorter_text_and_an_epilogue_without():
    first, second = "Chapter I\nIn which it rains\n\nIt rained.", f"Chapter II\nIn which it snows\n\n{PROSE}"
    told = read(f"{first}\n\n{second}\n\nEpilogue\n\n{OTHER}\n")

    assert [(each.label, each.title) for each in told.chapters] == [
        ("Chapter I", "In which it rains"),
        ("Chapter II", "In which it snows"),
        ("Epilogue", ""),
    ]


@pytest.mark.parametrize("indent", ["", "\t"])
def test_sentences_below_each_other_are_paragraphs_where_one_is_longer_than_verse(indent: str):
    said = [f"{OTHER[:88]}.", "“No name?” said Nell.", "“None,” said the lake."]

    (chapter,) = read(f"{PROSE}\n\n" + "\n".join(f"{indent}{line}" for line in said) + f"\n\n{OTHER}\n").chapters

    assert chapter.body.text.split("\n\n") == [PROSE, *said, OTHER]


def test_few_paragraphs_told_by_their_indents_are_known_by_what_stands_above_them():
    text = (
        "   The train stopped at Pimlico, where it never stopped before, and\na man got out.\n   “Where?”\n   “Here.”"
    )

    told = read("\n\n".join(f"Chapter {number}\n\n{text}" for number in (1, 2, 3)))

    assert [len(chapter.body.text.split("\n\n")) for chapter in told.chapters] == [3, 3, 3]
    assert "before, and a man" in told.chapters[0].body.text


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("CHAPTER {}.\n\nIN WHICH IT RAINS.", "IN WHICH IT RAINS."),
        ("Chapter {},\nin which it rains", "in which it rains"),
    ],
)
def test_titles_as_old_novels_have_them_stand_below_the_numbers(heading: str, title: str):
    told = read("\n\n".join(f"{heading.format(number)}\n\nIt rained." for number in ("I", "II", "III")))

    assert [each.title for each in told.chapters] == [title] * 3
    assert [each.body.text for each in told.chapters] == ["It rained."] * 3


def test_a_chapter_that_is_only_an_ornament_is_a_story_all_the_same():
    story = read("CHAPTER II\n\n* * *\n")

    assert (story.title_guessed, [chapter.body.text for chapter in story.chapters]) == (True, ["* * *"])
