"""Which lines are the ornament of a scene break."""

from __future__ import annotations

import re

LONGEST = 30
LONGEST_RULE = 120  # one sign over and over, as typewriters and forms draw a line
WORDS = ("line", "break", "page", "linebreak", "pagebreak", "scenebreak", "scene")
LETTERS = ("x", "o", "0")  # `xxx`, `oOo`, `.oOo.`, `-x-`

# What people say or leave unsaid with signs alone is speech, not an ornament.
_SPEECH = re.compile(r"[\s.…?!‽¡¿,;:\"'“”„‚‘’«»‹›「」『』()¡¿&$€£%。、，？！]+")
CANDIDATE = rf"(?i:[^\w\n]|[_{''.join(LETTERS)}]|{'|'.join(WORDS)})++"  # matches all of each ornament in one line
_ENDS = tuple(".,;:!?…”\"’'»")
_CANDIDATE = re.compile(rf"(?:{CANDIDATE}|\n)+")
_WORD = re.compile(r"[^\W_]+")
_LETTER_ROW = re.compile(f"[{''.join(LETTERS)}]+")
_KISSES = re.compile(r"(?:xo){2,}x?|(?:ox){2,}o?")
_FEWEST_LETTERS = 3


def is_ornament(line: str) -> bool:
    """Alone in its paragraph, short, and without a word that says anything."""
    line = line.strip()
    if len(line) <= LONGEST_RULE and not _CANDIDATE.fullmatch(line):
        return False  # which is cheaper to ask than all the rest
    if not line or len(line) > LONGEST:
        return _is_long_rule(line)
    words = _WORD.findall(line.casefold())
    if not words:
        return not _speaks(line)
    return _says_break(line, words) or _is_letter_row(line, words)


def _is_long_rule(line: str) -> bool:
    return 0 < len(line) <= LONGEST_RULE and not line[0].isalnum() and len(set(line)) == 1 and not _speaks(line)


def _speaks(line: str) -> bool:
    return _SPEECH.fullmatch(line) is not None


def _says_break(line: str, words: list[str]) -> bool:
    is_alone = words[0].endswith("break") and not line.endswith(_ENDS)  # `break.` ends a sentence that was wrapped
    return all(word in WORDS for word in words) and (len(words) > 1 or is_alone or _framed(line))


def _is_letter_row(line: str, words: list[str]) -> bool:
    """Letters without a sign around them must be three at least: `X` is a ten, `oh` is a word."""
    row = "".join(words)
    if not all(map(_LETTER_ROW.fullmatch, words)) or row.isdecimal() or _KISSES.fullmatch(row):
        return False
    return _framed(line) or len(row) >= _FEWEST_LETTERS


def _framed(line: str) -> bool:
    return not line[0].isalnum() and not line[-1].isalnum() and not _speaks(line[0] + line[-1])
