"""From the bytes of a file to its characters, whatever wrote it."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

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
NULS_OF_ASCII = 0.4

_PLAIN_BYTES = bytes([0, 9, 10, 13, *range(0x20, 0x7F)])
_LINE_ENDS = dict.fromkeys("\r\x0b\x0c\x85\u2028", "\n") | {"\u2029": "\n\n"}
_UNSEEN = map(chr, [*range(9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xFEFF])
_SHOWN_AS = _LINE_ENDS | dict.fromkeys(_UNSEEN, "")
_WIDE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_RARE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
# The same in UTF-8, where bytes can be asked ten times as fast as characters.
_CONTROLS = bytes({*range(9), *range(0x0B, 0x20), 0x7F})
_RARE_PAIRS = re.compile(rb"\xc2[\x80-\x9f]")
_RARE_SIGNS = ("\u2028", "\u2029", "\ufeff")


class Plain(NamedTuple):
    """The characters of a file, and the same in UTF-8, with its mark where it has one."""

    text: str
    utf8: bytes


def decode(data: bytes, *, encoding: str = "") -> str:
    """The characters of a file, with plain line ends and without what cannot be shown."""
    if encoding:
        return _plain(_decoded_as(data, encoding))
    if plain := plain_utf8(data):
        return plain.text
    without, is_plain = _without_returns(data)
    if (wide := _marked(data) or (None if is_plain else _utf16_by_nuls(data))) and wide != "utf-8":
        return _plain(data.decode(wide, errors="replace"))
    start = len(codecs.BOM_UTF8) if without.startswith(codecs.BOM_UTF8) else 0
    try:
        return _plain(str(memoryview(without)[start:], "utf-8"))  # of which nothing is copied
    except UnicodeDecodeError:
        return _plain(_repaired(without[start:]))


def plain_utf8(data: bytes) -> Plain | None:
    """What a file in UTF-8 holds, where nothing has to be left out of it but what Windows adds, as in most."""
    data, is_plain = _without_returns(data)
    if not is_plain or _RARE_PAIRS.search(data):
        return None
    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        text = str(memoryview(data)[start:], "utf-8")
    except UnicodeDecodeError:
        return None
    return None if any(sign in text for sign in _RARE_SIGNS) else Plain(text, data)


def _without_returns(data: bytes) -> tuple[bytes, bool]:
    """The bytes with the line ends of Windows made plain, and whether no other control is among them."""
    without = data.translate(None, _CONTROLS)
    controls = len(data) - len(without)
    is_plain = controls == 0 or controls == data.count(b"\r\n")
    return (without, True) if is_plain else (data, False)


def _decoded_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, errors="replace")
    except LookupError as error:
        raise RefusedError(f"There is no encoding named {encoding}.") from error


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n")
    for sign in {*_RARE.findall(text)}:
        text = text.replace(sign, _SHOWN_AS[sign])
    return text


def wide_encoding(data: bytes) -> str | None:
    """The encoding that a mark at the beginning or the place of the NULs gives away."""
    return _marked(data) or _utf16_by_nuls(data)


def _marked(data: bytes) -> str | None:
    return next((encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)), None)


def _utf16_by_nuls(data: bytes) -> str | None:
    """UTF-16 without a mark shows by its NULs, which stand on one side of every second byte."""
    nuls = data.count(0)
    if nuls < max(1, len(data) * FEWEST_NULS):
        return None
    if nuls < len(data) * NULS_OF_ASCII and not data.translate(None, _PLAIN_BYTES):
        return None  # stray NULs in plain English, of which UTF-16 would make every second byte one
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
