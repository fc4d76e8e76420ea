"""Where the parts of a Word document lie in its archive."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from stories.errors import RefusedError
from stories.importing.docx.xml import tree

if TYPE_CHECKING:
    from stories.importing.archive import Archive
    from stories.importing.docx.xml import Element

USUAL = "word/document.xml"
DOCUMENT, PROPERTIES = "officeDocument", "core-properties"


class Parts:
    """The parts by what they are to each other."""

    def __init__(self, archive: Archive, *, name: str) -> None:
        self._archive = archive
        self.name = name
        self._of_package = self._related("")
        self.main = self._of_package.get(DOCUMENT, USUAL)
        self._of_main = self._related(self.main)

    def document(self) -> bytes:
        """The part that holds the text."""
        if not self._archive.holds(self.main):
            raise RefusedError(f"{self.name} is a damaged Word document: its text is missing.")
        return self._archive.read(self.main)

    def text_of(self, sort: str) -> bytes | None:
        """Another part that belongs to the text, by its sort: `footnotes`."""
        return self._read(self._of_main.get(sort) or posixpath.join(posixpath.dirname(self.main), f"{sort}.xml"))

    def tree_of(self, sort: str) -> Element | None:
        """Likewise, as a tree."""
        return self._tree(self.text_of(sort))

    def properties(self) -> Element | None:
        """What is said of the document."""
        return self._tree(self._read(self._of_package.get(PROPERTIES, "docProps/core.xml")))

    def _read(self, path: str) -> bytes | None:
        return self._archive.read(path) if self._archive.holds(path) else None

    def _tree(self, data: bytes | None) -> Element | None:
        return tree(data, name=self.name) if data else None

    def _related(self, part: str) -> dict[str, str]:
        """The parts that one names as its own, by their sort."""
        folder, name = posixpath.split(part)
        root = self._tree(self._read(posixpath.join(folder, "_rels", f"{name}.rels")))
        related: dict[str, str] = {}
        for each in root.named("Relationship") if root else ():
            target = each.attributes.get("Target", "")
            if each.attributes.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                related.setdefault(each.attributes.get("Type", "").rpartition("/")[2], path)
        return related
