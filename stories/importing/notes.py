"""How authors mark their notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stories.text import Kind, Passage, Span, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# At the start of a paragraph, before `:`, `-`, `)` or the end of the line.
DISCLAIMER = r"Disclaimer"
INITIALS = (
    r"A\s?/\s?N\d?",
    r"A\.\s?N\.?",
    r"AN",
    r"N\.?\s?d\.?\s?A\.?",
    r"N\s?/\s?A(?=\s*[:)\]])",  # with its sign: alone it says that there is nothing to say
    r"А\s?/\s?Н",
)
WORDS = (
    r"(?:Author|Writer|Translator|Editor|Beta)(?:['’]?s['’]?)?\s+Notes?",
    r"(?:Beginning|End|Chapter|Story|Final)\s+Notes?",
    r"Notes?\s+from\s+the\s+author",
    r"Anmerkung(?:en)?(?:\s+de[rs]\s+Autor(?:in|s)?)?",
    r"Autor(?:inn?en|en)?notiz(?:en)?",
    r"Notes?\s+d(?:e\s+l)?['’](?:auteure?|autrice)",
    r"Mot\s+d(?:e\s+l)?['’](?:auteure?|autrice)",
    r"Notes?\s+de\s+(?:fin|début)(?:\s+de\s+chapitre)?",
    r"Notas?\s+d(?:e\s+l)?[aeo]l?\s+autora?",
    r"Notas?\s+(?:finale?s?|iniciale?s?|del\s+cap[ií]tulo)",
    r"Not[ae]\s+dell?['’\s]\s?aut(?:ore|rice)",
    r"Примечани[ея](?:\s+(?:автора|переводчика|к\s+главе|к\s+части))?",
    r"(?:Комментари[йи]|Слово|Заметк[аи]|От)\s+автора",
    r"Прим\.\s?(?:авт|пер)(?:\.|\w+)",
    r"(?:前書き|まえがき|後書き|あとがき|作者より|作者コメント)",
    r"作者有[话話](?:要)?[说說]",
    r"作者的?[话話按]",
)
MARKS = (*INITIALS, *WORDS, DISCLAIMER)
LONGEST_NAME = 4
LONGEST_MARK = 80
NOT_NAMES = {
    "author",
    "writer",
    "translator",
    "editor",
    "beta",
    "chapter",
    "story",
    "release",
    "patch",
    "end",
    "beginning",
}

_OPENING = r"[\s\[({（【*_~<>-]*"
_MARK = re.compile(rf"{_OPENING}(?:{'|'.join(MARKS)})[*_]*\s*(?:[:：)\]）】]|[-–—]+(?=\s)|$)", re.IGNORECASE)
_DISCLAIMER = re.compile(rf"{_OPENING}{DISCLAIMER}", re.IGNORECASE)
_PLAIN_MARK = re.compile(rf"{_OPENING}A\s?/\s?N\b", re.IGNORECASE)
_SIGNED = re.compile(r"(?P<name>[^\W\d_](?:[\w.-]*\s+[^\W_]){0,3}[\w.-]*?)['’]s?\s+Notes?\s*:")
_ALONE = re.compile(rf"{_OPENING}(?:{'|'.join(MARKS)})\s*[:：.\]）】)*_~-]*", re.IGNORECASE)
_INLINE = re.compile(
    r"[\[(（]\s?(?:[AА]\s?/\s?[NН]|N\s?/\s?A\s?:|N\.?d\.?A|прим\.?(?:ечание)?\s?(?:авт|пер))"
    rf"|[\[【]\s?(?:AN\b|(?:{'|'.join(WORDS)}))",
    re.IGNORECASE,
)
_TO_READERS = re.compile(
    r"\b(?:reviews?|reviewers?|fic|fics|fanfic|fandom|chapters?|beta|betas|readers?|updat\w+|disclaimer|kudos|comments?"
    r"|canon|AU|OOC|OC|hiatus|flames?|enjoy|own (?:nothing|none)|(?:don['’]t|do not) own|this story|my story"
    r"|hope you|thank|gracias|lectores|capítulo|comentarios|reseñas|danke|kapitel|leser|merci|chapitre|lecteurs"
    r"|спасибо|главы?|глав[еу]|читател\w+|отзыв\w*|фик\w*|obrigad[ao]|grazie)\b|感谢|谢谢|更新|感想|ありがとう|読んで",
    re.IGNORECASE,
)
_BRACKETS = (("[", "]"), ("(", ")"), ("（", "）"), ("【", "】"))


class Mark(NamedTuple):
    """What the beginning of a note says: who signs it, and whether its text only follows in the next paragraph."""

    author: str | None
    alone: bool
    words: str = ""


def mark_of(text: str) -> Mark | None:
    """The mark at a paragraph's start; None when it is no author's note."""
    if text.find("Note", 0, LONGEST_MARK) > 0 and (signed := _SIGNED.match(text)):
        name = signed["name"]
        if len(name.split()) <= LONGEST_NAME and name[0].isupper() and name.casefold() not in NOT_NAMES:
            return Mark(name, alone=signed.end() == len(text.rstrip()), words=signed[0])
    if marked := _MARK.match(text) or _PLAIN_MARK.match(text):
        return Mark(None, alone=_ALONE.fullmatch(text) is not None, words=marked[0].strip())
    return None


def is_disclaimer(text: str) -> bool:
    """A note of one paragraph, whatever stands below it."""
    return _DISCLAIMER.match(text) is not None


def speaks_to_readers(text: str) -> bool:
    """What authors speak of when they step before their story."""
    return _TO_READERS.search(text) is not None


def is_bracketed(text: str) -> bool:
    """A note that ends where its bracket closes, whatever follows."""
    text = text.strip()
    return any(text.startswith(opening) and text.endswith(closing) for opening, closing in _BRACKETS)


def with_inline_notes(passage: Passage, more: Iterable[Span] = ()) -> Passage:
    """The passage with a span over each `[A/N …]` that stands within it."""
    notes = list(_inline_notes(passage.text))
    return Passage(passage.text, in_order([*passage.spans, *notes, *more])) if notes or more else passage


def _inline_notes(text: str) -> Iterator[Span]:
    """A note within a paragraph goes from its bracket to the bracket that closes it."""
    for opening, closing in _BRACKETS:
        at = text.find(opening)
        while at >= 0:
            if _INLINE.match(text, at):
                end = text.find(closing, at)
                if end < 0:
                    break
                yield Span(at, end + 1, Kind.NOTE)
                at = end
            at = text.find(opening, at + 1)
