"""Every character of a text as Discord will show it: nothing in it is markup, a mention, a link or a command."""

from __future__ import annotations

import re

NOTHING = "\u200b"  # a zero-width space: parts what would be read together, where a backslash would not help
DEEPEST_INDENT = 24

_NO_BREAK_SPACE = "\u00a0"
_DROPPED = "\0"

# Every odd character becomes exactly one other, so that spans still fit; those that vanish are dropped last.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\U000e0000-\U000e007f]")
_ODD_PARTS = re.compile(
    r"(?P<flag>\U0001f3f4[\U000e0020-\U000e007f]+)"
    r"|(?P<line>\r(?!\n)|[\v\f\x1c-\x1e\x85\u2028\u2029])"
    r"|(?P<lone>[\ud800-\udfff])"
    rf"|(?P<dropped>{_ODD.pattern})"
)

_SIGNS = "\\*_~|`<["  # emphasis, strikes, spoilers, code, mentions, commands, times, links; `\` first, as it is added
# Each alternative begins with a literal: `re` then skips to the next of these. None asks what a cut could take away.
_IN_CONTEXT = re.compile(
    r"""
      :(?=//|[^\s:]+:)                  # bare links, and :emoji:
    | &(?=\#?\w+;)                      # Discord shows it, CommonMark reads an entity
    | @(?=(?i:everyone|here))
    | [dD](?i:iscord(?:app)?)(?=\.\w+/) # bare invites
    | \n(?P<head>[ \t]++(?!\n|\Z)(?:[\#>+=-]|[0-9]++(?=[.)]))?|[\#>+=-]|[0-9]++(?=[.)]))
    """,
    re.VERBOSE,
)
_FIRST_HEAD = re.compile(r"[ \t]++(?!\n|\Z)(?:[#>+=-]|[0-9]++(?=[.)]))?|[#>+=-]|[0-9]++(?=[.)])")
_INDENT = re.compile(r"[ \t]++\Z")  # before a mark of emphasis, where the text goes on

_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def settled(text: str) -> str:
    r"""The text, as long as before, with `\n` as its only line end and NUL for each character that is not shown."""
    if not _ODD.search(text):
        return text
    return _ODD_PARTS.sub(_settle, text)


def escaped(text: str, start: int = 0, end: int | None = None) -> str:
    """`[start, end)` of a settled text, harmless."""
    shown = text[start:end].replace(_DROPPED, "")
    for sign in _SIGNS:
        shown = shown.replace(sign, f"\\{sign}")
    shown = _IN_CONTEXT.sub(_replacement, shown)
    first = None if start else _FIRST_HEAD.match(shown) or (end is not None and _INDENT.match(shown))
    return _head(first[0]) + shown[first.end() :] if first else shown


def left_open(line: str) -> str:
    """What closes the changes of writing direction that a line leaves open."""
    pending: list[str] = []
    for found in DIRECTION.finditer(line):
        if closer := _OPENS.get(found[0]):
            pending.append(closer)
        elif found[0] in pending:
            del pending[len(pending) - 1 - pending[::-1].index(found[0]) :]
    return "".join(reversed(pending))


def _settle(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "line":
            return "\n"
        case "lone":
            return "\ufffd"
        case "dropped":
            return _DROPPED
        case _:
            return found[0]


def _replacement(found: re.Match[str]) -> str:
    sign = found[0]
    match sign[0]:
        case "\n":
            return f"\n{_head(sign[1:])}"
        case "@":
            return f"@{NOTHING}"
        case ":" | "&":
            return f"\\{sign}"
        case _:
            return f"{sign}\\"


def _head(head: str) -> str:
    if head.isdecimal():
        return f"{head}\\"
    opening = head.lstrip(" \t")
    indent = head[: len(head) - len(opening)].expandtabs(4)[:DEEPEST_INDENT].replace(" ", _NO_BREAK_SPACE)
    if not opening:
        return indent
    return f"{indent}{opening}\\" if opening.isdigit() else f"{indent}\\{opening}"
