"""What the elements of a web page mean to a story: by tag, class and EPUB's types. One line here teaches one more."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, auto

from stories.text import Kind


class Role(IntEnum):  # whose members are looked up in no time, unlike those of other enums
    """What happens where an element begins and where it ends."""

    BREAK = auto()  # a new line
    RULE = auto()
    IMAGE = auto()
    LINK = auto()
    QUOTE = auto()
    LIST = auto()
    NUMBERED = auto()
    ITEM = auto()
    TABLE = auto()
    ROW = auto()
    CELL = auto()
    KEPT = auto()  # its spaces and line ends count
    READING = auto()  # of ruby, goes into brackets
    VERSE = auto()
    STANZA = auto()
    REFERENCE = auto()  # to a footnote
    NOTE = auto()  # a footnote
    RAISED = auto()
    HEADINGS = auto()  # several lines of one heading
    TITLE = auto()  # of the page
    META = auto()
    ROOT = auto()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an element is."""

    is_block: bool = False
    is_line: bool = False  # where it lies in verse
    kinds: tuple[Kind, ...] = ()
    level: int = 0
    roles: tuple[Role, ...] = ()
    is_dropped: bool = False  # it is not for reading
    is_hidden: bool = False  # the file hides it
    marks: tuple[str, ...] = ()  # by which a kind of source is known
    indent: int = 0  # of a line of verse
    # Asked at every tag, and so answered once.
    is_plain: bool = field(init=False, default=False)  # at most a paragraph or a line
    is_paragraph: bool = field(init=False, default=False)  # and no less
    is_special: bool = field(init=False, default=False)  # what lies in it is more than paragraphs
    is_verse: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        does_more = self.kinds or self.level or self.roles or self.marks or self.indent
        is_plain = not does_more and (self.is_block or not self.is_line)
        object.__setattr__(self, "is_plain", is_plain)
        object.__setattr__(self, "is_paragraph", is_plain and self.is_block)
        is_special = bool(self.kinds or self.level or {*self.roles} - {Role.ROOT})
        object.__setattr__(self, "is_special", is_special)
        object.__setattr__(self, "is_verse", Role.VERSE in self.roles or Role.STANZA in self.roles)


NOTHING = Meaning()
BLOCK = Meaning(is_block=True)
DROPPED = Meaning(is_dropped=True)

BLOCKS = """
body p center section article header footer main aside figure figcaption address fieldset legend details
summary dl caption form search dir menu
"""
# What a browser does not show as text, or only to be clicked.
DROPPED_TAGS = """
script style template noscript iframe object embed applet audio video canvas svg select option datalist button
textarea nav rp map frameset noframes
"""

TAGS = {
    **dict.fromkeys(BLOCKS.split(), BLOCK),
    **dict.fromkeys(DROPPED_TAGS.split(), DROPPED),
    **{f"h{level}": Meaning(is_block=True, level=level) for level in range(1, 7)},
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), Meaning(kinds=(Kind.EMPHASIS,))),
    **dict.fromkeys(("strong", "b"), Meaning(kinds=(Kind.STRONG,))),
    **dict.fromkeys(("s", "del", "strike"), Meaning(kinds=(Kind.STRIKE,))),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Meaning(kinds=(Kind.CODE,))),
    "ul": Meaning(is_block=True, roles=(Role.LIST,)),
    "ol": Meaning(is_block=True, roles=(Role.NUMBERED,)),
    **dict.fromkeys(("td", "th"), Meaning(is_block=True, roles=(Role.CELL,))),
    **dict.fromkeys(("pre", "xmp", "listing", "plaintext"), Meaning(is_block=True, roles=(Role.KEPT,))),
    "html": Meaning(is_block=True, roles=(Role.ROOT,)),
    "div": Meaning(is_block=True, is_line=True),
    "dt": Meaning(is_block=True, marks=("dt",)),
    "dd": Meaning(is_block=True, marks=("dd",)),
    "hgroup": Meaning(is_block=True, roles=(Role.HEADINGS,)),
    "sup": Meaning(roles=(Role.RAISED,)),
    "blockquote": Meaning(is_block=True, roles=(Role.QUOTE,)),
    "li": Meaning(is_block=True, roles=(Role.ITEM,)),
    "table": Meaning(is_block=True, roles=(Role.TABLE,)),
    "tr": Meaning(is_block=True, roles=(Role.ROW,)),
    "rt": Meaning(roles=(Role.READING,)),
    "br": Meaning(roles=(Role.BREAK,)),
    "hr": Meaning(is_block=True, roles=(Role.RULE,)),
    "img": Meaning(roles=(Role.IMAGE,)),
    "image": Meaning(roles=(Role.IMAGE,)),
    "a": Meaning(roles=(Role.LINK,)),
    "title": Meaning(roles=(Role.TITLE,)),
    "meta": Meaning(roles=(Role.META,)),
    "link": Meaning(roles=(Role.META,)),
}

# Classes and EPUB's types, in small letters.
KINDS = {
    **dict.fromkeys(("italic", "italics", "gesperrt", "emph", "emphasis", "ital"), Kind.EMPHASIS),
    **dict.fromkeys(("bold", "strong"), Kind.STRONG),
    **dict.fromkeys(("strike", "strikethrough", "line-through"), Kind.STRIKE),
    **dict.fromkeys(("smcap", "smallcaps", "small-caps", "smcaps", "allsmcap", "sc"), Kind.SMALL_CAPS),
}
ROLES = {
    **dict.fromkeys(
        ("poem", "poetry", "z3998:verse", "z3998:poem", "z3998:song", "z3998:hymn", "z3998:lyrics", "linegroup"),
        Role.VERSE,
    ),
    **dict.fromkeys(("stanza", "z3998:stanza"), Role.STANZA),
    **dict.fromkeys(("noteref", "fnanchor", "footnote-ref", "doc-noteref", "footnoteref", "fnref"), Role.REFERENCE),
    **dict.fromkeys(
        ("footnote", "endnote", "rearnote", "note", "doc-footnote", "doc-endnote", "fn", "footnotetext"), Role.NOTE
    ),
}
# `note` alone says little as a class, but is EPUB's word for a footnote.
ONLY_TYPES = {"note"}
LINES = {"verse", "line", "verseline", "verse-line", "poemline"}
NOTE_TAGS = {"div", "p", "aside", "li", "dd", "section", "tr"}
DROPPED_WORDS = """
pagenum pageno pagenumber page-number pagebreak doc-pagebreak toc lof loi doc-toc backlink doc-backlink footnote-backref
footnote-back screen-reader-only sr-only visually-hidden comment-marker num-comment
"""
DROPPED_CLASSES = set(DROPPED_WORDS.split())
CHAPTER_TITLES = {"chapter-title", "chaptertitle", "chapter_title", "chapter-heading", "chapterheading"}
LEVEL_OF_CHAPTER = 2
