from __future__ import annotations

import time

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from stories.markdown import render
from stories.sections import PAGE, Limits, cut, section_at
from stories.sentences import ends
from stories.text import Kind, Passage, Span, in_order

SMALL = Limits(40, 9900)
SIGNS = st.sampled_from(
    [
        *"ab. !?\n*_~-#>1",
        "\n\n",
        "  ",
        "“",
        ".” ",
        "。",
        "é",
        "e\u0301",
        "👩‍👩‍👧‍👦",
        "🇫🇷",
        "\r\n",
        "\u202e",
        "word ",
        "我",
    ]
)
TEXTS = st.text() | st.lists(SIGNS, max_size=200).map("".join)
LIMITS = st.sampled_from([SMALL, Limits(40, 60), Limits(200, 9900), PAGE, Limits(4000, 9900)])
PROSE = st.lists(
    st.sampled_from(
        ["Here is a sentence of some length. ", "Short. ", "A question? ", "“Speech,” she said. ", "\n\n", "on and on "]
    ),
    max_size=60,
).map("".join)


def shown(body: Passage, limits: Limits = PAGE) -> list[str]:
    return [render(body.clip(*section)) for section in cut(body, limits)]


def texts(text: str, limits: Limits = PAGE) -> list[str]:
    return [text[start:end] for start, end in cut(Passage(text), limits)]


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    drawn = draw(st.lists(st.tuples(places, places, st.sampled_from(list(Kind))), max_size=8))
    return Passage(text, in_order(Span(min(a, b), max(a, b), kind) for a, b, kind in drawn if a != b))


@given(body=passages(), limits=LIMITS)
def test_joined_sections_are_the_text(body: Passage, limits: Limits):
    assert "".join(body.text[start:end] for start, end in cut(body, limits)) == body.text


@given(body=passages(), limits=LIMITS)
def test_sections_follow_one_another_and_none_is_empty(body: Passage, limits: Limits):
    reached = 0
    for start, end in cut(body, limits):
        assert reached == start < end
        reached = end
    assert reached == len(body.text)


@given(body=passages(), limits=LIMITS)
def test_no_section_is_too_long_once_it_is_rendered(body: Passage, limits: Limits):
    for section, text in zip(cut(body, limits), shown(body, limits), strict=True):
        one_character = len(body.text[slice(*section)].strip()) <= 1
        assert one_character or not limits.excess(text)


@given(body=passages(), limits=LIMITS, fullest=st.booleans())
def test_a_section_on_demand_is_the_one_that_begins_there(body: Passage, limits: Limits, *, fullest: bool):
    for section in cut(body, limits, fullest=fullest):
        assert section_at(body, section.start, limits, fullest=fullest) == section


@given(body=passages())
@example(body=Passage("?000\r\r0", (Span(1, 6, Kind.SCENE_BREAK),)))  # leaves a line blank after what it covers
def test_what_is_said_of_a_section_at_a_glance_is_never_too_little(body: Passage):
    rendered = render(body)
    units, size = len(rendered.encode("utf-16-le")) // 2, len(rendered.encode())
    for limits in (Limits(units - 1, 100 * size), Limits(100 * units, size - 1)):
        if min(limits.characters, limits.size) > 0:
            assert limits.load_at_most(body.text, body.spans, 0, len(body.text)) > 1


@given(text=TEXTS, limits=LIMITS)
def test_no_cluster_is_split_unless_it_is_too_long_by_itself(text: str, limits: Limits):
    edges = {section.end for section in cut(Passage(text), limits)}
    for cluster in regex.finditer(r"\X", text):
        if any(cluster.start() < edge < cluster.end() for edge in edges):
            assert limits.excess(render(Passage(cluster[0])))


@given(text=PROSE)
def test_no_sentence_that_fits_a_section_is_cut(text: str):
    lines = {len(text[: found.start()].rstrip()) for found in regex.finditer("\n", text)}
    places = sorted({0, len(text.rstrip()), *lines, *ends(text, 0, len(text))})
    for section in cut(Passage(text), SMALL)[:-1]:
        seen_until = section.start + len(text[slice(*section)].rstrip())
        before = max(place for place in places if place < seen_until)
        after = min(place for place in places if place >= seen_until)
        assert seen_until in {after, before} or SMALL.excess(render(Passage(text[before:after].strip())))


def test_an_empty_text_has_no_sections():
    assert cut(Passage("")) == []


def test_a_text_of_white_space_is_one_section():
    assert texts(" \n\n ") == [" \n\n "]


def test_a_short_text_is_one_section():
    assert texts("One.\n\nTwo.\n") == ["One.\n\nTwo.\n"]


def test_a_scene_break_is_preferred_to_a_later_paragraph():
    text = "Thirty characters of a scene.\n\nA.\n\nB and more.\n\nAnd then some more text."
    assert len(texts(text, Limits(45, 999))[0]) == len("Thirty characters of a scene.\n\nA.\n\n")
    body = Passage(text, (Span(33, 35, Kind.SCENE_BREAK),))
    assert body.text[slice(*cut(body, Limits(48, 999))[0])].endswith("A.\n\n")


def test_an_ornament_ends_a_section_rather_than_begin_one():
    text = "A first scene that fills it all.\n\n* * *\n\nThe second scene begins."
    ornament = Span(34, 39, Kind.SCENE_BREAK)
    long, short = Passage(text, (ornament,)), Limits(45, 999)
    assert long.text[slice(*cut(long, short)[0])].rstrip().endswith("* * *")


def test_a_heading_is_not_left_at_the_end_of_a_section():
    text = "One sentence. And one more of them.\n\nThe Heading\n\nThe text below the heading."
    body = Passage(text, (Span(37, 48, Kind.HEADING),))
    assert text[slice(*cut(body, Limits(56, 999))[0])].endswith("of them.\n\n")


def test_a_sentence_ends_outside_of_speech_before_one_within():
    text = "He came in. She rose. “You are late. You are wet. You are going to be sorry for it.”"
    assert texts(text, Limits(42, 999))[0] == "He came in. She rose. “You are late. "
    assert texts(f"{'He came in. ' * 30}“{'You are late. ' * 200}”")[0].endswith("late. ")


def test_who_is_about_to_speak_is_not_left_alone():
    before = "Here is a sentence of some length. " * 4 + "\n\nShe rose.\n\n"
    speech = "“You are late. You are wet. You are going to be sorry for it.”"
    assert texts(f"{before}Then she said:\n\n{speech}", Limits(180, 999))[0] == before


def test_the_indent_of_a_verse_stays_with_its_line():
    text = "The first line of it\n\n    the second line of it\n\n    the third line of it"
    assert texts(text, SMALL)[1].startswith("    the second")


def test_a_last_section_is_never_a_line_or_two():
    text = "\n\n".join(f"Paragraph {number} of them, and a few words more." for number in range(52))
    assert len(text) - 2000 < 500
    first, second = texts(text)
    assert len(first) < 1.7 * len(second)


def test_the_fullest_sections_seldom_wait_for_a_paragraph():
    text = "\n\n".join("Here is a sentence of some length. " * 12 for _ in range(50))
    usual, fullest = cut(Passage(text)), cut(Passage(text), fullest=True)
    assert text[slice(*usual[0])].endswith("\n\n")
    assert len(text[slice(*fullest[0])]) > max(1900, len(text[slice(*usual[0])]))


def test_flags_and_what_stands_beside_them_stay_whole():
    flags = "🇫🇷" * 70 + "🇩" + "🇫🇷" * 70
    assert all(len(section) % 2 == 0 for section in texts(flags, Limits(60, 9900))[:2])


def test_chinese_is_cut_after_its_full_stops():
    sections = texts("灯塔已经暗了九年。没有人提起它。" * 500)
    assert all(section.endswith("。") for section in sections)
    assert min(len(section) for section in sections[:-1]) > 1900


def test_escapes_and_emphasis_count():
    starred = "*" * 30_000
    assert all(len(text) <= PAGE.characters for text in shown(Passage(starred)))
    assert len(cut(Passage(starred))) <= 31
    italic = Passage("a b " * 2000, tuple(Span(n, n + 1, Kind.EMPHASIS) for n in range(0, 8000, 2)))
    assert not any(PAGE.excess(text) for text in shown(italic))


def test_bytes_count():
    limits = Limits(4000, 9900)
    rendered = shown(Passage("あ" * 40_000), limits)
    assert not any(limits.excess(text) for text in rendered)
    assert len(rendered) <= 13


@pytest.mark.parametrize(
    "line",
    [
        "a" * 8,
        "a" * 7 + " ",
        "*" * 8,
        "我" * 8,
        "🇫🇷" * 4,
        "1.\n- a.\n",
        "A word. ",
        "e\u0301\u0302\u0303\u0304\u0305\u0306\u0307",
        ". . . . ",
    ],
)
def test_ten_times_the_text_takes_ten_times_as_long(line: str):
    def seconds(size: int) -> float:
        body = Passage(line * (size // len(line)))
        started = time.process_time()
        cut(body)
        return time.process_time() - started

    once = min(seconds(100_000) for _ in range(3))
    assert min(seconds(1_000_000) for _ in range(2)) <= 20 * once
