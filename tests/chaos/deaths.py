"""The moments at which bots are killed: what is asked of Discord beforehand, and how it is seen that one has come."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from bot.serials.rounds import AT_ONCE

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.chaos.ledger import Row
    from tests.chaos.scene import Scene

_LONG = 20  # seconds, which nobody lives to see
_PATIENCE = 90.0  # seconds, on a machine that may have other things to do
_LOOK = 0.01


class Moment:
    """One evening on which a bot dies; what must be undone after its death is on the stack."""

    def __init__(self, scene: Scene, dice: random.Random) -> None:
        self.scene = scene
        self.dice = dice
        self.begun = time.monotonic()
        self.stack = ExitStack()
        self.seen: int = scene.discord.status["rest"]
        self.identified: int = scene.discord.status["identifies"]
        self.posted = self._posted()
        self.opened = self._opened()
        self.dead = {row.owner for row in scene.ledger.in_hand()}

    # ---------------------------------------------------------------- what may be seen

    def is_connected(self) -> bool:
        return self.scene.discord.status["identifies"] > self.identified

    def in_hand(self) -> list[Row]:
        """What the bots of this evening have taken up."""
        return [row for row in self.scene.ledger.in_hand() if row.owner not in self.dead]

    def is_claimed(self) -> bool:
        return any(row.state == "claimed" for row in self.in_hand())

    def is_posted(self) -> bool:
        return self._posted() != self.posted

    def is_opened(self) -> bool:
        return self._opened() != self.opened

    def is_half_done(self) -> bool:
        return any(row.state == "claimed" and row.progress for row in self.in_hand())

    def is_sent(self) -> bool:
        return any(row.state == "sent" for row in self.in_hand())

    def is_asked(self) -> bool:
        """Whether a vote was posted."""
        [channel] = (self.scene.channels[serial] for serial, kind in self.scene.kinds.items() if kind.name == "votes")
        return any(post.is_poll and post.message_id > self.posted for post in self.scene.posts_in(channel, newest=3))

    def is_answered_in_vain(self) -> bool:
        """Whether a post was answered that cannot be written down; its rate limit gives the time to lock the ledger."""
        if self._answered_before is None:
            if 429 in self.answers():
                self.stack.enter_context(self.scene.ledger.closed())
                self._answered_before = len(self.answers())
            return False
        return 200 in self.answers()[self._answered_before :]

    _answered_before: int | None = None

    def answers(self) -> list[int]:
        """What this evening's posts were answered."""
        news = self.scene.server.log(since=self.seen)
        return [entry["status"] for entry in news if entry["method"] == "POST" and "/channels/" in entry["path"]]

    def after(self, seconds: float) -> Callable[[], bool]:
        return lambda: time.monotonic() - self.begun > seconds

    def _posted(self) -> int:
        """The newest message there is."""
        newest = (list(self.scene.posts_in(place, newest=1)) for place in self._newest_places())
        return max((post.message_id for posts in newest for post in posts), default=0)

    def _newest_places(self) -> list[int]:
        return [p for channel in self.scene.channels.values() for p in (channel, *self.scene.threads(channel)[-1:])]

    def _opened(self) -> int:
        return sum(len(self.scene.threads(channel)) for channel in self.scene.channels.values())


# ----------------------------------------------------------------------------- the deaths


class Death(NamedTuple):
    """`comes` gives the sign at which to strike, after whatever it takes to bring it about."""

    name: str
    comes: Callable[[Moment], Callable[[], bool]]


def _inject(moment: Moment, method: str, path: str, **what: object) -> None:
    moment.scene.server.inject(method=method, path=path, **({"status": 502} | what))


def _before_the_claim(moment: Moment) -> Callable[[], bool]:
    return moment.is_connected


def _after_the_claim(moment: Moment) -> Callable[[], bool]:
    for _ in range(AT_ONCE):
        moment.scene.discord.rate_limit("POST", "/channels/*", seconds=8)
    return lambda: moment.is_claimed() and 429 in moment.answers()


def _before_the_answer(moment: Moment) -> Callable[[], bool]:
    _inject(moment, "POST", "/channels/*/messages", after=True, delay=_LONG)
    return moment.is_posted


def _before_it_is_written_down(moment: Moment) -> Callable[[], bool]:
    moment.scene.discord.rate_limit("POST", "/channels/*/messages", seconds=2)
    return moment.is_answered_in_vain


def _between_two_messages(moment: Moment) -> Callable[[], bool]:
    return moment.is_half_done


def _before_the_first_page(moment: Moment) -> Callable[[], bool]:
    _inject(moment, "POST", "/channels/*/threads", after=True, delay=_LONG)
    return moment.is_opened


def _before_it_is_confirmed(moment: Moment) -> Callable[[], bool]:
    _inject(moment, "PUT", "/channels/*pins/*", delay=_LONG)
    return moment.is_sent


def _after_the_vote(moment: Moment) -> Callable[[], bool]:
    return moment.is_asked


def _at_random(moment: Moment) -> Callable[[], bool]:
    return moment.after(moment.dice.uniform(2, 7))


def _after_lost_answers(moment: Moment) -> Callable[[], bool]:
    """Some are lost so often that the bot itself gives up for a while."""
    _inject(moment, "POST", "/channels/*/messages", after=True, times=moment.dice.choice((1, 2, 7)))
    _inject(moment, "POST", "/channels/*/messages", after=True, status=0)
    return moment.after(moment.dice.uniform(4, 9))


def _after_errors(moment: Moment) -> Callable[[], bool]:
    _inject(moment, "POST", "/channels/*", times=moment.dice.choice((1, 3, 7)), status=moment.dice.choice((500, 503)))
    return moment.after(moment.dice.uniform(3, 9))


def _after_rate_limits(moment: Moment) -> Callable[[], bool]:
    for _ in range(3):
        moment.scene.discord.rate_limit("POST", "/channels/*", seconds=moment.dice.uniform(0.1, 1))
    return moment.after(moment.dice.uniform(4, 7))


def _after_a_dropped_connection(moment: Moment) -> Callable[[], bool]:
    strikes = moment.after(moment.dice.uniform(4, 7))
    drops = iter((moment.scene.discord.drop_connection,))

    def dropped() -> bool:
        if moment.is_claimed():
            for drop in drops:
                drop()
        return strikes()

    return dropped


BETWEEN_TWO_MESSAGES = Death("between two messages", _between_two_messages)
DEATHS = (
    Death("before the claim", _before_the_claim),
    Death("after the claim", _after_the_claim),
    Death("posted, before the answer", _before_the_answer),
    Death("answered, before it is written down", _before_it_is_written_down),
    BETWEEN_TWO_MESSAGES,
    Death("between a thread and its page", _before_the_first_page),
    Death("between sent and confirmed", _before_it_is_confirmed),
    Death("after a vote was asked", _after_the_vote),
    Death("at random", _at_random),
    Death("after lost answers", _after_lost_answers),
    Death("after errors of Discord's", _after_errors),
    Death("after rate limits", _after_rate_limits),
    Death("after a dropped connection", _after_a_dropped_connection),
)


def die(scene: Scene, death: Death, *, bots: int, dice: random.Random) -> bool:
    """Kill so many bots at that moment; whether it came, if only after what was left over."""
    return any(_die(scene, death, bots=bots, dice=dice) for _ in range(2))


def _die(scene: Scene, death: Death, *, bots: int, dice: random.Random) -> bool:
    scene.ledger.let_claims_run_out()
    scene.ledger.make_due()
    moment = Moment(scene, dice)
    sign = death.comes(moment)
    running = [scene.start() for _ in range(bots)]
    end = time.monotonic() + _PATIENCE
    with moment.stack:
        while not (came := sign()) and not scene.ledger.is_quiet() and time.monotonic() < end:
            time.sleep(_LOOK)
            assert all(bot.is_running for bot in running), "\n".join(bot.said for bot in running)
        dice.shuffle(running)
        for bot in running:
            bot.kill()
            time.sleep(dice.uniform(0, 2) if bot is not running[-1] else 0)
    return came or sign()
