"""Which language a document is written in, by what its runs and styles say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping

SAMPLE = 20_000
MOSTLY = 0.3

_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TO_THE_LEFT = re.compile("[\u0590-\u08ff]")


def language_of(texts: Iterable[str], runs: Counter[str], usual: Mapping[str, str]) -> str:
    """The language of most letters; scripts of their own are named apart in Word."""
    sample = _sample(texts)
    if len(_WIDE.findall(sample)) > MOSTLY * len(sample):
        return usual.get("eastAsia", "")
    if len(_TO_THE_LEFT.findall(sample)) > MOSTLY * len(sample):
        return usual.get("bidi", "")
    marked = runs.most_common(1)
    if marked and marked[0][1] > MOSTLY * sum(map(len, texts)):
        return marked[0][0]
    return usual.get("val", "")


def _sample(texts: Iterable[str]) -> str:
    pieces: list[str] = []
    length = 0
    for text in texts:
        pieces.append(text)
        length += len(text)
        if length > SAMPLE:
            break
    return "".join(pieces)
