"""What those who look after a server's serials do with one that runs, and who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bot.keeper import WHALE, changed, opened, part, saved, told
from tests.bot.person import choose, labels_of, pick, press, text_of
from tests.bot.sim import tell

if TYPE_CHECKING:
    from simcord import InteractionResult

    from tests.bot.sim import World


async def running(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await saved(world, await opened(world))


async def status(world: World) -> InteractionResult:
    return await world.olga.slash(world.general, "daily status")


async def test_status_says_how_it_stands_and_when_the_clock_last_looked(world: World) -> None:
    await running(world)
    await world.wait(days=1)

    words = text_of(await status(world))

    assert "It is running." in words
    assert "Next: 2 of 4" in words
    assert "Last posted <t:" in words
    assert f"https://discord.com/channels/{world.guild.id}/{world.general.threads[-1].id}/" in words
    assert "I last looked at what is due <t:" in words


async def test_what_is_paused_waits_until_it_is_resumed_and_loses_nothing(world: World) -> None:
    await running(world)
    await world.wait(days=1)

    screen = await press(world.olga, await status(world), "Pause")
    words = text_of(screen)
    await world.wait(days=3)
    while_paused = told(world, world.general.threads[-1])
    await press(world.olga, screen, "Resume")
    await world.wait(days=1)

    assert "⏸ Somebody has paused it." in words
    assert while_paused == [WHALE[0]]
    assert told(world, world.general.threads[-1]) == list(WHALE[:2])


async def test_skip_passes_one_over_and_back_brings_it_after_all(world: World) -> None:
    await running(world)

    screen = await press(world.olga, await status(world), "Skip one")
    skipped = text_of(screen)
    screen = await press(world.olga, screen, "Back one")
    back = text_of(screen)
    await press(world.olga, screen, "Skip one")
    await world.wait(days=1)

    assert "Next: 2 of 4" in skipped
    assert "Next: 1 of 4" in back
    assert told(world, world.general.threads[-1]) == [WHALE[1]]


async def test_post_now_brings_the_next_one_and_the_regular_ones_go_on(world: World) -> None:
    await running(world)

    await press(world.olga, await status(world), "Post now")
    await world.wait(minutes=2)
    at_once = told(world, world.general.threads[-1])
    await world.wait(days=1)

    assert at_once == [WHALE[0]]
    assert told(world, world.general.threads[-1]) == list(WHALE[:2])


async def test_it_ends_after_a_question(world: World) -> None:
    await running(world)

    question = await press(world.olga, await status(world), "End")
    asked = text_of(question)
    ended = text_of(await press(world.olga, question, "Yes, end it"))
    await world.wait(days=2)

    assert "What was posted stays" in asked
    assert "Somebody has ended it." in ended
    assert world.general.threads == []


async def test_a_changed_time_and_zone_neither_repeat_nor_lose(world: World) -> None:
    await running(world)
    await world.wait(days=1)

    panel = await press(world.olga, await status(world), "Change")
    await saved(world, await changed(world, panel, "times", Time="21:00", Time_zone="Tokyo"))
    await world.wait(days=2)

    assert told(world, world.general.threads[-1]) == list(WHALE[:3])


async def test_another_channel_goes_on_where_the_first_one_stopped(world: World) -> None:
    await running(world)
    await world.wait(days=1)

    panel = await press(world.olga, await status(world), "Change")
    place = await pick(world.olga, await part(world, panel, "place"), "The channel", world.nightfall)
    await saved(world, await press(world.olga, place, "Back"))
    await world.wait(days=1)

    assert told(world, world.general.threads[-1]) == [WHALE[0]]
    assert told(world, world.nightfall.threads[-1]) == [WHALE[1]]


async def test_another_manner_goes_on_where_the_first_one_stopped(world: World) -> None:
    await running(world)
    await world.wait(days=1)

    panel = await press(world.olga, await status(world), "Change")
    place = await choose(world.olga, await part(world, panel, "place"), "In the channel itself")
    await saved(world, await press(world.olga, place, "Back"))
    await world.wait(days=1)

    assert told(world, world.general) == [WHALE[1]]


async def test_what_was_changed_meanwhile_is_not_overwritten(world: World) -> None:
    await running(world)
    first = await press(world.olga, await status(world), "Change")
    await saved(world, await changed(world, await press(world.olga, await status(world), "Change"), "times", Time="9"))

    late = await press(world.olga, first, "See the proof")

    assert "It has changed since you opened this" in text_of(late)


async def test_what_rests_says_why_and_brings_the_missed_one_by_a_button(world: World) -> None:
    await running(world)
    await world.forbid(world.general, create_public_threads=True)
    await world.wait(days=1)

    screen = await status(world)
    words = text_of(screen)
    await world.permit(world.general)
    await press(world.olga, screen, "Post the missed one now")
    await world.wait(minutes=2)

    assert "It rests, and nothing is lost: I need the right “Create Public Threads”" in words
    assert told(world, world.general.threads[-1]) == [WHALE[0]]


async def test_a_story_can_be_chosen_for_a_serial_whose_own_is_gone(world: World) -> None:
    story = await tell(world.store, "Moby-Dick", sections=WHALE)
    await tell(world.store, "Emma", sections=WHALE[1:])
    await saved(world, await opened(world))
    await world.wait(days=1)
    await world.store.library.remove(story, now=world.now)
    await world.wait(days=1)

    panel = await press(world.olga, await status(world), "Change")
    stories = await pick(world.olga, await part(world, panel, "stories"), "Take one out", "0")
    await saved(world, await choose(world.olga, await press(world.olga, stories, "Add a story"), "Emma"))
    await press(world.olga, await status(world), "Resume")
    await world.wait(days=1)

    assert told(world, world.general.threads[-1]) == [WHALE[1]]


async def test_what_has_lost_its_story_can_be_found_and_ended(world: World) -> None:
    story = await tell(world.store, "Moby-Dick", sections=WHALE)
    await tell(world.store, "Emma", sections=WHALE)
    await saved(world, await opened(world))
    await saved(world, await opened(world, story="Emma"))
    await world.store.library.remove(story, now=world.now)

    offered = await world.olga.autocomplete(world.general, "daily stop", "story", "")
    answer = await world.olga.slash(world.general, "daily stop", story=offered[0]["value"])

    assert [choice["name"] for choice in offered] == ["A story that is gone in #general", "Emma in #general"]
    assert "A story that is gone** has ended" in text_of(answer)


async def test_the_keeper_role_may_do_what_others_may_not(world: World) -> None:
    await running(world)
    keepers = world.guild.create_role("keepers")
    world.env.backend.add_member_role(world.guild.id, world.bob.id, keepers.id)

    before = text_of(await world.bob.slash(world.general, "daily status"))
    answer = text_of(await world.olga.slash(world.general, "daily keepers", role=keepers))
    screen = await world.bob.slash(world.general, "daily status")
    seen = text_of(screen)
    await press(world.bob, screen, "Pause")
    of_another = text_of(await world.alice.slash(world.general, "daily status"))
    await world.olga.slash(world.general, "daily keepers")
    pressed = await press(world.bob, screen, "Resume")

    assert "“Manage Server”" in before
    assert f"<@&{keepers.id}>" in answer
    assert "It is running." in seen
    assert f"or the role <@&{keepers.id}>" in of_another
    assert "“Manage Server”" in text_of(pressed)


async def test_only_who_manages_the_server_names_the_keepers(world: World) -> None:
    assert "“Manage Server”" in text_of(await world.alice.slash(world.general, "daily keepers"))


async def test_several_are_listed_and_opened(world: World) -> None:
    await running(world)
    await tell(world.store, "Emma", sections=WHALE)
    await saved(world, await opened(world, story="Emma"))

    listed = await status(world)
    words, offered = text_of(listed), labels_of(listed)
    one = await press(
        world.olga, listed, f"steer:show:{(await world.store.serials.in_server(world.guild.id))[0].serial_id}"
    )

    assert "Emma" in words
    assert offered.count("Open") == 2
    assert "All of them" in labels_of(one)


async def test_another_story_begins_in_a_thread_of_its_own(world: World) -> None:
    await running(world)
    await tell(world.store, "Emma", sections=WHALE[2:])
    await world.wait(days=1)

    panel = await press(world.olga, await status(world), "Change")
    stories = await part(world, panel, "stories")
    stories = await choose(world.olga, await press(world.olga, stories, "Add a story"), "Emma")
    stories = await pick(world.olga, stories, "Move one up", "1")
    await saved(world, await press(world.olga, stories, "Back"))
    await world.wait(days=1)

    assert [told(world, thread) for thread in world.general.threads] == [[WHALE[0]], [WHALE[2]]]
