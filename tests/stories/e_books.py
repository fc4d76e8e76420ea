"""Small e-books, made in the test that reads them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
TITLED = "<dc:title>The Well</dc:title><dc:creator>Ada Rook</dc:creator><dc:language>en</dc:language>"
MORE = "Nobody in the village had drunk from the well since the summer before last, and nobody said why. "


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return buffer.getvalue()


def page(body: str, *, attributes: str = "", head: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head>{head}</head><body {attributes}>{body}</body></html>'
    )


def e_book(
    documents: Mapping[str, str],
    *,
    metadata: str = TITLED,
    contents: Mapping[str, str] | None = None,
    navigation: str = "",
    guide: str = "",
    more: Mapping[str, str | bytes] | None = None,
    spine_of: Mapping[str, str] | None = None,
) -> bytes:
    """An e-book of these documents in this order; `contents` are an EPUB 2's, by address."""
    items = [
        f'<item id="d{number}" href="{path}" media-type="application/xhtml+xml"/>'
        for number, path in enumerate(documents)
    ]
    spine = [f'<itemref idref="d{number}" {(spine_of or {}).get(path, "")}/>' for number, path in enumerate(documents)]
    files: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    if contents is not None:
        items.append('<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>')
        points = "".join(
            f'<navPoint><navLabel><text>{label}</text></navLabel><content src="{path}"/></navPoint>'
            for path, label in contents.items()
        )
        files["OEBPS/toc.ncx"] = f"<ncx><navMap>{points}</navMap></ncx>"
    if navigation:
        items.append('<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>')
        files["OEBPS/nav.xhtml"] = page(f'<nav epub:type="toc"><ol>{navigation}</ol></nav>')
    items += [
        f'<item id="{path}" href="{path}" media-type="text/css"/>' for path in more or {} if path.endswith(".css")
    ]
    files["OEBPS/content.opf"] = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata>'
        f"<manifest>{''.join(items)}</manifest><spine toc='ncx'>{''.join(spine)}</spine><guide>{guide}</guide>"
        "</package>"
    )
    files |= {f"OEBPS/{path}": document for path, document in documents.items()}
    files |= {
        path if path.startswith("META-INF") else f"OEBPS/{path}": content for path, content in (more or {}).items()
    }
    return zipped(files)
