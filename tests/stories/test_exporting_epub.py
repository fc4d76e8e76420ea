"""Stories as e-books, and what comes back of them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stories.errors import RefusedError
from stories.exporting import as_epub
from stories.importing import manuscript_from, read_manuscript
from stories.manuscript import Chapter, Manuscript, Note, Where
from stories.ratings import Rating
from stories.text import Kind, Passage, Span, in_order
from tests.stories.test_exporting import SHELF, manuscripts

if TYPE_CHECKING:
    from pathlib import Path

DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
STORY = Manuscript(
    title="The <Door> & the Lake",
    authors=("Ann Other", "Ben Other"),
    summary="A house.\n\nA hill.",
    rating=Rating.TEEN,
    warnings=("No Archive Warnings Apply",),
    tags=("rain", "lake"),
    language="en-GB",
    licence="CC BY 4.0",
    source="https://example.org/1",
    fields={"Fandom": "None"},
    epigraph=("O come", "over the water"),
    notes=(
        Note(where=Where.HEAD, passage=Passage("A/N: Hello.")),
        Note(where=Where.TAIL, passage=Passage("Bye."), chapter=1),
        Note(where=Where.TAIL, passage=Passage("R&R.")),
    ),
    chapters=(
        Chapter(number=1, label="Chapter 1", title="Rain", body=Passage("It rained.", (Span(3, 9, Kind.EMPHASIS),))),
        Chapter(number=2, title="Lake", body=Passage("One.\n\nTwo  and\ttwo.", (Span(4, 6, Kind.SCENE_BREAK),))),
    ),
)


def again(story: Manuscript) -> Manuscript:
    return manuscript_from(as_epub(story), name="x.epub")


def entries(story: Manuscript) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(as_epub(story))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@settings(max_examples=60, deadline=None)
@given(manuscripts())
def test_an_e_book_brings_the_very_same_manuscript_back(story: Manuscript):
    assert again(story) == story


@pytest.mark.parametrize("path", SHELF, ids=lambda path: path.stem)
def test_a_story_of_the_shelf_survives_being_made_a_book(path: Path):
    story = read_manuscript(path)

    assert again(story) == story


@st.composite
def crossing(draw: st.DrawFn) -> Passage:
    """Spans of different kinds that reach over each other and over the ends of paragraphs."""
    text = "one two\n\nthree\nfour\n\nfive six"
    places = st.integers(0, len(text))
    spans: list[Span] = []
    for kind in draw(st.lists(st.sampled_from([k for k in Kind if k not in {Kind.CODE, Kind.QUOTE}]), unique=True)):
        start, end = sorted((draw(places), draw(places)))
        if text[start:end].strip() == text[start:end] != "":
            spans.append(Span(start, end, kind))
    return Passage(text, in_order(spans))


@settings(max_examples=150, deadline=None)
@given(crossing())
def test_spans_that_reach_over_each_other_come_back(body: Passage):
    story = replace(STORY, chapters=(Chapter(number=1, body=body),), notes=())
    (chapter,) = again(story).chapters

    assert chapter.body.text == body.text
    assert sorted(chapter.body.spans) == sorted(body.spans)


def test_the_same_story_makes_the_same_bytes():
    assert as_epub(STORY) == as_epub(replace(STORY))


def test_the_first_entry_says_what_it_is_and_is_not_packed():
    data = as_epub(STORY)

    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_every_page_and_list_is_well_formed_and_named_where_it_must_be():
    found = entries(STORY)
    package = ET.fromstring(found["EPUB/package.opf"])
    named = {f"EPUB/{item.get('href')}" for item in package.iter("{http://www.idpf.org/2007/opf}item")}

    assert named == {name for name in found if name.startswith("EPUB/")} - {"EPUB/package.opf"}
    for name, content in found.items():
        if name.endswith((".xhtml", ".opf", ".ncx", ".svg", ".xml")):
            ET.fromstring(content)


def test_other_programs_are_told_what_the_story_is():
    package = ET.fromstring(entries(STORY)["EPUB/package.opf"])

    assert [each.text for each in package.iter(f"{DUBLIN_CORE}title")] == [STORY.title]
    assert [each.text for each in package.iter(f"{DUBLIN_CORE}creator")] == [*STORY.authors]
    assert [each.text for each in package.iter(f"{DUBLIN_CORE}subject")] == [*STORY.tags]
    assert [each.text for each in package.iter(f"{DUBLIN_CORE}language")] == ["en-GB"]


def test_the_title_page_and_the_cover_show_what_is_known():
    found = entries(STORY)
    page = found["EPUB/title.xhtml"]

    assert all(
        words in page for words in ("Ann Other", "A hill.", "Teen", "No Archive Warnings Apply", "over the water")
    )
    assert "Ann Other" in found["EPUB/cover.svg"]


def test_contents_list_each_chapter_by_its_heading():
    listed = re.findall(r'<li><a href="chapter-\d\.xhtml">([^<]+)<', entries(STORY)["EPUB/nav.xhtml"])

    assert listed == ["Chapter 1: Rain", "Lake"]


def test_text_that_runs_to_the_left_says_so():
    arabic = replace(STORY, language="ar")

    assert 'dir="rtl"' in entries(arabic)["EPUB/chapter-1.xhtml"]
    assert 'page-progression-direction="rtl"' in entries(arabic)["EPUB/package.opf"]
    assert 'dir="rtl"' not in entries(STORY)["EPUB/chapter-1.xhtml"]


def test_what_xml_cannot_write_is_shown_as_unknown():
    story = replace(STORY, chapters=(Chapter(number=1, body=Passage("a\x01b\ud800c")),), notes=())

    assert again(story).chapters[0].body.text == "a\ufffdb\ufffdc"


def test_a_book_whose_title_was_changed_elsewhere_has_that_title():
    changed = BytesIO()
    with zipfile.ZipFile(changed, "w") as archive:
        for name, content in entries(STORY).items():
            archive.writestr(name, content.replace("<dc:title>The &lt;Door", "<dc:title>The &lt;Gate"))

    assert manuscript_from(changed.getvalue(), name="x.epub").title == "The <Gate> & the Lake"


@pytest.mark.parametrize("lost", ["EPUB/chapter-2.xhtml", "EPUB/package.opf", "META-INF/fireside.json"])
def test_a_book_that_is_cut_off_is_refused_in_one_sentence(lost: str):
    damaged = BytesIO()
    with zipfile.ZipFile(damaged, "w") as archive:
        for name, content in entries(STORY).items():
            archive.writestr(name, content[: len(content) // 2] if name == lost else content)

    with pytest.raises(RefusedError, match=r"x\.epub is a damaged e-book"):
        manuscript_from(damaged.getvalue(), name="x.epub")
