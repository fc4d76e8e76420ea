"""Who signs a story is told from the line with or below its title; mail that it came in is kept beside it."""

from __future__ import annotations

import pytest

from stories.importing import manuscript_from

PROSE = "The ferry had been late for so many years that the timetable was printed with the delay already in it, in red."
OTHER = "On the far bank a lamp was lit and put out again, three times, and nobody in the boat said what that meant."
WRAPPED = (
    "The ferry had been late for so many years that the timetable\nwas printed with the delay already in it, in red."
)
MAIL = "From: ada@example.com (Ada Rook)\nSubject: NEW: The Late Ferry (1/1)\nDate: Mon, 3 Mar 1997 10:11:12 GMT\n"


def read(text: str, name: str = "000_1a2b.txt"):
    return manuscript_from(text.encode(), name=name)


@pytest.mark.parametrize("text", ["The Late Ferry\nby Ada Rook", "THE LATE FERRY\nBy Ada Rook"])
@pytest.mark.parametrize("prose", [f"{PROSE}\n\n{OTHER}", f"{WRAPPED}\n\n{WRAPPED}"])
def test_a_byline_stands_right_below_the_title_in_plain_text(text: str, prose: str):
    story = read(f"{text}\n\n{prose}\n")

    assert (story.title.title(), story.authors) == ("The Late Ferry", ("Ada Rook",))
    assert story.chapters[0].body.text.startswith("The ferry had been late")


@pytest.mark.parametrize(
    "text",
    [
        "# The Late Ferry\nby Ada Rook",
        "# The Late Ferry\n\nby Ada Rook",
        "# The Late Ferry\n*by Ada Rook*",
        "**The Late Ferry**\nby Ada Rook",
        "The Late Ferry\nby Ada Rook",
    ],
)
def test_a_byline_stands_right_below_the_title_in_markdown(text: str):
    story = read(f"{text}\n\n{PROSE}\n\n{OTHER}\n", "ferry.md")

    assert (story.title, story.authors) == ("The Late Ferry", ("Ada Rook",))
    assert story.chapters[0].body.text == f"{PROSE}\n\n{OTHER}"
    assert "Title page" not in story.fields


def test_prose_whose_line_ends_before_by_is_no_title():
    story = read(f"# One\n\nShe was carried over\nby Ada Rook.\n\n{OTHER}\n", "ferry.md")

    assert story.authors == ()
    assert story.chapters[0].body.text.startswith("She was carried over by Ada Rook.")


@pytest.mark.parametrize("title", ["Una lámpara sin dueño", "La lámpara del faro viejo"])
@pytest.mark.parametrize("name", ["Ana Roca", "Ana María de la Roca", "J. Roca"])
def test_de_signs_below_a_title_that_is_whole(title: str, name: str):
    story = read(f"{title}\n\nde {name}\n\n{PROSE}\n\n{OTHER}\n")

    assert (story.title, story.authors) == (title, (name,))


def test_de_signs_below_a_title_that_is_a_heading():
    assert read(f"# La lámpara\n\nde Ana Roca\n\n{PROSE}\n", "lampara.md").authors == ("Ana Roca",)


@pytest.mark.parametrize(
    "text",
    [
        "El conde\n\nde Monte Alto",
        "El conde\nde Monte Alto",
        "La lámpara del faro viejo\n\nde Paris à Rouen",
        "La lámpara del faro viejo\n\nde la Roca",
        "La lámpara del faro viejo\n\nde noche",
        "La lámpara del faro viejo\n\nDe Oude Veerman",
    ],
)
def test_de_may_also_go_on_with_a_title(text: str):
    assert read(f"{text}\n\n{PROSE}\n\n{OTHER}\n").authors == ()


@pytest.mark.parametrize(
    "mail", [f"{MAIL}Newsgroups: alt.ferries.creative\nMessage-ID: <3@example.com>\nX-Moderator: none\n", MAIL]
)
def test_mail_above_the_fields_of_a_story_is_kept(mail: str):
    story = read(f"{mail}\nTitle: The Late Ferry\nAuthor: Ada Rook\nRating: PG\n\n{PROSE}\n\n{OTHER}\n")

    assert (story.title, story.authors) == ("The Late Ferry", ("Ada Rook",))
    assert story.fields["From"] == "ada@example.com (Ada Rook)"
    assert story.fields["Subject"] == "NEW: The Late Ferry (1/1)"
    assert ("Newsgroups" in story.fields) == ("Newsgroups" in mail)
    assert story.chapters[0].body.text == f"{PROSE}\n\n{OTHER}"


def test_mail_of_a_newsgroup_may_stand_above_the_title_alone():
    story = read(f"{MAIL}Newsgroups: alt.ferries.creative,\n  alt.lamps\n\nThe Late Ferry\nby Ada Rook\n\n{PROSE}\n")

    assert (story.title, story.authors) == ("The Late Ferry", ("Ada Rook",))
    assert story.fields["Newsgroups"] == "alt.ferries.creative, alt.lamps"


@pytest.mark.parametrize("mail", [MAIL, "From: Ada\nTo: Ben\nSubject: the lamp\n"])
def test_a_story_that_begins_with_mail_of_its_own_keeps_it_in_its_text(mail: str):
    story = read(f"{mail}\nDear Ben,\n\n{PROSE}\n\n{OTHER}\n")

    assert "From" not in story.fields
    assert story.chapters[0].body.text.startswith("From: ")
