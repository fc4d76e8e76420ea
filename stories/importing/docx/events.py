"""Which element of WordprocessingML means what. One line here teaches one more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.importing.docx import said
from stories.importing.docx.body import Body
from stories.importing.docx.frames import LISTED, PLACEHOLDER, Frames
from stories.importing.docx.names import named
from stories.importing.docx.runs import Runs
from stories.importing.docx.styles import SEEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from stories.importing.docx.body import Attributes
    from stories.importing.docx.paragraph import Paragraph

    Begins = Callable[[Body, Attributes], bool | None]  # True: nothing that lies within is seen
    Ends = Callable[[Body], None]

SIDES = ("top", "left", "bottom", "right", "start", "end", "between", "bar")
# Formats of the past, the second half of a choice, what stands elsewhere again, and what only tables look like.
UNSEEN = """
w:moveFrom mc:Fallback w:rPrChange w:pPrChange w:tblPrChange w:sectPrChange w:trPrChange w:tcPrChange
w:numberingChange w:tblPr w:tblGrid w:tcPr w:rubyPr
"""


def _unseen(_: Body, __: Attributes) -> bool:
    return True


def _told(handler: Callable[[Body, str, Attributes], None], word: str) -> Begins:
    return lambda body, attributes: handler(body, word, attributes)


def _of_paragraph(handler: Callable[[Paragraph, Attributes], None]) -> Begins:
    return lambda body, attributes: handler(body.paragraph, attributes) if body.paragraph else None


def _of_mark(handler: Callable[[Paragraph, Attributes], None]) -> Begins:
    """Where it stands among the properties of the paragraph; elsewhere the same element means something else."""
    return lambda body, attributes: handler(body.paragraph, attributes) if body.paragraph and body.in_mark else None


def _of_run(handler: Callable[[Runs, Attributes], None]) -> Begins:
    """What is said of letters, and not of the mark at the end of a paragraph."""
    return lambda body, attributes: None if body.in_mark else handler(body.runs, attributes)


def _of_frame(handler: Callable[[Frames, Attributes], bool | None]) -> Begins:
    return lambda body, attributes: handler(body.frames, attributes)


def _ends_frame(handler: Callable[[Frames], None]) -> Ends:
    return lambda body: handler(body.frames)


def _toggle(name: str) -> Begins:
    return _of_run(lambda runs, attributes: runs.toggle(name, attributes))


def _note(sort: str) -> Begins:
    return _of_frame(lambda frames, attributes: frames.start_note(sort, attributes))


def _control(what: str) -> Begins:
    return _of_frame(lambda frames, attributes: frames.control_is(what, attributes))


BEGINNINGS: dict[str, Begins] = {
    **dict.fromkeys(UNSEEN.split(), _unseen),
    **{f"w:{name}": _toggle(name) for name in SEEN},
    **{f"w:{side}": _told(Body.border, side) for side in SIDES},
    "w:del": Body.deletion,
    "w:p": Body.start_paragraph,
    "w:pPr": Body.start_properties,
    "w:pStyle": Body.style_paragraph,
    "w:outlineLvl": _of_paragraph(said.say_level),
    "w:pageBreakBefore": _of_paragraph(said.say_start_of_page),
    "w:sectPr": _of_mark(said.say_end_of_page),
    "w:type": _of_mark(said.say_kind_of_page),
    "w:numId": _of_paragraph(said.say_list),
    "w:ilvl": _of_paragraph(said.say_depth),
    "w:bidi": _of_mark(said.say_direction),
    "w:pBdr": Body.start_borders,
    "w:r": Body.start_run,
    "w:rStyle": _of_run(Runs.style),
    "w:rtl": _of_run(Runs.set_complex),
    "w:cs": _of_run(Runs.set_complex),
    "w:lang": _of_run(Runs.set_language),
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
    "w:footnote": _note("footnote"),
    "w:endnote": _note("endnote"),
    "wp:docPr": Body.picture,
    "v:shape": Body.shape,
    "v:rect": Body.shape,
    "v:textpath": Body.words_as_art,
    "w:rt": Body.start_reading,
    "w:txbxContent": _of_frame(Frames.start_box),
    "w:tbl": _of_frame(Frames.start_table),
    "w:tr": _of_frame(Frames.start_row),
    "w:tc": _of_frame(Frames.start_box),
    "w:sdt": _of_frame(Frames.start_control),
    "w:docPartGallery": _control(LISTED),
    "w:showingPlcHdr": _control(PLACEHOLDER),
    "w:sdtContent": _of_frame(Frames.start_content),
}
ENDINGS: dict[str, Ends] = {
    "w:p": Body.end_paragraph,
    "w:pPr": Body.end_properties,
    "w:pBdr": Body.end_borders,
    "w:t": Body.end_text,
    "m:t": Body.end_text,
    "w:footnote": _ends_frame(Frames.end_note),
    "w:endnote": _ends_frame(Frames.end_note),
    "w:rt": Body.end_reading,
    "w:ruby": Body.end_ruby,
    "w:txbxContent": Body.end_box,
    "w:tbl": _ends_frame(Frames.end_table),
    "w:tc": _ends_frame(Frames.end_cell),
    "w:tr": _ends_frame(Frames.end_row),
    "w:sdt": _ends_frame(Frames.end_control),
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
