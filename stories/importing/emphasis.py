"""Emphasis in plain text: `_so_`, `*so*` and `**so**`, as Gutenberg's and Markdown's writers mark it."""

from __future__ import annotations

import re

from stories.text import Kind, Passage, Span, in_order

MARKS = {"_": (Kind.EMPHASIS,), "*": (Kind.EMPHASIS,), "**": (Kind.STRONG,), "***": (Kind.STRONG, Kind.EMPHASIS)}

# Only pairs that hug their words, within one paragraph; anything else stays a sign of the author's.
_PAIR = re.compile(
    r"""(?<![\w*_])_(?P<joined>[^\W_]+(?:_[^\W_]+)+)_(?![\w*_])  # `_so_very_late_`, as old German files have it
      | (?<=[^\W_])(?<!_)_(?P<tail>[^\W\d_]+)_(?![\w*_])  # `re_told_`
      | (?<![\w*_])_(?P<first>[^\W\d_]+)_(?=[^\W\d_]+(?![\w*_]))  # `_un_known`
      | (?<![\w*_])(?:
        (?P<line>_)     (?=[^\s_]) (?P<lined>[^_]*[^\s_]) _
      | (?P<stars>\*{3}|\*) (?=[^\s*]) (?P<starred>[^*]*[^\s*]) (?P=stars)
      | (?P<two>\*\*)   (?=[^\s*]) (?P<bold>(?:[^*]|\*(?!\*))*?[^\s]) \*\*
    )(?![\w*_])""",
    re.VERBOSE,
)


def with_emphasis(text: str) -> Passage:
    """The text without its marks, and spans where they were."""
    if "*" not in text and "_" not in text:
        return Passage(text)
    pieces: list[str] = []
    spans: list[Span] = []
    length = done = 0
    for pair in _PAIR.finditer(text):
        inside = with_emphasis(_words(pair))
        pieces += [text[done : pair.start()], inside.text]
        start = length + pair.start() - done
        length, done = start + len(inside.text), pair.end()
        spans.extend(Span(start, length, kind) for kind in MARKS[pair["stars"] or pair["two"] or "_"])
        spans.extend(Span(start + span.start, start + span.end, span.kind) for span in inside.spans)
    return Passage("".join([*pieces, text[done:]]), in_order(spans))


def _words(pair: re.Match[str]) -> str:
    if joined := pair["joined"]:
        return joined.replace("_", " ")
    return pair["tail"] or pair["first"] or pair["lined"] or pair["starred"] or pair["bold"]
