"""Where somebody is in a story, and where that is after the story was revised."""

from __future__ import annotations

from collections import Counter
from itertools import chain, takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_GAP = "\n\n"
_EDGE = ""  # stands between chapters among the paragraphs; no paragraph is empty
_NEIGHBOURS = 8  # looked at on each side, so that ten thousand equal lines cost no more than ten


class Place(NamedTuple):
    """A place in a story's text: the numbers of its revision and chapter, and the offset in that chapter."""

    story_id: int
    revision: int
    chapter: int
    offset: int


class _Paragraph(NamedTuple):
    chapter: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def carry_over(chapter: int, offset: int, *, old: Sequence[str], new: Sequence[str]) -> tuple[int, int] | None:
    """Find the same paragraph in the new texts, and the same offset in it; None where that would be a guess.

    A paragraph that stands more than once in either is known by its neighbours, or not at all.
    """
    if not 1 <= chapter <= len(old) or not 0 <= offset <= len(old[chapter - 1]):
        return None
    before, after = [*_paragraphs(old)], [*_paragraphs(new)]
    here = _index_at(before, chapter, offset)
    there = None if here is None else _twin(here, before, after)
    if here is None or there is None:
        return None
    found = after[there]
    return found.chapter, min(max(found.start + offset - before[here].start, found.start), found.end)


def going_on(chapter: int, offset: int, *, old: Sequence[str], new: Sequence[str]) -> tuple[int, int] | None:
    """The same, for text that is still to come: so is what was put in right before it, or behind what ended there."""
    found = carry_over(chapter, offset, old=old, new=new)
    if found is None:
        return None
    before, there = [*_paragraphs(old)], _onward(*found, new)
    here = _index_at(before, chapter, offset)
    if here is None or offset > before[here].start:
        return there
    return _first_of_the_new(before, here, [*_paragraphs(new)], there)


def _first_of_the_new(
    before: Sequence[_Paragraph], here: int, after: Sequence[_Paragraph], there: tuple[int, int]
) -> tuple[int, int]:
    """Where the paragraphs begin that stand, all of them new, between one and the one that was before it."""
    known = {paragraph.text for paragraph in before if paragraph.text}
    last = next((paragraph.text for paragraph in reversed(before[:here]) if paragraph.text), None)
    above = [paragraph for paragraph in after if paragraph.text and (paragraph.chapter, paragraph.start) < there]
    put_in = [*takewhile(lambda paragraph: paragraph.text not in known, reversed(above))]
    left = above[: len(above) - len(put_in)]
    if not put_in or (left[-1].text if left else None) != last:
        return there
    return put_in[-1].chapter, put_in[-1].start


def nearest(chapter: int, offset: int, *, old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Where to go on in place of a paragraph that is gone: after the last one before it that is left.

    So whatever has taken its place is not missed. Where none is left before it, with the first one after it; and where
    none is left at all, with the chapter of that number.
    """
    before, after = [*_paragraphs(old)], [*_paragraphs(new)]
    here = _index_at(before, chapter, offset)
    once = _standing_once(before) & _standing_once(after)
    there = {paragraph.text: i for i, paragraph in enumerate(after) if paragraph.text in once}
    earlier = (there[each.text] + 1 for each in reversed(before[: here or 0]) if each.text in once)
    later = (there[each.text] for each in before[here or 0 :] if each.text in once)
    found = None if here is None else next(chain(earlier, later), None)
    if found is None:
        return _onward(min(chapter, len(new)), 0, new)
    at = after[found]
    return (len(new), len(new[-1])) if at.chapter > len(new) else _onward(at.chapter, at.start, new)


def _standing_once(paragraphs: Sequence[_Paragraph]) -> set[str]:
    counted = Counter(paragraph.text for paragraph in paragraphs if paragraph.text)
    return {text for text, count in counted.items() if count == 1}


def _onward(chapter: int, offset: int, texts: Sequence[str]) -> tuple[int, int]:
    """Where the next letter stands; the end of the last chapter where none does."""
    while chapter < len(texts) and not texts[chapter - 1][offset:].strip():
        chapter, offset = chapter + 1, 0
    rest = texts[chapter - 1][offset:]
    return chapter, offset + len(rest) - len(rest.lstrip())


def _paragraphs(texts: Sequence[str]) -> Iterator[_Paragraph]:
    for number, text in enumerate(texts, start=1):
        yield _Paragraph(number, 0, _EDGE)
        start = 0
        for piece in text.split(_GAP):
            if piece.strip():
                yield _Paragraph(number, start, piece)
            start += len(piece) + len(_GAP)
    yield _Paragraph(len(texts) + 1, 0, _EDGE)


def _index_at(paragraphs: Sequence[_Paragraph], chapter: int, offset: int) -> int | None:
    """The paragraph that holds the offset: the next one where it lies between two, the last one at the end."""
    here = [i for i, paragraph in enumerate(paragraphs) if paragraph.chapter == chapter and paragraph.text]
    return next((i for i in here if offset < paragraphs[i].end), here[-1] if here else None)


def _twin(here: int, before: Sequence[_Paragraph], after: Sequence[_Paragraph]) -> int | None:
    text = before[here].text
    rivals = [i for i, paragraph in enumerate(before) if paragraph.text == text]
    twins = [i for i, paragraph in enumerate(after) if paragraph.text == text]
    if len(rivals) == len(twins) == 1:
        return twins[0]
    there = _likest((twin, _agreement(before, here, after, twin)) for twin in twins)
    if there is None or here != _likest((rival, _agreement(before, rival, after, there)) for rival in rivals):
        return None
    return there


def _likest(scored: Iterable[tuple[int, int]]) -> int | None:
    """The one that agrees in more than every other; None where none does, or two do alike."""
    ranked = sorted(scored, key=lambda pair: pair[1], reverse=True)
    clear = ranked and ranked[0][1] > (ranked[1][1] if ranked[1:] else 0)
    return ranked[0][0] if clear else None


def _agreement(before: Sequence[_Paragraph], here: int, after: Sequence[_Paragraph], there: int) -> int:
    """How many neighbours are the same, going outwards on both sides until one differs."""
    back = zip(
        before[max(here - _NEIGHBOURS, 0) : here][::-1], after[max(there - _NEIGHBOURS, 0) : there][::-1], strict=False
    )
    onward = zip(before[here + 1 : here + 1 + _NEIGHBOURS], after[there + 1 : there + 1 + _NEIGHBOURS], strict=False)
    return sum(sum(1 for _ in takewhile(_same, side)) for side in (back, onward))


def _same(pair: tuple[_Paragraph, _Paragraph]) -> bool:
    return pair[0].text == pair[1].text
