"""A title that stands right above the first heading, in many languages."""

from __future__ import annotations

import pytest

from stories.importing import manuscript_from

BOOKS = {
    "English": ("Lamp and Tide\nby Ada Rook", "Chapter 1: Dusk", "Chapter 2: Dawn"),
    "French": ("Le Phare", "CHAPITRE I", "CHAPITRE II"),
    "German": ("Der Leuchtturm\nvon Ada Rook", "Erstes Kapitel", "Zweites Kapitel"),
    "Spanish": ("EL FARO", "Capítulo I", "Capítulo II"),
    "Russian": ("Маяк", "Глава 1. Ночь", "Глава 2. Утро"),
    "Chinese": ("灯塔", "第一章 夜", "第二章 晨"),
    "Japanese": ("灯台", "第一話　夜", "第二話　朝"),
    "Hebrew": ("המגדלור", "פרק א", "פרק ב"),
    "Arabic": ("المنارة", "الفصل الأول", "الفصل الثاني"),
}
LETTERS = """St. Bride's, 3 March 1911

My dear Ada,

The boat has not come, and there are nineteen gulls.

Your loving
Bess

The Lighthouse, 9 March 1911

Dear Bess,

Do not feed them, whatever they say.

Ada

P.S. The boat is late because I have it.
"""


@pytest.mark.parametrize("language", BOOKS)
def test_the_line_above_the_first_heading_is_the_title(language: str):
    page, first, second = BOOKS[language]
    text = f"{page}\n\n{first}\n\nIt rained, and nobody counted.\n\n{second}\n\nThe boat came back.\n"

    told = manuscript_from(text.encode(), name="a.txt")

    assert (told.title, told.title_guessed) == (page.partition("\n")[0], False)
    assert told.authors == (("Ada Rook",) if "Ada Rook" in page else ())
    assert [chapter.body.text for chapter in told.chapters] == ["It rained, and nobody counted.", "The boat came back."]


def test_what_stands_below_the_title_and_is_no_byline_is_kept():
    text = "Nineteen Gulls\nPoems\n\nI. Roof\n\nThe gulls are out.\n\nII. Steps\n\nThe sea is in.\n"

    told = manuscript_from(text.encode(), name="a.txt")

    assert (told.title, told.fields) == ("Nineteen Gulls", {"Subtitle": "Poems"})


def test_a_sentence_above_the_first_heading_is_the_beginning_of_the_text():
    text = "It had rained.\n\nChapter 1\n\nIt rained.\n\nChapter 2\n\nIt stopped.\n"

    told = manuscript_from(text.encode(), name="a.txt")

    assert [chapter.body.text for chapter in told.chapters] == ["It had rained.", "It rained.", "It stopped."]


def test_inline_notes_of_a_serial_stay_where_they_are_and_the_others_go_to_their_chapters():
    text = """Chapter 1: Dusk

A/N: Sorry for the wait!

The lamp went out. [A/N: yes, again.] Nobody said so.

“Light it,” said Bess.

A/N: Thanks to everyone.

Chapter 2: Dawn

Author's Note: shorter today.

The morning was grey, and the sea had taken the steps.
"""
    told = manuscript_from(text.encode(), name="a.txt")

    first, second = (chapter.body.text for chapter in told.chapters)
    assert first == "The lamp went out. [A/N: yes, again.] Nobody said so.\n\n“Light it,” said Bess."
    assert second == "The morning was grey, and the sea had taken the steps."
    assert [(note.chapter, note.where) for note in told.notes] == [(1, "head"), (1, "tail"), (2, "head")]


def test_letters_keep_their_places_dates_salutations_and_signatures():
    told = manuscript_from(LETTERS.encode(), name="a.txt")

    assert len(told.chapters) == 1
    assert [*told.notes, *told.fields] == []
    assert told.chapters[0].body.text.split() == LETTERS.split()


HEADS = {
    "commas": "Rated: T, English, Drama, Hurt/Comfort, Ida, Chapters: 1, Words: 1,769",
    "dashes": "Rated: Fiction T - English - Drama/Hurt/Comfort - Ida - Chapters: 1 - Words: 1,769",
}
TEXT = (
    "The lamp went out, and nobody said so until the boat had turned and the steps were wet again.",
    "“Who was it,” said the man with the geese, “that left the door of the church open?”",
)


@pytest.mark.parametrize("stats", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_the_only_chapter_begins_below_what_describes_the_story(stats: str, between: str):
    head = f"Nineteen Gulls{between}By: rook\n\n{stats}\n\nDisclaimer: The gulls are not mine."
    told = manuscript_from("\n\n".join([head.replace("rook", "Rook"), "Chapter 1", *TEXT]).encode(), name="a.txt")

    assert (told.title, told.authors) == ("Nineteen Gulls", ("Rook",))
    assert (told.rating, told.language, told.tags) == ("Teen", "en", ("Drama", "Hurt/Comfort"))
    assert told.fields["Characters"] == "Ida"
    assert told.fields["Words"] == "1,769"
    assert told.fields["Disclaimer"] == "The gulls are not mine."
    assert [(chapter.label, chapter.body.text) for chapter in told.chapters] == [("Chapter 1", "\n\n".join(TEXT))]


@pytest.mark.parametrize("note", ["Disclaimer: The gulls are not mine.", "A/N: My first one.\n\nIt is about gulls."])
def test_a_note_ends_where_the_only_chapter_begins(note: str):
    told = manuscript_from("\n\n".join(["Nineteen Gulls", note, "Chapter 1", *TEXT]).encode(), name="a.txt")

    assert [note.passage.text for note in told.notes] == [note]
    assert [chapter.body.text for chapter in told.chapters] == ["\n\n".join(TEXT)]


def test_an_epigraph_that_begins_like_the_title_is_kept_whole():
    lines = ["Nineteen gulls", "nineteen gulls", "and one that stayed"]
    told = manuscript_from(
        "\n\n".join(["Nineteen Gulls\n", *lines, "\n(i)", TEXT[0], "(ii)", TEXT[1]]).encode(), name="a"
    )

    assert (told.title, told.epigraph) == ("Nineteen Gulls", (*lines,))


def test_a_disclaimer_is_one_paragraph():
    told = manuscript_from(
        "\n\n".join([TEXT[0], "Disclaimer: The gulls are not mine.", *TEXT * 2]).encode(), name="a.txt"
    )

    assert told.notes == ()


def test_what_describes_a_chapter_is_no_only_chapter_when_text_stands_above():
    told = manuscript_from("\n\n".join([*TEXT, "Part One", *TEXT]).encode(), name="a.txt")

    assert len(told.chapters) == 1


def test_far_more_below_a_mark_than_above_it_is_the_text():
    text = "\n\n".join(["A line that nobody foresaw, and that is no title.", "A/N: First one.", *TEXT * 3])
    told = manuscript_from(text.encode(), name="a.txt")

    assert told.chapters[0].body.text == text


SIGNED = [
    "Salt: A Love Story",
    "Yes, Chef",
    "The Sea, the Sea",
    "Mr. Fox",
    "Wait... what?",
    "La mer, la mer",
    "SALT, A NOVEL",
]


@pytest.mark.parametrize("title", SIGNED)
@pytest.mark.parametrize("byline", ["\n\nby Ann Rook", "\nby Ann Rook"], ids=["apart", "below"])
@pytest.mark.parametrize("chapters", [True, False], ids=["chapters", "no chapters"])
def test_a_signed_title_may_have_the_signs_of_a_sentence(title: str, byline: str, *, chapters: bool):
    text = "Chapter 1\n\nIt rained.\n\nChapter 2\n\nIt snowed." if chapters else "It rained."

    told = manuscript_from(f"{title}{byline}\n\n{text}".encode(), name="000_1a2b.txt")

    assert (told.title, told.title_guessed, told.authors) == (title, False, ("Ann Rook",))
    assert told.chapters[0].body.text == "It rained."


@pytest.mark.parametrize("title", ["Salt: A Love Story", "Yes, Chef", "Dr. Vane and the Sea"])
def test_capitals_above_the_first_heading_are_a_title_in_spite_of_such_signs(title: str):
    told = manuscript_from(f"{title}\n\nChapter 1\n\nIt rained.\n\nChapter 2\n\nIt snowed.".encode(), name="1.txt")

    assert (told.title, len(told.chapters)) == (title, 2)


def test_a_sentence_that_begins_like_a_byline_is_none():
    told = manuscript_from(b"The Flood\n\nBy Monday the rain had stopped.\n\nIt began again.", name="1.txt")

    assert told.authors == ()
    assert told.chapters[0].body.text.startswith("By Monday the rain had stopped.")


CHAPTERS = "Chapter 1\n\nIt rained.\n\nChapter 2\n\nIt snowed."


@pytest.mark.parametrize(
    "page", ["THE SEA\nBY\nADA ROOK", "The Sea By: Ada Rook", "The Sea - by Ada Rook", "The Sea, by Ada Rook"]
)
def test_an_author_may_stand_behind_the_title_or_below_a_by_of_its_own(page: str):
    told = manuscript_from(f"{page}\n\n{CHAPTERS}".encode(), name="1.txt")

    assert (told.title.title(), [each.title() for each in told.authors]) == ("The Sea", ["Ada Rook"])
    assert len(told.chapters) == 2


def test_a_quotation_above_its_source_is_an_epigraph_and_a_line_to_somebody_a_dedication():
    quoted = manuscript_from(
        f"The Sea\n\nby Ada Rook\n\n“It is wet.”\nThe Book of Seas\n\n{CHAPTERS}".encode(), name="1"
    )
    dedicated = manuscript_from(f"El mar\n\nPara Inés.\n\n{CHAPTERS}".encode(), name="1")

    assert (quoted.epigraph, len(quoted.chapters)) == (("“It is wet.”", "The Book of Seas"), 2)
    assert dedicated.fields == {"Dedication": "Para Inés."}


def test_what_is_copied_from_fanfiction_net_has_its_summary_its_fields_and_its_chapters():
    stats = "Rated: Fiction T - English - Mystery - Chapters: 2 - Words: 210 - id: 123"
    chapters = CHAPTERS.replace("Chapter 1", "1. Chapter 1: Rain").replace("Chapter 2", "2. Chapter 2: Snow")

    told = manuscript_from(f"The Sea By: rook\n\nIt is wet. {stats}\n\n{chapters}".encode(), name="1.txt")

    assert (told.title, told.authors, told.summary, told.fields["Words"]) == ("The Sea", ("rook",), "It is wet.", "210")
    assert [(each.label, each.title) for each in told.chapters] == [("Chapter 1", "Rain"), ("Chapter 2", "Snow")]


LONG = "The rain came down the hill like something that had been told to hurry, and nobody in the house said a word."


@pytest.mark.parametrize("title", ["Сказка о ключе", "La maison froide", "El faro dormido", "Das kalte Haus", "Regen"])
def test_a_first_line_without_a_sign_above_prose_is_a_title_in_any_language(title: str):
    told = manuscript_from(f"{title}\n\n{LONG}\n\n{LONG}".encode(), name="000_1a2b.txt")

    assert (told.title, told.title_guessed) == (title, False)
    assert told.chapters[0].body.text == f"{LONG}\n\n{LONG}"


@pytest.mark.parametrize("line", ["Bang!", "Rain.", "“Rain”", "rain", "Why?", "— Rain"])
def test_a_first_line_that_somebody_says_is_no_title(line: str):
    told = manuscript_from(f"{line}\n\n{LONG}\n\n{LONG}".encode(), name="000_1a2b.txt")

    assert told.chapters[0].body.text == f"{line}\n\n{LONG}\n\n{LONG}"


def test_a_kind_of_work_below_the_title_tells_it_also_above_short_sentences():
    told = manuscript_from(b"THE SEA'S REPLY\nA Dialogue\n\nNAN: Is it you?\n\nSEA: It is I.", name="1.txt")

    assert (told.title, told.fields) == ("THE SEA'S REPLY", {"Subtitle": "A Dialogue"})
    assert told.chapters[0].body.text == "NAN: Is it you?\n\nSEA: It is I."


def test_fields_may_begin_with_a_label_that_nobody_knows():
    fields = "Fiction: The Key\nSummary: Nan finds it and the\n  sea wants it back.\nPairing: Nan/Sea\nRating: PG"

    told = manuscript_from(f"{fields}\n\nThe key was warm.\n\nShe gave it back.".encode(), name="1.txt")

    assert (told.summary, told.relationships) == ("Nan finds it and the sea wants it back.", ("Nan/Sea",))
    assert told.chapters[0].body.text == "The key was warm.\n\nShe gave it back."


def test_titles_stand_below_parts_too_where_these_are_the_only_chapters():
    parts = (
        "Part the First.\n\nOF THE FIRST COOK.\n\nIt rained.",
        "Part the Second.\n\nOF THE SECOND COOK.\n\nIt snowed.",
    )
    told = manuscript_from("\n\n".join(parts).encode(), name="1.txt")

    assert [each.title for each in told.chapters] == ["OF THE FIRST COOK.", "OF THE SECOND COOK."]


@pytest.mark.parametrize("heading", ["The Key - Chapter {}: {}", "The Key: Chapter {} – {}", "The Key, Chapter {}: {}"])
def test_headings_may_begin_with_the_name_of_the_work(heading: str):
    titles = ("Rain", "Snow")
    parts = [f"{heading.format(number, title)}\n\n{LONG}" for number, title in enumerate(titles, 1)]
    told = manuscript_from("\n\n".join(parts).encode(), name="1.txt")

    assert (told.title, told.title_guessed) == ("The Key", False)
    assert [(each.label, each.title) for each in told.chapters] == [("Chapter 1", "Rain"), ("Chapter 2", "Snow")]
