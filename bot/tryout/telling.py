"""What the page is told: places, messages and commands as plain JSON."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from simcord.backend import serializers
from simcord.backend.cdn import CDN_BASE
from simcord.enums import ChannelType, MessageType
from simcord.interactions import command_leaves

from bot.tryout.world import AGE_RESTRICTED, SERVER

if TYPE_CHECKING:
    from simcord.backend.models import Channel, Message

    from bot.tryout.world import Person, World

Told = dict[str, Any]
LOADING = 1 << 7


class Seen:
    """How far each person has looked in each place."""

    def __init__(self) -> None:
        self._newest: dict[tuple[str, int], int] = {}

    def look(self, world: World, person: Person, channel: Channel) -> None:
        """Everything that is there now has been seen."""
        self._newest[person.key, channel.id] = _newest(world, person, channel)

    def anything_new(self, world: World, person: Person, channel: Channel) -> bool:
        """Whether something came since."""
        return _newest(world, person, channel) > self._newest.get((person.key, channel.id), 0)


def _newest(world: World, person: Person, channel: Channel) -> int:
    return max((message.id for message in world.messages(person, channel)), default=0)


def tell(world: World, person: Person, channel: Channel, seen: Seen, *, last: int) -> Told:
    """The whole page: where the person is, what is there, and what can be done."""
    seen.look(world, person, channel)
    messages = world.messages(person, channel)
    return {
        "server": SERVER,
        "now": _seconds(world.now().isoformat()),
        "person": person.key,
        "people": [tell_person(somebody) for somebody in world.people.values()],
        "bot": {"id": str(world.env.backend.bot_user.id), "name": world.env.backend.bot_user.name},
        "places": [tell_place(world, person, place, seen) for place in world.channels(person)],
        "place": str(channel.id),
        "earlier": max(0, len(messages) - last),
        "messages": [tell_message(world, message) for message in messages[-last:]],
        "commands": [told for command in world.commands(person, channel) for told in tell_command(command)],
        "menus": world.menus(person, channel),
    }


def tell_person(person: Person) -> Told:
    """Somebody to be."""
    return {"key": person.key, "id": str(person.member.id), "name": person.name, "about": person.about}


def tell_place(world: World, person: Person, channel: Channel, seen: Seen) -> Told:
    """A line of the map."""
    backend = world.env.backend
    parent = backend.channels.get(channel.parent_id or 0)
    return {
        "id": str(channel.id),
        "kind": "direct" if channel.type == ChannelType.DM else "thread" if channel.is_thread else "channel",
        "type": int(channel.type),
        "name": channel.name or backend.bot_user.name,
        "topic": channel.topic or "",
        "parent": str(parent.id) if parent else None,
        "private": channel.type == ChannelType.PRIVATE_THREAD,
        "adult": AGE_RESTRICTED in {channel.name, parent.name if parent else None},
        "archived": channel.thread_metadata is not None and channel.thread_metadata.archived,
        "unread": seen.anything_new(world, person, channel),
    }


def tell_message(world: World, message: Message) -> Told:
    """One message, as the page draws it."""
    wire: Told = {**serializers.message_payload(world.env.backend, message)}
    used: Told = wire.get("interaction_metadata") or {}
    return {
        "id": wire["id"],
        "kind": "thread" if message.type == MessageType.THREAD_CREATED else "",
        "system": message.type in {MessageType.RECIPIENT_ADD, MessageType.THREAD_CREATED},
        "author": {key: wire["author"].get(key) for key in ("id", "username", "bot")},
        "time": _seconds(wire["timestamp"]),
        "content": wire["content"],
        "components": wire["components"],
        "files": [
            {"name": file["filename"], "size": file["size"], "url": file["url"].removeprefix(CDN_BASE)}
            for file in wire["attachments"]
        ],
        "ephemeral": message.is_ephemeral,
        "loading": bool(message.flags & LOADING),
        "used": {"by": used["user"]["username"], "command": used["name"]} if used.get("name") else None,
        "thread": _thread_of(world, message),
    }


def _thread_of(world: World, message: Message) -> str | None:
    about = message.system_metadata
    started = about.channel_id if about else None
    thread = world.env.backend.channels.get(started or message.id)
    return str(thread.id) if thread is not None and thread.is_thread else None


def tell_command(command: Told) -> list[Told]:
    """A command, or each of its subcommands."""
    return [
        {
            "name": " ".join(path),
            "description": leaf.get("description") or command.get("description") or "",
            "options": leaf.get("options") or [],
        }
        for path, leaf in command_leaves(command)
    ]


def _seconds(timestamp: str) -> int:
    return int(datetime.fromisoformat(timestamp).timestamp())
