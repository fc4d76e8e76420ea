"""Manuscripts written out, and what comes back of them."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stories.errors import RefusedError
from stories.exporting import as_epub, as_json, as_markdown, as_text
from stories.exporting.plain import words_of
from stories.importing import manuscript_from, read_manuscript
from stories.manuscript import Chapter, Manuscript, Note, Where
from stories.ratings import Rating
from stories.text import Kind, Passage, Span, in_order
from tests.conftest import shared_folder

SHELF = sorted((Path(__file__).parents[2] / "stories" / "shelf").glob("*.md"))
HANDED_OUT = sorted([*(shared_folder() / "seeds").glob("*"), *(shared_folder() / "corpus").glob("*")])  # or none
PARAGRAPH = "\n\n"

# Everything Markdown could trip over, in short texts that hold it often.
LETTERS = st.text(st.sampled_from("ab Zé9.,*_~`<>&#[]()!\\|-+=:;'\"/—“”\u00a0寒🙂\t"), min_size=1, max_size=14)


def shown(text: str) -> str:
    """Made so that it has a letter, and no blanks around it: to filter for that would refuse most of what is drawn."""
    text = text.strip()
    return text if any(map(str.isalpha, text)) else f"Rain{text}"


WORDS = st.builds("{}{}".format, st.sampled_from(["Rain", "x", "é", "1. ", "- ", "#", "> ", ""]), LETTERS).map(shown)
INLINE = st.sampled_from([Kind.EMPHASIS, Kind.STRONG, Kind.STRIKE, Kind.SMALL_CAPS, Kind.CODE])
ORNAMENTS = st.sampled_from(["* * *", "***", "---", "~*~", "⁂", "xXx", "___"])


@st.composite
def lines(draw: st.DrawFn) -> Passage:
    """Words, some of them marked, one mark within the other."""
    texts: list[str] = []
    spans: list[Span] = []
    length = 0
    for _ in range(draw(st.integers(1, 4))):
        words = draw(WORDS)
        texts.append(words)
        kinds = draw(st.lists(INLINE, max_size=2, unique=True))
        spans += (Span(length, length + len(words), kind) for kind in kinds)
        length += len(words)
    return Passage("".join(texts), in_order(spans))


def joined(parts: list[Passage], between: str) -> Passage:
    text, spans = "", list[Span]()
    for part in parts:
        text += between if text else ""
        spans += (Span(len(text) + s.start, len(text) + s.end, s.kind) for s in part.spans)
        text += part.text
    return Passage(text, in_order(spans))


def over(passage: Passage, kind: Kind) -> Passage:
    return Passage(passage.text, in_order([Span(0, len(passage.text), kind), *passage.spans]))


def over_plain(text: str, kind: Kind) -> Passage:
    return over(Passage(text), kind)


VERSE = st.lists(lines(), min_size=2, max_size=3).map(lambda several: over(joined(several, "\n"), Kind.VERSE))
HEADING = lines().map(lambda passage: over(passage, Kind.HEADING))
BREAK = ORNAMENTS.map(lambda ornament: over_plain(ornament, Kind.SCENE_BREAK))
CODE = st.lists(WORDS, min_size=2, max_size=3).map(lambda several: over_plain("\n".join(several), Kind.CODE))
BLOCKS = st.one_of(lines(), lines(), VERSE, HEADING, BREAK, CODE)
QUOTE = st.lists(BLOCKS, min_size=1, max_size=3).map(lambda several: over(joined(several, PARAGRAPH), Kind.QUOTE))
NESTED = st.tuples(lines(), QUOTE).map(lambda both: over(joined(list(both), PARAGRAPH), Kind.QUOTE))


@st.composite
def bodies(draw: st.DrawFn) -> Passage:
    parts = draw(st.lists(st.one_of(BLOCKS, QUOTE, NESTED), min_size=1, max_size=5))
    whole = joined(parts, PARAGRAPH)
    gaps: list[Span] = []
    at = 0
    for part, after in pairwise(parts):
        at += len(part.text)
        if not {s.kind for s in part.spans + after.spans} & {Kind.HEADING, Kind.SCENE_BREAK} and draw(st.booleans()):
            gaps.append(Span(at, at + len(PARAGRAPH), Kind.SCENE_BREAK))
        at += len(PARAGRAPH)
    return Passage(whole.text, in_order([*whole.spans, *gaps]))


TITLES = st.one_of(
    st.just(""), WORDS.map(lambda words: " ".join(words.split())), st.sampled_from(["(i)", "Chapter 1", "I. A"])
)
NAMES = st.lists(WORDS, max_size=3, unique=True).map(tuple)


@st.composite
def manuscripts(draw: st.DrawFn) -> Manuscript:
    chapters = tuple(
        Chapter(number=number, label=draw(TITLES), title=draw(TITLES), body=draw(bodies()))
        for number in range(1, draw(st.integers(1, 3)) + 1)
    )
    notes = st.builds(
        Note, where=st.sampled_from(Where), passage=bodies(), chapter=st.none() | st.integers(1, len(chapters))
    )
    return Manuscript(
        title=draw(WORDS),
        title_guessed=draw(st.booleans()),
        authors=draw(NAMES),
        summary=draw(st.just("") | WORDS | st.tuples(WORDS, WORDS).map("\n\n".join)),
        relationships=draw(NAMES),
        rating=draw(st.sampled_from(Rating)),
        warnings=draw(NAMES),
        tags=draw(NAMES),
        language=draw(st.none() | WORDS),
        licence=draw(st.none() | WORDS),
        source=draw(st.none() | WORDS),
        fields=draw(st.dictionaries(WORDS, WORDS, max_size=2)),
        notes=tuple(draw(st.lists(notes, max_size=2))),
        epigraph=draw(NAMES),
        chapters=chapters,
    )


@settings(max_examples=60, deadline=None)
@given(manuscripts())
def test_markdown_brings_the_very_same_manuscript_back(manuscript: Manuscript):
    assert manuscript_from(as_markdown(manuscript).encode(), name="story.md") == manuscript


@settings(max_examples=60, deadline=None)
@given(manuscripts())
def test_plain_text_brings_the_words_of_every_manuscript_back(manuscript: Manuscript):
    in_order_of_reading = replace(manuscript, notes=tuple(sorted(manuscript.notes, key=reading_order)))
    back = manuscript_from(as_text(in_order_of_reading).encode(), name="story.txt")

    assert words_of(back) == words_of(in_order_of_reading)


def test_an_emphasised_paragraph_that_looks_like_an_ornament_keeps_its_words():
    words = Passage("x:", (Span(0, 2, Kind.EMPHASIS),))
    told = Manuscript(title="Rain", title_guessed=False, chapters=(Chapter(number=1, label="", title="", body=words),))

    back = manuscript_from(as_text(told).encode(), name="story.txt")

    assert [chapter.body.text for chapter in back.chapters] == ["x:"]


def reading_order(note: Note) -> tuple[float, int]:
    """Notes on the whole story stand around all chapters."""
    is_tail = note.where == Where.TAIL
    return (inf if is_tail else 0) if note.chapter is None else note.chapter, is_tail


@pytest.mark.parametrize("path", [*SHELF, *HANDED_OUT], ids=lambda path: path.name)
def test_an_export_of_any_form_imports_as_the_same_story(path: Path):
    story = read_manuscript(path)
    in_full = json.dumps(as_json(story, text=True))

    assert manuscript_from(as_markdown(story).encode(), name="story.md") == story
    assert manuscript_from(in_full.encode(), name="story.json") == story
    assert manuscript_from(as_epub(story), name="story.epub") == story
    assert words_of(manuscript_from(as_text(story).encode(), name="story.txt")) == words_of(story)


def test_text_that_looks_like_marks_and_headings_is_told_apart():
    body = Passage("[Epigraph]\n\nHe wrote snake_case_ and *this*.\n\nA/N: Hi.\n\nChapter 2", ())
    note = Note(where=Where.TAIL, passage=Passage("1. One.\n\nChapter 3"), chapter=1)
    chapter = Chapter(number=1, label="", title="[Closing note]", body=body)
    story = Manuscript(title="Brackets", fields={"Cast": "One\nTwo"}, notes=(note,), chapters=(chapter,))

    assert words_of(manuscript_from(as_text(story).encode(), name="story.txt")) == words_of(story)


@settings(max_examples=60, deadline=None)
@given(manuscripts())
def test_json_brings_the_very_same_manuscript_back(manuscript: Manuscript):
    written = json.dumps(as_json(manuscript, text=True, id=3, sections=7), ensure_ascii=False, indent=2)

    assert manuscript_from(written.encode(), name="story.json") == manuscript


@pytest.mark.parametrize(
    "change",
    [
        {"chapters": [{"label": "", "title": ""}]},
        {"chapters": [{"label": "", "title": "", "text": 3}]},
        {"chapters": [{"label": "", "title": "", "text": "Rain.", "spans": [[0, 9, "emphasis"]]}]},
        {"chapters": [{"label": "", "title": "", "text": "Rain.", "spans": [[0, 2, "blink"]]}]},
        {"chapters": [{"label": "", "title": "", "text": "Rain\0."}]},
        {"chapters": [{"label": "", "title": "", "text": "Rain \ud83d."}]},
        {"chapters": []},
        {"chapters": [7]},
        {"chapters": 7},
        {"notes": [{"where": "head", "chapter": 9, "text": "Hello."}]},
        {"notes": 7},
    ],
)
def test_a_record_that_contradicts_itself_is_refused_in_one_sentence(change: dict[str, Any]):
    written = as_json(manuscript_from(PLAIN.encode(), name="x.txt"), text=True) | change

    with pytest.raises(RefusedError, match=r"^x.json (?:is a damaged record|holds no story).*\.$"):
        manuscript_from(json.dumps(written).encode(), name="x.json")


@pytest.mark.parametrize("path", SHELF, ids=lambda path: path.stem)
def test_a_story_of_the_shelf_survives_being_written_out(path: Path):
    story = read_manuscript(path)

    assert not story.title_guessed
    assert manuscript_from(as_markdown(story).encode(), name="x.md") == story
    assert as_text(story).startswith(f"Title: {story.title}\nAuthor: {story.authors[0]}\n")


PLAIN = """\
Title: The Door
Author: Ann Other
Summary: A house and a hill.
Pairing: Ida x Tom
Rating: Teen
Source: https://example.org


A/N: Hello!


Chapter 1: Rain

It rained _all_ day, and in the evening it rained so that nobody could have said where the road was.

* * *

It stopped.


O come to me
over the water

A/N: Bye!


Chapter 2: Lake

There was **no** road, and there was no hill, and the house stood at the edge of a lake like a cow.
"""


def test_plain_text_comes_back_as_it_went():
    story = manuscript_from(PLAIN.encode(), name="x.txt")

    assert [chapter.scenes for chapter in story.chapters] == [3, 1]
    assert len(story.notes) == 2
    assert as_text(story) == PLAIN


def test_json_holds_what_programs_rely_on():
    story = manuscript_from(PLAIN.encode(), name="x.txt")
    told = json.loads(json.dumps(as_json(story, id=7, revision=2)))

    assert list(told) == [
        *("id", "revision", "title", "title_guessed", "authors", "summary", "relationships", "rating", "warnings"),
        *("tags", "language", "licence", "source", "fields", "notes", "epigraph", "chapters"),
    ]
    assert told["notes"][0] == {"where": "head", "chapter": None, "text": "A/N: Hello!"}
    assert set(told["chapters"][0]) == {"number", "label", "title", "scenes", "characters"}


def test_json_tells_the_text_and_its_spans_when_asked():
    story = manuscript_from(PLAIN.encode(), name="x.txt")
    (_, lake) = as_json(story, text=True)["chapters"]

    assert lake["text"].startswith("There was no road")
    assert lake["spans"] == [[10, 12, "strong"]]
    assert lake["characters"] == len(lake["text"])
