"""An e-book's own description of itself: what is in it, in which order, and what it says of the work."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from stories.errors import RefusedError
from stories.importing.epub.xml_tree import Element, attribute, by_name, local, named, xml_tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stories.importing.archive import Archive

CONTAINER = "META-INF/container.xml"
PACKAGE = ".opf"
DOCUMENTS = {"application/xhtml+xml", "text/html", "application/xml", "text/xml", "text/x-oeb1-document"}
STYLES = {"text/css", "text/x-oeb1-css"}
NCX = "application/x-dtbncx+xml"
NAMED_DOCUMENT = (".xhtml", ".html", ".htm", ".xml")


@dataclass(slots=True)
class Package:
    """Paths are those in the archive."""

    metadata: list[Element]  # what it says of the work
    documents: list[str] = field(default_factory=list[str])  # in reading order, each once
    aside: set[str] = field(default_factory=set[str])  # not part of it: notes, pop-ups
    styles: list[str] = field(default_factory=list[str])
    navigation: str = ""
    ncx: str = ""
    guide: dict[str, str] = field(default_factory=dict[str, str])  # what each document is, in EPUB 2


def package_in(archive: Archive, *, name: str) -> Package:
    """The first description that the archive has."""
    path = _path_of_package(archive)
    root = xml_tree(archive.read(path)) if path else None
    if root is None:
        raise RefusedError(f"{name} is a damaged e-book: the list of its chapters cannot be read.")
    folder, elements = posixpath.dirname(path), by_name(root)
    package = Package([child for parent in elements["metadata"] for child in parent.iter("{*}*")])
    items = _items(package, elements["item"], folder)
    _read_spine(package, elements, items)
    _read_guide(package, elements["reference"], folder)
    package.documents = [path for path in package.documents if archive.holds(path)]
    if not package.documents:
        raise RefusedError(f"{name} is a damaged e-book: none of its chapters is in it.")
    return package


def resolved(folder: str, address: str) -> str:
    """Where in the archive an address leads, without what follows its `#`; it is only ever looked up as a name."""
    path = unquote(address.partition("#")[0])
    return posixpath.normpath(posixpath.join(folder, path)).lstrip("/") if path else ""


def _path_of_package(archive: Archive) -> str:
    if archive.holds(CONTAINER) and (root := xml_tree(archive.read(CONTAINER))) is not None:
        for element in named(root, "rootfile"):
            path = attribute(element, "full-path")
            if archive.holds(path):
                return path
    return next((path for path in archive.names if path.casefold().endswith(PACKAGE)), "")


def _items(package: Package, elements: Sequence[Element], folder: str) -> dict[str, tuple[str, str]]:
    """Path and type of each file by its id."""
    items: dict[str, tuple[str, str]] = {}
    for element in elements:
        path, sort = resolved(folder, attribute(element, "href")), attribute(element, "media-type").casefold()
        items[attribute(element, "id")] = (path, sort)
        if sort in STYLES:
            package.styles.append(path)
        elif sort == NCX:
            package.ncx = path
        if "nav" in attribute(element, "properties").split():
            package.navigation = path
    return items


def _read_spine(package: Package, elements: Mapping[str, Sequence[Element]], items: dict[str, tuple[str, str]]) -> None:
    seen: set[str] = set()
    for element in elements["itemref"]:
        path, sort = items.get(attribute(element, "idref"), ("", ""))
        is_document = sort in DOCUMENTS or path.casefold().endswith(NAMED_DOCUMENT)
        if not path or path in seen or not is_document:
            continue
        seen.add(path)
        package.documents.append(path)
        if attribute(element, "linear").casefold() == "no":
            package.aside.add(path)
    for element in elements["spine"]:
        package.ncx = items.get(attribute(element, "toc"), (package.ncx, ""))[0]
    if not package.documents:
        package.documents = sorted({path for path, sort in items.values() if sort in DOCUMENTS})


def _read_guide(package: Package, elements: Sequence[Element], folder: str) -> None:
    for element in elements:
        parent = element.getparent()
        if parent is not None and local(parent) == "guide":
            path = resolved(folder, attribute(element, "href"))
            package.guide.setdefault(path, attribute(element, "type").casefold().replace("-", "").replace(" ", ""))
