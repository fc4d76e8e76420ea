"""What the person who imports a file says of it, against what would be read out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from stories.importing.fields import warnings_and_tags

if TYPE_CHECKING:
    import re

    from stories.manuscript import Manuscript
    from stories.ratings import Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """Each holds for one import; what is empty is left to the file."""

    title: str = ""
    authors: tuple[str, ...] = ()
    summary: str = ""
    language: str = ""
    rating: Rating | None = None
    warnings: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    chapters: re.Pattern[str] | None = None  # what a heading begins with
    no_chapters: bool = False
    no_notes: bool = False
    no_fields: bool = False
    no_epigraph: bool = False
    no_scene_breaks_at_gaps: bool = False
    encoding: str = ""

    def digest_of(self, data: bytes) -> str:
        """What a file is known by: the same file read in another way is another revision."""
        said = b"" if self == NOTHING_SAID else f"\0{self!r}".encode()
        return sha256(data + said).hexdigest()


NOTHING_SAID = Overrides()


def overridden(manuscript: Manuscript, said: Overrides, *, reasons: list[str]) -> Manuscript:
    """The manuscript as that person describes it; what the file stated instead is kept among its fields."""
    kept = dict(manuscript.fields)
    for option, (label, stated) in _replaced(manuscript, said).items():
        reasons.append(f"{label.casefold()} as --{option} says")
        if stated:
            kept.setdefault(label, stated)
    warnings, words = warnings_and_tags(said.warnings)
    return replace(
        manuscript,
        title=said.title or manuscript.title,
        title_guessed=manuscript.title_guessed and not said.title,
        authors=said.authors or manuscript.authors,
        summary=said.summary or manuscript.summary,
        language=said.language or manuscript.language,
        rating=said.rating or manuscript.rating,
        warnings=warnings if said.warnings else manuscript.warnings,
        tags=tuple(dict.fromkeys([*words, *(said.tags or manuscript.tags)])),
        fields=kept,
    )


def _replaced(manuscript: Manuscript, said: Overrides) -> dict[str, tuple[str, str]]:
    """What is said otherwise: the option, and what the file stated, under its label."""
    pairs = {
        "title": ("Title", said.title, "" if manuscript.title_guessed else manuscript.title),
        "author": ("Author", ", ".join(said.authors), ", ".join(manuscript.authors)),
        "summary": ("Summary", said.summary, manuscript.summary),
        "language": ("Language", said.language, manuscript.language or ""),
        "rating": ("Rating", said.rating or "", "" if manuscript.rating == "Not Rated" else manuscript.rating),
        "warning": ("Warnings", ", ".join(said.warnings), ", ".join(manuscript.warnings)),
        "tag": ("Tags", ", ".join(said.tags), ", ".join(manuscript.tags)),
    }
    return {option: (label, stated) for option, (label, new, stated) in pairs.items() if new and new != stated}
