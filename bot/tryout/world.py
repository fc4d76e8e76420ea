"""The pretended server: three people, five channels, a clock, and the very same bot in it."""

# simcord has no public way to set its clock, to restart a bot amid its work or to lower its rights: that is done on
# its private parts, which may change with any release. So the version is pinned, and only this package does it.
# pyright: reportPrivateUsage=false
# ruff: noqa: SLF001

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import discord
from simcord import ChannelHandle, Env, MemberActor, RoleHandle
from simcord._runtime import _attach_bot
from simcord.backend.access import channel_accessible
from simcord.enums import AppCommandType, ChannelType, MessageType

from bot.invite import PERMISSIONS
from bot.tryout.mends import POLL, mended

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping

    from simcord.backend.models import Channel, Message, Role

    from bot.tryout.mends import Mends

STRIDE = 86_400.0  # seconds that the bot is given ten real ones for
SERVER = "The Reading Room"
AGE_RESTRICTED = "after-dark"
CHANNELS = {
    "fireside": "Stories by the fire. Type /read.",
    "daily-page": "A good place for one page a day.",
    AGE_RESTRICTED: "Age-restricted: stories that are Mature, Explicit or not rated are told here only.",
}
ANNOUNCEMENTS = {"announcements": "What other servers may follow."}
FORUM = {"bookshelf": "A post for each story. Every post needs a tag."}
TAGS = {"serial": "📖", "letters": "✉️", "short": "🕯️"}
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

    def __init__(self, env: Env, mends: Mends, make_bot: Callable[[], discord.Client]) -> None:
        self.env = env
        self.mends = mends
        self.running = False
        self._make_bot = make_bot
        self._ahead = 0.0
        self._listeners: list[Callable[[], None]] = []

    @classmethod
    @asynccontextmanager
    async def open(cls, make_bot: Callable[[], discord.Client]) -> AsyncGenerator[World]:
        """A world that lasts as long as the block; `make_bot` makes its bot, and another one after each restart."""
        env = Env(make_bot(), check_errors=False, settle_timeout=10)
        with mended(env) as mends:
            world = cls(env, mends, make_bot)
            world._prepare()
            await env.start()
            world.running = True
            try:
                with env.time_context():
                    world._furnish()
                    await env.settle()
                    yield world
            finally:
                await env.shutdown()

    def _prepare(self) -> None:
        """Set the clock before the bot starts: a bot that slept through a year would first have to wake through it."""
        backend = self.env.backend
        backend.clock.advance((datetime.now(UTC) - backend.clock.now()).total_seconds())
        backend.bot_user.name = "Fireside"
        emit = backend.emit

        def emit_and_tell(event: str, payload: Mapping[str, Any]) -> None:
            emit(event, payload)
            self._tell_listeners()

        backend.emit = emit_and_tell  # type: ignore[method-assign]

    def _furnish(self) -> None:
        owner = self.env.create_user("Olive")
        self.guild = self.env.create_guild(SERVER, owner=owner)
        self._grant_what_the_invite_asks_for()
        self._open_channels()
        readers = self.guild.create_role("readers", permissions=OF_READERS, mentionable=True)
        self.keepers = self.guild.create_role("keepers")
        reader = self.guild.add_member(self.env.create_user("Robin"), roles=[readers])
        other = self.guild.add_member(self.env.create_user("June"), roles=[readers, self.keepers])
        self.people = {
            "reader": Person("reader", "Robin", "a reader", reader),
            "other": Person("other", "June", "a reader and keeper", other),
            "owner": Person("owner", "Olive", "the server's owner", MemberActor(self.env, self.guild, owner)),
        }

    def _open_channels(self) -> None:
        backend = self.env.backend
        for name, topic in CHANNELS.items():
            channel = self.guild.create_text_channel(name, topic=topic)
            if name == AGE_RESTRICTED:
                self.mends.age_restricted.add(channel.id)
                backend.announce_channel_update(channel.id)
        for name, topic in ANNOUNCEMENTS.items():
            backend.create_channel(self.guild.id, name, type=ChannelType.NEWS, topic=topic)
        tags = [
            {"id": str(backend.snowflake()), "name": name, "moderated": False, "emoji_id": None, "emoji_name": sign}
            for name, sign in TAGS.items()
        ]
        for name, topic in FORUM.items():
            forum = backend.create_channel(
                self.guild.id, name, type=ChannelType.FORUM, topic=topic, available_tags=tags, announce=False
            )
            self.mends.needs_tag.add(forum.id)
            backend.emit("CHANNEL_CREATE", self.mends.described(forum))

    def _grant_what_the_invite_asks_for(self) -> None:
        """Give the bot these rights and no others, not even by way of @everyone, whose rights it has too."""
        everyone = PERMISSIONS & ~discord.Permissions(create_private_threads=True)
        for role in self.env.backend.guilds[self.guild.id].roles.values():
            rights = PERMISSIONS if role.managed else everyone
            self.env.backend.edit_role(self.guild.id, role.id, {"permissions": rights.value})

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever Discord would have told its clients of something, or the clock moved on."""
        self._listeners.append(listener)

    def _tell_listeners(self) -> None:
        for listener in self._listeners:
            listener()

    # The bot's life

    async def stop(self) -> None:
        """Let the bot die where it stands; time passes without it."""
        self.running = False
        await self.env._detach_bot()

    async def start(self) -> None:
        """Start a new bot on the same store."""
        await _attach_bot(self.env, self._make_bot())
        self.running = True

    async def settle(self) -> None:
        """Let the bot take in what happened, if it runs."""
        if self.running:
            await self.env.settle(idle=POLL)

    # The clock

    def now(self) -> datetime:
        """The pretended time."""
        return self.env.now()

    async def move_on(self, seconds: float) -> None:
        """Go into the future, or with 0 only catch up with the real clock; whatever falls due meanwhile happens."""
        self._ahead += seconds
        target = datetime.now(UTC) + timedelta(seconds=self._ahead)
        while (left := (target - self.now()).total_seconds()) > 0:
            await self.env.advance_time(min(left, STRIDE))
            self._tell_listeners()

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

    def roles(self) -> list[Role]:
        """What people can be given and mentioned by: neither everyone nor the bot's own."""
        roles = self.env.backend.guilds[self.guild.id].roles.values()
        return [role for role in roles if not role.managed and role.id != self.guild.id]

    def role_handle(self, role: Role) -> RoleHandle:
        """The same role, as simcord's actors take it."""
        return RoleHandle(self.env, self.guild, role)

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
