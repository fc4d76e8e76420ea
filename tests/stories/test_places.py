from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.errors import StoryRemovedError
from stories.places import carry_over, going_on, nearest
from tests.stories.conftest import a_manuscript, a_text, keep

if TYPE_CHECKING:
    from datetime import datetime

    from stories.store import Store

READER = 2**60  # a snowflake is larger than most integers


async def test_turning_back_never_moves_the_place(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())
    pages = await store.library.pages(story_id)

    for page in (pages[0], pages[3], pages[1]):
        await store.places.reach(READER, page, now=now)

    saved = await store.places.of(READER, story_id)
    assert saved
    assert saved.place == pages[3].place
    assert pages[3].passage.text.startswith(saved.anchor)
    assert not saved.finished


async def test_of_two_pages_reached_at_once_the_further_one_stays(store: Store, second_store: Store, now: datetime):
    pages = await store.library.pages(await keep(store, a_manuscript()))

    for reader_id in range(1, 6):
        await asyncio.gather(
            *(s.places.reach(reader_id, page, now=now) for page in pages[:4] for s in (store, second_store))
        )
        saved = await store.places.of(reader_id, pages[0].story_id)
        assert saved
        assert saved.place == pages[3].place


async def test_a_reader_may_choose_an_earlier_place(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())
    pages = await store.library.pages(story_id)
    await store.places.reach(READER, pages[-1], now=now)

    await store.places.move(READER, pages[1], now=now)

    saved = await store.places.of(READER, story_id)
    assert saved
    assert (saved.place, saved.finished) == (pages[1].place, False)


async def test_the_last_page_finishes_a_story_and_rereading_leaves_it_finished(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())
    pages = await store.library.pages(story_id)

    await store.places.reach(READER, pages[-1], now=now)
    await store.places.reach(READER, pages[0], now=now)

    saved = await store.places.of(READER, story_id)
    assert saved
    assert saved.finished


async def test_recent_places_come_newest_first(store: Store, now: datetime):
    ids = [await keep(store, a_manuscript(title=str(n)), origin=f"file:/{n}") for n in range(3)]
    for minutes, story_id in enumerate([ids[1], ids[0], ids[2], ids[1]]):
        page = await store.library.page_numbered(story_id, 1)
        await store.places.reach(READER, page, now=now + timedelta(minutes=minutes))
    await store.library.remove(ids[2], now=now)

    recent = await store.places.recent(READER)

    assert [saved.place.story_id for saved in recent] == [ids[1], ids[0]]
    assert len(await store.places.recent(READER, limit=1)) == 1


async def test_a_revision_carries_the_furthest_place_along(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())
    old = await store.library.page_numbered(story_id, 5)
    await store.places.reach(READER, old, now=now)

    await keep(store, a_manuscript("A new first chapter.", *(c.body.text for c in a_manuscript().chapters)))
    raw = await store.places.of(READER, story_id)
    await store.places.reach(READER, await store.library.page_numbered(story_id, 2), now=now)

    carried = await store.places.of(READER, story_id)
    assert raw
    assert carried
    assert raw.place == old.place
    assert carried.place == (story_id, 2, 3, old.start)
    assert await store.library.problems() == []


async def test_reading_on_in_a_revision_goes_on_from_there(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())
    await store.places.reach(READER, await store.library.page_numbered(story_id, 2), now=now)
    await keep(store, a_manuscript(a_text(paragraphs=25), a_text(paragraphs=60, name="two")))
    further = await store.library.page_numbered(story_id, 7)

    await store.places.reach(READER, further, now=now)

    saved = await store.places.of(READER, story_id)
    assert saved
    assert saved.place == further.place


async def test_a_place_that_cannot_be_carried_over_is_replaced(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())
    await store.places.reach(READER, await store.library.page_numbered(story_id, 5), now=now)
    await keep(store, a_manuscript("All of it is new."))
    page = await store.library.page_numbered(story_id, 1)

    await store.places.reach(READER, page, now=now)

    saved = await store.places.of(READER, story_id)
    assert saved
    assert saved.place == page.place


async def test_a_page_of_an_older_revision_moves_nothing_in_a_newer_one(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())
    stale = await store.library.page_numbered(story_id, 6)
    await keep(store, a_manuscript(a_text(paragraphs=90)))
    page = await store.library.page_numbered(story_id, 1)
    await store.places.reach(READER, page, now=now)

    await store.places.reach(READER, stale, now=now)

    saved = await store.places.of(READER, story_id)
    assert saved
    assert saved.place == page.place


async def test_a_removed_story_has_no_places(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript())
    page = await store.library.page_numbered(story_id, 2)
    await store.places.reach(READER, page, now=now)

    await store.library.remove(story_id, now=now)

    assert await store.places.of(READER, story_id) is None
    with pytest.raises(StoryRemovedError):
        await store.places.reach(READER, page, now=now)


words = st.sampled_from(["ash", "birch", "cedar", "elm", "fir"])
paragraphs = st.lists(words, min_size=1, max_size=8)


@given(chapters=st.lists(paragraphs, min_size=1, max_size=3), data=st.data())
def test_in_a_text_that_did_not_change_a_place_stays_or_is_not_guessed(chapters: list[list[str]], data: st.DataObject):
    texts = ["\n\n".join(chapter) for chapter in chapters]
    chapter = data.draw(st.integers(1, len(texts)))
    at = data.draw(st.integers(0, len(chapters[chapter - 1]) - 1))
    place = (chapter, _start(chapters[chapter - 1], at) + 1)

    assert carry_over(*place, old=texts, new=texts) in {place, None}


@given(count=st.integers(1, 12), added=paragraphs, data=st.data())
def test_paragraphs_put_before_never_lose_a_place(count: int, added: list[str], data: st.DataObject):
    old = [f"Paragraph {n}, unlike all others." for n in range(count)]
    at = data.draw(st.integers(0, count - 1))
    inside = data.draw(st.integers(0, len(old[at]) - 1))
    before = data.draw(st.integers(0, at))
    new = [*old[:before], *added, *old[before:]]

    found = carry_over(1, _start(old, at) + inside, old=["\n\n".join(old)], new=["\n\n".join(new)])

    assert found == (1, _start(new, at + len(added)) + inside)


@given(count=st.integers(1, 12), data=st.data())
def test_a_deleted_paragraph_has_no_place(count: int, data: st.DataObject):
    old = [f"Paragraph {n}, unlike all others." for n in range(count)]
    at = data.draw(st.integers(0, count - 1))
    new = [*old[:at], *old[at + 1 :], "Something else."]

    assert carry_over(1, _start(old, at), old=["\n\n".join(old)], new=["\n\n".join(new)]) is None


@given(chapters=st.integers(1, 4), at=st.data())
def test_a_chapter_put_first_moves_a_place_one_chapter_on(chapters: int, at: st.DataObject):
    old = [f"The only line of chapter {n}.\n\nRefrain." for n in range(chapters)]
    chapter = at.draw(st.integers(1, chapters))

    found = carry_over(chapter, 5, old=old, new=["A foreword.\n\nRefrain.", *old])

    assert found == (chapter + 1, 5)


def test_a_repeated_paragraph_is_told_by_its_neighbours():
    old = ["One.\n\nRefrain.\n\nTwo.\n\nRefrain.\n\nThree."]
    new = ["Zero.\n\nOne.\n\nRefrain.\n\nTwo.\n\nAdded.\n\nRefrain.\n\nThree."]

    second = old[0].rindex("Refrain.")

    assert carry_over(1, second, old=old, new=new) == (1, new[0].rindex("Refrain."))


def test_a_repeated_paragraph_without_its_neighbours_is_not_guessed():
    old = ["One.\n\nRefrain.\n\nTwo.\n\nRefrain.\n\nThree."]
    new = ["Four.\n\nRefrain.\n\nFive.\n\nRefrain.\n\nSix."]

    assert carry_over(1, old[0].index("Refrain."), old=old, new=new) is None


def test_one_of_two_repeated_paragraphs_was_deleted_and_the_other_is_not_taken_for_it():
    old = ["One.\n\nRefrain.\n\nTwo.\n\nRefrain.\n\nThree."]
    new = ["One.\n\nRefrain.\n\nTwo.\n\nThree."]

    assert carry_over(1, old[0].rindex("Refrain."), old=old, new=new) is None


@pytest.mark.parametrize(("chapter", "offset"), [(0, 0), (2, 0), (1, -1), (1, 99)])
def test_a_place_outside_the_text_is_nowhere(chapter: int, offset: int):
    assert carry_over(chapter, offset, old=["One."], new=["One."]) is None


def _start(paragraphs: list[str], index: int) -> int:
    return sum(len(paragraph) + 2 for paragraph in paragraphs[:index])


# ------------------------------------------------------------------------ going on


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (["One.\n\nNew.\n\nThree."], (1, len("One.\n\n"))),
        (["One.\n\nThree."], (1, len("One.\n\n"))),
        (["New.\n\nThree."], (1, len("New.\n\n"))),
        (["One.", "New."], (2, 0)),
        (["One."], (1, len("One."))),
        (["Another.\n\nText."], (1, 0)),
    ],
)
def test_after_a_paragraph_that_is_gone_it_goes_on_behind_the_last_one_left(new: list[str], found: tuple[int, int]):
    old = ["One.\n\nTwo.\n\nThree."]

    assert nearest(1, old[0].index("Two."), old=old, new=new) == found


def test_where_nothing_is_left_it_goes_on_with_the_chapter_of_that_number():
    assert nearest(3, 0, old=["One.", "Two.", "Three."], new=["Four.", "Five."]) == (2, 0)


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (["One.\n\nTwo."], (1, len("One.\n\n"))),
        (["One.", "Two."], (2, 0)),
        (["One."], (1, len("One."))),
        (["Two."], None),
    ],
)
def test_what_ended_goes_on_with_what_was_added_behind_it(new: list[str], found: tuple[int, int] | None):
    assert going_on(1, len("One."), old=["One."], new=new) == found


@pytest.mark.parametrize(
    ("new", "goes_on"),
    [
        (["One.\n\nNew.\n\nTwo."], "New."),
        (["One.\n\nNew.\n\nNewer.\n\nTwo."], "New."),
        (["New.\n\nOne.\n\nTwo."], "Two."),
        (["One, mended.\n\nTwo."], "Two."),
        (["Two.\n\nNew.\n\nOne."], "Two."),
        (["One.\n\nThree.\n\nTwo."], "Two."),
    ],
)
def test_what_was_put_in_right_before_the_text_to_come_comes_too(new: list[str], goes_on: str):
    old = ["One.\n\nTwo.\n\nThree."]

    assert going_on(1, old[0].index("Two."), old=old, new=new) == (1, new[0].index(goes_on))


def test_what_is_begun_in_the_middle_of_a_paragraph_goes_on_there():
    assert going_on(1, len("One. Tw"), old=["One. Two."], new=["New.\n\nOne. Two."]) == (1, len("New.\n\nOne. Tw"))


_PARAGRAPHS = st.lists(st.sampled_from(["One.", "Two.", " ", "Three."]), min_size=1, max_size=6).map("\n\n".join)


@given(_PARAGRAPHS, _PARAGRAPHS, st.data())
def test_the_nearest_place_is_always_one_of_the_new_text(old: str, new: str, data: st.DataObject):
    offset = data.draw(st.integers(min_value=0, max_value=len(old)))

    chapter, found = nearest(1, offset, old=[old], new=[new])

    assert chapter == 1
    assert 0 <= found <= len(new)
