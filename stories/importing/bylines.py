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


def author_in(line: str) -> str:
    """Who is named by a byline."""
    line = line.strip()
    if not (found := _BYLINE.fullmatch(line) or _NAMED.fullmatch(line)):
        return ""
    author = next(filter(None, found.groups())).strip()
    if _ENDS_SENTENCE.search(author):
        return ""
    is_name = not author[:1].islower() or _HANDLE.fullmatch(author) or _SMALL_HANDLE.fullmatch(line)
    return author if is_name else ""


def is_byline(line: str) -> bool:
    """The line could be one, whatever follows its first word."""
    return _BYLINE.fullmatch(line.strip()) is not None or bool(author_in(line))
