"""The pretended server: two people, three channels, a clock, and the very same bot in it."""

# simcord has no public way to set its clock, to mark a channel as age-restricted or to lower the bot's rights: that is
# done on its private parts, which may change with any release. So the version is pinned, and only this package does it.
# pyright: reportPrivateUsage=false
# ruff: noqa: SLF001

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from simcord import ChannelHandle, Env, MemberActor
from simcord.backend.access import channel_accessible
from simcord.enums import AppCommandType, ChannelType, MessageType

from bot.invite import PERMISSIONS

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping

    from simcord.backend.models import Channel, Message

POLL = 0.002  # seconds between looks whether the bot has come to rest; simcord's own 50 ms can be felt
SERVER = "The Reading Room"
AGE_RESTRICTED = "after-dark"
CHANNELS = {
    "fireside": "Stories by the fire. Type /read.",
    "daily-page": "A good place for one page a day.",
    AGE_RESTRICTED: "Age-restricted: stories that are Mature, Explicit or not rated are told here only.",
}
OF_READERS = discord.Permissions(use_application_commands=True, add_reactions=True, attach_files=True)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the visitor can be."""

    key: str
    name: str
    about: str
    member: MemberActor


class World:
    """What the pages of the try-out show, and what its people act upon."""

    def __init__(self, bot: discord.Client) -> None:
        self.env = Env(bot, check_errors=False, settle_timeout=10)
        self._ahead = 0.0
        self._listeners: list[Callable[[], None]] = []

    @classmethod
    @asynccontextmanager
    async def open(cls, bot: discord.Client) -> AsyncGenerator[World]:
        """A world that lasts as long as the block."""
        world = cls(bot)
        world._prepare()
        await world.env.start()
        try:
            with world.env.time_context():
                world._furnish()
                await world.env.settle()
                yield world
        finally:
            await world.env.shutdown()

    def _prepare(self) -> None:
        """Set the clock before the bot starts: a bot that slept through a year would first have to wake through it."""
        self.env._settle_internal = partial(self.env._settle_internal, idle=POLL)
        backend = self.env.backend
        backend.clock.advance((datetime.now(UTC) - backend.clock.now()).total_seconds())
        backend.bot_user.name = "Fireside"
        emit = backend.emit

        def emit_with_age(event: str, payload: Mapping[str, Any]) -> None:
            emit(event, _with_age(payload))
            for listener in self._listeners:
                listener()

        backend.emit = emit_with_age  # type: ignore[method-assign]

    def _furnish(self) -> None:
        owner = self.env.create_user("Olive")
        self.guild = self.env.create_guild(SERVER, owner=owner)
        self._grant_what_the_invite_asks_for()
        for name, topic in CHANNELS.items():
            self.guild.create_text_channel(name, topic=topic)
        readers = self.guild.create_role("readers", permissions=OF_READERS)
        reader = self.guild.add_member(self.env.create_user("Robin"), roles=[readers])
        self.people = {
            "reader": Person("reader", "Robin", "a reader", reader),
            "owner": Person("owner", "Olive", "the server's owner", MemberActor(self.env, self.guild, owner)),
        }

    def _grant_what_the_invite_asks_for(self) -> None:
        """Give the bot these rights and no others, not even by way of @everyone, whose rights it has too."""
        everyone = PERMISSIONS & ~discord.Permissions(create_private_threads=True)
        for role in self.env.backend.guilds[self.guild.id].roles.values():
            rights = PERMISSIONS if role.managed else everyone
            self.env.backend.edit_role(self.guild.id, role.id, {"permissions": rights.value})

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever Discord would have told its clients of something."""
        self._listeners.append(listener)

    # The clock

    def now(self) -> datetime:
        """The pretended time."""
        return self.env.now()

    async def move_on(self, seconds: float) -> None:
        """Go into the future, or with 0 only catch up with the real clock; whatever falls due meanwhile happens."""
        self._ahead += seconds
        target = datetime.now(UTC) + timedelta(seconds=self._ahead)
        await self.env.advance_time(max(0, (target - self.now()).total_seconds()))

    # What there is to see

    def channels(self, person: Person) -> list[Channel]:
        """Every place the person can look into: channels, each followed by its threads, and the direct messages."""
        backend = self.env.backend
        server = backend.guilds[self.guild.id]
        direct = backend.get_dm_channel(person.member.id)
        threads = [backend.channels[thread_id] for thread_id in server.thread_ids]
        found: list[Channel] = []
        for channel_id in server.channel_ids:
            found.append(backend.channels[channel_id])
            found.extend(thread for thread in threads if thread.parent_id == channel_id)
        return [*(c for c in found if channel_accessible(backend, c.id, person.member.id)), direct]

    def handle(self, channel: Channel) -> ChannelHandle:
        """The same place, as simcord's actors take it."""
        return ChannelHandle(self.env, None if channel.type == ChannelType.DM else self.guild, channel)

    def messages(self, person: Person, channel: Channel) -> list[Message]:
        """What the person sees there, oldest first."""
        stored = sorted(self.env.backend.messages.get(channel.id, {}).items())
        return [m for _, m in stored if m.visible_to(person.member.id) and not self._is_superfluous(m)]

    def _is_superfluous(self, message: Message) -> bool:
        """Discord announces neither private threads nor those that grow from a message; simcord announces all."""
        if message.type != MessageType.THREAD_CREATED or message.system_metadata is None:
            return False
        thread = self.env.backend.channels.get(message.system_metadata.channel_id or 0)
        return thread is not None and (
            thread.type == ChannelType.PRIVATE_THREAD or thread.id in self.env.backend.messages[message.channel_id]
        )

    def commands(self, person: Person, channel: Channel) -> list[dict[str, Any]]:
        """The slash commands offered to the person there, as the bot registered them."""
        return self._offered(person, channel, AppCommandType.CHAT_INPUT)

    def menus(self, person: Person, channel: Channel) -> list[str]:
        """The names of what the bot adds to the menu of a message."""
        return [str(command["name"]) for command in self._offered(person, channel, AppCommandType.MESSAGE)]

    def _offered(self, person: Person, channel: Channel, kind: AppCommandType) -> list[dict[str, Any]]:
        return self.env.backend.visible_commands(user_id=person.member.id, channel_id=channel.id, type=kind)


def _with_age(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The payload as Discord would send it of a channel that is age-restricted, or of a server that has one."""
    if payload.get("name") == AGE_RESTRICTED:
        return {**payload, "nsfw": True}
    if "channels" in payload:
        return {**payload, "channels": [_with_age(channel) for channel in payload["channels"]]}
    return payload
