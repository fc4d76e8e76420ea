"""The names of WordprocessingML, in both of its dialects."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMESPACES = {
    "w": (MAIN, STRICT),
    "m": (
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    ),
    "mc": ("http://schemas.openxmlformats.org/markup-compatibility/2006",),
    "wp": (
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    ),
    "v": ("urn:schemas-microsoft-com:vml",),
    "w16se": ("http://schemas.microsoft.com/office/word/2015/wordml/symex",),
    "o": ("urn:schemas-microsoft-com:office:office",),
}
OFF = {"0", "false", "off", "none"}


def named(name: str) -> list[str]:
    """`w:p` as parsers write it, in each dialect."""
    prefix, _, local = name.partition(":")
    return [f"{{{namespace}}}{local}" for namespace in NAMESPACES[prefix]]


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]


def value(attributes: Mapping[str, str], name: str = "val", default: str = "") -> str:
    """An attribute of WordprocessingML; some writers leave its prefix out."""
    for key in (f"{{{MAIN}}}{name}", f"{{{STRICT}}}{name}", name):
        if (found := attributes.get(key)) is not None:
            return found
    return default


def is_on(attributes: Mapping[str, str]) -> bool:
    """Whether a toggle is on: `w:i` is, `w:i w:val="0"` is not."""
    return not attributes or value(attributes, default="1").lower() not in OFF


def number(attributes: Mapping[str, str], name: str = "val", default: int = 0) -> int:
    """A small number; what is none is the default."""
    found = value(attributes, name)
    return int(found) if found.isdecimal() and len(found) < 10 else default  # noqa: PLR2004 - as many digits as fit
