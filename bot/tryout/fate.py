"""What may happen to Fireside, for a visitor to see how it takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from simcord.backend.models import Channel

    from bot.tryout.world import Person, World

PINNING = discord.Permissions(pin_messages=True, manage_messages=True, send_polls=True)  # simcord pins by the second
POSTING = discord.Permissions(send_messages=True, send_messages_in_threads=True)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that can happen: its name on the page, what it means, and how it is done; doing it says so."""

    key: str
    name: str
    about: str
    do: Callable[[], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that happened and lasts, and what ends it."""

    words: str
    end: Happening | None = None


class Fate:
    """What can happen in a place, to a person, and what has happened and lasts."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._backend = world.env.backend

    def possible(self, person: Person, place: Channel) -> list[Happening]:
        """What can happen now, to whoever is there."""
        return [*self._to_the_bot(), *self._to_the_place(place), self._to_messages_of(person)]

    def troubles(self) -> Iterator[Trouble]:
        """What should not be forgotten, as it explains what Fireside does."""
        if not self._world.running:
            yield Trouble("Fireside is stopped.", Happening("start", "Start it again", "", self._start))
        for channel in self._backend.channels.values():
            if self._is_silenced(channel):
                end = Happening(
                    f"permit {channel.id}", "Give it back", "", lambda channel=channel: self._permit(channel)
                )
                yield Trouble(f"Fireside has lost the right to post in {_called(channel)}.", end)
        for person in self._world.people.values():
            if person.member.id in self._world.mends.closed_to_messages:
                end = Happening(f"open {person.key}", "Open them", "", lambda person=person: self._open(person))
                yield Trouble(f"{person.name}’s direct messages are closed.", end)
        if self._world.mends.answers_to_lose:
            yield Trouble("Discord’s answer to the next post will be lost.")

    def _to_the_bot(self) -> Iterator[Happening]:
        if not self._world.running:
            yield Happening(
                "start", "Start Fireside again", "On the same database; what fell due is late.", self._start
            )
            return
        yield Happening("restart", "Restart Fireside", "It dies where it stands, and a new one starts.", self._restart)
        yield Happening("stop", "Stop Fireside", "Let time pass, and start it again: posts come late.", self._stop)
        yield Happening(
            "lose", "Lose Discord’s next answer", "The next post is made; Fireside is told that it failed.", self._lose
        )

        if not self._may_pin():
            words = "Which its invite does not ask for: serials can pin the newest, and let all vote."
            yield Happening("pins", "Let Fireside pin and make polls", words, self._let_pin)

    def _to_the_place(self, place: Channel) -> Iterator[Happening]:
        if place.guild_id is None:
            return
        channel = self._backend.channels[place.permission_channel_id()]
        if self._is_silenced(channel):
            name = f"Give back the right to post in {_called(channel)}"
            yield Happening(f"permit {channel.id}", name, "And in its threads.", lambda: self._permit(channel))
        else:
            name = f"Take away the right to post in {_called(channel)}"
            yield Happening("forbid", name, "And in its threads.", lambda: self._forbid(channel))
        if place.thread_metadata is not None and place.thread_metadata.locked:
            yield Happening("unlock", "Unlock this thread", "All can post in it again.", lambda: self._unlock(place))
        elif place.is_thread:
            yield Happening("lock", "Lock this thread", "Only moderators can post in it.", lambda: self._lock(place))
        what = "thread" if place.is_thread else "channel"
        yield Happening("delete", f"Delete this {what}", "With all that is in it.", lambda: self._delete(place))

    def _to_messages_of(self, person: Person) -> Happening:
        if person.member.id in self._world.mends.closed_to_messages:
            name = f"Open {person.name}’s direct messages"
            return Happening(f"open {person.key}", name, "Fireside can write to them.", lambda: self._open(person))
        name = f"Close {person.name}’s direct messages"
        return Happening("close", name, "Fireside can’t write to them any more.", lambda: self._close(person))

    # To the bot

    async def _restart(self) -> str:
        await self._world.stop()
        await self._world.start()
        return "Fireside died where it stood, and a new one runs."

    async def _stop(self) -> str:
        await self._world.stop()
        return "Fireside is stopped. Let time pass, and start it again."

    async def _start(self) -> str:
        if not self._world.running:
            await self._world.start()
        return "Fireside runs again."

    async def _lose(self) -> str:
        self._world.mends.answers_to_lose = 1
        return "Fireside’s next post will be made, and the answer lost."

    def _may_pin(self) -> bool:
        rights = self._backend.guilds[self._world.guild.id].roles[self._bot_role()].permissions
        return discord.Permissions(rights) >= PINNING

    async def _let_pin(self) -> str:
        rights = discord.Permissions(self._backend.guilds[self._world.guild.id].roles[self._bot_role()].permissions)
        self._backend.edit_role(self._world.guild.id, self._bot_role(), {"permissions": (rights | PINNING).value})
        await self._world.settle()
        return "Fireside may pin messages and make polls."

    # To a place

    def _is_silenced(self, channel: Channel) -> bool:
        bots_own = self._bot_role()
        return any(overwrite.target_id == bots_own and overwrite.deny for overwrite in channel.overwrites)

    def _bot_role(self) -> int:
        roles = self._backend.guilds[self._world.guild.id].roles.values()
        return next(role.id for role in roles if role.managed)

    async def _forbid(self, channel: Channel) -> str:
        self._backend.set_overwrite(channel.id, Overwrite(self._bot_role(), OverwriteType.ROLE, deny=POSTING.value))
        await self._world.settle()
        return f"Fireside has lost the right to post in {_called(channel)}."

    async def _permit(self, channel: Channel) -> str:
        self._backend.delete_overwrite(channel.id, self._bot_role())
        await self._world.settle()
        return f"Fireside may post in {_called(channel)} again."

    async def _lock(self, thread: Channel) -> str:
        self._backend.edit_channel(thread.id, {}, thread_metadata={"archived": True, "locked": True})
        await self._world.settle()
        return f"{_called(thread)} is closed and locked."

    async def _unlock(self, thread: Channel) -> str:
        self._backend.edit_channel(thread.id, {}, thread_metadata={"archived": False, "locked": False})
        await self._world.settle()
        return f"{_called(thread)} is open again."

    async def _delete(self, place: Channel) -> str:
        """Delete it with its threads; the bot is told of a channel only, as by Discord."""
        threads = self._backend.guilds[self._world.guild.id].thread_ids
        for thread_id in [number for number in threads if self._backend.channels[number].parent_id == place.id]:
            threads.remove(thread_id)
            self._backend.channels.pop(thread_id)
            self._backend.messages.pop(thread_id, None)
        self._backend.delete_channel(place.id)
        await self._world.settle()
        return f"{_called(place)} is deleted."

    # To a person

    async def _close(self, person: Person) -> str:
        self._world.mends.closed_to_messages.add(person.member.id)
        return f"Fireside can’t send {person.name} direct messages any more."

    async def _open(self, person: Person) -> str:
        self._world.mends.closed_to_messages.discard(person.member.id)
        return f"Fireside can send {person.name} direct messages again."


def _called(channel: Channel) -> str:
    return f"“{channel.name}”" if channel.is_thread else f"#{channel.name}"
