"""What can be filled in: what to search for, when, how much, and what else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.serials.wording import AT_END, LAST, hours_in_words
from bot.ui import Form
from stories import clock
from stories.dates import date_in_words
from stories.serials import Measure
from stories.zones import zone_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from stories.serials import Pace, Terms

FORM = re.compile(r"form:(?P<step>search|times|pace|besides):(?P<draft>\d+):\w+")
GRACES = (60, 6 * 60, 24 * 60)
MOST_AMOUNT = 60
_MEASURES = {
    Measure.SECTIONS: "Sections",
    Measure.MINUTES: "Minutes of reading",
    Measure.CHAPTERS: "Chapters",
    Measure.DATES: "By the dates in the story",
}


def search(draft_id: int) -> Form:
    """A word of the title or the author's name."""
    typed = ui.TextInput[Any](custom_id="title", max_length=100, placeholder="A word or two are enough")
    return Form("Search for a story", f"form:search:{draft_id}").add_item(
        ui.Label(text="Title or author", component=typed)
    )


def times(draft_id: int, terms: Terms, *, today: date) -> Form:
    """When it comes."""
    coming = terms.starts_on if terms.starts_on and terms.starts_on > today else None
    time = ui.TextInput[Any](custom_id="time", default=clock.time_in_words(terms.minute), max_length=20)
    zone = ui.TextInput[Any](custom_id="zone", default=zone_in_words(terms.zone), max_length=100)
    days = ui.Select[Any](
        custom_id="days",
        options=[
            discord.SelectOption(label=name, value=str(day), default=day in terms.weekdays)
            for day, name in enumerate(clock.DAYS)
        ],
        max_values=len(clock.DAYS),
    )
    start = ui.TextInput[Any](
        custom_id="start",
        default=date_in_words(coming) if coming else None,
        placeholder="As soon as possible",
        required=False,
        max_length=40,
    )
    form = Form("When", f"form:times:{draft_id}")
    form.add_item(ui.Label(text="Time", description="08:30 or 8:30 pm", component=time))
    form.add_item(ui.Label(text="Time zone", description="A city or a country will do", component=zone))
    form.add_item(ui.Label(text="Days", component=days))
    return form.add_item(ui.Label(text="First day", description="Such as 1 December", component=start))


def pace(draft_id: int, now: Pace, *, has_dates: bool) -> Form:
    """How much comes at a time."""
    offered = {name: words for name, words in _MEASURES.items() if has_dates or name is not Measure.DATES}
    measure = _menu("measure", offered, now=now.measure)
    amount = ui.TextInput[Any](custom_id="amount", default=str(now.amount), max_length=3)
    form = Form("How much each time", f"form:pace:{draft_id}")
    form.add_item(ui.Label(text="What", component=measure))
    return form.add_item(ui.Label(text="How many", description=f"From 1 to {MOST_AMOUNT}", component=amount))


def besides(draft_id: int, terms: Terms) -> Form:
    """Whom it pings, what is pinned, how late it may be, where trouble is told, and what comes at the end."""
    role = ui.RoleSelect[Any](
        custom_id="role",
        placeholder="Nobody",
        required=False,
        min_values=0,
        default_values=_roles(terms.ping_role_id),
    )
    graces = {grace: hours_in_words(grace) for grace in sorted({*GRACES, terms.grace})}
    grace = _menu("grace", graces, now=terms.grace)
    report = ui.ChannelSelect[Any](
        custom_id="report",
        channel_types=[discord.ChannelType.text, discord.ChannelType.news],
        placeholder="By DM to whoever set it up",
        required=False,
        min_values=0,
        default_values=_channels(terms.report_channel_id),
    )
    ends = {end: words.removeprefix(LAST).capitalize() for end, words in AT_END.items()}
    end = _menu("end", ends, now=terms.at_end)
    form = Form("Besides", f"form:besides:{draft_id}")
    form.add_item(ui.Label(text="Ping a role", component=role))
    pins = ui.Checkbox[Any](custom_id="pins", default=terms.pins)
    form.add_item(ui.Label(text="Keep the newest pinned", component=pins))
    form.add_item(ui.Label(text="How late it may still come", component=grace))
    form.add_item(ui.Label(text="Where to tell of trouble", component=report))
    return form.add_item(ui.Label(text="At the end", component=end))


def _menu(custom_id: str, offered: Mapping[Any, str], *, now: object) -> ui.Select[Any]:
    """One of these values is to be chosen, by its words."""
    options = [
        discord.SelectOption(label=words, value=str(value), default=value == now) for value, words in offered.items()
    ]
    return ui.Select(custom_id=custom_id, options=options)


def _roles(role_id: int | None) -> list[discord.SelectDefaultValue]:
    kind = discord.SelectDefaultValueType.role
    return [discord.SelectDefaultValue(id=role_id, type=kind)] if role_id else []


def _channels(channel_id: int | None) -> list[discord.SelectDefaultValue]:
    kind = discord.SelectDefaultValueType.channel
    return [discord.SelectDefaultValue(id=channel_id, type=kind)] if channel_id else []
