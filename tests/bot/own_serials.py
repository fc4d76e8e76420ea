"""A reader's own serial, as Alice has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.bot.person import text_of
from tests.bot.sim import tell

if TYPE_CHECKING:
    from datetime import datetime

    from discord import Message
    from simcord import InteractionResult

    from stories.store.records import Serial
    from tests.bot.sim import World

WHALE = ("Call me Ishmael.", "Some years ago.", "Never mind how long.", "Having little money.")


async def asked(world: World, **changed: Any) -> InteractionResult:
    """Alice's answer to «Moby-Dick by direct message, every day at 08:00 in London», typed in #general."""
    options = {"story": "Moby-Dick", "time": "08:00", "zone": "Europe/London"} | changed
    return await world.alice.slash(world.general, "daily me", **options)


def letters(world: World) -> list[Message]:
    """What the bot has written to Alice, without what only answers her."""
    return world.posts(world.alice.user.dm_channel)


def told(world: World) -> list[str]:
    return [sentence for letter in letters(world) for sentence in WHALE if sentence in text_of(letter)]


async def hers(world: World) -> Serial:
    [serial] = await world.store.serials.of_reader(world.alice.id)
    return serial


async def first_one(world: World, **changed: Any) -> Message:
    """The first instalment of Alice's serial, as it stands in her direct messages."""
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await asked(world, **changed)
    await world.wait(days=1)
    return letters(world)[-1]


async def next_due(world: World) -> datetime:
    following = await world.store.instalments.open((await hers(world)).serial_id)
    assert following
    return following.due_at


async def started(world: World, **changed: Any) -> Serial:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await asked(world, **changed)
    return await hers(world)
