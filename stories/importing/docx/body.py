"""Walks through the parts of a Word document, and keeps their paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from stories.importing.docx.letters import NOTHING, Letters
from stories.importing.docx.names import is_on, number, value
from stories.importing.docx.paragraph import NO_LETTERS, Paragraph
from stories.importing.docx.styles import BODY_LEVEL, NO_LINE, PLAIN, Style
from stories.importing.docx.symbols import symbol
from stories.importing.docx.tables import row_of
from stories.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stories.importing.docx.numbering import Numbering
    from stories.importing.docx.styles import Styles
    from stories.text import Kind

    Attributes = Mapping[str, str]

# ruff: noqa: D102 - each method is named after what it hears

LISTED, PLACEHOLDER = "listed", "placeholder"
SAME_PAGE = {"continuous", "nextColumn"}
RIGHT_TO_LEFT_MARK = "\u200f"

_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|webp|svg|emf|wmf)|https?://\S+", re.IGNORECASE)
# The first letter that has a direction tells that of its paragraph.
_STRONG = re.compile(
    "(?P<left>[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])|[A-Za-z\u00c0-\u058f\u0900-\u1fff\u2c00-\ud7ff]"
)


@dataclass(slots=True)
class Run:
    """What is said of a run of letters that look alike."""

    style: Style = PLAIN
    toggles: dict[str, bool] = field(default_factory=dict[str, bool])
    is_complex: bool = False
    language: str = ""


UNSAID = Run()


class Look(NamedTuple):
    """How letters are shown."""

    kinds: frozenset[Kind]
    is_hidden: bool


class Body:
    """Hears the XML of the parts that hold text."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.languages: Counter[str] = Counter()
        self.notes: list[str] = []  # what the first, second… mark of a note refers to
        self.note_texts: dict[str, list[Paragraph]] = {}
        self.paragraphs: list[Paragraph] = []
        self._styles = styles
        self._numbering = numbering
        self._looks: dict[object, Look] = {}
        self._tables_so_far = 0
        self.begin()

    def begin(self) -> None:
        """A new part begins; whatever the last one left open is closed."""
        self.paragraphs = []
        self._collected: list[list[Paragraph]] = [self.paragraphs]
        self._outer: list[Paragraph | None] = []
        self._paragraph: Paragraph | None = None
        self._run: Run | None = None  # as soon as anything is said of it
        self._look: Look | None = None  # as soon as it is known
        self._text: list[str] | None = None
        self._in_mark = False  # in the properties of a paragraph, not of letters
        self._sides: set[str] | None = None
        self._fields: list[bool] = []  # of each open field, whether what comes of it is reached
        self._tables: list[int] = []  # those that are open, by their numbers
        self._rows: list[list[list[Paragraph]]] = []
        self._readings: list[Letters] = []  # of ruby
        self._in_reading = False
        self._controls: list[str] = []
        self._note = ""

    def take(self) -> list[Paragraph]:
        """The paragraphs of the part, which are then forgotten: the parser keeps its target alive in a circle."""
        paragraphs = self.paragraphs
        self.begin()
        return paragraphs

    def data(self, text: str) -> None:
        """Text, in pieces of any size."""
        if self._text is not None:
            self._text.append(text)

    # Paragraphs

    def start_paragraph(self, _: Attributes) -> None:
        self._outer.append(self._paragraph)
        self._paragraph = Paragraph(self._styles.default, Letters(), is_listed=LISTED in self._controls)
        self._run = self._look = None

    def end_paragraph(self) -> None:
        if self._paragraph:
            self._finish(self._paragraph)
        self._paragraph = self._outer.pop() if self._outer else None
        if self._fields:
            self._fields = [True] * len(self._fields)  # an instruction never reaches into the next paragraph

    def _finish(self, paragraph: Paragraph) -> None:
        paragraph.text, paragraph.spans = _directed(paragraph)
        paragraph.letters = NO_LETTERS
        if not paragraph.is_empty:
            if paragraph.list_id is not None or paragraph.style.numbering:
                self._count(paragraph)
            self._collected[-1].append(paragraph)
        elif not paragraph.is_rest or paragraph.starts_page:
            self._collected[-1].append(paragraph)
        if paragraph.beside:
            self._collected[-1] += paragraph.beside

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
        before = self._paragraph
        assert before is not None
        if before.letters.length:
            rest = before.rest()
            before.is_rest = True
            self._finish(before)
            self._paragraph = rest

    def start_properties(self, _: Attributes) -> None:
        self._in_mark = True

    def end_properties(self) -> None:
        self._in_mark = False

    def style_paragraph(self, attributes: Attributes) -> None:
        if self._paragraph:
            self._paragraph.style = self._styles.paragraph(value(attributes))

    def level(self, attributes: Attributes) -> None:
        if self._paragraph:
            level = number(attributes, default=BODY_LEVEL)
            self._paragraph.level = level + 1 if level < BODY_LEVEL else 0

    def start_page(self, attributes: Attributes) -> None:
        if self._paragraph:
            self._paragraph.starts_page = is_on(attributes)

    def end_page(self, _: Attributes) -> None:
        if self._paragraph and self._in_mark:
            self._paragraph.ends_page = True

    def kind_of_page(self, attributes: Attributes) -> None:
        if self._paragraph and self._in_mark and value(attributes) in SAME_PAGE:
            self._paragraph.ends_page = False

    def list_of(self, attributes: Attributes) -> None:
        if self._paragraph:
            given = value(attributes)
            self._paragraph.list_id = "" if given == "0" else given

    def depth_of(self, attributes: Attributes) -> None:
        if self._paragraph:
            self._paragraph.depth = number(attributes)

    def direction(self, attributes: Attributes) -> None:
        if self._paragraph and self._in_mark:
            self._paragraph.is_right_to_left = is_on(attributes)

    def start_borders(self, _: Attributes) -> None:
        self._sides = set()

    def border(self, side: str, attributes: Attributes) -> None:
        if self._sides is not None and value(attributes) not in NO_LINE:
            self._sides.add(side)

    def end_borders(self) -> None:
        if self._paragraph and self._sides is not None:
            self._paragraph.rules = frozenset(self._sides)
        self._sides = None

    # Runs

    def start_run(self, _: Attributes) -> None:
        self._run = self._look = None

    def _said(self) -> Run:
        """What is said of the run, to say more."""
        self._run = self._run or Run()
        return self._run

    def toggle(self, name: str, attributes: Attributes) -> None:
        if not self._in_mark:
            self._said().toggles[name] = is_on(attributes)

    def style_letters(self, attributes: Attributes) -> None:
        if not self._in_mark:
            self._said().style = self._styles.letters(value(attributes))

    def set_complex(self, attributes: Attributes) -> None:
        if not self._in_mark:
            self._said().is_complex = is_on(attributes)

    def set_language(self, attributes: Attributes) -> None:
        if not self._in_mark:
            self._said().language = value(attributes)

    def start_text(self, _: Attributes) -> None:
        self._text = []

    def end_text(self) -> None:
        if self._text is not None:
            self.write("".join(self._text).replace("\n", " "))
        self._text = None

    def write(self, text: str) -> None:
        """Add what is seen to where it belongs."""
        paragraph = self._paragraph
        if not paragraph or self._in_mark or (self._fields and not all(self._fields)):
            return
        look = self._look = self._look or self._look_of(paragraph.style, self._run or UNSAID)
        if look.is_hidden:
            return
        letters = self._readings[-1] if self._in_reading and self._readings else paragraph.letters
        letters.write(text, look.kinds)
        if self._run and self._run.language:
            self.languages[self._run.language] += len(text)

    def _look_of(self, style: Style, run: Run) -> Look:
        key = id(style) if run is UNSAID else (id(style), id(run.style), run.is_complex, tuple(run.toggles.items()))
        if (look := self._looks.get(key)) is None:
            kinds = style.kinds(run.style, run.toggles, is_complex=run.is_complex)
            look = self._looks[key] = Look(kinds, style.hides(run.style, run.toggles))
        return look

    def sign(self, text: str, _: Attributes) -> None:
        self.write(text)

    def break_line(self, attributes: Attributes) -> None:
        if value(attributes, "type") != "page":
            self.write("\n")
        elif self._paragraph and all(self._fields):
            self._part_here()
            self._paragraph.starts_page = True

    def symbol(self, attributes: Attributes) -> None:
        self.write(symbol(value(attributes, "char"), value(attributes, "font")))

    def symbol_of_emoji(self, attributes: Attributes) -> None:
        char = next((each for key, each in attributes.items() if key.endswith("}char")), "")
        self.write(symbol(char, ""))

    # What hangs on letters

    def refer(self, sort: str, attributes: Attributes) -> None:
        """The mark of a note."""
        if self._paragraph and all(self._fields) and not self._note:
            self.notes.append(f"{sort} {value(attributes, 'id')}")
            self._paragraph.footnotes += (len(self.notes),)
            self._paragraph.letters.write(f"[{len(self.notes)}]", NOTHING)

    def start_note(self, sort: str, attributes: Attributes) -> None:
        self._note = f"{sort} {value(attributes, 'id')}"
        self._collected.append([])

    def end_note(self) -> None:
        if self._note:
            self.note_texts[self._note] = self._collected.pop()
        self._note = ""

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
        if not is_line or not self._paragraph:
            self.picture(attributes)
            return
        self._part_here()
        self._paragraph.is_rest = True
        self._collected[-1].append(Paragraph(is_line=True))

    def start_reading(self, _: Attributes) -> None:
        self._readings.append(Letters())
        self._in_reading = True

    def end_reading(self) -> None:
        self._in_reading = False

    def end_ruby(self) -> None:
        if self._readings and (reading := self._readings.pop().written()[0]):
            self.write(f"({reading})")

    # What paragraphs lie in

    def start_box(self, _: Attributes) -> None:
        self._collected.append([])

    def end_box(self) -> None:
        if len(self._collected) > 1:
            inside = self._collected.pop()
            if self._paragraph:
                self._paragraph.beside += tuple(inside)
            else:
                self._collected[-1] += inside

    def start_table(self, _: Attributes) -> None:
        self._tables_so_far += 1
        self._tables.append(self._tables_so_far)

    def end_table(self) -> None:
        if self._tables:
            self._tables.pop()

    def start_row(self, _: Attributes) -> None:
        self._rows.append([])

    def end_cell(self) -> None:
        if len(self._collected) > 1:
            cell = self._collected.pop()
            if self._rows:
                self._rows[-1].append(cell)
            else:
                self._collected[-1] += cell

    def end_row(self) -> None:
        if self._rows:
            self._collected[-1] += row_of(self._rows.pop(), table=self._tables[-1] if self._tables else 0)

    def start_control(self, _: Attributes) -> None:
        self._controls.append("")

    def control_is(self, what: str, attributes: Attributes) -> None:
        if self._controls and (what != LISTED or value(attributes) == "Table of Contents"):
            self._controls[-1] = what

    def start_content(self, _: Attributes) -> bool:
        return bool(self._controls) and self._controls[-1] == PLACEHOLDER

    def end_control(self) -> None:
        if self._controls:
            self._controls.pop()

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
        if self._in_mark and self._paragraph:
            self._paragraph.runs_on = True
        return True


def _directed(paragraph: Paragraph) -> tuple[str, tuple[Span, ...]]:
    """Its text; one that runs to the left though its letters do not say so at once is given the mark for that."""
    text, spans = paragraph.letters.written()
    first = _STRONG.search(text) if paragraph.is_right_to_left and text else None
    if first is None or first["left"]:
        return text, spans
    return RIGHT_TO_LEFT_MARK + text, tuple(Span(start + 1, end + 1, kind) for start, end, kind in spans)
