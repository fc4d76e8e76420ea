"""What is said of a story, as YAML above its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from yaml.nodes import ScalarNode


def front_matter_of(entries: dict[str, Any]) -> str:
    """The entries that say something, between two rules."""
    said = {key: value for key, value in entries.items() if value}
    written: str = yaml.dump(said, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    return f"---\n{written}---\n\n"


class _Dumper(yaml.SafeDumper):
    """Writes longer texts line by line, so that they can be read and edited."""


def _represent_words(dumper: yaml.SafeDumper, words: str) -> ScalarNode:
    style = "|" if "\n" in words else None
    # Its stub leaves the value's type open.
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style=style)  # pyright: ignore[reportUnknownMemberType]


_Dumper.add_representer(str, _represent_words)
