"""What a person says of a file goes before what would be read out of it, and every decision has its reason."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from stories.commands import commands
from stories.importing import Overrides, explained
from stories.ratings import Rating
from stories.text import Kind

if TYPE_CHECKING:
    from pathlib import Path

PROSE = "The rain came down the hill like something that had been told to hurry, and nobody in the house said a word."
OTHER = "In the morning the hill was gone, and the house stood at the edge of a lake that had no name on any map."
STORY = (
    "A/N: Hello, all.\n\n\nThe Door\n\nby Ann Other\n\n\n"
    f"(i) rain\n\n{PROSE} [A/N: I know!]\n\n\n{OTHER}\n\n(ii) lake\n\n{OTHER}\n\n{PROSE}\n\n{OTHER}\n"
)


def told(text: str = STORY, **said: Any):
    return explained(text.encode(), name="000_1a2b.txt", said=Overrides(**said))


def test_what_is_stated_is_replaced_and_kept_as_a_field():
    story = told(title="The Gate", authors=("Tom", "Ida"), rating=Rating.TEEN, language="de").manuscript

    assert (story.title, story.title_guessed, story.authors) == ("The Gate", False, ("Tom", "Ida"))
    assert (story.rating, story.language) == (Rating.TEEN, "de")
    assert story.fields == {"Title": "The Door", "Author": "Ann Other"}


def test_a_summary_goes_before_the_one_in_the_file_which_is_kept():
    stated = f"The Door\n\nby Ann Other\n\nSummary: Who goes in.\n\n\n{PROSE}\n"

    assert told(summary="Who comes out.").manuscript.summary == "Who comes out."
    reading = told(stated, summary="Who comes out.")
    assert reading.manuscript.summary == "Who comes out."
    assert reading.manuscript.fields == {"Summary": "Who goes in."}
    assert "summary as --summary says" in reading.reasons


def test_a_title_that_was_missed_is_found_where_it_stands():
    text = f"{PROSE}\n\n{OTHER}\n"

    story = told(f"the door, again.\n\n{text}", title="The Door, Again.").manuscript

    assert story.title == "The Door, Again."
    assert story.chapters[0].body.text == f"{PROSE}\n\n{OTHER}"


def test_warnings_and_tags_go_where_they_belong():
    story = told(warnings=("Major Character Death", "mud"), tags=("rain",)).manuscript

    assert story.warnings == ("Major Character Death",)
    assert story.tags == ("mud", "rain")


def test_chapters_begin_where_a_pattern_says():
    night = f"Night 1: Rain\n\n{PROSE}\n\nNight 2: Lake\n\n{OTHER}\n\n(i)\n\n{PROSE}\n\n(ii)\n\n{OTHER}\n"

    story = told(night, chapters=re.compile(r"Night \d+")).manuscript

    assert [(c.label, c.title) for c in story.chapters] == [("Night 1", "Rain"), ("Night 2", "Lake")]
    assert "(ii)" in story.chapters[1].body.text


def test_a_pattern_that_matches_nothing_says_so():
    reading = told(chapters=re.compile("Night"))

    assert len(reading.manuscript.chapters) == 1
    assert any("no line begins with what --chapters asks for" in reason for reason in reading.reasons)


def test_a_story_can_stay_in_one_piece():
    (chapter,) = told(no_chapters=True).manuscript.chapters

    assert "(i) rain" in chapter.body.text
    assert "(ii) lake" in chapter.body.text


def test_marked_headings_stay_in_one_piece_as_headings_within_the_text():
    (chapter,) = told(f"# Rain\n\n{PROSE}\n\n# Lake\n\n{OTHER}\n", no_chapters=True).manuscript.chapters

    assert [chapter.body.text[s.start : s.end] for s in chapter.body.of_kind(Kind.HEADING)] == ["Rain", "Lake"]


def test_notes_can_be_left_in_the_text():
    text = f"A/N: Hello, all.\n\n{PROSE} [A/N: I know!]\n\n{OTHER}\n\nA/N: Bye!\n"
    story = told(text, no_notes=True).manuscript

    assert len(told(text).manuscript.notes) == 2
    assert story.notes == ()
    assert story.chapters[0].body.text == text.strip()
    assert not story.chapters[0].body.of_kind(Kind.NOTE)


def test_fields_can_be_left_in_the_text():
    story = told(f"Title: The Door\nRating: T\n\n{PROSE}\n\n{OTHER}\n", no_fields=True).manuscript

    assert story.rating == Rating.NOT_RATED
    assert "Rating: T" in story.chapters[0].body.text


def test_an_epigraph_can_be_left_in_the_text():
    lines = "O rain\n\nO hill\n\nO door\n\n\n"

    with_it = told(f"{lines}(i)\n\n{PROSE}\n\n(ii)\n\n{OTHER}\n")
    without = told(f"{lines}(i)\n\n{PROSE}\n\n(ii)\n\n{OTHER}\n", no_epigraph=True)

    assert with_it.manuscript.epigraph == ("O rain", "O hill", "O door")
    assert without.manuscript.chapters[0].body.text == "O rain\n\nO hill\n\nO door"


def test_a_gap_need_not_part_scenes():
    assert told().manuscript.chapters[0].scenes == 2
    assert told(no_scene_breaks_at_gaps=True).manuscript.chapters[0].scenes == 1


def test_an_encoding_can_be_named():
    data = f"Größe.\n\n{PROSE}".encode("cp850")

    assert "Größe" in explained(data, name="x", said=Overrides(encoding="cp850")).manuscript.chapters[0].body.text


def test_each_decision_has_its_reason():
    assert told().reasons == (
        "heading 1: “(i) rain” begins a row of numbered headings",
        "heading 2: “(ii) lake” continues the numbering",
        "taken as author's note: begins with `A/N:`",
        "taken as title: “The Door”, with a byline below",
        "taken as byline: “by Ann Other”, below the title",
        f"scene break in chapter 1, before “{OTHER[:50].strip()}…”: gap of 2 lines where 1 is usual",
    )


def test_the_same_bytes_read_in_another_way_are_known_by_something_else():
    said = (Overrides(), Overrides(title="A"), Overrides(title="B"), Overrides(no_notes=True))
    digests = {each.digest_of(b"x") for each in said}

    assert len(digests) == 4
    assert Overrides(chapters=re.compile("a")).digest_of(b"x") == Overrides(chapters=re.compile("a")).digest_of(b"x")


@pytest.fixture
def run(tmp_path: Path):
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")

    def run(*options: str) -> dict[str, Any]:
        arguments = ["import", str(tmp_path / "story.txt"), "--json", "--database", f"sqlite:///{tmp_path / 'x.db'}"]
        result = CliRunner().invoke(commands, [*arguments, *options])
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return run


def test_an_override_holds_for_one_import(run: Any):
    answers = [run(), run("--title", "The Gate"), run("--title", "The Gate"), run()]

    assert [(answer["status"], answer["story"]["title"]) for answer in answers] == [
        ("new", "The Door"),
        ("revised", "The Gate"),
        ("unchanged", "The Gate"),
        ("revised", "The Door"),
    ]
    assert answers[3]["story"]["revision"] == 3


def test_the_reasons_are_told_to_programs_too(run: Any):
    assert "taken as author's note: begins with `A/N:`" in run("--dry-run")["reasons"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--chapters", "("), "no regular expression"),
        (("--rating", "banana"), "none of General, Teen"),
        (("--encoding", "klingon"), "no encoding named 'klingon'"),
        (("--chapters", "a", "--no-chapters"), "cannot both be meant"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_reason(options: tuple[str, ...], words: str, tmp_path: Path):
    arguments = ["import", str(tmp_path), "--database", f"sqlite:///{tmp_path / 'x.db'}"]

    result = CliRunner().invoke(commands, [*arguments, *options])

    assert result.exit_code == 2
    assert words in result.output
