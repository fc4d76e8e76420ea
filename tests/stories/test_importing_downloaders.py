"""What FicHub, WebToEpub, FanFicFare and downloaders of Wattpad put around a story, with words of our own."""

from __future__ import annotations

from stories.importing import manuscript_from
from stories.manuscript import Where
from stories.ratings import Rating
from tests.stories.e_books import MORE, e_book, page

FIGURES = "Rated: Fiction T - Language: English - Genre: Mystery - Reviews: 12"
SIGNED = '<p>Exported with the assistance of <a href="https://fichub.net">FicHub.net</a></p>'
SOURCE = '<p>Original source:\n<a href="https://a.example/s/9">https://a.example/s/9</a></p>'
TEXT = f"<p>{MORE.strip()}</p>"


def test_the_introduction_of_fichub_is_no_chapter_and_its_contents_name_those_without_a_heading():
    introduction = page(f"<h1>The Well</h1><p><b>By: ada</b></p><p>Deep.</p><p>Words: 12</p><p>{FIGURES}</p>{SIGNED}")
    first, second = page(f"<p>A/N: First one!</p><hr/>{TEXT}"), page(TEXT)
    documents = {"introduction.xhtml": introduction, "chap_1.xhtml": first, "chap_2.xhtml": second}
    labels = ["Introduction", "1. Rain", "2. Lake"]

    told = manuscript_from(e_book(documents, contents=dict(zip(documents, labels, strict=True))), name="a.epub")

    assert [(each.label, each.title) for each in told.chapters] == [("1.", "Rain"), ("2.", "Lake")]
    assert [(note.chapter, note.passage.text) for note in told.notes] == [(1, "A/N: First one!")]
    assert (told.rating, told.fields["Words"], told.fields["Reviews"]) == (Rating.TEEN, "12", "12")


def test_a_page_of_fichub_comes_without_its_navigation():
    navigation = (
        '<div class="chapter_nav"><a href="#chap_2">next chapter</a> <a href="#contents-list">chapter list</a></div>'
    )
    chapters = "".join(f'<div id="chap_{n}">{navigation}<h2>{n}. Rain</h2>{TEXT}</div>' for n in (1, 2))
    head = f"<h1>The Well</h1><h2>by <span>ada</span></h2><div><p>Deep.</p></div>{SOURCE}<p>{FIGURES}</p>"
    contents = '<nav id="contents-list"><ol><li><a href="#chap_1">1. Rain</a></li></ol></nav>'
    html = f"<!doctype html><html><body>{head}{SIGNED}{contents}{chapters}<a>(back to chapter list)</a></body></html>"

    told = manuscript_from(html.encode(), name="a.html")

    assert (told.title, told.authors, told.summary, told.source) == (
        "The Well",
        ("ada",),
        "Deep.",
        "https://a.example/s/9",
    )
    assert told.rating == Rating.TEEN
    assert [each.body.text for each in told.chapters] == [MORE.strip()] * 2


def test_notes_that_royal_road_sets_in_boxes_are_notes_in_an_e_book_too():
    box = '<div class="author-note-portlet"><span>A note from Ada</span><div class="author-note"><p>{}</p></div></div>'
    chapter = page(f'<h1>Rain</h1>{box.format("Hi!")}<div class="chapter-content">{TEXT}</div>{box.format("Bye!")}')
    documents = {"info.xhtml": page("<h1>The Well</h1><h4>by Ada Rook</h4>"), "1.xhtml": chapter, "2.xhtml": chapter}
    labels = ["Information", "Rain", "Rain again"]

    told = manuscript_from(e_book(documents, contents=dict(zip(documents, labels, strict=True))), name="a.epub")

    assert [each.body.text for each in told.chapters] == [MORE.strip()] * 2
    assert [note.where for note in told.notes if note.chapter == 1] == [Where.HEAD, Where.TAIL]


def test_what_wattpad_says_of_a_story_is_kept():
    flags = {"tags": "lamp, lake", "mature": "1", "completed": "0"}
    metadata = "<dc:title>The Well</dc:title><dc:creator>ada_r</dc:creator><dc:language>English</dc:language>"
    metadata += "".join(f'<meta name="{name}" content="{content}"/>' for name, content in flags.items())
    part = page(f'<h1 class="chapter-title" id="11">one | rain</h1><section class="chapter-body">{TEXT}</section>')

    told = manuscript_from(e_book({"0_11.xhtml": part, "1_12.xhtml": part}, metadata=metadata), name="a.epub")

    assert (told.tags, told.rating, told.language) == (("lamp", "lake"), Rating.MATURE, "en")
    assert told.fields["Status"] == "In progress"


def test_a_page_of_fanficfare_may_be_by_a_small_name_and_its_summary_over_two_lines():
    rows = {"Genre": "Drama", "Story URL": "https://a.example/s/9", "Summary": "Deep.<br/>Cold."}
    table = "".join(f"<tr><td><b>{label}:</b></td><td>{value}</td></tr>" for label, value in rows.items())
    chapters = "".join(f'<a name="section000{n}"><h2>{n}. Rain</h2></a>{TEXT}' for n in (1, 2))
    head = "<head><title>The Well by ada</title></head><body><h1><a>The Well</a> by <a>ada</a></h1>"
    html = f"<html>{head}<table>{table}</table>"

    told = manuscript_from(f"{html}{chapters}</body></html>".encode(), name="a.html")

    assert (told.title, told.authors, told.source) == ("The Well", ("ada",), "https://a.example/s/9")
    assert told.summary == "Deep. Cold."
