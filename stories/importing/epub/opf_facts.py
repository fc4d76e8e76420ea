"""What an e-book's description says of the work, taken for what the story's own fields mean."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from stories.importing.epub.xml_tree import Element, attribute, local, words_of
from stories.importing.fields import RATINGS, WARNINGS, Facts, parts_of
from stories.importing.html import read_page
from stories.importing.languages import language_tag
from stories.ratings import Rating

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_TITLE = {"", "unknown", "untitled", "none", "no title", "[no title]"}
NO_NAME = {"", "unknown", "unknown author", "none"}
# Who did what, as libraries write it; whoever is not named here is a contributor.
ROLES = {"trl": "Translator", "ill": "Illustrator", "edt": "Editor", "nrt": "Narrator", "bkp": "Made with"}
AUTHOR = {"", "aut", "author", "cre", "dub"}
# The element's name → the label of a field.
LABELS = {"publisher": "Publisher", "coverage": "Setting", "relation": "Relation", "type": "Type", "format": "Format"}
UPDATED, PUBLISHED, SERIES, CATEGORY, FANDOM = "Updated", "Published", "Series", "Category", "Fandom"
DATES = {"modification": UPDATED, "update": UPDATED, "updated": UPDATED, "packaged": "Packaged"}
PROPERTIES = {"schema:wordcount": "Words", "schema:abstract": "Abstract", "rendition:words": "Words"}

CATEGORIES = {"f/f", "f/m", "m/m", "m/f", "gen", "multi", "other"}
STATUS = {"in-progress", "in progress", "completed", "complete", "work in progress", "hiatus", "abandoned"}
ARCHIVE_RATINGS = {"general audiences", "teen and up audiences", "mature", "explicit", "not rated"}
assert set(RATINGS) >= ARCHIVE_RATINGS
ARCHIVE_WARNINGS = {word.casefold() for word in WARNINGS.values()} | {"choose not to use archive warnings"}
FURTHER = {"underage sex", "no archive warnings apply"}

_FANDOM = re.compile(
    r"(?: - All Media Types| RPF| - Fandom| & Related Fandoms"
    r"|\((?:TV|Movies?|Video Games?|Anime|Manga|Cartoon|Band|Podcast|Webcomic|Comics|Books?|Web Series)\b[^)]*\)"
    r"| - (?:[A-Z]\. ?)*[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)$"
)
_PAIR = re.compile(r"[^\s/][^/]*/[^/]*[^\s/]|\S.* & .*\S")
_ADDRESS = re.compile(r"https?://\S+")
_DATE = re.compile(r"(?!0101-)\d{4}(?:-\d\d(?:-\d\d)?)?")


def facts_of(metadata: Sequence[Element]) -> Facts:
    """Title, authors and all else that is said."""
    facts = Facts()
    refined = _refinements(metadata)
    subjects: list[str] = []
    for element in metadata:
        kind, words = local(element), words_of(element)
        if kind == "meta":
            _tell_property(facts, element, refined)
        elif not words:
            continue
        elif kind == "subject":
            subjects.append(words)
        elif teller := TELLERS.get(kind):
            teller(facts, element, words, refined[attribute(element, "id")])
        elif kind in LABELS:
            facts.keep(LABELS[kind], words)
    _tell_series(facts, metadata)
    _tell_subjects(facts, subjects)
    _tell_flags(facts, metadata)
    return facts


def _refinements(metadata: Sequence[Element]) -> dict[str, dict[str, str]]:
    """What EPUB 3 says of a statement, by that statement's id; who has several roles has that of an author first."""
    refined: dict[str, dict[str, str]] = defaultdict(dict)
    for element in metadata:
        about = attribute(element, "refines").removeprefix("#")
        if local(element) == "meta" and about:
            name, words = attribute(element, "property").casefold(), words_of(element)
            if name not in refined[about] or (name == "role" and words.casefold() in AUTHOR):
                refined[about][name] = words
    return refined


def _tell_title(facts: Facts, element: Element, words: str, more: dict[str, str]) -> None:
    del element
    kind = more.get("title-type", "main")
    if words.casefold() in NO_TITLE:
        return
    if kind == "main" and not facts.one("title"):
        facts.add("title", [words])
    elif words != facts.one("title"):
        facts.keep("Subtitle" if kind in {"main", "subtitle"} else f"Title ({kind})", words)


def _tell_creator(facts: Facts, element: Element, words: str, more: dict[str, str]) -> None:
    role = (attribute(element, "role") or more.get("role", "")).casefold()
    if words.casefold() in NO_NAME:
        return
    if local(element) == "creator" and role in AUTHOR:
        facts.add("authors", [words])
    else:
        facts.keep(ROLES.get(role, "Contributor"), words)


def _tell_description(facts: Facts, element: Element, words: str, more: dict[str, str]) -> None:
    """Its tags, which often are text to the description, are taken off."""
    del words, more
    text = "".join(element.itertext())
    inside = read_page(f"<body>{text}</body>").pieces if "<" in text or "&" in text else []
    summary = "\n\n".join(piece.text for piece in inside) or "\n\n".join(
        " ".join(part.split()) for part in re.split(r"\n[ \t]*\n", text.strip())
    )
    if facts.one("summary"):
        facts.keep("Description", summary)
    else:
        facts.add("summary", [summary])


def _tell_language(facts: Facts, element: Element, words: str, more: dict[str, str]) -> None:
    del element, more
    if words.casefold() in {"und", "unknown", "zxx", "mul"}:
        return
    if facts.one("language"):
        facts.keep("Language", language_tag(words))
    else:
        facts.add("language", [language_tag(words)])


def _tell_date(facts: Facts, element: Element, words: str, more: dict[str, str]) -> None:
    del more
    label = DATES.get(attribute(element, "event").casefold(), PUBLISHED)
    if (date := _DATE.match(words)) and label not in facts.fields:
        facts.keep(label, date[0])


def _tell_source(facts: Facts, element: Element, words: str, more: dict[str, str]) -> None:
    del element, more
    if facts.one("source"):
        facts.keep("Source", words)
    else:
        facts.add("source", [words])


def _tell_identifier(facts: Facts, element: Element, words: str, more: dict[str, str]) -> None:
    """An address is where the story came from; other numbers are for machines, but for a book's own."""
    del more
    scheme = attribute(element, "scheme").casefold()
    if _ADDRESS.fullmatch(words):
        facts.keep("Identifier", words)
    elif scheme == "isbn" or words.casefold().startswith("urn:isbn:"):
        facts.keep("ISBN", words.rpartition(":")[2])


def _tell_rights(facts: Facts, element: Element, words: str, more: dict[str, str]) -> None:
    del element, more
    facts.add("licence", [words])


TELLERS = {
    "title": _tell_title,
    "creator": _tell_creator,
    "contributor": _tell_creator,
    "description": _tell_description,
    "language": _tell_language,
    "date": _tell_date,
    "source": _tell_source,
    "identifier": _tell_identifier,
    "rights": _tell_rights,
}


def _tell_property(facts: Facts, element: Element, refined: dict[str, dict[str, str]]) -> None:
    name, words = attribute(element, "property").casefold(), words_of(element)
    if attribute(element, "refines") or not words:
        return
    if name == "dcterms:modified" and (date := _DATE.match(words)):
        facts.fields.setdefault(UPDATED, date[0])
    elif name in PROPERTIES:
        facts.keep(PROPERTIES[name], words)
    elif name == "belongs-to-collection":
        more = refined[attribute(element, "id")]
        label = SERIES if more.get("collection-type", "series") == "series" else "Collection"
        facts.keep(label, _part_of(words, more.get("group-position", "")))


def _tell_series(facts: Facts, metadata: Sequence[Element]) -> None:
    """As calibre writes it, and all that learned from calibre."""
    metas = {attribute(element, "name"): attribute(element, "content") for element in metadata}
    if (series := metas.get("calibre:series")) and SERIES not in facts.fields:
        facts.keep(SERIES, _part_of(series, metas.get("calibre:series_index", "")))


def _tell_flags(facts: Facts, metadata: Sequence[Element]) -> None:
    """What readers of Wattpad are told beside the title, as those who download from there write it."""
    metas = {attribute(element, "name"): attribute(element, "content") for element in metadata}
    if not metas.keys() >= {"tags", "mature", "completed"}:
        return
    facts.add("tags", parts_of(metas["tags"]))
    if metas["mature"] == "1" and not facts.one("rating"):
        facts.add("rating", [Rating.MATURE])
    facts.fields.setdefault("Status", "Completed" if metas["completed"] == "1" else "In progress")


def _part_of(series: str, number: str) -> str:
    number = re.sub(r"\.0+$", "", number.strip())
    return f"{series}, part {number}" if number else series


def _tell_subjects(facts: Facts, subjects: Sequence[str]) -> None:
    """The Archive of Our Own puts rating, warnings, fandoms and tags into one list, and others follow it."""
    is_archive = any(subject.casefold() in ARCHIVE_WARNINGS | FURTHER for subject in subjects)
    for subject in dict.fromkeys(subjects):
        word = subject.casefold()
        if word in ARCHIVE_RATINGS and not facts.one("rating"):
            facts.add("rating", [subject])
        elif word in ARCHIVE_WARNINGS or (is_archive and word in FURTHER):
            facts.add("warnings", [subject])
        elif word in STATUS:
            facts.keep("Status", subject)
        elif is_archive and (label := _label_in_archive(subject)):
            _keep_in_list(facts, label, subject)
        elif is_archive and _PAIR.fullmatch(subject):
            facts.add("relationships", [subject])
        else:
            facts.add("tags", [subject])


def _label_in_archive(subject: str) -> str:
    if subject.casefold() in CATEGORIES:
        return CATEGORY
    return FANDOM if _FANDOM.search(subject) else ""


def _keep_in_list(facts: Facts, label: str, value: str) -> None:
    facts.fields[label] = f"{facts.fields[label]}, {value}" if label in facts.fields else value
