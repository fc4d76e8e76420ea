from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from stories.errors import NoSuchStoryError, RefusedError, StoryRemovedError
from stories.manuscript import Chapter, Manuscript, Note, Where
from stories.places import Place
from stories.ratings import Rating
from stories.text import Kind, Passage, Span
from tests.stories.conftest import a_manuscript, a_text, keep

if TYPE_CHECKING:
    from datetime import datetime

    from stories.store import Store


async def test_a_story_comes_out_as_it_went_in(store: Store):
    body = Passage(
        "“Oh no,” she *said*.\n\n* * *\n\nLe ciel était bleu. 🔥",
        (Span(9, 19, Kind.EMPHASIS), Span(22, 27, Kind.SCENE_BREAK)),
    )
    told = Manuscript(
        title="Élan",
        title_guessed=True,
        authors=("Ann", "Bo"),
        summary="What happens.",
        relationships=("Ann/Bo",),
        rating=Rating.MATURE,
        warnings=("Major Character Death",),
        tags=("slow", "burn"),
        language="fr",
        licence="CC0",
        source="https://example.org",
        fields={"Word count": "12", "A": "b"},
        notes=(Note(where=Where.HEAD, passage=Passage("Thanks.")), Note(where=Where.TAIL, passage=body, chapter=1)),
        epigraph=("one", "two"),
        chapters=(Chapter(number=1, label="I", title="Start", body=body), Chapter(number=2, body=Passage("End."))),
    )

    story_id = await keep(store, told)

    assert await store.library.manuscript(story_id) == told
    assert await store.library.notes(story_id) == [*told.notes]
    assert await store.library.problems() == []


async def test_the_same_bytes_change_nothing(store: Store, now: datetime):
    first = await store.library.keep(a_manuscript(), origin="file:/a", digest="d", now=now)
    version = await store.library.version()

    again = await store.library.keep(a_manuscript(), origin="file:/a", digest="d", now=now)
    elsewhere = await store.library.keep(a_manuscript(), origin="file:/b", digest="d", now=now)

    assert first.outcome == "new"
    assert again.outcome == elsewhere.outcome == "unchanged"
    assert again.story_id == elsewhere.story_id == first.story_id
    assert await store.library.version() == version


async def test_a_changed_file_makes_a_new_revision(store: Store, now: datetime):
    first = await store.library.keep(a_manuscript(tags=("old",)), origin="file:/a", digest="1", now=now)

    second = await store.library.keep(a_manuscript("New.", title="New"), origin="file:/a", digest="2", now=now)

    assert (second.outcome, second.story_id, second.revision) == ("revised", first.story_id, 2)
    told = await store.library.story(first.story_id)
    assert (told.title, told.tags, told.sections, told.characters) == ("New", (), 1, 4)
    assert await store.library.problems() == []


async def test_bytes_of_an_older_revision_are_a_revision_again(store: Store, now: datetime):
    for digest in ("1", "2", "1"):
        last = await store.library.keep(a_manuscript(), origin="file:/a", digest=digest, now=now)

    assert (last.outcome, last.revision) == ("revised", 3)


async def test_a_file_without_text_is_refused_and_leaves_nothing(store: Store):
    with pytest.raises(RefusedError):
        await keep(store, a_manuscript(""))

    assert await store.library.titles() == []


async def test_an_import_that_fails_half_way_leaves_nothing(store: Store, now: datetime):
    twice = Chapter(number=1, body=Passage("One."))
    broken = Manuscript(title="Broken", chapters=(twice, twice))

    with pytest.raises(Exception, match=r"(?i)unique"):
        await store.library.keep(broken, origin="file:/a", digest="d", now=now)

    assert await store.library.titles() == []
    assert await store.library.problems() == []


async def test_turning_pages_shows_the_whole_text_once(store: Store):
    told = a_manuscript(a_text(paragraphs=30), "", a_text(paragraphs=30, name="three"))
    story_id = await keep(store, told)

    pages = [await store.library.page_numbered(story_id, 1)]
    while following := await store.library.page_after(pages[-1].place):
        pages.append(following)

    assert "".join(page.passage.text for page in pages) == "".join(chapter.body.text for chapter in told.chapters)
    assert [page.number for page in pages] == [*range(1, len(pages) + 1)]
    assert pages == await store.library.pages(story_id)
    assert pages[-1].is_last
    assert pages[-1].before + len(pages[-1].passage.text) == pages[-1].characters
    assert [page.chapter for page in pages if page.starts_chapter] == [1, 3]
    assert [page.chapter for page in pages if page.ends_chapter] == [1, 3]


async def test_turning_back_gives_the_pages_in_reverse(store: Store):
    story_id = await keep(store, a_manuscript())
    pages = await store.library.pages(story_id)

    back = [pages[-1]]
    while before := await store.library.page_before(back[-1].place):
        back.append(before)

    assert back[::-1] == pages


async def test_a_place_inside_a_section_is_on_its_page(store: Store):
    story_id = await keep(store, a_manuscript())
    second = await store.library.page_numbered(story_id, 2)

    for offset in (second.start, second.start + 5, second.end - 1):
        assert await store.library.page_at(Place(story_id, 1, second.chapter, offset)) == second


@pytest.mark.parametrize(("asked", "given"), [(-3, 1), (0, 1), (2, 2), (999, 6)])
async def test_page_numbers_are_clamped_to_those_there_are(store: Store, asked: int, given: int):
    story_id = await keep(store, a_manuscript())

    assert (await store.library.page_numbered(story_id, asked)).number == given


async def test_a_place_of_an_older_revision_is_carried_over(store: Store):
    story_id = await keep(store, a_manuscript())
    old = await store.library.page_numbered(story_id, 5)

    await keep(store, a_manuscript("A new first chapter.", *(c.body.text for c in a_manuscript().chapters)))
    page = await store.library.page_at(old.place)
    following = await store.library.page_after(old.place)

    assert page
    assert following
    assert (page.revision, page.chapter, page.start) == (2, 3, old.start)
    assert following.number == page.number + 1


async def test_a_place_whose_paragraph_is_gone_has_no_page(store: Store):
    story_id = await keep(store, a_manuscript())
    old = await store.library.page_numbered(story_id, 5)

    await keep(store, a_manuscript("All of it is new."))

    assert await store.library.page_at(old.place) is None


async def test_a_chapter_without_text_begins_with_the_next_section_there_is(store: Store):
    story_id = await keep(store, a_manuscript("One.", "", "Three.", ""))

    contents = await store.library.contents(story_id)

    assert [(heading.chapter, heading.number) for heading in contents] == [(1, 1), (2, 2), (3, 2), (4, 2)]


async def test_lists_hold_what_may_be_seen_by_title(store: Store):
    for title, rating in (("“Zebra”", Rating.TEEN), ("ark", Rating.GENERAL), ("Moth", Rating.EXPLICIT)):
        await keep(store, a_manuscript("Text.", title=title, rating=rating), origin=f"file:/{title}")
    mild = {Rating.GENERAL, Rating.TEEN}

    assert [story.title for story in await store.library.stories(ratings=mild)] == ["ark", "“Zebra”"]
    assert [story.title for story in await store.library.stories(ratings=mild, offset=1, limit=1)] == ["“Zebra”"]
    assert await store.library.count(ratings=mild) == 2
    assert [title.title for title in await store.library.titles()] == ["ark", "Moth", "“Zebra”"]


async def test_a_removed_story_says_its_title_wherever_it_is_asked_for(store: Store, now: datetime):
    story_id = await keep(store, a_manuscript(title="Gone"), origin="shelf:gone")
    place = Place(story_id, 1, 1, 0)
    version = await store.library.version()

    assert await store.library.remove(story_id, now=now) == "Gone"

    for asked in (
        store.library.story(story_id),
        store.library.page_at(place),
        store.library.page_after(place),
        store.library.page_before(place),
        store.library.page_numbered(story_id, 1),
        store.library.pages(story_id),
        store.library.contents(story_id),
        store.library.notes(story_id),
        store.library.manuscript(story_id),
        store.library.remove(story_id, now=now),
    ):
        with pytest.raises(StoryRemovedError, match="“Gone”"):
            await asked
    assert await store.library.was_removed("shelf:gone")
    assert await store.library.titles() == []
    assert await store.library.version() != version
    assert await store.library.problems() == []


async def test_an_unknown_story_is_said_to_be_unknown(store: Store, now: datetime):
    for asked in (
        store.library.story(7),
        store.library.page_at(Place(7, 1, 1, 0)),
        store.library.page_numbered(7, 1),
        store.library.pages(7),
        store.library.contents(7),
        store.library.notes(7),
        store.library.remove(7, now=now),
    ):
        with pytest.raises(NoSuchStoryError, match="7"):
            await asked


async def test_a_removed_file_can_come_in_again(store: Store, now: datetime):
    first = await keep(store, a_manuscript(), digest="d")
    await store.library.remove(first, now=now)

    again = await keep(store, a_manuscript(), digest="d")

    assert again != first
    assert (await store.library.story(again)).revision == 1


async def test_two_processes_that_import_one_file_make_one_story(store: Store, second_store: Store, now: datetime):
    both = await asyncio.gather(
        *(s.library.keep(a_manuscript(), origin="file:/a", digest="d", now=now) for s in (store, second_store)),
        return_exceptions=True,
    )

    assert sorted(getattr(imported, "outcome", "failed") for imported in both) == ["new", "unchanged"]
    assert len(await store.library.titles()) == 1
