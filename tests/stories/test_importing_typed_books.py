"""Printed books that somebody typed: what is wrapped around them, and what stands where paper had more than text."""

from __future__ import annotations

import pytest

from stories.importing import manuscript_from
from stories.text import Kind

OPENING = "*** START OF THIS PROJECT GUTENBERG EBOOK THE WELL ***\n\n\n"
PARAGRAPH = (
    "The well behind the mill had been dry since the spring, and nobody in the\n"
    "village could say why; those who had looked into it spoke of a small light\n"
    "far below, which went on and off as if somebody were turning pages.\n"
)
SHOWN = PARAGRAPH.strip().replace("\n", " ")


def read(text: str):
    return manuscript_from(text.encode(), name="the-well.txt")


@pytest.mark.parametrize(
    "line",
    [
        "End of the Project Gutenberg EBook of The Well",
        "End of this Etext of The Well",
        'Ende dieses Projekt Gutenberg Etextes "Der Brunnen"',
    ],
)
def test_a_book_ends_where_its_library_says_so(line: str):
    body = read(f"{OPENING}THE WELL\n\n\n{PARAGRAPH}\n{PARAGRAPH}\n\n{line}\n\nWrite to us.").chapters[0].body

    assert body.text == f"{SHOWN}\n\n{SHOWN}"


def test_what_names_the_makers_of_the_file_goes_with_the_wrapper():
    makers = "The Project Gutenberg Etext of The Well\nby Ann Other\n\n***\n\nThis etext was prepared by B. Roe\n\n\n"

    story = read(f"Title: The Well\n\n{OPENING}{makers}THE WELL\n\n\n{PARAGRAPH}\n{PARAGRAPH}")

    assert story.chapters[0].body.text == f"{SHOWN}\n\n{SHOWN}"


@pytest.mark.parametrize(
    "name",
    ["Transcriber's Notes:", "Typographical errors corrected by the etext transcriber:", "Notas del transcriptor"],
)
@pytest.mark.parametrize("is_page", [False, True])
def test_what_the_makers_corrected_is_kept_beside_the_book(name: str, *, is_page: bool):
    paragraphs = [OPENING.strip(), SHOWN, SHOWN, "The end.", name, "wel => well", "End of Project Gutenberg's The Well"]
    page = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)

    story = read(f"<!DOCTYPE html><html><body>{page}</body></html>" if is_page else "\n\n".join(paragraphs))

    assert story.chapters[-1].body.text.endswith(f"{SHOWN}\n\nThe end.")
    assert story.fields["Transcriber's note"].split() == f"{name} wel => well".split()


def test_a_note_of_theirs_within_the_text_ends_no_book():
    note = "[Transcriber's note: two lines are missing here.]"
    body = read(f"{OPENING}{PARAGRAPH}\n{note}\n\n{PARAGRAPH}\n\nEnd of Project Gutenberg's The Well").chapters[0].body

    assert body.text.endswith(f"{note}\n\n{SHOWN}")


def test_conditions_that_come_again_below_each_act_are_no_part_of_a_play():
    box = "<<THIS ELECTRONIC VERSION OF THE PLAYS MAY BE\nGIVEN TO ANYBODY.>>\n\n\n"
    acts = "\n\n\n".join(f"ACT {number}. Scene I.\nA mill.\n\n{PARAGRAPH}\n\n\n{box}" for number in ("I", "II", "III"))

    story = read(
        f"For Project Gutenberg.\n****   SMALL PRINT! FOR __ THE PLAYS ****\n"
        f'["Small Print" V.1]\n\n{box}1604\n\n\nTHE WELL\n\n\nby Ann Other\n\n\n\n{acts}'
    )

    assert (story.title, story.authors, story.fields["Written"]) == ("THE WELL", ("Ann Other",), "1604")
    assert [chapter.body.text for chapter in story.chapters] == [f"A mill.\n\n{SHOWN}"] * 3


@pytest.mark.parametrize("picture", ["[Illustration]", "[Illustration:]", "  [Decoration]", "[Abbildung]"])
def test_a_picture_of_which_nothing_is_told_leaves_nothing(picture: str):
    body = read(f"{PARAGRAPH}\n{picture}\n\n\n{PARAGRAPH}\n{picture} {PARAGRAPH}").chapters[0].body

    assert body.text == "\n\n".join([SHOWN] * 3)
    assert not body.spans


def test_a_picture_of_which_something_is_told_keeps_its_words():
    assert (
        "[Illustration: The light]"
        in read(f"{PARAGRAPH}\n[Illustration: The light]\n\n{PARAGRAPH}").chapters[0].body.text
    )


def test_the_bar_before_a_large_initial_is_no_letter():
    told = read(f"Chapter 1\n\n|{PARAGRAPH}\n\nChapter 2\n\n|{PARAGRAPH}")

    assert [chapter.body.text for chapter in told.chapters] == [SHOWN, SHOWN]
    assert "|a | b" in read(f"{PARAGRAPH}\n|a | b\n\n{PARAGRAPH}").chapters[0].body.text


def test_blank_lines_part_no_scenes_where_only_verse_is_indented():
    long = PARAGRAPH * 5
    verse = " 'Light, light, go out,\n  And turn the page about.'\n"

    story = read("\n".join([*[long] * 8, verse, *[long] * 4, verse, long]))

    assert story.chapters[0].scenes == 1


def test_verse_of_the_librarys_pages_loses_its_margin_and_keeps_what_is_further_in():
    verse = "<pre>\n    The light went <i>off</i>,\n      the light went <i>on</i>,\n    and the page was gone.\n</pre>"

    body = read(f"<!DOCTYPE html><html><body><p>{OPENING}</p><p>{SHOWN}</p>{verse}</body></html>").chapters[0].body

    assert body.text.endswith("\n\nThe light went off,\n  the light went on,\nand the page was gone.")
    assert [body.text[span.start : span.end] for span in body.of_kind(Kind.EMPHASIS)] == ["off", "on"]
