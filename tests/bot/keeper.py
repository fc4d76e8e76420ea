"""What those do who look after a server's serials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.bot.person import fill_in, labels_of, press, text_of

if TYPE_CHECKING:
    from simcord import ChannelHandle, InteractionResult

    from stories.store.records import Serial
    from tests.bot.sim import World

WHALE = ("Call me Ishmael.", "Some years ago.", "Never mind how long.", "Having little money.")


async def opened(world: World, **options: Any) -> InteractionResult:
    """The panel, with what the command says."""
    options = {"story": "Moby-Dick", "channel": world.general, "time": "08:00", "zone": "Europe/London"} | options
    return await world.olga.slash(world.general, "daily server", **options)


async def part(world: World, panel: InteractionResult, name: str) -> InteractionResult:
    """What opens when the change of a part is pressed."""
    return await press(world.olga, panel, f"draft:{name}:{number_of(panel)}:0")


def number_of(panel: InteractionResult) -> int:
    """The number of the draft."""
    for message in filter(None, [panel.response, *panel.followups]):
        for component in message.components:
            for child in component.get("components", ()):
                if str(child.get("custom_id", "")).startswith("draft:"):
                    return int(child["custom_id"].split(":")[2])
    raise AssertionError("no panel is shown")


async def saved(world: World, panel: InteractionResult) -> Serial:
    """The serial that is made of the draft."""
    proof = await press(world.olga, panel, "See the proof")
    assert "Save" in labels_of(proof), text_of(proof)
    assert "Saved." in text_of(await press(world.olga, proof, "Save"))
    return (await world.store.serials.in_server(world.guild.id))[-1]


async def changed(world: World, panel: InteractionResult, name: str, **values: Any) -> InteractionResult:
    """The panel after a part of it was filled in anew."""
    return await fill_in(world.olga, await part(world, panel, name), **values)


def told(world: World, place: ChannelHandle) -> list[str]:
    """The sentences of the whale that were posted there, in their order."""
    return [sentence for post in world.posts(place) for sentence in WHALE if sentence in text_of(post)]
