"""What a visitor can do, from the page's words to simcord's actors."""

# A person in a direct message can use message menus on Discord; simcord's public actors cannot.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import logging
import re
from base64 import b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from simcord import BackendError, OptionError, ResponseMessage, SetupError
from simcord.actors import _dispatch_actor_interaction, _resolve_visible_command
from simcord.backend import serializers
from simcord.enums import AppCommandType, ChannelType, ComponentType, InteractionType, OptionType
from simcord.interactions import command_leaves

from bot.tryout.telling import exactly

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simcord import ChannelHandle, InteractionResult, MemberActor, UserHandle
    from simcord.backend.models import Channel

    from bot.tryout.world import Person, World

log = logging.getLogger(__name__)

_SELECTS_OF_ENTITIES = {
    ComponentType.USER_SELECT,
    ComponentType.ROLE_SELECT,
    ComponentType.MENTIONABLE_SELECT,
    ComponentType.CHANNEL_SELECT,
}
Deed = dict[str, Any]
"""What the page asks for: `do` names it, the rest says with what."""


class CannotError(Exception):
    """It cannot be done; the text is for the visitor."""


@dataclass(slots=True)
class Scene:
    """A person in a place; what the methods do is done by that person, there."""

    world: World
    person: Person
    channel: Channel
    modals: dict[str, InteractionResult]

    @property
    def handle(self) -> ChannelHandle:
        """The place, as simcord's actors take it."""
        return self.world.handle(self.channel)

    @property
    def direct(self) -> bool:
        """Whether the place is the person's direct messages with the bot."""
        return self.channel.type == ChannelType.DM

    @property
    def actor(self) -> MemberActor | UserHandle:
        """Who acts: members act in servers, users in direct messages."""
        return self.person.member.user if self.direct else self.person.member

    async def act(self, deed: Deed) -> dict[str, Any]:
        """Do it, and give what the page needs to know beyond what it will see."""
        try:
            return await self._act(deed)
        except (SetupError, BackendError) as error:
            raise CannotError(_in_words(error)) from error
        except TimeoutError as error:
            log.warning("the bot did not come to rest: %s", error)
            raise CannotError("Fireside took too long to answer.") from error
        except (KeyError, TypeError, ValueError) as error:
            raise CannotError("The page asked for something that makes no sense. Reload it.") from error

    async def _act(self, deed: Deed) -> dict[str, Any]:
        match deed["do"]:
            case "say":
                self._refuse_if_locked()
                await self._say(str(deed["text"]))
                return {}
            case "vote":
                answers = [int(answer) for answer in deed["answers"]]
                await self.actor.set_poll_votes(self._message(deed), answers=answers)
                return {}
            case "pin":
                await self.person.member.set_pinned(self._message(deed), deed["pinned"])
                return {}
            case _ if not self.world.running:
                raise CannotError("Fireside is stopped, and does not answer.")
            case "suggest":
                return {"choices": await self._suggest(deed)}
            case _:
                return self._outcome(await self._interact(deed))

    async def _interact(self, deed: Deed) -> InteractionResult:
        match deed["do"]:
            case "command":
                return await self._command(deed)
            case "press":
                return await self.actor.click(self._message(deed), custom_id=deed["control"])
            case "choose":
                values = [self._chosen(deed["kind"], value) for value in deed["values"]]
                return await self.actor.select(self._message(deed), values, custom_id=deed["control"])
            case "fill in":
                return await self._fill_in(deed)
            case "menu":
                return await self._menu(deed)
            case unknown:
                raise ValueError(unknown)

    def _outcome(self, result: InteractionResult) -> dict[str, Any]:
        if not result.acknowledged:
            raise CannotError("Fireside did not answer.")
        if result.modal is None:
            return {}
        number = str(len(self.modals))
        self.modals[number] = result
        return {"modal": {**exactly(result.modal), "number": number}}

    def _message(self, deed: Deed) -> ResponseMessage:
        return ResponseMessage(
            self.world.env, self.world.env.backend.get_message(self.channel.id, int(deed["message"]))
        )

    def _refuse_if_locked(self) -> None:
        """Simcord's people can write in locked threads."""
        state = self.channel.thread_metadata
        if state is not None and state.locked and self.person.key != "owner":
            raise CannotError("This thread is locked.")

    async def _say(self, text: str) -> None:
        if self.direct:
            await self.person.member.user.send_dm(text)
        else:
            await self.person.member.send(self.handle, text)

    async def _command(self, deed: Deed) -> InteractionResult:
        options = self._options(deed, deed["options"])
        if self.direct:
            return await self.person.member.user.slash(deed["name"], **options)
        return await self.person.member.slash(self.handle, deed["name"], **options)

    async def _suggest(self, deed: Deed) -> list[dict[str, Any]]:
        filled = self._options(deed, deed["options"])
        what = (deed["name"], deed["option"], str(deed["text"]))
        if self.direct:
            return await self.person.member.user.autocomplete(*what, **filled)
        return await self.person.member.autocomplete(self.handle, *what, **filled)

    async def _fill_in(self, deed: Deed) -> InteractionResult:
        shown = self.modals[deed["modal"]]
        kinds = {field["custom_id"]: int(field["type"]) for field in _fields(shown.modal or {})}
        values = {name: self._filled(kinds[name], value) for name, value in deed["values"].items()}
        return await self.actor.submit_modal(shown, values)

    def _filled(self, kind: int, value: object) -> object:
        """What a field of a form is filled with: selects of people, roles and places with what they name."""
        if kind in _SELECTS_OF_ENTITIES:
            return [self._chosen(kind, one) for one in cast("list[str]", value)]
        return _uploaded(value)

    async def _menu(self, deed: Deed) -> InteractionResult:
        message = self._message(deed)
        if not self.direct:
            return await self.person.member.context_menu(self.handle, deed["name"], message)
        backend, user = self.world.env.backend, self.person.member.user
        command = _resolve_visible_command(user, self.channel.id, deed["name"], AppCommandType.MESSAGE)
        target = serializers.message_payload(backend, backend.get_message(self.channel.id, message.id))
        data = {
            "id": command["id"],
            "name": command["name"],
            "type": AppCommandType.MESSAGE,
            "target_id": str(message.id),
            "resolved": {"messages": {str(message.id): dict(target)}},
        }
        return await _dispatch_actor_interaction(user, InteractionType.APPLICATION_COMMAND, self.handle, data)

    def _options(self, deed: Deed, given: Mapping[str, Any]) -> dict[str, Any]:
        leaf = next(
            leaf
            for command in self.world.commands(self.person, self.channel)
            for path, leaf in command_leaves(command)
            if " ".join(path) == deed["name"]
        )
        declared: list[dict[str, Any]] = leaf.get("options") or []
        kinds = {str(option["name"]): int(option["type"]) for option in declared}
        return {name: self._option(name, kinds[name], value) for name, value in given.items()}

    def _option(self, name: str, kind: int, value: object) -> object:
        match kind:
            case OptionType.INTEGER:
                return _number(name, value)
            case OptionType.NUMBER:
                return float(str(value))
            case OptionType.BOOLEAN:
                return value == "true"
            case OptionType.CHANNEL | OptionType.USER | OptionType.ROLE | OptionType.MENTIONABLE:
                return self._chosen(kind, str(value))
            case OptionType.ATTACHMENT:
                return _uploaded(value)
            case _:
                return str(value)

    def _chosen(self, kind: int, value: str) -> object:
        """A choice in a select, or an option: words stay words, all else becomes what it names."""
        if kind == OptionType.STRING:
            return value
        named = {
            **{channel.id: self.world.handle(channel) for channel in self.world.channels(self.person)},
            **{role.id: self.world.role_handle(role) for role in self.world.roles()},
            **{person.member.id: person.member for person in self.world.people.values()},
        }
        return named[int(value)]


def _fields(modal: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What can be filled in, whether it stands in a label or in a row."""
    for part in modal.get("components", []):
        yield from (field for field in (part.get("component"), *part.get("components", [])) if field)


def _number(name: str, value: object) -> int:
    words = str(value).strip()
    if re.fullmatch(r"-?[0-9]{1,15}", words) is None:
        raise CannotError(f"{name} must be a whole number.")
    return int(words)


def _uploaded(value: object) -> object:
    """Files come from the page as names and base64; everything else as it is."""
    match value:
        case {"name": str(name), "base64": str(data)}:
            return name, b64decode(data)
        case list():
            return [_uploaded(item) for item in cast("list[object]", value)]
        case _:
            return value


def _in_words(error: Exception) -> str:
    match error:
        case OptionError():
            return re.sub(r"^Option '(.+?)' of '.+?'", r"\1", str(error)) + "."
        case BackendError(code=10008):
            return "That message is gone."
        case BackendError(code=50013) | BackendError(code=50001):
            return "You may not do that here."
        case _:
            log.info("the pretended Discord refused: %s", error)
            return "That is not possible here any more."
