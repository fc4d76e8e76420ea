"""What is written about Fireside says what Fireside is: README, CONTRIBUTING, PRIVACY, settings, packaging."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from typing import TYPE_CHECKING, Any

import pytest
from discord import AppCommandType, app_commands
from packaging.requirements import Requirement

from bot import cogs
from bot.client import Fireside
from bot.exit_code import ExitCode
from bot.invite import RIGHTS, SCOPES, invite_link
from bot.settings import read_settings
from stories.schema import metadata
from stories.store import Store
from tests.conftest import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

README = (CHECKOUT / "README.md").read_text("utf-8")
PROJECT_LINES = (CHECKOUT / "pyproject.toml").read_text("utf-8").splitlines()
PROJECT: dict[str, Any] = tomllib.loads("\n".join(PROJECT_LINES))["project"]
EXAMPLE_ID = 123456789


def rows(first_heading: str, markdown: str = README) -> dict[str, str]:
    """The table with that heading over its first column: what stands first in each row, and the rest."""
    table = re.search(rf"^\| {re.escape(first_heading)} \|.*\n\|[- |]+\|\n((?:\|.*\n)+)", markdown, re.MULTILINE)
    assert table, f"no table of {first_heading}"
    cells = ([cell.strip() for cell in line.strip("|").split(" | ", 1)] for line in table[1].splitlines())
    return {name.strip("`"): rest for name, rest in cells}


class Asked(dict[str, str]):
    """Variables that remember which of them were asked for."""

    def __init__(self) -> None:
        super().__init__(DISCORD_TOKEN="a.b.c")
        self.names: list[str] = []

    def get(self, name: str, default: Any = None) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
        self.names.append(name)
        return super().get(name, default)


def settings_read() -> list[str]:
    asked = Asked()
    read_settings(asked)
    return asked.names


def test_the_example_of_a_settings_file_lists_exactly_what_the_code_reads():
    example = (CHECKOUT / ".env.example").read_text("utf-8")

    assert re.findall(r"^(\w+)=", example, re.MULTILINE) == settings_read()


def test_the_readme_lists_exactly_the_settings_that_the_code_reads():
    assert list(rows("Name")) == settings_read()


def test_the_readme_gives_each_scope_and_right_of_the_invite_with_its_reason():
    asked = {name.casefold(): reason for name, reason in rows("Scope or right").items()}

    expected = {**SCOPES, **{name.replace("_", " "): reason for name, reason in RIGHTS.items()}}
    in_discords_words = {"view channel": "view channels"}
    assert asked == {in_discords_words.get(name, name): reason for name, reason in expected.items()}


def test_the_readmes_invite_link_is_the_bots():
    link = re.search(r"^https://discord\.com/oauth2/authorize\?\S+$", README, re.MULTILINE)

    assert link
    assert link[0].replace("YOUR_APPLICATION_ID", str(EXAMPLE_ID)) == invite_link(EXAMPLE_ID)


def test_the_readme_lists_every_exit_code():
    assert [int(code) for code in rows("Exit code")] == list(ExitCode)


async def commands_of_the_bot(folder: Path) -> list[str]:
    """As people see them: `/read`, `/daily start`, and the names of menus."""
    store = await Store.open(f"sqlite:///{folder / 'fireside.db'}")
    async with Fireside(store) as bot:
        for feature in pkgutil.iter_modules(cogs.__path__, f"{cogs.__name__}."):
            await bot.load_extension(feature.name)
        commands = [f"/{command.qualified_name}" for command in leaves(bot.tree.walk_commands())]
        menus = [menu.name for kind in (AppCommandType.message, AppCommandType.user) for menu in menus_of(bot, kind)]
    await store.close()
    return commands + menus


def leaves(commands: Iterable[object]) -> list[app_commands.Command[Any, ..., Any]]:
    return [command for command in commands if isinstance(command, app_commands.Command)]


def menus_of(bot: Fireside, kind: AppCommandType) -> list[Any]:
    return list(bot.tree.get_commands(type=kind))


async def test_the_readme_names_every_command_and_no_other(tmp_path: Path):
    told = re.findall(
        r"\*\*`?(/[a-z ]+|[A-Z][^*`]+)`?\*\*", README.partition("## What people type")[2].partition("\n## ")[0]
    )

    assert sorted(told) == sorted(await commands_of_the_bot(tmp_path))


def test_every_picture_of_the_readme_is_there_and_told_in_words():
    pictures = re.findall(r'<img src="([^"]+)" width="\d+" alt="([^"]+)">', README)

    assert len(pictures) == README.count("<img") > 0
    assert [source for source, _ in pictures if not (CHECKOUT / source).is_file()] == []


def test_every_link_between_the_pages_leads_somewhere():
    for page in CHECKOUT.glob("*.md"):
        links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text("utf-8"))
        assert [link for link in links if not (CHECKOUT / link).exists()] == [], page.name


def test_the_command_that_runs_the_tests_is_the_one_that_ci_reads_from_the_readme():
    assert len(re.findall(r"^python3 -m venv .* pytest$", README, re.MULTILINE)) == 1


def test_the_map_names_everything_that_is_in_the_house_and_nothing_else():
    drawn = re.search(
        r"^```text\n(.*?)^```", (CHECKOUT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert drawn
    for room in ("bot", "stories"):
        told = re.search(rf"^{room}/.*\n((?: .*\n)+)", drawn[1], re.MULTILINE)
        assert told
        there = {path.name + "/" * path.is_dir() for path in (CHECKOUT / room).iterdir()}
        assert set(re.findall(r"\b\w+(?:\.py\b|/(?!\w))|__\w+__\.py", told[1])) == there - {
            "__init__.py",
            "__pycache__/",
        }


def test_privacy_names_every_table_that_knows_a_person_or_a_server():
    privacy = (CHECKOUT / "PRIVACY.md").read_text("utf-8")
    knowing = {
        name
        for name, table in metadata.tables.items()
        if {"reader_id", "server_id", "created_by", "message_id"} & set(table.columns.keys())
    }

    assert {name for name in knowing if f"`{name}`" not in privacy} == set()


def test_the_changelog_begins_with_the_version_of_the_project():
    versions = re.findall(r"^## \[([\d.]+)\]", (CHECKOUT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert versions[0] == PROJECT["version"]


def test_every_dependency_has_its_reason_beside_it():
    wanted = {requirement for group in dependencies() for requirement in group}
    lines = [line for line in PROJECT_LINES if any(f'"{requirement}"' in line for requirement in wanted)]

    assert len(lines) == len(wanted)
    assert [line for line in lines if not re.search(r"# \w.+", line)] == []


def test_every_exception_that_ruff_makes_has_its_reason_beside_it():
    exceptions = [line for line in PROJECT_LINES if re.match(r'\s+"[A-Z]+\d*",', line)]

    assert len(exceptions) > 1
    assert [line for line in exceptions if not re.search(r"# \w.+", line)] == []


def test_constraints_pin_every_dependency_to_a_version_that_it_allows():
    text = (CHECKOUT / "constraints.txt").read_text("utf-8")
    pins = {name.casefold(): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)}
    requirements = [Requirement(requirement) for group in dependencies() for requirement in group]

    for wanted in requirements:
        if wanted.name != PROJECT["name"]:
            assert wanted.specifier.contains(pins[wanted.name.casefold()]), wanted


def dependencies() -> list[list[str]]:
    return [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]


def test_what_is_installed_has_every_file_of_the_house():
    """Migrations, shelf and page travel in the wheel; hatchling leaves out what git ignores."""
    try:
        installed = {str(file) for file in distribution(PROJECT["name"]).files or ()}
    except PackageNotFoundError:
        installed = set[str]()
    if "bot/__init__.py" not in installed:
        pytest.skip("Fireside is not installed here, or in place, so there is no wheel to look into")
    ours = {
        str(path.relative_to(CHECKOUT))
        for room in ("bot", "stories", "migrations")
        for path in (CHECKOUT / room).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }

    assert ours - installed == set()
