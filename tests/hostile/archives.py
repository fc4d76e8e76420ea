"""Hostile archives: EPUB and DOCX, and what only calls itself so."""
# ruff: noqa: E501 - a line for each file reads best

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests.hostile import END, either, read, refused
from tests.hostile.pages import BOMB, HIDDEN, OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>'
XHTML = '<?xml version="1.0"?>{doctype}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>a</title></head><body>{body}</body></html>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/></Relationships>'
Parts = dict[str, "bytes | str"]


def zipped(parts: Mapping[str, bytes | str], *, packed: bool = True) -> bytes:
    file = BytesIO()
    with (
        warnings.catch_warnings(),
        ZipFile(file, "w", ZIP_DEFLATED if packed else ZIP_STORED, compresslevel=6) as archive,
    ):
        warnings.simplefilter("ignore")
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def xhtml(body: str, doctype: str = "") -> str:
    return XHTML.format(doctype=doctype, body=body)


def opf(manifest: str, spine: str, metadata: str = "<dc:title>A Story</dc:title>", doctype: str = "") -> str:
    return f'<?xml version="1.0"?>{doctype}<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0" unique-identifier="i"><metadata>{metadata}</metadata><manifest>{manifest}</manifest><spine>{spine}</spine></package>'


def epub_parts(**replaced: bytes | str) -> Parts:
    """A book of one page; each part of it can be given otherwise, by its name with `_` for `.` and `/`."""
    parts: Parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER.format("o/a.opf"),
        "o/a.opf": opf('<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>', '<itemref idref="a"/>'),
        "o/a.xhtml": xhtml(f"<p>It was dark.</p><p>{END}</p>"),
    }
    names = {name.replace(".", "_").replace("/", "_").replace("-", "_"): name for name in parts}
    return parts | {names[key]: content for key, content in replaced.items()}


def epub(more: Mapping[str, bytes | str] | None = None, **replaced: bytes | str) -> bytes:
    return zipped(epub_parts(**replaced) | dict(more or {}))


def docx_parts(body: str, more: Mapping[str, bytes | str] | None = None, doctype: str = "") -> Parts:
    document = f'<?xml version="1.0"?>{doctype}<w:document {W}><w:body>{body}{paragraph(END)}</w:body></w:document>'
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format("word/document.xml"),
        "word/document.xml": document,
    } | dict(more or {})


def docx(body: str, more: Mapping[str, bytes | str] | None = None, doctype: str = "") -> bytes:
    return zipped(docx_parts(body, more, doctype))


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def overlapped(entries: int = 500) -> bytes:
    """Many names for the same packed bytes."""
    content = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = content.compress(b" " * 1_000_000) + content.flush()
    local = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, zlib.crc32(b" " * 1_000_000), len(packed), 1_000_000, 1, 0
    )
    listed = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, zlib.crc32(b" " * 1_000_000), len(packed), 1_000_000, 1, 0, 0, 0, 0, 0, 0)
        + bytes([65 + n % 26])
        for n in range(entries)
    )  # fmt: skip
    body = local + b"a" + packed
    return body + listed + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, len(listed), len(body), 0)


def of_empty_files(entries: int) -> bytes:
    """An archive of many files; zipfile would take seconds to make it."""
    names = [b"%06d" % number for number in range(entries)]
    heads = b"".join(struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 0, 0, 6, 0) + name for name in names)
    listed = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 6, 0, 0, 0, 0, 0, 36 * at) + name
        for at, name in enumerate(names)
    )
    count = min(entries, 0xFFFF)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), len(heads), 0)
    return heads + listed + end


def that_lies(size: int = 100) -> bytes:
    """An archive whose list says that each file is small."""
    data = bytearray(epub(o_a_xhtml=xhtml("<p>" + "a " * 31_000_000 + "</p>")))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = struct.pack("<L", size)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def flagged(data: bytes, *, flag: int = 0, method: int | None = None) -> bytes:
    """With a flag, or another method, on each file."""
    changed = bytearray(data)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(sign)
        while at >= 0:
            changed[at + flags] |= flag
            if method is not None:
                changed[at + flags + 2 : at + flags + 4] = struct.pack("<H", method)
            at = changed.find(sign, at + 4)
    return bytes(changed)


def encryption(*paths: str, algorithm: str) -> str:
    entries = "".join(
        f'<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="{algorithm}"/><CipherData><CipherReference URI="{path}"/></CipherData></EncryptedData>'
        for path in paths
    )
    return f'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">{entries}</encryption>'


def with_path(path: str) -> bytes:
    """A book whose spine leads outside of it."""
    item = f'<item id="b" href="{path}" media-type="application/xhtml+xml"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    return epub({path: xhtml(f"<p>{END}</p>")}, o_a_opf=opf(item, '<itemref idref="b"/><itemref idref="a"/>'))


def book_of(pages: int) -> bytes:
    items = "".join(f'<item id="p{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(pages))
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(pages))
    content = {f"o/{n}.xhtml": xhtml(f"<h1>Chapter {n + 1}</h1><p>Words. {END}</p>") for n in range(pages)}
    return epub(content, o_a_opf=opf(items, spine))


SPINE_OF_ONE = opf('<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>', '<itemref idref="a"/>' * 200_000)
DEEP_TOC = (
    "<ncx xmlns='http://www.daisy.org/z3986/2005/ncx/'><navMap>"
    + "<navPoint><navLabel><text>a</text></navLabel><content src='a.xhtml'/>" * 50_000
    + "</navMap></ncx>"
)
TOC_ITEM = '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
AES = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
FONTS = "http://www.idpf.org/2008/embedding"
ITALIC_AND_NOT = "<w:r><w:rPr><w:i/></w:rPr><w:t>it </w:t></w:r><w:r><w:t>was </w:t></w:r>"

ARCHIVES = {
    "bomb: one file of 62 MB": refused(lambda: zipped({"mimetype": "application/epub+zip", **epub_parts(o_a_xhtml=b"<p>" + b"a" * 62_000_000)}), "more than 60 MB|cannot|holds"),
    "bomb: files beside the book": either(lambda: epub({f"o/{n}.bin": bytes(7_000_000) for n in range(10)}), END),
    "bomb: overlapped": refused(overlapped),
    "bomb: in a bomb": refused(lambda: zipped(dict.fromkeys([f"{n}.zip" for n in range(20)], zipped({"a": bytes(10_000_000)})))),
    "archive that lies of its sizes": refused(that_lies),
    "100,000 files": refused(lambda: of_empty_files(100_000), "more than"),
    "nothing in the archive": refused(lambda: zipped({})),
    "archive of pictures": refused(lambda: zipped({"a.png": b"\x89PNG", "b.txt": "words"})),
    "half a book": refused(lambda: epub(o_a_xhtml=xhtml("<p>" + END * 3000 + "</p>"))[:-300]),
    "archive with a password": refused(lambda: flagged(epub(), flag=1), "protected|password"),
    "archive packed with LZMA": refused(lambda: flagged(epub(), method=14)),
    "archive packed with nonsense": refused(lambda: flagged(epub(), method=97)),
    "the head of an archive alone": refused(lambda: b"PK\x03\x04" + bytes(100_000)),
    "path upwards": either(lambda: with_path("../../../../etc/passwd"), END, hides=("root:",)),
    "path of a file": either(lambda: with_path("file:///etc/passwd"), END, hides=("root:",)),
    "path of a drive": either(lambda: with_path("C:\\Windows\\win.ini"), END),
    "path with NUL": either(lambda: epub(o_a_opf=opf('<item id="a" href="a%00.xhtml" media-type="application/xhtml+xml"/>', '<itemref idref="a"/>'))),
    "protected book": refused(lambda: epub({"META-INF/encryption.xml": encryption("o/a.xhtml", algorithm=AES)}), "protected"),
    "protected by Adobe": refused(lambda: epub({"META-INF/rights.xml": "<rights/>", "META-INF/encryption.xml": encryption("o/a.xhtml", algorithm=AES)}), "protected"),
    "fonts protected": read(lambda: epub({"META-INF/encryption.xml": encryption("o/f.otf", algorithm=FONTS)})),
    "container that is missing": either(lambda: zipped({k: v for k, v in epub_parts().items() if "container" not in k})),
    "container that leads to itself": either(lambda: epub(META_INF_container_xml=CONTAINER.format("META-INF/container.xml"))),
    "container that explodes": either(lambda: epub(META_INF_container_xml=BOMB.replace("html", "container") + CONTAINER.format("&e11;"))),
    "container that leads outside": either(lambda: epub(META_INF_container_xml=OUTSIDE.replace("html", "container") + CONTAINER.format("o/a.opf"))),
    "package that is empty": refused(lambda: epub(o_a_opf=opf("", ""))),
    "package that is not XML": refused(lambda: epub(o_a_opf=b"\x00\xff" * 1000)),
    "package without its pages": refused(lambda: epub(o_a_opf=opf('<item id="a" href="gone.xhtml" media-type="application/xhtml+xml"/>', '<itemref idref="a"/>'))),
    "package that explodes": either(lambda: epub(o_a_opf=opf('<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>', '<itemref idref="a"/>', "<dc:title>&e11;</dc:title>", BOMB.replace("html", "package"))), END),
    "package with an outer entity": either(lambda: epub(o_a_opf=opf('<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>', '<itemref idref="a"/>', "<dc:title>&out;</dc:title>", OUTSIDE.replace("html", "package"))), END, hides=("root:",)),
    "package with 50,000 of whom and what": either(lambda: epub(o_a_opf=opf('<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>', '<itemref idref="a"/>', "".join(f"<dc:subject>{n}</dc:subject><dc:creator>{n}</dc:creator>" for n in range(25_000)))), END),
    "one page 200,000 times": either(lambda: epub(o_a_opf=SPINE_OF_ONE), END),
    "one page of 1 MB 200,000 times": either(lambda: epub(o_a_opf=SPINE_OF_ONE, o_a_xhtml=xhtml(f"<p>{END}</p>" * 25_000)), END),
    "2,500 pages": either(lambda: book_of(2_500), END),
    "9,000 pages": either(lambda: book_of(9_000), END),
    "contents 50,000 deep": either(lambda: epub({"o/toc.ncx": DEEP_TOC}, o_a_opf=opf(TOC_ITEM, '<itemref idref="a"/>').replace("<spine>", '<spine toc="n">')), END),
    "page that explodes": either(lambda: epub(o_a_xhtml=xhtml(f"<p>&e11;</p><p>{END}</p>", BOMB)), END),
    "page with an outer entity": either(lambda: epub(o_a_xhtml=xhtml(f"<p>&out;</p><p>{END}</p>", OUTSIDE)), END, hides=("root:",)),
    "page 100,000 deep": either(lambda: epub(o_a_xhtml=xhtml("<div>" * 100_000 + f"<p>{END}</p>" + "</div>" * 100_000)), END),
    "page that hides": read(lambda: epub(o_a_xhtml=xhtml(f"<p hidden='hidden'>{HIDDEN}</p><script>{HIDDEN}</script><p>{END}</p>")), hides=(HIDDEN,)),
    "book of blank pages": refused(lambda: epub(o_a_xhtml=xhtml("<p> </p>" * 1000))),
    "document of tables in tables": either(lambda: docx("<w:tbl><w:tr><w:tc>" * 20_000 + paragraph("word") + "</w:tc></w:tr></w:tbl>" * 20_000), END),
    "document 200,000 deep": either(lambda: docx("<w:sdt><w:sdtContent>" * 100_000 + paragraph("word") + "</w:sdtContent></w:sdt>" * 100_000), END),
    "document of 400,000 cells": either(lambda: docx("<w:tbl><w:tr>" + f"<w:tc>{paragraph('a')}</w:tc>" * 400_000 + "</w:tr></w:tbl>"), END),
    "document of 300,000 paragraphs": either(lambda: docx(paragraph("a") * 300_000), END),
    "document of 99,000 runs": either(lambda: docx(("<w:p>" + ITALIC_AND_NOT * 5 + "</w:p>") * 9_900)),
    "document of 99,000 runs in one paragraph": either(lambda: docx("<w:p>" + ITALIC_AND_NOT * 49_500 + "</w:p>")),
    "document of 300,000 runs": refused(lambda: docx(("<w:p>" + ITALIC_AND_NOT * 5 + "</w:p>") * 30_000), "looks"),
    "document of 990,000 elements": read(lambda: docx("<w:p><w:r><w:rPr>" + "<w:i/>" * 990_000 + "</w:rPr><w:t>word</w:t></w:r></w:p>")),
    "document of 2,000,000 elements": refused(lambda: docx("<w:p><w:r><w:rPr>" + "<w:i/>" * 2_000_000 + "</w:rPr><w:t>word</w:t></w:r></w:p>"), "elements"),
    "document with a text of 10 MB": read(lambda: docx(paragraph("It was dark. " * 770_000))),
    "document with 300,000 attributes": either(lambda: docx("<w:p " + " ".join(f"a{n}='1'" for n in range(300_000)) + "/>"), END),
    "document that explodes": either(lambda: docx(paragraph("&e11;"), doctype=BOMB.replace("html", "w:document")), END),
    "document with an outer entity": either(lambda: docx(paragraph("&out;"), doctype=OUTSIDE.replace("html", "w:document")), END, hides=("root:",)),
    "document with large numbers": read(lambda: docx(paragraph("word", "<w:numPr><w:ilvl w:val='999999999'/><w:numId w:val='99999999999999999999'/></w:numPr><w:outlineLvl w:val='-7'/><w:ind w:left='1e999'/>"))),
    "document with open fields": either(lambda: docx("<w:p>" + "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>HYPERLINK</w:instrText></w:r>" * 50_000 + "</w:p>"), END),
    "document with footnotes of footnotes": either(lambda: docx("<w:p><w:r><w:footnoteReference w:id='2'/></w:r></w:p>", {"word/footnotes.xml": f"<w:footnotes {W}><w:footnote w:id='2'><w:p><w:r><w:footnoteReference w:id='2'/><w:t>note</w:t></w:r></w:p></w:footnote></w:footnotes>", "word/_rels/document.xml.rels": RELATIONS.format("../../../etc/passwd")}), END),
    "document with styles in a ring": either(lambda: docx(paragraph("word", "<w:pStyle w:val='a'/>"), {"word/styles.xml": f"<w:styles {W}><w:style w:type='paragraph' w:styleId='a'><w:basedOn w:val='b'/></w:style><w:style w:type='paragraph' w:styleId='b'><w:basedOn w:val='a'/></w:style></w:styles>"}), END),
    "document that is missing": refused(lambda: zipped({k: v for k, v in docx_parts("").items() if "document" not in k})),
    "document that is not XML": refused(lambda: docx("")[:0] + zipped({**docx_parts(""), "word/document.xml": b"\xff\x00" * 1000})),
    "document cut off": either(lambda: zipped({**docx_parts(""), "word/document.xml": str(docx_parts(paragraph("word") * 50)["word/document.xml"])[:2000]}), "word"),
    "document that is deleted": either(lambda: docx(f"<w:p><w:del><w:r><w:delText>{HIDDEN}</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>{HIDDEN}</w:t></w:r></w:p>"), END, hides=(HIDDEN,)),
    "document without words": refused(lambda: zipped({**docx_parts(""), "word/document.xml": f"<w:document {W}><w:body><w:p/></w:body></w:document>"})),
}  # fmt: skip
