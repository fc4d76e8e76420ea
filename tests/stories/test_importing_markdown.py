"""Markdown becomes a manuscript."""

from __future__ import annotations

import pytest

from stories.errors import RefusedError
from stories.importing import manuscript_from
from stories.manuscript import Where
from stories.ratings import Rating
from stories.text import Kind, Passage, Span

FRONT = "---\ntitle: The Door\n---\n\n"


def read(text: str, name: str = "story.md"):
    return manuscript_from(text.encode(), name=name)


def body_of(text: str) -> Passage:
    """The only chapter of a story whose title is known."""
    (chapter,) = read(FRONT + text).chapters
    return chapter.body


def test_front_matter_describes_the_story():
    story = read(
        "---\ntitle: 'No: 1984'\nauthors: [Ann Other, Tom]\nsummary: A house.\nlanguage: no\nrating: Teen\n"
        "warnings: [Underage, mud]\ntags: a, b\nlicence: CC0\nsource: https://example.org\nyear: 1984\n---\nText.\n"
    )

    assert (story.title, story.title_guessed, story.authors) == ("No: 1984", False, ("Ann Other", "Tom"))
    assert (story.summary, story.language, story.rating) == ("A house.", "no", Rating.TEEN)
    assert (story.warnings, story.tags) == (("Underage",), ("mud", "a", "b"))
    assert (story.licence, story.source) == ("CC0", "https://example.org")
    assert story.fields == {"year": "1984"}


@pytest.mark.parametrize(
    ("yaml", "line"),
    [
        ("title: a: b", 2),
        ("title: x\ntags: [a, b", 4),
        ("title: x\nauthor: 'Ann", 4),
        ("a: &a x\nb: *a", 2),
    ],
)
def test_broken_front_matter_is_refused_with_its_line(yaml: str, line: int):
    with pytest.raises(RefusedError, match=rf"story\.md .*line {line}\b.*\.$") as refused:
        read(f"---\n{yaml}\n---\nText.\n")

    assert "\n" not in str(refused.value)


def test_rules_around_prose_are_no_front_matter():
    story = read("---\n\nIt rained. And then: nothing.\n\n---\n\nMore rain.\n")

    assert "It rained." in story.chapters[0].body.text


def test_a_heading_alone_is_the_title():
    story = read("# The Door\n\nIt rained.\n")

    assert (story.title, story.title_guessed) == ("The Door", False)
    assert [c.body.text for c in story.chapters] == ["It rained."]


def test_the_title_of_the_front_matter_wins():
    story = read(f"{FRONT}# The Door\n\n## Chapter 1: Rain\n\nIt rained.\n\n## Chapter 2\n\nStill.\n")

    assert story.title == "The Door"
    assert [(c.label, c.title) for c in story.chapters] == [("Chapter 1", "Rain"), ("Chapter 2", "")]


def test_several_first_headings_are_chapters():
    story = read("# Rain\n\nIt rained.\n\n# Lake\n\nThere was a lake.\n", name="the-lake-house.md")

    assert story.title == "The Lake House"
    assert [(c.label, c.title) for c in story.chapters] == [("", "Rain"), ("", "Lake")]


def test_parts_above_chapters_are_joined_to_their_labels():
    story = read(
        f"{FRONT}# Part One\n\n## Chapter 1\n\nRain.\n\n## Chapter 2\n\nRain.\n\n# Part Two\n\n## Chapter 3\n\nSun.\n"
    )

    assert [c.label for c in story.chapters] == ["Part One · Chapter 1", "Chapter 2", "Part Two · Chapter 3"]


def test_a_dated_letter_is_called_by_its_date():
    story = read(f"{FRONT}## 3 March 1911\n\nSir,\n\n## 4. März 1911\n\nMadam,\n")

    assert [(c.label, c.title) for c in story.chapters] == [("", "3 March 1911"), ("", "4. März 1911")]


def test_a_quotation_before_the_first_chapter_is_an_epigraph():
    story = read(
        f"{FRONT}> What the bridge saved  \n> the river kept.  \n\n## I. Blue\n\nRain.\n\n## II. Red\n\nSun.\n"
    )

    assert story.epigraph == ("What the bridge saved", "the river kept.")
    assert [(c.label, c.title) for c in story.chapters] == [("I.", "Blue"), ("II.", "Red")]


def test_notes_are_told_from_the_text():
    story = read(
        f"{FRONT}A/N: *Hello!*\n\n## Chapter 1\n\nRain.\n\nA/N: Bye.\n\n## Chapter 2\n\n**A/N:** Hm.\n\nSun.\n"
    )

    told = [(note.where, note.chapter, note.passage.text) for note in story.notes]
    assert told == [(Where.HEAD, None, "A/N: Hello!"), (Where.TAIL, 1, "A/N: Bye."), (Where.HEAD, 2, "A/N: Hm.")]
    assert story.notes[0].passage.spans == (Span(5, 11, Kind.EMPHASIS),)


@pytest.mark.parametrize(
    ("markdown", "text", "spans"),
    [
        (
            "*so* __very__ ~~late~~ `now`",
            "so very late now",
            [(0, 2, "emphasis"), (3, 7, "strong"), (8, 12, "strike"), (13, 16, "code")],
        ),
        ("a <i>b</i> <span class='smallcaps'>c</span>", "a b c", [(2, 3, "emphasis"), (4, 5, "small-caps")]),
        ("one\ntwo", "one two", []),
        ("one  \ntwo\\\nthree", "one\ntwo\nthree", [(0, 13, "verse")]),
        ("> a\n>\n> b", "a\n\nb", [(0, 4, "quote")]),
        ("a\n\n#### b\n\nc", "a\n\nb\n\nc", [(3, 4, "heading")]),
        ("a\n\n* * *\n\nb", "a\n\n* * *\n\nb", [(3, 8, "scene-break")]),
        ("a\n\n~*~\n\nb", "a\n\n~*~\n\nb", [(3, 6, "scene-break")]),
        ("a\n\n&nbsp;\n\nb", "a\n\nb", [(1, 3, "scene-break")]),
        ("```\na *b*\n\n  c\n```", "a *b*\n\n  c", [(0, 10, "code")]),
        ("- a\n- b\n  1. c", "- a\n- b\n  1. c", [(0, 14, "verse")]),
        ("| a | b |\n|---|---|\n| c | d |", "a | b\nc | d", [(0, 11, "verse")]),
        ("[text](https://a.example) <https://b.example>", "text (https://a.example) https://b.example", []),
        ("![a door](door.png)", "a door", []),
        ("<div>\nHello &amp; <b>goodbye</b>\n</div>", "Hello & goodbye", [(8, 15, "strong")]),
        ("a<!-- hidden -->b\n\n<script>\nalert(1)\n</script>\n\nc", "ab\n\nc", []),
        ("\\*not so\\* 1 &lt; 2", "*not so* 1 < 2", []),
        ("寒い\n夜", "寒い夜", []),
        ("It rains [A/N: still].", "It rains [A/N: still].", [(9, 21, "note")]),
    ],
)
def test_markdown_becomes_text_and_spans(markdown: str, text: str, spans: list[tuple[int, int, str]]):
    assert body_of(f"First.\n\n{markdown}") == body_of_parts(text, spans)


def body_of_parts(text: str, spans: list[tuple[int, int, str]]) -> Passage:
    start = len("First.\n\n")
    return Passage(f"First.\n\n{text}", tuple(Span(start + a, start + b, Kind(kind)) for a, b, kind in spans))


def test_a_paragraph_with_a_rule_right_below_it_is_no_heading():
    long = "It rained all day and all night, and in the morning nobody could say where the road had been."

    body = body_of(f"First.\n\n{long}\n---\n\nLast.")
    assert body.text == f"First.\n\n{long}\n\n---\n\nLast."
    assert [span.kind for span in body.spans] == [Kind.SCENE_BREAK]


def test_headings_tell_markdown_whatever_the_files_name():
    assert read("# The Door\n\n## One\n\n*So* it was.\n", name="story.txt").title == "The Door"


@pytest.mark.parametrize("above", ["", "---\ntitle: The Late Ferry\n---\n", "# The Late Ferry\n\n"])
def test_the_only_heading_of_a_chapter_is_that_chapters(above: str):
    story = read(f"{above}# Chapter 1: Only\n\nIt rained.\n\nIt snowed.\n")

    assert [(each.label, each.title, each.body.text) for each in story.chapters] == [
        ("Chapter 1", "Only", "It rained.\n\nIt snowed.")
    ]
    assert story.title == "The Late Ferry" or story.title_guessed


def test_a_prologue_alone_is_a_chapter_of_the_story_that_is_named_above_it():
    story = read("---\ntitle: The Late Ferry\n---\n# Prologue\n\nIt rained.\n")

    assert [(each.label, each.body.text) for each in story.chapters] == [("Prologue", "It rained.")]
    assert read("# Prologue\n\nIt rained.\n").title == "Prologue"
