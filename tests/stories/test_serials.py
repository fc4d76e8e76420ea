from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, select

from stories.errors import NoSuchStoryError, StoryError
from stories.instalments import Spot
from stories.places import Place
from stories.planning import Following, Planned, Planner
from stories.schedule import Due
from stories.schema import instalments, metadata
from stories.serials import AtEnd, Measure, Pace, Terms
from stories.store.instalments import OPEN, WAITING
from tests.stories.conftest import a_manuscript, keep

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from stories.store import Store
    from stories.store.records import Instalment, Serial

MORNING = datetime(2026, 5, 1, 6, tzinfo=UTC)  # eight o'clock in Rome
DAY = timedelta(days=1)
HOLD = timedelta(minutes=2)
ROME = Terms(server_id=9, channel_id=4, zone="Europe/Rome", minute=480)


async def start(store: Store, story_id: int, *, terms: Terms = ROME, now: datetime = MORNING - DAY) -> Serial:
    planned = await Planner(store.library).first(terms, story_id, now=now)
    return await store.serials.start(terms, planned=planned, created_by=1, now=now)


async def claim(store: Store, now: datetime, *, owner: str = "one", limit: int = 9) -> list[Instalment]:
    return await store.instalments.claim(owner=owner, now=now, until=now + HOLD, limit=limit)


async def send(store: Store, instalment: Instalment, *, message_id: int = 77) -> Instalment:
    told = replace(instalment, channel_id=5, message_id=message_id, last_message_id=message_id, sent_at=MORNING)
    await store.instalments.sent(told)
    return told


async def go_on(store: Store, serial: Serial, instalment: Instalment, *, now: datetime = MORNING) -> bool:
    following = await Planner(store.library).following(serial, instalment, now=now)
    return await store.instalments.confirm(instalment, following, version=serial.version)


async def test_the_first_instalment_waits_from_the_start(store: Store):
    story_id = await keep(store, a_manuscript())

    serial = await start(store, story_id)

    first = await store.instalments.open(serial.serial_id)
    assert first
    assert (first.number, first.state, first.due_at) == (1, "due", MORNING)
    assert (first.local_date, first.place) == (date(2026, 5, 1), Place(story_id, 1, 1, 0))
    assert await store.instalments.next_at() == MORNING


async def test_a_story_is_told_once_at_a_time_in_a_channel(store: Store):
    story_id = await keep(store, a_manuscript(title="Lamp"))
    first = await start(store, story_id)

    with pytest.raises(StoryError, match="“Lamp” is already told"):
        await start(store, story_id)
    elsewhere = await start(store, story_id, terms=Terms(server_id=9, channel_id=5, zone="UTC", minute=0))

    assert await store.serials.in_server(9) == [first, elsewhere]
    assert await store.serials.in_server(10) == []


async def test_nothing_is_claimed_before_its_time(store: Store):
    await start(store, await keep(store, a_manuscript()))

    assert await claim(store, MORNING - timedelta(seconds=1)) == []
    assert len(await claim(store, MORNING)) == 1


async def test_of_two_that_claim_at_once_one_has_it(store: Store, second_store: Store):
    await start(store, await keep(store, a_manuscript()))

    claimed = await asyncio.gather(claim(store, MORNING), claim(second_store, MORNING, owner="two"))

    assert sorted(map(len, claimed)) == [0, 1]


async def test_a_claim_that_ran_out_is_taken_over(store: Store):
    await start(store, await keep(store, a_manuscript()))
    await claim(store, MORNING)

    assert await claim(store, MORNING + HOLD - timedelta(seconds=1), owner="two") == []
    [again] = await claim(store, MORNING + HOLD, owner="two")

    assert (again.owner, again.tries, again.tried_at) == ("two", 2, MORNING)


async def test_the_longest_overdue_comes_first_and_no_more_than_asked_for(store: Store):
    for number, minute in enumerate((480, 420, 450)):
        story_id = await keep(store, a_manuscript(title=str(number)), origin=f"file:/{number}")
        await start(store, story_id, terms=Terms(server_id=9, channel_id=number, zone="Europe/Rome", minute=minute))

    first, second = await claim(store, MORNING, limit=2)

    assert (first.serial_id, second.serial_id) == (2, 3)
    assert [row.serial_id for row in await claim(store, MORNING)] == [1]


async def test_what_is_sent_is_followed_by_the_next_text_on_the_next_day(store: Store):
    serial = await start(store, await keep(store, a_manuscript()))
    [first] = await claim(store, MORNING)
    first = await send(store, first)

    assert await go_on(store, serial, first)

    told, following = await store.instalments.all_of(serial.serial_id)
    assert (told.state, told.message_id) == ("confirmed", 77)
    assert first.end
    assert following.place
    assert (following.number, following.state, following.due_at) == (2, "due", MORNING + DAY)
    assert (following.place.chapter, following.place.offset) == first.end


async def test_what_was_sent_before_a_crash_is_only_confirmed(store: Store):
    serial = await start(store, await keep(store, a_manuscript()))
    [first] = await claim(store, MORNING)
    first = await send(store, first)

    [again] = await claim(store, MORNING + HOLD, owner="two")

    assert again.state == "sent"
    assert await go_on(store, serial, again)
    assert await go_on(store, serial, again), "twice is once"
    assert [row.number for row in await store.instalments.all_of(serial.serial_id)] == [1, 2]


async def test_a_plan_for_terms_that_have_changed_is_refused(store: Store):
    serial = await start(store, await keep(store, a_manuscript()))
    [first] = await claim(store, MORNING)
    first = await send(store, first)
    with pytest.raises(StoryError, match="posted at this moment"):
        await store.serials.change(
            serial, ROME, queue=(), planned=await Planner(store.library).first(ROME, 1, now=MORNING), keeps_text=False
        )

    following = await Planner(store.library).following(serial, first, now=MORNING)
    assert not await store.instalments.confirm(first, following, version=serial.version + 1)

    [row] = await store.instalments.all_of(serial.serial_id)
    assert row.state == "sent"


async def test_a_pause_holds_what_is_due_and_lets_what_is_being_posted_come(store: Store):
    serial = await start(store, await keep(store, a_manuscript()))
    [first] = await claim(store, MORNING)

    await store.serials.pause(serial.serial_id, reason="Holidays.")
    first = await send(store, first)
    await go_on(store, serial, first)

    told, held = await store.instalments.all_of(serial.serial_id)
    assert (told.state, held.state) == ("confirmed", "held")
    assert await claim(store, MORNING + 9 * DAY) == []
    await store.serials.resume(serial.serial_id, Due(date(2026, 5, 12), MORNING + 11 * DAY))
    [second] = await claim(store, MORNING + 11 * DAY)
    assert second.number == 2


async def test_what_fails_for_good_rests_with_its_reason_and_erases_nothing(store: Store):
    serial = await start(store, await keep(store, a_manuscript()))
    [first] = await claim(store, MORNING)

    await store.instalments.suspend(first, failure="a right is missing", reason="I may not post there.")

    resting = await store.serials.get(serial.serial_id)
    row = await store.instalments.open(serial.serial_id)
    assert resting
    assert row
    assert (resting.state, resting.reason, resting.terms) == ("suspended", "I may not post there.", serial.terms)
    assert (row.state, row.failure, row.place) == ("failed", "a right is missing", first.place)
    assert [one.serial_id for one in await store.serials.to_report()] == [serial.serial_id]


async def test_what_was_claimed_and_given_back_was_never_tried(store: Store):
    await start(store, await keep(store, a_manuscript()))
    [mine] = await claim(store, MORNING)

    await store.instalments.give_back(mine, now=MORNING)

    [theirs] = await claim(store, MORNING, owner="two")
    assert (theirs.owner, theirs.tries) == ("two", 1)


async def test_whoever_was_overtaken_changes_nothing(store: Store):
    await start(store, await keep(store, a_manuscript()))
    [mine] = await claim(store, MORNING)
    [theirs] = await claim(store, MORNING + HOLD, owner="two")

    await store.instalments.retry(mine, at=MORNING + DAY, failure="x")
    await store.instalments.suspend(mine, failure="x", reason="y")

    assert not await store.instalments.progressed(mine)
    assert await store.instalments.get(mine.serial_id, 1) == theirs


async def test_skipping_leaves_a_reason_and_brings_the_next_text(store: Store):
    serial = await start(store, await keep(store, a_manuscript()))
    first = await store.instalments.open(serial.serial_id)
    assert first
    assert first.place
    assert first.end
    planned = await Planner(store.library).after(ROME, first.place, first.end, now=MORNING - DAY, since=None)
    assert planned

    await store.serials.replace(serial.serial_id, 1, planned, reason="Skipped.")

    skipped, second = await store.instalments.all_of(serial.serial_id)
    assert (skipped.state, skipped.reason) == ("skipped", "Skipped.")
    assert second.place == planned.place


async def test_hurrying_brings_one_now_and_leaves_the_day_its_own(store: Store):
    serial = await start(store, await keep(store, a_manuscript()), now=MORNING - timedelta(hours=2))
    early = MORNING - timedelta(hours=1)

    await store.instalments.hurry(serial.serial_id, now=early)
    [first] = await claim(store, early)
    first = await send(store, first)
    await go_on(store, serial, first, now=early)

    following = await store.instalments.open(serial.serial_id)
    assert following
    assert following.due_at == MORNING


async def test_at_the_end_the_queue_goes_on_and_then_it_ends(store: Store):
    one = await keep(store, a_manuscript("Short."), origin="file:/1")
    two = await keep(store, a_manuscript("Short too."), origin="file:/2")
    planned = await Planner(store.library).first(ROME, one, now=MORNING - DAY)
    serial = await store.serials.start(ROME, planned=planned, queue=[two], created_by=1, now=MORNING)

    for story_id, now in ((one, MORNING), (two, MORNING + DAY)):
        [row] = await claim(store, now)
        assert row.place
        assert row.place.story_id == story_id
        row = await send(store, row)
        serial = await store.serials.get(1)
        assert serial
        await go_on(store, serial, row, now=now)

    ended = await store.serials.get(serial.serial_id)
    assert ended
    assert (ended.state, ended.reason, ended.queue) == ("ended", "The story has come to its end.", ())
    assert await store.library.problems() == []


async def test_the_same_story_can_be_told_again(store: Store):
    terms = Terms(server_id=9, channel_id=4, zone="Europe/Rome", minute=480, at_end=AtEnd.AGAIN)
    serial = await start(store, await keep(store, a_manuscript("Short.")), terms=terms)
    [row] = await claim(store, MORNING)
    row = await send(store, row)

    await go_on(store, serial, row)

    again = await store.instalments.open(serial.serial_id)
    assert again
    assert (again.place, again.due_at) == (row.place, MORNING + DAY)


async def test_a_vote_is_a_row_without_a_text_until_it_is_decided(store: Store):
    story_id = await keep(store, a_manuscript("Short."))
    serial = await start(store, story_id)
    [row] = await claim(store, MORNING)
    row = await send(store, row)
    due = Due(date(2026, 5, 2), MORNING + DAY)
    following = Following(planned=Planned(place=None, end=None, due=due, candidates=(story_id,)))
    await store.instalments.confirm(row, following, version=serial.version)

    [vote] = await claim(store, MORNING + DAY)
    decided = await store.instalments.decide(vote, await Planner(store.library).first(ROME, story_id, now=MORNING))

    told = await store.instalments.open(serial.serial_id)
    assert (vote.place, vote.candidates) == (None, (story_id,))
    assert decided
    assert told
    assert (told.place, told.end) == (Place(story_id, 1, 1, 0), Spot(1, len("Short.")))


async def test_removing_a_story_lets_its_serials_rest_and_go_on_with_the_queue(store: Store):
    one = await keep(store, a_manuscript(title="One"), origin="file:/1")
    two = await keep(store, a_manuscript(title="Two"), origin="file:/2")
    planned = await Planner(store.library).first(ROME, one, now=MORNING - DAY)
    serial = await store.serials.start(ROME, planned=planned, queue=[two], created_by=1, now=MORNING)

    await store.library.remove(one, now=MORNING)

    resting = await store.serials.get(serial.serial_id)
    assert resting
    assert (resting.state, resting.reason) == ("suspended", "The story was removed from the library.")
    assert await store.library.problems() == []
    await store.serials.begin_next(serial.serial_id, await Planner(store.library).first(ROME, two, now=MORNING))
    going_on = await store.serials.get(serial.serial_id)
    assert going_on
    assert (going_on.state, going_on.story_id, going_on.queue) == ("active", two, ())
    assert await store.library.problems() == []


async def test_chapters_minutes_and_sections_divide_the_same_text(store: Store):
    story_id = await keep(store, a_manuscript())
    planner = Planner(store.library)
    counts: dict[Pace, int] = {}
    for pace in (Pace(Measure.SECTIONS), Pace(Measure.CHAPTERS), Pace(Measure.MINUTES, 3), Pace(Measure.CHAPTERS, 2)):
        terms = Terms(server_id=9, channel_id=4, zone="UTC", minute=0, pace=pace)
        first = await planner.first(terms, story_id, now=MORNING)
        counts[pace] = len([planned async for planned in planner.upcoming(terms, first, [], at_most=20)])

    assert list(counts.values()) == [6, 2, 3, 1]


async def test_an_unknown_story_cannot_be_told(store: Store):
    with pytest.raises(NoSuchStoryError):
        await start(store, 99)


@pytest.mark.parametrize(
    ("rows", "order", "index"),
    [(WAITING, instalments.c.next_at, "ix_instalments_next"), (OPEN, instalments.c.serial_id, "ix_instalments_open")],
)
def test_what_is_to_be_done_is_found_by_an_index_however_much_there_is(
    rows: ColumnElement[bool], order: ColumnElement[Any], index: str
):
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    wanted = select(order).where(rows).order_by(order).limit(1).compile(engine)
    with engine.connect() as connection:
        [step] = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {wanted}", tuple(wanted.params.values()))
    engine.dispose()

    assert index in step.detail
