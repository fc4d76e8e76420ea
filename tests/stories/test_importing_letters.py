"""Whatever a story file holds, each letter of it is found once, in order, in the parts of the manuscript."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from stories.importing import manuscript_from
from stories.manuscript import Manuscript, Where

WORDS = [
    *["rain", "lamp", "hill", "door", "ferry", "wet", "green", "under", "before", "nobody"],
    "café",
    "naïve",
    "Öl",
    "寒い",
]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(lambda words: f"The {' '.join(words)}.")
PROSE = st.lists(SENTENCES, min_size=3, max_size=5).map(" ".join).filter(lambda text: len(text) > 100)
SHORT = st.lists(st.sampled_from(WORDS), min_size=2, max_size=5).map(" ".join)
TITLES = st.lists(st.sampled_from(WORDS[:9]), min_size=2, max_size=4).map(lambda words: " ".join(words).title())
STANZAS = st.lists(SHORT, min_size=2, max_size=4).map("\n".join)
BREAKS = st.sampled_from(["* * *", "~*~", "xXx", "-x-", "---", "[line break]"])
NUMBERINGS = st.sampled_from(["({})", "({}) the rain", "Chapter {}", "Chapter {}: the rain", "{}."])
ROMAN = ("i", "ii", "iii", "iv", "v", "vi")
GAPS = st.sampled_from(["\n\n", "\n\n", "\n\n", "\n\n\n"])
SMALLEST_GAP, LARGER_GAP = "\n\n", "\n\n\n"


@dataclass
class File:
    """A file, and what must be found in it in this order."""

    text: str = ""
    letters: list[str] = field(default_factory=list[str])

    def add(self, part: str, gap: str = SMALLEST_GAP) -> None:
        self.text += (gap if self.text else "") + part
        self.letters.append(part)


@st.composite
def files(draw: st.DrawFn) -> File:
    file = File()
    if draw(st.booleans()):
        file.add(f"{draw(st.sampled_from(['A/N: ', 'AN: ', 'Catarina’s Notes: ']))}{draw(PROSE)}")
    if draw(st.booleans()):
        file.add(draw(TITLES), LARGER_GAP)
    chapters = draw(st.integers(1, 4))
    if chapters == 1:
        add_scenes(draw, file)
        return file
    if draw(st.booleans()):
        for number in range(draw(st.integers(3, 6))):
            file.add(draw(SHORT), SMALLEST_GAP if number else LARGER_GAP)
    numbering = draw(NUMBERINGS)
    for number in range(chapters):
        file.add(numbering.format(ROMAN[number]), LARGER_GAP)
        add_chapter(draw, file)
    return file


def add_chapter(draw: st.DrawFn, file: File) -> None:
    if draw(st.booleans()):
        file.add(f"(A/N {draw(SENTENCES)})")
    add_scenes(draw, file)
    if draw(st.booleans()):
        file.add(f"Author's Note: {draw(SENTENCES)}")


def add_scenes(draw: st.DrawFn, file: File) -> None:
    file.add(draw(PROSE))
    for _ in range(draw(st.integers(1, 4))):
        file.add(
            draw(st.one_of(PROSE, PROSE, STANZAS, BREAKS)), draw(st.sampled_from([SMALLEST_GAP] * 4 + [LARGER_GAP]))
        )
        file.add(draw(PROSE))


def letters_of(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def told_in_order(story: Manuscript) -> str:
    """What the parts say, in the order in which a file says it."""
    said = [note.passage.text for note in story.notes if note.chapter is None and note.where == Where.HEAD]
    said += ["" if story.title_guessed else story.title, story.summary, *story.epigraph]
    for chapter in story.chapters:
        of_chapter = [note for note in story.notes if note.chapter == chapter.number]
        said += [chapter.label, chapter.title]
        said += [note.passage.text for note in of_chapter if note.where == Where.HEAD]
        said.append(chapter.body.text)
        said += [note.passage.text for note in of_chapter if note.where == Where.TAIL]
    said += [note.passage.text for note in story.notes if note.chapter is None and note.where == Where.TAIL]
    return "".join(said)


@settings(max_examples=120, deadline=None)
@given(files())
def test_each_letter_is_found_once_and_in_order(file: File):
    story = manuscript_from(file.text.encode(), name="000_1a2b.txt")

    assert letters_of(told_in_order(story)) == letters_of("".join(file.letters))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n*_# -"), max_size=400))
def test_any_text_with_a_word_is_read(text: str):
    story = manuscript_from(f"It rained.\n\n{text}".encode(), name="x.txt")

    assert story.title
    assert [chapter.number for chapter in story.chapters] == list(range(1, len(story.chapters) + 1))
