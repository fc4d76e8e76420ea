"""What Fireside asks a server for, and why."""

from __future__ import annotations

import discord

SCOPES = {
    "bot": "to be a member that can post the daily excerpt and open threads",
    "applications.commands": "to offer its slash commands",
}

RIGHTS = {
    "view_channel": "to see the channel it should post to",
    "send_messages": "to announce a story in a channel",
    "send_messages_in_threads": "to tell the story in its thread",
    "create_public_threads": "to open a thread for a daily story",
    "create_private_threads": "to open a thread of your own, where others are not spoiled",
    "read_message_history": "to see, after a lost connection, whether a page is there, so that none comes twice",
}

PERMISSIONS = discord.Permissions(**dict.fromkeys(RIGHTS, True))


def invite_link(application_id: int) -> str:
    """The address that adds Fireside to a server with exactly these rights."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=tuple(SCOPES))
