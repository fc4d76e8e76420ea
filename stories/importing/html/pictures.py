"""What a picture says in its place, and which words only lead to it."""

from __future__ import annotations

import posixpath
import re

_ENDING = r"\.(?:jpe?g|png|gif|svg|webp|bmp)"
_FILE = re.compile(rf"\S+{_ENDING}(?:\s*\(\d+\s*[KM]?B?\))?", re.IGNORECASE)  # and how large it is
_ADDRESS = re.compile(rf"[^?#]+{_ENDING}", re.IGNORECASE)
_NUMBERED_NAME = re.compile(r"(?=\D*\d)\S{4,}")  # as scans are; a shorter one may be a letter or a number in the text

# Alone, these say only that there is a picture, or that it is shown when clicked.
_BARE = {"illustration", "image", "picture", "photo", "img", "colophon", "image not available"}
_ASKS = {
    *("enlarge", "enlarged", "enlarge image", "click to enlarge", "larger", "larger image", "larger version", "zoom"),
    *("view larger image", "view larger", "see larger image", "full size", "full-size", "full size image"),
    *("original", "original size", "original image", "view original", "image", "high resolution", "high-res"),
    *("vergrößern", "größere ansicht", "agrandir", "ampliar", "ingrandisci", "ingrandire", "aumentar"),
}
_AROUND = " \u00a0[](){}.:"


def words_of(description: str, address: str) -> str:
    """Its description, unless that says no more than the name of its file."""
    words = " ".join(description.split())
    is_bare = words.strip(_AROUND).casefold() in _BARE
    return "" if is_bare or _FILE.fullmatch(words) or is_name_of_scan(words, address) else words


def is_name_of_scan(words: str, address: str) -> bool:
    """It is called like its file, and that by a number, as the pages of a scanned book are."""
    name = posixpath.basename(address.partition("?")[0]).rpartition(".")[0]
    named = words.partition(".")[0] if _FILE.fullmatch(words) else words
    return named.casefold() == name.casefold() and _NUMBERED_NAME.fullmatch(name) is not None


def only_enlarges(words: str, address: str) -> bool:
    """A link that shows the picture by itself, and says nothing else."""
    return words.strip(_AROUND).casefold() in _ASKS and _ADDRESS.fullmatch(address.strip()) is not None
