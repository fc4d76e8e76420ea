"""From the bytes of a page to its characters: what it declares, and what browsers make of that."""

from __future__ import annotations

import re
from codecs import BOM_UTF8

from stories.importing.encoding import decode, plain_utf8, wide_encoding

DECLARED_WITHIN = 4096

# What browsers take these names for.
WHAT_IS_MEANT = {
    **dict.fromkeys(
        ("iso-8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii", "windows-1252", "x-cp1252"), "cp1252"
    ),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean"), "cp949"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
    **dict.fromkeys(("tis-620", "iso-8859-11"), "cp874"),
}
MOST_DAMAGE = 0.02

_CHARSET = re.compile(
    rb"""<(?:meta\b[^<>]*?\bcharset|\?xml\b[^<>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_DOCTYPE = re.compile(rb"<!DOCTYPE\b[^<>\[]*(?P<subset>\[)?", re.IGNORECASE)
_SUBSET_END = re.compile(rb"\]\s*>")


def characters_of(data: bytes) -> str:
    """What the page declares goes first, unless it cannot be."""
    declared = declared_encoding(data)
    if declared in {"", "utf-8", "utf8"} or wide_encoding(data) or _is_utf8(data):
        return decode(data)
    try:
        text = data.decode(declared, errors="replace")
    except LookupError:
        return decode(data)
    return decode(data, encoding=declared) if text.count("\ufffd") <= MOST_DAMAGE * len(text) else decode(data)


def utf8_of(data: bytes) -> bytes:
    """The characters of a page in UTF-8; its own bytes, where it has them so already."""
    if plain := plain_utf8(data):
        return plain.utf8.removeprefix(BOM_UTF8)
    return characters_of(data).encode("utf-8", errors="replace")


def declared_encoding(data: bytes) -> str:
    """The encoding that a page names in its first lines, by the name that Python has for it."""
    found = _CHARSET.search(data[:DECLARED_WITHIN])
    name = found[1].decode("ascii", errors="replace").casefold() if found else ""
    return WHAT_IS_MEANT.get(name, name)


def _is_utf8(data: bytes) -> bool:
    """Bytes above ASCII that are UTF-8 by chance do not come in files."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not data.isascii() or b"\x1b" not in data


def without_subset(page: bytes) -> bytes:
    """Without the document's own entities, of which some are made to explode."""
    beginning = page[:DECLARED_WITHIN]
    found = _DOCTYPE.search(beginning) if b"[" in beginning else None
    if not found or not found["subset"]:
        return page
    end = _SUBSET_END.search(page, found.end())
    return page[: found.start()] + (page[end.end() :] if end else page[found.end() :])
