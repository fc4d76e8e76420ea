"""Why an instalment could not be posted: for now, or until somebody mends what is wrong."""

from __future__ import annotations

from enum import StrEnum

import aiohttp
import discord

from stories.errors import StoryError
from stories.planning import LostPlaceError
from stories.serials import LostZoneError


class Failure(StrEnum):
    """The classes of what can go wrong."""

    RIGHT = "a right is missing"
    CHANNEL = "the channel is gone"
    SERVER = "no longer in the server"
    LOCKED = "the thread is locked"
    AGE = "not age-restricted"
    STORY = "the story is gone"
    PLACE = "the place in the story is gone"
    ZONE = "the time zone is gone"
    CLOSED = "direct messages are closed"
    REFUSED = "Discord refused it"
    TROUBLE = "Discord had trouble"
    ABSENCE = "Fireside was away"
    OURS = "a mistake of Fireside’s"


OUR_MISTAKES = 8  # tries, after which it is for somebody to look into


class DeliveryError(Exception):
    """An instalment could not be posted; the text says why, to those who look after the serial."""

    def __init__(self, failure: Failure, words: str) -> None:
        super().__init__(words)
        self.failure = failure


class LastingError(DeliveryError):
    """It will not go on before somebody has mended something; the text says what."""


class PassingError(DeliveryError):
    """It may be posted in a while, with nothing changed."""


class TakenOverError(Exception):
    """Somebody else posts it by now, or whoever had it in hand took too long."""


OPEN_THEM = "in the privacy settings of a server we share, or add me to your own apps (“Add App” in my profile)"
CLOSED = f"Your direct messages are closed to me: allow them {OPEN_THEM}."
_OF_STORIES: dict[type[StoryError], tuple[Failure, str]] = {
    LostZoneError: (Failure.ZONE, ""),
    LostPlaceError: (
        Failure.PLACE,
        " Let it go on, and it does so right after the last paragraph before that is left.",
    ),
}
_LASTING: dict[int, tuple[Failure, str]] = {
    50001: (Failure.RIGHT, "I can’t see the place any more: give me the right “View Channels” there."),
    50013: (Failure.RIGHT, "A right of mine is missing there; the proof in `/daily server` says which."),
    50007: (Failure.CLOSED, CLOSED),
    50278: (Failure.CLOSED, CLOSED),  # no server is shared
    10003: (Failure.CHANNEL, "The channel or thread is gone: choose another place."),
    10004: (Failure.SERVER, "I am no longer a member of the server: invite me again."),
    50083: (Failure.LOCKED, "The thread is closed and locked: unlock it, or let me open a new one."),
    160005: (Failure.LOCKED, "The thread is locked: unlock it, or let me open a new one."),
    160006: (Failure.REFUSED, "The server has as many open threads as Discord allows: close some."),
    30033: (Failure.REFUSED, "The thread has as many members as Discord allows: let me open a new one."),
    40067: (Failure.REFUSED, "The forum wants a tag on every post: choose one in the panel."),
}
_PASSING = {
    0,  # a proxy on the way answers without one of Discord's codes: it says nothing of the channel
    40003,  # too many direct messages were opened in a short time
}
_TOO_MANY_REQUESTS, _OF_THE_SERVER = 429, 500


def failure_in_dms(error: Exception) -> DeliveryError:
    """The same for a direct message, where no right can be missing: its person is out of reach."""
    failure = failure_of(error)
    return LastingError(Failure.CLOSED, CLOSED) if failure.failure is Failure.RIGHT else failure


def failure_of(error: Exception) -> DeliveryError:
    """What an error means for the instalment that met it."""
    match error:
        case DeliveryError():
            return error
        case StoryError():
            failure, more = _OF_STORIES.get(type(error), (Failure.STORY, ""))
            return LastingError(failure, f"{error}{more}")
        case discord.HTTPException():
            return _refusal(error)
        case discord.RateLimited() | discord.GatewayNotFound() | aiohttp.ClientError() | OSError():
            return PassingError(Failure.TROUBLE, f"Discord could not be reached: {error or type(error).__name__}")
        case _:
            return PassingError(Failure.OURS, f"Something went wrong on my side: {type(error).__name__}")


def is_refusal(error: Exception) -> bool:
    """Whether Discord said no; after any other failure, what was asked for may have been done all the same."""
    return isinstance(error, discord.HTTPException) and error.status < _OF_THE_SERVER


def _refusal(error: discord.HTTPException) -> DeliveryError:
    known = _LASTING.get(error.code)
    if known:
        return LastingError(*known)
    if error.code in _PASSING or error.status >= _OF_THE_SERVER or error.status == _TOO_MANY_REQUESTS:
        return PassingError(Failure.TROUBLE, f"Discord answered {error.status}")
    return LastingError(Failure.REFUSED, f"Discord refused the post: {error.text or error.status}")
