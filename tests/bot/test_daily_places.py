"""Where a serial goes: channels and forums, old threads and locked ones, tests of them, and what is proved of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.ratings import Rating
from tests.bot.keeper import WHALE, changed, opened, part, saved, told
from tests.bot.person import choose, labels_of, options_of, pick, press, text_of
from tests.bot.sim import tell
from tests.bot.test_daily_keeping import running, status

if TYPE_CHECKING:
    from simcord import ChannelHandle, InteractionResult

    from tests.bot.sim import World


async def proved(world: World, panel: InteractionResult) -> InteractionResult:
    return await press(world.olga, panel, "See the proof")


async def to_be_changed(world: World) -> InteractionResult:
    """The panel of the one serial there is."""
    return await press(world.olga, await status(world), "Change")


def forum_of(world: World) -> ChannelHandle:
    return world.guild.create_forum_channel("tales")


# ---------------------------------------------------------------------------- a test of it


async def test_a_test_in_a_forum_is_a_post_of_its_own_and_goes_with_it(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    forum = forum_of(world)
    await world.tag(forum, "sea", "land")
    place = await choose(world.olga, await part(world, await opened(world, channel=forum), "place"), "sea")

    await press(world.olga, await proved(world, await press(world.olga, place, "Back")), "Send a test")
    [post] = forum.threads
    [there] = world.posts(post)
    tags = world.env.backend.get_channel(post.id).applied_tags
    away = text_of(await press(world.olga, there, "Take it away"))

    assert "**Moby-Dick** would come here" in text_of(there)
    assert tags == [1]
    assert "Taken away" in away
    assert "somebody who has it may delete it" in away
    assert world.posts(post) == []
    assert world.env.backend.get_channel(post.id).thread_metadata.archived  # pyright: ignore[reportOptionalMemberAccess]


async def test_who_lets_it_manage_threads_is_left_no_empty_post(world: World) -> None:
    world.grant(manage_threads=True, manage_channels=True)  # the latter is what simcord still wants for it
    await tell(world.store, "Moby-Dick", sections=WHALE)
    forum = forum_of(world)
    await press(world.olga, await proved(world, await opened(world, channel=forum)), "Send a test")

    await press(world.olga, world.posts(forum.threads[-1])[-1], "Take it away")

    assert forum.threads == []


async def test_a_test_of_a_serial_that_runs_comes_in_its_own_thread_and_leaves_it_there(world: World) -> None:
    await running(world)
    await world.wait(days=1)
    [thread] = world.general.threads

    await press(world.olga, await proved(world, await to_be_changed(world)), "Send a test")
    [_, test] = world.posts(thread)
    words = text_of(test)
    await press(world.olga, test, "Take it away")
    await world.wait(days=1)

    assert "would come here" in words
    assert len(world.general.threads) == 1
    assert len(world.posts(thread)) == 2
    assert told(world, thread) == list(WHALE[:2])


async def test_a_test_pings_nobody(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    role = world.guild.create_role("listeners", mentionable=True)
    asked = await changed(world, await opened(world), "besides", Ping_a_role=[role])
    panel = await press(world.olga, asked, "Yes, ping them")

    await press(world.olga, await proved(world, panel), "Send a test")

    assert f"It would ping <@&{role.id}>" in text_of(world.posts(world.general.threads[-1])[-1])
    bodies = [str(request.json) for request in world.env.http_requests if request.path.endswith("/messages")]
    assert not any("'roles': [" in body for body in bodies)


async def test_a_test_that_would_fail_is_not_even_begun(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await world.forbid(world.general, send_messages_in_threads=True)

    answer = text_of(await press(world.olga, await proved(world, await opened(world)), "Send a test"))

    assert "Nothing was posted. I need the right “Send Messages in Threads”" in answer
    assert world.posts(world.general) == []


# ------------------------------------------------------------------------------ the proof


async def test_everyone_is_refused_as_a_role_to_ping(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    panel = await opened(world)

    answer = await changed(world, panel, "besides", Ping_a_role=[world.guild.default_role])
    serial = await saved(world, panel)

    assert answer.followups[-1].ephemeral
    assert "I don’t ping @everyone" in text_of(answer)
    assert serial.terms.ping_role_id is None


async def test_the_channel_for_reports_is_proved_too(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    office = world.guild.create_text_channel("office")
    await world.settle()
    panel = await changed(world, await opened(world), "besides", Where_to_tell_of_trouble=[office])

    right = text_of(await proved(world, panel))
    await world.forbid(office, send_messages=True)
    shown = await proved(world, await press(world.olga, panel, "Back"))
    wrong, offered = text_of(shown), labels_of(shown)
    await world.delete(office)
    gone = text_of(await press(world.olga, shown, "Look again"))

    assert f"✓ Trouble can be told in <#{office.id}>" in right
    assert f"✗ I need the rights “View Channels” and “Send Messages” in <#{office.id}>, to report trouble" in wrong
    assert "Save" not in offered
    assert "✗ The channel for reports of trouble is gone" in gone


async def test_trouble_is_told_in_the_channel_for_it_and_by_dm_where_that_is_closed(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    office = world.guild.create_text_channel("office")
    await world.settle()
    await saved(world, await changed(world, await opened(world), "besides", Where_to_tell_of_trouble=[office]))

    await world.forbid(world.general, create_public_threads=True)
    await world.wait(days=1)
    [in_office] = world.posts(office)
    told = text_of(in_office)
    await world.permit(world.general)
    await press(world.olga, in_office, "Go on at its next time")
    await world.forbid(office, send_messages=True)
    await world.forbid(world.general, create_public_threads=True)
    await world.wait(days=1)

    assert "“Create Public Threads”" in told
    [by_dm] = world.posts(world.olga.user.dm_channel)
    assert "“Create Public Threads”" in text_of(by_dm)


async def test_the_thread_it_goes_on_in_is_proved_closed_or_locked(world: World) -> None:
    await running(world)
    await world.wait(days=1)
    [thread] = world.general.threads

    await world.archive(thread)
    closed = text_of(await proved(world, await to_be_changed(world)))
    await world.lock(thread)
    shown = await proved(world, await to_be_changed(world))

    assert f"✓ It goes on in <#{thread.id}>, which opens again by itself" in closed
    assert f"✗ <#{thread.id}> is locked: unlock it, or delete it and I open a new one." in text_of(shown)
    assert "Save" not in labels_of(shown)


async def test_a_channel_that_cannot_be_seen_any_more_is_proved_as_such(world: World) -> None:
    await running(world)
    await world.wait(days=1)
    await world.forbid(world.general, view_channel=True)
    await world.restart()

    shown = await proved(
        world, await press(world.olga, await world.olga.slash(world.nightfall, "daily status"), "Change")
    )

    assert "✗ I need the right" in text_of(shown)
    assert "View Channels" in text_of(shown)


async def test_a_locked_thread_lets_it_rest_and_is_no_matter_once_another_place_is_chosen(world: World) -> None:
    await running(world)
    await world.wait(days=1)
    await world.lock(world.general.threads[-1])
    await world.wait(days=1)
    resting = text_of(await status(world))

    place = await part(world, await to_be_changed(world), "place")
    panel = await press(world.olga, await choose(world.olga, place, "In a thread of its own each time"), "Back")
    await saved(world, panel)
    await press(world.olga, await status(world), "Post the missed one now")
    await world.wait(minutes=2)

    assert "It rests, and nothing is lost" in resting
    assert [told(world, thread) for thread in world.general.threads] == [[WHALE[0]], [WHALE[1]]]


# ------------------------------------------------------------- channels of different kinds


async def test_an_announcement_channel_is_told_in_like_any_other(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    news = world.guild.create_news_channel("news")
    await world.settle()

    panel = await opened(world, channel=news)
    place = await choose(world.olga, await part(world, panel, "place"), "In the channel itself")
    await saved(world, await press(world.olga, place, "Back"))
    await world.wait(days=1)
    panel = await to_be_changed(world)
    place = await choose(world.olga, await part(world, panel, "place"), "In one thread for each story")
    await saved(world, await press(world.olga, place, "Back"))
    await world.wait(days=1)

    assert told(world, news) == [WHALE[0]]
    assert [told(world, thread) for thread in news.threads] == [[WHALE[1]]]


async def test_start_aimed_at_a_forum_opens_one_post_for_the_story(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    forum = forum_of(world)

    asked = {"channel": forum, "story": "Moby-Dick", "time": "08:00", "zone": "Europe/London"}
    answer = text_of(await world.olga.slash(world.general, "daily start", **asked))
    await world.wait(days=2)

    assert "in one post for each story" in answer
    assert [told(world, post) for post in forum.threads] == [list(WHALE[:2])]


async def test_start_aimed_at_a_forum_that_wants_tags_says_so(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    forum = forum_of(world)
    await world.require_tags(forum)

    asked = {"channel": forum, "story": "Moby-Dick", "time": "08:00", "zone": "Europe/London"}
    answer = await world.olga.slash(world.general, "daily start", **asked)

    assert "wants a tag on every post" in text_of(answer)
    assert "`/daily server` lets you choose" in text_of(answer)
    assert await world.store.serials.in_server(world.guild.id) == []


async def test_chosen_tags_can_all_be_taken_back(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    forum = forum_of(world)
    await world.tag(forum, "sea", "land")
    place = await part(world, await opened(world, channel=forum), "place")

    tagged = await pick(world.olga, place, "Tags of each post", "1", "2")
    both = text_of(await press(world.olga, tagged, "Back"))
    cleared = await pick(world.olga, await part(world, tagged, "place"), "Tags of each post")
    serial = await saved(world, await press(world.olga, cleared, "Back"))

    assert "tagged sea, land" in both
    assert serial.terms.tags == ()


async def test_titles_for_adults_are_offered_for_age_restricted_channels_only(world: World) -> None:
    await tell(world.store, "Fanny Hill", sections=WHALE, rating=Rating.MATURE)

    async def offered(command: str, *, typed_in: ChannelHandle, aimed_at: ChannelHandle) -> int:
        return len(await world.olga.autocomplete(typed_in, command, "story", "Fanny", channel=aimed_at))

    for command in ("daily server", "daily start"):
        assert await offered(command, typed_in=world.general, aimed_at=world.nightfall) == 1
        assert await offered(command, typed_in=world.general, aimed_at=world.general) == 0
        assert await offered(command, typed_in=world.nightfall, aimed_at=world.general) == 0


async def test_a_manner_that_forums_have_not_gives_way_when_a_forum_is_chosen(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    forum = forum_of(world)
    place = await choose(world.olga, await part(world, await opened(world), "place"), "In the channel itself")

    place = await pick(world.olga, place, "The channel", forum)

    assert "In the channel itself" not in options_of(place)
    assert "in one post for each story" in text_of(await press(world.olga, place, "Back"))
