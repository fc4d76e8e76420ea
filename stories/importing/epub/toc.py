"""An e-book's table of contents, in either of its two forms."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from stories.importing.epub.opf import resolved
from stories.importing.epub.xml_tree import Element, attribute, local, named, words_of, xml_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stories.importing.archive import Archive
    from stories.importing.epub.opf import Package

MOST_ENTRIES = 20_000


class Entry(NamedTuple):
    """One line of it: where it leads, its words, how deep it lies, whether others lie below."""

    path: str
    name: str  # the place in that document
    label: str
    depth: int
    has_below: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """Its lines, and what some documents are called in the list of landmarks."""

    entries: list[Entry] = field(default_factory=list[Entry])
    landmarks: dict[str, str] = field(default_factory=dict[str, str])

    def by_path(self) -> dict[str, list[Entry]]:
        """The lines that lead into each document."""
        found: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            found[entry.path].append(entry)
        return found


def contents_of(archive: Archive, package: Package) -> Contents:
    """The newer form, or the older where that one is missing or says nothing."""
    entries: list[Entry] = []
    landmarks: dict[str, str] = {}
    if package.navigation and (root := _tree(archive, package.navigation)) is not None:
        folder = posixpath.dirname(package.navigation)
        for list_ in named(root, "nav"):
            kinds = attribute(list_, "type").casefold().split()
            if "landmarks" in kinds:
                landmarks.update(_landmarks(list_, folder))
            elif not entries and ("toc" in kinds or not kinds):
                entries = list(_from_navigation(list_, folder))
    if not entries and package.ncx and (root := _tree(archive, package.ncx)) is not None:
        entries = list(_from_ncx(root, posixpath.dirname(package.ncx)))
    return Contents(_with_depths(entries[:MOST_ENTRIES]), landmarks)


def _tree(archive: Archive, path: str) -> Element | None:
    return xml_tree(archive.read(path)) if archive.holds(path) else None


def _from_navigation(list_: Element, folder: str) -> Iterator[Entry]:
    waiting: list[tuple[str, int]] = []  # names of divisions that lead nowhere of themselves
    depths: dict[Element | None, int] = {}  # of each list
    for element in named(list_, "a", "span"):
        parent = element.getparent()
        if parent is None or local(parent) != "li":
            continue
        inner = parent.getparent()
        if inner not in depths:
            depths[inner] = sum(local(ancestor) == "ol" for ancestor in parent.iterancestors())
        yield from _entries(waiting, attribute(element, "href"), words_of(element), depths[inner], folder)


def _from_ncx(root: Element, folder: str) -> Iterator[Entry]:
    waiting: list[tuple[str, int]] = []
    for point in named(root, "navpoint"):
        label = next((words_of(child) for child in point if local(child) == "navlabel"), "")
        address = next((attribute(child, "src") for child in point if local(child) == "content"), "")
        depth = 1 + sum(local(ancestor) == "navpoint" for ancestor in point.iterancestors())
        yield from _entries(waiting, address, label, depth, folder)


def _entries(waiting: list[tuple[str, int]], address: str, label: str, depth: int, folder: str) -> Iterator[Entry]:
    """A line without an address stands where the one below it leads."""
    path, name = resolved(folder, address), unquote(address.partition("#")[2])
    if not path:
        waiting.append((label, depth))
        return
    for above, level in waiting:
        if level < depth:
            yield Entry(path, name, above, level)
    waiting.clear()
    yield Entry(path, name, label, depth)


def _with_depths(entries: list[Entry]) -> list[Entry]:
    following = [below for _, below in pairwise(entries)]
    return (
        [
            entry._replace(has_below=below is not None and below.depth > entry.depth)
            for entry, below in zip(entries, [*following, None], strict=bool(entries))
        ]
        if entries
        else []
    )


def _landmarks(list_: Element, folder: str) -> Iterable[tuple[str, str]]:
    for element in named(list_, "a"):
        for kind in attribute(element, "type").casefold().split():
            yield resolved(folder, attribute(element, "href")), kind
