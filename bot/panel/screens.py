"""The screens on which a serial is set up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.pages import layout
from bot.panel.controls import BLUE, GREY, RED, ChangeDraft, ChooseForDraft, LeafThroughSerials
from bot.serials import wording
from bot.ui import Row, Screen
from stories.serials import Manner
from stories.zones import zone_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.panel.controls import Choice, Step
    from stories.drafts import Draft

MOST_STORIES = 20
_SHORT = 90  # characters of a title, where there may be many
_LISTED = 3  # titles in a row of the panel
NOBODY = "pings nobody"
NOT_YET = "Not chosen yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A draft, with the names of what it speaks of; `tags` are those of its forum, and None where it has no forum."""

    draft: Draft
    titles: Sequence[str]
    tags: Sequence[discord.ForumTag] | None = None

    @property
    def draft_id(self) -> int:
        """The number of the draft."""
        return self.draft.draft_id


def panel(sheet: Sheet) -> Screen:
    """All that can be set, and what it is set to."""
    terms = sheet.draft.terms
    head = "A serial for this server" if sheet.draft.serial_id is None else f"Changing {first_title(sheet)}"
    when = f"{_capital(wording.times_in_words(terms))}{wording.start_in_words(terms)}"
    pace = _capital(wording.pace_in_words(terms.pace))
    buttons = Row(
        ChangeDraft.button("proof", sheet.draft_id, "See the proof", BLUE),
        ChangeDraft.button("discard", sheet.draft_id, "Throw this away"),
    )
    return Screen(
        ui.TextDisplay(f"### {head}\n-# Nothing comes of it before you have seen the proof and saved it."),
        _row("stories" if sheet.titles else "add", sheet, "Story", stories_in_words(sheet)),
        _row("place", sheet, "Where", place_in_words(sheet)),
        _row("times", sheet, "When", when),
        _row("pace", sheet, "How much", pace),
        _row("besides", sheet, "Besides", besides_in_words(sheet)),
        buttons,
    )


def _row(step: Step, sheet: Sheet, name: str, words: str) -> ui.Section[Any]:
    label, style = ("Choose", BLUE) if words == NOT_YET else ("Change", GREY)
    return ui.Section[Any](f"**{name}**\n{words}", accessory=ChangeDraft.button(step, sheet.draft_id, label, style))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def first_title(sheet: Sheet) -> str:
    """The story that comes first."""
    return f"**{layout.harmless(sheet.titles[0], _SHORT)}**" if sheet.titles else "a serial"


def stories_in_words(sheet: Sheet) -> str:
    """The first stories of the queue."""
    if not sheet.titles:
        return NOT_YET
    shown = [f"**{layout.harmless(title, _SHORT)}**" for title in sheet.titles[:_LISTED]]
    more = len(sheet.titles) - len(shown)
    return ", then ".join(shown) + (f", and {more} more" if more else "")


def place_in_words(sheet: Sheet) -> str:
    """The channel, and where in it."""
    terms = sheet.draft.terms
    if terms.channel_id is None:
        return NOT_YET
    chosen = [layout.harmless(tag.name, _SHORT) for tag in sheet.tags or () if tag.id in terms.tags]
    tagged = f", tagged {', '.join(chosen)}" if chosen else ""
    manner = wording.manner_in_words(terms.manner, in_forum=sheet.tags is not None)
    return f"<#{terms.channel_id}>, {manner}{tagged}"


def besides_in_words(sheet: Sheet) -> str:
    """What else is set."""
    terms = sheet.draft.terms
    pings = f"pings <@&{terms.ping_role_id}>" if terms.ping_role_id else NOBODY
    pins = "the newest is pinned" if terms.pins else "nothing is pinned"
    trouble = f"in <#{terms.report_channel_id}>" if terms.report_channel_id else "by DM to whoever set it up"
    grace = wording.hours_in_words(terms.grace)
    return _capital(f"{pings}; {pins}; up to {grace} late; trouble is told {trouble}; {wording.AT_END[terms.at_end]}.")


def stories(sheet: Sheet) -> Screen:
    """The queue, and what can be done with it."""
    lines = [f"{number}\\. {layout.harmless(title, _SHORT)}" for number, title in enumerate(sheet.titles, 1)]
    blocks: list[ui.Item[Any]] = [
        ui.TextDisplay("### Stories, in their order"),
        ui.TextDisplay("\n".join(lines) or "None yet."),
    ]
    if len(sheet.titles) > 1:
        blocks.append(_menu(sheet, "earlier", "Move one up", [*enumerate(sheet.titles)][1:]))
    if sheet.titles:
        blocks.append(_menu(sheet, "out", "Take one out", [*enumerate(sheet.titles)]))
    full = len(sheet.titles) >= MOST_STORIES
    row = Row(ChangeDraft.button("add", sheet.draft_id, "Add a story", BLUE, off=full))
    return Screen(*blocks, row.add_item(_back(sheet.draft_id)))


def _menu(sheet: Sheet, choice: Choice, hint: str, titles: Sequence[tuple[int, str]]) -> Row:
    options = [
        discord.SelectOption(label=layout.shorten(f"{position + 1}. {title}", layout.LABEL), value=str(position))
        for position, title in titles
    ]
    return Row(ChooseForDraft.select(choice, sheet.draft_id, hint, options))


def _back(draft_id: int, step: Step = "panel", label: str = "Back") -> ChangeDraft:
    return ChangeDraft.button(step, draft_id, label)


def which_zone(draft_id: int, zones: Sequence[str]) -> Screen:
    """What a typed time zone may have meant."""
    options = [
        discord.SelectOption(label=zone_in_words(zone), description=zone.replace("_", " "), value=zone)
        for zone in zones[:25]
    ]
    return Screen(
        ui.TextDisplay("### Whose clocks?\nThat can be more than one time zone."),
        Row(ChooseForDraft.select("zone", draft_id, "The time zone", options)),
        Row(_back(draft_id)),
    )


def place(sheet: Sheet) -> Screen:
    """The channel, where in it, and a forum's tags."""
    terms, draft_id = sheet.draft.terms, sheet.draft_id
    in_forum = sheet.tags is not None
    manners = [manner for manner in Manner if not (in_forum and manner is Manner.CHANNEL)]
    options = [
        discord.SelectOption(
            label=_capital(wording.manner_in_words(manner, in_forum=in_forum)),
            value=manner.value,
            default=manner is terms.manner,
        )
        for manner in manners
    ]
    blocks: list[ui.Item[Any]] = [
        ui.TextDisplay("### Where\nA thread of its own each time spoils nobody who is behind."),
        Row(ChooseForDraft.channel(draft_id, terms.channel_id)),
        Row(ChooseForDraft.select("manner", draft_id, "Where in it", options)),
    ]
    if sheet.tags:
        tags = [
            discord.SelectOption(
                label=layout.shorten(tag.name, layout.LABEL), value=str(tag.id), default=tag.id in terms.tags
            )
            for tag in sheet.tags
        ]
        blocks.append(Row(ChooseForDraft.select("tags", draft_id, "Tags of each post", tags, several=True)))
    return Screen(*blocks, Row(_back(draft_id)))


def ping_question(draft_id: int, role_id: int) -> Screen:
    """Whether that many should be pinged."""
    words = (
        f"### Ping <@&{role_id}> each time?\nEveryone who has the role gets a notification with each instalment. "
        "I can’t see how many that is: I don’t list a server’s members."
    )
    return Screen(
        ui.TextDisplay(words),
        Row(
            ChangeDraft.button("ping", draft_id, "Yes, ping them", RED, of=role_id),
            ChangeDraft.button("ping", draft_id, "No, ping nobody"),
        ),
    )


def thrown_away() -> Screen:
    """What is left of a draft."""
    return Screen(
        ui.TextDisplay("Thrown away. Nothing has changed."),
        Row(LeafThroughSerials.button("new", "Begin anew"), LeafThroughSerials.button("status", "What is told here")),
    )
