"""From the bytes of a file to its characters, whatever wrote it."""

from __future__ import annotations

import codecs
import re

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MOST_DAMAGE = 0.02
FEWEST_NULS = 0.01
NULS_ON_ONE_SIDE = 0.95

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")
_WIDE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(data: bytes) -> str:
    """The characters of a file, with plain line ends and without what cannot be shown."""
    text = _decoded(data)
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    return _UNSEEN.sub("", text)


def _decoded(data: bytes) -> str:
    if wide := wide_encoding(data):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _repaired(data)


def wide_encoding(data: bytes) -> str | None:
    """The encoding that a mark at the beginning or the place of the NULs gives away."""
    marked = (encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark))
    return next(marked, None) or _utf16_by_nuls(data)


def _utf16_by_nuls(data: bytes) -> str | None:
    """UTF-16 without a mark shows by its NULs, which stand on one side of every second byte."""
    nuls = data.count(0)
    if nuls < max(1, len(data) * FEWEST_NULS):
        return None
    on_odd_side = data[1::2].count(0) / nuls
    if on_odd_side >= NULS_ON_ONE_SIDE:
        return "utf-16-le"
    return "utf-16-be" if on_odd_side <= 1 - NULS_ON_ONE_SIDE else None


def _repaired(data: bytes) -> str:
    """Damaged UTF-8 is still mostly UTF-8; text of one byte a letter hardly ever looks like it."""
    text = data.decode("utf-8", errors="replace")
    damage = text.count("\ufffd")
    if damage <= len(text) * MOST_DAMAGE and damage < len(_WIDE.findall(data)):
        return text
    return data.decode("cp1252", errors="cp1252-holes")


def _hole(error: UnicodeError) -> tuple[str, int]:
    """Windows-1252 leaves five bytes free; what stands there cannot be shown."""
    assert isinstance(error, UnicodeDecodeError)
    return "\ufffd", error.end


codecs.register_error("cp1252-holes", _hole)
