"""Cutting a novel into sections, and taking it into the library, against floors and a rival."""

from __future__ import annotations

import asyncio
import hashlib
import importlib
import tempfile
from typing import TYPE_CHECKING, Any

import discord

from stories.importing import manuscript_from
from stories.sections import PAGE, cut
from stories.store import Store
from tests.bench.figures import Figure, ms
from tests.bench.timing import medians

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stories.manuscript import Manuscript
    from stories.text import Passage

_RIVAL = "semantic-text-splitter's cut"
_AROUND = 300  # characters on either side of a cut, in which a second opinion looks for a sentence's end


def measure_cut(data: bytes, *, rounds: int = 5) -> list[Figure]:
    """The whole novel at 2,000 characters a section."""
    from semantic_text_splitter import TextSplitter  # noqa: PLC0415 - an optional rival

    bodies = [chapter.body for chapter in manuscript_from(data, name="novel.txt").chapters]
    rival = TextSplitter(PAGE.characters, trim=False)
    took = medians(
        {
            "ours": lambda: [cut(body) for body in bodies],
            "rival": lambda: [rival.chunks(body.text) for body in bodies],
            "decode": lambda: data.decode("utf-8"),
            "slice": lambda: [_slices(body.text) for body in bodies],
        },
        rounds=rounds,
    )
    against = {"rival": _RIVAL, "decode": "decoding UTF-8", "slice": "slicing every 2,000"}
    figures = [
        Figure(what="cutting a novel", against=words, ratio=took["ours"] / took[name], note=_both(took, name))
        for name, words in against.items()
    ]
    theirs = [_ends([len(piece) for piece in rival.chunks(body.text)]) for body in bodies]
    return [*figures, *_how_well(bodies, theirs)]


def measure_import(data: bytes, *, rounds: int = 3) -> list[Figure]:
    """From bytes to rows."""
    from semantic_text_splitter import TextSplitter  # noqa: PLC0415 - an optional rival

    bodies = [chapter.body for chapter in manuscript_from(data, name="novel.txt").chapters]
    rival = TextSplitter(PAGE.characters, trim=False)
    took = medians(
        {
            "ours": lambda: _import(data),
            "rival": lambda: [rival.chunks(body.text) for body in bodies],
            "decode": lambda: data.decode("utf-8"),
        },
        rounds=rounds,
    )
    return [
        Figure(what="importing a novel", against=words, ratio=took["ours"] / took[name], note=_both(took, name))
        for name, words in {"rival": _RIVAL, "decode": "decoding UTF-8"}.items()
    ]


def _import(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_kept(manuscript_from(data, name="novel.txt"), f"sqlite:///{folder}/import.sqlite3", data))


async def _kept(manuscript: Manuscript, url: str, data: bytes) -> None:
    store = await Store.open(url)
    digest = hashlib.sha256(data).hexdigest()
    await store.library.keep(manuscript, origin="novel.txt", digest=digest, now=discord.utils.utcnow())
    await store.close()


def _both(took: dict[str, float], name: str) -> str:
    return f"{ms(took['ours'])} : {ms(took[name])}"


def _slices(text: str) -> list[str]:
    return [text[start : start + PAGE.characters] for start in range(0, len(text), PAGE.characters)]


# ------------------------------------------------------------------ how well it is cut


def _how_well(bodies: list[Passage], theirs: list[list[int]]) -> list[Figure]:
    ours = [[section.end for section in cut(body)] for body in bodies]
    pairs = list(zip(bodies, ours, strict=True))
    assert all("".join(_pieces(body.text, ends)) == body.text for body, ends in pairs), "joined sections differ"
    shares = {
        "fill of the sections": _fill,
        "share of cuts at a paragraph's end": _at_paragraphs,
        "share of cuts inside a sentence, says sentencex": _inside_sentences,
    }
    figures: list[Figure] = []
    for words, share in shares.items():
        mine, other = share(pairs), share(list(zip(bodies, theirs, strict=True)))
        note = f"{mine:.1%} : {other:.1%}; joined sections are the text"
        figures.append(Figure(what=words, against=_RIVAL, ratio=mine / other if other else mine, note=note))
    return figures


def _ends(lengths: list[int]) -> list[int]:
    return [sum(lengths[: number + 1]) for number in range(len(lengths))]


def _pieces(text: str, ends: list[int]) -> Iterator[str]:
    start = 0
    for end in ends:
        yield text[start:end]
        start = end


def _fill(cuts: list[tuple[Passage, list[int]]]) -> float:
    """Of all sections but the last of each chapter."""
    lengths = [len(piece.strip()) for body, ends in cuts for piece in [*_pieces(body.text, ends)][:-1]]
    return sum(lengths) / len(lengths) / PAGE.characters


def _at_paragraphs(cuts: list[tuple[Passage, list[int]]]) -> float:
    inner = [(body.text, end) for body, ends in cuts for end in ends[:-1]]
    return sum("\n\n" in _gap(text, end) for text, end in inner) / len(inner)


def _inside_sentences(cuts: list[tuple[Passage, list[int]]]) -> float:
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
