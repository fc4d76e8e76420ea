"""What a Markdown file says of itself above its text, between two lines of `---`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import yaml

from stories.errors import RefusedError
from stories.importing.fields import LABELS, LISTS, Facts, parts_of, rating_in
from stories.ratings import Rating

if TYPE_CHECKING:
    from yaml.nodes import Node

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<yaml>\S.*?^)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"[\"']?\w[\w-]*(?: [\w-]+){0,3}[\"']?:(?:\s|$)")
_MORE_OF_ONE = re.compile(r"[ \t#-]|[\])}]")


class FrontMatter(NamedTuple):
    """Its entries as they stand, and where the text begins."""

    entries: dict[str, Any]
    text_at: int


class _Words(yaml.SafeLoader):
    """Every value is words: a story called `1984` or `No` is not a number or a refusal."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own name for its table

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        if self.check_event(yaml.AliasEvent):  # pyright: ignore[reportUnknownMemberType] - its stub leaves this open
            raise yaml.YAMLError("aliases are not taken")
        return super().compose_node(parent, index)


def front_matter(text: str, *, name: str) -> FrontMatter | None:
    """The front matter of a text, if it has one; broken YAML is refused with its line."""
    match = _FRONT_MATTER.match(text)
    if not match or not _reads_as_entries(match["yaml"].split("\n")):
        return None
    first_line = 1 + text.count("\n", 0, match.start("yaml"))
    try:
        entries: object = yaml.load(match["yaml"], Loader=_Words)  # noqa: S506 - a safe loader of our own
    except (yaml.YAMLError, RecursionError) as error:
        raise RefusedError(_words_for(error, first_line=first_line, name=name)) from error
    if not isinstance(entries, dict):
        raise RefusedError(f"The front matter of {name} (line {first_line}) is not a list of “key: value” lines.")
    return FrontMatter({str(key): value for key, value in cast("dict[object, Any]", entries).items()}, match.end())


def _reads_as_entries(lines: list[str]) -> bool:
    """What stands between two rules in the middle of prose is prose."""
    lines = [line for line in lines if line.strip()]
    entries = sum(_ENTRY.match(line) is not None for line in lines)
    return entries > 0 and 2 * sum(bool(_ENTRY.match(line) or _MORE_OF_ONE.match(line)) for line in lines) >= len(lines)


def _words_for(error: Exception, *, first_line: int, name: str) -> str:
    mark = getattr(error, "problem_mark", None)
    line = first_line + (mark.line if isinstance(mark, yaml.Mark) else 0)
    problem = getattr(error, "problem", None) or (
        str(error) if isinstance(error, yaml.YAMLError) else "it is nested too deep"
    )
    return f"The front matter of {name} is not valid YAML in line {line}: {problem}."


def told_by(entries: dict[str, Any]) -> Facts:
    """The facts that front matter states; keys that mean nothing to us are fields of the story."""
    facts = Facts()
    for key, value in entries.items():
        meaning = LABELS.get(key.casefold().replace("_", " "), "")
        if not meaning or (meaning == "rating" and rating_in(_flat(value)) == Rating.NOT_RATED):
            facts.keep(key, _flat(value))
        elif isinstance(value, list):
            facts.add(meaning, map(_flat, cast("list[object]", value)))
        elif _flat(value):
            facts.add(
                meaning, parts_of(_flat(value)) if meaning in LISTS or key.casefold() == "authors" else [_flat(value)]
            )
    return facts


def _flat(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return ", ".join(map(_flat, cast("list[object]", value)))
    return json.dumps(value, ensure_ascii=False)
