"""Serials that are being set up: as a value, and as the text under which they wait to be saved."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from stories.serials import AtEnd, Manner, Measure, Pace, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody has chosen so far: for a new serial, or for one that runs, as it was in that `version`."""

    terms: Terms
    stories: tuple[int, ...] = ()
    serial_id: int | None = None
    version: int | None = None
    draft_id: int = 0


def written(draft: Draft) -> str:
    """All that is chosen, as JSON."""
    terms = {field.name: getattr(draft.terms, field.name) for field in fields(Terms)}
    terms["weekdays"] = sorted(draft.terms.weekdays)
    terms["starts_on"] = draft.terms.starts_on and draft.terms.starts_on.isoformat()
    return json.dumps({"terms": terms, "stories": draft.stories, "version": draft.version})


def read(content: str, *, draft_id: int, serial_id: int | None) -> Draft:
    """What was written so; what another version of Fireside did not know yet is as it is by itself."""
    known: dict[str, Any] = json.loads(content)
    terms: dict[str, Any] = known["terms"]
    measure, amount = terms["pace"]
    day = terms["starts_on"]
    terms |= {
        "manner": Manner(terms["manner"]),
        "at_end": AtEnd(terms["at_end"]),
        "tags": tuple(terms["tags"]),
        "weekdays": frozenset(terms["weekdays"]),
        "starts_on": date.fromisoformat(day) if day else None,
        "pace": Pace(Measure(measure), amount),
    }
    return Draft(
        terms=Terms(**terms),
        stories=tuple(known["stories"]),
        serial_id=serial_id,
        version=known["version"],
        draft_id=draft_id,
    )
