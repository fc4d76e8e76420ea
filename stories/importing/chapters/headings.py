"""Which lines number or name a chapter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from stories.datelines import dateline
from stories.importing.chapters.number_words import FIRST_WORDS, SEVERAL
from stories.importing.chapters.numerals import is_roman, number_in

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

CHAPTERS = (
    "chapter chap. chap ch. kapitel kapitlet chapitre capítulo capitulo capítol capitolo hoofdstuk kapittel rozdział"
    " rozdíl kapitola luku глава розділ розд. κεφάλαιο κεφ. bölüm fejezet poglavlje peatükk nodaļa skyrius pennod"
    " caibidil scene scène escena scena szene scen szena сцена явление auftritt day letter lettre brief carta lettera"
    " письмо entry verse canto stave session episode adventure tableau cuadro quadro картина bild פרק الفصل فصل"
)
DIVISIONS = (
    "book part volume vol. buch teil band livre partie tome libro parte boek deel del книга часть том act akt acte"
    " acto atto aufzug действие акт część díl bok bind kısım μέρος βιβλίο osa rész arc season jornada period"
    " narrative phase"
)
NAMED = (
    "prologue prolog prólogo prologo пролог πρόλογος prologi epilogue epilog épilogue epílogo epilogo эпилог επίλογος"
    " epilogi interlude interlud interlúdio interludio interludium intermède zwischenspiel intermezzo интерлюдия"
    " foreword preface vorwort introduction avant-propos préface prefacio prefazione предисловие afterword nachwort"
    " postface conclusion conclusión conclusione schluss schluß заключение coda intermission"
    " 序 序章 序幕 楔子 終章 终章 尾声 尾聲 幕間 番外"
)

ABOVE = ("division", "named")  # families that may stand above chapters, or beside them
UNDER = " · "  # between the label of a book and that of its chapter
LONGEST = 80
LONGEST_MARKED = 400  # where the source marks it
LONGEST_TITLE = 60


class Heading(NamedTuple):
    """One line taken apart: `Chapter 1: Title` is a `Chapter 1` called `Title`, the first of the chapters."""

    label: str
    title: str
    family: str
    number: int | None = None

    @property
    def awaits_title(self) -> bool:
        """A number alone, below which a title may stand."""
        return self.number is not None and not self.title


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to write headings. A bare numeral is only believed in a row of its like; a word says what it means."""

    family: str
    line: re.Pattern[str]
    bare: bool = False


def _any_of(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))


_NUMBER = rf"(?P<number>\d{{1,5}}|{SEVERAL}|[^\W\d_]+)"
_SHORT_NUMBER = r"(?P<number>\d{1,3}|[ivxlc]{1,8}|[IVXLC]{1,8})"
_CHINESE = "[〇零一二三四五六七八九十百千两]"
_AFTER_WORD = r"(?:\s*(?:[.:)\]]|\s[-–—]+|--+|[–—])\s*(?P<title>.*)|\s+(?P<loose>[“\"«„‘]?[^\W\d_].*))?"
_AFTER_NUMERAL = r"(?:\s+(?P<title>\S.*))?"

PATTERNS = (
    Pattern(
        "chapter", re.compile(rf"(?P<label>(?:{_any_of(CHAPTERS)})\s*(?:the\s+)?{_NUMBER}){_AFTER_WORD}", re.IGNORECASE)
    ),
    Pattern(
        "division",
        re.compile(rf"(?P<label>(?:{_any_of(DIVISIONS)})\s+(?:the\s+)?{_NUMBER}){_AFTER_WORD}", re.IGNORECASE),
    ),
    Pattern("chapter", re.compile(rf"(?P<label>{_NUMBER}\.?\s+(?:{_any_of(CHAPTERS)})){_AFTER_WORD}", re.IGNORECASE)),
    Pattern("division", re.compile(rf"(?P<label>{_NUMBER}\.?\s+(?:{_any_of(DIVISIONS)})){_AFTER_WORD}", re.IGNORECASE)),
    Pattern("named", re.compile(rf"(?P<label>{_NUMBER}\.?\s+(?:{_any_of(NAMED)})){_AFTER_WORD}", re.IGNORECASE)),
    Pattern(
        "named",
        re.compile(rf"(?P<label>(?:{_any_of(NAMED)})(?:\s+(?P<number>\d+|[ivx]+))?){_AFTER_WORD}", re.IGNORECASE),
    ),
    Pattern(
        "named",
        re.compile(
            rf"(?P<label>chapter the last|(?:letztes|schluss-?) ?kapitel|dernier chapitre|chapitre dernier"
            rf"|último capítulo|capítulo último|ultimo capitolo|capitolo ultimo|последняя глава){_AFTER_WORD}",
            re.IGNORECASE,
        ),
    ),
    Pattern(
        "chapter",
        re.compile(
            r"(?P<label>第\s*(?P<number>[\d〇零一二三四五六七八九十百千两]+)\s*[回章节節话話幕場场夜篇折齣])\s*(?P<title>.*)"
        ),
    ),
    Pattern(
        "division",
        re.compile(r"(?P<label>第\s*(?P<number>[\d〇零一二三四五六七八九十百千两]+)\s*[卷部編编])\s*(?P<title>.*)"),
    ),
    Pattern("chapter", re.compile(r"(?P<label>제\s*(?P<number>\d{1,4})\s*[장화회막])[\s.:]*(?P<title>.*)")),
    Pattern("division", re.compile(r"(?P<label>제\s*(?P<number>\d{1,4})\s*[부권편])[\s.:]*(?P<title>.*)")),
    Pattern("一", re.compile(rf"(?P<label>[(（]?(?P<number>{_CHINESE}{{1,5}})[)）]?)"), bare=True),
    Pattern("一、", re.compile(rf"(?P<label>(?P<number>{_CHINESE}{{1,5}})[、．.])\s*(?P<title>.*)"), bare=True),
    Pattern("(i)", re.compile(rf"(?P<label>\({_SHORT_NUMBER}\)){_AFTER_NUMERAL}"), bare=True),
    Pattern("[i]", re.compile(rf"(?P<label>\[ ?{_SHORT_NUMBER} ?\])"), bare=True),
    Pattern("i.", re.compile(rf"(?P<label>{_SHORT_NUMBER}\.){_AFTER_NUMERAL}"), bare=True),
    Pattern("i)", re.compile(rf"(?P<label>{_SHORT_NUMBER}\)){_AFTER_NUMERAL}"), bare=True),
    Pattern("i:", re.compile(rf"(?P<label>{_SHORT_NUMBER})(?:\s*:|\s+[-–—])\s+(?P<title>\S.*)"), bare=True),
    Pattern("i", re.compile(rf"(?P<label>{_SHORT_NUMBER})"), bare=True),
)

_FRAME = re.compile(r"(?P<frame>[-–—=~*_#|•·\s]+)(?P<line>.*?)[-–—=~*_#|•·\s]+")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = (".", ",", ";", ":", "”", '"', "»", "’")
_QUOTES = '“”"«»„‘’'
_FIRST_WORD = re.compile(r"[-–—=~*_#|•·\s(（\[]*(?P<word>第|제\s*\d|\d+|[^\W\d_]+(?:-[^\W\d_]+)*)")
_FIRST_WORDS = {word.rstrip(".").casefold() for word in f"{CHAPTERS} {DIVISIONS} {NAMED}".split()} | {
    *("avant-propos", "letztes", "schlusskapitel", "schluss-kapitel", "dernier", "último", "ultimo", "последняя"),
}


def words_alone(text: str) -> str:
    """Its words without signs and capitals, to compare what is written otherwise."""
    return " ".join(_WORD.findall(text)).casefold()


def heading_in(line: str, *, longest: int = LONGEST) -> Heading | None:
    """A numbered or named heading, when the line can be one."""
    line = line.strip()
    if line.endswith(",") and is_worded(line):
        line = line[:-1]  # its title goes on below: `Chapter the First, / in which it rains`
    first = _FIRST_WORD.match(line, 0, LONGEST) if len(line) <= longest else None
    if not first or not _begins_heading(first["word"]):
        return None
    return _taken_apart(line, longest)


@lru_cache(2_000)  # what stands in a list of contents comes again, and `Chapter I` in each book
def _taken_apart(line: str, longest: int) -> Heading | None:
    above, dot, last = line.rpartition(UNDER)
    if dot and heading_in(above) and (heading := heading_in(last, longest=longest)):
        return heading._replace(label=f"{above}{UNDER}{heading.label}")
    return _told_by_patterns(line)


@lru_cache(1_000)  # `XVII` stands over a chapter of each book, and what reads headings asks for each more than once
def _told_by_patterns(line: str) -> Heading | None:
    if framed := _FRAME.fullmatch(line):
        line = framed["line"]
    for pattern in PATTERNS:
        if (match := pattern.line.fullmatch(line)) and (heading := _heading(pattern, match)):
            return heading
    return None


def is_worded(line: str) -> bool:
    """The line begins with a word that headings begin with: a cheap question before a dear one."""
    first = _FIRST_WORD.match(line) if len(line) <= LONGEST else None
    return first is not None and is_word_of_headings(first["word"])


@lru_cache(10_000)  # most paragraphs begin with few words
def _begins_heading(word: str) -> bool:
    return is_word_of_headings(word) or number_in(word) is not None


def is_word_of_headings(word: str) -> bool:
    """It is a word that headings begin with, and nothing more."""
    word = word.casefold()
    return word in _FIRST_WORDS or word[0] in "第제" or word.partition("-")[0] in FIRST_WORDS


def _heading(pattern: Pattern, match: re.Match[str]) -> Heading | None:
    parts = match.groupdict()
    numeral: str | None = parts.get("number")
    number = number_in(numeral) if numeral else None
    title: str = (parts.get("title") or parts.get("loose") or "").strip().lstrip("-–— ")
    if numeral and number is None:
        return None
    if parts.get("loose") and not _reads_as_title(title):
        return None
    if not pattern.bare:
        is_part_of_number = is_roman(title.rstrip(".")) and title != ""  # `Scene 1.II.`
        label, title = (match.string.strip(" ."), "") if is_part_of_number else (match["label"], title)
        return Heading(label, title, pattern.family, number)
    if not _fits_numeral(title) or dateline(match.string):
        return None
    assert numeral is not None
    if match["label"] == f"{number}." and is_worded(title) and (inner := heading_in(title)) and inner.number == number:
        return inner  # `1. Chapter 1: The Door`, as sites list their chapters
    return Heading(match["label"], title, _style(pattern.family, numeral), number)


def _style(family: str, numeral: str) -> str:
    """`I.`, `i.` and `1.` number different things."""
    if not is_roman(numeral):
        return family.replace("i", "1")
    return family.upper() if numeral.isupper() else family


def _reads_as_title(title: str) -> bool:
    """`Chapter 1 The Beginning`, but not `Chapter 1 of his life ended.`."""
    is_quoted = title[0] in _QUOTES and title[-1] in _QUOTES
    ends = not is_quoted and title.endswith(_SENTENCE_END)
    return len(title) <= LONGEST_TITLE and not title[0].islower() and not ends


def _fits_numeral(title: str) -> bool:
    return len(title) <= LONGEST_TITLE and not title.endswith(_SENTENCE_END)


class Candidate(NamedTuple):
    """A heading, the number of its block, and how many blocks it takes up."""

    at: int
    heading: Heading
    size: int = 1


def believed(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The headings that stand in a row: two or more of one kind, one after the other, with something between."""
    families: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        families.setdefault(candidate.heading.family, []).append(candidate)
    kept: list[Candidate] = []
    last = families["chapter"][-1] if "chapter" in families else None
    for family, members in families.items():
        kept += _believed_words(members, beside=families.keys()) if family in WORDED else _row(members, last)
    ats = {each.at for each in kept}
    kept += [each for each in candidates if each.at not in ats and each.at + 1 in ats and _is_first_division(each)]
    return sorted(kept)


def _is_first_division(candidate: Candidate) -> bool:
    """The only act of a play, right above its first scene."""
    return candidate.heading.family == "division" and candidate.heading.number == 1


WORDED = {pattern.family for pattern in PATTERNS if not pattern.bare}


def _believed_words(members: list[Candidate], *, beside: Collection[str]) -> list[Candidate]:
    """Names stand for themselves; numbered words count up, or an only `Chapter 1` has a name beside it."""
    if members[0].heading.family == "named":
        return members
    numbers = [member.heading.number or 0 for member in members]
    in_row = any(after == before + 1 for before, after in pairwise(numbers))
    return members if in_row or members[0].at == 0 or (numbers == [1] and "named" in beside) else []


def _goes_on(member: Candidate, last: Candidate | None) -> bool:
    return last is not None and member.at > last.at and member.heading.number == (last.heading.number or 0) + 1


def _row(members: list[Candidate], last: Candidate | None) -> list[Candidate]:
    """Bare numerals count one up from the first that has a successor, from one again, or from the last worded one."""
    row: list[Candidate] = []
    later = {member.heading.number: member.at for member in members}
    for member in members:
        number = member.heading.number or 0
        follows = row and number == (row[-1].heading.number or 0) + 1
        may_begin = not row or (number == 1 and len(row) > 1) or _goes_on(member, last)
        begins = may_begin and later.get(number + 1, -1) > member.at
        if follows or begins:
            row.append(member)
    touching = sum(after.at == before.at + 1 for before, after in pairwise(row))
    return row if len(row) > 1 and touching * 2 < len(row) else []
