"""Somebody who uses the try-out in a real browser, and the try-out as a process."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
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
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", self.said)
        if found is None:
            raise AssertionError(f"no address: {self.said}{self.process.communicate()[1]}")
        self.address = found[0]

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

    def __init__(self, browser: webdriver.Chrome, address: str, pictures: Path) -> None:
        self.browser = browser
        self.address = address
        self._pictures = pictures

    def arrive(self, screen: dict[str, Any] = PHONE, *, scheme: str = "light") -> None:
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self._tell_chromium("Emulation.setDeviceMetricsOverride", screen)
        self._tell_chromium("Emulation.setEmulatedMedia", {"features": [feature]})
        self._tell_chromium("Emulation.setTimezoneOverride", {"timezoneId": "Europe/London"})
        self.browser.get("about:blank")
        self.complaints()  # of the page before
        self.browser.get(self.address)
        self.wait(lambda: self.find("#place").text == "#fireside")

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
            assert time.monotonic() < until, f"never came:\n{self.find('body').text}"
            time.sleep(0.02)

    def find(self, selector: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    @property
    def messages(self) -> str:
        return self.find("#messages").text

    def wait_for(self, words: str) -> None:
        self.wait(lambda: words in self.messages)

    def press(self, words: str, within: str = "body") -> None:
        """Press the last button that says so."""

        def button() -> WebElement | None:
            return next((one for one in reversed(self.all(f"{within} button")) if one.text.startswith(words)), None)

        self.measure("arguments[0].scrollIntoView({block: 'center'})", self.wait(button))
        self.wait(button).click()

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

        def offered() -> WebElement | bool:
            rows = self.all("#choices:not([hidden]) [role=option]")
            fitting = [row for row in rows if words.lower() in row.text.lower()]
            return fitting[0] if fitting else not rows and "Nothing" not in self.find("#choices").text

        time.sleep(0.1)
        row = self.wait(offered)
        if not isinstance(row, bool):
            row.click()

    def go(self, place: str) -> None:
        """Go to a channel or thread by its name on the map."""
        self.open_map()
        self.wait(lambda: next((row for row in self.all("#places button") if place in row.text), None)).click()
        self.wait(lambda: place in self.find("#place").text)

    def become(self, person: str) -> None:
        self.open_map()
        self.find(f"#people label:has([value={person}])").click()
        self.wait(lambda: f"{person}/" in self.browser.current_url)
        self.wait(lambda: not self.find("#close-map").is_displayed())

    def open_map(self) -> None:
        if self.find("#open-map").is_displayed():
            self.find("#open-map").click()
            self.wait(lambda: self.find("#close-map").is_displayed())
            time.sleep(0.3)

    def picture_of_the_end(self, name: str) -> None:
        """A picture scrolled down to the buttons."""
        self.measure("document.getElementById('scroller').scrollTop = 1e6")
        self.picture(name)

    def picture(self, name: str) -> None:
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
def pictures(tmp_path: Path) -> Path:
    """Where pictures go: thrown away, unless somebody wants them."""
    wanted = os.environ.get("FIRESIDE_PICTURES")
    folder = Path(wanted) if wanted else tmp_path / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
