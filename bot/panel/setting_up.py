"""What happens in the panel: each press changes the draft, which is kept, and shows what it is then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.panel import proof, screens
from bot.panel.drafting import Drafting, show
from bot.panel.proof import Proofs
from bot.panel.trial import place_of, send_test, take_away
from bot.serials.failures import LastingError, failure_of
from bot.serials.keepers import check_keeper
from stories.drafts import Draft
from stories.errors import StoryError
from stories.serials import Manner, Terms
from stories.zones import zone_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.client import Fireside
    from bot.panel.controls import Choice, Step
    from bot.ui import Interaction
    from stories.store.records import Serial

MORNING = 8 * 60
SAVED = "Saved."
SAVED_AT_REST = f"{SAVED} It goes on as soon as you press “Resume”, or “Post the missed one now”."

_PARTS = {"panel": screens.panel, "stories": screens.stories, "place": screens.place}


class SettingUp:
    """Begins drafts, changes them, proves them, and makes serials of them."""

    def __init__(self, bot: Fireside) -> None:
        self._bot = bot
        self._store = bot.store
        self._drafting = Drafting(bot)
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
        await show(interaction, screens.panel(await self._drafting.sheet(draft)))

    # ------------------------------------------------------------------- buttons and menus

    async def go(self, interaction: Interaction, step: Step, draft_id: int, *, of: int) -> None:
        """Go to a part of the panel, or do something with the draft."""
        draft, guild = await self._drafting.of(interaction, draft_id)
        match step:
            case "panel" | "stories" | "place":
                await self._drafting.show(interaction, _PARTS[step], draft)
            case "add":
                await self._bot.adding.offer(interaction, draft, sheet=of)
            case "proof":
                await self._prove(interaction, draft, guild)
            case "ping":
                terms = replace(draft.terms, ping_role_id=of or None)
                await self._drafting.write(interaction, replace(draft, terms=terms))
            case "test":
                await self._test(interaction, draft, guild)
            case "save":
                await self._save(interaction, draft, guild)
            case "discard":
                await self._store.drafts.discard(draft_id)
                await show(interaction, screens.thrown_away())
            case _:
                await self._bot.filling_in.ask(interaction, step, draft)

    async def choose(self, interaction: Interaction, choice: Choice, draft_id: int, values: Sequence[str]) -> None:
        """Set what was chosen in a menu."""
        draft, guild = await self._drafting.of(interaction, draft_id)
        first = values[0] if values else ""
        stories = [*draft.stories]
        match choice:
            case "channel":
                terms = _fitting(replace(draft.terms, channel_id=int(first), tags=()), guild)
                await self._drafting.write(interaction, replace(draft, terms=terms), screens.place)
            case "manner":
                terms = replace(draft.terms, manner=Manner(first))
                await self._drafting.write(interaction, replace(draft, terms=terms), screens.place)
            case "tags":
                terms = replace(draft.terms, tags=tuple(map(int, values)))
                await self._drafting.write(interaction, replace(draft, terms=terms), screens.place)
            case "zone":
                terms = replace(draft.terms, zone=zone_named(first).key)
                await self._drafting.write(interaction, replace(draft, terms=terms))
            case "story":
                await self._bot.adding.add(interaction, draft, int(first))
            case "earlier":
                position = min(int(first), len(stories) - 1)
                stories.insert(max(0, position - 1), stories.pop(position))
                await self._drafting.write(interaction, replace(draft, stories=tuple(stories)), screens.stories)
            case "out":
                del stories[int(first) : int(first) + 1]
                await self._drafting.write(interaction, replace(draft, stories=tuple(stories)), screens.stories)

    # -------------------------------------------------------------- proof, test and saving

    async def _prove(self, interaction: Interaction, draft: Draft, guild: discord.Guild) -> None:
        shown = await self._proofs.of(draft, await self._drafting.serial(draft), guild)
        await show(interaction, proof.screen(shown))

    async def _test(self, interaction: Interaction, draft: Draft, guild: discord.Guild) -> None:
        if not draft.stories:
            raise StoryError("Choose a story first.")
        channel = place_of(draft.terms, guild)
        await interaction.response.defer(ephemeral=True, thinking=True)
        title = (await self._store.library.story(draft.stories[0])).title
        try:
            message = await send_test(channel, draft.terms, title, await self._drafting.serial(draft))
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
        serial = await self._drafting.serial(draft)
        shown = await self._proofs.of(draft, serial, guild)
        if not shown.may_be_saved:
            await show(interaction, proof.screen(shown))
            return
        steering, terms = self._bot.steering, draft.terms
        if serial is None:
            serial = await steering.start(terms, draft.stories, by=interaction.user.id, draft_id=draft.draft_id)
        else:
            await steering.change(serial, terms, draft.stories, draft_id=draft.draft_id)
        await self._bot.keeping.show(
            interaction, serial.serial_id, SAVED_AT_REST if serial.state == "suspended" else SAVED
        )


def _fitting(terms: Terms, guild: discord.Guild) -> Terms:
    """Text goes into the posts of a forum, never beside them."""
    in_forum = isinstance(guild.get_channel(terms.channel_id or 0), discord.ForumChannel)
    return replace(terms, manner=Manner.THREAD) if in_forum and terms.manner is Manner.CHANNEL else terms
