from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.escaping import settled
from stories.markdown import escape, render
from stories.text import Kind, Passage, Span, in_order
from tests.stories.reading import Seen, in_commonmark, in_discord

if TYPE_CHECKING:
    from collections.abc import Callable

READERS = [in_commonmark, in_discord]
HOSTILE = [
    line
    for line in (Path(__file__).with_name("data") / "hostile-lines.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# Lines")
]
# Texts made of what means something to somebody, far more often than chance would have it.
SIGNS = st.sampled_from(
    [*'*_~|`<>[]()\\#-+=:&@!.1 \n\t"“”a', "**", "```", "https://", "@here", "\n\n", "- ", "1. ", "é", "，"]
)
TEXTS = st.text() | st.lists(SIGNS, max_size=30).map("".join)


def passage(text: str, *spans: tuple[int, int, Kind]) -> Passage:
    return Passage(text, in_order(Span(*span) for span in spans))


def words(text: str) -> str:
    """What can be seen of a text, its lines without the white space around them."""
    text = "".join(
        c for c in text if c not in "\0\u200b" and not "\u202a" <= c <= "\u202e" and not "\u2066" <= c <= "\u2069"
    )
    return "\n".join(stripped for line in text.split("\n") if (stripped := " ".join(line.split())))


def seen_words(seen: list[Seen]) -> str:
    return words("".join(character for character, _ in seen))


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("line", HOSTILE)
def test_a_hostile_line_is_shown_as_it_stands(line: str, read: Callable[[str], list[Seen]]):
    for sent in (render(Passage(line)), render(Passage(f"Before.\n\n{line}\n{line}\n\nAfter.")), escape(line)):
        seen = read(sent)
        assert not any(kinds for _, kinds in seen)
        assert words(line) in seen_words(seen)
    assert seen_words(read(render(Passage(line)))) == words(line)


@pytest.mark.parametrize("read", READERS)
@given(text=TEXTS)
def test_any_text_is_shown_as_it_stands(text: str, read: Callable[[str], list[Seen]]):
    seen = read(render(Passage(text)))
    assert not any(kinds for _, kinds in seen)
    assert seen_words(seen) == words(settled(text))


@pytest.mark.parametrize(
    ("written", "spans", "sent"),
    [
        ("one two three", [(4, 7, Kind.EMPHASIS)], "one *two* three"),
        ("one two three", [(3, 8, Kind.STRONG)], "one **two** three"),
        ("unbelievable", [(2, 9, Kind.EMPHASIS)], "un*believa*ble"),
        ("one two", [(0, 7, Kind.EMPHASIS), (0, 7, Kind.STRONG), (0, 7, Kind.STRIKE)], "~~***one two***~~"),
        ("one two three", [(0, 7, Kind.EMPHASIS), (4, 13, Kind.STRONG)], "*one **two*** **three**"),
        ("ab", [(0, 1, Kind.EMPHASIS), (1, 2, Kind.STRONG)], "*a*\u200b**b**"),
        ("abc", [(0, 3, Kind.EMPHASIS), (0, 1, Kind.STRONG), (2, 3, Kind.STRONG)], "***a**b*\u200b***c***"),
        ("a\0b", [(0, 2, Kind.EMPHASIS), (1, 3, Kind.STRONG)], "*a*\u200b**b**"),
        ("ab", [(0, 1, Kind.EMPHASIS), (1, 2, Kind.EMPHASIS)], "*ab*"),
        ("one\n\ntwo\nthree", [(0, 14, Kind.EMPHASIS)], "*one*\n\n*two*\n*three*"),
        ("one   two", [(3, 6, Kind.EMPHASIS)], "one   two"),
        ("a ~ b", [(0, 5, Kind.STRIKE)], "a \\~ b"),
        ("a * b", [(0, 5, Kind.EMPHASIS)], "*a \\* b*"),
        ("run x*y now", [(4, 7, Kind.CODE)], "run `x*y` now"),
        ("run x`y now", [(4, 7, Kind.CODE)], "run x\\`y now"),
        ("run xy now", [(4, 6, Kind.CODE), (0, 5, Kind.EMPHASIS)], "*run* `xy` now"),
        ("run x*y now", [(4, 7, Kind.CODE), (0, 11, Kind.EMPHASIS)], "*run x\\*y now*"),
        ("Small Capitals", [(0, 14, Kind.SMALL_CAPS)], "Small Capitals"),
        ("A Heading\n\nText.", [(0, 9, Kind.HEADING)], "**A Heading**\n\nText."),
        ("1. A Heading", [(0, 12, Kind.HEADING)], "**1\\. A Heading**"),
        ("one\n\ntwo\n\nthree", [(0, 8, Kind.QUOTE)], "> one\n> \n> two\n\nthree"),
        ("one\n\ntwo", [(0, 5, Kind.QUOTE)], "> one\n\ntwo"),
        ("- one", [(0, 5, Kind.QUOTE)], "> \\- one"),
        ("A note.\n\nText.", [(0, 7, Kind.NOTE)], "-# A note.\n\nText."),
        ("Text [a note] text.", [(5, 13, Kind.NOTE)], "Text \\[a note] text."),
        ("one\n  two\n    three", [(0, 19, Kind.VERSE)], "one\n\u00a0\u00a0two\n\u00a0\u00a0\u00a0\u00a0three"),
        ("one\n\n* * *\n\ntwo", [(5, 10, Kind.SCENE_BREAK)], "one\n\n\\* \\* \\*\n\ntwo"),
        ("one\n\ntwo", [(3, 5, Kind.SCENE_BREAK)], "one\n\n⁂\n\ntwo"),
        ("one\n\n", [(3, 5, Kind.SCENE_BREAK)], "one\n\n⁂"),
        ("\n\none", [(0, 2, Kind.SCENE_BREAK)], "one"),
        ("one\n\n***\n\ntwo", [(3, 5, Kind.SCENE_BREAK), (5, 8, Kind.SCENE_BREAK)], "one\n\n\\*\\*\\*\n\ntwo"),
        ("one\n\n***\n\ntwo", [(5, 8, Kind.SCENE_BREAK), (8, 10, Kind.SCENE_BREAK)], "one\n\n\\*\\*\\*\n\ntwo"),
        ("one\n\n\n\ntwo", [(3, 5, Kind.SCENE_BREAK), (5, 7, Kind.SCENE_BREAK)], "one\n\n⁂\n\ntwo"),
    ],
)
def test_what_the_author_marked_is_sent_as(written: str, spans: list[tuple[int, int, Kind]], sent: str):
    assert render(passage(written, *spans)) == sent


def test_a_change_of_writing_direction_ends_with_its_line():
    assert render(Passage("a\u202eb\u2067c\nd\u2068e\u2069")) == "a\u202eb\u2067c\u2069\u202c\nd\u2068e\u2069"


def test_a_section_that_begins_with_white_space_keeps_its_indent_but_no_empty_line():
    assert render(Passage("\n \n  one\n")) == "\u200b\u00a0\u00a0one"


def test_odd_characters_are_not_sent():
    assert render(Passage("a\0b\x1b[31mc\r\nd\re\u2028f\x85g\ud800\U000e0041")) == "ab\\[31mc\nd\ne\nf\ng\ufffd"


def test_a_flag_of_tags_stays_whole():
    scotland = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
    assert render(Passage(scotland)) == scotland


def test_a_title_is_one_line():
    assert escape(" # A *Title*\n\nof  two lines ") == "\\# A \\*Title\\* of two lines"


@st.composite
def marked_passages(draw: st.DrawFn, characters: list[str], kinds: list[Kind]) -> Passage:
    text = draw(st.lists(st.sampled_from([*characters, " ", " ", "\n", "\n\n"]), min_size=1, max_size=30).map("".join))
    places = st.integers(0, len(text))
    drawn = draw(st.lists(st.tuples(places, places, st.sampled_from(kinds)), max_size=6))
    return passage(text, *((min(a, b), max(a, b), kind) for a, b, kind in drawn if a != b))


def kinds_of_words(body: Passage) -> list[Seen]:
    return [
        Seen(character, frozenset(span.kind for span in body.spans if span.start <= place < span.end))
        for place, character in enumerate(body.text)
        if not character.isspace()
    ]


def seen_of(seen: list[Seen]) -> list[Seen]:
    return [each for each in seen if not each.character.isspace() and each.character != "\u200b"]


# CommonMark reads no mark between a letter and punctuation, and the marks of strikes and code are punctuation.
@given(body=marked_passages(["a", "b", "é", "я"], [Kind.EMPHASIS, Kind.STRONG]))
def test_emphasis_covers_exactly_its_words_in_commonmark(body: Passage):
    assert seen_of(in_commonmark(render(body))) == kinds_of_words(body)


@given(
    body=marked_passages(
        ["a", "é", ".", "*", "_", "“", '"', "，", "我", "\\", "|"], [Kind.EMPHASIS, Kind.STRONG, Kind.STRIKE]
    )
)
def test_emphasis_covers_exactly_its_words_in_discord(body: Passage):
    assert seen_of(in_discord(render(body))) == kinds_of_words(body)


@given(body=marked_passages(["a", "*", ".", "`"], [Kind.EMPHASIS, Kind.STRONG, Kind.CODE]))
def test_no_mark_cuts_through_code(body: Passage):
    seen = seen_of(in_discord(render(body)))
    assert [character for character, _ in seen] == [character for character, _ in kinds_of_words(body)]


@given(text=TEXTS, data=st.data())
def test_no_span_ever_breaks_the_text_under_it(text: str, data: st.DataObject):
    places, kinds = st.integers(0, len(text)), st.sampled_from([k for k in Kind if k != Kind.SCENE_BREAK])
    drawn = data.draw(st.lists(st.tuples(places, places, kinds), max_size=6))
    body = passage(text, *((min(a, b), max(a, b), kind) for a, b, kind in drawn if a != b))
    sent = "\n".join(line.removeprefix("> ").removeprefix("-# ") for line in render(body).split("\n"))
    assert seen_words(in_discord(sent)) == words(settled(text))
