"""The wrapper that Project Gutenberg puts around a book: taken off, with what it says of the book."""

from __future__ import annotations

import re

_START = re.compile(r"^\*\*\* ?START OF TH(?:E|IS) PROJECT GUTENBERG EBOOK[^\n]*\n", re.M | re.I)
_END = re.compile(
    r"^(?:\*\*\* ?END OF TH(?:E|IS) PROJECT GUTENBERG EBOOK|End of (?:the |this )?Project Gutenberg)[^\n]*$",
    re.M | re.I,
)
_SMALL_PRINT_END = re.compile(r"^\*END\*? ?THE SMALL PRINT![^\n]*\n", re.M | re.I)
_CREDITS = re.compile(r"\s*(?:(?:E-text |Text )?Produced by|Transcribed (?:from|by))[^\n]*(?:\n[^\n]+)*", re.I)
_FIELD = re.compile(
    r"^(?P<label>Title|Author|Translators?|Illustrator|Editor|Language):[ \t]*(?P<value>[^\n]*(?:\n[ \t]+\S[^\n]*)*)",
    re.M,
)


def unwrapped(text: str) -> tuple[str, dict[str, list[str]]]:
    """The book alone, and the fields of its wrapper; any other text as it is."""
    start = _START.search(text) or _SMALL_PRINT_END.search(text)
    if not start:
        return text, {}
    end = _END.search(text, start.end())
    book = text[start.end() : end.start() if end else len(text)]
    if credits_ := _CREDITS.match(book):
        book = book[credits_.end() :]
    facts: dict[str, list[str]] = {}
    for found in _FIELD.finditer(text, 0, start.start()):
        facts.setdefault(found["label"], []).append(" ".join(found["value"].split()))
    return book, facts
