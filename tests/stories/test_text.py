from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.text import Kind, Passage, Span, in_order


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    text = draw(st.text(min_size=1, max_size=40))
    places = st.integers(0, len(text))
    drawn = draw(st.lists(st.tuples(places, places, st.sampled_from(list(Kind))), max_size=6))
    return Passage(text, in_order(Span(min(a, b), max(a, b), kind) for a, b, kind in drawn if a != b))


@pytest.mark.parametrize(
    "spans",
    [
        (Span(0, 5, Kind.EMPHASIS),),
        (Span(1, 1, Kind.EMPHASIS),),
        (Span(-1, 2, Kind.EMPHASIS),),
        (Span(2, 3, Kind.EMPHASIS), Span(0, 1, Kind.EMPHASIS)),
    ],
)
def test_spans_that_do_not_fit_are_refused(spans: tuple[Span, ...]):
    with pytest.raises(ValueError, match="does not fit"):
        Passage("text", spans)


def test_of_two_spans_that_start_together_the_longer_comes_first():
    inner, outer = Span(0, 2, Kind.STRONG), Span(0, 4, Kind.EMPHASIS)
    assert in_order([inner, outer]) == (outer, inner)


@given(body=passages(), data=st.data())
def test_a_clip_says_of_each_character_what_the_whole_says(body: Passage, data: st.DataObject):
    start = data.draw(st.integers(0, len(body.text)))
    end = data.draw(st.integers(start, len(body.text)))
    part = body.clip(start, end)
    assert part.text == body.text[start:end]
    for place in range(start, end):
        whole = sorted(span.kind for span in body.spans if span.start <= place < span.end)
        assert whole == sorted(span.kind for span in part.spans if span.start <= place - start < span.end)


def test_over_a_text_without_spans_there_is_none():
    assert Passage("abc").over(0, 3) == []
