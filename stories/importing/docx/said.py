"""What is said of a paragraph before its letters come, each by the element that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.importing.docx.names import is_on, number, value
from stories.importing.docx.styles import BODY_LEVEL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stories.importing.docx.paragraph import Paragraph

    Attributes = Mapping[str, str]

SAME_PAGE = {"continuous", "nextColumn"}


def say_level(paragraph: Paragraph, attributes: Attributes) -> None:
    """Its place in the outline."""
    level = number(attributes, default=BODY_LEVEL)
    paragraph.level = level + 1 if level < BODY_LEVEL else 0


def say_start_of_page(paragraph: Paragraph, attributes: Attributes) -> None:
    """It stands at the top of a page."""
    paragraph.starts_page = is_on(attributes)


def say_end_of_page(paragraph: Paragraph, _: Attributes) -> None:
    """It ends a section of the document."""
    paragraph.ends_page = True


def say_kind_of_page(paragraph: Paragraph, attributes: Attributes) -> None:
    """The next section may go on upon the same page."""
    if value(attributes) in SAME_PAGE:
        paragraph.ends_page = False


def say_list(paragraph: Paragraph, attributes: Attributes) -> None:
    """The list that it is an item of; `0` takes it out of that of its style."""
    given = value(attributes)
    paragraph.list_id = "" if given == "0" else given


def say_depth(paragraph: Paragraph, attributes: Attributes) -> None:
    """How deep in that list it lies."""
    paragraph.depth = number(attributes)


def say_direction(paragraph: Paragraph, attributes: Attributes) -> None:
    """It runs from right to left."""
    paragraph.is_right_to_left = is_on(attributes)
