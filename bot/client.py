"""The bot: what all features share, and how they are found."""

from __future__ import annotations

import hashlib
import json
import logging
import pkgutil
import random
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import cogs
from bot.desk import Desk
from bot.errors import reply_to_error, tell
from bot.once_only import once_only
from bot.pages.controls import CONTROLS
from bot.panel.adding import Adding
from bot.panel.filling_in import FillingIn
from bot.panel.forms import FORM
from bot.panel.keeping import Keeping
from bot.panel.setting_up import SettingUp
from bot.serials.clock import Clock
from bot.serials.controls import CONTROLS as SERIAL_CONTROLS
from bot.serials.desk import InstalmentDesk
from bot.serials.own_desk import OwnDesk
from bot.serials.reports import Reports
from bot.serials.steering import Steering
from bot.teller import Teller
from bot.titles import Titles
from bot.ui import filled_in
from stories.planning import Planner

if TYPE_CHECKING:
    import re

    from stories.store import Store

log = logging.getLogger(__name__)

OLD_BUTTON = "This button is from another time. Type `/read` to open the story anew."
OLD_FORM = "This form is from another time, so nothing of it was kept. Please open it again."
_NOTICES = 4  # of at most 500 characters, which a message can hold


class Tree(app_commands.CommandTree["Fireside"]):
    """The commands; what they raise is explained in one place."""

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Explain it."""
        await reply_to_error(interaction, error)


class Fireside(commands.Bot):
    """The bot. It reads no messages and pings nobody, so it needs no privileged intent."""

    def __init__(self, store: Store, *, dev_server_id: int | None = None) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            http_trace=once_only(),
            tree_cls=Tree,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self.store = store
        self.titles = Titles(store)
        self.desk = Desk(store, self.titles)
        self.teller = Teller(store, self.desk)
        self.planner = Planner(store.library)
        self.dice = random.random
        self.reports = Reports(self)
        self.clock = Clock(self)
        self.steering = Steering(self)
        self.setting_up = SettingUp(self)
        self.adding = Adding(self)
        self.filling_in = FillingIn(self)
        self.keeping = Keeping(self)
        self.instalment_desk = InstalmentDesk(self)
        self.own_desk = OwnDesk(self)
        self._dev_server = discord.Object(dev_server_id) if dev_server_id else None
        self._numbers: dict[str, int] = {}
        self._templates: list[re.Pattern[str]] = []

    async def setup_hook(self) -> None:
        """Load every feature in `cogs/`, and tell Discord of the commands if they are other than last time."""
        await self.titles.warm()
        self.add_dynamic_items(*CONTROLS, *SERIAL_CONTROLS)
        for feature in pkgutil.iter_modules(cogs.__path__, f"{cogs.__name__}."):
            await self.load_extension(feature.name)
        await self._sync_commands()

    def add_dynamic_items(self, *items: type[discord.ui.DynamicItem[Any]]) -> None:
        """Take in lasting controls, and know them from those of another time."""
        super().add_dynamic_items(*items)
        self._templates += [item.__discord_ui_compiled_template__ for item in items]

    async def on_ready(self) -> None:
        """Say so in the log."""
        log.info("ready as %s in %d servers", self.user, len(self.guilds))

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answer a form that was sent off, and a press on a control that no version of this bot knows."""
        custom_id: str = (interaction.data or {}).get("custom_id", "")
        match interaction.type:
            case discord.InteractionType.modal_submit:
                await self._take_form(interaction, custom_id)
            case discord.InteractionType.component if not any(known.fullmatch(custom_id) for known in self._templates):
                await tell(interaction, OLD_BUTTON)
            case _:
                pass

    async def _take_form(self, interaction: discord.Interaction[Any], custom_id: str) -> None:
        known = FORM.fullmatch(custom_id)
        if known is None:
            await tell(interaction, OLD_FORM)
            return
        try:
            await self.filling_in.take(interaction, known["step"], int(known["draft"]), filled_in(interaction))
        except Exception as error:  # noqa: BLE001 - discord.py would only log it
            await reply_to_error(interaction, error)

    async def on_app_command_completion(self, interaction: discord.Interaction[Any], _: object) -> None:
        """Say what could not be sent to a reader, now that they are here."""
        waiting = await self.store.notices.waiting(interaction.user.id, limit=_NOTICES)
        if not waiting:
            return
        try:
            await tell(interaction, "\n\n".join(waiting.values()))
        except discord.HTTPException as refused:
            log.info("a notice waits for another time: %s", refused)
        else:
            await self.store.notices.said(waiting)

    def mention(self, command: str) -> str:
        """A command as people can press it in a message, or its name while Discord's number for it is unknown."""
        number = self._numbers.get(command.partition(" ")[0])
        return f"</{command}:{number}>" if number else f"`/{command}`"

    async def _sync_commands(self) -> None:
        if self._dev_server:
            self.tree.copy_global_to(guild=self._dev_server)
        tree = [command.to_dict(self.tree) for command in self.tree.get_commands(guild=self._dev_server)]
        scope = f"commands:{self.application_id}:{self._dev_server.id if self._dev_server else 'everywhere'}"
        known: dict[str, Any] = json.loads(await self.store.facts.get(scope) or "{}")
        digest = hashlib.sha256(json.dumps(tree, sort_keys=True).encode()).hexdigest()
        if known.get("digest") != digest:
            synced = await self.tree.sync(guild=self._dev_server)
            known = {"digest": digest, "numbers": {command.name: command.id for command in synced}}
            await self.store.facts.set(scope, json.dumps(known))
            log.info("told Discord of %d commands", len(synced))
        self._numbers = known["numbers"]
