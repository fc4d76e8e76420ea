"""Web pages: what is told by their elements, and what they hide."""

from __future__ import annotations

import pytest

from stories.errors import RefusedError
from stories.importing import manuscript_from, read_manuscript
from stories.importing.html import read_html
from stories.manuscript import Where
from stories.text import Kind
from tests.conftest import shared_folder


def read(body: str, *, head: str = ""):
    return manuscript_from(
        f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), name="page.html"
    )


def texts(body: str, *, head: str = "") -> list[str]:
    return [block.text for block in read_html(f"<html><head>{head}</head><body>{body}</body></html>").blocks]


def spanned(body: str, kind: Kind, *, head: str = "") -> list[str]:
    blocks = read_html(f"<html><head>{head}</head><body>{body}</body></html>").blocks
    return [block.text[span.start : span.end] for block in blocks for span in block.spans if span.kind == kind]


def test_spaces_and_line_ends_of_the_source_are_one_space():
    assert texts("<p>One\n  two\t<i> three </i> four</p>\n\n<p>Five</p>") == ["One two three four", "Five"]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<em>so</em>", Kind.EMPHASIS),
        ("<i>s<i>o</i></i>", Kind.EMPHASIS),
        ("<span class='gesperrt'>so</span>", Kind.EMPHASIS),
        ("<span style='font-style: italic'>so</span>", Kind.EMPHASIS),
        ("<span class='c3'>so</span>", Kind.EMPHASIS),
        ("<b>so</b>", Kind.STRONG),
        ("<del>so</del>", Kind.STRIKE),
        ("<code>so</code>", Kind.CODE),
        ("<span class='smcap'>so</span>", Kind.SMALL_CAPS),
    ],
)
def test_what_stands_out_does_so_in_the_story(html: str, kind: Kind):
    assert spanned(f"<p>And {html} on.</p>", kind, head="<style>.c3 {color:red; font-style:italic}</style>") == ["so"]


def test_emphasis_over_many_paragraphs_is_in_each_of_them():
    assert spanned("<i><p>One</p><p>Two</p></i><p>Three</p>", Kind.EMPHASIS) == ["One", "Two"]


def test_two_line_breaks_part_paragraphs_and_three_a_scene():
    story = read("One.<br><br>Two.<br><br>Three.<br><br>Four.<br><br><br>Five.")

    assert story.chapters[0].body.text == "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive."
    assert story.chapters[0].scenes == 2


def test_lines_of_a_poem_stay_lines_and_keep_their_indent():
    old = '<div class="poem"><div class="stanza"><span class="i0">One<br /></span>\n<span class="i2">two<br /></span>'
    new = '<div class="poetry"><div class="stanza"><div class="verse">One</div><div class="verse indent2">two</div>'

    assert spanned(f"{old}</div></div>", Kind.VERSE) == ["One\n  two"]
    assert spanned(f"{new}</div></div>", Kind.VERSE) == ["One\n  two"]
    assert spanned("<p>One<br/>two</p>", Kind.VERSE) == ["One\ntwo"]


def test_a_long_line_before_a_line_break_is_a_paragraph():
    line = "This is a sentence that goes on and on. " * 4

    assert texts(f"<p>{line}<br>{line}</p>") == [line.strip(), line.strip()]


def test_a_drawn_line_and_an_ornament_part_scenes():
    story = read("<p>One.</p><hr><p>Two.</p><p>~*~</p><p>Three.</p><hr>")

    assert story.chapters[0].scenes == 3
    assert story.chapters[0].body.text.endswith("Three.")


def test_an_empty_paragraph_is_a_pause_unless_each_has_one():
    nothing = "<p>&nbsp;</p>"

    assert read(f"<p>One.</p><p>Two.</p><p>Three.</p>{nothing}<p>Four.</p>").chapters[0].scenes == 2
    assert read(nothing.join(f"<p>{word}.</p>" for word in ("One", "Two", "Three", "Four"))).chapters[0].scenes == 1


def test_lists_and_tables_become_lines():
    assert texts("<ul><li>one<li>two<ol><li>deep</ol></ul>") == ["• one\n• two\n  1. deep"]
    assert texts("<table><tr><td>a<td>b<tr><td>c<td><p>d</p></table>") == ["a | b\nc | d"]


def test_short_rows_stay_lines_around_a_long_one():
    long = "The keeper goes up the stairs with a can of oil, and comes down again without it. " * 3
    rows = "".join(f"<tr><td>{left}<td>{right}" for left, right in (("a", "b"), ("c", "d"), (long, "e"), ("f", "g")))

    assert texts(f"<table>{rows}</table>") == ["a | b\nc | d", f"{long.strip()} | e", "f | g"]


def test_a_table_that_only_puts_text_in_its_place_is_text():
    assert texts("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>") == ["One.", "Two."]


def test_speakers_keep_their_speeches():
    row = '<tr><td epub:type="z3998:persona">Alice</td><td><p>Who are you?</p></td></tr>'

    assert texts(f"<table>{row}</table>") == ["Alice: Who are you?"]


def test_preformatted_text_keeps_its_spaces():
    assert texts("<pre>\n  a   b\n    c\n</pre>") == ["  a   b\n    c"]


def test_a_reading_stands_in_brackets_behind_its_base():
    assert texts("<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>だ</p>") == ["漢字(かんじ)だ"]


def test_a_picture_is_its_description_and_a_link_its_words():
    assert texts("<p><img alt='T' src='t.png'>he <a href='https://example.com'>door</a></p>") == ["The door"]


@pytest.mark.parametrize("words", ["p0147a", "{0147}", "[Illustration]", "lamp.jpg", "lamp.jpg (83K)", "Colophon"])
def test_a_picture_whose_words_only_name_its_file_says_nothing(words: str):
    name = words.partition(".")[0]

    assert texts(f"<p>One.</p><div><img src='pictures/{name}.jpg' alt='{words}'></div><p>Two.</p>") == ["One.", "Two."]


def test_a_number_that_is_drawn_is_one():
    assert texts("<p>It was <img src='signs/7.png' alt='7'> of them.</p>") == ["It was 7 of them."]


def test_a_link_that_only_enlarges_a_picture_says_nothing():
    larger = "<h5><a href='pictures/p12.jpg'><i>Enlarge</i></a></h5>"
    inside = "<p>The <i>lamp</i><a href='pictures/p13.png'><i>[Original]</i></a></p>"

    assert texts(f"<p>One.</p>{larger}{inside}") == ["One.", "The lamp"]
    assert texts("<p>An <a href='lamp.html'>original</a>.</p>") == ["An original."]
    assert texts("<p>See the <a href='lamp.jpg'>lamp itself</a>.</p>") == ["See the lamp itself."]


def test_a_picture_that_fills_a_gap_parts_no_scenes_unless_it_comes_again():
    gap = "<p><br><br></p>"
    picture = f"{gap}<div><img src='p0147a.png' alt='p0147a'></div>{gap}"

    assert read(f"<p>One.</p><p>Two.</p>{picture}<p>Three.</p>").chapters[0].scenes == 1
    assert read(f"<p>One.</p><p>Two.</p>{picture}<p>Three.</p>{picture}<p>Four.</p>").chapters[0].scenes == 2


def test_what_is_not_for_reading_is_dropped():
    hidden = "<script>a</script><style>p{}</style><template>b</template><nav>c</nav><span class='pagenum'>7</span>"

    assert texts(f"<p>So{hidden}</p>") == ["So"]


def test_sentences_that_the_page_hides_are_dropped_and_counted():
    rules = (
        "<style>.x1{display:none;speak:never} @media print{.y{display:none}} .z{display:none} .z{display:block}</style>"
    )
    story = read(
        "<p>One.</p><p class='x1'>Stolen.</p><p class='y'>Two.</p><p class='z'>Three.</p>"
        "<p hidden>Four.</p><p style='DISPLAY : none'>Five.</p>",
        head=rules,
    )

    assert story.chapters[0].body.text == "One.\n\nTwo.\n\nThree."
    assert story.fields == {"Hidden sentences dropped": "3"}


def test_a_rule_at_the_end_of_the_page_hides_too():
    assert texts("<p class='a'>Hidden</p><p>Shown</p><style>p.a{visibility:hidden}</style>") == ["Shown"]


def test_headings_begin_chapters_and_a_line_break_parts_number_and_title():
    story = read("<h1>The Book</h1><h2>CHAPTER I<br>The Door</h2><p>One.</p><h2>CHAPTER II<br>The Key</h2><p>Two.</p>")

    assert story.title == "The Book"
    assert [(chapter.label, chapter.title) for chapter in story.chapters] == [
        ("CHAPTER I", "The Door"),
        ("CHAPTER II", "The Key"),
    ]


def test_a_list_of_links_to_the_chapters_is_left_out():
    links = "".join(f"<p><a href='#c{number}'>Chapter {number}</a></p>" for number in range(1, 5))
    chapters = "".join(f"<h2 id='c{number}'>Chapter {number}</h2><p>Text.</p>" for number in range(1, 5))
    story = read(f"<h1>The Book</h1><p>Contents</p>{links}{chapters}")

    assert len(story.chapters) == 4
    assert "Contents" not in story.fields


def test_footnotes_are_marked_in_the_text_and_listed_after_their_chapter():
    story = read(
        "<h2>Chapter 1</h2><p>One<sup><a href='#n1'>1</a></sup>.</p>"
        "<h2>Chapter 2</h2><p>Two<a class='noteref' href='#n2'>2</a>.</p>"
        "<div class='footnote' id='n1'><p>1. The first.</p></div>"
        "<aside epub:type='footnote' id='n2'><p>The second. <a href='#r2'>↩</a></p></aside>"
    )

    assert [chapter.body.text for chapter in story.chapters] == ["One[1].", "Two[2]."]
    assert [(note.chapter, note.where, note.passage.text) for note in story.notes] == [
        (1, Where.TAIL, "[1] The first."),
        (2, Where.TAIL, "[2] The second."),
    ]


def test_a_page_says_of_itself_what_stands_in_its_head():
    story = read(
        "<p>One.</p><p>Two.</p>",
        head="<title>The Door</title><meta name='author' content='Ann Other'><meta name=description content='A door.'>"
        "<link rel=canonical href='https://example.com/door'><meta name='DC.Language' content='English'>",
    )

    assert (story.title, story.authors, story.summary, story.language, story.source) == (
        "The Door",
        ("Ann Other",),
        "A door.",
        "en",
        "https://example.com/door",
    )


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><meta charset='windows-1251'></head><body><p>Дверь открылась.</p></body></html>".encode("cp1251"),
        '<?xml version="1.0" encoding="koi8-r"?><html><body><p>Дверь открылась.</p></body></html>'.encode("koi8-r"),
        "<html><head><meta charset='iso-8859-1'></head><body><p>Дверь открылась.</p></body></html>".encode(),
        "<html><body><p>Дверь открылась.</p></body></html>".encode("utf-16"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_declares_where_that_can_be(page: bytes):
    assert manuscript_from(page, name="page").chapters[0].body.text == "Дверь открылась."


def test_what_was_copied_out_of_a_page_is_a_page_too():
    assert (
        manuscript_from(b"<p>One.</p>\n<p>Two &amp; three.</p>", name="x").chapters[0].body.text
        == "One.\n\nTwo & three."
    )


def test_a_page_without_words_is_refused_in_one_sentence():
    with pytest.raises(RefusedError, match="holds no words"):
        read("<script>let story = 1</script>")


@pytest.mark.needs("shared")
def test_a_gutenberg_page_is_its_book_alone():
    book = read_manuscript(shared_folder() / "corpus" / "pride-and-prejudice.html")

    assert (book.title, book.authors, book.language) == ("Pride and Prejudice", ("Jane Austen",), "en")
    assert [chapter.label for chapter in book.chapters] == [f"Chapter {number}" for number in range(1, 62)]
    assert "gutenberg" not in repr(book).casefold()
