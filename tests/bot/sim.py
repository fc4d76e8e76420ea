"""The in-memory Discord that the bot's tests live in."""

# simcord has no public way to restart a bot amid its work, or to change rights and threads behind it.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections import Counter
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
import pytest
from discord.ext import commands
from simcord import ChannelHandle, Env, MemberActor, UserHandle
from simcord._runtime import _attach_bot
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.client import Fireside
from bot.invite import PERMISSIONS
from bot.tryout.mends import POLL
from stories.manuscript import Chapter, Manuscript
from stories.ratings import Rating
from stories.text import Passage

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
    from datetime import datetime

    from bot.serials.steering import Steering
    from bot.tryout.mends import Mends
    from stories.store import Store

# What everyone may do on the servers of these tests: nothing the invite does not give the bot as well, as a bot has
# the rights of @everyone too.
_EVERYONE = PERMISSIONS & discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)
_READERS = discord.Permissions(use_application_commands=True, add_reactions=True, create_public_threads=True)


class World:
    """One server with a few people, two channels and the bot, which has exactly the rights of its invite."""

    def __init__(self, env: Env, mends: Mends, *, store: Store, make_bot: Callable[[], commands.Bot]) -> None:
        self.env = env
        self.store = store
        self._mends = mends
        self._make_bot = make_bot
        olga = env.create_user("olga")
        self.guild = env.create_guild("The Hearth", owner=olga)
        self._limit_rights()
        readers = self.guild.create_role("readers", permissions=_READERS)
        self.olga = MemberActor(env, self.guild, olga)
        self.alice = self.guild.add_member(env.create_user("alice"), roles=[readers])
        self.bob = self.guild.add_member(env.create_user("bob"), roles=[readers])
        self.general = self.guild.create_text_channel("general")
        self.nightfall = self.guild.create_text_channel("nightfall")
        mends.age_restricted.add(self.nightfall.id)

    def _limit_rights(self) -> None:
        """simcord gives a bot every right but one."""
        roles = self.env.backend.get_guild(self.guild.id).roles.values()
        self._bot_role = next(role.id for role in roles if role.managed)
        self.env.backend.edit_role(self.guild.id, self._bot_role, {"permissions": PERMISSIONS.value})
        self.env.backend.edit_role(self.guild.id, self.guild.id, {"permissions": _EVERYONE.value})

    @property
    def bot(self) -> commands.Bot:
        """The bot that runs now; another one after each restart."""
        bot = self.env.bot
        assert isinstance(bot, commands.Bot)
        return bot

    @property
    def steering(self) -> Steering:
        """What people do with serials, without the screens they do it on."""
        assert isinstance(self.bot, Fireside)
        return self.bot.steering

    @property
    def now(self) -> datetime:
        """The time in this world."""
        return self.env.now()

    @property
    def nonces(self) -> Counter[str]:
        """How often each nonce was sent."""
        return Counter(self._mends.nonces)

    def posts(self, channel: ChannelHandle) -> list[discord.Message]:
        """What the bot has said there for all to see, oldest first, without Discord's own notices."""
        return [
            message
            for message in channel.history()
            if message.author.id == self.env.backend.bot_user.id and not message.is_system()
        ]

    def place(self, channel_id: int) -> ChannelHandle:
        """The channel or thread of that id."""
        return ChannelHandle(self.env, self.guild, self.env.backend.get_channel(channel_id))

    # ------------------------------------------------------------ the bot's life

    async def restart(self) -> None:
        """Let the bot die where it stands, and start a new one on the same store."""
        async with self.asleep():
            pass

    @asynccontextmanager
    async def asleep(self) -> AsyncGenerator[None]:
        """Without the bot: what happens meanwhile it is not told, and time passes without it."""
        await self.env._detach_bot()
        yield
        bot = self._make_bot()
        await _attach_bot(self.env, bot)

    @asynccontextmanager
    async def at_once(self) -> AsyncGenerator[None]:
        """Let all that people do inside reach the bot together, before it has answered any of it."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(self.env, "_settle_internal", _do_not_wait)
            yield
        await self.settle()

    async def settle(self) -> None:
        """Let the bot finish what it is doing."""
        await self.env.settle(idle=POLL)

    # --------------------------------------------------------------------- time

    async def wait(self, **duration: float) -> None:
        """Let time pass: `wait(hours=1)`."""
        await self.move_to(self.now + timedelta(**duration))

    async def move_to(self, when: datetime) -> None:
        """Go on to a later time, an hour at a stride, as simcord gives the bot five seconds for each."""
        if when < self.now:
            raise ValueError(f"it is {self.now} already; time goes on only")
        while (left := (when - self.now).total_seconds()) > 0:
            await self.env.advance_time(min(left, 3600))

    # ------------------------------------------------------- what people do to channels

    async def age_restrict(self, channel: ChannelHandle) -> None:
        """Make a channel age-restricted."""
        self._mends.age_restricted.add(channel.id)
        await self._announce(channel)

    async def open_to_all_ages(self, channel: ChannelHandle) -> None:
        """Take a channel's age restriction away."""
        self._mends.age_restricted.discard(channel.id)
        await self._announce(channel)

    async def forbid(self, channel: ChannelHandle, **rights: bool) -> None:
        """Take rights from the bot in a channel and its threads: `forbid(channel, send_messages=True)`."""
        denied = Overwrite(self._bot_role, OverwriteType.ROLE, deny=discord.Permissions(**rights).value)
        self.env.backend.set_overwrite(channel.id, denied)
        await self.settle()

    async def permit(self, channel: ChannelHandle) -> None:
        """Give back what `forbid` took."""
        self.env.backend.delete_overwrite(channel.id, self._bot_role)
        await self.settle()

    def grant(self, **rights: bool) -> None:
        """Give the bot rights besides those of its invite: `grant(pin_messages=True)`."""
        more = PERMISSIONS | discord.Permissions(**rights)
        self.env.backend.edit_role(self.guild.id, self._bot_role, {"permissions": more.value})

    async def tag(self, forum: ChannelHandle, *names: str) -> None:
        """Let posts of a forum be tagged so."""
        tags: list[Any] = [
            {"id": str(number), "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
            for number, name in enumerate(names, start=1)
        ]
        self.env.backend.get_channel(forum.id).available_tags = tags
        await self._announce(forum)

    async def require_tags(self, forum: ChannelHandle) -> None:
        """Want a tag on every post of a forum."""
        self._mends.needs_tag.add(forum.id)
        await self._announce(forum)

    async def archive(self, thread: ChannelHandle, *, locked: bool = False) -> None:
        """Close a thread, as Discord also does by itself after a while."""
        self.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True, "locked": locked})
        await self.settle()

    async def lock(self, thread: ChannelHandle) -> None:
        """Close a thread so that only those who manage threads can post in it."""
        await self.archive(thread, locked=True)

    async def delete(self, channel: ChannelHandle) -> None:
        """Delete a channel, with its threads, or a thread; the bot is told of the channel only, as by Discord."""
        for thread in channel.threads:
            self.env.backend.channels.pop(thread.id)
            self.env.backend.messages.pop(thread.id, None)
            self.env.backend.get_guild(self.guild.id).thread_ids.remove(thread.id)
        self.env.backend.delete_channel(channel.id)
        await self.settle()

    async def _announce(self, channel: ChannelHandle) -> None:
        self.env.backend.announce_channel_update(channel.id)
        await self.settle()

    # --------------------------------------------------------------- people and faults

    def pretend(self, person: MemberActor | UserHandle, **fields: Any) -> None:
        """Have all interactions of a person say so: `pretend(alice, locale="de")`."""
        self._mends.said_of.setdefault(person.id, {}).update(fields)

    def close_messages_of(self, person: MemberActor) -> None:
        """Let a person take no direct messages from the bot."""
        self._mends.closed_to_messages.add(person.id)

    def open_messages_of(self, person: MemberActor) -> None:
        """Let a person take direct messages again."""
        self._mends.closed_to_messages.discard(person.id)

    def lose_answers(self, number: int = 1) -> None:
        """Let the next posts be made, but tell the bot they failed (502)."""
        self._mends.answers_to_lose = number


async def _do_not_wait(**_: Any) -> None:
    """Stand in for simcord's wait until the bot has come to rest."""


# Begins every section: a sentence cannot be cut, and two of this length share no page.
_FILLER = f"The fire burned on{', and on' * 180}, and so it went:"


async def tell(
    store: Store,
    title: str,
    *,
    sections: Sequence[str] = ("Once.",),
    chapters: Mapping[str, Sequence[str]] | None = None,
    rating: Rating = Rating.GENERAL,
    **more: Any,
) -> int:
    """Keep a story of one chapter with these sections, or of `chapters` (sections by title); the story's number.

    Each section ends with the words given and begins with a long sentence, so that the cutter gives exactly those;
    `more` goes to the Manuscript.
    """
    parts = {"": sections} if chapters is None else chapters
    manuscript = Manuscript(
        title=title,
        rating=rating,
        chapters=tuple(
            Chapter(number=number, title=name, body=Passage("\n\n".join(f"{_FILLER} {text}" for text in texts)))
            for number, (name, texts) in enumerate(parts.items(), start=1)
        ),
        **more,
    )
    kept = await store.library.keep(
        manuscript, origin=f"test:{title}", digest=f"{manuscript!r}", now=discord.utils.utcnow()
    )
    number = (await store.library.story(kept.story_id)).sections
    assert number == sum(map(len, parts.values())), f"the cutter made {number} sections"
    return kept.story_id
