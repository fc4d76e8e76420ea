"""An instalment with all that its messages say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.serials.voting import Vote
    from stories.instalments import Portion
    from stories.store.records import Instalment, Page, Serial, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """`portion` is which part of the story it is; `late` says why it is late; `next_title` and `vote` come after it."""

    serial: Serial
    instalment: Instalment
    story: Story
    pages: Sequence[Page]
    portion: Portion
    late: str | None
    next_title: str | None = None
    vote: Vote | None = None

    @property
    def pings(self) -> discord.AllowedMentions:
        """Whom its first message may ping."""
        role_id = self.serial.terms.ping_role_id
        roles = [discord.Object(role_id)] if role_id else []
        return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)

    @property
    def ends(self) -> bool:
        """Whether its story ends with it."""
        last = self.pages[-1]
        return last.is_last and last.ends_chapter

    def at(self, instalment: Instalment) -> Telling:
        """The same, further on."""
        return replace(self, instalment=instalment)
