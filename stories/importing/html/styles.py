"""What the style sheet inside a web page says that a reader would notice: what it hides, what it slants."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stories.text import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST = 1_000_000
DEEPEST = 4  # of rules within rules
# Declaration → what it does to the text. Later rules win over earlier ones.
HIDES = re.compile(
    r"\b(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|(?:font-size|opacity)\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$))",
    re.IGNORECASE,
)
SHOWS = re.compile(r"\b(?:display\s*:\s*(?!none)\w|visibility\s*:\s*visible)", re.IGNORECASE)
KINDS = (
    (re.compile(r"\bfont-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), Kind.EMPHASIS),
    (re.compile(r"\bfont-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), Kind.STRONG),
    (re.compile(r"\btext-decoration(?:-line)?\s*:\s*line-through", re.IGNORECASE), Kind.STRIKE),
    (re.compile(r"\bfont-variant(?:-caps)?\s*:\s*small-caps", re.IGNORECASE), Kind.SMALL_CAPS),
)

_STYLE = re.compile(rb"<style\b[^<>]*>", re.IGNORECASE)
_STYLE_END = re.compile(rb"</style", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"(?P<tag>[\w-]+|\*)?(?P<name>[.#][\w-]+)")
_SCREEN = re.compile(r"@media\s+(?:screen|all)\b|@supports|@layer", re.IGNORECASE)


class Style(NamedTuple):
    """What is done to the text of an element."""

    is_hidden: bool = False
    kinds: tuple[Kind, ...] = ()


PLAIN = Style()


class StyleSheet:
    """The rules for single classes and ids, which are those that hide sentences and slant words."""

    def __init__(self, styles: str = "") -> None:
        self._rules: dict[str, dict[str, Style]] = {}
        for selectors, declarations in _rules_in(_COMMENT.sub("", styles[:LARGEST])):
            self._take(selectors, declarations)

    def _take(self, selectors: str, declarations: str) -> None:
        told = style_of(declarations)
        if told == PLAIN and not SHOWS.search(declarations):
            return
        for selector in selectors.split(","):
            if simple := _SIMPLE.fullmatch(selector.strip()):
                rules = self._rules.setdefault(simple["name"].casefold(), {})
                tag = (simple["tag"] or "*").casefold()
                before = rules.get(tag, PLAIN)
                rules[tag] = Style(told.is_hidden, tuple(dict.fromkeys([*before.kinds, *told.kinds])))

    def knows(self, name: str) -> bool:
        """There is a rule for that class or id."""
        return name.casefold() in self._rules

    def of(self, tag: str, names: Iterable[str]) -> Style:
        """What becomes of an element with these classes (`.name`) and ids (`#name`)."""
        found = [
            rules[each]
            for name in names
            if (rules := self._rules.get(name.casefold()))
            for each in ("*", tag)
            if each in rules
        ]
        if not found:
            return PLAIN
        kinds = dict.fromkeys(kind for style in found for kind in style.kinds)
        return Style(any(style.is_hidden for style in found), tuple(kinds))


def style_of(declarations: str) -> Style:
    """What `font-style: italic; …` does."""
    return Style(
        is_hidden=HIDES.search(declarations) is not None,
        kinds=tuple(kind for pattern, kind in KINDS if pattern.search(declarations)),
    )


def styles_in(page: bytes) -> str:
    """Every style sheet that stands in a page; the last may hide what the first words are."""
    found: list[bytes] = []
    size = 0
    for opening in _STYLE.finditer(page):
        closing = _STYLE_END.search(page, opening.end())
        found.append(page[opening.end() : closing.start() if closing else opening.end()])
        size += len(found[-1])
        if not closing or size > LARGEST:
            break
    return b"\n".join(found).decode("utf-8", errors="replace")


def _rules_in(styles: str) -> Iterable[tuple[str, str]]:
    """Selectors and declarations; what only holds for print or for narrow screens is left out."""
    opened: list[str] = []
    for piece in re.split(r"(?<=[{}])", styles):
        words = piece[:-1].strip()
        if piece.endswith("{"):
            opened.append(words.rpartition(";")[2].strip())
        elif piece.endswith("}") and opened:
            selectors = opened.pop()
            if not selectors.startswith("@") and len(opened) <= DEEPEST and all(map(_SCREEN.match, opened)):
                yield selectors, words
