"""Styles: what a paragraph or its letters are by the name of their style, and what they inherit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from stories.importing.docx.names import is_on, local, number, value
from stories.text import Kind

if TYPE_CHECKING:
    from stories.importing.docx.xml import Element

# Toggles that are seen, and what they make of the letters; hidden ones are not shown at all.
TOGGLES = {
    "i": Kind.EMPHASIS,
    "b": Kind.STRONG,
    "strike": Kind.STRIKE,
    "dstrike": Kind.STRIKE,
    "smallCaps": Kind.SMALL_CAPS,
}
COMPLEX = {"i": "iCs", "b": "bCs"}  # the same for Arabic, Hebrew and their like
HIDDEN = "vanish"
SEEN = frozenset({*TOGGLES, *COMPLEX.values(), HIDDEN})
CODE = {"html code", "html typewriter", "verbatim char", "source text"}

TITLE, SUBTITLE, AUTHOR, SUMMARY, LISTED = "title", "subtitle", "author", "summary", "listed"
QUOTE, VERSE, PREFORMATTED = "quote", "verse", "preformatted"
NO_LINE = {"", "nil", "none"}
BODY_LEVEL = 9  # in Word's own count, which begins at zero

# Style name → what its paragraphs are. Word keeps English names under the ids of every language.
ROLES = (
    (TITLE, r"title|titel|titre|título|titolo|название|标题|標題|表題|book title|story title"),
    (SUBTITLE, r"subtitle|untertitel|sous-titre|subtítulo|sottotitolo|подзаголовок|副标题|副標題|副題"),
    (AUTHOR, r"author|byline|autor|auteur|autore"),
    (SUMMARY, r"abstract|summary|blurb"),
    (LISTED, r"toc ?\d|toc heading|contents \d|contents heading|table of (?:figures|contents)|index ?\d|index heading"),
    (QUOTE, r"(?:intense |block ?)?quot(?:e|ation)s?|block ?text|zitat|intensives zitat|citation(?: intense)?|cita"),
    (VERSE, r".*\b(?:verse|poem|poetry|lyrics?|stanza|gedicht|poème|poesía|poesia)\b.*"),
    (PREFORMATTED, r"html preformatted|preformatted text|source code"),
)
_ROLES = tuple((role, re.compile(names)) for role, names in ROLES)
_HEADING = re.compile(
    r"(?:heading|[üu]?berschrift|titre|t[íi]?tulo|titolo|kop|rubrik|overskrift|otsikko|nag[łl]?[óo]?wek|nadpis"
    r"|başlık|заголовок|标题|標題|見出し|제목|επικεφαλίδα|címsor)\s*(?P<level>[1-9])"
)
_PART, _CHAPTER = (
    re.compile(rf"(?:{words})(?: (?:title|heading|head|name|number))?")
    for words in ("part|teil|partie|parte|часть", "chapter|kapitel|chapitre|capítulo|capitolo|глава")
)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, with all that it inherits."""

    name: str = ""
    role: str = ""
    level: int = 0  # of a heading, from one
    toggles: dict[str, bool] = field(default_factory=dict[str, bool])
    numbering: tuple[str, int] | None = None  # the list it numbers, and how deep
    rules: frozenset[str] = frozenset()  # the sides where a line is drawn
    breaks_page: bool = False

    def kinds(self, over: Style, direct: dict[str, bool], *, is_complex: bool = False) -> tuple[Kind, ...]:
        """What lies over letters in a paragraph of this style: italics within italics stand upright."""
        marks = [kind for name, kind in TOGGLES.items() if self._wants(name, over, direct, is_complex=is_complex)]
        return tuple(dict.fromkeys([*marks, Kind.CODE] if over.name in CODE else marks))

    def hides(self, over: Style, direct: dict[str, bool]) -> bool:
        """Whether letters are hidden."""
        return self._wants(HIDDEN, over, direct)

    def _wants(self, name: str, over: Style, direct: dict[str, bool], *, is_complex: bool = False) -> bool:
        asked = COMPLEX.get(name, name) if is_complex else name
        if asked in direct:
            return direct[asked]
        own = not (self.level or self.role in {TITLE, SUBTITLE}) and self.toggles.get(asked, False)
        return own ^ over.toggles.get(asked, False)


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids, and what holds where none is named."""

    by_id: dict[str, Style]
    default: Style = PLAIN
    languages: dict[str, str] = field(default_factory=dict[str, str])

    def paragraph(self, style_id: str) -> Style:
        """The style of a paragraph; an id that nothing explains may speak for itself."""
        if not style_id:
            return self.default
        if style_id not in self.by_id:
            self.by_id[style_id] = _told_by_name(Style(name=_plain(style_id)))
        return self.by_id[style_id]

    def letters(self, style_id: str) -> Style:
        """The style of a run of letters."""
        if style_id and style_id not in self.by_id:
            kinds = {"Emphasis": "i", "Strong": "b"}
            toggles = {kinds[style_id]: True} if style_id in kinds else {}
            self.by_id[style_id] = Style(name=_plain(style_id), toggles=toggles)
        return self.by_id[style_id] if style_id else PLAIN


def read_styles(root: Element | None) -> Styles:
    """All styles of `styles.xml`."""
    if root is None:
        return Styles({})
    elements = {value(each.attributes, "styleId"): each for each in root.named("style")}
    read: dict[str, Style] = {}
    for style_id in elements:
        _inherited(style_id, elements, read)
    default = next((style_id for style_id, each in elements.items() if _is_default(each)), "")
    return Styles(read, read.get(default, PLAIN), _languages(root))


def _is_default(element: Element) -> bool:
    told = element.attributes
    return value(told, "type") == "paragraph" and value(told, "default", "0") not in {"0", "false"}


def _languages(root: Element) -> dict[str, str]:
    """Which languages the letters are in where no run says otherwise."""
    waiting = [*root.named("docDefaults")]
    for element in waiting:
        waiting += element.children
        if element.name == "lang":
            return {local(key): said for key, said in element.attributes.items() if said not in {"x-none", ""}}
    return {}


def _inherited(style_id: str, elements: dict[str, Element], read: dict[str, Style]) -> Style:
    """Read a style after those it is based on; one that is based on itself ends there."""
    chain: list[str] = []
    while style_id in elements and style_id not in read and style_id not in chain:
        chain.append(style_id)
        style_id = _child_value(elements[style_id], "basedOn")
    style = read.get(style_id, PLAIN)
    for each in reversed(chain):
        style = read[each] = _with(style, elements[each])
    return style


def _with(parent: Style, element: Element) -> Style:
    style = replace(parent, name=_plain(_child_value(element, "name")), toggles=dict(parent.toggles))
    for part in element:
        for told in part if part.name in {"rPr", "pPr"} else ():
            style = _told(style, told)
    if value(element.attributes, "type") in {"character", "table", "numbering"}:
        return style
    return _told_by_name(style)


def _told(style: Style, element: Element) -> Style:
    name, attributes = element.name, element.attributes
    if name in SEEN:
        style.toggles[name] = is_on(attributes)
    elif name == "outlineLvl":
        level = number(attributes, default=BODY_LEVEL)
        return replace(style, level=level + 1 if level < BODY_LEVEL else 0)
    elif name == "pageBreakBefore":
        return replace(style, breaks_page=is_on(attributes))
    elif name == "pBdr":
        sides = {each.name for each in element if value(each.attributes) not in NO_LINE}
        return replace(style, rules=frozenset(sides))
    elif name == "numPr":
        return replace(
            style, numbering=(_child_value(element, "numId"), number({"val": _child_value(element, "ilvl")}))
        )
    return style


def _told_by_name(style: Style) -> Style:
    role = next((role for role, names in _ROLES if names.fullmatch(style.name)), style.role)
    if role == LISTED:
        return replace(style, role=role, level=0)
    return replace(style, role=role, level=style.level or _level_in(style.name))


def _level_in(name: str) -> int:
    if found := _HEADING.fullmatch(name):
        return int(found["level"])
    return 1 if _PART.fullmatch(name) else 2 * bool(_CHAPTER.fullmatch(name))


def _plain(name: str) -> str:
    """`Heading1` and `heading 1` are one name."""
    return " ".join(name.replace("_", " ").casefold().split())


def _child_value(element: Element, name: str) -> str:
    return next((value(each.attributes) for each in element.named(name)), "")
