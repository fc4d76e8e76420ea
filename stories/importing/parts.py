"""What a source says outright that its blocks are, where it says more than «text» and «heading»."""

from __future__ import annotations

from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from stories.manuscript import Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stories.importing.blocks import Block


class Part(StrEnum):
    """What a block is; consecutive blocks of one part are one note."""

    TEXT = ""
    NOTE = "note"  # before the text of the chapter it stands in
    END_NOTE = "end note"
    FOOTNOTE = "footnote"
    STORY_NOTE = "story note"  # on the whole story, wherever it stands
    STORY_END_NOTE = "story end note"


OF_STORY = {Part.STORY_NOTE: Where.HEAD, Part.STORY_END_NOTE: Where.TAIL}
OF_CHAPTER = {Part.NOTE: Where.HEAD, Part.END_NOTE: Where.TAIL, Part.FOOTNOTE: Where.TAIL}


def without(blocks: Sequence[Block], parts: dict[Part, Where]) -> list[Block]:
    """The blocks that are none of these."""
    return [block for block in blocks if block.part not in parts]


def stated(blocks: Sequence[Block], parts: dict[Part, Where]) -> Iterator[tuple[Where, list[Block]]]:
    """Each note of these parts, and where it belongs."""
    inside = [block for block in blocks if block.part and block.part in parts]  # hardly any is
    for part, group in groupby(inside, key=_part):
        yield parts[part], list(group)


def _part(block: Block) -> Part:
    return block.part
