"""Walks through the parts of a Word document, and keeps their paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from stories.importing.docx.frames import Frames
from stories.importing.docx.letters import NOTHING, Letters
from stories.importing.docx.names import value
from stories.importing.docx.paragraph import NO_LETTERS, Paragraph
from stories.importing.docx.runs import Runs
from stories.importing.docx.styles import NO_LINE
from stories.importing.docx.symbols import symbol
from stories.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stories.importing.docx.numbering import Numbering
    from stories.importing.docx.styles import Styles

    Attributes = Mapping[str, str]

# ruff: noqa: D102 - each method is named after what it hears

RIGHT_TO_LEFT_MARK = "\u200f"

_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|webp|svg|emf|wmf)|https?://\S+", re.IGNORECASE)
# The first letter that has a direction tells that of its paragraph.
_STRONG = re.compile(
    "(?P<left>[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])|[A-Za-z\u00c0-\u058f\u0900-\u1fff\u2c00-\ud7ff]"
)


class Body:
    """Hears the XML of the parts that hold text."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.languages: Counter[str] = Counter()
        self.notes: list[str] = []  # what the first, second… mark of a note refers to
        self.runs = Runs(styles)
        self.frames = Frames()
        self._styles = styles
        self._numbering = numbering
        self.begin()

    def begin(self) -> None:
        """A new part begins; whatever the last one left open is closed."""
        self.runs.begin()
        self.frames.begin()
        self.paragraph: Paragraph | None = None
        self.in_mark = False  # in the properties of a paragraph, not of letters
        self._outer: list[Paragraph | None] = []
        self._text: list[str] | None = None
        self._sides: set[str] | None = None
        self._fields: list[bool] = []  # of each open field, whether what comes of it is reached
        self._readings: list[Letters] = []  # of ruby
        self._in_reading = False

    def take(self) -> list[Paragraph]:
        """The paragraphs of the part, which are then forgotten: the parser keeps its target alive in a circle."""
        paragraphs = self.frames.paragraphs
        self.begin()
        return paragraphs

    def data(self, text: str) -> None:
        """Text, in pieces of any size."""
        if self._text is not None:
            self._text.append(text)

    # Paragraphs

    def start_paragraph(self, _: Attributes) -> None:
        self._outer.append(self.paragraph)
        self.paragraph = Paragraph(self._styles.default, Letters(), is_listed=self.frames.is_listed)
        self.runs.begin()

    def end_paragraph(self) -> None:
        if self.paragraph:
            self._finish(self.paragraph)
        self.paragraph = self._outer.pop() if self._outer else None
        if self._fields:
            self._fields = [True] * len(self._fields)  # an instruction never reaches into the next paragraph

    def _finish(self, paragraph: Paragraph) -> None:
        paragraph.text, paragraph.spans = _directed(paragraph)
        paragraph.letters = NO_LETTERS
        if not paragraph.is_empty:
            if paragraph.list_id is not None or paragraph.style.numbering:
                self._count(paragraph)
            self.frames.collect([paragraph])
        elif not paragraph.is_rest or paragraph.starts_page:
            self.frames.collect([paragraph])
        if paragraph.beside:
            self.frames.collect(paragraph.beside)

    def _count(self, paragraph: Paragraph) -> None:
        """Set the number or bullet of its list before it."""
        by_style = paragraph.style.numbering or ("", 0)
        list_id = by_style[0] if paragraph.list_id is None else paragraph.list_id
        depth = by_style[1] if paragraph.depth is None else paragraph.depth
        if list_id:
            paragraph.depth = depth
            paragraph.marker = self._numbering.marker(list_id, depth)

    def _part_here(self) -> None:
        """End the paragraph in its middle, and go on in one like it."""
        before = self.paragraph
        assert before is not None
        if before.letters.length:
            rest = before.rest()
            before.is_rest = True
            self._finish(before)
            self.paragraph = rest

    def start_properties(self, _: Attributes) -> None:
        self.in_mark = True

    def end_properties(self) -> None:
        self.in_mark = False

    def style_paragraph(self, attributes: Attributes) -> None:
        if self.paragraph:
            self.paragraph.style = self._styles.paragraph(value(attributes))

    def start_borders(self, _: Attributes) -> None:
        self._sides = set()

    def border(self, side: str, attributes: Attributes) -> None:
        if self._sides is not None and value(attributes) not in NO_LINE:
            self._sides.add(side)

    def end_borders(self) -> None:
        if self.paragraph and self._sides is not None:
            self.paragraph.rules = frozenset(self._sides)
        self._sides = None

    # Letters

    def start_run(self, _: Attributes) -> None:
        self.runs.begin()

    def start_text(self, _: Attributes) -> None:
        self._text = []

    def end_text(self) -> None:
        if self._text is not None:
            self.write("".join(self._text).replace("\n", " "))
        self._text = None

    def write(self, text: str) -> None:
        """Add what is seen to where it belongs."""
        paragraph = self.paragraph
        if not paragraph or self.in_mark or (self._fields and not all(self._fields)):
            return
        look = self.runs.look(paragraph.style)
        if look.is_hidden:
            return
        letters = self._readings[-1] if self._in_reading and self._readings else paragraph.letters
        letters.write(text, look.kinds)
        if language := self.runs.language:
            self.languages[language] += len(text)

    def sign(self, text: str, _: Attributes) -> None:
        self.write(text)

    def break_line(self, attributes: Attributes) -> None:
        if value(attributes, "type") != "page":
            self.write("\n")
        elif self.paragraph and all(self._fields):
            self._part_here()
            self.paragraph.starts_page = True

    def symbol(self, attributes: Attributes) -> None:
        self.write(symbol(value(attributes, "char"), value(attributes, "font")))

    def symbol_of_emoji(self, attributes: Attributes) -> None:
        char = next((each for key, each in attributes.items() if key.endswith("}char")), "")
        self.write(symbol(char, ""))

    # What hangs on letters

    def refer(self, sort: str, attributes: Attributes) -> None:
        """The mark of a note."""
        if self.paragraph and all(self._fields) and not self.frames.note:
            self.notes.append(f"{sort} {value(attributes, 'id')}")
            self.paragraph.footnotes += (len(self.notes),)
            self.paragraph.letters.write(f"[{len(self.notes)}]", NOTHING)

    def picture(self, attributes: Attributes) -> None:
        """Its words stand for it, unless they only name its file."""
        words = (attributes.get("descr") or attributes.get("alt") or "").strip()
        if words and not _FILE_NAME.fullmatch(words):
            self.write(" ".join(words.split()))

    def words_as_art(self, attributes: Attributes) -> None:
        self.write(attributes.get("string", ""))

    def shape(self, attributes: Attributes) -> None:
        """A line that is drawn across the page, as Google Docs does; any other shape is a picture."""
        is_line = any(key.endswith("}hr") and each in {"t", "true", "1"} for key, each in attributes.items())
        if not is_line or not self.paragraph:
            self.picture(attributes)
            return
        self._part_here()
        self.paragraph.is_rest = True
        self.frames.collect([Paragraph(is_line=True)])

    def start_reading(self, _: Attributes) -> None:
        self._readings.append(Letters())
        self._in_reading = True

    def end_reading(self) -> None:
        self._in_reading = False

    def end_ruby(self) -> None:
        if self._readings and (reading := self._readings.pop().written()[0]):
            self.write(f"({reading})")

    def end_box(self) -> None:
        self.frames.end_box(self.paragraph)

    def field_sign(self, attributes: Attributes) -> None:
        """Where a field begins, where what comes of it begins, and where it ends."""
        match value(attributes, "fldCharType"):
            case "begin":
                self._fields.append(False)
            case "separate" if self._fields:
                self._fields[-1] = True
            case "end" if self._fields:
                self._fields.pop()
            case _:
                pass

    def deletion(self, _: Attributes) -> bool:
        """What was deleted is not seen; if it is the end of a paragraph, that goes on in the next one."""
        if self.in_mark and self.paragraph:
            self.paragraph.runs_on = True
        return True


def _directed(paragraph: Paragraph) -> tuple[str, tuple[Span, ...]]:
    """Its text; one that runs to the left though its letters do not say so at once is given the mark for that."""
    text, spans = paragraph.letters.written()
    first = _STRONG.search(text) if paragraph.is_right_to_left and text else None
    if first is None or first["left"]:
        return text, spans
    return RIGHT_TO_LEFT_MARK + text, tuple(Span(start + 1, end + 1, kind) for start, end, kind in spans)
