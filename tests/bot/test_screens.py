"""Every screen fits a message, whatever a story has to say for itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

import discord
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pages import layout, screens
from bot.pages.screens import Beside
from bot.panel import adding, overview, proof
from bot.panel import screens as panel
from bot.panel.proof import Check, Coming, Proof
from bot.panel.screens import MOST_STORIES, Sheet
from bot.serials import screens as instalments
from bot.serials.telling import Telling
from stories.instalments import Portion, Spot
from stories.policy import Venue
from stories.ratings import Rating
from stories.schedule import ClockChange, Due
from stories.sections import cut
from stories.serials import Manner, Terms
from stories.store.records import Heading, Instalment, Page, Serial, Story, Title
from stories.text import Passage
from tests.bot.person import walk
from tests.stories.test_drafts import DRAFTS, TERMS

if TYPE_CHECKING:
    from bot.ui import Screen

WORDS = st.text(
    st.sampled_from("ab *_`~|\\<>#[]()@:-1.\u3042\u4e00\U0001f525\u0301\u202e\n") | st.characters(codec="utf-8"),
    max_size=60,
).flatmap(lambda part: st.integers(1, 60).map(lambda times: part * times))
MANY = st.lists(WORDS, max_size=8).map(tuple)
COUNT = st.integers(1, 10**6)

STORIES = st.builds(
    Story,
    story_id=COUNT,
    revision=COUNT,
    title=WORDS,
    title_guessed=st.booleans(),
    authors=MANY,
    summary=WORDS,
    relationships=MANY,
    rating=st.sampled_from(Rating),
    warnings=MANY,
    tags=MANY,
    language=st.sampled_from([None, "en", "ja"]),
    licence=WORDS,
    source=WORDS,
    fields=st.dictionaries(WORDS, WORDS, max_size=5),
    epigraph=MANY,
    sections=COUNT,
    characters=COUNT,
    chapters=COUNT,
    origin=st.just("test"),
)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    text = draw(WORDS.filter(str.strip))
    section = cut(Passage(text))[0]
    of = draw(COUNT)
    return Page(
        story_id=draw(COUNT),
        revision=draw(COUNT),
        chapter=draw(COUNT),
        title=draw(WORDS),
        authors=draw(MANY),
        rating=Rating.GENERAL,
        language=None,
        label=draw(WORDS),
        chapter_title=draw(WORDS),
        start=section.start,
        end=section.end,
        passage=Passage(text).clip(*section),
        number=draw(st.integers(1, of)),
        of=of,
        before=0,
        characters=draw(COUNT),
        starts_chapter=draw(st.booleans()),
        ends_chapter=draw(st.booleans()),
    )


TITLES = st.builds(Title, story_id=COUNT, title=WORDS, authors=MANY, rating=st.just(Rating.GENERAL))
BESIDE = st.builds(
    Beside,
    head_note=st.booleans(),
    tail_note=st.booleans(),
    next_stories=st.lists(TITLES, max_size=3, unique_by=lambda title: title.story_id),
)


def check(screen: Screen) -> None:
    parts: list[dict[str, Any]] = list(walk(screen.to_components()))
    texts = [part["content"] for part in parts if part["type"] == 10]
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    assert len(parts) <= 40
    assert all(texts), "Discord refuses an empty text"
    assert sum(len(text.encode("utf-16-le")) // 2 for text in texts) <= 4000
    assert sum(len(text.encode()) + 12 for text in texts) <= 10_000
    assert len(set(ids)) == len(ids)
    assert all(len(custom_id) <= 100 for custom_id in ids)
    assert all(0 < len(part.get("label", "?").encode("utf-16-le")) // 2 <= 80 for part in parts)
    for option in (option for part in parts for option in part.get("options", ())):
        assert 0 < len(option["label"].encode("utf-16-le")) // 2 <= 100


@settings(max_examples=40)
@given(pages(), BESIDE)
def test_a_page_fits_wherever_it_is_shown(page: Page, beside: Beside) -> None:
    check(screens.private_page(page, beside))
    check(screens.thread_page(page, beside, thread_id=10**9, ordinal=10**6))


@settings(max_examples=40)
@given(STORIES, pages(), st.booleans())
def test_a_cover_fits_wherever_it_is_shown(story: Story, page: Page, has_note: bool) -> None:
    check(screens.private_cover(story, page, has_note=has_note))
    check(screens.thread_cover(story, page, has_note=has_note, thread_id=10**9, ordinal=1))
    check(screens.invitation(story, "<@123456789012345678>"))


@settings(max_examples=40)
@given(STORIES, st.lists(pages(), min_size=1, max_size=3), BESIDE, st.sampled_from(Manner), st.booleans())
def test_an_instalment_fits_wherever_it_is_told(
    story: Story, shown: list[Page], beside: Beside, manner: Manner, late: bool
) -> None:
    words = "(late) Fireside was away at <t:1790000000:t>." if late else None
    telling = a_telling(story, shown, manner=manner, late=words)
    check(instalments.opening(telling))
    for part in range(1, len(shown) + 1):
        check(instalments.page(telling, part, beside))


def a_telling(story: Story, shown: list[Page], *, manner: Manner, late: str | None) -> Telling:
    number, now = 2**62, datetime(2026, 5, 1, tzinfo=UTC)
    terms = Terms(server_id=number, channel_id=number, ping_role_id=number, manner=manner, zone="UTC", minute=0)
    serial = Serial(
        serial_id=10**9,
        terms=terms,
        story_id=story.story_id,
        queue=(),
        thread_id=None,
        state="active",
        reason=None,
        reported=False,
        version=1,
        created_by=1,
        created_at=now,
    )
    instalment, portion = an_instalment(shown), Portion(10**6, 10**6 + 1, 10**7)
    return Telling(serial=serial, instalment=instalment, story=story, pages=shown, portion=portion, late=late)


def an_instalment(shown: list[Page], *, reason: str | None = None) -> Instalment:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    return Instalment(
        serial_id=10**9,
        number=10**6,
        place=shown[0].place if shown else None,
        end=Spot(shown[-1].chapter, shown[-1].end) if shown else None,
        candidates=(),
        local_date=now.date(),
        due_at=now,
        next_at=now,
        state="claimed",
        owner="me",
        tries=2,
        tried_at=now,
        failure="Discord had trouble" if reason else None,
        reason=reason,
        progress=0,
        channel_id=2**62,
        message_id=2**62,
        last_message_id=2**62,
        sent_at=now,
    )


def a_tag(name: str, number: int) -> discord.ForumTag:
    tag = discord.ForumTag(name=name[:20] or "tag")
    tag.id = 2**62 + number
    return tag


@settings(max_examples=20)
@given(st.lists(STORIES, max_size=screens.STORIES_ON_A_SHEET, unique_by=lambda story: story.story_id), st.booleans())
def test_a_sheet_of_stories_fits(stories: list[Story], restricted: bool) -> None:
    check(screens.shelf(stories, sheet=2, count=10**6, restricted=restricted))


@settings(max_examples=40)
@given(pages(), st.lists(st.tuples(WORDS, WORDS), max_size=60), st.integers(0, 4))
def test_the_contents_fit(page: Page, names: list[tuple[str, str]], sheet: int) -> None:
    headings = [Heading(chapter=n, label=one, title=two, number=n) for n, (one, two) in enumerate(names, start=1)]
    check(screens.contents(page, headings, sheet=sheet))


SHEETS = st.builds(
    Sheet,
    draft=DRAFTS,
    titles=st.lists(WORDS, max_size=MOST_STORIES),
    tags=st.none() | st.lists(WORDS, max_size=20).map(lambda names: [*map(a_tag, names, range(20))]),
)
PORTIONS = st.builds(Portion, COUNT, COUNT, COUNT)
COMING = st.builds(
    Coming,
    title=WORDS,
    chapter=WORDS,
    portion=PORTIONS,
    due=st.just(Due(date(2026, 5, 1), datetime(2026, 5, 1, tzinfo=UTC))),
    change=st.builds(ClockChange, st.sampled_from([timedelta(), timedelta(hours=1)]), st.booleans(), st.booleans()),
)
SERIALS = st.builds(
    Serial,
    serial_id=COUNT,
    terms=TERMS,
    story_id=COUNT,
    queue=st.just(()),
    thread_id=st.none(),
    state=st.sampled_from(["active", "paused", "suspended", "ended"]),
    reason=WORDS,
    reported=st.booleans(),
    version=COUNT,
    created_by=COUNT,
    created_at=st.just(datetime(2026, 5, 1, tzinfo=UTC)),
)
STANDINGS = st.builds(
    overview.Standing,
    serial=SERIALS,
    title=WORDS,
    queued=st.lists(WORDS, max_size=20),
    in_forum=st.booleans(),
    next_one=WORDS.map(lambda reason: an_instalment([], reason=reason)),
    portion=PORTIONS,
    last=st.none() | st.builds(lambda: an_instalment([])),
)


@settings(max_examples=40)
@given(SHEETS, st.lists(STORIES, min_size=1, max_size=25, unique_by=lambda story: story.story_id))
def test_the_panel_and_its_parts_fit(sheet: Sheet, stories: list[Story]) -> None:
    for screen in (panel.panel, panel.stories, panel.place):
        check(screen(sheet))
    check(adding.all_of_them(sheet.draft, stories, sheet=2, count=10**6, venue=Venue(age_restricted=False)))
    check(adding.what_was_found(sheet.draft, stories))
    check(panel.which_zone(10**9, sorted(available_timezones())[:40]))
    check(panel.ping_question(10**9, 2**62))


@settings(max_examples=40)
@given(TERMS, st.lists(COMING, max_size=proof.SHOWN), st.booleans())
def test_the_proof_fits(terms: Terms, coming: list[Coming], in_forum: bool) -> None:
    wrong = [Check("I need the rights " + " and ".join(["“Send Messages in Threads”"] * 9), is_right=False)] * 8
    check(proof.screen(Proof(draft_id=10**9, terms=terms, in_forum=in_forum, coming=coming, checks=wrong)))


@settings(max_examples=40)
@given(st.lists(STANDINGS, min_size=1, max_size=overview.ON_A_SHEET, unique_by=lambda each: each.serial.serial_id))
def test_how_serials_stand_fits(standings: list[overview.Standing]) -> None:
    looked = datetime(2026, 5, 1, tzinfo=UTC)
    check(overview.several(standings, sheet=2, count=100, looked=looked, to_change=False))
    check(overview.one(standings[0], looked=looked, words="Paused.", is_alone=False))
    check(overview.end_question(standings[0]))


@given(st.text(max_size=300), st.integers(4, 200))
def test_a_shortened_line_is_one_line_within_its_limit(text: str, limit: int) -> None:
    line = layout.shorten(text, max(limit, 10))

    assert len(line.encode("utf-16-le", "surrogatepass")) // 2 <= max(limit, 10)
    assert line == " ".join(line.split())
    assert line
