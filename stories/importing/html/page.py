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
MODERN = {b"i": b"em", b"b": b"strong", b"s": b"del", b"strike": b"del", b"tt": b"code"}

_SPACE = rb"(?:\s|\xc2\xa0)*"
_AROUND = re.compile(rb"<(?:%b)(?:\s[^<>]*)?>%b(?:<\w+>%b)?<p\b" % (b"|".join(MODERN), _SPACE, _SPACE), re.IGNORECASE)
_OLD = re.compile(rb"(</?)(%b)(?=[\s/>])" % b"|".join(MODERN), re.IGNORECASE)


class PageReader:
    """Reads one page after the other; making a parser takes longer than reading a short page."""

    def __init__(self, *, name: str) -> None:
        self._name = name  # of the file
        self._target = Target()
        self._parser = etree.HTMLParser(target=self._target, huge_tree=True, encoding="utf-8")

    def read(self, data: bytes, meanings: Meanings, *, document: str = "", numbered_after: int = 0) -> Page:
        """Read a page in UTF-8 to its end, whatever is in it; its place in a book tells where its links lead."""
        data = _around_paragraphs(data)
        page = self._target.begin(meanings, document, numbered_after)
        for start in range(0, len(data), CHUNK):
            self._parser.feed(data[start : start + CHUNK])
            refuse_too_many_paragraphs(page.pieces, name=self._name)
        if data:
            self._parser.close()
        return page


def _around_paragraphs(data: bytes) -> bytes:
    """`<i><p>…</p></i>` is no page, and yet slants all that is in it."""
    if not _AROUND.search(data):
        return data
    return _OLD.sub(lambda found: found[1] + MODERN[found[2].lower()], data)
