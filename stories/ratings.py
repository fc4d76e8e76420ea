"""Ratings, as the Archive of Our Own names them."""

from __future__ import annotations

from enum import StrEnum


class Rating(StrEnum):
    """How grown up a reader should be."""

    GENERAL = "General"
    TEEN = "Teen"
    MATURE = "Mature"
    EXPLICIT = "Explicit"
    NOT_RATED = "Not Rated"
