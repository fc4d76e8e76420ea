"""A page and what it holds, and the parser that tells it, which many pages of one book share."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from stories.importing.html.target import Target
from stories.importing.limits import refuse_too_many_paragraphs

if TYPE_CHECKING:
    from stories.importing.html.meaning import Meanings
    from stories.importing.html.target import Page

etree: Any = import_module("lxml.etree")  # which has no types

CHUNK = 1 << 18

# The parser ends these where a paragraph begins, and does not end their modern names.
MODERN = {"i": "em", "b": "strong", "s": "del", "strike": "del", "tt": "code"}

_AROUND = re.compile(rf"<(?:{'|'.join(MODERN)})(?:\s[^<>]*)?>\s*(?:<\w+>\s*)?<p\b", re.IGNORECASE)
_OLD = re.compile(rf"(</?)({'|'.join(MODERN)})(?=[\s/>])", re.IGNORECASE)


class PageReader:
    """Reads one page after the other; making a parser takes longer than reading a short page."""

    def __init__(self, *, name: str) -> None:
        self._name = name  # of the file
        self._target = Target()
        self._parser = etree.HTMLParser(target=self._target, huge_tree=True, encoding="utf-8")

    def read(self, text: str, meanings: Meanings, *, document: str = "") -> Page:
        """Read a page to its end, whatever is in it; its place in a book tells where its links lead."""
        page = self._target.begin(meanings, document)
        data = _around_paragraphs(text).encode("utf-8", errors="replace")
        for start in range(0, len(data), CHUNK):
            self._parser.feed(data[start : start + CHUNK])
            refuse_too_many_paragraphs(page.pieces, name=self._name)
        if data:
            self._parser.close()
        return page


def _around_paragraphs(text: str) -> str:
    """`<i><p>…</p></i>` is no page, and yet slants all that is in it."""
    if not _AROUND.search(text):
        return text
    return _OLD.sub(lambda found: found[1] + MODERN[found[2].casefold()], text)
