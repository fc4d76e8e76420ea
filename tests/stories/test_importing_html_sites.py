"""Pages of the Archive and of Royal Road: nothing in them is guessed that they state."""

from __future__ import annotations

from stories.importing import manuscript_from
from stories.manuscript import Manuscript, Where
from stories.ratings import Rating
from stories.text import Kind
from tests.stories.web_pages import FANFICFARE, ROYAL_ROAD, SAVED_PAGE, boxed, chapter, download


def read(page: bytes) -> Manuscript:
    return manuscript_from(page, name="page.html")


def notes_of(story: Manuscript) -> list[tuple[str, int | None, str]]:
    return [(note.where, note.chapter, note.passage.text) for note in story.notes]


def test_a_download_says_all_of_its_work():
    story = read(
        download("<h2 class='toc-heading'>The Door</h2><p>Text.</p>", preface=boxed("Summary", "A door.", "Two."))
    )

    assert (story.title, story.authors, story.language) == ("The Door", ("One", "Two (Three)"), "de")
    assert story.summary == "A door.\n\nTwo."
    assert story.rating == Rating.TEEN
    assert story.warnings == ("Graphic Depictions Of Violence", "Major Character Death")
    assert story.relationships == ("Ann/Bea",)
    assert story.tags == ("Slow Burn", "Doors")
    assert story.source == "http://archiveofourown.org/works/123"
    assert story.fields == {
        "Category": "F/F",
        "Fandom": "The Doors - A. Other, Keys & Locks",
        "Characters": "Ann, Bea",
        "Series": "All the Doors, part 2",
        "Published": "2024-01-02",
        "Updated": "2024-02-03",
        "Words": "7,526",
        "Chapters": "2/?",
        "Publisher": "Archive of Our Own",
        "Status": "In progress",
    }


def test_a_download_of_one_chapter_is_one_whatever_stands_in_it():
    text = "<p>I</p><p>One.</p><h3>A heading</h3><p>xxx</p><p>II</p><p>Two.</p>"
    story = read(download(f'<h2 class="toc-heading">The Door</h2><div class="userstuff">{text}</div>'))

    (only,) = story.chapters
    assert only.body.text == "I\n\nOne.\n\nA heading\n\nxxx\n\nII\n\nTwo."
    assert [only.body.text[span.start : span.end] for span in only.body.of_kind(Kind.HEADING)] == ["A heading"]
    assert only.scenes == 2


def test_each_note_of_a_download_knows_what_it_is_about():
    one = chapter(
        1, "In", "<p>She went in.</p>", above=boxed("Chapter Summary", "In.") + boxed("Chapter Notes", "Hi.", "Ho.")
    )
    two = chapter(2, "Out", "<p>She came out.</p>", below=boxed("Chapter End Notes", "Bye."))
    story = read(
        download(one + two, preface=boxed("Notes", "For Bea."), afterword=boxed("End Notes", "Thank <i>you</i>."))
    )

    assert [(each.label, each.title, each.body.text) for each in story.chapters] == [
        ("Chapter 1", "In", "She went in."),
        ("Chapter 2", "Out", "She came out."),
    ]
    assert notes_of(story) == [
        (Where.HEAD, None, "For Bea."),
        (Where.TAIL, None, "Thank you."),
        (Where.HEAD, 1, "Chapter Summary\n\nIn.\n\nHi.\n\nHo."),
        (Where.TAIL, 2, "Bye."),
    ]


def test_notes_that_an_author_puts_into_the_text_are_notes():
    story = read(download(chapter(1, "In", "<p>A/N: Sorry!</p><p>She went in.</p>")))

    assert notes_of(story) == [(Where.HEAD, None, "A/N: Sorry!")]
    assert story.chapters[0].body.text == "She went in."


def test_a_saved_page_is_the_work_without_the_site_around_it():
    story = read(SAVED_PAGE)

    assert (story.title, story.authors, story.rating, story.language) == ("The Door", ("One",), Rating.MATURE, "en")
    assert story.summary == "A door."
    assert story.fields["Fandom"] == "Doors, Closed, Keys"
    assert (story.fields["Words"], story.fields["Status"]) == ("12", "Complete")
    assert [(each.label, each.title, each.body.text) for each in story.chapters] == [
        ("Chapter 1", "In", "She went in."),
        ("Chapter 2", "Out", "She came out."),
    ]
    assert notes_of(story) == [
        (Where.HEAD, None, "For Bea."),
        (Where.TAIL, None, "Thank you."),
        (Where.HEAD, 1, "Chapter Summary\n\nShe goes in."),
        (Where.TAIL, 2, "Done."),
    ]


def test_a_chapter_of_royal_road_comes_without_the_site_and_its_hidden_sentences():
    story = read(ROYAL_ROAD)

    (only,) = story.chapters
    assert (story.title, story.authors) == ("The Door", ("Ann Other",))
    assert (only.label, only.title) == ("Chapter 7", "The Key")
    assert only.body.text == "The key turned.\n\nStrength | 5\nLuck | 1\n\nThe door opened."
    assert notes_of(story) == [
        (Where.HEAD, None, "A note from Ann Other\n\nHello again."),
        (Where.TAIL, None, "More tomorrow."),
    ]
    assert story.fields == {"Publisher": "Royal Road", "Hidden sentences dropped": "1"}


def test_what_a_work_of_the_archive_was_inspired_by_and_who_wrote_a_chapter_are_kept():
    by = '<p class="byline">Chapter by <a rel="author" href="#">Cy</a></p>'
    inspired = '<ul><li>Inspired by <a href="#">The Wall</a> by <a href="#">Dee</a></li></ul>'
    story = read(download(chapter(1, "In", "<p>She went in.</p>", above=by), preface=inspired))

    assert story.fields["Associations"] == "Inspired by The Wall by Dee"
    assert notes_of(story) == [(Where.HEAD, None, "Chapter by Cy")]


def test_a_page_of_fanficfare_says_all_of_its_work():
    story = read(FANFICFARE.encode())

    assert (story.title, story.authors, story.summary, story.rating) == ("The Door", ("Ann",), "Who goes in.", "Teen")
    assert story.tags == ("Drama", "Mystery")
    assert story.fields["Status"] == "Completed"
    assert [(each.title, each.body.text) for each in story.chapters] == [
        ("In", "She went in."),
        ("Out", "She came out."),
    ]


def test_a_chapter_of_wattpad_comes_without_its_counts_of_readers_votes_and_comments():
    counts = "<span class='reads'>1.2K</span> <span class='votes'>87</span> <span class='comments'>1,012</span>"
    head = f"<header><h1>Chapter 7: The Key</h1><div>{counts}</div><div>by <a href='#'>annother</a></div></header>"
    text = "<pre><p>The key turned.<span class='comment-marker'>3</span></p><p>12 doors opened.</p></pre>"
    page = f"<title>The Door - Chapter 7: The Key - Wattpad</title><div class='panel-reading'>{head}</div>"
    about = "<meta name='description' content='Read Chapter 7: The Key from the story The Door by annother'>"
    story = read(f"<html>{about}{page}<div class='panel panel-reading'>{text}</div><p>Read on in our app</p>".encode())

    (only,) = story.chapters
    assert (story.title, story.authors, story.summary) == ("The Door", ("annother",), "")
    assert (only.label, only.title, only.body.text) == ("Chapter 7", "The Key", "The key turned.\n\n12 doors opened.")
