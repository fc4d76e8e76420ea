"""Keeps the newest instalment pinned, and only that one."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from bot.client import Fireside
    from stories.store.records import Instalment

log = logging.getLogger(__name__)


async def pin_newest(bot: Fireside, sent: Instalment) -> None:
    """Pin its first message in place of the one before; what cannot be pinned was told all the same."""
    before = await bot.store.instalments.last_sent(sent.serial_id, before=sent.number)
    try:
        await _message(bot, sent).pin()
        if before:
            await _message(bot, before).unpin()
    except discord.HTTPException as refusal:
        log.warning("serial %d: the newest instalment could not be pinned: %s", sent.serial_id, refusal)


def _message(bot: Fireside, instalment: Instalment) -> discord.PartialMessage:
    assert instalment.channel_id
    assert instalment.message_id
    return bot.get_partial_messageable(instalment.channel_id).get_partial_message(instalment.message_id)
