"""Clocks that jump: this machine's own, and those of a zone whose rules have changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.serials.clock import LAST_LOOKED
from stories.planning import Planned
from stories.schedule import Due
from tests.bot.person import text_of
from tests.bot.sim import tell
from tests.bot.test_daily import WHALE, started, told

if TYPE_CHECKING:
    from stories.store.records import Instalment
    from tests.bot.sim import World


async def following(world: World) -> Instalment:
    [serial] = await world.store.serials.in_server(world.guild.id)
    found = await world.store.instalments.open(serial.serial_id)
    assert found
    return found


async def test_an_instalment_planned_by_other_rules_of_its_zone_comes_at_the_right_time(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)
    await world.wait(days=1)
    planned = await following(world)
    async with world.asleep():
        await world.store.instalments.move(planned, Due(planned.local_date, planned.due_at + timedelta(hours=1)))

    await world.wait(minutes=1)

    assert (await following(world)).due_at == planned.due_at


async def test_a_zone_that_is_gone_lets_the_serial_rest_and_says_so(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)
    [serial] = await world.store.serials.in_server(world.guild.id)
    planned = await following(world)
    async with world.asleep():
        terms = replace(serial.terms, zone="Atlantis/Old")
        kept = Planned(place=planned.place, end=planned.end, due=Due(planned.local_date, planned.due_at))
        await world.store.serials.change(serial, terms, queue=(), planned=kept, keeps_text=False)
    await world.wait(days=1)

    [serial] = await world.store.serials.in_server(world.guild.id)
    assert serial.state == "suspended"
    assert "“Atlantis/Old” is not known" in (serial.reason or "")
    assert "Atlantis/Old" in text_of(world.olga.user.dm_channel.history()[-1])


async def test_a_clock_that_ran_ahead_and_was_set_back_starves_no_serial(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)
    await world.wait(days=1)
    thread = world.general.threads[-1]
    planned = await following(world)
    async with world.asleep():
        ahead = planned.due_at + timedelta(days=300)
        await world.store.instalments.move(planned, Due(ahead.date(), ahead))
        await world.store.facts.set(LAST_LOOKED, (ahead - timedelta(days=1)).isoformat())

    await world.wait(days=1)

    assert told(world, thread) == list(WHALE[:2])
    assert (await following(world)).local_date == date(2026, 1, 3)


async def test_what_a_lost_process_claimed_for_the_time_ahead_is_let_go(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await started(world)
    async with world.asleep():
        await world.wait(hours=8)
        ahead = datetime(2027, 1, 1, tzinfo=UTC)
        [row] = await world.store.instalments.claim(owner="lost", now=world.now, until=ahead, limit=1)
        await world.store.facts.set(LAST_LOOKED, ahead.isoformat())

    await world.wait(hours=1)

    assert row.number == 1
    assert told(world, world.general.threads[-1]) == [WHALE[0]]
