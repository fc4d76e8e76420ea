"""What may be shown where: the one place that decides it."""

from __future__ import annotations

from dataclasses import dataclass

from stories.ratings import Rating

_FOR_EVERYBODY = frozenset({Rating.GENERAL, Rating.TEEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """A place where a story could be shown."""

    age_restricted: bool
    direct: bool = False


def counts_as_adult(rating: Rating) -> bool:
    """Whether it belongs in age-restricted places only; so does what nobody has rated."""
    return rating not in _FOR_EVERYBODY


def may_show(rating: Rating, venue: Venue) -> bool:
    """Whether a story of that rating may be seen there; a direct message is never age-restricted."""
    return not counts_as_adult(rating) or (venue.age_restricted and not venue.direct)


def ratings_shown(venue: Venue) -> frozenset[Rating]:
    """The ratings that may be seen there."""
    return frozenset(rating for rating in Rating if may_show(rating, venue))


def refusal(rating: Rating, venue: Venue) -> str | None:
    """Why it may not be shown there, and where instead; None where it may."""
    if may_show(rating, venue):
        return None
    where = "in direct messages" if venue.direct else "in this channel"
    return f"{_reason(rating)}, so I can't show it {where}. Ask for it in an age-restricted channel of a server."


def _reason(rating: Rating) -> str:
    if rating is Rating.NOT_RATED:
        return "This story is not rated, and counts as Mature until it is"
    return f"This story is rated {rating.value}"
