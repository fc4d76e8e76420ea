"""What stands around the text of a book: its title page, its imprint, a foreword, a motto."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from stories.importing.chapters.headings import heading_in
from stories.importing.fields import LABELS, field_in
from stories.importing.html.places import HEADINGS, LANDMARKS_ONLY, LONGEST_NAMED, Place, label_of, place_named
from stories.importing.html.sections import within
from stories.importing.parts import Part
from stories.importing.sites.fanfiction_net import fields_of_stats
from stories.text import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stories.importing.fields import Facts
    from stories.importing.html.pieces import Piece

OF_STORY = {Place.NOTE: Part.STORY_NOTE, Place.END_NOTE: Part.STORY_END_NOTE, Place.FOOTNOTES: Part.STORY_END_NOTE}
FEWEST_NUMBERED = 2  # chapters, or a heading may be the name of anything
OF_TEXT = {Place.TEXT, Place.CHAPTER, Place.DIVISION}


class Matter:
    """Keeps what it says of the work, and tells what else becomes of it."""

    def __init__(self, facts: Facts) -> None:
        self.reasons: list[str] = []
        self._facts = facts
        self._stated = set(facts.told)

    def read(self, pieces: Sequence[Piece], place: Place, told: str) -> list[Piece]:
        """What of these paragraphs goes into the story, and as what."""
        if place == Place.LEFT_OUT:
            self._leave_out(pieces, told)
            return []
        if place == Place.EPIGRAPH:
            return [replace(piece, quotes=piece.quotes or (-1,)) for piece in pieces if not piece.level]
        return [_as_note(piece, place) for piece in pieces]

    def _leave_out(self, pieces: Sequence[Piece], told: str) -> None:
        """None of the text, but what it says of the work is kept."""
        if not pieces:
            return
        label = label_of(told)
        self.reasons.append(f"kept as field {label}: what is called “{told.lstrip('.')}”")
        lines = [line.strip() for piece in pieces for line in piece.text.split("\n") if line.strip()]
        rest = [line for line in lines if not self._tells(line)]
        if rest and label != "Contents":
            self._facts.keep(label, "\n".join(rest))

    def _tells(self, line: str) -> bool:
        """A line of FanFicFare's title page, for one; what the book's description says goes first."""
        if stats := fields_of_stats(line):
            for label, value in stats:
                self._facts.tell(label, value)
            return True
        if not (found := field_in(line)) or found[0].casefold() not in LABELS or not found[1]:
            return False
        label, value = found
        if LABELS[label.casefold()] not in self._stated and label not in self._facts.fields:
            self._facts.tell(label, value)
            return True
        return label in self._facts.fields and self._facts.fields[label] == value


def _as_note(piece: Piece, place: Place) -> Piece:
    if place == Place.FOOTNOTES and piece.names and not piece.note and not piece.level:
        piece = replace(piece, note=-id(piece))
    return replace(within(piece), part=OF_STORY[place])


def without_name_of_notes(pieces: list[Piece]) -> list[Piece]:
    """The heading above footnotes goes when they have all gone to their chapters."""
    left = [piece for piece in pieces if piece.part is Part.STORY_END_NOTE]
    if len(left) == 1 and any(span.kind == Kind.HEADING for span in left[0].spans):
        return [piece for piece in pieces if piece is not left[0]]
    return pieces


def states_chapters(pieces: Iterable[Piece]) -> bool:
    """Some of its headings lie in sections that say that they are chapters."""
    return any(piece.level and place_named(piece.where)[0] == Place.CHAPTER for piece in pieces if piece.where)


def without_matter(pieces: Sequence[Piece], matter: Matter) -> list[Piece]:
    """The text of a book that is one page, told by its sections."""
    kept: list[Piece] = []
    for (place, told), group in groupby(pieces, key=_place):
        inside = list(group)
        kept += inside if place in OF_TEXT or told in LANDMARKS_ONLY else matter.read(inside, place, told)
    return kept


def without_named_matter(pieces: Sequence[Piece], matter: Matter) -> list[Piece]:
    """The same where only headings tell it: above the first numbered chapter, and below the last."""
    headings = [at for at, piece in enumerate(pieces) if piece.level]
    numbered = [at for at in headings if _number(pieces[at]) is not None]
    if len(numbered) < FEWEST_NUMBERED:
        return list(pieces)
    kept = list(pieces[: headings[0]])
    for at, end in pairwise([*headings, len(pieces)]):
        section, name = pieces[at:end], _words(pieces[at])
        is_around = not numbered[0] <= at <= numbered[-1] and sum(len(each.text) for each in section) <= LONGEST_NAMED
        if is_around and name in HEADINGS:
            kept += matter.read(section, HEADINGS[name], name)
        elif not (at < numbered[0] and end == at + 1 and any(_words(each) == name for each in kept if each.level)):
            kept += section
    return kept


def _number(piece: Piece) -> int | None:
    heading = heading_in(piece.text.partition("\n")[0])
    return heading.number if heading else None


def _words(piece: Piece) -> str:
    return " ".join(piece.text.split()).casefold().strip(" :.")


def _place(piece: Piece) -> tuple[Place, str]:
    place, told = place_named(piece.where)
    return place or Place.TEXT, told
