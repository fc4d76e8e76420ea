"""From the bytes of a page to its characters: what it declares, and what browsers make of that."""

from __future__ import annotations

import re

from stories.importing.encoding import decode, wide_encoding

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
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^<>\[]*(?P<subset>\[)?", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s*>")


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


def without_subset(text: str) -> str:
    """Without the document's own entities, of which some are made to explode."""
    found = _DOCTYPE.search(text[:DECLARED_WITHIN])
    if not found or not found["subset"]:
        return text
    end = _SUBSET_END.search(text, found.end())
    return text[: found.start()] + (text[end.end() :] if end else text[found.end() :])
