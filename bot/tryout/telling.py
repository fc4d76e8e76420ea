"""What the page is told: places, messages and commands as plain JSON."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from simcord.backend import serializers
from simcord.backend.cdn import CDN_BASE
from simcord.enums import ChannelType, MessageType
from simcord.interactions import command_leaves

from bot.tryout.world import SERVER

if TYPE_CHECKING:
    from simcord.backend.models import Channel, Message

    from bot.tryout.fate import Fate, Happening
    from bot.tryout.world import Person, World

Told = dict[str, Any]
LOADING = 1 << 7
LARGEST_IN_A_PAGE = 2**53 - 1  # JavaScript’s numbers are exact up to here
KINDS = {ChannelType.DM: "direct", ChannelType.FORUM: "forum"}
SAID_BY_DISCORD = {
    MessageType.RECIPIENT_ADD: "added",
    MessageType.THREAD_CREATED: "thread",
    MessageType.PINS_ADD: "pinned",
}


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


def tell(world: World, fate: Fate, person: Person, channel: Channel, seen: Seen, *, last: int) -> Told:
    """The whole page: where the person is, what is there, and what can be done."""
    seen.look(world, person, channel)
    messages = world.messages(person, channel)
    return {
        "server": SERVER,
        "now": _seconds(world.now().isoformat()),
        "person": person.key,
        "people": [tell_person(somebody) for somebody in world.people.values()],
        "bot": {"id": str(world.env.backend.bot_user.id), "name": world.env.backend.bot_user.name},
        "roles": [{"id": str(role.id), "name": role.name} for role in world.roles()],
        "places": [tell_place(world, person, place, seen) for place in world.channels(person)],
        "place": str(channel.id),
        "earlier": max(0, len(messages) - last),
        "messages": [tell_message(world, person, message) for message in messages[-last:]],
        "commands": [told for command in world.commands(person, channel) for told in tell_command(command)],
        "menus": world.menus(person, channel),
        "happenings": [tell_happening(happening) for happening in fate.possible(person, channel)],
        "troubles": [
            {"words": trouble.words, "end": trouble.end and tell_happening(trouble.end)} for trouble in fate.troubles()
        ],
    }


def tell_person(person: Person) -> Told:
    """Somebody to be."""
    return {"key": person.key, "id": str(person.member.id), "name": person.name, "about": person.about}


def tell_happening(happening: Happening) -> Told:
    """Something for the menu of what may happen."""
    return {"key": happening.key, "name": happening.name, "about": happening.about}


def tell_place(world: World, person: Person, channel: Channel, seen: Seen) -> Told:
    """A line of the map."""
    backend = world.env.backend
    parent = backend.channels.get(channel.parent_id or 0)
    state = channel.thread_metadata
    return {
        "id": str(channel.id),
        "kind": "thread" if channel.is_thread else KINDS.get(ChannelType(channel.type), "channel"),
        "type": int(channel.type),
        "name": channel.name or backend.bot_user.name,
        "topic": channel.topic or "",
        "parent": str(parent.id) if parent else None,
        "private": channel.type == ChannelType.PRIVATE_THREAD,
        "adult": bool({channel.id, channel.parent_id} & world.mends.age_restricted),
        "archived": state is not None and state.archived,
        "locked": state is not None and state.locked,
        "tags": _tags(channel, parent),
        "begun": _seconds(state.create_timestamp) if state else None,
        "messages": len(world.messages(person, channel)) if channel.is_thread else 0,
        "newest": str(_newest(world, person, channel)),
        "unread": seen.anything_new(world, person, channel),
    }


def _tags(channel: Channel, parent: Channel | None) -> list[str]:
    """Of a forum, what its posts can have; of a post, what it has."""
    known = {int(tag["id"]): tag for tag in [*channel.available_tags, *(parent.available_tags if parent else [])]}
    worn = channel.applied_tags if channel.is_thread else known
    return [f"{known[number]['emoji_name'] or ''} {known[number]['name']}".strip() for number in worn]


def tell_message(world: World, person: Person, message: Message) -> Told:
    """One message, as the page draws it for this person."""
    wire: Told = {**serializers.message_payload(world.env.backend, message, for_user=person.member.id)}
    used: Told = wire.get("interaction_metadata") or {}
    reference: Told = wire.get("message_reference") or {}
    return {
        "id": wire["id"],
        "system": SAID_BY_DISCORD.get(MessageType(message.type), ""),
        "about": reference.get("message_id"),
        "pinned": wire["pinned"],
        "poll": tell_poll(wire["poll"]) if "poll" in wire else None,
        "author": {key: wire["author"].get(key) for key in ("id", "username", "bot")},
        "time": _seconds(wire["timestamp"]),
        "content": wire["content"],
        "components": exactly(wire["components"]),
        "files": [
            {"name": file["filename"], "size": file["size"], "url": file["url"].removeprefix(CDN_BASE)}
            for file in wire["attachments"]
        ],
        "ephemeral": message.is_ephemeral,
        "loading": bool(message.flags & LOADING),
        "used": {"by": used["user"]["username"], "command": used["name"]} if used.get("name") else None,
        "thread": _thread_of(world, message),
    }


def exactly(wire: Any) -> Any:  # noqa: ANN401 - any JSON
    """The same JSON with large numbers as words: bots may send ids as numbers, which a page would round."""
    if isinstance(wire, dict):
        return {key: exactly(value) for key, value in cast("Told", wire).items()}
    if isinstance(wire, list):
        return [exactly(one) for one in cast("list[Any]", wire)]
    return str(wire) if isinstance(wire, int) and wire > LARGEST_IN_A_PAGE else wire


def tell_poll(poll: Told) -> Told:
    """A poll with its counts."""
    counts = {count["id"]: count for count in poll["results"]["answer_counts"]}
    return {
        "question": poll["question"]["text"],
        "several": poll["allow_multiselect"],
        "ends": _seconds(poll["expiry"]),
        "ended": poll["results"]["is_finalized"],
        "answers": [tell_answer(answer, counts[answer["answer_id"]]) for answer in poll["answers"]],
    }


def tell_answer(answer: Told, count: Told) -> Told:
    """One answer of a poll, with its votes."""
    emoji: Told = answer["poll_media"].get("emoji") or {}
    return {
        "id": answer["answer_id"],
        "text": answer["poll_media"]["text"] or "",
        "emoji": emoji.get("name"),
        "votes": count["count"],
        "mine": count["me_voted"],
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
