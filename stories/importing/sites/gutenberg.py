"""The wrapper that Project Gutenberg puts around a book: taken off, with what it says of the book."""

from __future__ import annotations

import re

from stories.importing.fields import Facts
from stories.importing.front.notices import LABEL, LONGEST_AT_END, notice_at_end

NEAR_THE_TOP = 2000
SHORT_TITLE = 50  # in a wrapper; a longer one may go on in the next line

_START = re.compile(r"^\*\*\* ?START OF TH(?:E|IS) PROJECT GUTENBERG EBOOK[^\n]*\n", re.MULTILINE | re.IGNORECASE)
END = re.compile(
    r"^(?:\*\*\* ?END OF TH(?:E|IS) PROJECT GUTENBERG EBOOK|End of (?:the |this )?(?:Project Gutenberg|E-?text of\b)"
    r"|Ende (?:dieses|des) Proje[ck]t Gutenberg|Fin d[eu] (?:ce )?(?:livre du )?Proje(?:c?t|to|cto) Gutenberg)",
    re.MULTILINE | re.IGNORECASE,
)
_SMALL_PRINT_END = re.compile(
    r"^(?:\*END\*? ?THE SMALL PRINT!|\*+ *SMALL PRINT! FOR __)[^\n]*\n(?:\[\W?Small Print[^\n]*\n)?",
    re.MULTILINE | re.IGNORECASE,
)
_CREDITS = re.compile(
    r"(?:\s*(?:(?:(?:This )?E-?text |Text )?(?:was )?(?:Produced|Prepared) by|Transcribed (?:from|by)"
    r"|The Project Gutenberg E-?(?:text|book) of\b|\*\*\*$)[^\n]*(?:\n[^\n]+)*)+",
    re.MULTILINE | re.IGNORECASE,
)
_BOX = re.compile(r"<<THIS ELECTRONIC VERSION OF [^>]*>>(?:\s*(?P<year>\d{4})$)?", re.MULTILINE)  # below each act
_MENTIONS = ("PROJECT GUTENBERG", "Project Gutenberg", "SMALL PRINT")  # asked first, since most texts have none
_MENTIONS_AT_END = ("GUTENBERG", "Gutenberg", "Etext of")  # one of them is in each line that ends a book
_FIELD = re.compile(
    r"^(?P<label>Title|Author|Translators?|Illustrator|Editor|Language):[ \t]*(?P<value>[^\n]*(?:\n[ \t]+\S[^\n]*)*)",
    re.MULTILINE,
)
_FIRST_LINE = re.compile(
    r"^\W*(?:The )?Project Gutenberg E-?(?:text|book) of (?P<title>[^\n]{2,100}?)(?:,? by (?P<author>[^\n]{2,80}))?$",
    re.MULTILINE | re.IGNORECASE,
)


def unwrapped(text: str) -> tuple[str, Facts]:
    """The book alone, and the fields of its wrapper; any other text as it is."""
    if not any(words in text for words in _MENTIONS):
        return text, Facts()
    start = _START.search(text) or _SMALL_PRINT_END.search(text)
    if not start:
        return text, Facts()
    at, end = start.end(), _end(text, start.end())
    if credits_ := _CREDITS.match(text, at, end):
        at = credits_.end()
    facts = Facts()
    for found in _FIELD.finditer(text, 0, start.start()):
        _tell(facts, found["label"], found["value"])
    if not facts.one("title") and (found := _FIRST_LINE.search(text, 0, min(start.start(), NEAR_THE_TOP))):
        _tell_first_line(facts, found)
    at += _title_at(text[at : min(at + NEAR_THE_TOP, end)], facts.one("title"))
    end = _without_notice(text, at, end, facts)
    while text[end - 1].isspace():
        end -= 1
    book = text[at:end]  # cut out once, as each copy of a novel takes a millisecond
    return _without_boxes(book, facts) if "<<THIS" in book else book, facts


def _without_notice(text: str, start: int, end: int, facts: Facts) -> int:
    """Where the book ends above what its makers say of their work, which is kept beside it."""
    tail = max((start + end) // 2, end - LONGEST_AT_END)
    paragraphs = text[tail:end].split("\n\n")
    if notice := "\n\n".join(paragraphs[notice_at_end(paragraphs) :]):
        facts.keep(LABEL, notice.strip())
    return end - len(notice)


def _without_boxes(book: str, facts: Facts) -> str:
    """The conditions that the library's plays repeat, the first time above the year."""
    if (first := _BOX.search(book)) and first["year"]:
        facts.keep("Written", first["year"])
    return _BOX.sub("", book).strip("\n")


def _tell(facts: Facts, label: str, value: str) -> None:
    """A short title ends with its line; what is below is another."""
    first, _, below = value.strip().partition("\n")
    if label == "Title" and below and len(first) <= SHORT_TITLE:
        facts.keep("Subtitle", " ".join(below.split()))
        value = first
    facts.tell(label, " ".join(value.split()))


def _tell_first_line(facts: Facts, found: re.Match[str]) -> None:
    """What the oldest files say, which have no fields."""
    facts.add("title", [found["title"].strip()])
    if found["author"]:
        facts.add("authors", [found["author"].strip()])


def _end(text: str, start: int) -> int:
    """Where the line stands that ends the book."""
    return min(_end_with(words, text, start) for words in _MENTIONS_AT_END)


def _end_with(words: str, text: str, start: int) -> int:
    while (at := text.find(words, start)) >= 0:
        line = text.rfind("\n", 0, at) + 1
        if END.match(text, line):
            return line
        start = text.find("\n", at)
        if start < 0:
            break
    return len(text)


def _title_at(top: str, title: str) -> int:
    """Where the title stands: above it are the names of those who made the file."""
    found = re.search(rf"^[ \t]*{re.escape(title)}[ \t]*$", top, re.MULTILINE | re.IGNORECASE)
    return found.start() if title and found else 0
