"""XML read event by event; entities are never resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from stories.errors import RefusedError
from stories.importing.docx.names import local

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

etree: Any = import_module("lxml.etree")  # which has no types

LARGEST_TREE = 5_000_000  # bytes; those of real documents have less, and a tree takes many times as much
CHUNK = 1 << 20
UNWANTED = ("}latentStyles", "}tblStylePr", "}tblPr")  # much of every list of styles, and never asked for


class Target(Protocol):
    """What hears of elements and text."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        ...

    def end(self, tag: str) -> None:
        """An element ends."""
        ...

    def data(self, text: str) -> None:
        """Text, in pieces of any size."""
        ...


@dataclass(slots=True, eq=False)
class Element:
    """An element of a small document; names are those without namespace."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    text: str = ""
    children: list[Element] = field(default_factory=list["Element"])

    def __iter__(self) -> Iterator[Element]:
        return iter(self.children)

    def named(self, name: str) -> Iterator[Element]:
        """Its children of that name."""
        return (child for child in self.children if child.name == name)


def feed(data: bytes, target: Target, *, name: str) -> None:
    """Tell a target all of a document; one that is not well-formed is refused."""
    parser = etree.XMLParser(target=_Guarded(target, name), resolve_entities=False, no_network=True)
    try:
        for start in range(0, len(data), CHUNK):
            parser.feed(data[start : start + CHUNK])
        parser.close()
    except etree.XMLSyntaxError as error:
        raise RefusedError(f"{name} is a damaged Word document: its XML breaks off or makes no sense.") from error


def tree(data: bytes, *, name: str) -> Element | None:
    """A small document whole; None for what cannot be read, since the text can be read without it."""
    if not data or len(data) > LARGEST_TREE:
        return None
    builder = _Builder()
    try:
        feed(data, builder, name=name)
    except RefusedError:
        return None
    return next(iter(builder.root), None)


class _Guarded:
    """A target of lxml's that refuses a document type, which Word never writes and entities need."""

    def __init__(self, target: Target, name: str) -> None:
        self.start, self.end, self.data = target.start, target.end, target.data
        self._name = name

    def doctype(self, *_: object) -> NoReturn:
        raise RefusedError(f"{self._name} declares a document type, which no Word document does.")

    def close(self) -> None:
        """Nothing is left to do."""


class _Builder:
    def __init__(self) -> None:
        self.root = Element("")
        self._open = [self.root]
        self._unwanted = 0  # how deep in what nobody asks for

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._unwanted or tag.endswith(UNWANTED):
            self._unwanted += 1
            return
        element = Element(local(tag), dict(attributes))
        self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, tag: str) -> None:  # noqa: ARG002 - lxml gives it; what began last ends first
        if self._unwanted:
            self._unwanted -= 1
        else:
            self._open.pop()

    def data(self, text: str) -> None:
        if not self._unwanted:
            self._open[-1].text += text
