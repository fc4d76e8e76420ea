"""Footnotes of plain texts are marked in the text and listed after the chapter to which they belong."""

from __future__ import annotations

import pytest

from stories.importing import manuscript_from
from stories.manuscript import Where

LONG = "The ferry had been late for so many years that the timetable was printed with the delay already in it, in red."
OTHER = (
    "On the far bank a lamp was lit and put out again, three times, and nobody in the boat would say what that meant."
)


def read(text: str):
    return manuscript_from(text.encode(), name="000_1a2b.txt")


def told(text: str):
    """The text of each chapter, and of the notes with their chapters."""
    story = read(text)
    assert {note.where for note in story.notes} <= {Where.TAIL}
    return [each.body.text for each in story.chapters], [(note.chapter, note.passage.text) for note in story.notes]


@pytest.mark.parametrize("mark", ["[1]", "{1}", "(1)", "*", "[*]", "†"])
def test_a_note_below_its_paragraph_is_listed_after_the_text(mark: str):
    shown = f"[{mark.strip('[](){}')}]"

    texts, notes = told(f"{LONG}{mark}\n\n{mark} Red was the cheaper ink.\n\n{OTHER}\n\n{LONG}\n")

    assert texts == [f"{LONG}{shown}\n\n{OTHER}\n\n{LONG}"]
    assert notes == [(None, f"{shown} Red was the cheaper ink.")]


INK = "Red was the cheaper ink, and the printer was fond of it."


@pytest.mark.parametrize(
    "note",
    [
        "[Footnote 1: Red was the cheaper ink, and the\nprinter was fond of it.]",
        "[Note 1: Red was the cheaper ink, and the\nprinter was fond of it.]",
        "[Nota 1: Red was the cheaper ink, and the\nprinter was fond of it.]",
        "[1] Red was the cheaper ink, and the printer\n    was fond of it.",
        "    [1] Red was the cheaper ink, and the printer\n    was fond of it.",
    ],
)
def test_notes_are_wrapped_and_called_in_many_ways(note: str):
    wrapped = (
        "The ferry had been late for so many years that the\ntimetable was printed with its delay[1] already in\nit."
    )

    texts, notes = told(f"{wrapped}\n\n{note}\n\n{wrapped.replace('[1]', '')}\n")

    assert texts[0].count("[1]") == 1
    assert notes == [(None, f"[1] {INK}")]


@pytest.mark.parametrize("name", ["FOOTNOTES", "NOTES:", "Fußnoten", "Notas"])
@pytest.mark.parametrize("form", ["[{}] {}", "[Footnote {}: {}]"])
def test_notes_at_the_end_of_the_book_go_to_their_chapters(name: str, form: str):
    ends = "\n\n".join([form.format(1, "Red was the cheaper ink."), form.format(2, "It meant supper.")])

    texts, notes = told(f"CHAPTER I\n\n{LONG}[1]\n\nCHAPTER II\n\n{OTHER}[2]\n\n\n{name}\n\n{ends}\n")

    assert texts == [f"{LONG}[1]", f"{OTHER}[2]"]
    assert notes == [(1, "[1] Red was the cheaper ink."), (2, "[2] It meant supper.")]


def test_bare_numbers_are_notes_below_their_name_only():
    chapters = f"CHAPTER I\n\n{LONG}(1)\n\nCHAPTER II\n\n{OTHER}(2)\n\n\n"
    ends = "1 Red was the cheaper ink.\n\nAnd the printer was fond of it.\n\n2. It meant supper.\n"

    texts, notes = told(f"{chapters}NOTES\n\n{ends}")

    assert texts == [f"{LONG}[1]", f"{OTHER}[2]"]
    assert notes == [
        (1, "[1] Red was the cheaper ink.\n\nAnd the printer was fond of it."),
        (2, "[2] It meant supper."),
    ]
    assert read(chapters + ends).notes == ()


def test_numbers_that_begin_anew_in_each_chapter_find_their_own():
    first = f"CHAPTER I\n\n{LONG}[1]\n\n{OTHER}\n\n[1] Red was the cheaper ink.\n\n"
    second = f"CHAPTER II\n\n{OTHER}[1]\n\n{LONG}\n\n[1] It meant supper.\n"

    assert told(first + second)[1] == [(1, "[1] Red was the cheaper ink."), (2, "[1] It meant supper.")]


def test_notes_without_a_blank_line_between_them_are_several():
    texts, notes = told(f"{LONG}[1]\n\n{OTHER}[2]\n\n{LONG}\n\n[1] Red was the cheaper ink.\n[2] It meant supper.\n")

    assert texts == [f"{LONG}[1]\n\n{OTHER}[2]\n\n{LONG}"]
    assert notes == [(None, "[1] Red was the cheaper ink.\n\n[2] It meant supper.")]


def test_a_note_of_several_paragraphs_ends_at_its_bracket():
    notes = told(f"{LONG}[1]\n\n[Footnote 1: Red was\n\ncheaper.]\n\n{OTHER}\n")[1]

    assert notes == [(None, "[1] Red was\n\ncheaper.")]


def test_emphasis_stays_where_it_was_in_note_and_text():
    story = read(f"The _late_ ferry{{1}} and the _red_ ink. {LONG}\n\n{{1}} It was _called_ so.\n\n{OTHER}\n")

    body, note = story.chapters[0].body, story.notes[0].passage
    assert [body.text[span.start : span.end] for span in body.spans] == ["late", "red"]
    assert [note.text[span.start : span.end] for span in note.spans] == ["called"]


def test_a_note_of_the_title_leaves_the_byline_to_it():
    story = read(f"The Late Ferry[1]\nby Ada Rook\n\n\n{LONG}\n\n{OTHER}\n\n[1] Told to me by a ferryman.\n")

    assert story.authors == ("Ada Rook",)
    assert [note.passage.text for note in story.notes] == ["[1] Told to me by a ferryman."]


def test_the_gap_around_a_note_is_no_pause_of_the_story():
    story = read(f"{LONG}\n\n{LONG}[1]\n\n\n[1] Red was the cheaper ink.\n\n\n{OTHER}\n\n{LONG}\n\n{OTHER}\n")

    assert story.chapters[0].scenes == 1


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}\n\n[1] Red was the cheaper ink.\n\n{OTHER}",  # nothing refers to it
        f"{LONG}[1]\n\n{OTHER}",  # nothing is said of it
        f"{LONG}[1]\n\n[1] Red.\n\n[1] Blue.\n\n{OTHER}",  # which of them?
        f"[1] Red was the cheaper ink.\n\n{LONG}[1]\n\n{OTHER}",  # stands above
        f"We need (1) oars and (2) luck.\n\n(1) Oars were on the bank.\n\n(2) Luck was not.\n\n{OTHER}",
        f"{LONG}\n\n* bread\n\n* lamp oil\n\n{OTHER}",
        f"{LONG}[1]\n\n[Footnote 1: It is never closed.\n\n{OTHER}",
        f"{LONG}\n\nNOTES\n\n{OTHER}\n\n1 was the number of the boat.",
        f"Three * four is what he f*ing wrote.\n\n{LONG}\n\n* * *\n\n{OTHER}",
    ],
)
def test_what_may_be_something_else_stays_as_it_is(text: str):
    story = read(text)

    assert story.notes == ()
    assert story.chapters[0].body.text == text
