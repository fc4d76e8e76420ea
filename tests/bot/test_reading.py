"""Reading in private: `/read`, the pages and their buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stories.manuscript import Note, Where
from stories.ratings import Rating
from stories.text import Passage
from tests.bot.person import choose, labels_of, options_of, press, text_of
from tests.bot.sim import tell

if TYPE_CHECKING:
    from tests.bot.sim import World

WHALE = ("Call me Ishmael.", "Some years ago.", "Never mind how long.")


async def test_a_story_opens_at_its_cover_and_the_first_page_follows(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE, authors=("Herman Melville",), summary="A man and a whale.")

    cover = await world.alice.slash(world.general, "read", story="Moby-Dick")
    assert cover.ephemeral
    assert "by Herman Melville" in text_of(cover)
    assert "A man and a whale." in text_of(cover)

    page = await press(world.alice, cover, "Begin")
    assert "Call me Ishmael." in text_of(page)
    assert "Section 1 of 3" in text_of(page)


async def test_a_cover_says_what_the_work_is_and_nothing_of_its_file(world: World) -> None:
    fields = {
        "Series": "Part 2 of All the Whales",
        "Title page": "MOBY-DICK / 1851",
        "Transcriber's note": "Two typos.",
    }
    await tell(world.store, "Moby-Dick", sections=WHALE, fields=fields)

    cover = text_of(await world.alice.slash(world.general, "read", story="Moby-Dick"))

    assert "Series: Part 2 of All the Whales" in cover
    assert "1851" not in cover
    assert "typos" not in cover


async def test_next_and_back_turn_the_page_in_place(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    page = await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")

    second = await press(world.alice, page, "Next")
    assert "Some years ago." in text_of(second)

    first = await press(world.alice, second, "Back")
    assert "Call me Ishmael." in text_of(first)
    assert not world.posts(world.general), "a private page shows in the channel"


async def test_a_story_opens_where_the_reader_left_off_even_after_turning_back(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    page = await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")
    second = await press(world.alice, page, "Next")
    await press(world.alice, second, "Back")

    again = await world.alice.slash(world.general, "read", story="moby dick")
    for_bob = await world.bob.slash(world.general, "read", story="Moby-Dick")

    assert "Some years ago." in text_of(again)
    assert "Begin" in labels_of(for_bob)


async def test_a_story_can_be_opened_from_its_beginning(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    page = await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")
    await press(world.alice, page, "Next")

    cover = await world.alice.slash(world.general, "read", story="Moby-Dick", **{"from": "beginning"})

    assert "Begin" in labels_of(cover)


async def test_the_last_page_says_it_is_the_end_and_offers_another_story(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE[:1], authors=("Herman Melville",))
    await tell(world.store, "Emma", authors=("Jane Austen",))
    await tell(world.store, "Fanny Hill", rating=Rating.EXPLICIT)

    page = await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")
    assert "The end." in text_of(page)
    assert "100 %" in text_of(page)
    assert "Next" not in labels_of(page)
    assert "Read Fanny Hill" not in labels_of(page)

    other = await press(world.alice, page, "Read Emma")
    assert "by Jane Austen" in text_of(other)


async def test_the_contents_lead_to_a_chapter_without_losing_the_place(world: World) -> None:
    chapters = {
        "Loomings": ["Call me Ishmael."],
        "The Carpet-Bag": ["I stuffed a shirt."],
        "The Spouter-Inn": ["Enter."],
    }
    await tell(world.store, "Moby-Dick", chapters=chapters)
    page = await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")

    contents = await press(world.alice, page, "Contents")
    third = await choose(world.alice, contents, "The Spouter-Inn")
    again = await world.alice.slash(world.general, "read", story="Moby-Dick")

    assert "Enter." in text_of(third)
    assert "Call me Ishmael." in text_of(again), "a look around moved the place"


async def test_reading_on_after_a_jump_moves_the_place(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=[*WHALE, "Having little money.", "I thought I would sail."])
    page = await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")
    contents = await press(world.alice, page, "Contents")

    fourth = await choose(world.alice, contents, "Section 4 (75 %)")
    await press(world.alice, fourth, "Next")

    assert "I thought I would sail." in text_of(await world.alice.slash(world.general, "read", story="Moby-Dick"))


async def test_a_book_of_many_chapters_has_its_contents_on_several_sheets(world: World) -> None:
    await tell(world.store, "War", chapters={f"Day {day}": [f"It was day {day}."] for day in range(1, 61)})
    opened = await world.alice.slash(world.general, "read", story="War", chapter="Day 30")

    contents = await press(world.alice, opened, "Contents")
    assert "Day 30" in options_of(contents)

    later = await press(world.alice, contents, "Later chapters")
    page = await choose(world.alice, later, "Day 60")
    assert "It was day 60." in text_of(page)


async def test_a_chapter_is_found_by_its_number_or_its_name(world: World) -> None:
    await tell(world.store, "Moby-Dick", chapters={"Loomings": ["Call me Ishmael."], "The Carpet-Bag": ["I stuffed."]})

    by_number = await world.alice.slash(world.general, "read", story="Moby-Dick", chapter="2")
    by_name = await world.bob.slash(world.general, "read", story="Moby-Dick", chapter="carpet")
    unknown = await world.bob.slash(world.general, "read", story="Moby-Dick", chapter="forty")

    assert "I stuffed." in text_of(by_number)
    assert "I stuffed." in text_of(by_name)
    assert "2 chapters" in text_of(unknown)
    assert unknown.ephemeral


async def test_an_unknown_story_is_explained_only_to_the_asker(world: World) -> None:
    result = await world.alice.slash(world.general, "read", story="Bleak House")

    assert result.ephemeral
    assert "I don't have a story called `Bleak House` here." in text_of(result)


async def test_the_picker_offers_titles_that_match_in_spite_of_typing_errors(world: World) -> None:
    await tell(world.store, "Moby-Dick", authors=("Herman Melville",))
    await tell(world.store, "Emma")

    offered = await world.alice.autocomplete(world.general, "read", "story", "mobbydik")

    assert [choice["name"] for choice in offered] == ["Moby-Dick by Herman Melville"]


async def test_the_picker_shows_what_was_read_last_first(world: World) -> None:
    await tell(world.store, "Aaron's Rod")
    await tell(world.store, "Moby-Dick", sections=WHALE)
    await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")

    offered = await world.alice.autocomplete(world.general, "read", "story", "")

    assert [choice["name"] for choice in offered] == ["Moby-Dick", "Aaron's Rod"]


async def test_a_choice_of_the_picker_opens_that_story(world: World) -> None:
    await tell(world.store, "Emma", sections=["First."], authors=("Jane Austen",))
    await tell(world.store, "Emma", sections=["Second."], authors=("Somebody Else",))
    offered = await world.alice.autocomplete(world.general, "read", "story", "emma")
    wanted = next(choice for choice in offered if "Somebody Else" in choice["name"])

    assert "by Somebody Else" in text_of(await world.alice.slash(world.general, "read", story=wanted["value"]))


async def test_an_authors_note_unfolds_and_folds_again(world: World) -> None:
    note = Note(where=Where.HEAD, passage=Passage("A/N: Thank you all."))
    await tell(world.store, "Moby-Dick", sections=WHALE, notes=(note,))
    page = await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")

    assert "Thank you all." not in text_of(page)

    unfolded = await press(world.alice, page, "Author's note before this")
    assert "A/N: Thank you all." in text_of(unfolded)

    folded = await press(world.alice, unfolded, "Back to the story")
    assert "Call me Ishmael." in text_of(folded)


async def test_a_long_note_is_shown_in_parts(world: World) -> None:
    note = Note(where=Where.TAIL, passage=Passage("\n\n".join(f"Thanks to reader {n} for all." for n in range(200))))
    await tell(world.store, "Moby-Dick", sections=WHALE[:1], notes=(note,))
    page = await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")

    first = await press(world.alice, page, "Author's note after this")
    second = await press(world.alice, first, "More of the note")

    assert "part 2 of" in text_of(second)
    assert "Earlier in the note" in labels_of(second)


async def test_buttons_still_work_after_a_restart(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    page = await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")

    await world.restart()

    assert "Some years ago." in text_of(await press(world.alice, page, "Next"))


async def test_a_button_on_a_removed_story_says_so(world: World) -> None:
    story = await tell(world.store, "Moby-Dick", sections=WHALE)
    page = await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")

    await world.store.library.remove(story, now=world.now)
    answer = await press(world.alice, page, "Next")

    assert answer.ephemeral
    assert "Moby-Dick" in text_of(answer)
    assert "removed" in text_of(answer)


async def test_a_button_of_an_old_revision_goes_on_in_the_new_one(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    page = await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")

    await tell(world.store, "Moby-Dick", sections=["A preface.", *WHALE])
    following = await press(world.alice, page, "Next")

    assert "Some years ago." in text_of(following)
    assert "Section 3 of 4" in text_of(following)


async def test_a_place_that_a_revision_took_away_is_asked_for_and_not_guessed(world: World) -> None:
    await tell(world.store, "Moby-Dick", sections=WHALE)
    page = await press(world.alice, await world.alice.slash(world.general, "read", story="Moby-Dick"), "Begin")
    await press(world.alice, page, "Next")

    await tell(world.store, "Moby-Dick", sections=["All new.", "Quite other.", "Not the same."])
    asked = await world.alice.slash(world.general, "read", story="Moby-Dick")
    assert "Choose where to go on" in text_of(asked)

    chosen = await choose(world.alice, asked, "Section 2 (50 %)")
    again = await world.alice.slash(world.general, "read", story="Moby-Dick")

    assert "Quite other." in text_of(chosen)
    assert "Quite other." in text_of(again)


async def test_a_page_pings_nobody(world: World) -> None:
    await tell(world.store, "Ping", sections=["“@everyone,” he said to <@1>, <@&2> and @here."])

    await press(world.alice, await world.alice.slash(world.general, "read", story="Ping"), "Begin")

    answers: list[Any] = [request.json for request in world.env.http_requests if request.path.endswith("/callback")]
    sent = [answer["data"] for answer in answers]
    assert all(data.get("allowed_mentions", {}).get("parse") == [] for data in sent if data.get("components"))
