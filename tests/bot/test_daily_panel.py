"""A serial is set up in one panel, proved, and saved once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.bot.keeper import WHALE, changed, opened, part, saved
from tests.bot.person import choose, fill_in, labels_of, pick, press, text_of
from tests.bot.sim import tell

if TYPE_CHECKING:
    import pytest

    from tests.bot.sim import World


async def test_what_the_command_says_stands_in_the_panel_and_nothing_holds_yet(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    panel = await opened(world)

    assert panel.ephemeral
    assert "**Moby-Dick**" in text_of(panel)
    assert f"<#{world.general.id}>, in one thread for each story" in text_of(panel)
    assert "Every day at 08:00 (London)" in text_of(panel)
    assert await world.store.serials.in_server(world.guild.id) == []


async def test_a_serial_is_set_up_from_nothing_proved_and_saved_and_comes(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    panel = await world.olga.slash(world.general, "daily server")
    panel = await choose(world.olga, await part(world, panel, "add"), "Moby-Dick")
    place = await pick(world.olga, await part(world, panel, "place"), "The channel", world.general)
    panel = await press(world.olga, place, "Back")
    panel = await fill_in(world.olga, await part(world, panel, "times"), Time="8:30 pm", Time_zone="Tokyo")
    shown = await press(world.olga, panel, "See the proof")
    proof = text_of(shown)
    answer = text_of(await press(world.olga, shown, "Save"))
    await world.wait(days=1)

    assert "1 of 4" in proof
    assert "✓ I have the rights I need" in proof
    assert "Then it ends" in proof
    assert "Saved." in answer
    assert "Every day at 20:30 (Tokyo)" in answer
    assert WHALE[0] in text_of(world.posts(world.general.threads[-1])[-1])


async def test_saving_twice_makes_one_serial(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    proof = await press(world.olga, await opened(world), "See the proof")

    async with world.at_once():
        await press(world.olga, proof, "Save")
        await press(world.olga, proof, "Save")

    assert len(await world.store.serials.in_server(world.guild.id)) == 1


async def test_a_restart_in_the_middle_of_a_draft_loses_nothing(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    panel = await opened(world, time="09:15")

    await world.restart()
    serial = await saved(world, panel)

    assert serial.terms.minute == 9 * 60 + 15


async def test_forms_that_are_open_during_a_restart_can_still_be_sent_off(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await tell(world.store, "Emma", sections=WHALE)
    panel = await opened(world)
    times, pace, besides = [await part(world, panel, name) for name in ("times", "pace", "besides")]
    stories = await press(world.olga, await part(world, panel, "stories"), "Add a story")
    title = await press(world.olga, stories, "Search")

    await world.restart()
    await fill_in(world.olga, title, Title_or_author="emma")
    await fill_in(world.olga, times, Time="21:45")
    await fill_in(world.olga, pace, How_many="2")
    panel = await fill_in(world.olga, besides, Where_to_tell_of_trouble=[world.nightfall], At_the_end=["again"])

    words = text_of(panel)
    assert "**Moby-Dick**, then **Emma**" in words
    assert "Every day at 21:45 (London)" in words
    assert "2 sections each time" in words
    assert f"trouble is told in <#{world.nightfall.id}>; after the last story it begins again" in words


async def test_a_form_of_a_draft_that_is_gone_says_what_became_of_it(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    panel = await opened(world)
    times = await part(world, panel, "times")
    await press(world.olga, panel, "Throw this away")

    answer = await fill_in(world.olga, times, Time="21:45")

    assert answer.ephemeral
    assert "saved or thrown away already" in text_of(answer)


async def test_a_form_that_this_version_does_not_know_says_that_nothing_was_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    times = await part(world, await opened(world), "times")

    monkeypatch.setattr("bot.client.FORM", re.compile("form:weather"))
    answer = await fill_in(world.olga, times, Time="21:45")

    assert answer.ephemeral
    assert "nothing of it was kept" in text_of(answer)


async def test_a_missing_right_keeps_a_draft_from_being_saved_until_it_is_given(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await world.forbid(world.general, create_public_threads=True)

    proof = await press(world.olga, await opened(world), "See the proof")
    words, offered = text_of(proof), labels_of(proof)
    await world.permit(world.general)
    again = await press(world.olga, proof, "Look again")

    assert "✗ I need the right “Create Public Threads”" in words
    assert "Save" not in offered
    assert "Save" in labels_of(again)


async def test_several_serials_are_listed_first(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await tell(world.store, "Emma", sections=WHALE)
    await saved(world, await opened(world))
    await saved(world, await opened(world, story="Emma"))

    listed = await world.olga.slash(world.general, "daily server")
    words, offered = text_of(listed), labels_of(listed)
    new = await press(world.olga, listed, "Set up another")

    assert "Moby-Dick" in words
    assert "Emma" in words
    assert offered.count("Open") == 2
    assert "Not chosen yet" in text_of(new)


async def test_a_name_of_several_zones_asks_which(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    panel = await opened(world)

    asked = await fill_in(world.olga, await part(world, panel, "times"), Time="07:00", Time_zone="Australia")
    question = text_of(asked)
    panel = await choose(world.olga, asked, "Perth")

    assert "more than one time zone" in question
    assert "at 07:00 (Perth)" in text_of(panel)


async def test_the_proof_marks_the_day_on_which_clocks_change(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    panel = await changed(world, await opened(world, time="01:30"), "times", First_day="28 March 2026")
    proof = text_of(await press(world.olga, panel, "See the proof"))

    [marked] = [line for line in proof.splitlines() if "clocks" in line]
    assert "clocks skip that time: it comes right after" in marked
    assert "<t:1774661400:F>\n-# **Moby-Dick** · 1 of 4" in proof
    assert "<t:1774746000:F>\n-# 2 of 4" in proof, "01:30 is not on the clocks of 29 March, and 02:00 is the next"


async def test_a_date_that_has_passed_is_refused_in_words(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    answer = await changed(world, await opened(world), "times", First_day="1 December 2025")

    assert "has passed" in text_of(answer)
