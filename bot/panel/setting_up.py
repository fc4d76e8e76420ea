"""What happens in the panel: each press changes the draft, which is kept, and shows what it is then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.panel import proof, screens
from bot.panel.forms import MOST_AMOUNT, BesidesForm, PaceForm, TimesForm, TitleForm
from bot.panel.proof import Proofs
from bot.panel.screens import MOST_STORIES, Sheet
from bot.panel.trial import place_of, send_test, take_away
from bot.serials.failures import LastingError, failure_of
from bot.serials.keepers import check_keeper
from bot.venue import ratings_shown_in
from stories import clock
from stories.dates import date_typed
from stories.drafts import Draft
from stories.errors import StoryError
from stories.serials import Manner, Measure, Pace, Terms
from stories.zones import zone_in_words, zone_named, zones_meant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.client import Fireside
    from bot.panel.controls import Choice, Step
    from bot.ui import Interaction, Screen
    from stories.store.records import Serial

MORNING = 8 * 60
CHANGED = "It has changed since you opened this, so nothing was saved. Press “Change” in `/daily status` to begin anew."
TWICE = "That story is in the list already."
EVERYONE = "I don’t ping @everyone: choose a role that people can take and give up."

_PARTS = {"panel": screens.panel, "stories": screens.stories, "place": screens.place}


class SettingUp:
    """Begins drafts, changes them, proves them, and makes serials of them."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store
        self._proofs = Proofs(bot)

    # --------------------------------------------------------------------------- beginning

    async def begin(self, interaction: Interaction, chosen: dict[str, Any], stories: Sequence[int]) -> None:
        """Open the panel for a new serial; what was not chosen yet is as others in this server have it."""
        guild = await check_keeper(interaction)
        others = await self._store.serials.in_server(guild.id)
        zone = others[-1].terms.zone if others else "Etc/UTC"
        terms = replace(Terms(server_id=guild.id, zone=zone, minute=MORNING), **chosen)
        await self._keep_new(interaction, Draft(terms=_fitting(terms, guild), stories=tuple(stories)))

    async def change(self, interaction: Interaction, serial: Serial) -> None:
        """Open the panel for a serial that runs, with what holds for it now."""
        stories = (serial.story_id, *serial.queue)
        draft = Draft(terms=serial.terms, stories=stories, serial_id=serial.serial_id, version=serial.version)
        await self._keep_new(interaction, draft)

    async def _keep_new(self, interaction: Interaction, draft: Draft) -> None:
        draft = await self._store.drafts.begin(draft, by=interaction.user.id, now=discord.utils.utcnow())
        await show(interaction, screens.panel(await self._sheet(draft)))

    # ------------------------------------------------------------------- buttons and menus

    async def go(self, interaction: Interaction, step: Step, draft_id: int, *, of: int) -> None:
        """Go to a part of the panel, or do something with the draft."""
        draft, guild = await self._draft(interaction, draft_id)
        match step:
            case "panel" | "stories" | "place":
                await self._show(interaction, _PARTS[step], draft)
            case "proof":
                await self._prove(interaction, draft, guild)
            case "ping":
                terms = replace(draft.terms, ping_role_id=of or None)
                await self._write(interaction, replace(draft, terms=terms))
            case "test":
                await self._test(interaction, draft, guild)
            case "save":
                await self._save(interaction, draft, guild)
            case "discard":
                await self._store.drafts.discard(draft_id)
                await show(interaction, screens.thrown_away())
            case _:
                await self._ask(interaction, step, draft)

    async def _ask(self, interaction: Interaction, step: Step, draft: Draft) -> None:
        """Show what is to be filled in."""
        terms, draft_id = draft.terms, draft.draft_id
        match step:
            case "add":
                form = TitleForm(lambda then, form: self._add(then, form, draft_id))
            case "times":
                today = _today(terms.zone)
                form = TimesForm(terms, lambda then, form: self._set_times(then, form, draft_id), today=today)
            case "pace":
                has_dates = [await self._bot.planner.has_dates(story_id) for story_id in draft.stories]
                dates = bool(has_dates) and all(has_dates)
                form = PaceForm(terms.pace, lambda then, form: self._set_pace(then, form, draft_id), has_dates=dates)
            case _:
                form = BesidesForm(terms, lambda then, form: self._set_besides(then, form, draft_id))
        await interaction.response.send_modal(form)

    async def choose(self, interaction: Interaction, choice: Choice, draft_id: int, values: Sequence[str]) -> None:
        """Set what was chosen in a menu."""
        draft, guild = await self._draft(interaction, draft_id)
        first = values[0] if values else ""
        stories = [*draft.stories]
        match choice:
            case "channel":
                terms = _fitting(replace(draft.terms, channel_id=int(first), tags=()), guild)
                await self._write(interaction, replace(draft, terms=terms), screens.place)
            case "manner":
                terms = replace(draft.terms, manner=Manner(first))
                await self._write(interaction, replace(draft, terms=terms), screens.place)
            case "tags":
                terms = replace(draft.terms, tags=tuple(map(int, values)))
                await self._write(interaction, replace(draft, terms=terms), screens.place)
            case "zone":
                terms = replace(draft.terms, zone=zone_named(first).key)
                await self._write(interaction, replace(draft, terms=terms))
            case "story":
                await self._with_story(interaction, draft, int(first))
            case "earlier":
                position = min(int(first), len(stories) - 1)
                stories.insert(max(0, position - 1), stories.pop(position))
                await self._write(interaction, replace(draft, stories=tuple(stories)), screens.stories)
            case "out":
                del stories[int(first) : int(first) + 1]
                await self._write(interaction, replace(draft, stories=tuple(stories)), screens.stories)

    # ------------------------------------------------------------------------------- forms

    async def _add(self, interaction: Interaction, form: TitleForm, draft_id: int) -> None:
        draft, guild = await self._draft(interaction, draft_id)
        ratings = ratings_shown_in(interaction.channel) | ratings_shown_in(
            guild.get_channel(draft.terms.channel_id or 0)
        )
        found = await self._bot.titles.matching(form.typed.value, ratings=ratings, reader_id=interaction.user.id)
        if len(found) > 1:
            await show(interaction, screens.which_story(draft_id, found))
        else:
            story_id = await self._bot.titles.named(form.typed.value, ratings=ratings)
            await self._with_story(interaction, draft, story_id)

    async def _with_story(self, interaction: Interaction, draft: Draft, story_id: int) -> None:
        if story_id in draft.stories:
            raise StoryError(TWICE)
        stories = (*draft.stories, story_id)[:MOST_STORIES]
        await self._write(interaction, replace(draft, stories=stories), screens.stories)

    async def _set_times(self, interaction: Interaction, form: TimesForm, draft_id: int) -> None:
        draft, _ = await self._draft(interaction, draft_id)
        typed = form.zone.value.strip()
        zones = [draft.terms.zone] if typed == zone_in_words(draft.terms.zone) else zones_meant(typed)
        zone = zones[0] if zones else zone_named(typed).key
        terms = replace(draft.terms, minute=clock.minute_of_day(form.time.value), weekdays=form.weekdays)
        terms = replace(terms, starts_on=_first_day(form.start.value, terms.starts_on, today=_today(zone)))
        if len(zones) > 1:
            await self._store.drafts.write(replace(draft, terms=terms))
            await show(interaction, screens.which_zone(draft_id, zones))
        else:
            await self._write(interaction, replace(draft, terms=replace(terms, zone=zone)))

    async def _set_pace(self, interaction: Interaction, form: PaceForm, draft_id: int) -> None:
        draft, _ = await self._draft(interaction, draft_id)
        measure, typed = Measure(form.measure.values[0]), form.amount.value.strip()
        if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= MOST_AMOUNT):
            raise StoryError(f"How many? Write a number from 1 to {MOST_AMOUNT}.")
        pace = Pace(measure, 1 if measure is Measure.DATES else int(typed))
        await self._write(interaction, replace(draft, terms=replace(draft.terms, pace=pace)))

    async def _set_besides(self, interaction: Interaction, form: BesidesForm, draft_id: int) -> None:
        draft, guild = await self._draft(interaction, draft_id)
        if form.role_id == guild.id:
            raise StoryError(EVERYONE)
        is_new = form.role_id is not None and form.role_id != draft.terms.ping_role_id
        chosen = replace(
            draft.terms,
            ping_role_id=draft.terms.ping_role_id if is_new else form.role_id,
            pins=form.pins.value,
            grace=int(form.grace.values[0]),
            report_channel_id=form.report_channel_id,
            at_end=form.at_end,
        )
        draft = replace(draft, terms=chosen)
        if is_new:
            await self._store.drafts.write(draft)
            await show(interaction, screens.ping_question(draft_id, form.role_id or 0))
        else:
            await self._write(interaction, draft)

    # -------------------------------------------------------------- proof, test and saving

    async def _prove(self, interaction: Interaction, draft: Draft, guild: discord.Guild) -> None:
        shown = await self._proofs.of(draft, await self._serial(draft), guild)
        await show(interaction, proof.screen(shown))

    async def _test(self, interaction: Interaction, draft: Draft, guild: discord.Guild) -> None:
        if not draft.stories:
            raise StoryError("Choose a story first.")
        channel = place_of(draft.terms, guild)
        await interaction.response.defer(ephemeral=True, thinking=True)
        title = (await self._store.library.story(draft.stories[0])).title
        try:
            message = await send_test(channel, draft.terms, title, await self._serial(draft))
        except discord.HTTPException as refusal:
            failure = failure_of(refusal)
            if isinstance(failure, LastingError):
                raise StoryError(f"The test did not get there. {failure}") from refusal
            raise
        await interaction.followup.send(f"The test is there: {message.jump_url}", ephemeral=True)

    async def take_test_away(self, interaction: Interaction, *, with_thread: bool) -> None:
        """Take away the test under which that was wished."""
        await check_keeper(interaction)
        assert interaction.message
        await take_away(interaction, interaction.message, with_thread=with_thread)

    async def _save(self, interaction: Interaction, draft: Draft, guild: discord.Guild) -> None:
        serial = await self._serial(draft)
        shown = await self._proofs.of(draft, serial, guild)
        if not shown.may_be_saved:
            await show(interaction, proof.screen(shown))
            return
        steering, terms = self._bot.steering, draft.terms
        if serial is None:
            serial = await steering.start(terms, draft.stories, by=interaction.user.id, draft_id=draft.draft_id)
        else:
            await steering.change(serial, terms, draft.stories, draft_id=draft.draft_id)
        await self._bot.keeping.show(interaction, serial.serial_id, "Saved.")

    # ---------------------------------------------------------------------------- the rest

    async def _draft(self, interaction: Interaction, draft_id: int) -> tuple[Draft, discord.Guild]:
        draft = await self._store.drafts.get(draft_id)
        return draft, await check_keeper(interaction, draft.terms.server_id)

    async def _serial(self, draft: Draft) -> Serial | None:
        """The serial that a draft would change, which must be as it was."""
        if draft.serial_id is None:
            return None
        serial = await self._store.serials.get(draft.serial_id)
        if serial is None or serial.version != draft.version:
            raise StoryError(CHANGED)
        return serial

    async def _write(self, interaction: Interaction, draft: Draft, then: Any = screens.panel) -> None:  # noqa: ANN401 - a screen
        await self._store.drafts.write(draft)
        await self._show(interaction, then, draft)

    async def _show(self, interaction: Interaction, screen: Any, draft: Draft) -> None:  # noqa: ANN401 - as above
        await show(interaction, screen(await self._sheet(draft)))

    async def _sheet(self, draft: Draft) -> Sheet:
        channel = self._bot.get_channel(draft.terms.channel_id or 0)
        titles = [await self._title(story_id) for story_id in draft.stories]
        tags = channel.available_tags if isinstance(channel, discord.ForumChannel) else None
        return Sheet(draft=draft, titles=titles, tags=tags)

    async def _title(self, story_id: int) -> str:
        try:
            return (await self._store.library.story(story_id)).title
        except StoryError:
            return "A story that is gone"


async def show(interaction: Interaction, screen: Screen) -> None:
    """Answer with a screen: in the place of the one on which something was pressed, or as a new one."""
    if interaction.message is not None:
        await interaction.response.edit_message(view=screen)
    else:
        await interaction.response.send_message(view=screen, ephemeral=True)


def _fitting(terms: Terms, guild: discord.Guild) -> Terms:
    """Text goes into the posts of a forum, never beside them."""
    in_forum = isinstance(guild.get_channel(terms.channel_id or 0), discord.ForumChannel)
    return replace(terms, manner=Manner.THREAD) if in_forum and terms.manner is Manner.CHANNEL else terms


def _today(zone: str) -> date:
    return discord.utils.utcnow().astimezone(zone_named(zone)).date()


def _first_day(typed: str, before: date | None, *, today: date) -> date | None:
    """The day that was typed; what has begun has begun."""
    if typed.strip():
        return date_typed(typed, today=today)
    return before if before and before <= today else None
