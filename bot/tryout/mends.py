"""What Discord does and simcord does not; the try-out and the tests put it right in the same way."""

# What simcord 3.2.1 gets wrong can only be mended from the inside.
# pyright: reportPrivateUsage=false
# ruff: noqa: SLF001, ANN401

from __future__ import annotations

import copy
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from simcord.backend import serializers
from simcord.backend.errors import BackendError
from simcord.enums import CallbackType, ChannelType
from simcord.http import router

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from datetime import datetime

    from simcord import Env
    from simcord.backend.models import Channel
    from simcord.http.router import RequestContext

# How often simcord looks whether the bot has come to rest; its own 50 ms make every post slow.
POLL = 0.0005
LOST_ANSWER = "the message was made, and the answer was lost on the way"
_NONCE_LASTS = timedelta(minutes=5)
_REQUIRE_TAG = discord.ChannelFlags(require_tag=True).value
# What who opened a thread may change in it without the right to manage threads.
_FREE_TO_OWNERS = {"name", "archived", "auto_archive_duration"}


class Mends:
    """What Discord does and simcord does not, for as long as `mended` lasts."""

    def __init__(self, env: Env) -> None:
        self._backend = env.backend
        self._first_answers: dict[tuple[int, str], tuple[datetime, Any]] = {}
        self.nonces: list[str] = []
        self.age_restricted: set[int] = set()
        self.needs_tag: set[int] = set()
        self.said_of: dict[int, dict[str, Any]] = {}
        self.closed_to_messages: set[int] = set()
        self.answers_to_lose = 0

    def answer(self, template: str, handler: Callable[[RequestContext], Any], ctx: RequestContext) -> Any:
        """What a request is answered, by simcord's own handler where that is right."""
        match ctx.method, template:
            case "POST", "channels/{channel_id}/messages":
                return self._post(handler, ctx)
            case "POST", "channels/{channel_id}/threads" if self._is_forum(ctx):
                return self._open_post(handler, ctx)
            case "PATCH", "channels/{channel_id}" if self._backend.get_channel(ctx.int_arg("channel_id")).is_thread:
                return self._edit_thread(ctx)
            case "POST" | "PATCH" | "PUT", _:
                self._refuse_if_archived(ctx)
            case _:
                pass
        return handler(ctx)

    def _post(self, handler: Callable[[RequestContext], Any], ctx: RequestContext) -> Any:
        """Simcord ignores `enforce_nonce`: a repeat within some minutes is answered with the first message."""
        key = (ctx.int_arg("channel_id"), str(ctx.body().get("nonce", "")))
        if key[1]:
            self.nonces.append(key[1])
        then, first = self._first_answers.get(key, (None, None))
        if then is not None and self._backend.clock.now() - then <= _NONCE_LASTS:
            return copy.deepcopy(first)
        self._refuse_if_closed(key[0])
        self._reopen_to_post(ctx)
        answer = handler(ctx)
        if ctx.body().get("enforce_nonce"):
            self._first_answers[key] = (self._backend.clock.now(), copy.deepcopy(answer))
        return self._lose_if_asked(answer)

    def _lose_if_asked(self, answer: Any) -> Any:
        if self.answers_to_lose:
            self.answers_to_lose -= 1
            raise BackendError(502, 0, LOST_ANSWER)
        return answer

    def _open_post(self, handler: Callable[[RequestContext], Any], ctx: RequestContext) -> Any:
        """Simcord knows no forums whose posts must have a tag."""
        if ctx.int_arg("channel_id") in self.needs_tag and not ctx.body().get("applied_tags"):
            raise BackendError(400, 40067, "A tag is required to create a forum post in this channel")
        return self._lose_if_asked(handler(ctx))

    def _is_forum(self, ctx: RequestContext) -> bool:
        return self._backend.get_channel(ctx.int_arg("channel_id")).type == ChannelType.FORUM

    def _refuse_if_closed(self, channel_id: int) -> None:
        """Simcord's people take direct messages from everybody."""
        if self.closed_to_messages.intersection(self._backend.get_channel(channel_id).recipient_ids):
            raise BackendError(403, 50007, "Cannot send messages to this user")

    def _reopen_to_post(self, ctx: RequestContext) -> None:
        """Posting reopens an archived thread; a locked one only for those who manage threads."""
        thread = self._thread_of(ctx)
        if thread is None or thread.thread_metadata is None:
            return
        if thread.thread_metadata.locked and not self._manages_threads(thread):
            raise _archived() if thread.thread_metadata.archived else BackendError(403, 160005, "Thread is locked")
        if thread.thread_metadata.archived:
            ctx.require_channel_permissions(thread.id, "send_messages_in_threads")
            self._backend.edit_channel(thread.id, {}, thread_metadata={"archived": False})

    def _edit_thread(self, ctx: RequestContext) -> Any:
        """Simcord wants Manage Channels for this; Discord, the rights its documentation lists under «Editing»."""
        thread = ctx.require_channel_permissions(ctx.int_arg("channel_id"))
        changes = ctx.fields("name", "archived", "locked", "auto_archive_duration", "invitable", "rate_limit_per_user")
        assert thread.thread_metadata is not None
        reopens = changes.get("archived") is False
        foreign = thread.owner_id != self._backend.bot_user.id and changes != {"archived": False}
        if foreign or (reopens and thread.thread_metadata.locked) or changes.keys() - _FREE_TO_OWNERS:
            ctx.require_channel_permissions(thread.id, "manage_threads")
        if thread.thread_metadata.archived and not reopens:
            raise _archived()
        of_channel = {key: changes.pop(key) for key in ("name", "rate_limit_per_user") if key in changes}
        return dict(
            serializers.channel_payload(
                self._backend, self._backend.edit_channel(thread.id, of_channel, thread_metadata=changes)
            )
        )

    def _refuse_if_archived(self, ctx: RequestContext) -> None:
        """Simcord lets a bot edit, react and answer in an archived thread."""
        thread = self._thread_of(ctx)
        if thread is not None and thread.thread_metadata is not None and thread.thread_metadata.archived:
            raise _archived()

    def _thread_of(self, ctx: RequestContext) -> Channel | None:
        """The channel that a request acts in: named in its path, or known by its interaction."""
        number = int(
            ctx.args.get("interaction_id") or self._backend.interaction_tokens.get(ctx.args.get("token", ""), 0)
        )
        interaction = self._backend.interactions.get(number)
        typing = ctx.body().get("type") == CallbackType.APPLICATION_COMMAND_AUTOCOMPLETE_RESULT
        if interaction is not None:
            return None if typing else self._backend.channels.get(interaction.channel_id)
        return self._backend.channels.get(int(ctx.args.get("channel_id", 0)))

    def _manages_threads(self, thread: Channel) -> bool:
        assert thread.guild_id is not None
        rights = self._backend.compute_permissions(thread.guild_id, self._backend.bot_user.id, thread.id)
        return discord.Permissions(rights).manage_threads

    def described(self, channel: Channel) -> Any:
        """A channel as Discord describes it."""
        return serializers.channel_payload(self._backend, channel)

    def channel_payload(self, original: Callable[..., Any], backend: Any, channel: Channel) -> Any:
        """Simcord knows no age-restricted channels: say so wherever one is described, by gateway or REST."""
        payload = original(backend, channel)
        if channel.id in self.needs_tag:
            payload = {**payload, "flags": _REQUIRE_TAG}
        return {**payload, "nsfw": True} if channel.id in self.age_restricted else payload

    def emit(self, original: Callable[..., None], event: str, payload: Mapping[str, Any]) -> None:
        """Simcord's people all speak American English in places it knows: change what their interactions say."""
        if event == "INTERACTION_CREATE":
            person = int((payload.get("member") or payload)["user"]["id"])
            payload = {**payload, **self.said_of.get(person, {})}
        original(event, payload)


def _archived() -> BackendError:
    return BackendError(400, 50083, "Thread is archived")


@contextmanager
def mended(env: Env) -> Generator[Mends]:
    """Mend one simcord world, and leave simcord as it was."""
    mends = Mends(env)
    routes = {
        method: [(path, partial(mends.answer, "/".join(path), handler)) for path, handler in handlers]
        for method, handlers in router._ROUTES.items()
    }
    with ExitStack() as stack:
        for owner, name, mended in (
            (router, "_ROUTES", routes),
            (serializers, "channel_payload", partial(mends.channel_payload, serializers.channel_payload)),
            (env.backend, "emit", partial(mends.emit, env.backend.emit)),
            (env, "_settle_internal", partial(env._settle_internal, idle=POLL)),
        ):
            stack.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, mended)
        yield mends
