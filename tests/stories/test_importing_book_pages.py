"""A whole book in one web page: books above parts above chapters, and what stands around the text."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest

from stories.importing import manuscript_from
from stories.importing.archive import Archive
from stories.importing.epub.opf import package_in
from tests.conftest import shared_folder

if TYPE_CHECKING:
    from stories.manuscript import Chapter, Manuscript

LABELS = ["Book I · Part I · Chapter 1", "Chapter 2", "Part II · Chapter 1", "Chapter 2"]


def read(body: str) -> Manuscript:
    return manuscript_from(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), name="page.html")


def label_and_text(chapter: Chapter) -> tuple[str, str]:
    return ": ".join(filter(None, (chapter.label, chapter.title))), chapter.body.text


@pytest.mark.parametrize("levels", [(1, 2, 3), (2, 3, 4), (2, 2, 3), (2, 2, 2)])
def test_books_above_parts_above_chapters_are_labels_and_no_empty_chapters(levels: tuple[int, int, int]):
    book, part, chapter = levels
    body = "<h1>The Door</h1><p>by Ann Other</p>"
    for b, p, c in product(("I", "II"), ("I", "II"), (1, 2)):
        body += f"<h{book}>Book {b}</h{book}>" * (p == "I" and c == 1) + f"<h{part}>Part {p}</h{part}>" * (c == 1)
        body += f"<h{chapter}>Chapter {c}</h{chapter}><p>It was still dark in there, and late.</p>"

    manuscript = read(body)

    assert [each.label for each in manuscript.chapters] == [
        *LABELS,
        LABELS[0].replace("Book I", "Book II"),
        *LABELS[1:],
    ]
    assert (manuscript.title, manuscript.authors) == ("The Door", ("Ann Other",))


SECTIONED = """
<section epub:type="titlepage"><h1>The Door</h1>
<p>By <b>Ann Other</b>.</p><p>Translated by <b>Cy Third</b>.</p></section>
<section epub:type="imprint"><h2>Imprint</h2><p>Made by hand.</p></section>
<section epub:type="dedication"><p>For Bea.</p></section>
<section epub:type="halftitlepage"><h2>The Door</h2></section>
<section epub:type="division"><h2>Book I</h2></section>
<section epub:type="part"><h3>Part I</h3></section>
<section epub:type="chapter"><h4>I</h4><p>It was dark.<a href="#n1" epub:type="noteref">1</a></p></section>
<section epub:type="chapter"><h4>II</h4><p>It was light.</p></section>
<section epub:type="part"><h3>Part II</h3></section>
<section epub:type="chapter"><h4>I</h4><p>It was late.</p></section>
<section epub:type="chapter"><h4>II</h4><p>It was early.</p></section>
<section epub:type="endnotes"><h2>Endnotes</h2><ol><li id="n1" epub:type="endnote"><p>Very.</p></li></ol></section>
<section epub:type="colophon"><h2>Colophon</h2><p>Set in ink.</p></section>
"""


def test_a_page_whose_sections_say_what_they_are_is_read_by_them():
    manuscript = read(SECTIONED)

    assert [label_and_text(chapter) for chapter in manuscript.chapters] == [
        ("Book I · Part I · I", "It was dark.[1]"),
        ("II", "It was light."),
        ("Part II · I", "It was late."),
        ("II", "It was early."),
    ]
    assert (manuscript.title, manuscript.authors) == ("The Door", ("Ann Other",))
    assert [(note.chapter, note.passage.text) for note in manuscript.notes] == [(None, "For Bea."), (1, "[1] Very.")]
    assert {key: manuscript.fields[key] for key in ("Translator", "Imprint", "Colophon")} == {
        "Translator": "Cy Third",
        "Imprint": "Imprint\nMade by hand.",
        "Colophon": "Colophon\nSet in ink.",
    }


def test_an_endnote_wholly_in_italics_is_no_heading_above_notes_that_have_gone():
    note = '<section epub:type="endnotes"><p><i>Written in one night.</i></p></section>'
    manuscript = read(re.sub(r'<section epub:type="endnotes">.*</section>', note, SECTIONED))

    assert (None, "Written in one night.") in [(each.chapter, each.passage.text) for each in manuscript.notes]


def test_what_stands_around_numbered_chapters_is_known_by_its_name_too():
    manuscript = read(re.sub(r"<section[^>]*>|</section>|<h2>Endnotes.*</ol>| epub:type=.\w+.", "", SECTIONED))

    assert [chapter.label for chapter in manuscript.chapters] == ["Book I · Part I · I", "II", "Part II · I", "II"]
    assert {"Imprint", "Colophon", "Translator"} <= set(manuscript.fields)


def test_a_chapter_that_is_called_like_a_title_page_stays_where_it_is():
    manuscript = read("".join(f"<h2>{name}</h2><p>It was dark.</p>" for name in ("Chapter 1", "Cover", "Chapter 2")))

    assert [label_and_text(chapter)[0] for chapter in manuscript.chapters] == ["Chapter 1", "Cover", "Chapter 2"]


@pytest.mark.needs("shared")
@pytest.mark.parametrize(("pattern", "count"), [(rb"(?!)", 364), (rb"</?section[^>]*>|\s*epub:type=\"[^\"]*\"", 365)])
def test_war_and_peace_as_one_page_has_all_its_chapters_and_no_more(pattern: bytes, count: int):
    archive = Archive((shared_folder() / "corpus" / "war-and-peace.epub").read_bytes(), name="novel")
    bodies = (
        re.search(rb"<body[^>]*>(.*)</body>", archive.read(path), re.DOTALL)
        for path in package_in(archive, name="novel").documents
    )
    page = b"".join(body[1] for body in bodies if body)

    manuscript = manuscript_from(b"<!DOCTYPE html><body>" + re.sub(pattern, b"", page), name="page.html")

    assert (manuscript.title, manuscript.authors) == ("War and Peace", ("Leo Tolstoy",))
    assert len(manuscript.chapters) == count
    assert all(chapter.body.text for chapter in manuscript.chapters)
    labels = [label for chapter in manuscript.chapters for label in chapter.label.split(" · ")]
    assert sum(label.startswith("Part ") for label in labels) == 15
    assert sum(label.startswith("Book ") for label in labels) == 4
