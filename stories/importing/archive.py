"""The one way to open an archive: nothing that it claims is believed, and nothing is ever extracted."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from itertools import pairwise
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from stories.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from zipfile import ZipInfo

MOST_ENTRIES = 10_000
MOST_UNPACKED = 60_000_000
CHUNK = 1 << 16
LOCAL_SIGN = b"PK\x03\x04"
LOCAL_HEADER = struct.Struct("<4s22xHH")  # before each file: ends with the lengths of its name and of what else is said
ENTRY_SIGN = b"PK\x01\x02"  # what each entry of the list begins with
ENCRYPTED = 0x1
METHODS = {ZIP_STORED, ZIP_DEFLATED}  # the others can ask for much memory, and no book uses them


class Archive:
    """A ZIP file in memory. Names in it are only names, whatever path they pretend to be."""

    def __init__(self, data: bytes, *, name: str) -> None:
        self._name = name
        self._data = data
        self._left = MOST_UNPACKED
        # Asked before the list is read: half a million empty entries fit into an upload, and not into memory.
        if data.count(ENTRY_SIGN) > MOST_ENTRIES:
            raise RefusedError(f"{name} holds more than {MOST_ENTRIES:,} files.")
        try:
            entries = ZipFile(BytesIO(data)).infolist()
        except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError, OverflowError) as error:
            raise RefusedError(f"{name} is a damaged archive: its list of files cannot be read.") from error
        self._refuse_overlaps(entries)
        self._entries = {_plain(entry.filename): entry for entry in entries}
        self._by_folded = {path.casefold(): entry for path, entry in self._entries.items()}

    @property
    def names(self) -> Collection[str]:
        """The names of what it holds."""
        return self._entries.keys()

    def holds(self, path: str) -> bool:
        """Whether there is a file by that name."""
        return self._find(path) is not None

    def read(self, path: str) -> bytes:
        """One file unpacked; all of them together may be so large and no larger."""
        entry = self._find(path)
        if entry is None:
            raise RefusedError(f"{self._name} is damaged: {_shown(path)} is missing from it.")
        if entry.flag_bits & ENCRYPTED:
            raise RefusedError(f"{self._name} is protected by a password, so it cannot be read.")
        if entry.compress_type not in METHODS:
            raise RefusedError(f"{self._name} cannot be read: {_shown(path)} in it is packed in an unusual way.")
        try:
            return self._unpacked(entry)
        except (struct.error, zlib.error) as error:
            raise RefusedError(f"{self._name} is damaged: {_shown(path)} in it cannot be unpacked.") from error

    def _unpacked(self, entry: ZipInfo) -> bytes:
        """What is declared as small may be large, so it is counted while it comes."""
        signature, name, extra = LOCAL_HEADER.unpack_from(self._data, entry.header_offset)
        start = entry.header_offset + LOCAL_HEADER.size + name + extra
        packed = self._data[start : start + entry.compress_size]
        if signature != LOCAL_SIGN or len(packed) != entry.compress_size:
            raise zlib.error("its place is wrong")
        chunks = [packed] if entry.compress_type == ZIP_STORED else _inflated(packed)
        kept: list[bytes] = []
        for chunk in chunks:
            self._left -= len(chunk)
            if self._left < 0:
                raise RefusedError(f"{self._name} holds more than {MOST_UNPACKED // 1_000_000} MB when unpacked.")
            kept.append(chunk)
        unpacked = b"".join(kept)
        if zlib.crc32(unpacked) != entry.CRC:
            raise zlib.error("its sum is wrong")
        return unpacked

    def _find(self, path: str) -> ZipInfo | None:
        """By its name, or by one that differs in signs for letters, or in capitals."""
        if entry := self._entries.get(path):
            return entry
        for spelled in (_plain(path), _plain(unquote(path))):
            if entry := self._entries.get(spelled) or self._by_folded.get(spelled.casefold()):
                return entry
        return None

    def _refuse_overlaps(self, entries: list[ZipInfo]) -> None:
        """Files that share their bytes are how a small archive becomes a large one."""
        places = sorted((entry.header_offset, entry.compress_size) for entry in entries)
        for (start, size), (following, _) in pairwise(places):
            if start + LOCAL_HEADER.size + size > following:
                raise RefusedError(f"{self._name} is a damaged archive: files in it overlap.")


def is_archive(data: bytes) -> bool:
    """Whether a file begins as archives do."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _inflated(packed: bytes) -> Iterator[bytes]:
    """In pieces, so that nothing has to fit into memory before it is counted."""
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(packed), CHUNK):
        waiting = packed[start : start + CHUNK]
        while waiting and not unpacking.eof:
            yield unpacking.decompress(waiting, CHUNK)
            waiting = unpacking.unconsumed_tail
    while not unpacking.eof:
        chunk = unpacking.decompress(b"", CHUNK)
        if not chunk:
            raise zlib.error("it breaks off")
        yield chunk


def _plain(path: str) -> str:
    r"""`a\b`, `./a/b` and `/a/b` are one name."""
    return normpath(path.replace("\\", "/")).lstrip("/") if path else path


def _shown(path: str) -> str:
    return "".join(filter(str.isprintable, path.rpartition("/")[2]))[:80] or "a file"
