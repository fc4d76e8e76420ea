"""What can be filled in: the title of a story, when, how much, and what else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.serials.wording import AT_END, LAST, hours_in_words
from bot.ui import Form
from stories import clock
from stories.dates import date_in_words
from stories.serials import AtEnd, Measure, Pace
from stories.zones import zone_in_words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import date

    from bot.ui import Interaction
    from stories.serials import Terms

    Then = Callable[[Interaction, Any], Awaitable[None]]

GRACES = (60, 6 * 60, 24 * 60)
MOST_AMOUNT = 60
_MEASURES = {
    Measure.SECTIONS: "Sections",
    Measure.MINUTES: "Minutes of reading",
    Measure.CHAPTERS: "Chapters",
    Measure.DATES: "By the dates in the story",
}


class TitleForm(Form):
    """Which story to add."""

    def __init__(self, then: Then) -> None:
        super().__init__("Add a story", then)
        self.typed = ui.TextInput[Self](max_length=100, placeholder="A word or two are enough")
        self.add_item(ui.Label(text="Title", component=self.typed))


class TimesForm(Form):
    """When it comes."""

    def __init__(self, terms: Terms, then: Then, *, today: date) -> None:
        super().__init__("When", then)
        coming = terms.starts_on if terms.starts_on and terms.starts_on > today else None
        self.time = ui.TextInput[Self](default=clock.time_in_words(terms.minute), max_length=20)
        self.zone = ui.TextInput[Self](default=zone_in_words(terms.zone), max_length=100)
        self.days = ui.Select[Self](
            options=[
                discord.SelectOption(label=name, value=str(day), default=day in terms.weekdays)
                for day, name in enumerate(clock.DAYS)
            ],
            max_values=len(clock.DAYS),
        )
        self.start = ui.TextInput[Self](
            default=date_in_words(coming) if coming else None,
            placeholder="As soon as possible",
            required=False,
            max_length=40,
        )
        self.add_item(ui.Label(text="Time", description="08:30 or 8:30 pm", component=self.time))
        self.add_item(ui.Label(text="Time zone", description="A city or a country will do", component=self.zone))
        self.add_item(ui.Label(text="Days", component=self.days))
        self.add_item(ui.Label(text="First day", description="Such as 1 December", component=self.start))

    @property
    def weekdays(self) -> frozenset[int]:
        """The days that were chosen."""
        return frozenset(map(int, self.days.values))


class PaceForm(Form):
    """How much comes at a time."""

    def __init__(self, pace: Pace, then: Then, *, has_dates: bool) -> None:
        super().__init__("How much each time", then)
        offered = {name: words for name, words in _MEASURES.items() if has_dates or name is not Measure.DATES}
        self.measure = ui.Select[Self](
            options=[
                discord.SelectOption(label=words, value=name.value, default=name is pace.measure)
                for name, words in offered.items()
            ]
        )
        self.amount = ui.TextInput[Self](default=str(pace.amount), max_length=3)
        self.add_item(ui.Label(text="What", component=self.measure))
        self.add_item(ui.Label(text="How many", description=f"From 1 to {MOST_AMOUNT}", component=self.amount))


class BesidesForm(Form):
    """Whom it pings, what is pinned, how late it may be, where trouble is told, and what comes at the end."""

    def __init__(self, terms: Terms, then: Then) -> None:
        super().__init__("Besides", then)
        self.role = ui.RoleSelect[Self](
            placeholder="Nobody", required=False, min_values=0, default_values=_roles(terms.ping_role_id)
        )
        self.pins = ui.Checkbox[Self](default=terms.pins)
        self.grace = ui.Select[Self](
            options=[
                discord.SelectOption(label=hours_in_words(grace), value=str(grace), default=grace == terms.grace)
                for grace in sorted({*GRACES, terms.grace})
            ]
        )
        self.report = ui.ChannelSelect[Self](
            channel_types=[discord.ChannelType.text, discord.ChannelType.news],
            placeholder="By DM to whoever set it up",
            required=False,
            min_values=0,
            default_values=_channels(terms.report_channel_id),
        )
        self.end = ui.Select[Self](
            options=[
                discord.SelectOption(
                    label=words.removeprefix(LAST).capitalize(), value=end.value, default=end is terms.at_end
                )
                for end, words in AT_END.items()
            ]
        )
        self.add_item(ui.Label(text="Ping a role", component=self.role))
        self.add_item(ui.Label(text="Keep the newest pinned", component=self.pins))
        self.add_item(ui.Label(text="How late it may still come", component=self.grace))
        self.add_item(ui.Label(text="Where to tell of trouble", component=self.report))
        self.add_item(ui.Label(text="At the end", component=self.end))

    @property
    def role_id(self) -> int | None:
        """The role that was chosen."""
        return self.role.values[0].id if self.role.values else None

    @property
    def report_channel_id(self) -> int | None:
        """The channel that was chosen."""
        return self.report.values[0].id if self.report.values else None

    @property
    def at_end(self) -> AtEnd:
        """What was chosen."""
        return AtEnd(self.end.values[0])


def _roles(role_id: int | None) -> list[discord.SelectDefaultValue]:
    kind = discord.SelectDefaultValueType.role
    return [discord.SelectDefaultValue(id=role_id, type=kind)] if role_id else []


def _channels(channel_id: int | None) -> list[discord.SelectDefaultValue]:
    kind = discord.SelectDefaultValueType.channel
    return [discord.SelectDefaultValue(id=channel_id, type=kind)] if channel_id else []
