"""Which element of WordprocessingML means what. One line here teaches one more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from stories.importing.docx.body import LISTED, PLACEHOLDER, Body
from stories.importing.docx.names import named
from stories.importing.docx.styles import SEEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from stories.importing.docx.body import Attributes

    Begins = Callable[[Body, Attributes], bool | None]  # True: nothing that lies within is seen

SIDES = ("top", "left", "bottom", "right", "start", "end", "between", "bar")
# Formats of the past, the second half of a choice, what stands elsewhere again, and what only tables look like.
UNSEEN = """
w:moveFrom mc:Fallback w:rPrChange w:pPrChange w:tblPrChange w:sectPrChange w:trPrChange w:tcPrChange
w:numberingChange w:tblPr w:tblGrid w:tcPr w:rubyPr
"""


def _unseen(_: Body, __: Attributes) -> bool:
    return True


def _told(handler: Callable[[Body, str, Attributes], None], word: str) -> Begins:
    return partial(_tell, handler, word)


def _tell(handler: Callable[[Body, str, Attributes], None], word: str, body: Body, attributes: Attributes) -> None:
    handler(body, word, attributes)


BEGINNINGS: dict[str, Begins] = {
    **dict.fromkeys(UNSEEN.split(), _unseen),
    **{f"w:{name}": _told(Body.toggle, name) for name in SEEN},
    **{f"w:{side}": _told(Body.border, side) for side in SIDES},
    "w:del": Body.deletion,
    "w:p": Body.start_paragraph,
    "w:pPr": Body.start_properties,
    "w:pStyle": Body.style_paragraph,
    "w:outlineLvl": Body.level,
    "w:pageBreakBefore": Body.start_page,
    "w:sectPr": Body.end_page,
    "w:type": Body.kind_of_page,
    "w:numId": Body.list_of,
    "w:ilvl": Body.depth_of,
    "w:bidi": Body.direction,
    "w:pBdr": Body.start_borders,
    "w:r": Body.start_run,
    "w:rStyle": Body.style_letters,
    "w:rtl": Body.set_complex,
    "w:cs": Body.set_complex,
    "w:lang": Body.set_language,
    "w:t": Body.start_text,
    "m:t": Body.start_text,
    "w:tab": _told(Body.sign, "\t"),
    "w:ptab": _told(Body.sign, "\t"),
    "w:cr": _told(Body.sign, "\n"),
    "w:noBreakHyphen": _told(Body.sign, "\u2011"),
    "w:br": Body.break_line,
    "w:sym": Body.symbol,
    "w16se:symEx": Body.symbol_of_emoji,
    "w:fldChar": Body.field_sign,
    "w:footnoteReference": _told(Body.refer, "footnote"),
    "w:endnoteReference": _told(Body.refer, "endnote"),
    "w:footnote": _told(Body.start_note, "footnote"),
    "w:endnote": _told(Body.start_note, "endnote"),
    "wp:docPr": Body.picture,
    "v:shape": Body.shape,
    "v:rect": Body.shape,
    "v:textpath": Body.words_as_art,
    "w:rt": Body.start_reading,
    "w:txbxContent": Body.start_box,
    "w:tbl": Body.start_table,
    "w:tr": Body.start_row,
    "w:tc": Body.start_box,
    "w:sdt": Body.start_control,
    "w:docPartGallery": _told(Body.control_is, LISTED),
    "w:showingPlcHdr": _told(Body.control_is, PLACEHOLDER),
    "w:sdtContent": Body.start_content,
}
ENDINGS: dict[str, Callable[[Body], None]] = {
    "w:p": Body.end_paragraph,
    "w:pPr": Body.end_properties,
    "w:pBdr": Body.end_borders,
    "w:t": Body.end_text,
    "m:t": Body.end_text,
    "w:footnote": Body.end_note,
    "w:endnote": Body.end_note,
    "w:rt": Body.end_reading,
    "w:ruby": Body.end_ruby,
    "w:txbxContent": Body.end_box,
    "w:tbl": Body.end_table,
    "w:tc": Body.end_cell,
    "w:tr": Body.end_row,
    "w:sdt": Body.end_control,
}
_BEGINNINGS = {tag: handler for name, handler in BEGINNINGS.items() for tag in named(name)}
_ENDINGS = {tag: handler for name, handler in ENDINGS.items() for tag in named(name)}


class Events:
    """Tells a body of the elements that mean something, and leaves out what lies in those that are not seen."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._unseen = 0  # how deep in what is not seen
        self.data = body.data

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._unseen:
            self._unseen += 1
        elif (handler := _BEGINNINGS.get(tag)) and handler(self._body, attributes):
            self._unseen = 1

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._unseen:
            self._unseen -= 1
        elif handler := _ENDINGS.get(tag):
            handler(self._body)
