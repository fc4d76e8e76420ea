"""Cutting stories into sections, against a rival and against what was asked for."""

from __future__ import annotations

import importlib
import statistics
import time
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

import regex

from stories.importing import manuscript_from
from stories.markdown import render
from stories.sections import PAGE, Limits, cut, section_at
from stories.sentences import ends
from stories.text import Passage, Span
from tests.bench.figures import Figure, ms
from tests.bench.timing import shortest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from stories.sections import Section

_RIVAL = "semantic-text-splitter's cut"
_WHOLE = "cutting a novel whole"
_MESSAGE = Limits(4000, 10_000)
_AROUND = 300  # characters on either side of a cut, in which a second opinion looks for a sentence's end
_LEAST_FILL, _LEAST_FILL_AT_FULLEST, _LEAST_PARAGRAPHS = 0.915, 0.95, 0.8

Cuts = list[tuple[Passage, list[int]]]


def measure_cut(*files: bytes, rounds: int = 15, line: int = 1_000_000) -> list[Figure]:
    """How fast, at 2,000 characters a section: the first of the files whole and by chapter, any of them on demand."""
    stories = [_bodies(file) for file in files]
    chapters, whole = stories[0], _joined(stories[0])
    one, ten = (_line(whole.text, size) for size in (line, 10 * line))
    rival = _rival()
    took = shortest(
        {
            "whole": lambda: cut(whole),
            "rival": lambda: rival(whole.text),
            "chapters": lambda: [cut(body) for body in chapters],
            "rival's chapters": lambda: [rival(body.text) for body in chapters],
            "slices": lambda: _slices(whole.text),
            "ten": lambda: cut(ten),
            "one": lambda: cut(one),
        },
        rounds=rounds,
    )

    def figure(what: str, ours: str, against: str, theirs: str, most: float | None = None) -> Figure:
        note = f"{ms(took[ours])} : {ms(took[theirs])}"
        return Figure(what=what, against=against, ratio=took[ours] / took[theirs], most=most, note=note)

    return [
        figure(_WHOLE, "whole", _RIVAL, "rival", most=0.2),
        figure(_WHOLE, "whole", "slicing every 2,000", "slices"),
        figure("cutting a novel by chapter", "chapters", f"{_RIVAL} by chapter", "rival's chapters", most=0.2),
        figure("cutting a novel by chapter", "chapters", f"{_RIVAL} of the whole", "rival"),
        figure("cutting a line of 10 MB", "ten", "one of 1 MB", "one", most=12),
        *_on_demand([whole, *chain.from_iterable(stories)], took["whole"]),
    ]


def measure_quality(*files: bytes) -> list[Figure]:
    """How well: the first of the files at 2,000 characters a section, and what must never be in any of them."""
    stories = [_bodies(file) for file in files]
    chapters, everything = stories[0], [*chain.from_iterable(stories)]
    whole = [_joined(chapters)]
    figures = [*_how_full("whole", whole), *_how_full("by chapter", chapters), *_second_opinion(chapters)]
    for limits in (PAGE, _MESSAGE):
        cuts = _cut(everything, limits)
        assert all("".join(_pieces(body.text, ends)) == body.text for body, ends in cuts), "joined sections differ"
        figures += [
            _none(f"{words} at {limits.characters:,}", sum(count(body, ends, limits) for body, ends in cuts))
            for words, count in _NEVER.items()
        ]
    return figures


def _bodies(data: bytes) -> list[Passage]:
    return [chapter.body for chapter in manuscript_from(data, name="story").chapters]


def _rival() -> Callable[[str], list[str]]:
    from semantic_text_splitter import TextSplitter  # noqa: PLC0415 - an optional rival

    return TextSplitter(PAGE.characters, trim=False).chunks


def _joined(bodies: list[Passage]) -> Passage:
    texts, spans, length = list[str](), list[Span](), 0
    for body in bodies:
        spans += (Span(span.start + length, span.end + length, span.kind) for span in body.spans)
        texts.append(body.text)
        length += len(body.text) + len("\n\n")
    return Passage("\n\n".join(texts), tuple(spans))


def _line(text: str, size: int) -> Passage:
    line = " ".join(text.split())
    return Passage((line * (size // len(line) + 1))[:size])


def _slices(text: str) -> list[str]:
    return [text[start : start + PAGE.characters] for start in range(0, len(text), PAGE.characters)]


# ------------------------------------------------------------------ one section


def _on_demand(bodies: list[Passage], whole: float) -> list[Figure]:
    times = [_soonest(body, section) for body in bodies for section in cut(body)]
    asked = {"median": statistics.median(times), "slowest place of any story": max(times)}
    return [
        Figure(
            what=f"one section on demand, {words}",
            against=_WHOLE,
            ratio=seconds / whole,
            most=1 / 150,
            note=f"1/{whole / seconds:.0f} of it",
        )
        for words, seconds in asked.items()
    ]


def _soonest(body: Passage, section: Section, times: int = 7) -> float:
    """Of several times, as a place is slow only if it is so every time."""
    took: list[float] = []
    for _ in range(times):
        begun = time.perf_counter()
        section_at(body, section.start)
        took.append(time.perf_counter() - begun)
    return min(took)


# ------------------------------------------------------------------ how well it is cut


def _cut(bodies: Iterable[Passage], limits: Limits = PAGE, *, fullest: bool = False) -> Cuts:
    return [(body, [section.end for section in cut(body, limits, fullest=fullest)]) for body in bodies]


def _how_full(words: str, bodies: list[Passage]) -> list[Figure]:
    """Tails count in nothing: what a text ends with is as long as what is left."""
    usual, fullest = _cut(bodies), _cut(bodies, fullest=True)
    return [
        _at_least(f"fill of the sections, {words}", _fill(usual), _LEAST_FILL),
        _at_least(f"fill at fullest, {words}", _fill(fullest), _LEAST_FILL_AT_FULLEST),
        _at_least(f"share of cuts at a paragraph's end, {words}", _at_paragraphs(usual), _LEAST_PARAGRAPHS),
    ]


def _at_least(what: str, ours: float, least: float) -> Figure:
    return Figure(what="what was asked for", against=what, ratio=least / ours, most=1, note=f"{least:.1%} : {ours:.1%}")


def _none(what: str, count: int) -> Figure:
    return Figure(what=what, against="none", ratio=count, most=0, note="W&P, Pride and Prejudice, Verwandlung, shelf")


def _second_opinion(bodies: list[Passage]) -> list[Figure]:
    rival = _rival()
    theirs = [(body, _ends([len(piece) for piece in rival(body.text)])) for body in bodies]
    mine, other = _inside_sentences(_cut(bodies)), _inside_sentences(theirs)
    what = "share of cuts inside a sentence, says sentencex"
    return [Figure(what=what, against=_RIVAL, ratio=mine / other if other else mine, note=f"{mine:.1%} : {other:.1%}")]


def _ends(lengths: list[int]) -> list[int]:
    return [sum(lengths[: number + 1]) for number in range(len(lengths))]


def _pieces(text: str, ends: list[int]) -> Iterator[str]:
    start = 0
    for end in ends:
        yield text[start:end]
        start = end


def _fill(cuts: Cuts) -> float:
    """Of all sections but the last of each text."""
    lengths = [len(piece.strip()) for body, ends in cuts for piece in [*_pieces(body.text, ends)][:-1]]
    return sum(lengths) / len(lengths) / PAGE.characters


def _at_paragraphs(cuts: Cuts) -> float:
    inner = [(body.text, end) for body, ends in cuts for end in ends[:-1]]
    return sum("\n\n" in _gap(text, end) for text, end in inner) / len(inner)


def _inside_sentences(cuts: Cuts) -> float:
    inner = [(body.text, end) for body, ends in cuts for end in ends[:-1]]
    return sum("\n\n" not in _gap(text, end) and _is_inside_a_sentence(text, end) for text, end in inner) / len(inner)


def _is_inside_a_sentence(text: str, end: int) -> bool:
    """Looked at within the paragraph, and not far around."""
    sentencex: Any = importlib.import_module("sentencex")  # it tells no types
    begin = max(text.rfind("\n\n", 0, end) + 2, end - _AROUND, 0)
    around = text[begin : end + _AROUND].partition("\n\n")[0]
    seen = len(text[:end].rstrip())
    found = sentencex.get_sentence_boundaries("en", around)
    return all(len(text[: begin + sentence["end_index"]].rstrip()) != seen for sentence in found)


def _gap(text: str, end: int) -> str:
    """The white space around a cut."""
    before, after = len(text[:end].rstrip()), len(text) - len(text[end:].lstrip())
    return text[before:after]


# ------------------------------------------------------------------ what must never be


def _too_long(body: Passage, sections: list[int], limits: Limits) -> int:
    return sum(limits.excess(render(body.clip(*section))) > 0 for section in pairwise([0, *sections]))


def _split_clusters(body: Passage, sections: list[int], _: Limits) -> int:
    nearby = (body.text[max(0, end - _AROUND) : end + 1] for end in sections[:-1])
    return sum(len(regex.findall(r"\X", near)[-1]) > 1 for near in nearby)


def _parted_sentences(body: Passage, sections: list[int], limits: Limits) -> int:
    """Those that would have fitted a section."""
    return sum(_parts_a_sentence(body, len(body.text[:end].rstrip()), limits) for end in sections[:-1])


def _parts_a_sentence(body: Passage, seen: int, limits: Limits) -> bool:
    begin = body.text.rfind("\n", 0, seen) + 1
    end = body.text.find("\n", seen)
    line = body.text[begin : end if end >= 0 else len(body.text)]
    places = [0, *ends(line, 0, len(line)), len(line)]
    if seen - begin in places:
        return False
    before, after = next(pair for pair in pairwise(places) if pair[0] < seen - begin < pair[1])
    return not limits.excess(render(Passage(line[before:after].strip())))


_NEVER = {
    "sections over the limit once rendered": _too_long,
    "clusters split": _split_clusters,
    "sentences parted that would fit": _parted_sentences,
}
