"""Gets the messages of an instalment to Discord, each exactly once, wherever an earlier attempt broke off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.serials import screens
from bot.serials.claim import HOLD, Claim
from bot.serials.controls import mark
from bot.serials.failures import TakenOverError
from bot.serials.lookout import found_in, found_poll, found_post
from bot.serials.places import Opening
from stories.serials import Manner

if TYPE_CHECKING:
    from bot.client import Fireside
    from bot.serials.pace import Pace
    from bot.serials.places import Places
    from bot.serials.telling import Telling
    from bot.ui import Screen
    from stories.store.records import Instalment, Serial

_NOBODY = discord.AllowedMentions.none()


class Posting:
    """Posts what is claimed, for as long as the claim holds."""

    def __init__(self, bot: Fireside, places: Places, pace: Pace) -> None:
        self._desk = bot.desk
        self._store = bot.store
        self._places = places
        self._pace = pace

    async def post(self, telling: Telling, parent: Any, spot: Any) -> Instalment:  # noqa: ANN401 - channels, threads and direct messages
        """Post what is not there yet, and give the instalment as it was sent."""
        if spot is None:
            telling, spot = await self._opened(telling, parent)
        for part in range(telling.instalment.progress + 1, len(telling.pages) + 1):
            telling = telling.at(_with_message(telling.instalment, await self._page(telling, spot, part), part))
            if part < len(telling.pages):
                telling = telling.at(await self._kept(telling.instalment, spot))
        if telling.vote:
            telling = telling.at(_with_message(telling.instalment, await self._vote(telling, spot), None))
        return replace(telling.instalment, channel_id=spot.id, sent_at=discord.utils.utcnow())

    async def caught_up(self, serial: Serial, row: Instalment, parent: Any, spot: Any) -> Instalment:  # noqa: ANN401 - as above
        """With the page that an earlier attempt may have posted without hearing of it."""
        if row.tries == 1:
            return row
        if spot is not None:
            page = await found_in(spot, row, row.progress + 1)
            return replace(_with_message(row, page.id, row.progress + 1), channel_id=spot.id) if page else row
        is_page = serial.terms.manner is Manner.THREADS and isinstance(parent, discord.ForumChannel)
        post = await found_post(parent, row) if is_page else None
        return replace(_with_message(row, post.id, 1), channel_id=post.id) if post else row

    async def is_begun(self, telling: Telling, parent: Any, spot: Any) -> bool:  # noqa: ANN401 - as above
        """Whether any of it is at Discord, as far as can be found out."""
        row = telling.instalment
        if row.progress or row.channel_id:
            return True
        if row.tries == 1:
            return False
        if spot is not None:
            return await found_in(spot, row, 1) is not None
        if isinstance(parent, discord.ForumChannel):
            return await found_post(parent, row) is not None
        return await found_in(parent, row, 0) is not None

    async def _opened(self, telling: Telling, parent: Any) -> tuple[Telling, Any]:  # noqa: ANN401 - as above
        """Open the place for its pages."""
        row = telling.instalment
        each = telling.serial.terms.manner is Manner.THREADS
        is_page = each and isinstance(parent, discord.ForumChannel)
        opening = Opening(
            name=screens.thread_name(telling) if each else telling.story.title,
            screen=await self._screen(telling, 1, parent, pings=True) if is_page else screens.opening(telling),
            pings=telling.pings if each else _NOBODY,
        )
        spot = await self._places.open(telling.serial, row, parent, opening, claim=await self._turn(row))
        if is_page:
            row = _with_message(row, spot.id, 1)
        if each:
            row = await self._kept(row, spot)
        return telling.at(row), spot

    async def _page(self, telling: Telling, spot: Any, part: int) -> int:  # noqa: ANN401 - as above
        row = telling.instalment
        found = await found_in(spot, row, part) if row.tries > 1 else None
        if found is None:
            front = part == 1 and telling.serial.terms.manner is not Manner.THREADS
            found = await (await self._turn(row)).within(
                spot.send(
                    view=await self._screen(telling, part, spot, pings=front),
                    nonce=mark(row.serial_id, row.number, part),
                    allowed_mentions=telling.pings if front else _NOBODY,
                ),
            )
        return found.id

    async def _screen(self, telling: Telling, part: int, channel: Any, *, pings: bool) -> Screen:  # noqa: ANN401 - as above
        reader_id = telling.serial.terms.reader_id
        beside = await self._desk.beside(telling.pages[part - 1], reader_id=reader_id, channel=channel)
        return screens.page(telling, part, beside, pings=pings)

    async def _vote(self, telling: Telling, spot: Any) -> int:  # noqa: ANN401 - as above
        assert telling.vote
        row = telling.instalment
        found = await found_poll(spot, row, telling.vote.question) if row.tries > 1 else None
        if found is None:
            nonce = f"{mark(row.serial_id, row.number, len(telling.pages))}.vote"
            found = await (await self._turn(row)).within(spot.send(poll=telling.vote.poll(), nonce=nonce))
        return found.id

    async def _turn(self, row: Instalment) -> Claim:
        await self._pace.keep()
        return Claim(row)

    async def _kept(self, row: Instalment, spot: Any) -> Instalment:  # noqa: ANN401 - as above
        """Write down how far it has come, which also gives more time for the rest."""
        until = discord.utils.utcnow() + HOLD
        row = replace(row, channel_id=spot.id, next_at=until)
        if not await self._store.instalments.progressed(row):
            raise TakenOverError
        return row


def _with_message(row: Instalment, message_id: int, progress: int | None) -> Instalment:
    return replace(
        row,
        progress=row.progress if progress is None else progress,
        message_id=row.message_id or message_id,
        last_message_id=message_id,
    )
