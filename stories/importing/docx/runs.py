"""Runs of letters that look alike: what is said of one, over the style of its paragraph, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from stories.importing.docx.names import is_on, value
from stories.importing.docx.styles import PLAIN, Style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stories.importing.docx.styles import Styles
    from stories.text import Kind

    Attributes = Mapping[str, str]


@dataclass(slots=True)
class Run:
    """What is said of it."""

    style: Style = PLAIN
    toggles: dict[str, bool] = field(default_factory=dict[str, bool])
    is_complex: bool = False
    language: str = ""


UNSAID = Run()


class Look(NamedTuple):
    """How letters are shown."""

    kinds: tuple[Kind, ...]
    is_hidden: bool


class Runs:
    """The one that is being read, and how all that were like it are shown."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._looks: dict[object, Look] = {}
        self.begin()

    def begin(self) -> None:
        """Another begins."""
        self._run: Run | None = None  # as soon as anything is said of it
        self._look: Look | None = None  # as soon as it is known

    @property
    def language(self) -> str:
        """Of its letters, if it says so."""
        return self._run.language if self._run else ""

    def _said(self) -> Run:
        """What is said of it, to say more."""
        self._run = self._run or Run()
        return self._run

    def toggle(self, name: str, attributes: Attributes) -> None:
        """Italics or the like, on or off."""
        self._said().toggles[name] = is_on(attributes)

    def style(self, attributes: Attributes) -> None:
        """A style of letters."""
        self._said().style = self._styles.letters(value(attributes))

    def set_complex(self, attributes: Attributes) -> None:
        """Letters of a script that has toggles of its own."""
        self._said().is_complex = is_on(attributes)

    def set_language(self, attributes: Attributes) -> None:
        """The language of its letters."""
        self._said().language = value(attributes)

    def look(self, style: Style) -> Look:
        """How its letters are shown in a paragraph of that style."""
        self._look = self._look or self._look_of(style, self._run or UNSAID)
        return self._look

    def _look_of(self, style: Style, run: Run) -> Look:
        key = id(style) if run is UNSAID else (id(style), id(run.style), run.is_complex, tuple(run.toggles.items()))
        if (look := self._looks.get(key)) is None:
            kinds = style.kinds(run.style, run.toggles, is_complex=run.is_complex)
            look = self._looks[key] = Look(kinds, style.hides(run.style, run.toggles))
        return look
