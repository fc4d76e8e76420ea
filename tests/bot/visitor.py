"""Somebody who uses the try-out in a real browser, and the try-out as a process."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import pytest
from PIL import Image
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from tests.conftest import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from selenium.webdriver.remote.webelement import WebElement

Seen = TypeVar("Seen")

PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
DESK = {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False}
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PATIENCE = 10.0
BOT_TRY = ("bot", "try", "--no-browser")
LARGEST_PICTURE = 150_000

# One question to the browser where Selenium would ask for each element and its words.
LAST_BUTTON = """
const [within, words] = arguments;
const button = [...document.querySelectorAll(within)].flatMap((one) => [...one.querySelectorAll("button")])
    .findLast((one) => one.innerText.startsWith(words) && one.checkVisibility({visibilityProperty: true}));
button?.scrollIntoView({block: "center"});
return button"""
OFFERED = """
const choices = document.getElementById("choices");
if (choices.ariaBusy === "true") return null;
const rows = [...choices.querySelectorAll("[role=option]")].filter((row) => row.checkVisibility());
return rows.find((row) => row.innerText.toLowerCase().includes(arguments[0]))
    ?? (!rows.length && !choices.innerText.includes("Nothing"))"""
PLACE = 'return [...document.querySelectorAll("#places button")].find((row) => row.textContent.includes(arguments[0]))'


class TryOut:
    """`python -m bot try`, or another program that does as much, as a process."""

    def __init__(self, folder: Path, files: Sequence[Path] = (), *, program: Sequence[str] = BOT_TRY) -> None:
        environment = {name: value for name, value in os.environ.items() if name != "DISCORD_TOKEN"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", *program, *map(str, files)],
            cwd=CHECKOUT,
            env={**environment, "TMPDIR": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @cached_property
    def address(self) -> str:
        """Where it is, as soon as it says so."""
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        if found is None:
            raise AssertionError(f"no address: {said}{self.process.communicate()[1]}")
        return found[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.end()

    def end(self) -> tuple[int, str]:
        """Ask it to stop; gives its exit code and what it complained of."""
        self.process.send_signal(signal.SIGTERM)
        complaints = self.process.communicate(timeout=PATIENCE)[1]
        return self.process.returncode, complaints


class Visitor:
    """Somebody at the page."""

    def __init__(self, browser: webdriver.Chrome, address: str, pictures: Path | None) -> None:
        self.browser = browser
        self.address = address
        self._pictures = pictures

    def arrive(self, screen: dict[str, Any] = PHONE, *, scheme: str = "light") -> None:
        features = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
        self._tell_chromium("Emulation.setDeviceMetricsOverride", screen)
        self._tell_chromium(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": name, "value": value} for name, value in features.items()]},
        )
        self._tell_chromium("Emulation.setTimezoneOverride", {"timezoneId": "Europe/London"})
        self.browser.get("about:blank")
        self.complaints()  # of the page before
        self.browser.get(self.address)
        self.wait(lambda: self.text("#place") == "#fireside")

    def _tell_chromium(self, command: str, words: dict[str, Any]) -> None:
        self.browser.execute_cdp_cmd(command, words)  # pyright: ignore[reportUnknownMemberType]

    def measure(self, script: str, *arguments: Any) -> Any:
        """What a line of JavaScript gives."""
        return self.browser.execute_script(script, *arguments)  # pyright: ignore[reportUnknownMemberType]

    def wait(self, look: Callable[[], Seen | None]) -> Seen:
        """What it sees, as soon as it is anything."""
        until = time.monotonic() + PATIENCE
        while True:
            with suppress(NoSuchElementException, StaleElementReferenceException):
                if seen := look():
                    return seen
            assert time.monotonic() < until, f"never came:\n{self.text('body')}"
            time.sleep(0.01)

    def find(self, selector: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        """What is to be read there; Selenium's own way takes a tenth of a second for a page of a story."""
        return self.measure("return document.querySelector(arguments[0])?.innerText ?? ''", selector)

    @property
    def messages(self) -> str:
        return self.text("#messages")

    def wait_for(self, words: str) -> None:
        self.wait(lambda: words in self.messages)

    def press(self, words: str, within: str = "body") -> None:
        """Press the last button that says so."""

        def pressed() -> bool:
            button = self.measure(LAST_BUTTON, within, words)
            if button:
                button.click()
            return bool(button)

        self.wait(pressed)

    def type_command(self, name: str, **options: str) -> None:
        """Type it, choose what is offered, and send it."""
        self.find("#text").send_keys(name)
        self.choose(name)
        for option, value in options.items():
            if not self.all(f"#command [name='{option}']"):
                self.press(f"+ {option}", within="#command")
            field = self.wait(lambda option=option: self.find(f"#command [name='{option}']"))
            if field.tag_name == "select":
                Select(field).select_by_visible_text(value)
            else:
                field.send_keys(value)
                self.choose(value)
        self.find("#send").click()
        self.wait(lambda: self.find("#text").is_displayed())

    def choose(self, words: str) -> None:
        """Choose what is offered above the line and says so; nothing, where nothing is offered."""

        row = self.wait(lambda: self.measure(OFFERED, words.lower()))
        if row is not True:
            row.click()

    def go(self, place: str) -> None:
        """Go to a channel or thread by its name on the map."""
        self.open_map()
        self.wait(lambda: self.measure(PLACE, place)).click()
        self.wait(lambda: place in self.text("#place"))

    def become(self, person: str) -> None:
        self.open_map()
        self.find(f"#people label:has([value={person}])").click()
        self.wait(lambda: f"{person}/" in self.browser.current_url)
        self.wait(lambda: not self.find("#close-map").is_displayed())

    def open_map(self) -> None:
        if self.find("#open-map").is_displayed():
            self.find("#open-map").click()
            self.wait(lambda: self.find("#close-map").is_displayed())

    def picture_of_the_end(self, name: str) -> None:
        """A picture scrolled down to the buttons."""
        self.measure("document.getElementById('scroller').scrollTop = 1e6")
        self.picture(name)

    def picture(self, name: str) -> None:
        """A picture, if somebody wants any: it takes half a second."""
        if self._pictures is None:
            return
        self.measure("document.getElementById('send').blur()")
        time.sleep(0.3)
        image = Image.open(BytesIO(self.browser.get_screenshot_as_png())).convert("RGB")
        file = self._pictures / f"{name}.png"
        image.quantize(palette=commonest_colours(image), dither=Image.Dither.NONE).save(file, optimize=True)
        assert file.stat().st_size <= LARGEST_PICTURE

    def complaints(self) -> list[str]:
        """What the browser's console says is wrong with the page."""
        log: list[dict[str, str]] = self.browser.get_log("browser")  # pyright: ignore[reportUnknownMemberType]
        return [entry["message"] for entry in log]


def commonest_colours(image: Image.Image) -> Image.Image:
    """A palette that keeps what is of one colour as it is; Pillow's own shift the large plains or lose the small."""
    found = cast("list[tuple[int, tuple[int, int, int]]]", image.getcolors(image.width * image.height))
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in sorted(found, reverse=True)[:200] for part in colour])
    return palette


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Generator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    # Named outright, or Selenium would ask the network for them.
    options.binary_location = "/usr/bin/chromium"
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    yield browser
    browser.quit()


@pytest.fixture
def pictures() -> Path | None:
    """Where pictures go, if somebody wants them."""
    wanted = os.environ.get("FIRESIDE_PICTURES")
    if not wanted:
        return None
    folder = Path(wanted)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
