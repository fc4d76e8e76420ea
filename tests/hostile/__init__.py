"""Files made to hurt: every kind that a reader of stories must survive, plain data in and bytes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

END = "They lived, in spite of it all."  # what a file that can be read says last
BOTH = r"is|holds|has|cannot|can't|protected"  # what any refusal says


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """One such file: `says` is in the story that is read; `refusal` is what a refusal may say, where one may come."""

    make: Callable[[], bytes]
    name: str = "story"
    says: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()  # what must not be in the story
    refusal: str = ""
    must_be_refused: bool = False


def read(make: Callable[[], bytes], *says: str, hides: tuple[str, ...] = (), name: str = "story") -> Hostile:
    """A file whose story must be found."""
    return Hostile(make=make, says=says or (END,), hides=hides, name=name)


def refused(make: Callable[[], bytes], words: str = BOTH, *, name: str = "story") -> Hostile:
    """A file that must be refused, and how."""
    return Hostile(make=make, refusal=words, name=name, must_be_refused=True)


def either(make: Callable[[], bytes], *says: str, hides: tuple[str, ...] = (), name: str = "story") -> Hostile:
    """A file that may be refused, but where it is read must be read rightly."""
    return Hostile(make=make, says=says, hides=hides, refusal=BOTH, name=name)
