"""What a person sees of Fireside's messages, and what they do with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from simcord import InteractionResult, MemberActor, ResponseMessage, UserHandle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from discord.types.components import Component

type_of_button, type_of_select, type_of_field, type_of_text, type_of_label = 2, 3, 4, 10, 18

Seen = InteractionResult | ResponseMessage | discord.Message
Person = MemberActor | UserHandle


def messages_of(seen: Seen) -> Sequence[ResponseMessage | discord.Message]:
    """All that an interaction showed, its follow-ups last; or the one message."""
    if not isinstance(seen, InteractionResult):
        return [seen]
    answer = [seen.response] if seen.response is not None else []
    return [*answer, *seen.followups]


def text_of(seen: Seen) -> str:
    """Every word shown, top to bottom: content and Text Displays, not the labels of controls."""
    texts: list[str] = []
    for message in messages_of(seen):
        texts += [message.content] if message.content else []
        texts += [part["content"] for part in _parts(message) if part["type"] == type_of_text]
    return "\n".join(texts)


def labels_of(seen: Seen) -> list[str]:
    """The labels of the buttons that can be pressed."""
    return [button["label"] for _, button in _controls(seen, type_of_button) if not button.get("disabled")]


def options_of(seen: Seen) -> list[str]:
    """The labels of what the selects offer."""
    return [option["label"] for _, menu in _controls(seen, type_of_select) for option in menu["options"]]


async def press(person: Person, seen: Seen, control: str) -> InteractionResult:
    """Press the one button of that label or custom_id; simcord refuses it when it is disabled or out of sight."""
    found = [(m, b) for m, b in _controls(seen, type_of_button) if control in {b.get("label"), b.get("custom_id")}]
    assert len(found) == 1, f"{len(found)} buttons are called {control!r}; there are {labels_of(seen)}"
    message, button = found[0]
    return await _in_place(person, message).click(message, custom_id=button["custom_id"])


async def choose(person: Person, seen: Seen, option: str) -> InteractionResult:
    """Pick the one option of that label, in whichever select offers it."""
    found = [
        (message, menu, choice["value"])
        for message, menu in _controls(seen, type_of_select)
        for choice in menu["options"]
        if choice["label"] == option
    ]
    assert len(found) == 1, f"{len(found)} options are called {option!r}; there are {options_of(seen)}"
    message, menu, value = found[0]
    return await _in_place(person, message).select(message, [value], custom_id=menu["custom_id"])


async def fill(person: Person, shown: InteractionResult, *values: str) -> InteractionResult:
    """Write into the fields of the modal shown, in their order, and send it off."""
    assert shown.modal is not None, "no modal was shown"
    fields = [part["custom_id"] for part in walk(shown.modal["components"]) if part["type"] == type_of_field]
    return await person.submit_modal(shown, dict(zip(fields, values, strict=True)))


async def fill_in(person: Person, shown: InteractionResult, **values: Any) -> InteractionResult:
    """Fill in the controls of those labels in the modal shown, and leave the others as they are.

    simcord leaves out what is not named, where Discord sends what stood there before.
    """
    assert shown.modal is not None, "no modal was shown"
    parts = [part for part in walk(shown.modal["components"]) if part["type"] == type_of_label]
    controls = {part["label"].replace(" ", "_"): part["component"] for part in parts}
    assert values.keys() <= controls.keys(), f"there are only {[*controls]}"
    filled = {control["custom_id"]: values.get(label, _prefilled(control)) for label, control in controls.items()}
    return await person.submit_modal(shown, {name: value for name, value in filled.items() if value is not None})


def _prefilled(control: dict[str, Any]) -> Any:
    if "options" in control:
        return [option["value"] for option in control["options"] if option.get("default")]
    return control.get("value", control.get("default"))


async def pick(person: Person, seen: Seen, hint: str, *things: Any) -> InteractionResult:
    """Pick channels, roles or values in the select that shows that hint."""
    found = [
        (message, part) for message in messages_of(seen) for part in _parts(message) if part.get("placeholder") == hint
    ]
    assert len(found) == 1, f"{len(found)} selects show {hint!r}"
    message, menu = found[0]
    return await _in_place(person, message).select(message, things, custom_id=menu["custom_id"])


def _in_place(person: Person, message: ResponseMessage | discord.Message) -> Person:
    """The same person as a partner in a direct message, if the message stands there."""
    where = message.channel_id if isinstance(message, ResponseMessage) else message.channel.id
    if isinstance(person, MemberActor) and where == person.user.dm_channel.id:
        return person.user
    return person


def _controls(seen: Seen, kind: int) -> Iterator[tuple[ResponseMessage | discord.Message, dict[str, Any]]]:
    for message in messages_of(seen):
        yield from ((message, part) for part in _parts(message) if part["type"] == kind)


def _parts(message: ResponseMessage | discord.Message) -> Iterator[dict[str, Any]]:
    yield from walk([c.to_dict() if isinstance(c, discord.Component) else c for c in message.components])


def walk(components: Sequence[dict[str, Any] | Component]) -> Iterator[dict[str, Any]]:
    for component in components:
        part: dict[str, Any] = dict(component)
        yield part
        yield from walk(part.get("components") or [])
        yield from walk([part[key] for key in ("accessory", "component") if part.get(key)])
