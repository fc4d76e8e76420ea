"""What a server is told next is voted for, in a poll of Discord's."""

from __future__ import annotations

import datetime as dt
import random
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

from bot.pages.layout import shorten
from bot.serials.failures import TakenOverError
from bot.venue import ratings_shown_in
from stories.errors import StoryError, StoryRemovedError
from stories.serials import AtEnd

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.client import Fireside
    from stories.planning import Planned
    from stories.store.records import Instalment, Serial, Title

CHOICES = 3
_ANSWER = 55  # characters
_LONGEST = dt.timedelta(days=32)
_SHORTEST = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A poll among some stories, that is open until the next instalment is due."""

    candidates: tuple[Title, ...]
    duration: dt.timedelta

    question = "What shall we read next?"

    def poll(self) -> discord.Poll:
        """The poll as Discord takes it."""
        poll = discord.Poll(question=self.question, duration=self.duration)
        for title in self.candidates:
            poll.add_answer(text=shorten(title.title, _ANSWER))
        return poll


async def vote_after(bot: Fireside, serial: Serial, instalment: Instalment, channel: Any) -> Vote | None:  # noqa: ANN401 - any channel
    """The vote that follows an instalment; None where it does not end the last story of its serial."""
    assert instalment.place
    assert instalment.end
    if serial.terms.at_end is not AtEnd.VOTE or serial.queue:
        return None
    now = discord.utils.utcnow()
    since = instalment.local_date
    if await bot.planner.after(serial.terms, instalment.place, instalment.end, now=now, since=since):
        return None
    candidates = await _candidates(bot, serial, instalment, channel)
    if not candidates:
        return None
    due = serial.terms.timetable.after(max(now, instalment.due_at), since=since)
    hours = dt.timedelta(hours=int((due.at - now) / dt.timedelta(hours=1)))
    return Vote(candidates=candidates, duration=min(max(hours, _SHORTEST), _LONGEST))


async def _candidates(bot: Fireside, serial: Serial, instalment: Instalment, channel: Any) -> tuple[Title, ...]:  # noqa: ANN401 - as above
    """Some stories that may be told there, new ones if there are any to choose from: the same at every attempt."""
    ratings = ratings_shown_in(channel)
    told = {row.place.story_id for row in await bot.store.instalments.all_of(serial.serial_id) if row.place}
    titles = [title for title in await bot.store.library.titles() if title.rating in ratings]
    others = [title for title in titles if title.story_id != serial.story_id]
    fresh = [title for title in others if title.story_id not in told]
    offered = fresh if len(fresh) > 1 else others
    dice = random.Random(f"{serial.serial_id}.{instalment.number}")  # noqa: S311 - a lot, not a secret
    return tuple(dice.sample(offered, min(CHOICES, len(offered))))


async def decided(bot: Fireside, serial: Serial, instalment: Instalment) -> tuple[Serial, Instalment]:
    """The serial and its instalment, with the story that most have voted for."""
    ended = await bot.store.instalments.last_sent(serial.serial_id, before=instalment.number)
    counts = await _counts(bot, ended) if ended else []
    ranked = sorted(
        enumerate(instalment.candidates), key=lambda pair: -(counts[pair[0]] if pair[0] < len(counts) else 0)
    )
    since = ended.local_date if ended else None
    planned = await _first_left(bot, serial, [story_id for _, story_id in ranked], since=since)
    if not await bot.store.instalments.decide(instalment, planned):
        raise TakenOverError
    again = await bot.store.serials.get(serial.serial_id)
    row = await bot.store.instalments.get(serial.serial_id, instalment.number)
    assert again
    assert row
    return again, row


async def _first_left(bot: Fireside, serial: Serial, story_ids: Sequence[int], *, since: date | None) -> Planned:
    """How the first of these stories begins that was not taken away meanwhile."""
    for story_id in story_ids:
        with suppress(StoryRemovedError):
            return await bot.planner.first(serial.terms, story_id, now=discord.utils.utcnow(), since=since)
    raise StoryError("None of the stories that were voted for is here any more: choose another one.")


async def _counts(bot: Fireside, ended: Instalment) -> list[int]:
    """How many voted for each; nothing where the poll is gone, so that the first one is told."""
    channel = bot.get_partial_messageable(ended.channel_id or 0)
    try:
        message = await channel.fetch_message(ended.last_message_id or 0)
    except (discord.NotFound, discord.Forbidden):
        return []
    return [answer.vote_count for answer in message.poll.answers] if message.poll else []
