"""What a story is about, where the head says so without a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.importing.explaining import quoted
from stories.importing.fields import pairings_in
from stories.importing.labels import SUMMARY_HEADINGS
from stories.importing.sites.fanfiction_net import fields_of_stats

if TYPE_CHECKING:
    from stories.importing.front.head import Head

_QUOTES = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("‘", "’"))


def take_summary(head: Head) -> bool:
    """Below the word for it, above the figures of a site, or quoted below the title."""
    return not head.summary and (_below_label(head) or _above_figures(head) or _in_quotation_marks(head))


def _below_label(head: Head) -> bool:
    """`Summary` on a line of its own, and the next line or paragraph."""
    label, _, below = head.here.text.partition("\n")
    if not _is_label(label) or not (below or head.following):
        return False
    return _take(head, below or (head.following or head.here).text, f"below `{label.strip()}`", size=1 if below else 2)


def _above_figures(head: Head) -> bool:
    if not head.title or not head.following or not fields_of_stats(head.following.text):
        return False
    return _take(head, head.here.text, "between the title and the line of figures")


def _in_quotation_marks(head: Head) -> bool:
    text, pairings = head.here.text, pairings_in(head.here.text)
    if not head.title or not head.following or not _is_quoted(text):
        return False
    if not (pairings or head.is_set_off(head.at + 1)):
        return False
    head.facts.add("relationships", pairings)
    return _take(head, text, "one quotation below the title")


def _take(head: Head, summary: str, why: str, *, size: int = 1) -> bool:
    head.summary = summary
    head.reasons.append(f"taken as summary: {quoted(summary)}, {why}")
    head.at += size
    return True


def _is_label(line: str) -> bool:
    return line.casefold().strip(" :：[]【】■◆") in SUMMARY_HEADINGS


def _is_quoted(text: str) -> bool:
    """From its first sign to its last one single quotation."""
    return any(
        text.startswith(opening)
        and text.endswith(closing)
        and len(text) > len(opening + closing)
        and not {opening, closing} & set(text[1:-1]) - {"’"}
        for opening, closing in _QUOTES
    )
