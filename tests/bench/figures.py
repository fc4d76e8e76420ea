"""A figure: how much one thing costs in terms of another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`what` measured `ratio` times `against`; `most` is what was asked for, `note` is for people."""

    what: str
    against: str
    ratio: float
    most: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether it is as good as was asked for."""
        return self.most is None or self.ratio <= self.most


def ms(seconds: float) -> str:
    """A duration, for information."""
    return f"{seconds * 1000:.3g} ms"


class Skipped(Exception):  # noqa: N818 - nothing went wrong
    """What a measure needs is not on this machine."""
