"""The in-memory Discord of the tests behaves as Discord does, where it matters to Fireside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
import pytest
from discord import app_commands, ui
from discord.ext import commands

from bot.invite import PERMISSIONS
from stories.errors import StoryError
from tests.bot.person import choose, fill, labels_of, options_of, press, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bot.sim import World

Interaction = discord.Interaction[Any]


class Question(ui.Modal, title="Jump"):
    section = ui.TextInput[Any](label="Section")

    async def on_submit(self, interaction: Interaction) -> None:
        await interaction.response.send_message(f"to {self.section.value}", ephemeral=True)


class Lasting(ui.DynamicItem[ui.Button[Any]], template="lasting:(?P<word>.+)"):
    def __init__(self, word: str) -> None:
        super().__init__(ui.Button(label="Next", custom_id=f"lasting:{word}"))
        self.word = word

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Item[Any], match: Any) -> Lasting:
        return cls(match["word"])

    async def callback(self, interaction: Interaction) -> None:
        await interaction.response.edit_message(view=screen(f"after {self.word}"))


class Menu(ui.ActionRow[Any]):
    @ui.select(options=[discord.SelectOption(label="One", value="1")])
    async def pick(self, interaction: Interaction, chosen: ui.Select[Any]) -> None:
        await interaction.response.send_modal(Question())


def screen(text: str) -> ui.LayoutView:
    back = ui.Button[Any](label="Back", custom_id="back", disabled=True)
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container[Any](ui.TextDisplay(text)))
    view.add_item(ui.ActionRow[Any](Lasting("one"), back))
    return view.add_item(Menu())


class Commands(commands.Cog):
    @app_commands.command()
    async def show(self, interaction: Interaction) -> None:
        """Show a page."""
        await interaction.response.send_message(view=screen("a page"), ephemeral=True)

    @app_commands.command()
    async def refuse(self, interaction: Interaction) -> None:
        """Refuse."""
        raise StoryError("no")

    @app_commands.command()
    async def locale(self, interaction: Interaction) -> None:
        """Tell the locale."""
        await interaction.response.send_message(str(interaction.locale))


class Probe(commands.Bot):
    """A bot of the harness's own, so that what it finds is about the harness."""

    def __init__(self) -> None:
        super().__init__("!", intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none())
        self.threads_seen: list[str] = []

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Lasting)
        await self.add_cog(Commands())
        await self.tree.sync()

    async def on_thread_update(self, _: discord.Thread, after: discord.Thread) -> None:
        self.threads_seen.append(f"{after.name} {after.archived} {after.locked}")

    async def on_raw_thread_delete(self, _: discord.RawThreadDeleteEvent) -> None:
        self.threads_seen.append("deleted")


@pytest.fixture
def store() -> None:
    """The harness is tested without a store."""


@pytest.fixture
def make_bot() -> Callable[[], commands.Bot]:
    return Probe


def _bots_channel(world: World, channel: Any) -> discord.TextChannel:
    found = world.bot.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    return found


def _seen(world: World) -> list[str]:
    assert isinstance(world.bot, Probe)
    return world.bot.threads_seen


async def _thread(world: World) -> discord.Thread:
    thread = await _bots_channel(world, world.general).create_thread(
        name="a tale", type=discord.ChannelType.public_thread
    )
    await world.settle()
    return thread


async def test_the_bot_has_exactly_the_rights_of_its_invite(world: World):
    assert _bots_channel(world, world.general).permissions_for(world.bot.guilds[0].me) == PERMISSIONS


async def test_nightfall_stays_age_restricted_through_updates_and_restarts(world: World):
    await world.forbid(world.nightfall, send_messages=True)
    await world.permit(world.nightfall)
    await world.restart()

    assert _bots_channel(world, world.nightfall).is_nsfw()
    assert not _bots_channel(world, world.general).is_nsfw()


async def test_a_person_reads_presses_and_chooses(world: World):
    page = await world.alice.slash(world.general, "show")
    assert (text_of(page), labels_of(page), options_of(page)) == ("a page", ["Next"], ["One"])

    turned = await press(world.alice, page, "Next")
    modal = await choose(world.alice, turned, "One")

    assert text_of(turned) == "after one"
    assert text_of(await fill(world.alice, modal, "7")) == "to 7"


async def test_buttons_outlive_a_restart_also_in_a_direct_message(world: World):
    page = await world.alice.user.slash("show")

    await world.restart()

    assert text_of(await press(world.alice, page, "Next")) == "after one"


async def test_what_is_pressed_at_once_reaches_the_bot_before_it_answers(world: World):
    page = await world.alice.slash(world.general, "show")

    async with world.at_once():
        presses = [await press(world.alice, page, "Next") for _ in range(2)]
        assert not any(result.acknowledged for result in presses)

    assert all(result.acknowledged for result in presses)


async def test_an_explained_error_is_no_fault_of_the_bot(world: World):
    await world.alice.slash(world.general, "refuse")


async def test_a_person_may_speak_another_language(world: World):
    world.pretend(world.alice, locale="de")

    assert text_of(await world.alice.slash(world.general, "locale")) == "de"
    assert text_of(await world.bob.slash(world.general, "locale")) == "en-US"


async def test_a_repeated_nonce_posts_once_for_five_minutes(world: World):
    channel = _bots_channel(world, world.general)

    first, again = await channel.send("once", nonce="n"), await channel.send("once", nonce="n")
    await world.wait(minutes=6)
    later = await channel.send("once", nonce="n")

    assert first.id == again.id != later.id
    assert world.nonces == {"n": 3}
    assert len(world.posts(world.general)) == 2


async def test_a_lost_answer_leaves_the_message_there(world: World):
    world.lose_answers()

    with pytest.raises(discord.HTTPException):
        await _bots_channel(world, world.general).send("there")

    assert [message.content for message in world.posts(world.general)] == ["there"]


async def test_posting_reopens_an_archived_thread_and_editing_is_refused(world: World):
    thread = await _thread(world)
    message = await thread.send("first")
    await world.archive(world.place(thread.id))

    with pytest.raises(discord.HTTPException, match="50083"):
        await message.edit(content="changed")
    await thread.send("second")
    await world.settle()

    assert _seen(world) == ["a tale True False"]
    assert [message.content for message in world.posts(world.place(thread.id))] == ["first", "second"]


@pytest.mark.simcord(check_errors=False)  # the probe does not explain what it meets
async def test_a_press_in_an_archived_thread_cannot_be_answered(world: World):
    thread = await _thread(world)
    message = await thread.send(view=screen("a page"))
    await world.archive(world.place(thread.id))

    assert not (await press(world.alice, message, "Next")).acknowledged


async def test_the_bot_may_reopen_a_thread_that_is_not_locked(world: World):
    thread = await _thread(world)
    await world.archive(world.place(thread.id))
    await thread.edit(archived=False)
    await world.lock(world.place(thread.id))

    with pytest.raises(discord.Forbidden):
        await thread.edit(archived=False)
    with pytest.raises(discord.HTTPException, match="50083"):
        await thread.send("too late")


async def test_a_deleted_thread_and_the_threads_of_a_deleted_channel_are_gone(world: World):
    thread, other = await _thread(world), await _thread(world)
    await world.delete(world.place(thread.id))
    await world.delete(world.general)

    with pytest.raises(discord.NotFound):
        await thread.send("into nothing")
    with pytest.raises(discord.NotFound):
        await other.send("into nothing")
    assert _seen(world) == ["deleted", "deleted"]


async def test_a_right_can_be_taken_and_given_back(world: World):
    await world.forbid(world.general, send_messages=True)
    with pytest.raises(discord.Forbidden):
        await _bots_channel(world, world.general).send("no")

    await world.permit(world.general)

    await _bots_channel(world, world.general).send("yes")


@pytest.mark.needs("shared")
def test_the_wire_check_finds_what_discord_would_refuse(wire_checker: Any):
    assert wire_checker.check("POST", "/channels/1/messages", {"content": "x" * 2001})
    assert not wire_checker.check("POST", "/channels/1/messages", {"content": "x" * 2000})


async def test_time_passes_and_a_sleeping_bot_is_told_nothing(world: World):
    start = world.now
    thread = await _thread(world)
    assert discord.utils.utcnow() == start

    async with world.asleep():
        await world.delete(world.place(thread.id))
        await world.wait(days=3)

    assert _seen(world) == []
    assert (discord.utils.utcnow() - start).days == 3
