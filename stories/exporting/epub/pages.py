"""The pages of an e-book: cover, title, chapters, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from stories.exporting.epub.xhtml import words, xhtml
from stories.exporting.paragraphs import heading_line
from stories.manuscript import Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stories.manuscript import Chapter, Manuscript, Note

RIGHT_TO_LEFT = {"ar", "he", "iw", "fa", "ur", "yi", "ji", "dv", "ps", "sd", "ug", "ckb", "arc", "syr"}
NO_LANGUAGE = "und"
STYLE = """\
body { margin: 1em; line-height: 1.5; }
p { margin: 0; text-indent: 1.4em; white-space: pre-wrap; }
h1, h2, h3 { text-align: center; font-weight: normal; line-height: 1.25; page-break-after: avoid; }
h2 { margin: 2em 0 1.5em; }
h2 + *, hr + p, .ornament + p, .text > p:first-child, blockquote > p:first-child { text-indent: 0; }
.ornament { text-align: center; text-indent: 0; margin: 1em 0; }
.verse { text-indent: 0; margin: 1em 2em; }
.gap { border: 0; height: 1.5em; margin: 0; }
.small-caps { font-variant: small-caps; }
.heading { font-size: larger; }
.label { text-transform: none; }
blockquote { margin: 1em 2em; }
pre { white-space: pre-wrap; margin: 1em 0; }
aside.note { font-size: .9em; margin: 1.5em 0; padding: 0 1em; border-left: 2px solid; }
.title-page { text-align: center; }
.title-page p, .cover p { text-indent: 0; }
.title-page .summary, dl { text-align: left; margin: 2em 0; }
.epigraph { font-style: italic; margin: 2em; }
dt { font-weight: bold; }
dd { margin: 0 0 .5em 1em; }
"""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_TO_THE_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SAMPLE = 2000


@dataclass(frozen=True, slots=True)
class Page:
    """One document of an e-book."""

    name: str  # of its file, without ending
    title: str  # in lists of contents
    body: str
    kind: str = ""  # in EPUB's words
    is_listed: bool = True


def language_of(manuscript: Manuscript) -> str:
    """A language that readers understand; «undetermined» for what is none."""
    given = manuscript.language or ""
    return given if _LANGUAGE.fullmatch(given) else NO_LANGUAGE


def is_right_to_left(manuscript: Manuscript) -> bool:
    """By its language, or else by its first letters."""
    language = language_of(manuscript).partition("-")[0].lower()
    if language != NO_LANGUAGE:
        return language in RIGHT_TO_LEFT
    sample = "".join(chapter.body.text[:_SAMPLE] for chapter in manuscript.chapters[:1])
    return len(_TO_THE_LEFT.findall(sample)) * 2 > sum(map(str.isalpha, sample))


def page_of(page: Page, manuscript: Manuscript) -> str:
    """A page as a document of its own."""
    language = language_of(manuscript)
    direction = ' dir="rtl"' if is_right_to_left(manuscript) else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{language}" xml:lang="{language}"{direction}>\n'
        f"<head>\n<title>{words(page.title)}</title>\n"
        '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f"<body>\n{page.body}\n</body>\n</html>\n"
    )


def pages(manuscript: Manuscript) -> Iterator[Page]:
    """All pages in reading order."""
    cover = f'<div class="cover" style="text-align:center"><img src="cover.svg" alt="{words(manuscript.title)}"/></div>'
    yield Page("cover", "Cover", f'<section epub:type="cover">\n{cover}\n</section>', "cover", is_listed=False)
    yield Page("title", manuscript.title, _title_page(manuscript), "titlepage")
    yield from _notes_page(manuscript, Where.HEAD, "before", "Notes")
    for chapter in manuscript.chapters:
        yield _chapter(manuscript, chapter)
    yield from _notes_page(manuscript, Where.TAIL, "after", "Closing notes")


def _title_page(manuscript: Manuscript) -> str:
    authors = (f'<p class="author">{words(author)}</p>' for author in manuscript.authors)
    summary = (f"<p>{_lines(part)}</p>" for part in manuscript.summary.split("\n\n") if part)
    return "\n".join(
        [
            '<section epub:type="titlepage" class="title-page">',
            f"<h1>{words(manuscript.title)}</h1>",
            *authors,
            *([f'<div class="summary">\n{"".join(summary)}\n</div>'] if manuscript.summary else []),
            *_told(manuscript),
            *_epigraph(manuscript),
            "</section>",
        ]
    )


def _told(manuscript: Manuscript) -> Iterator[str]:
    """What is known of the story, as a list."""
    told = {
        "Rating": str(manuscript.rating),
        "Warnings": ", ".join(manuscript.warnings),
        "Relationships": ", ".join(manuscript.relationships),
        "Tags": ", ".join(manuscript.tags),
        "Language": manuscript.language or "",
        "Licence": manuscript.licence or "",
        "Source": manuscript.source or "",
    }
    entries = [(label, said) for label, said in chain(told.items(), manuscript.fields.items()) if said]
    yield "<dl>"
    yield from (f"<dt>{words(label)}</dt><dd>{_lines(said)}</dd>" for label, said in entries)
    yield "</dl>"


def _epigraph(manuscript: Manuscript) -> Iterator[str]:
    if manuscript.epigraph:
        yield f'<div class="epigraph" epub:type="epigraph"><p>{"<br/>".join(map(words, manuscript.epigraph))}</p></div>'


def _lines(text: str) -> str:
    return words(text).replace("\n", "<br/>")


def _chapter(manuscript: Manuscript, chapter: Chapter) -> Page:
    only = len(manuscript.chapters) == 1
    named = " ".join(heading_line(chapter.label, chapter.title).split())
    parts = [(style, words(part)) for style, part in (("label", chapter.label), ("title", chapter.title)) if part]
    heading = "<br/>".join(f'<span class="{style}">{part}</span>' for style, part in parts)
    body = "\n".join(
        [
            f'<section epub:type="chapter" class="chapter" id="chapter-{chapter.number}">',
            *([f"<h2>{heading}</h2>"] if heading else []),
            *_notes(manuscript, Where.HEAD, chapter.number),
            f'<div class="text">\n{xhtml(chapter.body)}\n</div>',
            *_notes(manuscript, Where.TAIL, chapter.number),
            "</section>",
        ]
    )
    title = named or (manuscript.title if only else str(chapter.number))
    return Page(f"chapter-{chapter.number}", title, body, "bodymatter" if chapter.number == 1 else "")


def _notes(manuscript: Manuscript, where: Where, chapter: int | None) -> Iterator[str]:
    for number, note in enumerate(manuscript.notes, 1):
        if note.where == where and _belongs(note, manuscript) == chapter:
            yield f'<aside class="note" id="note-{number}">\n{xhtml(note.passage)}\n</aside>'


def _belongs(note: Note, manuscript: Manuscript) -> int | None:
    """The chapter it stands with; one on a chapter that is not there stands with the whole."""
    return note.chapter if note.chapter in {chapter.number for chapter in manuscript.chapters} else None


def _notes_page(manuscript: Manuscript, where: Where, name: str, title: str) -> Iterator[Page]:
    if notes := list(_notes(manuscript, where, None)):
        body = "\n".join(['<section class="notes">', f"<h2>{title}</h2>", *notes, "</section>"])
        yield Page(name, title, body)
