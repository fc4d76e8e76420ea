"""Two readers of what we send: CommonMark as markdown-it has it, and Discord's own rules as far as they are known.

They differ: Discord has no flanking rules (`*"a"*b` is emphasis there, and not in CommonMark), no indented code, no
thematic breaks, setext headings, entities or `+` lists; CommonMark has no spoilers, small lines, mentions or emoji.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from stories.text import Kind

if TYPE_CHECKING:
    from markdown_it.token import Token

COMMONMARK = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
NESTING = {"em": Kind.EMPHASIS, "strong": Kind.STRONG, "s": Kind.STRIKE}


class Seen(NamedTuple):
    """One character as a reader sees it."""

    character: str
    kinds: frozenset[Kind]


class MisreadError(AssertionError):
    """Something was read as more than text and emphasis."""


def in_commonmark(sent: str) -> list[Seen]:
    seen: list[Seen] = []
    for token in COMMONMARK.parse(sent):
        if token.type == "inline":
            seen += [*_commonmark_inline(token.children or []), Seen("\n", frozenset())]
        elif token.type not in {"paragraph_open", "paragraph_close"}:
            raise MisreadError(token.type)
    return seen


def _commonmark_inline(tokens: list[Token]) -> list[Seen]:
    seen: list[Seen] = []
    open_kinds: set[Kind] = set()
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in NESTING:
            open_kinds ^= {NESTING[name]}
        elif token.type == "code_inline":
            seen += [Seen(character, frozenset({*open_kinds, Kind.CODE})) for character in token.content]
        elif token.type in {"softbreak", "hardbreak"}:
            seen.append(Seen("\n", frozenset()))
        elif token.type == "text":
            seen += [Seen(character, frozenset(open_kinds)) for character in token.content]
        else:
            raise MisreadError(token.type)
    return seen


ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
CODE = re.compile(r"(`+)([\s\S]*?[^`])\1(?!`)")
MARKS = {
    Kind.EMPHASIS: re.compile(r"\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"),
    Kind.STRONG: re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)"),
    Kind.STRIKE: re.compile(r"~~([\s\S]+?)~~(?!_)"),
}
NEVER = re.compile(
    r"""
      \b_(?:__|\\[\s\S]|[^\\_])+?_\b | __(?:\\[\s\S]|[^\\])+?__(?!_) | \|\|[\s\S]+?\|\|
    | <(?:@!?|@&|\#)\d+> | </[^>]+:\d+> | <t:-?\d+(?::\w)?> | <id:\w+> | <a?:\w+:\d+>
    | <[\w.+-]+:[^\s>]+> | <[^\s>]+@[^\s>]+>
    | @everyone | @here | :[\w+-]+: | https?://[^\s<]+ | steam://\S+ | \[[^\]]*\]\([^)]*\)
    """,
    re.VERBOSE,
)
RAW_INVITE = re.compile(r"discord(?:app)?\.(?:gg|com)/", re.IGNORECASE)
BLOCK = re.compile(r" *(?:\#{1,3}[ ]+\S|-\#[ ]+\S|>(?:>>)?[ ]|[*-][ ]+\S|\d+\.[ ]+\S|```)")


def in_discord(sent: str) -> list[Seen]:
    if found := RAW_INVITE.search(sent):
        raise MisreadError(found[0])
    for line in sent.split("\n"):
        if found := BLOCK.match(line):
            raise MisreadError(found[0])
    return _discord_inline(sent, frozenset())


def _discord_inline(sent: str, kinds: frozenset[Kind]) -> list[Seen]:
    seen: list[Seen] = []
    position = 0
    while position < len(sent):
        if found := ESCAPE.match(sent, position):
            seen.append(Seen(found[1], kinds))
        elif found := NEVER.match(sent, position):
            raise MisreadError(found[0])
        elif found := CODE.match(sent, position):
            seen += [Seen(character, kinds | {Kind.CODE}) for character in found[2]]
        elif best := _longest_mark(sent, position):
            kind, found = best
            seen += _discord_inline(found[1], kinds | {kind})
        else:
            seen.append(Seen(sent[position], kinds))
            position += 1
            continue
        position = found.end()
    return seen


def _longest_mark(sent: str, position: int) -> tuple[Kind, re.Match[str]] | None:
    found = [(kind, match) for kind, rule in MARKS.items() if (match := rule.match(sent, position))]
    # Where both are as long, emphasis goes before strong.
    return max(found, key=lambda each: len(each[1][0]), default=None)
