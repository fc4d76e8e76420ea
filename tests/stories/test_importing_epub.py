"""E-books of every maker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from stories.errors import RefusedError
from stories.importing import explained, manuscript_from
from stories.manuscript import Where
from stories.ratings import Rating
from stories.text import Kind
from tests.stories.e_books import CONTAINER, MORE, TITLED, e_book, page, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from stories.manuscript import Manuscript


def read(data: bytes) -> Manuscript:
    return manuscript_from(data, name="book.epub")


def chapter(number: int, words: str = MORE) -> str:
    return page(f"<h2>Chapter {number}</h2><p>{words}</p>")


def headings(story: Manuscript) -> list[tuple[str, str]]:
    return [(each.label, each.title) for each in story.chapters]


TWO = {"one.xhtml": chapter(1, "First."), "two.xhtml": chapter(2, "Second.")}


@pytest.mark.needs("shared")
def test_war_and_peace_has_its_chapters_parts_and_divisions(shared: Path):
    story = manuscript_from((shared / "corpus/war-and-peace.epub").read_bytes(), name="war-and-peace.epub")

    assert (story.title, story.authors, story.language) == ("War and Peace", ("Leo Tolstoy",), "en-US")
    assert len(story.chapters) == 364
    above = [each.label.split(" · ")[:-1] for each in story.chapters]
    assert sum(map(bool, above)) == 17
    assert sum(len(each) == 2 for each in above) == 5
    assert story.chapters[0].label == "Book I · Part I: 1805 · I"
    assert all(each.body.text for each in story.chapters)
    notes = "".join(note.passage.text for note in story.notes)
    assert all(f"[{number}] " in notes for number in range(1, 138))


def test_the_description_of_the_book_is_that_of_the_story():
    metadata = TITLED + (
        "<dc:description>&lt;p&gt;A &lt;b&gt;dry&lt;/b&gt; well.&lt;/p&gt;&lt;p&gt;Twice.&lt;/p&gt;</dc:description>"
        "<dc:subject>Wells</dc:subject><dc:rights>CC BY 4.0</dc:rights><dc:publisher>Rook Press</dc:publisher>"
        "<dc:source>https://example.org/well</dc:source><dc:date opf:event='publication'>2019-03-04</dc:date>"
        "<dc:contributor opf:role='trl'>Bo Finch</dc:contributor>"
        "<meta name='calibre:series' content='Waters'/><meta name='calibre:series_index' content='2.0'/>"
    )
    story = read(e_book(TWO, metadata=metadata))

    assert (story.title, story.authors, story.summary) == ("The Well", ("Ada Rook",), "A dry well.\n\nTwice.")
    assert (story.tags, story.licence, story.source) == (("Wells",), "CC BY 4.0", "https://example.org/well")
    assert story.fields == {
        "Publisher": "Rook Press",
        "Published": "2019-03-04",
        "Translator": "Bo Finch",
        "Series": "Waters, part 2",
    }


def test_epub_3_refines_what_it_says():
    metadata = (
        "<dc:title id='t'>The Well</dc:title><dc:title id='s'>A Story</dc:title>"
        "<dc:creator id='a'>Ada Rook</dc:creator><dc:creator id='i'>Cy Wren</dc:creator>"
        "<meta refines='#s' property='title-type'>subtitle</meta>"
        "<meta refines='#i' property='role'>ill</meta><dc:language>English</dc:language>"
        "<meta property='belongs-to-collection' id='c'>Waters</meta>"
        "<meta refines='#c' property='collection-type'>series</meta>"
        "<meta refines='#c' property='group-position'>3</meta>"
    )
    story = read(e_book(TWO, metadata=metadata))

    assert (story.title, story.authors, story.language) == ("The Well", ("Ada Rook",), "en")
    assert story.fields == {"Subtitle": "A Story", "Illustrator": "Cy Wren", "Series": "Waters, part 3"}


def test_subjects_from_the_archive_are_told_apart():
    subjects = (
        *("Fanworks", "Teen And Up Audiences", "No Archive Warnings Apply", "M/M", "The Well - All Media Types"),
        *("Ada/Bo", "Slow Burn"),
    )
    story = read(e_book(TWO, metadata=TITLED + "".join(f"<dc:subject>{each}</dc:subject>" for each in subjects)))

    assert (story.rating, story.warnings) == (Rating.TEEN, ("No Archive Warnings Apply",))
    assert (story.relationships, story.tags) == (("Ada/Bo",), ("Fanworks", "Slow Burn"))
    assert story.fields == {"Category": "M/M", "Fandom": "The Well - All Media Types"}


def test_titles_may_stand_only_in_the_table_of_contents():
    documents = {"one.xhtml": page(f"<p>{MORE}</p>"), "two.xhtml": page("<p>Second.</p>")}
    story = read(e_book(documents, contents={"one.xhtml": "1. The Rope", "two.xhtml": "2. The Bucket"}))

    assert headings(story) == [("1.", "The Rope"), ("2.", "The Bucket")]
    assert story.chapters[1].body.text == "Second."


def test_places_in_one_document_are_chapters_where_the_contents_lead_there():
    body = f"<p id='a'>Morning</p><p>{MORE}</p><p id='b'>Evening</p><p>Second.</p>"
    story = read(e_book({"all.xhtml": page(body)}, contents={"all.xhtml#a": "Morning", "all.xhtml#b": "Evening"}))

    assert headings(story) == [("", "Morning"), ("", "Evening")]


def test_a_chapter_heading_and_its_title_are_one():
    documents = {
        f"{number}.xhtml": page(f"<h1>Chapter {number}</h1><h2>{title}</h2><p>{MORE}</p><h3>Later</h3><p>End.</p>")
        for number, title in enumerate(("The Rope", "The Bucket"), 1)
    }
    story = read(e_book(documents, contents={"1.xhtml": "Chapter 1", "2.xhtml": "Chapter 2"}))

    assert headings(story) == [("Chapter 1", "The Rope"), ("Chapter 2", "The Bucket")]
    assert [span.kind for span in story.chapters[0].body.spans] == [Kind.HEADING]


def test_parts_in_the_contents_stand_above_their_first_chapter():
    documents = {"part.xhtml": page("<h1>Part One</h1>"), **TWO}
    navigation = (
        '<li><a href="part.xhtml">Part One</a><ol><li><a href="one.xhtml">Chapter 1</a></li>'
        '<li><a href="two.xhtml">Chapter 2</a></li></ol></li>'
    )

    assert headings(read(e_book(documents, navigation=navigation))) == [("Part One · Chapter 1", ""), ("Chapter 2", "")]


def test_types_say_what_is_text():
    def typed(kind: str, body: str) -> str:
        return page(f'<section epub:type="{kind}">{body}</section>')

    documents = {
        "title.xhtml": typed("titlepage", "<h1>The Well</h1><p>By Ada Rook</p>"),
        "foreword.xhtml": typed("foreword", "<h2>Foreword</h2><p>Of wells.</p>"),
        "epigraph.xhtml": typed("epigraph", "<p>All wells run dry.</p>"),
        "part.xhtml": typed("part", "<h2>Part <span>I</span></h2><blockquote>Deep.</blockquote>"),
        "one.xhtml": typed("chapter", f"<h3>I</h3><p>{MORE}<a href='notes.xhtml#n1' epub:type='noteref'>1</a></p>"),
        "two.xhtml": typed("chapter", "<h3>II</h3><p>Second.</p>"),
        "notes.xhtml": typed("endnotes", "<h2>Notes</h2><ol><li id='n1'><p>A note.</p></li></ol>"),
        "colophon.xhtml": typed("colophon", "<p>Set in type.</p>"),
    }
    story = read(e_book(documents))

    assert headings(story) == [("Part I · I", ""), ("II", "")]
    assert story.epigraph == ("All wells run dry.",)
    assert [(note.where, note.chapter, note.passage.text) for note in story.notes] == [
        (Where.HEAD, None, "Foreword\n\nOf wells."),
        (Where.TAIL, 1, "[1] A note."),
    ]
    assert story.chapters[0].body.text == f"Deep.\n\n{MORE}[1]"
    assert story.fields == {"Title page": "The Well\nBy Ada Rook", "Colophon": "Set in type."}


def test_the_guide_of_an_old_book_says_what_is_text_too():
    documents = {"t.xhtml": page("<p>THE WELL</p>"), "c.xhtml": page("<p>Copyright Ada Rook</p>"), **TWO}
    guide = '<reference type="title-page" href="t.xhtml"/><reference type="copyright-page" href="c.xhtml"/>'
    story = read(e_book(documents, guide=guide, contents={"one.xhtml": "Chapter 1", "two.xhtml": "Chapter 2"}))

    assert len(story.chapters) == 2
    assert story.fields == {"Title page": "THE WELL", "Copyright": "Copyright Ada Rook"}


def test_a_download_of_the_archive_is_read_as_its_page_is():
    preface = (
        '<div id="preface" class="calibre1"><h2>Preface</h2><h1>The Well</h1>'
        '<div>by <a rel="author">Ada Rook</a></div>'
        "<dl><dt>Rating:</dt><dd>Mature</dd><dt>Archive Warning:</dt><dd>Major Character Death</dd>"
        "<dt>Fandom:</dt><dd>Wells</dd><dt>Stats:</dt><dd>Published: 2020-01-02 Words: 9 Chapters: 2/?</dd></dl>"
        "<p>Summary</p><blockquote><p>A dry well.</p></blockquote>"
        "<p>Notes</p><blockquote><p>For Bo.</p></blockquote></div>"
    )
    documents = {
        "p.xhtml": page(preface),
        "1.xhtml": page(f'<div id="chapters"><h2>Chapter 1: The Rope</h2><p>{MORE}</p></div>'),
        "2.xhtml": page(
            "<div><h2>Chapter 2: The Bucket</h2><p>Chapter Notes</p><blockquote><p>Sorry!</p></blockquote>"
            "<p>Second.</p><p>***</p><h2>Not a chapter</h2><p>Third.</p></div>"
        ),
        "a.xhtml": page('<div id="afterword"><p>End Notes</p><blockquote><p>Thanks.</p></blockquote></div>'),
    }
    metadata = TITLED + "<dc:subject>Mature</dc:subject><dc:subject>Wells</dc:subject>"
    story = read(e_book(documents, metadata=metadata))

    assert headings(story) == [("Chapter 1", "The Rope"), ("Chapter 2", "The Bucket")]
    assert (story.rating, story.warnings, story.summary) == (
        Rating.MATURE,
        ("Major Character Death",),
        "A dry well.",
    )
    assert [(note.where, note.chapter, note.passage.text) for note in story.notes] == [
        (Where.HEAD, None, "For Bo."),
        (Where.TAIL, None, "Thanks."),
        (Where.HEAD, 2, "Sorry!"),
    ]
    assert story.fields["Chapters"] == "2/?"
    assert story.tags == ()


def test_fanficfare_marks_its_pages():
    documents = {
        "t.xhtml": page("<h3>The Well</h3><p>Status: In-Progress<br/>Words: 9</p>", attributes='class="fff_titlepage"'),
        "c.xhtml": page("<a href='1.xhtml'>One</a>", attributes='class="fff_tocpage"'),
        "1.xhtml": page(
            "<h3 class='fff_chapter_title'>1. One</h3><div class='fff_chapter_notes fff_head_notes'>Sorry!</div>"
            f"<p>{MORE}</p>",
            attributes='class="fff_chapter"',
        ),
        "2.xhtml": page(
            "<h3 class='fff_chapter_title'>2. Two</h3><p>Second.</p>"
            "<div class='fff_chapter_notes fff_foot_notes'>Thanks.</div>",
            attributes='class="fff_chapter"',
        ),
    }
    story = read(e_book(documents))

    assert headings(story) == [("1.", "One"), ("2.", "Two")]
    assert [(note.where, note.chapter, note.passage.text) for note in story.notes] == [
        (Where.HEAD, 1, "Sorry!"),
        (Where.TAIL, 2, "Thanks."),
    ]
    assert (story.fields["Status"], story.fields["Words"]) == ("In-Progress", "9")


def test_adverts_between_chapters_are_no_chapters():
    advert = page("<p>Download the Wattpad app to read more stories for free!</p>")
    documents = {"one.xhtml": TWO["one.xhtml"], "advert.xhtml": advert, "two.xhtml": TWO["two.xhtml"]}
    contents = {"one.xhtml": "Chapter 1", "advert.xhtml": "More", "two.xhtml": "Chapter 2"}
    reading = explained(e_book(documents, contents=contents), name="book.epub")

    assert headings(reading.manuscript) == [("Chapter 1", ""), ("Chapter 2", "")]
    assert "Wattpad" in reading.manuscript.fields["Advert"]


def test_what_the_books_own_style_hides_is_dropped_and_what_it_slants_is_emphasis():
    styles = ".x { display: none } .it { font-style: italic }"
    documents = {"one.xhtml": page(f"<p>{MORE}<span class='it'>So</span>.</p><p class='x'>Stolen!</p>")}
    story = read(e_book(documents, more={"style.css": styles}))

    assert story.chapters[0].body.text == f"{MORE}So."
    assert [span.kind for span in story.chapters[0].body.spans] == [Kind.EMPHASIS]


@pytest.mark.parametrize("algorithm", ["http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://ns.adobe.com/adept"])
def test_protected_books_are_refused_as_such(algorithm: str):
    encryption = f"<encryption><EncryptedData><EncryptionMethod Algorithm='{algorithm}'/></EncryptedData></encryption>"

    with pytest.raises(RefusedError, match="protected"):
        read(e_book(TWO, more={"META-INF/encryption.xml": encryption}))


def test_a_book_whose_fonts_alone_are_hidden_is_read():
    encryption = (
        "<encryption><EncryptedData><EncryptionMethod Algorithm='http://www.idpf.org/2008/embedding'/>"
        "<CipherData><CipherReference URI='OEBPS/a.otf'/></CipherData></EncryptedData></encryption>"
    )

    assert len(read(e_book(TWO, more={"META-INF/encryption.xml": encryption})).chapters) == 2


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
)


def test_entities_are_not_resolved():
    documents = {"one.xhtml": f"{ENTITIES}<html><body><p>{MORE}&c;&b;</p></body></html>"}
    story = read(e_book(documents, more={"META-INF/container.xml": ENTITIES + CONTAINER}))

    assert re.fullmatch(rf"{MORE.strip()}(?: ?&[bc];)*", story.chapters[0].body.text)


@pytest.mark.parametrize(
    "files",
    [
        {"META-INF/container.xml": CONTAINER},
        {"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": "not XML at all"},
        {"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": "<package><spine/></package>"},
        {"META-INF/container.xml": "", "mimetype": "application/epub+zip"},
    ],
)
def test_a_book_without_its_parts_is_refused(files: dict[str, str]):
    with pytest.raises(RefusedError, match=r"book\.epub is a damaged e-book"):
        read(zipped(files))


def test_a_document_is_read_once_however_often_the_spine_names_it():
    book = e_book(TWO, contents={"one.xhtml": "Chapter 1", "two.xhtml": "Chapter 2"})

    assert len(read(book).chapters) == 2


def test_a_book_of_pictures_is_refused():
    with pytest.raises(RefusedError, match="holds no"):
        read(e_book({"one.xhtml": page("<img src='a.png'/>")}))


def test_an_author_who_had_other_tasks_as_well_is_still_the_author():
    roles = "".join(f'<meta property="role" refines="#a">{role}</meta>' for role in ("ann", "aut", "win"))
    told = manuscript_from(
        e_book({"a.xhtml": page(f"<p>{MORE}</p>")}, metadata=f'<dc:creator id="a">Ada Rook</dc:creator>{roles}'),
        name="a",
    )

    assert told.authors == ("Ada Rook",)


def test_a_story_of_a_collection_stands_above_its_own_chapters():
    chapters = "".join(
        f'<section epub:type="chapter"><h3>{numeral}</h3><p>{MORE}</p></section>' for numeral in ("I", "II")
    )
    documents = {
        "a.xhtml": page(f'<article epub:type="se:short-story"><h2>The Well</h2>{chapters}</article>'),
        "b.xhtml": page(f'<article epub:type="se:short-story"><h2>The Gull</h2><p>{MORE}</p></article>'),
        "c.xhtml": page(f'<article epub:type="se:short-story"><h2>The Boat</h2><p>{MORE}</p></article>'),
    }

    told = manuscript_from(e_book(documents), name="a")

    assert [(each.label, each.title) for each in told.chapters] == [
        ("The Well · I", ""),
        ("II", ""),
        ("", "The Gull"),
        ("", "The Boat"),
    ]
