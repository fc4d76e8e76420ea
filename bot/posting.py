"""Posts a page in a thread exactly once, whatever is pressed twice, lost on the way, or killed in between."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.ui import Screen
    from stories.places import Place
    from stories.store import Store
    from stories.store.records import Delivery

HOLD = dt.timedelta(seconds=60)  # how long an attempt may take before another one takes over
LOOK_BACK = 25  # messages among which a page that was posted just before a crash must be


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of a page: `message_id` is None while somebody else is posting it at this moment."""

    message_id: int | None
    by_us: bool


class Posting:
    """The one way a page gets into a thread.

    The claim in the database decides who posts. If the answer was lost, Discord itself drops a repeat with the same
    nonce for some minutes; after that our own newest messages tell whether the page is there.
    """

    def __init__(self, store: Store) -> None:
        self._threads = store.threads

    async def once(
        self,
        channel: discord.abc.Messageable,
        screen: Screen,
        *,
        thread_id: int,
        ordinal: int,
        place: Place,
        end: int,
    ) -> Posted:
        """Post a screen as the page number `ordinal` of a thread, unless it is there already."""
        now = discord.utils.utcnow()
        owner = secrets.token_hex(8)
        earlier = await self._threads.delivery(thread_id, ordinal)
        claim = await self._threads.claim(
            thread_id, ordinal=ordinal, place=place, end=end, owner=owner, now=now, until=now + HOLD
        )
        if claim.state == "sent" or claim.owner != owner:
            return Posted(claim.message_id, by_us=False)
        message_id = await found(channel, screen) if earlier else None
        if message_id is None:
            message_id = await self._send(channel, screen, thread_id=thread_id, ordinal=ordinal, owner=owner)
        await self._threads.sent(thread_id, ordinal, message_id=message_id, now=discord.utils.utcnow())
        return Posted(message_id, by_us=True)

    async def _send(
        self, channel: discord.abc.Messageable, screen: Screen, *, thread_id: int, ordinal: int, owner: str
    ) -> int:
        try:
            message = await channel.send(view=screen, nonce=f"{thread_id}.{ordinal}")
        except Exception as failure:
            if _is_refusal(failure):
                await self._threads.release(thread_id, ordinal, owner=owner)
            else:
                await self._threads.expire(thread_id, ordinal, owner=owner, now=discord.utils.utcnow())
            raise
        return message.id


async def found(channel: discord.abc.Messageable, screen: Screen) -> int | None:
    """The newest message with any of a screen's controls: a sign that the screen was posted already."""
    wanted = set(custom_ids(screen))
    async for message in channel.history(limit=LOOK_BACK):
        if wanted & set(custom_ids(ui.LayoutView.from_message(message))):
            return message.id
    return None


def _is_refusal(failure: Exception) -> bool:
    """Whether Discord said no; after any other failure, what was asked for may have been done all the same."""
    return isinstance(failure, discord.HTTPException) and failure.status < 500  # noqa: PLR2004 - HTTP's own border


def next_ordinal(last: Delivery | None) -> int:
    """The number of the page to post after the newest of a thread; an unfinished attempt is taken up again."""
    return 1 if last is None else last.ordinal + (last.state == "sent")


def custom_ids(view: ui.LayoutView) -> Iterator[str]:
    """The `custom_id` of every control in a message."""
    for item in view.walk_children():
        custom_id: Any = getattr(item, "custom_id", None)
        if isinstance(custom_id, str):
            yield custom_id


def without_controls(message: discord.Message) -> ui.LayoutView:
    """A message as it is, less its buttons; its text is not touched, whatever has become of the story since."""
    view = ui.LayoutView.from_message(message, timeout=None)
    for item in list(view.children):
        if isinstance(item, ui.ActionRow):
            view.remove_item(item)
    return view
