from __future__ import annotations

import pytest

from stories.ratings import Rating
from stories.search import TitleIndex
from stories.store.records import Title

TITLES = [
    "All The Ruby Falls Sing Along",
    "Café Society",
    "Moby-Dick; or, The Whale",
    "The Lighthouse",
    "The Night Café",
    "В лесу",
    "紅樓夢",
]


def index(*titles: str, rating: Rating = Rating.TEEN) -> TitleIndex:
    return TitleIndex(
        Title(story_id=n, title=title, authors=("Ann Onymous",), rating=rating) for n, title in enumerate(titles)
    )


def found(query: str, *, limit: int = 25, first: tuple[int, ...] = ()) -> list[str]:
    return [title.title for title in index(*TITLES).find(query, ratings=Rating, limit=limit, first=first)]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("moby dick", "Moby-Dick; or, The Whale"),
        ("MOBY", "Moby-Dick; or, The Whale"),
        ("mobby dik", "Moby-Dick; or, The Whale"),
        ("whale", "Moby-Dick; or, The Whale"),
        ("lihgthouse", "The Lighthouse"),
        ("cafe soc", "Café Society"),
        ("ruby fals", "All The Ruby Falls Sing Along"),
        ("в лес", "В лесу"),
        ("紅樓", "紅樓夢"),
        ("the n", "The Night Café"),
    ],
)
def test_a_title_is_found_in_spite_of_how_it_was_typed(query: str, title: str):
    assert found(query)[0] == title


def test_a_title_that_begins_so_comes_before_one_that_holds_it():
    assert found("cafe")[:2] == ["Café Society", "The Night Café"]


def test_an_author_finds_their_stories():
    assert len(found("onymous")) == len(TITLES)


def test_nothing_alike_finds_nothing():
    assert found("xyzzyq") == []


def test_recently_read_ones_come_first_where_they_match():
    assert found("", first=(3, 1))[:3] == ["The Lighthouse", "Café Society", "All The Ruby Falls Sing Along"]
    assert found("cafe", first=(4, 2))[0] == "The Night Café"
    assert "Moby-Dick; or, The Whale" not in found("cafe", first=(4, 2))


def test_no_more_than_asked_for():
    assert len(found("", limit=2)) == 2


def test_what_may_not_be_shown_is_not_named():
    assert index("Secret", rating=Rating.EXPLICIT).find("secret", ratings={Rating.TEEN}) == []
