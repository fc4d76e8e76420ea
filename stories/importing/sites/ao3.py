"""The Archive of Our Own: its downloads, and pages saved from it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stories.importing.blocks import PARAGRAPH
from stories.importing.fields import Facts
from stories.importing.parts import Part
from stories.text import Kind, Span, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stories.importing.html.pieces import Piece

PREFACE, CHAPTERS, AFTERWORD, SKIN = "#preface", "#chapters", "#afterword", "#workskin"
HEADING, ABOVE_ONLY_CHAPTER, LANDMARK = ".heading", ".toc-heading", ".landmark"
TITLE, BYLINE, SUMMARY, NOTES, AT_END, SERIES = ".title", ".byline", ".summary", ".notes", ".end", ".series"
ASSOCIATIONS, JUMP, WORK, LABEL, VALUE = ".associations", ".jump", ".work", "dt", "dd"
MARKS = {
    *(PREFACE, CHAPTERS, AFTERWORD, SKIN, HEADING, ABOVE_ONLY_CHAPTER, LANDMARK, TITLE, BYLINE, SUMMARY, NOTES),
    *(AT_END, SERIES, ASSOCIATIONS, JUMP, WORK),
}

# The labels of its list of tags, without «s» and colon, and what each means; one in capitals names a field.
TAGS = {
    "rating": "rating",
    "archive warning": "warnings",
    "relationship": "relationships",
    "additional tag": "tags",
    "language": "language",
    "category": "Category",
    "categorie": "Category",
    "fandom": "Fandom",
    "character": "Characters",
    "series": "Series",
    "collection": "Collections",
    "published": "Published",
    "updated": "Updated",
    "completed": "Completed",
    "word": "Words",
    "chapter": "Chapters",
}
NUMBERS_OF_READERS = {"comment", "kudo", "bookmark", "hit"}
# What stands above the parts of a download, and what they are: a summary, or a note.
LABELS = {
    "summary": "summary",
    "notes": Part.STORY_NOTE,
    "chapter summary": Part.NOTE,
    "chapter notes": Part.NOTE,
    "chapter end notes": Part.END_NOTE,
    "end notes": Part.STORY_END_NOTE,
}
CHAPTER_SUMMARY = "Chapter Summary"
PUBLISHER = "Archive of Our Own"

_SEE_NOTES = re.compile(r"\(?See the end of the (?:work|chapter) for\b.{0,80}notes.{0,20}", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://(?:www\.)?archiveofourown\.org/works/\d+")
_STAT = re.compile(r"(?P<label>[A-Z][a-z]+):\s*(?P<value>\S+)")
_IN_SERIES = re.compile(r"Part (?P<part>\d+) of (?P<name>.+?)(?=,? Part \d+ of |\s*$)")
_BYLINE = re.compile(r"by\s+(?P<authors>.+)", re.IGNORECASE | re.DOTALL)


def is_download(marks: set[str]) -> bool:
    """A file that the Archive made: HTML, or an e-book, in which calibre renames classes and keeps ids."""
    return {PREFACE, CHAPTERS} <= marks


def is_saved_page(marks: set[str]) -> bool:
    """A page as a browser saved it."""
    return SKIN in marks


class Work:
    """What a work is, read from its parts."""

    def __init__(self) -> None:
        self.facts = Facts()
        self.pieces: list[Piece] = []
        self._label = ""
        self._summary: list[str] = []

    def _done(self) -> tuple[list[Piece], Facts]:
        if self._summary:
            self.facts.add("summary", [PARAGRAPH.join(self._summary)])
        self.facts.fields.setdefault("Publisher", PUBLISHER)
        tell_status(self.facts)
        return self.pieces, self.facts

    def take_tag(self, piece: Piece) -> None:
        """A label of the list of tags, or a value below it."""
        if LABEL in piece.where and VALUE not in piece.where[_last(piece.where, LABEL) :]:
            self._label = piece.text.strip(" :\n")
            return
        label = self._label.casefold().rstrip("s")
        if label in {"stat", ""}:
            for stat in _STAT.finditer(piece.text):
                self._tell(stat["label"], [stat["value"]])
        elif label not in NUMBERS_OF_READERS:
            self._tell(self._label, [piece.text] if piece.joins else piece.text.split(", "))

    def _tell(self, label: str, values: Sequence[str]) -> None:
        meaning = TAGS.get(label.casefold().rstrip("s"), label)
        values = [" ".join(value.split()) for value in values if value.strip()]
        if meaning == "Series":
            parts = [f"{found['name']}, part {found['part']}" for found in _IN_SERIES.finditer(", ".join(values))]
            self.facts.keep(meaning, "\n".join(parts or values))
        elif meaning[:1].isupper():
            before = self.facts.fields.get(meaning)
            self.facts.fields[meaning] = ", ".join([*([before] if before else []), *values])
        else:
            self.facts.add(meaning, values)

    def take_title(self, piece: Piece) -> None:
        """The title is stated once."""
        if not self.facts.one("title"):
            self.facts.add("title", [" ".join(piece.text.split())])

    def take_byline(self, piece: Piece) -> None:
        """`by One, Another`."""
        found = _BYLINE.fullmatch(piece.text.strip())
        names = (found["authors"] if found else piece.text).replace("\n", " ").split(", ")
        self.facts.add("authors", [name.strip() for name in names if name.strip()])

    def take_summary(self, piece: Piece) -> None:
        """A paragraph of the summary."""
        self._summary.append(piece.text)

    def take_note(self, piece: Piece, part: Part) -> None:
        """A paragraph of a note, out of the box in which the Archive puts it."""
        self.pieces.append(replace(piece, part=part, quotes=piece.quotes[1:], level=0))

    def take_chapter(self, piece: Piece) -> None:
        """A chapter's own heading."""
        self.pieces.append(replace(piece, text=" ".join(piece.text.split()), spans=(), level=1))

    def take_text(self, piece: Piece) -> None:
        """A paragraph of the story; its headings are the author's, and begin no chapters."""
        if piece.level:
            whole = Span(0, len(piece.text), Kind.HEADING)
            piece = replace(piece, level=0, spans=in_order([whole, *piece.spans]))
        self.pieces.append(piece)


class Download(Work):
    """A download tells its parts by labels above them, which EPUBs keep too."""

    def __init__(self) -> None:
        super().__init__()
        self._part: Part | str = ""
        self._box = 0

    def read(self, pieces: Iterable[Piece]) -> tuple[list[Piece], Facts]:
        """The story's paragraphs and its facts."""
        for piece in pieces:
            if not _leads_to_notes(piece):
                self._take(piece)
        return self._done()

    def _take(self, piece: Piece) -> None:
        if ABOVE_ONLY_CHAPTER in piece.where:
            return  # words for the table of contents alone
        label = piece.text.casefold().strip(" :")
        in_story = CHAPTERS in piece.where
        if not piece.quotes and label in LABELS and (in_story == label.startswith("chapter")):
            self._part, self._box = LABELS[label], 0
            if label == "chapter summary":
                self.pieces.append(replace(piece, part=Part.NOTE, level=0))
        elif self._part and self._is_in_box(piece):
            self._take_boxed(piece)
        elif PREFACE in piece.where:
            self._take_preface(piece)
        elif in_story:
            self._take_chapters(piece)
        elif AFTERWORD not in piece.where:
            self.take_text(piece)

    def _is_in_box(self, piece: Piece) -> bool:
        """A label holds for the quotation right below it."""
        box = piece.quotes[0] if piece.quotes else 0
        self._box = self._box or box
        if not box or box != self._box:
            self._part = ""
        return bool(self._part)

    def _take_boxed(self, piece: Piece) -> None:
        if isinstance(self._part, Part):
            self.take_note(piece, self._part)
        else:
            self.take_summary(piece)

    def _take_preface(self, piece: Piece) -> None:
        if LABEL in piece.where or VALUE in piece.where:
            self.take_tag(piece)
        elif address := _ADDRESS.search(piece.text):
            self.facts.add("source", [address[0]])
        elif piece.level == 1:  # calibre, which makes the EPUBs, drops the classes of all others
            self.take_title(piece)
        elif piece.joins:
            self.facts.keep("Associations", piece.text)
        elif self.facts.one("title") and _BYLINE.match(piece.text) and not self.facts.one("authors"):
            self.take_byline(piece)

    def _take_chapters(self, piece: Piece) -> None:
        if piece.level and HEADING in piece.where:
            self.take_chapter(piece)
        elif BYLINE in piece.where:
            self.pieces.append(replace(piece, part=Part.NOTE))
        else:
            self.take_text(piece)


class SavedPage(Work):
    """A page tells its parts by classes; around the work stands the Archive's own site."""

    def read(self, pieces: Iterable[Piece]) -> tuple[list[Piece], Facts]:
        """The story's paragraphs and its facts."""
        for piece in pieces:
            where = set(piece.where)
            if SKIN in where:
                if not where & {LANDMARK, JUMP} and not _leads_to_notes(piece):
                    self._take(piece, where)
            elif WORK in where and where & {LABEL, VALUE}:
                self.take_tag(piece)
        return self._done()

    def _take(self, piece: Piece, where: set[str]) -> None:
        in_story = CHAPTERS in where
        if TITLE in where and piece.level:
            (self.take_chapter if in_story else self.take_title)(piece)
        elif BYLINE in where:
            self.take_byline(piece)
        elif ASSOCIATIONS in where or SERIES in where:
            self.facts.keep("Associations", piece.text)
        elif SUMMARY in where:
            self._take_summary(piece, in_story=in_story)
        elif NOTES in where:
            if HEADING not in where:
                self.take_note(piece, _note_part(where, in_story=in_story))
        else:
            self.take_text(piece)

    def _take_summary(self, piece: Piece, *, in_story: bool) -> None:
        is_label = HEADING in piece.where
        if in_story:
            label = replace(piece, text=CHAPTER_SUMMARY, spans=(), part=Part.NOTE, level=0)
            self.pieces.append(label) if is_label else self.take_note(piece, Part.NOTE)
        elif not is_label:
            self.take_summary(piece)


def _note_part(where: set[str], *, in_story: bool) -> Part:
    if AT_END in where:
        return Part.END_NOTE if in_story else Part.STORY_END_NOTE
    return Part.NOTE if in_story else Part.STORY_NOTE


def _leads_to_notes(piece: Piece) -> bool:
    return not piece.quotes and _SEE_NOTES.fullmatch(piece.text.strip()) is not None


def _last(where: Sequence[str], mark: str) -> int:
    return max(at for at, name in enumerate(where) if name == mark)


def tell_status(facts: Facts) -> None:
    """Whether more is to come, by the count of chapters: `3/?`."""
    written, slash, planned = facts.fields.get("Chapters", "").partition("/")
    if slash and "Status" not in facts.fields:
        facts.keep("Status", "Complete" if written == planned else "In progress")
