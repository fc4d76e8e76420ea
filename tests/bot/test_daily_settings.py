"""What is chosen in the panel is what comes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from stories.ratings import Rating
from tests.bot.keeper import WHALE, changed, opened, part, saved, told
from tests.bot.person import choose, labels_of, options_of, pick, press, text_of
from tests.bot.sim import tell
from tests.bot.test_daily_keeping import status

if TYPE_CHECKING:
    from simcord import ChannelHandle

    from tests.bot.sim import World

LETTERS = {"2 January": ["One."], "3 January": ["Two."], "6 January": ["Six."]}


def words_in(world: World, place: ChannelHandle) -> str:
    return "\n".join(text_of(post) for post in world.posts(place))


def requests_to_post(world: World) -> list[dict[str, Any]]:
    posts = [request for request in world.env.http_requests if request.path.endswith(("/messages", "/threads"))]
    return [cast("dict[str, Any]", request.json) for request in posts if request.json]


async def test_in_a_forum_each_instalment_gets_a_post_with_its_tags(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    forum = world.guild.create_forum_channel("tales")
    await world.tag(forum, "sea", "land")

    panel = await opened(world, channel=forum)
    place = await choose(world.olga, await part(world, panel, "place"), "In a post of its own each time")
    place = await choose(world.olga, place, "sea")
    offered = options_of(place)
    await saved(world, await press(world.olga, place, "Back"))
    await world.wait(days=2)

    assert "In the channel itself" not in offered
    assert [told(world, post) for post in forum.threads] == [[WHALE[0]], [WHALE[1]]]
    assert all(world.env.backend.get_channel(post.id).applied_tags == [1] for post in forum.threads)


async def test_in_a_forum_a_story_has_one_post(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    forum = world.guild.create_forum_channel("tales")

    await saved(world, await opened(world, channel=forum))
    await world.wait(days=2)

    assert [told(world, post) for post in forum.threads] == [list(WHALE[:2])]


async def test_each_instalment_can_have_a_thread_of_its_own(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    place = await part(world, await opened(world), "place")
    place = await choose(world.olga, place, "In a thread of its own each time")
    await saved(world, await press(world.olga, place, "Back"))
    await world.wait(days=2)

    assert [told(world, thread) for thread in world.general.threads] == [[WHALE[0]], [WHALE[1]]]
    assert told(world, world.general) == []


async def test_the_channel_itself_can_have_the_text(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    place = await choose(world.olga, await part(world, await opened(world), "place"), "In the channel itself")
    await saved(world, await press(world.olga, place, "Back"))
    await world.wait(days=2)

    assert told(world, world.general) == list(WHALE[:2])
    assert world.general.threads == []


async def test_it_comes_on_the_chosen_days_of_the_week_from_the_first_day_on(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await world.move_to(datetime(2026, 1, 1, 12, tzinfo=UTC))  # a Thursday

    panel = await changed(world, await opened(world), "times", Days=["0", "4"], First_day="3 January 2026")
    words = text_of(panel)
    await saved(world, panel)
    await world.move_to(datetime(2026, 1, 5, 7, tzinfo=UTC))
    before = [*world.general.threads]
    await world.move_to(datetime(2026, 1, 8, 12, tzinfo=UTC))

    assert "On Mondays and Fridays at 08:00 (London), from 3 January 2026 on" in words
    assert before == []
    assert told(world, world.general.threads[-1]) == [WHALE[0]]


async def test_minutes_of_reading_bring_more_at_a_time(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    await saved(world, await changed(world, await opened(world), "pace", What=["minutes"], How_many="3"))
    await world.wait(days=1)

    assert len(told(world, world.general.threads[-1])) > 1


async def test_a_chapter_comes_whole(world: World) -> None:
    await tell(world.store, "Moby-Dick", chapters={"Loomings": WHALE[:2], "The Bag": WHALE[2:]})

    await saved(world, await changed(world, await opened(world), "pace", What=["chapters"]))
    await world.wait(days=1)

    assert told(world, world.general.threads[-1]) == list(WHALE[:2])


async def test_the_count_goes_on_when_another_pace_is_chosen(world: World) -> None:
    await tell(world.store, "Moby-Dick", chapters={"Loomings": WHALE[:3], "The Bag": WHALE[3:]})
    await saved(world, await opened(world))
    await world.wait(days=1)

    panel = await changed(world, await press(world.olga, await status(world), "Change"), "pace", What=["chapters"])
    proof = await press(world.olga, panel, "See the proof")
    would_come = text_of(proof)
    await press(world.olga, proof, "Save")
    stands = text_of(await status(world))
    await world.wait(days=2)

    assert "· 2–3 of 4 · Loomings" in would_come
    assert "Next: 2–3 of 4, " in stands
    words = words_in(world, world.general.threads[-1])
    assert [words.count(count) for count in ("· 1 of 4", "· 2–3 of 4", "· 4 of 4")] == [1, 1, 1]


async def test_letters_come_on_their_own_dates(world: World) -> None:
    await tell(world.store, "Letters", chapters=LETTERS)

    panel = await changed(world, await opened(world, story="Letters"), "pace", What=["dates"])
    proof = text_of(await press(world.olga, panel, "See the proof"))
    await press(world.olga, panel, "Back")
    await saved(world, panel)
    await world.move_to(datetime(2026, 1, 4, 12, tzinfo=UTC))
    after_two = words_in(world, world.general.threads[-1])
    stands = text_of(await status(world))
    await world.move_to(datetime(2026, 1, 6, 12, tzinfo=UTC))

    assert "At 08:00 (London), on the dates of the story, in one thread for each story." in stands
    assert proof.count("<t:") == 3, "three letters, each with its time"
    assert "· 2 of 3" in after_two
    assert "Two." in after_two
    assert "Six." not in after_two
    assert "Six." in words_in(world, world.general.threads[-1])


async def test_what_has_no_dates_is_not_offered_by_dates(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    form = await part(world, await opened(world), "pace")

    assert form.modal
    assert "By the dates in the story" not in str(form.modal)


async def test_a_role_is_pinged_after_a_question_and_no_other(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    role = world.guild.create_role("listeners", mentionable=True)

    asked = await changed(world, await opened(world), "besides", Ping_a_role=[role])
    question = text_of(asked)
    panel = await press(world.olga, asked, "Yes, ping them")
    await saved(world, panel)
    await world.wait(days=1)

    mentions = [post["allowed_mentions"] for post in requests_to_post(world) if "<@&" in str(post)]
    assert "Everyone who has the role" in question
    assert [each.get("roles") for each in mentions] == [[role.id]]
    assert all(not each.get("parse") for each in mentions)


async def test_a_role_is_pinged_in_each_post_of_a_forum(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    role = world.guild.create_role("listeners", mentionable=True)
    forum = world.guild.create_forum_channel("tales")
    asked = await changed(world, await opened(world, channel=forum), "besides", Ping_a_role=[role])
    place = await part(world, await press(world.olga, asked, "Yes, ping them"), "place")
    place = await choose(world.olga, place, "In a post of its own each time")

    await saved(world, await press(world.olga, place, "Back"))
    await world.wait(days=2)

    posts = [post["message"] for post in requests_to_post(world) if "message" in post]
    assert [post["allowed_mentions"].get("roles") for post in posts] == [[role.id]] * 2
    assert all(f"<@&{role.id}>" in str(post["components"]) for post in posts)


async def test_nobody_is_pinged_whom_nobody_confirmed_and_everyone_never(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    role = world.guild.create_role("listeners", mentionable=True)

    asked = await changed(world, await opened(world), "besides", Ping_a_role=[role])
    panel = await press(world.olga, asked, "No, ping nobody")

    assert "Pings nobody" in text_of(panel)


async def test_the_newest_is_pinned_and_the_one_before_no_more(world: World) -> None:
    world.grant(pin_messages=True, manage_messages=True)  # the latter is what simcord still wants for it
    await tell(world.store, "Moby-Dick", sections=WHALE)

    await saved(world, await changed(world, await opened(world), "besides", Keep_the_newest_pinned=True))
    await world.wait(days=2)

    pinned = [text_of(post) for post in world.posts(world.general.threads[-1]) if post.pinned]
    assert len(pinned) == 1
    assert WHALE[1] in pinned[0]


async def test_within_a_longer_grace_it_still_comes_late(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)

    panel = await changed(world, await opened(world), "besides", How_late_it_may_still_come=["1440"])
    await saved(world, panel)
    async with world.asleep():
        await world.wait(hours=20)
    await world.wait(minutes=5)

    assert told(world, world.general.threads[-1]) == [WHALE[0]]
    assert "(late)" in words_in(world, world.general.threads[-1])


async def test_the_next_story_of_the_queue_follows_in_a_thread_of_its_own(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE[:1])
    await tell(world.store, "Emma", sections=WHALE[1:2])
    await tell(world.store, "Dracula", sections=WHALE[2:3])

    stories = await part(world, await opened(world), "stories")
    for title in ("Emma", "Dracula"):
        stories = await choose(world.olga, await press(world.olga, stories, "Add a story"), title)
    stories = await pick(world.olga, stories, "Move one up", "2")
    listed = text_of(stories)
    await saved(world, await press(world.olga, stories, "Back"))
    await world.wait(days=3)

    assert listed.index("Moby-Dick") < listed.index("Dracula") < listed.index("Emma")
    assert [told(world, thread) for thread in world.general.threads] == [[WHALE[0]], [WHALE[2]], [WHALE[1]]]
    endings = [words_in(world, thread).partition("**The end.**")[2] for thread in world.general.threads]
    assert ["Next comes **Dracula**." in endings[0], "Next comes **Emma**." in endings[1]] == [True, True]
    assert "Next comes" not in endings[2]


async def test_after_the_last_story_the_winner_of_a_vote_is_told(world: World) -> None:
    world.grant(send_polls=True)
    await tell(world.store, "Moby-Dick", sections=WHALE[:1])
    await tell(world.store, "Emma", sections=WHALE[1:2])
    await tell(world.store, "Dracula", sections=WHALE[2:3])

    await saved(world, await changed(world, await opened(world), "besides", At_the_end=["vote"]))
    await world.wait(days=1)
    poll = next(post for post in world.posts(world.general.threads[-1]) if post.poll)
    assert poll.poll
    answers = {answer.text: answer.id for answer in poll.poll.answers}
    await world.alice.vote(poll, answer=answers["Dracula"])
    await world.wait(days=1)

    assert answers.keys() == {"Emma", "Dracula"}
    assert told(world, world.general.threads[-1]) == [WHALE[2]]


async def test_a_story_that_was_taken_away_wins_no_vote(world: World) -> None:
    world.grant(send_polls=True)
    await tell(world.store, "Moby-Dick", sections=WHALE[:1])
    await tell(world.store, "Emma", sections=WHALE[1:2])
    dracula = await tell(world.store, "Dracula", sections=WHALE[2:3])
    await saved(world, await changed(world, await opened(world), "besides", At_the_end=["vote"]))
    await world.wait(days=1)
    poll = next(post for post in world.posts(world.general.threads[-1]) if post.poll)
    assert poll.poll
    await world.alice.vote(poll, answer={answer.text: answer.id for answer in poll.poll.answers}["Dracula"])

    await world.store.library.remove(dracula, now=world.now)
    await world.wait(days=1)

    assert told(world, world.general.threads[-1]) == [WHALE[1]]


async def test_an_adult_story_is_proved_for_age_restricted_channels_only(world: World) -> None:
    await tell(world.store, "Fanny Hill", sections=WHALE, rating=Rating.MATURE)

    refused = await press(world.olga, await opened(world, story="Fanny Hill"), "See the proof")
    words, offered = text_of(refused), labels_of(refused)
    allowed = await press(world.olga, await opened(world, story="Fanny Hill", channel=world.nightfall), "See the proof")

    assert "✗ Fanny Hill: This story is rated Mature" in words
    assert "Save" not in offered
    assert "Save" in labels_of(allowed)


async def test_a_test_is_posted_where_it_would_come_and_taken_away_again(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    proof = await press(world.olga, await opened(world), "See the proof")

    answer = text_of(await press(world.olga, proof, "Send a test"))
    thread = world.general.threads[-1]
    there = world.posts(thread)[-1]
    words = text_of(there)
    refused = text_of(await press(world.alice, there, "Take it away"))
    away = text_of(await press(world.olga, there, "Take it away"))

    assert "The test is there" in answer
    assert "**Moby-Dick** would come here" in words
    assert "“Manage Server”" in refused
    assert "Taken away" in away
    assert world.posts(world.general) == []
