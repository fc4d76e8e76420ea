"""What only says how a document looks: more than half of most documents, and nothing of their story."""

from __future__ import annotations

import re

# Elements that nobody asks for. A document is read in two thirds of the time when its parser does not see them.
LOOKS = """
rFonts sz szCs color spacing ind jc kern w position highlight shd noProof u proofErr lastRenderedPageBreak
bookmarkStart bookmarkEnd keepNext keepLines widowControl contextualSpacing snapToGrid autoSpaceDE autoSpaceDN
"""

_LOOK = rf'<w:(?:{"|".join(LOOKS.split())})(?: [\w:]++="[^"<]*+")*+ ?/>'
_OF_LETTERS = rf"<w:rPr>(?:{_LOOK})*+</w:rPr>"  # when they have no properties but looks
_OF_PARAGRAPH = rf"<w:pPr>(?:{_LOOK}|{_OF_LETTERS})*+</w:pPr>"
_LOOKS = re.compile(f"{_OF_LETTERS}|{_OF_PARAGRAPH}|{_LOOK}".encode())
_VERBATIM = b"<![CDATA["  # in which they would be words


def without_looks(document: bytes) -> bytes:
    """The same document without them."""
    return document if _VERBATIM in document else _LOOKS.sub(b"", document)
