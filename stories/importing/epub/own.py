"""E-books that Fireside wrote itself: they state their whole structure, and nothing in them is guessed."""

from __future__ import annotations

import json
import posixpath
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from stories.errors import RefusedError
from stories.importing.docx.xml import tree
from stories.importing.stated import manuscript_of
from stories.manuscript import Chapter, Note, Where
from stories.text import Kind, Passage, Span, in_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stories.importing.archive import Archive
    from stories.manuscript import Manuscript

etree: Any = import_module("lxml.etree")  # which has no types

FOLDER = "EPUB"
PACKAGE = f"{FOLDER}/package.opf"
RECORD = "META-INF/fireside.json"
BREAK = "\n\n"

TAGS = {"em": Kind.EMPHASIS, "strong": Kind.STRONG, "del": Kind.STRIKE, "code": Kind.CODE}
BLOCKS = {"p": None, "h3": Kind.HEADING, "pre": Kind.CODE}
CLASSES = {"verse": Kind.VERSE, "ornament": Kind.SCENE_BREAK}

_LAID_OUT = re.compile(r"\s*\n\s*")  # our own pages have no line ends within a paragraph, other programs put some in


def is_own(archive: Archive) -> bool:
    """Whether Fireside wrote it, and it still says so."""
    return archive.holds(RECORD) and archive.holds(PACKAGE)


def own_manuscript(archive: Archive, *, name: str) -> Manuscript:
    """The manuscript that its package, its pages and its record state."""
    package = tree(archive.read(PACKAGE), name=name)
    entries = _record(archive.read(RECORD), name=name)
    pages = _Pages(name)
    told: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    for part in package or ():
        for each in part:
            told.setdefault(each.name, []).append(each.text)
            if each.name == "item":
                places[each.attributes.get("id", "")] = each.attributes.get("href", "")
            elif each.name == "itemref":
                pages.read(archive.read(posixpath.join(FOLDER, places.get(each.attributes.get("idref", ""), ""))))
    chapters = tuple(
        Chapter(number=number, label=page.label, title=page.title, body=page.body)
        for number, page in enumerate(pages.chapters, 1)
    )
    if not any(chapter.body.text for chapter in chapters):
        raise RefusedError(f"{name} is a damaged e-book: it has lost its chapters.")
    language = told.get("language", [""])[0]
    entries |= {
        **{key: "".join(told.get(each, [])[:1]) for key, each in ONE.items()},
        **{key: told.get(each, []) for key, each in MANY.items()},
        "language": entries.get("language") or (language if language != "und" else ""),
    }
    return manuscript_of(entries, name=name, notes=_notes(entries, pages.notes), chapters=chapters)


ONE = {"title": "title", "summary": "description", "licence": "rights", "source": "source"}
MANY = {"authors": "creator", "tags": "subject"}


def _record(data: bytes, *, name: str) -> dict[str, Any]:
    try:
        found: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RefusedError(f"{name} is a damaged e-book: its record cannot be read.") from error
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _notes(entries: dict[str, Any], passages: dict[int, Passage]) -> list[Note]:
    given = entries.get("notes")
    told = cast("list[object]", given) if isinstance(given, list) else []
    notes: list[Note] = []
    for number, each in enumerate(told, 1):
        said = cast("dict[str, object]", each) if isinstance(each, dict) else {}
        chapter = said.get("chapter")
        notes.append(
            Note(
                where=Where.TAIL if said.get("where") == Where.TAIL else Where.HEAD,
                passage=passages.get(number, Passage("")),
                chapter=chapter if isinstance(chapter, int) else None,
            )
        )
    return notes


class _Chapter(NamedTuple):
    label: str
    title: str
    body: Passage


class _Pages:
    """Hears the pages, one after the other."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.chapters: list[_Chapter] = []
        self.notes: dict[int, Passage] = {}
        self._begin()

    def _begin(self) -> None:
        self._heading: dict[str, list[str]] = {}
        self._words: list[str] | None = None  # of a part of a heading
        self._passage: _Passage | None = None
        self._ends: list[str] = []  # what ends with each open element
        self._note = 0

    def read(self, page: bytes) -> None:
        self._begin()
        parser = etree.XMLParser(target=self, resolve_entities=False, no_network=True)
        try:
            parser.feed(page)
            parser.close()
        except etree.XMLSyntaxError as error:
            raise RefusedError(f"{self._name} is a damaged e-book: one of its pages breaks off.") from error

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name, classes = tag.rpartition("}")[2], attributes.get("class", "").split()
        self._ends.append(self._open(name, classes, attributes))

    def _open(self, name: str, classes: list[str], attributes: Mapping[str, str]) -> str:
        if self._passage:
            return self._passage.open(name, classes)
        if name == "span" and classes and classes[0] in {"label", "title"}:
            self._words = self._heading.setdefault(classes[0], [])
            return "words"
        if name == "div" and "text" in classes:
            self._passage = _Passage()
            return "text"
        if name == "aside" and "note" in classes:
            self._passage = _Passage()
            number = attributes.get("id", "").removeprefix("note-")
            self._note = int(number) if number.isdecimal() else 0
            return "note"
        return ""

    def end(self, tag: str) -> None:  # noqa: ARG002 - lxml gives it; what began last ends first
        what = self._ends.pop()
        if what == "words":
            self._words = None
        elif what in {"text", "note"} and self._passage:
            self._keep(what, self._passage.result())
            self._passage = None
        elif self._passage and what:
            self._passage.close(what)

    def _keep(self, what: str, passage: Passage) -> None:
        if what == "note":
            self.notes[self._note] = passage
        else:
            label, title = ("".join(self._heading.get(part, ())) for part in ("label", "title"))
            self.chapters.append(_Chapter(label, title, passage))

    def data(self, text: str) -> None:
        if self._words is not None:
            self._words.append(text)
        elif self._passage:
            self._passage.data(text)

    def close(self) -> None:
        """Nothing is left to do."""


class _Passage:
    """Puts a passage together from its elements."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blocks = 0
        self._spans: list[list[Any]] = []
        self._open: list[int] = []
        self._inside = ""  # the block that is open

    def open(self, name: str, classes: list[str]) -> str:
        if name == "br":
            self._write("\n")
        elif name == "hr":
            self._spans.append([self._length, self._length + len(BREAK), Kind.SCENE_BREAK])
        elif name == "blockquote":
            return self._begin_span(Kind.QUOTE, self._length + (len(BREAK) if self._blocks else 0))
        elif name in BLOCKS and not self._inside:
            return self._begin_block(name, classes)
        elif kind := TAGS.get(name) or next((Kind(each) for each in classes if each in set(Kind)), None):
            return self._go_on(kind) if "on" in classes else self._begin_span(kind, self._length)
        return ""

    def _begin_block(self, name: str, classes: list[str]) -> str:
        if self._blocks:
            self._write(BREAK)
        self._blocks += 1
        self._inside = name
        kind = next((CLASSES[each] for each in classes if each in CLASSES), BLOCKS[name])
        if kind:
            self._begin_span(kind, self._length)
            return "block span"
        return "block"

    def _begin_span(self, kind: Kind, start: int) -> str:
        self._open.append(len(self._spans))
        self._spans.append([start, start, kind])
        return "span"

    def _go_on(self, kind: Kind) -> str:
        """The last one of its kind reaches further."""
        last = next((at for at in range(len(self._spans) - 1, -1, -1) if self._spans[at][2] == kind), None)
        if last is None:
            return self._begin_span(kind, self._length)
        self._open.append(last)
        return "span"

    def close(self, what: str) -> None:
        if what.endswith("span"):
            self._spans[self._open.pop()][1] = self._length
        if what.startswith("block"):
            self._inside = ""

    def data(self, text: str) -> None:
        if self._inside:
            self._write(text if self._inside == "pre" else _LAID_OUT.sub(" ", text))

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def result(self) -> Passage:
        spans = (Span(start, min(end, self._length), kind) for start, end, kind in self._spans)
        return Passage("".join(self._pieces), in_order(span for span in spans if span.start < span.end))
