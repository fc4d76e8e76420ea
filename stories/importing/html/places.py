"""What the documents of an e-book are by the names that they bear. One line here teaches one more."""

from __future__ import annotations

import re
from enum import IntEnum, auto
from functools import lru_cache


class Place(IntEnum):
    """What a document or a part of one is to the story."""

    TEXT = auto()
    CHAPTER = auto()
    DIVISION = auto()
    NOTE = auto()
    END_NOTE = auto()
    FOOTNOTES = auto()
    EPIGRAPH = auto()
    LEFT_OUT = auto()  # it says something of the book, and is none of its text


CHAPTER_LEVEL = 4
STORIES = ("se:short-story", "se:novella")  # Standard Ebooks' names for those of collections
LEVELS = {"volume": 1, "division": 2, "part": 3} | dict.fromkeys(STORIES, 3)  # of divisions; the deeper, the higher
HEAD_NOTES, FOOT_NOTES = ".fff_head_notes", ".fff_foot_notes"

# EPUB's types, with and without their dashes, the guide's words of EPUB 2, and FanFicFare's classes.
PLACES = {
    **dict.fromkeys(("chapter", "prologue", "epilogue", "conclusion", ".fff_chapter"), Place.CHAPTER),
    **dict.fromkeys(LEVELS, Place.DIVISION),
    **dict.fromkeys(
        (
            *("foreword", "preface", "introduction", "dedication", "acknowledgments", "acknowledgements", "preamble"),
            *("dramatis-personae", "z3998:dramatis-personae", "z3998:translator-note", "frontmatter", "abstract"),
        ),
        Place.NOTE,
    ),
    **dict.fromkeys(
        ("afterword", "appendix", "glossary", "bibliography", "backmatter", "errata", "colophonnote"), Place.END_NOTE
    ),
    **dict.fromkeys(("endnotes", "footnotes", "rearnotes"), Place.FOOTNOTES),
    "epigraph": Place.EPIGRAPH,
    **dict.fromkeys(
        (
            *("cover", "titlepage", "title-page", "halftitlepage", "halftitle", "copyright-page", "copyrightpage"),
            *("copyright", "imprint", "imprimatur", "colophon", "toc", "landmarks", "page-list", "loi", "lot", "index"),
            *("other-credits", "seriespage", "frontispiece", "contributors", "publisher-logo"),
            *(".fff_titlepage", ".fff_tocpage", ".fff_logpage"),
        ),
        Place.LEFT_OUT,
    ),
}
LANDMARKS_ONLY = {"frontmatter", "backmatter"}  # what surrounds, and gives way to any other name
MARKS = frozenset({*PLACES, HEAD_NOTES, FOOT_NOTES})
LABELS = {
    **dict.fromkeys(("titlepage", "title-page", ".fff_titlepage", "title page", "information"), "Title page"),
    **dict.fromkeys(("halftitlepage", "halftitle"), "Half title"),
    **dict.fromkeys(("copyright-page", "copyrightpage", "copyright", "copyright page"), "Copyright"),
    **dict.fromkeys(("toc", ".fff_tocpage", "contents", "table of contents"), "Contents"),
    ".fff_logpage": "Update log",
    "other-credits": "Credits",
    "seriespage": "Series page",
}
# Headings of documents that say nothing of themselves, if they are short.
HEADINGS = {
    **dict.fromkeys(
        (
            "cover",
            "title page",
            "information",
            "copyright",
            "copyright page",
            "contents",
            "table of contents",
            "illustrations",
            "list of illustrations",
            "colophon",
            "uncopyright",
        ),
        Place.LEFT_OUT,
    ),
    **dict.fromkeys(("imprint", "uncopyright", "about the publisher", "newsletter", "also by"), Place.LEFT_OUT),
    **dict.fromkeys(("dedication", "foreword", "preface", "dramatis personae", "list of characters"), Place.NOTE),
    **dict.fromkeys(("acknowledgments", "acknowledgements", "about the author", "afterword"), Place.END_NOTE),
    **dict.fromkeys(("footnotes", "endnotes"), Place.FOOTNOTES),
}
LONGEST_NAMED = 5000  # characters; a longer document is text, whatever a guide says of it

# What sites put between chapters to be sent for more readers.
LONGEST_ADVERT = 700
ADVERTS = (
    r"\bwattpad\b.{0,200}\b(?:app|download|join|sign up|free|follow|premium|originals?|installe)\b",
    r"\b(?:app|download|join|sign up|follow|read more)\b.{0,200}\bwattpad\b",
    r"\bthis book was (?:automatically )?(?:generated|downloaded|created)\b.{0,100}\b(?:by|with|using|from)\b",
    r"\bget (?:the )?(?:free )?app\b",
)
_ADVERT = re.compile("|".join(ADVERTS), re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=256)  # a section has many paragraphs
def place_named(names: tuple[str, ...]) -> tuple[Place | None, str]:
    """What it is by its names, outermost first: within a chapter all is text, and chapters lie in divisions."""
    place, told = None, ""
    for name in names:
        found = PLACES.get(name)
        if found is None:
            continue
        inside = place in {Place.CHAPTER, Place.DIVISION}
        if found in {Place.CHAPTER, Place.DIVISION} or not inside:
            place, told = found, name
    return place, told


def label_of(told: str) -> str:
    """Under which words a document that is left out is kept among the fields."""
    return LABELS.get(told.casefold(), told.lstrip(".").replace("-", " ").capitalize())


def is_advert(text: str) -> bool:
    """A few words that ask for more readers."""
    return len(text) <= LONGEST_ADVERT and _ADVERT.search(text) is not None
