"""What a file is, told by its content; its name may say anything."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from stories.errors import RefusedError
from stories.importing.encoding import wide_encoding

if TYPE_CHECKING:
    from stories.importing.archive import Archive

LARGEST = 25_000_000
MOST_CHARACTERS = 20_000_000
BEGINNING = 4000  # bytes that tell what a file is
MOST_CONTROLS = 0.02
FEWEST_CONTROLS = 8  # so many may stray into any text
SIGNATURES = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture or a recording"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, as EPUB and DOCX files are"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a GZIP archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"BZh", "a BZIP2 archive"),
    (b"\xfd7zXZ", "an XZ archive"),
    (b"\xd0\xcf\x11\xe0", "an old or protected Word document"),
    (b"{\\rtf", "an RTF document"),
    (b"ITOLITLS", "an old e-book"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
    (b"SQLite format 3", "a database"),
)

# What else is packed as documents are, by a file in it.
OTHER_DOCUMENTS = {
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
    "content.xml": "an OpenDocument file (saved as DOCX it can be read)",
}

PAGES, TEXTS = (".html", ".htm", ".xhtml"), (".txt", ".md", ".markdown")

_BESIDE = re.compile(r"__MACOSX/|(?:.*/)?\.")  # what a Mac packs with everything
_WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^<>]*>\s*|<!--(?:[^-]|-(?!->)){0,1000}-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    rb"\s*<(?:p|div|h[1-6]|hr|br|section|article|main|blockquote|center|table|[uo]l|span|font|style|a|b|i|em|strong)\b[^<>]*>",
    re.IGNORECASE,
)
_MARKDOWN_HEADING = re.compile(rb"^#{1,6}[ \t]", re.MULTILINE)
_CONTROLS = bytes({*range(9), *range(14, 32)} - {0, 0x1B})


def refuse_what_is_not_text(data: bytes, *, name: str) -> None:
    """Raise one plain sentence for a file that cannot hold a story in text or Markdown."""
    refuse_what_is_empty_or_too_large(data, name=name)
    if sort := _sort(data):
        raise RefusedError(f"{name} is {sort}, not a story in a form that can be read here.")


def refuse_what_is_empty_or_too_large(data: bytes, *, name: str) -> None:
    """Raise one plain sentence for a file with nothing in it, or with more than anybody may send."""
    if not data or data.isspace():
        raise RefusedError(f"{name} is empty.")
    if len(data) > LARGEST:
        raise RefusedError(f"{name} is larger than {LARGEST // 1_000_000} MB.")


def refuse_what_holds_no_story(text: str, *, name: str) -> None:
    """Raise one plain sentence for a text without a single word, or too long to be one story."""
    if len(text) > MOST_CHARACTERS:
        raise RefusedError(f"{name} is longer than {MOST_CHARACTERS // 1_000_000} million characters.")
    if not any(map(str.isalnum, text)):
        raise RefusedError(f"{name} holds no words.")


def refuse_what_is_no_document(archive: Archive, *, name: str) -> None:
    """Raise one plain sentence for an archive that is not a Word document."""
    if archive.holds("[Content_Types].xml") and not any(archive.holds(path) for path in OTHER_DOCUMENTS):
        return
    found = (sort for path, sort in OTHER_DOCUMENTS.items() if archive.holds(path))
    raise RefusedError(f"{name} is {next(found, 'an archive of other files')}, not a story.")


def only_story_in(archive: Archive) -> str | None:
    """The one page that an archive holds, as FicHub packs its own, or the one text if there is nothing else."""
    paths = [path for path in archive.names if not _BESIDE.match(path)]
    paths = [path for path in paths if path.lower().endswith(PAGES)] or paths
    alone = len(paths) == 1 and paths[0].lower().endswith(PAGES + TEXTS)
    return paths[0] if alone and not archive.holds("[Content_Types].xml") else None


def is_web_page(data: bytes) -> bool:
    """By its first tag, or because it begins and ends with tags of text, as what was copied out of a page does."""
    beginning = data[:BEGINNING].removeprefix(BOM_UTF8)
    if wide := wide_encoding(data[:BEGINNING]):
        beginning = beginning.decode(wide, errors="replace").lstrip("\ufeff").encode()
    if _WEB_PAGE.match(beginning):
        return True
    ends_in_tag = data[-BEGINNING:].replace(b"\0", b"").rstrip().endswith(b">")
    return ends_in_tag and _FRAGMENT.match(beginning) is not None and not _MARKDOWN_HEADING.search(data)


def _sort(data: bytes) -> str | None:
    for signature, sort in SIGNATURES:
        if data.startswith(signature):
            return sort
    beginning = data[:100_000]
    controls = len(beginning) - len(beginning.translate(None, _CONTROLS))
    if controls > FEWEST_CONTROLS + len(beginning) * MOST_CONTROLS and not wide_encoding(beginning):
        return "not text at all but data"
    return None
