"""The title page: what stands in short lines above the first heading, and what each of them is."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from stories.importing.blocks import Block
from stories.importing.chapters.headings import DIVISIONS, heading_in
from stories.importing.chapters.numerals import number_in
from stories.importing.explaining import quoted
from stories.importing.front.bylines import author_in
from stories.importing.front.titling import LONGEST_TITLE, is_title, is_written_as_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.front.head import Head

MOST_NAMES = 3  # lines that say nothing of what they are: author, title, subtitle
MOST_LINES = 8
FEW_LINES = 2  # title and author, where no line says what it is
LONGEST_DEDICATION = 60
FEWEST_LETTERS = 4  # of a word that says more than where it stands

# What a work may call itself, after an article and a word or two.
GENRES = (
    "dialogue dialog fragment vignette sketch monologue monolog diálogo fragmento monólogo"
    " novel novella romance tale story play comedy tragedy tragicomedy drama farce poem poems ballad"
    " ballads sonnets fable roman novelle erzählung erzählungen märchen schauspiel trauerspiel lustspiel"
    " komödie tragödie posse schwank gedicht gedichte ballade briefroman comédie tragédie tragi-comédie"
    " drame vaudeville proverbe conte contes nouvelle nouvelles récit poème poèmes comedia tragedia novela"
    " cuento cuentos poema poemas relato sainete entremés zarzuela роман повесть рассказ рассказы сказка"
    " поэма комедия трагедия драма пьеса водевиль стихи стихотворения commedia dramma romanzo racconto"
    " racconti poesie peça conto contos toneelstuk verhaal skuespil pjäs powieść opowiadanie 小説 長編小説 短編小説"
    " 戯曲 喜劇 悲劇 詩集 小说 长篇小说 中篇小说 短篇小说 话剧 诗集"
)
CASTS = (
    "dramatis personae, dramatis personæ, persons represented, persons of the play, the persons of the"
    " play, characters, the characters, cast, cast of characters, personen, personen des stücks, die"
    " personen, handelnde personen, personnages, les personnages, acteurs, les acteurs, personajes,"
    " personas, personas que hablan en ella, hablan en ella las personas siguientes, interlocutores,"
    " personaggi, interlocutori, personagens, personer, действующие лица, лица, персонажи, osoby, 登場人物,"
    " 人物, 剧中人物, 劇中人物, 人物表"
)
DEDICATIONS = (
    "to for dedicated in für dem gewidmet meiner meinem à au aux pour dédié para al dedicado per моей"
    " моему моим памяти посвящается voor till 献给"
)

_DIVISIONS = frozenset(DIVISIONS.replace(".", "").split())
_CASTS = frozenset(CASTS.split(", "))
_GENRE = "|".join(sorted(GENRES.split(), key=len, reverse=True))
_BY = "by|von|par|por|de|di|da"
_BY_WORDS = set(_BY.split("|"))
_CAPITAL = r"[^\W\d_a-zß-ÿа-я]"
_CALLED = re.compile(
    rf"(?i:(?:\S+\s+){{0,3}}?(?:{_GENRE})(?!\w))(?:\s+(?!(?i:{_BY})\s+(?:don |doña )?{_CAPITAL})[^\s.]+){{0,6}}?"
    rf"(?:,?\s+(?i:{_BY})\s+(?P<author>(?:don |doña )?{_CAPITAL}.*?))?\.?"
)
_DEDICATION = re.compile(rf"(?:{'|'.join(DEDICATIONS.split())})\s+\S.*|献给.+", re.IGNORECASE)
_NAME = re.compile(rf"(?:{_CAPITAL}[\w'’.-]*\s+){{1,3}}{_CAPITAL}[\w'’.-]*")
_ARTICLE = re.compile(
    r"(?:the|an?|der|die|das|eine?|les?|la|une?|el|los|las|un|una|il|lo|gli|os?|as)\s.*|l['’].*", re.IGNORECASE
)
_SAYS_MORE = re.compile(r"[(\[a-zß-ÿа-я]|(?i:or|oder|ou|или)\b")


class _Line(NamedTuple):
    text: str
    role: str  # "name" where its words do not say what it is
    author: str = ""


def take_title_page(head: Head) -> bool:
    """A line or two are all that stands above the first heading: the title, and its author or what else is below."""
    lines = (line.strip() for block in head.blocks[head.at :] for line in block.text.split("\n", FEW_LINES))
    title, *below = islice(lines, FEW_LINES + 1)
    if len(below) > 1 or (below and len(below[0]) > LONGEST_TITLE):
        return False
    if not is_title(Block(title)) and not is_written_as_title(title, is_signed=any(map(author_in, below))):
        return False
    head.title = title
    head.reasons.append(f"taken as title: {quoted(title)}, above the first heading")
    for line in below:
        if author := author_in(line):
            head.facts.add("authors", [author])
            head.reasons.append(f"taken as byline: {quoted(line)}, below the title")
        else:
            head.facts.keep("Dedication" if _DEDICATION.fullmatch(line) else "Subtitle", line)
    head.at = len(head.blocks)
    return True


def take_author_above(head: Head) -> bool:
    """A name that stands above title and kind of work is the author's."""
    if head.title or head.facts.one("authors"):
        return False
    lines, _ = _lines(head)
    names = [line.text for line in lines if line.role == "name"]
    is_signed = any(line.author for line in lines)
    if is_signed or [line.role for line in lines[:3]] != ["name", "name", "genre"]:
        return False
    if not _is_author_above(names[0], names[1], head.text or head.blocks[head.at :]) or "\n" in head.here.text:
        return False
    head.facts.add("authors", names[:1])
    head.reasons.append(f"taken as author: {quoted(names[0])}, a name above the title")
    head.title = names[1]
    head.reasons.append(f"taken as title: {quoted(head.title)}, on the title page")
    head.at += 2
    return True


def take_roles(head: Head, *, has_chapters: bool) -> None:
    """Lines that say what they are (a byline, a kind of work, a list of persons) make those above them clear."""
    lines, end = _lines(head)
    cast = has_chapters and end < len(head.blocks) and _is_cast(head.blocks[end])
    if not cast and not _are_clear(head, lines, end, has_chapters=has_chapters):
        return
    _take_lines(head, lines)
    head.at = end
    if cast:
        head.notes.append(list(head.blocks[end:]))
        head.reasons.append(f"taken as note: {quoted(head.here.text)}, a list of persons above the first heading")
        head.at = len(head.blocks)


def _lines(head: Head) -> tuple[list[_Line], int]:
    """The short lines at the beginning, and the block after them."""
    lines: list[_Line] = []
    for at in range(head.at, len(head.blocks)):
        block = head.blocks[at]
        written = _signed(block.text.split("\n", MOST_LINES))  # no more, as a block can have a million
        if _is_cast(block) or len(lines) + len(written) > MOST_LINES:
            return lines, at
        found = [
            _line(line.strip(), is_first=not head.title and not lines and not number)
            for number, line in enumerate(written)
        ]
        if not all(found):
            return lines, at
        lines += [line for line in found if line]
    return lines, len(head.blocks)


def _signed(lines: list[str]) -> list[str]:
    """`BY` alone on its line belongs to the name below."""
    for at in range(len(lines) - 1, 0, -1):
        by, name = lines[at - 1].strip(), lines[at].strip()
        if by.strip(" :").casefold() in _BY_WORDS and author_in(f"{by} {name}"):
            lines[at - 1 : at + 1] = [f"{by} {name}"]
    return lines


def _line(text: str, *, is_first: bool) -> _Line | None:
    """What a line is; none where it is longer or more of a sentence than those of title pages are."""
    if not text or len(text) > LONGEST_TITLE:
        return None
    if not is_first and (author := author_in(text)):
        return _Line(text, "byline", author)
    if not is_first and (called := _CALLED.fullmatch(text)) and (not text[0].islower() or text.count(" ") <= 1):
        return _Line(text, "genre", called["author"] or "")
    if not is_first and len(text) <= LONGEST_DEDICATION and _DEDICATION.fullmatch(text):
        return _Line(text, "dedication")
    is_name = is_title(Block(text)) or _NAME.fullmatch(text) or (is_first and is_written_as_title(text, is_signed=True))
    return _Line(text, "name") if is_name else None


def is_genre(line: str) -> bool:
    """What a work calls itself, and nothing more."""
    return len(line) <= LONGEST_TITLE and _CALLED.fullmatch(line) is not None


def _is_cast(block: Block) -> bool:
    return block.text.partition("\n")[0].strip(" .:：—–-").casefold() in _CASTS


def _are_clear(head: Head, lines: Sequence[_Line], end: int, *, has_chapters: bool) -> bool:
    names = sum(line.role == "name" for line in lines)
    roles = {line.role for line in lines}
    if not names or head.title:
        return bool(lines) and roles <= {"genre", "byline", "dedication"}
    clear = names <= MOST_NAMES and not roles.isdisjoint({"genre", "byline"})
    return clear and (has_chapters or end == len(head.blocks) or _begins_text(head, end))


def _begins_text(head: Head, at: int) -> bool:
    text = head.blocks[at].text
    is_sentence = text.endswith((".", "!", "?")) and not _CALLED.fullmatch(text)
    return head.is_set_off(at) or len(text) > LONGEST_TITLE or is_sentence or _is_cast(head.blocks[at])


def _take_lines(head: Head, lines: Sequence[_Line]) -> None:
    names = [line.text for line in lines if line.role == "name"]
    if not head.title and names:
        head.title = names.pop(0)
        head.reasons.append(f"taken as title: {quoted(head.title)}, on the title page")
    for name in names:
        if name.casefold() != head.title.casefold():
            head.facts.keep("Subtitle", name)
    for line in lines:
        _take_role(head, line)


def _take_role(head: Head, line: _Line) -> None:
    if line.author:
        head.facts.add("authors", [line.author])
        head.reasons.append(f"taken as byline: {quoted(line.text)}, on the title page")
    if line.role == "genre":
        head.facts.keep("Subtitle", line.text)
    elif line.role == "dedication":
        head.facts.keep("Dedication", line.text)
        head.reasons.append(f"taken as dedication: {quoted(line.text)}, on the title page")


def _is_author_above(line: str, below: str, text: Sequence[Block]) -> bool:
    """`Jane Roe` above `The Door`; `The Door` above `or, the Lamp` is a title, and `Great Hopes` above `Part One`.

    A name is hardly ever written small in the text, as the words of a title are.
    """
    if not _NAME.fullmatch(line) or _ARTICLE.fullmatch(line) or _SAYS_MORE.match(below) or _is_volume(below):
        return False
    return _share_written_small(line, text) <= _share_written_small(below, text)


def _is_volume(line: str) -> bool:
    first, *others = line.casefold().split()
    return heading_in(line) is not None or (
        first.rstrip(".") in _DIVISIONS and (not others or number_in(others[0]) is not None)
    )


def _share_written_small(line: str, text: Sequence[Block]) -> float:
    words = [f" {word}" for word in line.lower().split() if len(word) >= FEWEST_LETTERS]
    return sum(any(word in block.text for block in text) for word in words) / max(1, len(words))
