"""A story as an EPUB 3 that imports to the very same manuscript; the same story always makes the same bytes."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from stories.exporting.epub.cover import cover
from stories.exporting.epub.pages import STYLE, is_right_to_left, language_of, page_of, pages
from stories.exporting.epub.xhtml import words
from stories.importing.epub.own import FOLDER, PACKAGE, RECORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stories.exporting.epub.pages import Page
    from stories.manuscript import Manuscript

CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n<rootfiles>\n'
    f'<rootfile full-path="{PACKAGE}" media-type="application/oebps-package+xml"/>\n</rootfiles>\n</container>\n'
)
OLDEST = (1980, 1, 1, 0, 0, 0)  # that an archive can say
UNKNOWN_TIME = datetime(2000, 1, 1, tzinfo=UTC)
XHTML = "application/xhtml+xml"


def as_epub(manuscript: Manuscript, *, modified: datetime = UNKNOWN_TIME) -> bytes:
    """The story as an e-book for every reader."""
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in _files(manuscript, modified):
            entry = ZipInfo(name, OLDEST)
            entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()


def _files(manuscript: Manuscript, modified: datetime) -> Iterator[tuple[str, str]]:
    made = list(pages(manuscript))
    yield "mimetype", "application/epub+zip"
    yield "META-INF/container.xml", CONTAINER
    yield RECORD, json.dumps(_record(manuscript), ensure_ascii=False, indent=1) + "\n"
    yield PACKAGE, _package(manuscript, made, modified)
    yield f"{FOLDER}/nav.xhtml", _navigation(manuscript, made)
    yield f"{FOLDER}/toc.ncx", _ncx(manuscript, made)
    yield f"{FOLDER}/style.css", STYLE
    yield f"{FOLDER}/cover.svg", cover(manuscript)
    for page in made:
        yield f"{FOLDER}/{page.name}.xhtml", page_of(page, manuscript)


def _record(manuscript: Manuscript) -> dict[str, object]:
    """What an e-book has no words for; all else stands in its package and its pages."""
    return {
        "title_guessed": str(manuscript.title_guessed).lower(),
        "relationships": list(manuscript.relationships),
        "rating": str(manuscript.rating),
        "warnings": list(manuscript.warnings),
        "language": manuscript.language if manuscript.language != language_of(manuscript) else None,
        "fields": manuscript.fields,
        "epigraph": list(manuscript.epigraph),
        "notes": [{"where": str(note.where), "chapter": note.chapter} for note in manuscript.notes],
    }


def _package(manuscript: Manuscript, made: Sequence[Page], modified: datetime) -> str:
    direction = ' page-progression-direction="rtl"' if is_right_to_left(manuscript) else ""
    items = "".join(f'<item id="{page.name}" href="{page.name}.xhtml" media-type="{XHTML}"/>\n' for page in made)
    spine = "".join(f'<itemref idref="{page.name}"/>\n' for page in made)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"{''.join(_metadata(manuscript, modified))}</metadata>\n<manifest>\n"
        f'<item id="nav" href="nav.xhtml" media-type="{XHTML}" properties="nav"/>\n'
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>\n'
        '<item id="style" href="style.css" media-type="text/css"/>\n'
        '<item id="cover-image" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>\n'
        f'{items}</manifest>\n<spine toc="ncx"{direction}>\n{spine}</spine>\n</package>\n'
    )


def _metadata(manuscript: Manuscript, modified: datetime) -> Iterator[str]:
    yield f'<dc:identifier id="id">{identifier(manuscript)}</dc:identifier>\n'
    told = (
        ("title", [manuscript.title]),
        ("creator", manuscript.authors),
        ("language", [language_of(manuscript)]),
        ("description", [manuscript.summary]),
        ("subject", manuscript.tags),
        ("rights", [manuscript.licence]),
        ("source", [manuscript.source]),
    )
    for name, values in told:
        yield from (f"<dc:{name}>{words(value)}</dc:{name}>\n" for value in values if value)
    yield f'<meta property="dcterms:modified">{modified.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</meta>\n'
    yield '<meta name="cover" content="cover-image"/>\n'


def identifier(manuscript: Manuscript) -> str:
    """The same for all revisions of a story."""
    known = json.dumps([manuscript.title, manuscript.authors, manuscript.source])
    return f"urn:uuid:{uuid5(NAMESPACE_URL, known)}"


def _navigation(manuscript: Manuscript, made: Sequence[Page]) -> str:
    language = language_of(manuscript)
    listed = "\n".join(
        f'<li><a href="{page.name}.xhtml">{words(page.title)}</a></li>' for page in made if page.is_listed
    )
    marks = "\n".join(
        f'<li><a epub:type="{page.kind}" href="{page.name}.xhtml">{words(page.title)}</a></li>'
        for page in made
        if page.kind
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{language}" xml:lang="{language}">\n'
        f"<head>\n<title>{words(manuscript.title)}</title>\n</head>\n<body>\n"
        f'<nav epub:type="toc" id="toc">\n<ol>\n{listed}\n</ol>\n</nav>\n'
        f'<nav epub:type="landmarks" hidden="hidden">\n<ol>\n{marks}\n</ol>\n</nav>\n</body>\n</html>\n'
    )


def _ncx(manuscript: Manuscript, made: Sequence[Page]) -> str:
    """The same list for readers that only know EPUB 2."""
    points = "".join(
        f'<navPoint id="point-{number}" playOrder="{number}"><navLabel><text>{words(page.title)}</text></navLabel>'
        f'<content src="{page.name}.xhtml"/></navPoint>\n'
        for number, page in enumerate((page for page in made if page.is_listed), 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">\n'
        f'<head><meta name="dtb:uid" content="{identifier(manuscript)}"/></head>\n'
        f"<docTitle><text>{words(manuscript.title)}</text></docTitle>\n<navMap>\n{points}</navMap>\n</ncx>\n"
    )
