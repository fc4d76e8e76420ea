"""The try-out shows and drives what Discord would, whether or not a command of Fireside's uses it yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from selenium.webdriver.common.keys import Keys

from tests.bot.visitor import DESK, OFFERED, PHONE, TryOut, Visitor

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from selenium.webdriver import Chrome

pytestmark = [pytest.mark.needs("chromium")]

PROBING = ("tests.bot.probing",)
BESIDE = "return document.getElementById(document.activeElement.getAttribute('aria-describedby'))?.innerText ?? ''"
RESTS = re.compile(r"serial \d+ rests: ")  # which is for the operator to know too


@pytest.fixture(scope="module")
def try_out(tmp_path_factory: pytest.TempPathFactory) -> Generator[TryOut]:
    """One for all tests that leave its clock and its places alone."""
    with TryOut(tmp_path_factory.mktemp("temporary"), program=PROBING) as try_out:
        yield try_out


@pytest.fixture
def visitor(browser: Chrome, try_out: TryOut, pictures: Path | None) -> Generator[Visitor]:
    yield from arrived(browser, try_out, pictures)


@pytest.fixture(scope="module")
def spare(tmp_path_factory: pytest.TempPathFactory) -> Generator[list[TryOut]]:
    """A try-out that starts while the test before it runs, or nearly so."""
    spare = [TryOut(tmp_path_factory.mktemp("temporary"), program=PROBING)]
    yield spare
    for unused in spare:
        assert unused.address
        unused.end()


@pytest.fixture
def lone_visitor(browser: Chrome, spare: list[TryOut], tmp_path: Path, pictures: Path | None) -> Generator[Visitor]:
    """One with a try-out to herself, who may do with it what she likes."""
    with spare.pop() as own_try_out:
        assert own_try_out.address
        spare.append(TryOut(tmp_path, program=PROBING))
        yield from arrived(browser, own_try_out, pictures)
        code, complaints = own_try_out.end()
        assert code == 0
        assert [said for said in complaints.splitlines() if not RESTS.match(said)] == []


def arrived(browser: Chrome, try_out: TryOut, pictures: Path | None) -> Generator[Visitor]:
    visitor = Visitor(browser, try_out.address, pictures)
    visitor.arrive()
    visitor.press("Hide this")
    yield visitor
    assert visitor.complaints() == []


def choose(visitor: Visitor, select: str, *rows: str, done: bool = True) -> None:
    visitor.press(select, within="#messages")
    for row in rows:
        visitor.press(row, within=".list")
    if done:
        visitor.press("Done", within=".list")


def what_if(visitor: Visitor, row: str, words: str) -> None:
    """Let it happen, and wait until the page says so."""
    visitor.press("What if")
    visitor.press(row, within=".list")
    wait_for_notice(visitor, words)


def wait_for_notice(visitor: Visitor, words: str) -> None:
    visitor.wait(lambda: words in visitor.find("#notices").text)


def focused(visitor: Visitor) -> str:
    return visitor.browser.switch_to.active_element.text


def test_selects_take_several_values_channels_and_roles(visitor: Visitor):
    visitor.type_command("/probe panel")
    visitor.wait_for("A panel")

    choose(visitor, "Weekdays", "Tuesday", "Friday")
    visitor.wait_for("Chosen: Weekdays Tuesday, Friday")
    choose(visitor, "Channels", "#bookshelf", "#announcements")
    visitor.wait_for("Chosen: Channels bookshelf, announcements")
    choose(visitor, "Role", "@readers", done=False)
    visitor.wait_for("Chosen: Role readers")
    visitor.wait(lambda: focused(visitor).startswith("Role"))


def test_a_disabled_control_cannot_be_used(visitor: Visitor):
    visitor.type_command("/probe panel")
    visitor.wait_for("A panel")

    disabled = [button.text for button in visitor.all("#messages li:last-child button:disabled")]

    assert [re.sub(r"\s.*", "", words) for words in disabled] == ["Not", "Saved"]


def test_a_form_takes_words_days_roles_and_channels_and_gives_the_focus_back(visitor: Visitor):
    visitor.type_command("/probe panel")
    visitor.press("Change", within="#messages")
    visitor.wait(lambda: "whom it calls" in visitor.find("#modal").text)
    visitor.find("#modal [value=Sunday]").click()
    visitor.press("Submit", within="#modal")
    assert visitor.find("#modal").is_displayed()  # Discord wants a place too
    next(box for box in visitor.all("#modal label.box") if "#daily-page" in box.text).click()
    visitor.press("Submit", within="#modal")

    visitor.wait_for("Chosen: 08:30 / ['Monday', 'Friday', 'Sunday'] / [] / ['daily-page']")
    visitor.wait(lambda: focused(visitor) == "Change")


def test_a_poll_is_voted_in_by_several_people_and_ends(lone_visitor: Visitor):
    visitor = lone_visitor
    visitor.type_command("/probe poll")
    visitor.press("🛶", within="#messages")
    visitor.wait_for("1 vote")
    visitor.become("other")
    visitor.press("✉️", within="#messages")
    visitor.wait_for("2 votes")
    assert visitor.messages.count("1 · 50 %") == 2
    visitor.press("✉️", within="#messages")
    visitor.wait_for("1 vote ·")
    visitor.press("+1 day")

    visitor.wait_for("The poll is over.")
    visitor.wait(lambda: len(visitor.all(".answer:disabled")) == 3)


def test_a_post_in_a_forum_stands_under_it_with_its_tags_and_a_link_leads_to_its_message(visitor: Visitor):
    visitor.type_command("/probe post", forum="#bookshelf", role="@readers")
    visitor.wait_for("@readers: The Ferryman ›")
    visitor.go("bookshelf")
    assert "serial" in visitor.find("#posts .post").text
    assert not visitor.find("#composer").is_displayed()
    visitor.press("📖", within="#posts")
    visitor.wait_for("Chapter two.")
    visitor.go("fireside")
    visitor.press("The Ferryman ›", within="#messages")

    visitor.wait(lambda: "Chapter one." in visitor.find(".sought").text)
    assert "Chapter one." in focused(visitor)


def test_a_pinned_message_is_marked_and_told_of(visitor: Visitor):
    visitor.type_command("/probe poll")
    visitor.wait_for("What shall we read next?")
    visitor.become("owner")
    visitor.press("⋯", within="#messages")
    visitor.press("Pin", within=".list")

    visitor.wait_for("Olive pinned a message.")
    visitor.press("See it", within="#messages")
    visitor.wait(lambda: visitor.all(".sought .pinned"))


def test_times_are_told_in_the_visitors_zone_and_move_with_the_clock(lone_visitor: Visitor):
    visitor = lone_visitor
    visitor.type_command("/probe panel")
    visitor.wait_for("R: tomorrow")
    visitor.press("+1 hour")
    visitor.wait_for("R: in 24 hours")
    visitor.press("+1 week")
    visitor.wait_for("R: 6 days ago")

    assert re.search(r"^F: \w+day, \d+ \w+ \d{4} at \d\d:\d\d$", visitor.messages, re.MULTILINE)


def test_the_clock_goes_to_the_evening_before_the_clocks_change(lone_visitor: Visitor):
    visitor = lone_visitor
    what_if(visitor, "Stop Fireside", "is stopped")  # it would look at the clock a few thousand times
    visitor.press("to …")
    visitor.press("The evening before the clocks change", within="#to")
    visitor.press("Go there", within="#to")

    wait_for_notice(visitor, "20:00: nothing new")
    assert re.search(r"Sat \d+ (Mar|Oct)", visitor.find("#now").text)


def test_the_clock_does_not_go_back(visitor: Visitor):
    before = visitor.find("#now").text
    answer = visitor.measure(
        "return fetch('/api/clock', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({seconds: -60})}).then((answer) => answer.json())"
    )

    assert answer == {"problem": "The clock goes forward only, and a year at once at most."}
    assert visitor.find("#now").text.partition(":")[0] == before.partition(":")[0]


def test_a_stopped_bot_does_not_answer_and_answers_again_when_it_is_started(lone_visitor: Visitor):
    visitor = lone_visitor
    visitor.type_command("/probe poll")
    visitor.wait_for("What shall we read next?")
    what_if(visitor, "Stop Fireside", "Fireside is stopped.")
    visitor.find("#text").send_keys("/help", Keys.ENTER)
    visitor.find("#send").click()
    wait_for_notice(visitor, "does not answer")
    visitor.press("Start it again", within="#troubles")
    wait_for_notice(visitor, "runs again")
    assert not visitor.find("#troubles").is_displayed()

    visitor.find("#send").click()
    visitor.wait_for("Fireside tells stories")


def test_after_a_restart_and_a_lost_answer_a_story_goes_on_and_no_page_comes_twice(lone_visitor: Visitor):
    visitor = lone_visitor
    visitor.type_command("/continue", story="The Length of the Ferryman")
    visitor.press("The Length of the Ferryman", within="#messages")
    visitor.press("Begin", within="#messages")
    visitor.wait_for("Section 1 of")
    what_if(visitor, "Restart Fireside", "a new one runs")
    what_if(visitor, "Lose Discord’s next answer", "the answer lost")
    visitor.press("Next", within="#messages")

    visitor.wait_for("Section 2 of")
    visitor.press("Next", within="#messages")
    visitor.wait_for("Section 3 of")
    assert re.findall(r"Section (\d) of", visitor.messages) == ["1", "2", "3"]


def test_closed_direct_messages_refuse_the_bot_until_they_are_opened(lone_visitor: Visitor):
    visitor = lone_visitor
    what_if(visitor, "Close Robin’s direct messages", "can’t send Robin")
    visitor.type_command("/probe write")
    visitor.wait_for("Refused: 50007")
    visitor.press("Open them", within="#troubles")
    wait_for_notice(visitor, "can send Robin")
    visitor.type_command("/probe write")

    visitor.wait_for("Written.")


def test_the_right_to_post_a_thread_and_a_channel_can_be_taken(lone_visitor: Visitor):
    visitor = lone_visitor
    visitor.type_command("/probe post", forum="#bookshelf", role="@readers")
    visitor.wait_for("The Ferryman ›")
    what_if(visitor, "Take away the right to post in #fireside", "has lost the right")
    visitor.press("Give it back", within="#troubles")
    wait_for_notice(visitor, "may post in #fireside again")
    visitor.go("The Ferryman")
    what_if(visitor, "Lock this thread", "is closed and locked")
    visitor.find("#text").send_keys("Hello", Keys.ENTER)
    wait_for_notice(visitor, "This thread is locked.")
    what_if(visitor, "Unlock this thread", "is open again")
    what_if(visitor, "Delete this thread", "is deleted")

    assert visitor.find("#place").text == "#fireside"


def test_the_keyboard_is_enough_to_let_something_happen_and_to_undo_it(lone_visitor: Visitor):
    visitor = lone_visitor
    visitor.measure("document.getElementById('what-if').focus()")
    visitor.browser.switch_to.active_element.send_keys(Keys.ENTER)
    visitor.wait(lambda: focused(visitor).startswith("Restart Fireside"))
    visitor.browser.switch_to.active_element.send_keys("c")
    visitor.wait(lambda: focused(visitor).startswith("Close Robin’s"))
    visitor.browser.switch_to.active_element.send_keys(Keys.ENTER)
    wait_for_notice(visitor, "can’t send Robin")
    visitor.wait(lambda: focused(visitor) == "What if …")
    visitor.measure("document.querySelector('#troubles button').focus()")
    visitor.browser.switch_to.active_element.send_keys(Keys.ENTER)
    wait_for_notice(visitor, "can send Robin")

    visitor.wait(lambda: focused(visitor) == "What if …")


def test_a_lost_right_is_told_of_by_direct_message_and_the_missed_part_comes_when_it_is_back(lone_visitor: Visitor):
    visitor = lone_visitor
    visitor.become("owner")
    story = "The Length of the Ferryman"
    visitor.type_command("/daily start", channel="#daily-page", story=story, time="08:00", zone="Europe/London")
    visitor.wait_for("Begun.")
    visitor.go("daily-page")
    what_if(visitor, "Take away the right to post", "has lost the right")
    visitor.find("[data-seconds='86400']").click()
    visitor.wait(lambda: "A day later: something new in" in visitor.text("#notices"))
    visitor.press("Fireside", within="#notices")
    visitor.wait_for("The Length of the Ferryman rests")
    assert "I need the rights “Send Messages” and “Send Messages in Threads”" in visitor.messages
    visitor.press("Give it back", within="#troubles")
    visitor.wait_for("The Length of the Ferryman can go on")
    visitor.press("Post the missed one now", within="#messages")
    visitor.wait_for("with the part that was missed")
    visitor.go("daily-page")

    visitor.press("Open the thread", within="#messages")
    visitor.wait_for("Section 1 of")


def keys(visitor: Visitor, *pressed: str) -> None:
    visitor.browser.switch_to.active_element.send_keys(*pressed)


def press_with_keys(visitor: Visitor, label: str, then: str, *, beside: str = "") -> None:
    """Go on from control to control to the one of that label, beside those words, and press it."""
    for _ in range(60):
        keys(visitor, Keys.TAB)
        if focused(visitor).startswith(label) and visitor.measure(BESIDE).startswith(beside):
            break
    else:
        raise AssertionError(f"Tab does not come to {label!r}")
    keys(visitor, Keys.ENTER)
    visitor.wait(lambda: then in visitor.text("body"))


def test_the_keyboard_is_enough_to_set_up_a_serial(lone_visitor: Visitor):
    visitor = lone_visitor
    visitor.become("owner")
    visitor.measure("document.getElementById('text').focus()")
    keys(visitor, "/daily server")
    visitor.wait(lambda: visitor.measure(OFFERED, "/daily server"))
    keys(visitor, Keys.ENTER)
    visitor.wait(lambda: "/daily server" in visitor.text("#command"))
    keys(visitor, Keys.ENTER)
    visitor.wait_for("Not chosen yet")
    press_with_keys(visitor, "Choose", "Which story?", beside="Story")
    press_with_keys(visitor, "Choose a story", "General · 10 chapters")
    keys(visitor, "o", Keys.ENTER)
    visitor.wait_for("One Egg in Excess")
    press_with_keys(visitor, "Choose", "spoils nobody", beside="Where")
    press_with_keys(visitor, "The channel", "#after-dark")
    keys(visitor, Keys.ARROW_DOWN, Keys.ENTER)
    visitor.wait(lambda: focused(visitor).startswith("#daily-page"))
    press_with_keys(visitor, "Back", "in one thread for each story")
    press_with_keys(visitor, "Change", "08:30 or 8:30 pm", beside="When")
    keys(visitor, Keys.CONTROL + "a" + Keys.NULL + "21:15", Keys.ENTER)
    visitor.wait_for("Every day at 21:15")
    press_with_keys(visitor, "See the proof", "This is what would come")
    press_with_keys(visitor, "Save", "Saved.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_is_wider_than_the_screen(visitor: Visitor, screen: dict[str, Any], scheme: str):
    visitor.arrive(screen, scheme=scheme)
    for command, words in {"/probe panel": "A panel", "/probe poll": "What shall we read next?"}.items():
        visitor.type_command(command)
        visitor.wait_for(words)

    widest = visitor.measure(
        "return Math.max(document.documentElement.scrollWidth, document.getElementById('scroller').scrollWidth +"
        " document.getElementById('scroller').getBoundingClientRect().left)"
    )
    assert widest <= screen["width"]
