"""A model of all that may befall a serial, which comes complete and in order whatever that is."""

# The model says what time it is.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import discord
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from stories.errors import StoryError
from stories.instalments import Spot
from stories.manuscript import Chapter, Manuscript
from stories.ratings import Rating
from stories.serials import Manner, Measure, Pace, Terms
from stories.store import Store
from stories.text import Passage
from tests.bot.stepwise import Discord, Loop, Process

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from stories.store.records import Instalment, Serial
    from tests.bot.stepwise import Made, Trouble

LENGTH = 60  # sections, each a chapter of one paragraph
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # at which simcord's time begins
ZONES = (
    "UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns",
    "Africa/Casablanca", "Asia/Kathmandu",
)  # fmt: skip
# Days around which clocks change somewhere, and others.
STARTS = st.integers(min_value=0, max_value=330).map(timedelta) | st.sampled_from(
    [
        datetime(2026, month, day, tzinfo=UTC) - EPOCH
        for month, day in ((3, 7), (3, 28), (4, 4), (10, 3), (10, 24), (11, 1))
    ]
)
MINUTES = st.integers(min_value=0, max_value=1439) | st.sampled_from([0, 30, 60, 90, 119, 120, 150, 179, 180, 1439])
PACES = st.builds(Pace, st.just(Measure.SECTIONS), st.integers(min_value=1, max_value=4))
WAITS = st.sampled_from([timedelta(seconds=40), timedelta(minutes=2), timedelta(minutes=7), timedelta(hours=1),
                         timedelta(hours=7), timedelta(days=1), timedelta(days=3), timedelta(days=20)])  # fmt: skip
TROUBLES: st.SearchStrategy[list[Trouble]] = st.lists(
    st.sampled_from(["none", "lost", "cut", "down", "refused"]), max_size=4
)
# `FIRESIDE_EXAMPLES=2000` goes on for longer. To shorten what fails takes minutes, in which a test would be ended.
EXAMPLES = int(os.environ.get("FIRESIDE_EXAMPLES", "15"))
MODEL = settings(max_examples=EXAMPLES, stateful_step_count=25, phases=[Phase.reuse, Phase.generate])
WHO = st.integers(min_value=0, max_value=1)


class Scheduler(RuleBasedStateMachine):
    """One serial, two processes, and all that people, machines and Discord do to it."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name, "fireside.db")
        shutil.copyfile(self.template, path)
        self.loop = Loop()
        asyncio.set_event_loop(self.loop)
        self.discord = Discord()
        self.skew = timedelta()  # by which the machine's clock is ahead of Discord's
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(discord.utils, "utcnow", lambda: self.now)
        self.stores = [self.do(Store.open(f"sqlite:///{path}")) for _ in range(2)]
        self.processes = [Process(self.discord, store, self.loop) for store in self.stores]
        self.store = self.stores[0]
        self.channels: list[int] = [self.discord.new_channel()]
        self.backs = 0
        self.hurried = False
        self.checked = 0

    # --------------------------------------------------------------------- the beginning

    @initialize(start=STARTS, zone=st.sampled_from(ZONES), minute=MINUTES, pace=PACES, manner=st.sampled_from(Manner))
    def begin(self, start: timedelta, zone: str, minute: int, pace: Pace, manner: Manner) -> None:
        self._pass(start)
        terms = Terms(
            server_id=self.discord.guild_id,
            channel_id=self.channels[0],
            zone=zone,
            minute=minute,
            pace=pace,
            manner=manner,
        )
        self.serial_id = self.do(self.processes[0].bot.steering.start(terms, [1], by=1)).serial_id

    def teardown(self) -> None:
        try:
            if hasattr(self, "serial_id"):
                self._mend_everything()
        finally:
            for process in self.processes:
                if process.is_stuck:
                    process.kill()
            for store in self.stores:
                self.do(store.close())
            self.patch.undo()
            self.loop.close()
            self.folder.cleanup()

    # ------------------------------------------------------------------------------ time

    @property
    def now(self) -> datetime:
        return self.discord.backend.clock.now() + self.skew

    @rule(time=WAITS)
    def time_passes(self, time: timedelta) -> None:
        self._pass(time)

    @rule(late=st.sampled_from([timedelta(seconds=1), timedelta(minutes=1), timedelta(minutes=30)]))
    def it_is_due(self, late: timedelta) -> None:
        due = self.do(self.store.instalments.next_at())
        if due and due > self.now - late:
            self._pass(due + late - self.now)

    @rule(
        jump=st.sampled_from([timedelta(minutes=-30), timedelta(minutes=-3), timedelta(minutes=3), timedelta(hours=30)])
    )
    def the_machines_clock_is_set(self, jump: timedelta) -> None:
        if abs(self.skew + jump) <= timedelta(minutes=30):
            self.skew += jump

    def _pass(self, time: timedelta) -> None:
        self.discord.backend.clock.elapsed += time.total_seconds()
        self.loop.ahead += time.total_seconds()
        for process in self.processes:
            if process.is_stuck:
                self.do(asyncio.sleep(0.001))
                process.run()

    # --------------------------------------------------------------------- the processes

    @rule(who=WHO, troubles=TROUBLES)
    def one_looks(self, who: int, troubles: list[Trouble]) -> None:
        process = self.processes[who]
        if not process.is_stuck:
            process.troubles.extend(troubles)
            self._look(process)

    @rule(who=WHO, steps=st.integers(min_value=0, max_value=40))
    def one_looks_and_dies(self, who: int, steps: int) -> None:
        process = self.processes[who]
        if not process.is_stuck:
            process.steps_left = steps
            self._look(process)

    @rule(who=WHO, when=st.sampled_from(["before", "after"]), requests=st.integers(min_value=0, max_value=4))
    def one_looks_and_is_held_up(self, who: int, when: str, requests: int) -> None:
        process = self.processes[who]
        if not process.is_stuck:
            process.waits = (when, requests)
            self._look(process)

    @precondition(lambda self: any(process.is_stuck for process in self.processes))
    @rule(dies=st.booleans())
    def the_one_that_was_held_up_goes_on(self, dies: bool) -> None:
        for process in self.processes:
            if process.is_stuck:
                process.kill() if dies else process.go_on()

    def _look(self, process: Process) -> None:
        before = self.discord.made[:]
        rests = self.serial.state != "active" and not self.hurried
        process.look()
        numbers = {made.mark[1] for made in self.discord.made[len(before) :] if made.mark}
        assert len(numbers) <= 1, f"{numbers} came in one round"
        if rests:
            assert numbers <= {made.mark[1] for made in before if made.mark}, "it came although its serial rests"
        self.hurried = False

    # ------------------------------------------------------------------ Discord's people

    @rule(may_post=st.booleans())
    def a_right_is_taken_or_given(self, may_post: bool) -> None:
        self.discord.allow(may_post=may_post)

    @rule(locked=st.booleans())
    def threads_are_locked_or_unlocked(self, locked: bool) -> None:
        for thread in self.discord.backend.active_threads(self.discord.guild_id):
            self.discord.lock(thread.id, locked=locked)

    @rule()
    def a_thread_is_deleted(self) -> None:
        threads = self.discord.backend.active_threads(self.discord.guild_id)
        if threads:
            self.discord.backend.delete_channel(max(thread.id for thread in threads))

    @rule()
    def the_channel_is_deleted(self) -> None:
        there = self.serial.terms.channel_id or 0
        if there in self.discord.backend.channels:
            for thread in self.discord.backend.active_threads(self.discord.guild_id):
                if thread.parent_id == there:
                    self.discord.backend.delete_channel(thread.id)
            self.discord.backend.delete_channel(there)

    # -------------------------------------------------------------------------- steering

    @property
    def serial(self) -> Serial:
        serial = self.do(self.store.serials.get(self.serial_id))
        assert serial
        return serial

    @property
    def rows(self) -> list[Instalment]:
        return self.do(self.store.instalments.all_of(self.serial_id))

    def steer(self, deed: str, *what: Any, **how: Any) -> bool:
        steering = self.processes[0].bot.steering
        try:
            self.do(getattr(steering, deed)(self.serial, *what, **how))
        except StoryError:
            return False
        self.hurried |= deed == "hurry"
        self.backs += deed == "back"
        return True

    @rule(deed=st.sampled_from(["pause", "resume", "skip", "back", "hurry"]))
    def somebody_steers(self, deed: str) -> None:
        self.steer(deed)

    @rule()
    def somebody_mends_and_resumes(self) -> None:
        self.steer("resume", at_once=True)

    @rule(minute=MINUTES, zone=st.sampled_from(ZONES))
    def another_time_is_chosen(self, minute: int, zone: str) -> None:
        self._change(minute=minute, zone=zone)

    @rule(pace=PACES)
    def another_pace_is_chosen(self, pace: Pace) -> None:
        self._change(pace=pace)

    @rule(manner=st.sampled_from(Manner))
    def another_channel_is_chosen(self, manner: Manner) -> None:
        self.channels.append(self.discord.new_channel())
        self._change(channel_id=self.channels[-1], manner=manner)

    def _change(self, **changed: Any) -> None:
        serial = self.serial
        self.steer("change", replace(serial.terms, **changed), [serial.story_id, *serial.queue])

    # ------------------------------------------------------------------- what always holds

    @invariant()
    def all_is_well(self) -> None:
        if not hasattr(self, "serial_id"):
            return
        made = [one for one in self.discord.made if one.mark]
        _no_part_is_there_twice(self.discord, made)
        _they_come_in_order(made)
        rows = self.rows
        _each_follows_the_one_before(rows)
        for row in rows:
            if row.state in {"sent", "confirmed"} and row.number > self.checked:
                _all_of_it_was_told(row, [one for one in made if one.mark and one.mark[1] == row.number])
                self.checked = row.number
        self._no_text_comes_again(made)
        assert {one.parent_id for one in self.discord.made} <= set(self.channels)
        serial = self.serial
        if serial.state == "active":
            assert any(row.state not in {"confirmed", "skipped"} for row in rows), "it runs, and nothing comes"

    def _no_text_comes_again(self, made: list[Made]) -> None:
        told: dict[int, set[int]] = {}
        for one in made:
            assert one.mark
            for paragraph in one.paragraphs:
                told.setdefault(paragraph, set()).add(one.mark[1])
        for paragraph, numbers in told.items():
            assert len(numbers) <= 1 + self.backs, f"paragraph {paragraph} came as {numbers}"

    def _mend_everything(self) -> None:
        """However it went: when all is mended, it goes on to the end of the next instalment."""
        for process in self.processes:
            if process.is_stuck:
                process.go_on()
            assert not process.is_stuck
        self.discord.allow(may_post=True)
        for thread in self.discord.backend.active_threads(self.discord.guild_id):
            self.discord.lock(thread.id, locked=False)
        self._pass(timedelta(hours=1))
        self.processes[0].look()
        if self.serial.terms.channel_id not in self.discord.backend.channels:
            self.channels.append(self.discord.new_channel())
            self._change(channel_id=self.channels[-1])
        if self.serial.state in {"paused", "suspended"}:
            assert self.steer("resume")
        self.it_is_due(timedelta(seconds=1))
        self.processes[1].look()
        if self.serial.state == "suspended":  # whoever deletes a thread in the moment it is opened has to move
            self.another_channel_is_chosen(Manner.CHANNEL)
            assert self.steer("resume")
        before = len([row for row in self.rows if row.state == "confirmed"])
        for _ in range(3):
            self.it_is_due(timedelta(seconds=1))
            self.processes[1].look()
        self.all_is_well()
        serial = self.serial
        rows = self.rows
        assert serial.state == "ended" or len([row for row in rows if row.state == "confirmed"]) > before, rows[-1]
        assert self.do(self.store.library.problems()) == []

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)


def _no_part_is_there_twice(discord: Discord, made: list[Made]) -> None:
    """What opens a thread may stand in two places, where people deleted that thread and chose another place."""
    there = Counter(
        (one.mark, 0 if one.mark and one.mark[2] else one.parent_id) for one in made if discord.is_there(one)
    )
    assert [mark for mark, times in there.items() if times > 1] == []


def _they_come_in_order(made: list[Made]) -> None:
    numbers = [one.mark[1] for one in made if one.mark]
    assert numbers == sorted(numbers), numbers


def _each_follows_the_one_before(rows: list[Instalment]) -> None:
    for before, after in pairwise(rows):
        went_back = before.state == "skipped" and "back" in (before.reason or "")
        assert before.state in {"confirmed", "skipped"}, f"{before.number} is open, and {after.number} there"
        assert before.state != "skipped" or before.reason
        if not went_back:
            assert _begin(after) == before.end, f"{after.number} does not begin where {before.number} ends"


def _begin(row: Instalment) -> Spot:
    assert row.place
    return Spot(row.place.chapter, row.place.offset)


def _all_of_it_was_told(row: Instalment, made: list[Made]) -> None:
    assert row.place
    assert row.end
    told = {paragraph for one in made for paragraph in one.paragraphs}
    last = row.end.chapter - (row.end.offset == 0)
    assert told == {*range(row.place.chapter, last + 1)}, f"{row.number} told {told}"


@pytest.fixture(scope="module")
def with_a_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with a story of many short chapters."""
    path = tmp_path_factory.mktemp("model") / "template.db"
    chapters = tuple(
        Chapter(number=n, title=f"Part {n}", body=Passage(f"Paragraph {n}. It is short.")) for n in range(1, LENGTH + 1)
    )

    async def build() -> None:
        store = await Store.open(f"sqlite:///{path}")
        story = Manuscript(title="The Lamp", rating=Rating.GENERAL, chapters=chapters)
        await store.library.keep(story, origin="file:/lamp", digest="lamp", now=EPOCH)
        await store.close()

    asyncio.run(build())
    return path


def test_a_serial_comes_whole_and_in_order_whatever_befalls_it(with_a_story: Path) -> None:
    Scheduler.template = with_a_story
    run_state_machine_as_test(Scheduler, settings=MODEL)


# --------------------------------------------------------------- what it found, one by one


@pytest.fixture
def told(with_a_story: Path) -> Iterator[Scheduler]:
    """A serial in a channel whose first instalment, of two messages, is due."""
    Scheduler.template = with_a_story
    told = Scheduler()
    told.begin(timedelta(1), "UTC", 480, Pace(Measure.SECTIONS, 2), Manner.CHANNEL)
    told.it_is_due(timedelta(seconds=1))
    yield told
    told.teardown()


def test_what_may_be_in_the_old_channel_is_not_told_again_in_the_new_one(told: Scheduler):
    told.one_looks(0, ["lost"])

    told.another_channel_is_chosen(Manner.CHANNEL)
    told.it_is_due(timedelta(seconds=1))
    told.one_looks(0, [])

    assert [one.paragraphs for one in told.discord.made] == [(1,), (2,)]


@pytest.mark.parametrize(("deed", "state"), [("pause", "held"), ("end", "skipped")])
def test_what_a_dead_process_had_taken_up_is_left_where_its_serial_is_stopped(told: Scheduler, deed: str, state: str):
    told.one_looks_and_dies(0, 8)
    told.steer(deed)

    told.time_passes(timedelta(minutes=7))
    told.one_looks(1, [])

    assert told.discord.made == []
    assert [row.state for row in told.rows] == [state]


def test_what_was_begun_before_its_serial_is_stopped_is_told_to_its_end(told: Scheduler):
    told.one_looks(0, ["none", "cut"])
    told.steer("pause")
    assert told.rows[0].state == "held"
    told.steer("resume")

    told.it_is_due(timedelta(seconds=1))
    told.one_looks(1, [])

    assert [one.paragraphs for one in told.discord.made] == [(1,), (2,)]


def test_one_is_posted_at_once_also_while_its_serial_is_paused(told: Scheduler):
    told.steer("pause")

    told.steer("hurry")
    told.one_looks(0, [])

    assert [row.state for row in told.rows] == ["confirmed", "held"]
