"""What a test may need and a machine may lack, and how the test is then skipped."""

from __future__ import annotations

import os
import shutil
import signal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable

# Machines are noisy: how long an example takes says nothing, and must not fail a test.
settings.register_profile("fireside", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fireside")

CHECKOUT = Path(__file__).resolve().parents[1]


def shared_folder() -> Path:
    """The folder of reference material beside the checkout, or wherever FIRESIDE_SHARED says."""
    return Path(os.environ.get("FIRESIDE_SHARED") or CHECKOUT.parent / "shared")


@cache
def postgres_programs() -> Path | None:
    """The folder that holds `initdb` and its kin: on the PATH, or where Debian keeps them off it."""
    on_path = shutil.which("pg_ctl")
    if on_path is not None:
        return Path(on_path).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


def _has_shared() -> bool:
    return (shared_folder() / "discord").is_dir()


def _has_chromium() -> bool:
    return shutil.which("chromium") is not None and shutil.which("chromedriver") is not None


# Each name that `needs` takes: whether this machine has it, and the words of the skip when it has not.
NEEDS: dict[str, tuple[Callable[[], bool], str]] = {
    "shared": (_has_shared, "needs ../shared, which is not beside this checkout"),
    "chromium": (_has_chromium, "needs Chromium and chromedriver, which are not on the PATH"),
    "postgres": (
        lambda: postgres_programs() is not None,
        "needs PostgreSQL's server programs, which are not installed",
    ),
}


def lacking(name: str) -> str | None:
    """Why a test that needs this cannot run here; None when it can."""
    there, reason = NEEDS[name]
    return None if there() else reason


def require(name: str) -> None:
    """Skip the test when the machine lacks this, or fail it where FIRESIDE_REQUIRE lists it, as in CI."""
    reason = lacking(name)
    if reason is not None and name in os.environ.get("FIRESIDE_REQUIRE", "").split():
        pytest.fail(f"{reason}; FIRESIDE_REQUIRE says it must be", pytrace=False)
    if reason is not None:
        pytest.skip(reason)


def pytest_configure() -> None:
    # A shell that runs the tests in the background has them, and every process they start, ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    unknown = set(os.environ.get("FIRESIDE_REQUIRE", "").split()) - NEEDS.keys()
    if unknown:
        raise pytest.UsageError(f"FIRESIDE_REQUIRE knows {', '.join(NEEDS)}; not {', '.join(sorted(unknown))}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        for name in marker.args:
            require(name)


@pytest.fixture(scope="session")
def shared() -> Path:
    require("shared")
    return shared_folder()
