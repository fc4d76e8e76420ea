"""The head that stories keep which were posted to a newsgroup or a mailing list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stories.importing.fields import field_in, is_known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stories.importing.blocks import Block
    from stories.importing.front.head import Head

LABELS = (
    "from, to, cc, subject, date, newsgroups, message-id, organization, organisation, lines, path, sender, references"
    ", reply-to, followup-to, approved, distribution, xref, nntp-posting-host, mime-version, content-type, in-reply-to"
    ", mailing-list, delivered-to, list-id, keywords, return-path, received, archive-name"
)
MACHINES = "newsgroups, message-id, path, xref, nntp-posting-host, mime-version, mailing-list, list-id, received"
FEWEST = 3
MOST = 40  # lines

_LABELS = frozenset(LABELS.split(", "))
_MACHINES = frozenset(MACHINES.split(", "))  # what nobody writes in a letter of a story
_OWN = re.compile(r"X-[\w-]+")


def take_mail_header(head: Head) -> bool:
    """What stands above a story's own fields, or names what only machines write; letters have such lines, too."""
    if head.at or ":" not in head.here.text:
        return False
    lines = list(_lines(head.blocks))
    fields: list[tuple[str, str]] = []
    for line in lines:
        found = field_in(line)
        if found and _is_of_mail(found[0]):
            fields.append(found)
        elif fields and line[:1].isspace():
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.strip()}")
        else:
            return False
    size = next(at for at, block in enumerate([*head.blocks[1:], None], 1) if not block or block.gap)
    labels = {label.casefold() for label, _ in fields}
    if len(fields) < FEWEST or not ("from" in labels or "newsgroups" in labels):
        return False
    if labels.isdisjoint(_MACHINES) and not _are_fields(head.blocks[size : size + 1]):
        return False
    for label, value in fields:
        head.facts.keep(label, value)
    head.reasons.append(f"taken as fields: {', '.join(label for label, _ in fields)}, as mail and news have them")
    head.at = size
    return True


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    """Up to the first blank one."""
    for at, block in enumerate(blocks[:MOST]):
        if at and block.gap:
            return
        yield from block.text.split("\n", MOST) if "\n" in block.text else block.lines


def _is_of_mail(label: str) -> bool:
    return label.casefold() in _LABELS or _OWN.fullmatch(label) is not None


def _are_fields(blocks: Sequence[Block]) -> bool:
    lines = [line for block in blocks for line in block.lines[:MOST]]
    found = [field_in(line) for line in lines]
    return sum(field is not None and is_known(field[0]) for field in found) > 1
