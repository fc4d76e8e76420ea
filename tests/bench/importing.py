"""Reading a novel out of each kind of file, against the libraries that people read those with."""

from __future__ import annotations

import importlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter
from xml.sax.saxutils import escape

from stories.importing import manuscript_from
from stories.importing.archive import Archive
from stories.importing.epub.opf import package_in
from tests.bench.figures import Figure, ms
from tests.bench.timing import shortest
from tests.conftest import CHECKOUT
from tests.stories.word_documents import docx, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Callable

EPUB, TEXT, PAGE, WORD = 0.36, 0.12, 0.38, 0.65  # what was asked of each
MOST_MEMORY = 60  # MB
LARGEST_DOCUMENT = 3_000_000  # characters

_BODY = re.compile(rb"<body[^>]*>(.*)</body>", re.DOTALL)
_LOOKS = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="24"/>'
_EMPHASISED = 10  # one paragraph of so many begins in italics
_E_BOOK = "ebooklib and bs4 on the e-book"


def measure_books(e_book: bytes, text: bytes, *, rounds: int = 7) -> list[Figure]:
    """One novel as an e-book, as text and as a web page, each with its structure."""
    page = page_of(e_book)
    ours = {"e-book": (e_book, EPUB), "text": (text, TEXT), "web page": (page, PAGE)}
    rival = _rival_of_books(e_book)
    took = shortest(
        {
            **{kind: _reads(data) for kind, (data, _) in ours.items()},
            "rival": rival,
            "decode": lambda: text.decode("utf-8"),
        },
        rounds=rounds,
    )
    return [
        Figure(
            what=f"a novel's {kind}",
            against=words,
            ratio=took[kind] / took[name],
            most=most,
            note=_both(took, kind, name),
        )
        for kind, (_, asked) in ours.items()
        for name, words, most in (("rival", _E_BOOK, asked), ("decode", "decoding UTF-8", None))
    ]


def measure_word(e_book: bytes, *, rounds: int = 5, most: int = LARGEST_DOCUMENT) -> list[Figure]:
    """The same novel as a Word document."""
    from docx import Document  # noqa: PLC0415 - an optional rival

    data = document_of(e_book, most=most)
    took = shortest(
        {"ours": _reads(data), "rival": lambda: [each.text for each in Document(io.BytesIO(data)).paragraphs]},
        rounds=rounds,
    )
    ratio = took["ours"] / took["rival"]
    note = _both(took, "ours", "rival")
    return [Figure(what="a novel's Word document", against="python-docx", ratio=ratio, most=WORD, note=note)]


def measure_memory(e_book: bytes) -> list[Figure]:
    """What the e-book takes at most, in a process of its own that has all modules loaded."""
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, "-m", "tests.hostile.child"]
    with TemporaryDirectory() as folder:
        path = Path(folder, "novel.epub")
        path.write_bytes(e_book)
        asked = json.dumps([str(path), path.name])
        told = subprocess.run(command, input=asked, env=environment, capture_output=True, text=True, check=True)
    peak = json.loads(told.stdout)["peak"]
    note = f"{peak:.0f} MB over the base"
    return [Figure(what="memory for it", against=f"{MOST_MEMORY} MB", ratio=peak / MOST_MEMORY, most=1, note=note)]


def page_of(e_book: bytes) -> bytes:
    """All documents of an e-book, in the order in which it is read, as one web page."""
    archive = Archive(e_book, name="novel.epub")
    documents = map(archive.read, package_in(archive, name="novel.epub").documents)
    bodies = [body[1] for document in documents if (body := _BODY.search(document))]
    return b"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>" + b"".join(bodies) + b"</body></html>"


def document_of(e_book: bytes, *, most: int) -> bytes:
    """Its text as a Word document, in which all letters have the looks that Word gives them."""
    written: list[str] = []
    size = 0
    for number, chapter in enumerate(manuscript_from(e_book, name="novel.epub").chapters, 1):
        written.append(paragraph(run(f"Chapter {number}", _LOOKS), style="Heading1"))
        texts = chapter.body.text.split("\n\n")
        written += (_paragraph(text, emphasised=not at % _EMPHASISED) for at, text in enumerate(texts))
        size += len(chapter.body.text)
        if size > most:
            break
    return docx(*written, core="<dc:title>A Novel</dc:title>")


def _paragraph(text: str, *, emphasised: bool) -> str:
    first, space, rest = text.partition(" ")
    runs = [run(escape(first + space), f"{_LOOKS}<w:i/>")] if emphasised else []
    runs.append(run(escape(rest if emphasised else text), _LOOKS))
    return paragraph(*runs, properties='<w:spacing w:after="120"/>')


def _rival_of_books(e_book: bytes) -> Callable[[], object]:
    """How everybody reads an e-book in Python; without any structure."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 - an optional rival

    ebooklib: Any = importlib.import_module("ebooklib.epub")  # it tells no types

    def read() -> list[str]:
        with catch_warnings():
            simplefilter("ignore")  # bs4 takes XHTML for XML
            book = ebooklib.read_epub(io.BytesIO(e_book))
            documents = book.get_items_of_type(ebooklib.ebooklib.ITEM_DOCUMENT)
            return [BeautifulSoup(each.get_content(), "lxml").get_text() for each in documents]

    return read


def _reads(data: bytes) -> Callable[[], object]:
    return lambda: manuscript_from(data, name="novel")


def _both(took: dict[str, float], ours: str, other: str) -> str:
    return f"{ms(took[ours])} : {ms(took[other])}"
