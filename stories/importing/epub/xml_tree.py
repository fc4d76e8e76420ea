"""Small XML documents as trees; entities, of which some explode or lead outside, are taken out first."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from stories.importing.html.characters import characters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

etree: Any = import_module("lxml.etree")  # which has no types

LARGEST = 3_000_000  # a tree takes many times the bytes of its document

_PROLOGUE = re.compile(r"\A\s*<\?xml\b.*?\?>", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^<>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)


class Element(Protocol):
    """What is used of lxml's elements."""

    tag: Any  # a name, but of what is no element

    def __iter__(self) -> Iterator[Element]: ...

    def get(self, name: str) -> str | None:
        """An attribute."""
        ...

    def items(self) -> list[tuple[str, str]]:
        """All attributes."""
        ...

    def iter(self, tag: str) -> Iterator[Element]:
        """It and all below it."""
        ...

    def iterancestors(self) -> Iterator[Element]:
        """All above it."""
        ...

    def itertext(self) -> Iterator[str]:
        """All text in it."""
        ...

    def getparent(self) -> Element | None:
        """What it lies in."""
        ...


def xml_tree(data: bytes) -> Element | None:
    """The tree of what can be read of a document; None when that is nothing."""
    if len(data) > LARGEST:
        return None
    text = _DOCTYPE.sub("", _PROLOGUE.sub("", characters_of(data)), count=1)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        return None


def local(element: Element) -> str:
    """Its name without namespace, in small letters; empty for what is no element."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=256)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].casefold()


def named(root: Element, *names: str) -> Iterator[Element]:
    """All elements below that have one of these names, in whatever namespace."""
    return (element for element in root.iter("{*}*") if _local(element.tag) in names)


def by_name(root: Element) -> defaultdict[str, list[Element]]:
    """All elements below by their names, for who asks for many."""
    found: defaultdict[str, list[Element]] = defaultdict(list)
    for element in root.iter("{*}*"):
        found[_local(element.tag)].append(element)
    return found


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without namespace."""
    if (value := element.get(name)) is not None:
        return value.strip()
    found = (value for key, value in element.items() if key.rpartition("}")[2] == name)
    return next(found, "").strip()


def words_of(element: Element) -> str:
    """All text in it, in one line."""
    return " ".join("".join(element.itertext()).split())
