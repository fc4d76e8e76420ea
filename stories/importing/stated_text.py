"""Plain text that states its structure, as exported text does where nobody could tell it from the words alone.

Three empty lines part what is chapter, note and epigraph, two are a larger gap, one parts paragraphs. A line in
brackets says what follows; where there is none, a chapter follows, below its heading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stories.errors import RefusedError
from stories.importing.blocks import PARAGRAPH, Block, block_of, over_all, put_together
from stories.importing.emphasis import with_emphasis
from stories.importing.limits import refuse_too_many_chapters, refuse_too_many_marks, refuse_too_many_paragraphs
from stories.importing.ornaments import is_ornament
from stories.importing.stated import KEY, manuscript_of, stated_heading
from stories.manuscript import Chapter, Manuscript, Note, Where
from stories.text import Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stories.importing.chapters.headings import Heading

STATED_TEXT = "stated in plain text"
MARKS, NO_MARKS = "emphasis", "none"  # where the author's own `_` and `*` would be taken for marks
PART, GAP = "\n\n\n\n", "\n\n\n"
EMPTY_LINE = " "  # within a heading, or within code
EPIGRAPH, UNNAMED = "[Epigraph]", "[Chapter]"
NOTES = {
    (Where.HEAD, True): "[Note on the story]",
    (Where.HEAD, False): "[Note on the next chapter]",
    (Where.TAIL, False): "[Note on the chapter above]",
    (Where.TAIL, True): "[Closing note]",
}
_NOTES = {line: about for about, line in NOTES.items()}


def is_stated_text(entries: dict[str, Any]) -> bool:
    """Whether the front matter says that the text below is laid out so."""
    return entries.get(KEY) == STATED_TEXT


def manuscript_of_text(entries: dict[str, Any], text: str, *, name: str) -> Manuscript:
    """The manuscript that front matter and layout state."""
    told = _Told(marked=entries.get(MARKS) != NO_MARKS)
    for part in text.strip("\n").split(PART):
        told.take(part)
    if not any(chapter.body.text.strip() for chapter in told.chapters):
        raise RefusedError(f"{name} holds no story, only what is said of one.")
    refuse_too_many_chapters(told.chapters, name=name)
    refuse_too_many_marks([Block(each.body.text, spans=each.body.spans) for each in told.chapters], name=name)
    refuse_too_many_paragraphs(text.split(PARAGRAPH), name=name)
    given = entries | {"epigraph": told.epigraph}
    return manuscript_of(given, name=name, notes=told.notes, chapters=tuple(told.chapters))


class _Told:
    """What the parts said so far."""

    def __init__(self, *, marked: bool) -> None:
        self.chapters: list[Chapter] = []
        self.notes: list[Note] = []
        self.epigraph: list[str] = []
        self._marked = marked

    def take(self, part: str) -> None:
        first, _, rest = part.partition(PARAGRAPH)
        if first == EPIGRAPH:
            self.epigraph = [block.text for block in self._blocks(rest)]
        elif about := _NOTES.get(first):
            self._note(*about, self._passage(rest))
        else:
            self._chapter(stated_heading("" if first == UNNAMED else first), self._passage(rest))

    def _chapter(self, heading: Heading, body: Passage) -> None:
        number = len(self.chapters) + 1
        self.chapters.append(Chapter(number=number, label=heading.label, title=heading.title, body=body))

    def _note(self, where: Where, of_story: bool, passage: Passage) -> None:
        chapter = None if of_story else len(self.chapters) + (where == Where.HEAD)
        self.notes.append(Note(where=where, passage=passage, chapter=chapter))

    def _passage(self, text: str) -> Passage:
        return put_together([*self._blocks(text)])

    def _blocks(self, text: str) -> Iterator[Block]:
        gap = 1
        for paragraph in text.split(PARAGRAPH) if text else ():
            gap, lines = (2, paragraph[1:]) if paragraph.startswith("\n") else (1, paragraph)
            yield self._block(lines, gap)

    def _block(self, written: str, gap: int) -> Block:
        text = "\n".join("" if line == EMPTY_LINE else line for line in written.split("\n"))
        return block_of(paragraph_in(text, marked=self._marked), gap)


def paragraph_in(text: str, *, marked: bool) -> Passage:
    """What the lines of one paragraph say."""
    if is_ornament(text):
        return over_all(text, Kind.SCENE_BREAK)
    passage = with_emphasis(text) if marked else Passage(text)
    return over_all(passage.text, *([Kind.VERSE] if "\n" in text else ()), within=passage.spans)
