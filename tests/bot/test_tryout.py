"""The try-out, started as a newcomer starts it and used in a real browser; the README's pictures are taken here.

`FIRESIDE_PICTURES=.github/pictures pytest tests/bot/test_tryout.py` takes them anew.
"""

from __future__ import annotations

import re
import sys
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import discord
import pytest
from selenium.webdriver.common.keys import Keys

from bot.client import Fireside
from bot.invite import PERMISSIONS
from bot.tryout import serve
from bot.tryout.world import AGE_RESTRICTED, World
from stories.errors import StoryError
from tests.bot.visitor import DESK, PHONE, TryOut, Visitor

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from selenium.webdriver import Chrome

    from stories.store import Store

pytestmark = [pytest.mark.needs("chromium")]

STORY = "The Length of the Ferryman"


@pytest.fixture(scope="module")
def try_out(tmp_path_factory: pytest.TempPathFactory) -> Generator[TryOut]:
    """One try-out for all tests that only look and read."""
    with TryOut(tmp_path_factory.mktemp("temporary")) as try_out:
        yield try_out


@pytest.fixture
def own_try_out(tmp_path: Path) -> Generator[TryOut]:
    """One for a test that also looks at how it ends."""
    with TryOut(tmp_path) as try_out:
        yield try_out


@pytest.fixture
def try_out_with_seeds(tmp_path: Path, shared: Path) -> Generator[TryOut]:
    with TryOut(tmp_path, _seeds(shared)) as try_out:
        yield try_out


def _seeds(shared: Path) -> list[Path]:
    return sorted((shared / "seeds").glob("*.txt"))


@pytest.fixture
def visitor(browser: Chrome, try_out: TryOut, pictures: Path | None) -> Generator[Visitor]:
    visitor = Visitor(browser, try_out.address, pictures)
    visitor.arrive()
    yield visitor
    assert visitor.complaints() == []


def test_a_newcomer_reads_goes_on_in_a_thread_and_sees_tomorrows_page(
    browser: Chrome, own_try_out: TryOut, tmp_path: Path, pictures: Path | None
):
    visitor = Visitor(browser, own_try_out.address, pictures)
    visitor.arrive()
    visitor.picture("try-out")

    visitor.find("#text").send_keys("/read")
    visitor.choose("/read")
    visitor.wait(lambda: len(visitor.all("#choices [role=option]")) > 3)
    visitor.picture("read")
    visitor.choose(STORY)
    visitor.find("#send").click()
    visitor.wait_for("min of reading")
    assert visitor.find("#next-step").text == "Turn a few pages with the buttons."
    visitor.measure("document.getElementById('hide-steps').click()")
    visitor.picture("cover")
    visitor.press("Begin")
    visitor.wait_for("Section 1 of")
    visitor.picture_of_the_end("page")
    for number in (2, 3, 4):
        visitor.press("Next")
        visitor.wait_for(f"Section {number} of")
    visitor.press("Contents")
    visitor.wait_for("Contents of")
    visitor.picture("contents")
    visitor.press("Back to the page")
    visitor.wait_for("Section 4 of")

    visitor.press("Read in a thread")
    visitor.wait_for("goes on here")
    visitor.press(STORY, within="#messages")
    visitor.wait(lambda: visitor.find("#place").text == STORY)
    visitor.press("Next")
    visitor.wait_for("Section 5 of")
    assert "Section 4 of" in visitor.messages
    visitor.picture_of_the_end("thread")

    visitor.become("owner")
    set_up_a_serial(visitor)
    visitor.find("[data-seconds='86400']").click()
    visitor.wait(lambda: "A day later: something new in" in visitor.find("#notices").text)
    visitor.press("#daily-page", within="#notices")
    visitor.press("Open the thread")
    visitor.wait_for("Section 1 of")
    assert re.search(r"\b08:00\b", visitor.find("#messages .head time").text)
    visitor.picture("daily")
    visitor.go("fireside")
    for _ in range(2):
        visitor.find("[data-seconds='86400']").click()
        visitor.wait(lambda: "A day later: something new in" in visitor.find("#notices").text)
        visitor.find("#notices [aria-label=Close]").click()

    assert visitor.complaints() == []
    assert own_try_out.end() == (0, "")
    assert list(tmp_path.glob("fireside-*")) == []


def set_up_a_serial(visitor: Visitor) -> None:
    visitor.type_command("/daily server", story=STORY, channel="#daily-page", time="08:00", zone="Europe/London")
    visitor.press("See the proof")
    visitor.wait_for("This is what would come")
    visitor.picture("daily-server")
    visitor.press("Save")
    visitor.wait_for("Every day at 08:00")


def test_the_other_commands_have_their_pictures(visitor: Visitor):
    visitor.press("Hide this")
    for command, words in {
        "/stories": "stories to read here",
        "/help": "Fireside tells stories",
        "/privacy": "What",
    }.items():
        visitor.type_command(command)
        visitor.wait_for(words)
        visitor.picture(command.strip("/"))
        visitor.press("Dismiss message")
        visitor.wait(lambda: not visitor.all(".ephemeral"))


def test_a_keeper_may_set_up_a_serial_and_what_is_posted_now_comes_at_once(visitor: Visitor):
    visitor.become("other")
    visitor.type_command("/daily server", story=STORY, channel="#daily-page", time="08:00", zone="Europe/London")
    visitor.wait_for("Pings nobody")
    described = visitor.measure(
        "return [...document.querySelectorAll('#messages .section > button')].map("
        "(button) => document.getElementById(button.getAttribute('aria-describedby')).innerText.split('\\n')[0])"
    )
    assert described == ["Story", "Where", "When", "How much", "Besides"]
    visitor.press("See the proof")
    visitor.press("Save")
    visitor.press("Post now")
    visitor.wait_for("It comes in a moment")
    visitor.press("Look again")

    visitor.wait_for("Last posted")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_is_wider_than_the_screen(visitor: Visitor, screen: dict[str, Any], scheme: str):
    visitor.arrive(screen, scheme=scheme)
    visitor.type_command("/stories")
    visitor.wait_for("stories to read here")
    if screen is DESK:
        visitor.picture(f"desk-{scheme}")

    widest = visitor.measure(
        "return Math.max(document.documentElement.scrollWidth, document.getElementById('scroller').scrollWidth +"
        " document.getElementById('scroller').getBoundingClientRect().left)"
    )
    assert widest <= screen["width"]


def test_the_keyboard_is_enough_to_read(visitor: Visitor):
    visitor.arrive(DESK)
    keys = visitor.browser.switch_to
    keys.active_element.send_keys(Keys.TAB)
    visitor.find("#text").send_keys("/re", Keys.ENTER)
    visitor.wait(lambda: keys.active_element.get_attribute("name") == "story")
    keys.active_element.send_keys(STORY)
    visitor.wait(lambda: len(visitor.all("#choices [role=option]")) and visitor.find("#choices [aria-selected=true]"))
    visitor.wait(lambda: STORY in visitor.find("#choices [aria-selected=true]").text)
    keys.active_element.send_keys(Keys.ENTER)
    visitor.wait(lambda: keys.active_element.get_attribute("id") == "send")
    keys.active_element.send_keys(Keys.ENTER)
    visitor.wait_for("Robin used /read")
    visitor.wait_for(STORY)


def test_the_message_menu_opens_the_page_for_its_reader(visitor: Visitor):
    visitor.type_command("/continue", story=STORY)
    visitor.wait_for(STORY)
    visitor.press(STORY, within="#messages")
    visitor.wait(lambda: visitor.find("#place").text == STORY)
    visitor.press("⋯", within="#messages")
    visitor.wait(lambda: "Read on from here" in visitor.find("body").text)
    visitor.picture("menu")
    visitor.press("Read on from here")
    visitor.wait_for("Robin used Read on from here")
    visitor.wait_for("Only you can see this")


def test_a_story_can_be_read_in_direct_messages(visitor: Visitor):
    visitor.go("Fireside")
    visitor.type_command("/read", story=STORY)
    visitor.wait_for("Robin used /read")
    visitor.wait_for(STORY)


def test_a_copy_of_ones_data_can_be_downloaded(visitor: Visitor):
    visitor.type_command("/privacy")
    visitor.press("Send me a copy")
    address = visitor.wait(lambda: visitor.find(".file a").get_attribute("href"))

    with urlopen(address) as copy:
        assert copy.read().startswith(b"{")
        assert copy.headers["Content-Disposition"] == "attachment"


def test_a_refusal_is_told_in_words(visitor: Visitor):
    visitor.find("#text").send_keys("/dance")
    visitor.wait(lambda: "Fireside has no such command here" in visitor.find("#choices").text)
    visitor.find("#text").send_keys(Keys.ENTER)
    visitor.wait(lambda: "Choose a command" in visitor.find("#notices").text)


@pytest.mark.needs("shared")
def test_unrated_files_are_told_to_their_last_line_after_dark_only(
    browser: Chrome, try_out_with_seeds: TryOut, shared: Path, pictures: Path | None
):
    visitor = Visitor(browser, try_out_with_seeds.address, pictures)
    visitor.arrive()
    assert "3 of your stories are not rated" in visitor.find("#hint").text
    visitor.type_command("/stories")
    visitor.wait_for("6 stories to read here")

    visitor.go("after-dark")
    for title, seed in zip(("When you love", "Carrying You", "All The Ruby"), _seeds(shared), strict=True):
        visitor.type_command("/read", story=title)
        visitor.wait_for(title)
        visitor.press("Read in a thread")
        visitor.wait_for("goes on here")
        visitor.press(title, within="#messages")
        visitor.wait(lambda title=title: visitor.find("#place").text.startswith(title))
        read_to_the_end(visitor)
        closing = next(line for line in reversed(seed.read_text("utf-8").splitlines()) if line.strip())
        assert closing.strip(" *_") in visitor.messages
        visitor.go("after-dark")
    assert try_out_with_seeds.end() == (0, "")


def read_to_the_end(visitor: Visitor) -> None:
    """Press Next in a thread until there is none."""

    def last_foot() -> str:
        return visitor.wait(lambda: re.findall(r"Section \d+ of \d+", visitor.messages) or [""])[-1]

    foot = last_foot()
    while re.fullmatch(r"Section (\d+) of \1", foot) is None:
        visitor.press("Begin" if not foot else "Next")
        visitor.wait(lambda before=foot: last_foot() != before)
        foot = last_foot()


@pytest.mark.parametrize("header", [{"Host": "elsewhere.example"}, {"Origin": "http://elsewhere.example"}])
def test_other_sites_may_not_ask(try_out: TryOut, header: dict[str, str]):
    stranger = Request(f"{try_out.address}api/view", headers=header)

    with pytest.raises(HTTPError, match="403"):
        urlopen(stranger)


def test_what_is_no_json_may_not_act(try_out: TryOut):
    with pytest.raises(HTTPError, match="415"):
        urlopen(Request(f"{try_out.address}api/act", data=b"{}", headers={"Content-Type": "text/plain"}))


async def test_the_bot_has_the_rights_of_its_invite_and_sees_which_channel_is_age_restricted(store: Store):
    async with World.open(partial(Fireside, store)) as world:
        backend = world.env.backend
        for _ in range(2):
            channels = list(world.env.bot.get_all_channels())
            for channel in channels:
                rights = backend.compute_permissions(world.guild.id, backend.bot_user.id, channel.id)
                assert discord.Permissions(rights) == PERMISSIONS
            assert [c.name for c in channels if isinstance(c, discord.TextChannel) and c.is_nsfw()] == [AGE_RESTRICTED]
            assert [c.flags.require_tag for c in channels if isinstance(c, discord.ForumChannel)] == [True]
            await world.stop()
            await world.start()


async def test_a_missing_package_is_one_sentence_that_names_the_command(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "simcord", None)

    with pytest.raises(StoryError, match=r'pip install "\.\[try\]"'):
        await serve([])
