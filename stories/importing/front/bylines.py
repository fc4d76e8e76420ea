"""Who signs a story, as title pages and heads of files say it."""

from __future__ import annotations

import re

_BYLINE = re.compile(r"(?:written )?(?:by|von|par|por|di):?\s+(?P<author>[^\n,;:!?]{2,60})", re.IGNORECASE)
# Words that are a byline only where a name follows, or stands before them, and the line says nothing else.
_BEFORE = "verfasst von, geschrieben von, écrit par, escrito por, scritto da, przez, автор, מאת, تأليف, بقلم, كتبها"
_NAMED = re.compile(
    rf"(?:{'|'.join(_BEFORE.split(', '))})\s*:?\s+(?P<author>[^\n,;:!?]{{2,60}})"
    r"|(?P<before>[^\s。、，：「」]{1,20}(?:\s[^\s。、，：「」]{1,20})?)\s*(?:著|作|撰|原作)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"[\w.-]*[\d_.-][\w.-]*\w")  # what only a name on a site looks like
_ENDS_SENTENCE = re.compile(r"[^\W\dA-ZÀ-Þ]{4,}[.…]$")  # `By Monday the rain had stopped.`
_SMALL_HANDLE = re.compile(r"by:? [a-z]{3,}", re.IGNORECASE)  # nothing else is signed by one word

# How prose goes on behind `by`, where hardly any name stands: `by then`, `by the sea`.
PROSE = (
    "a accident air all an and any bus car chance choice comparison contrast dark dawn day daybreak daylight dusk"
    " evening everyone far foot force god half hand heart her hers herself him himself his hour invitation it its"
    " itself land law letter luck mail many midday mistake morning most my myself name necessity night noon"
    " nothing now one our ourselves phone post proxy rail rights rote sea sight some stages telephone that the"
    " their them themselves then these this those thousands train turns two us water way what which whom word"
    " yesterday you your yourself"
)
_PROSE = frozenset(PROSE.split())
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "du", "des", "le", "von", "van"})
MOST_NAMES = 5  # with such between them
LONGEST_NAME = 60  # characters


def author_in(line: str) -> str:
    """Who is named by a byline."""
    line = line.strip()
    if not (found := _BYLINE.fullmatch(line) or _NAMED.fullmatch(line)):
        return ""
    author = next(filter(None, found.groups())).strip()
    if _ENDS_SENTENCE.search(author):
        return ""
    if line.casefold().startswith("by") and author.split()[0].casefold() in _PROSE and not author[0].isupper():
        return ""
    is_name = not author[:1].islower() or _HANDLE.fullmatch(author) or _SMALL_HANDLE.fullmatch(line)
    return author if is_name else ""


def is_byline(line: str) -> bool:
    """The line could be one, whatever follows its first word."""
    line = line.strip()
    if found := _BYLINE.fullmatch(line):
        return found["author"].split()[0] not in _PROSE
    return bool(author_in(line))


def author_after_de(line: str) -> str:
    """Who is named by `de Ana Roca`, which below most titles says what they are about."""
    if not line.startswith("de ") or len(line) > LONGEST_NAME:
        return ""
    name = line[3:].strip()
    words = name.split()
    if not 1 < len(words) <= MOST_NAMES or not all(word.rstrip(".").isalpha() for word in words):
        return ""
    are_names = [word[0].isupper() for word in words]
    is_name = are_names[0] and are_names[-1] and all(map(_is_of_name, words)) and name[-1].isalpha()
    return name if is_name and sum(are_names) > 1 else ""


def _is_of_name(word: str) -> bool:
    return word[0].isupper() or word in _PARTICLES
