"""Notices of those who made a file: how it was typed, scanned or corrected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stories.importing.explaining import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stories.importing.front.head import Head

LABEL = "Transcriber's note"
MOST = 10  # paragraphs in one pair of brackets
LONGEST_NAME = 40  # where the notice itself is in the next paragraph
LONGEST_NAME_AT_END, LONGEST_AT_END = 80, 10_000

_NOTICE = re.compile(
    r"[\[({]?\s*(?:"
    r"(?:original |e-?text |pg )?(?:transcriber|proofer)s?['’]?s? notes?|notes? (?:of|by) the transcribers?"
    r"|project gutenberg(?: editor['’]s)? notes?"
    r"|note(?:s|)? (?:de |sur la |du )(?:transcription|transcripteur)|anmerkung(?:en)? zur transkription"
    r"|notas? d(?:el?|a) transcri(?:ptor|pción|tor|ção)|not[ae] (?:del trascrittore|di trascrizione)"
    r"|opmerkingen van de bewerker)\b",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    r"(?:list of )?(?:typographical |printer['’]s )?(?:errors|errata|corrections|changes)"
    r"(?: (?:were|have been))? (?:noted|corrected|made) by (?:the )?(?:e-?text )?transcribers?\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"(?:this )?(?:e-?text|e-?book|file|html version|text)\s+(?:was |is )?(?:originally )?"
    r"(?:prepared|produced|created|scanned|transcribed|typed|converted)\b|produced by\b|prepared by\b",
    re.IGNORECASE,
)


def notice_at_end(paragraphs: Sequence[str]) -> int:
    """Where a list of what the makers corrected begins, below which there is nothing else; the end if there is none."""
    found = at = len(paragraphs)
    letters = 0
    while at > 1 and letters < LONGEST_AT_END:
        at -= 1
        text = paragraphs[at].strip()
        letters += len(text)
        if len(text) <= LONGEST_NAME_AT_END and text[:1] != "[" and (_NOTICE.match(text) or _CORRECTED.match(text)):
            found = at
    return found


def take_notice(head: Head) -> bool:
    """A notice of theirs is kept beside the story."""
    text = head.here.text
    if not (_NOTICE.match(text) or _MADE.match(text)):
        return False
    end = head.at + 1
    if text.startswith("[") and "]" not in text:
        closed = (at for at in range(end, min(end + MOST, len(head.blocks))) if head.blocks[at].text.endswith("]"))
        end = next(closed, head.at) + 1
    elif len(text) <= LONGEST_NAME and _NOTICE.match(text) and head.following:
        end += 1
    head.facts.keep(LABEL, "\n".join(block.text for block in head.blocks[head.at : end]))
    head.reasons.append(f"taken as transcriber's note: {quoted(text)}")
    head.at = end
    return True
