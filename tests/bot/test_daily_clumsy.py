"""What clumsy or unlucky keepers meet with: a sentence that says what to do, and nothing else lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.keeper import WHALE, changed, number_of, opened, part, saved
from tests.bot.person import choose, fill_in, labels_of, options_of, pick, press, text_of
from tests.bot.sim import tell
from tests.bot.test_daily_keeping import running, status
from tests.bot.test_daily_own import asked, letters

if TYPE_CHECKING:
    from tests.bot.sim import World


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"Time": "25:00"}, "I don't know that time of day."),
        ({"Time_zone": "Nowhere at all"}, "I don't know that time zone. Name a large city near you"),
        ({"First_day": "31 February"}, "I don't know that date."),
    ],
)
async def test_a_field_that_makes_no_sense_is_told_of_and_the_others_are_kept(
    world: World, wrong: dict[str, str], words: str
) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    panel = await opened(world)
    right = {"Time": "21:45", "Time_zone": "Tokyo", "Days": ["5", "6"]}

    answer = await changed(world, panel, "times", **{**right, **wrong})
    draft = await world.store.drafts.get(number_of(panel))

    assert words in text_of(answer)
    assert "All else is kept." in text_of(answer)
    kept = {"Time": draft.terms.minute == 21 * 60 + 45, "Time_zone": draft.terms.zone == "Asia/Tokyo"}
    assert kept == {field: field not in wrong for field in kept}
    assert draft.terms.weekdays == {5, 6}


async def test_a_field_that_makes_no_sense_is_told_of_beside_the_question_which_zone_is_meant(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    answer = await changed(world, await opened(world), "times", Time="25:00", Time_zone="USA")

    assert "Whose clocks?" in text_of(answer)
    assert "I don't know that time of day." in text_of(answer)
    assert "Chicago" in options_of(answer)


async def test_everyone_is_not_pinged_and_what_else_was_filled_in_is_kept(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    everyone = world.guild.default_role
    answer = await changed(world, await opened(world), "besides", Ping_a_role=[everyone], At_the_end=["again"])

    assert "I don’t ping @everyone" in text_of(answer)
    assert "Pings nobody" in text_of(answer)
    assert "after the last story it begins again" in text_of(answer)


async def test_a_story_that_is_taken_away_during_the_proof_can_be_taken_out_and_replaced(world: World) -> None:
    moby = await tell(world.store, "Moby-Dick", sections=WHALE)
    await tell(world.store, "Emma", sections=WHALE)
    proof = await press(world.olga, await opened(world), "See the proof")
    await world.store.library.remove(moby, now=world.now)

    refused = await press(world.olga, proof, "Save")
    stories = await part(world, await press(world.olga, proof, "Back"), "stories")
    stories = await choose(world.olga, stories, "1. A story that is gone")
    panel = await choose(world.olga, await press(world.olga, stories, "Add a story"), "Emma")
    again = await press(world.olga, panel, "See the proof")

    assert "“Moby-Dick” was removed from the library. Take it out of the list" in text_of(refused)
    assert "Save" in labels_of(again)


async def test_a_channel_that_is_deleted_between_two_presses_is_told_of_in_the_proof(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    room = world.guild.create_text_channel("room")
    proof = await press(world.olga, await opened(world, channel=room), "See the proof")

    await world.delete(room)
    shown = await press(world.olga, proof, "Save")
    tested = await press(world.olga, proof, "Send a test")

    assert "✗ The channel is gone, or I can’t see it: choose another one." in text_of(shown)
    assert "Save" not in labels_of(shown)
    assert text_of(tested) == "The channel is gone, or I can’t see it: choose another one."


async def test_who_has_chosen_another_place_for_what_rests_is_told_how_it_goes_on(world: World) -> None:
    await running(world)
    await world.wait(days=1)
    await world.delete(world.general)
    await world.wait(days=1)

    panel = await press(world.olga, await world.olga.slash(world.nightfall, "daily status"), "Change")
    place = await pick(world.olga, await part(world, panel, "place"), "The channel", world.nightfall)
    proof = await press(world.olga, await press(world.olga, place, "Back"), "See the proof")
    answer = await press(world.olga, proof, "Save")
    words = text_of(answer)
    await press(world.olga, answer, "Post the missed one now")
    await world.wait(minutes=1)

    assert "Saved. It goes on as soon as you press “Resume”" in words
    assert WHALE[1] in text_of(world.posts(world.nightfall.threads[-1])[-1])


async def test_a_channel_that_cannot_be_seen_needs_one_right_before_all_others(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    panel = await opened(world)

    await world.forbid(world.general, view_channel=True)
    hidden = text_of(await press(world.olga, panel, "See the proof"))
    await world.forbid(world.general, send_messages=True, create_public_threads=True, send_messages_in_threads=True)
    silent = text_of(await press(world.olga, panel, "Look again"))

    assert f"✗ I need the right “View Channels” in <#{world.general.id}>." in hidden
    rights = "“Send Messages”, “Create Public Threads” and “Send Messages in Threads”"
    assert f"✗ I need the rights {rights} in <#{world.general.id}>." in silent


async def test_a_panel_of_a_serial_that_has_ended_meanwhile_says_so(world: World) -> None:
    await running(world)
    panel = await press(world.olga, await status(world), "Change")
    await world.olga.slash(world.general, "daily stop")

    assert text_of(await press(world.olga, panel, "See the proof")) == "That serial has ended."


async def test_of_two_keepers_who_change_one_serial_the_second_hears_that_it_has_changed(world: World) -> None:
    await running(world)
    one = await press(world.olga, await status(world), "Change")
    other = await press(world.olga, await status(world), "Change")
    one, other = [await changed(world, panel, "times", Time=time) for panel, time in ((one, "10:00"), (other, "11:00"))]
    saving = [await press(world.olga, panel, "See the proof") for panel in (one, other)]

    answers = [text_of(await press(world.olga, proof, "Save")) for proof in saving]

    assert "Saved." in answers[0]
    assert "It has changed since you opened this, so nothing was saved." in answers[1]
    assert "at 10:00" in text_of(await status(world))


async def test_a_panel_that_was_open_for_days_proves_and_saves_what_would_come_now(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    panel = await opened(world)
    proof = await press(world.olga, panel, "See the proof")

    await world.wait(days=6)
    answer = text_of(await press(world.olga, proof, "Save"))

    assert "Saved." in answer
    assert "Next: 1 of 4, <t:1767772800:F>" in answer, "the next morning"


async def test_a_keepers_role_that_was_deleted_is_not_named_as_a_way_in(world: World) -> None:
    keepers = world.guild.create_role("keepers")
    await world.olga.slash(world.general, "daily keepers", role=keepers)
    world.env.backend.delete_role(world.guild.id, keepers.id)
    await world.settle()

    assert text_of(await world.bob.slash(world.general, "daily status")) == "You need the right “Manage Server” here."


async def test_a_letter_or_two_are_not_taken_for_a_time_zone(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    form = await part(world, await opened(world), "times")
    answer = await fill_in(world.olga, form, Time_zone="x")

    assert "I don't know that time zone." in text_of(answer)
    assert "at 08:00 (London)" in text_of(answer)


async def test_when_the_story_is_gone_no_button_says_that_the_serial_has_ended_or_is_busy(world: World) -> None:
    moby = await tell(world.store, "Moby-Dick", sections=WHALE)
    await saved(world, await opened(world))
    await asked(world)
    await world.wait(days=1)
    post, letter = world.posts(world.general.threads[-1])[-1], letters(world)[-1]
    await world.store.library.remove(moby, now=world.now)
    await world.wait(days=1)

    stands = await status(world)
    words = text_of(stands)
    answers = {name: text_of(await press(world.olga, stands, name)) for name in ("Resume", "Skip one", "Back one")}
    own = {name: text_of(await press(world.alice, letter, name)) for name in ("One more now", "Back one")}
    read = text_of(await press(world.alice, post, "I’ve read it"))

    assert "The story was removed from the library." in words
    assert "Nothing has been posted yet." not in words
    assert {*answers.values()} == {"Its story is gone, and no other waits in its queue. Choose a story for it first."}
    assert {*own.values()} == {"Its story is gone. `/daily me` begins another one."}
    assert "its story or its serial is gone" in read


async def test_what_is_pressed_while_a_vote_runs_says_so(world: World) -> None:
    world.grant(send_polls=True)
    await tell(world.store, "Moby-Dick", sections=WHALE[:1])
    await tell(world.store, "Emma", sections=WHALE[1:])
    await saved(world, await changed(world, await opened(world), "besides", At_the_end=["vote"]))
    await world.wait(days=1)

    stands = await status(world)
    skipped = text_of(await press(world.olga, stands, "Skip one"))
    proof = text_of(await press(world.olga, await press(world.olga, stands, "Change"), "See the proof"))

    assert skipped == "The next story is still being voted for."
    assert "The story that is voted for at the moment." in proof


async def test_a_vote_offers_what_was_told_before_rather_than_a_single_story(world: World) -> None:
    world.grant(send_polls=True)
    for number, title in enumerate(("Moby-Dick", "Emma", "Dracula")):
        await tell(world.store, title, sections=WHALE[number : number + 1])
    await saved(world, await changed(world, await opened(world), "besides", At_the_end=["vote"]))

    await world.wait(days=2)
    polls = [post.poll for thread in world.general.threads for post in world.posts(thread) if post.poll]

    assert [len(poll.answers) for poll in polls] == [2, 2]
