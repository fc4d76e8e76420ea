"""From the bytes of a file to its characters, whatever wrote it."""

from __future__ import annotations

import codecs
import re

from stories.errors import RefusedError
from stories.importing.code_pages import code_page_of

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

_LINE_ENDS = str.maketrans(dict.fromkeys("\r\x0b\x0c\x85\u2028", "\n") | {"\u2029": "\n\n"})
_UNSEEN = [*range(9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xFEFF]
_TRANSLATED = {**_LINE_ENDS, **dict.fromkeys(_UNSEEN)}
_WIDE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_RARE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
# The same in UTF-8, where bytes can be asked ten times as fast as characters.
_RARE_BYTES = bytes({*range(9), *range(0x0B, 0x20), 0x7F})
_RARE_PAIRS = re.compile(rb"\xc2[\x80-\x9f]")
_RARE_TRIPLES = (b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xef\xbb\xbf")


def decode(data: bytes, *, encoding: str = "") -> str:
    """The characters of a file, with plain line ends and without what cannot be shown."""
    if encoding:
        return _plain(_decoded_as(data, encoding))
    if wide := wide_encoding(data):
        return _plain(data.decode(wide, errors="replace"))
    data = data.replace(b"\r\n", b"\n")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _plain(_repaired(data))
    return _plain(text) if _has_rare(data) else text


def _decoded_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, errors="replace")
    except LookupError as error:
        raise RefusedError(f"There is no encoding named {encoding}.") from error


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n")
    return text.translate(_TRANSLATED) if _RARE.search(text) else text


def _has_rare(data: bytes) -> bool:
    return (
        len(data.translate(None, _RARE_BYTES)) < len(data)
        or _RARE_PAIRS.search(data) is not None
        or any(triple in data for triple in _RARE_TRIPLES)
    )


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
    return data.decode(code_page_of(data), errors="replace")
