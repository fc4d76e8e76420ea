"""Diaries and letters: the dates over their entries are headings, and never the title."""

from __future__ import annotations

import pytest

from stories.almanac import entries_of
from stories.importing import manuscript_from

PROSE = (
    "The ferry was late, and the man with the geese said that it would not come at all before the tide had turned.",
    "Nobody has seen the geese since Tuesday, and the man asks every one who comes down the steps whether he has.",
    "They were in the church the whole time, which explains the singing, though it does not explain the candles.",
)
DIARIES = {
    "English": ("3 May", "4 May", "9 May, evening"),
    "American": ("May 3rd, 1893", "May 4th, 1893", "June 1st, 1893"),
    "letters": ("Whitby, 3 May 1893", "Whitby, Thursday 4 May 1893", "London, 24 June 1893"),
    "German": ("3. Mai", "4. Mai", "1. Juni"),
    "Danish": ("30. december", "31. december", "1. januar"),
    "French": ("Lundi, 3 mai", "4 mai", "9 mai"),
    "Russian": ("3 мая", "4 мая", "9 мая"),
    "Chinese": ("5月3日　晴", "5月4日　雨", "5月9日"),
    "figures": ("1893-05-03", "1893-05-04", "1893-05-09"),
}


def read(*blocks: str, name: str = "000_1a2b.txt"):
    return manuscript_from("\n\n".join(blocks).encode(), name=name)


def entries(dates: tuple[str, ...]) -> list[str]:
    return [each for date, prose in zip(dates, PROSE, strict=True) for each in (date, prose)]


@pytest.mark.parametrize("dates", DIARIES.values(), ids=DIARIES)
@pytest.mark.parametrize("above", [[], ["The Geese of Whitby"], ["The Geese of Whitby", "by Ada Rook"]])
def test_dates_that_stand_alone_are_headings_with_a_calendar(dates: tuple[str, ...], above: list[str]):
    told = read(*above, *entries(dates))

    assert [chapter.title for chapter in told.chapters] == [*dates]
    assert [chapter.body.text for chapter in told.chapters] == [*PROSE]
    assert [(entry.chapter, entry.offset) for entry in entries_of(told.chapters)] == [(1, 0), (2, 0), (3, 0)]
    assert (told.title_guessed, told.title in DIARIES.values()) == (not above, False)
    assert told.authors == (("Ada Rook",) if len(above) > 1 else ())


@pytest.mark.parametrize("dates", [("May 3", "May 4"), ("MAY 3", "MAY 4")])
def test_a_date_is_no_title_where_others_follow(dates: tuple[str, str]):
    told = read(dates[0], PROSE[0], "", dates[1], PROSE[1])

    assert told.title_guessed
    assert told.chapters[0].body.text.startswith(dates[0])


def test_a_date_alone_may_be_the_title_of_a_story():
    assert read("THE 5TH OF NOVEMBER", *PROSE).title == "THE 5TH OF NOVEMBER"


def test_what_stands_above_the_date_of_a_letter_is_its_title():
    told = read("Letter from the lake", "Whitby, 3 May 1893", "My dear Bess,", *PROSE, "Ada", name="old_papers.txt")

    assert (told.title, told.title_guessed) == ("Letter from the lake", False)
    assert told.chapters[0].body.text.startswith("Whitby, 3 May 1893\n\nMy dear Bess,")


@pytest.mark.parametrize(
    "dates", [("9 May", "4 May", "3 May"), ("3 May. It rained.", "4 May. It rains.", "9 May. Sun.")]
)
def test_dates_that_go_back_or_open_a_paragraph_are_no_headings(dates: tuple[str, ...]):
    assert len(read(*entries(dates)).chapters) == 1


def test_chapters_are_headings_before_dates_are():
    told = read("Chapter 1", *entries(DIARIES["English"]), "Chapter 2", PROSE[0])

    assert [chapter.label for chapter in told.chapters] == ["Chapter 1", "Chapter 2"]


ADDRESSES = {
    "persons": ("To Mrs. Roe, Whitby", "To Mrs. Roe, Whitby", "To Mr. Roe"),
    "places": ("12 Quay Street, Hull", "The Mill, near Whitby", "12 Quay Street, Hull"),
    "German": ("An Frau Petersen, Husum", "An Frau Petersen, Husum", "An die Tante"),
    "French": ("À Madame de Roe", "À Madame de Roe, à Paris", "Au Chevalier"),
}
DATES = DIARIES["letters"]


@pytest.mark.parametrize("addresses", ADDRESSES.values(), ids=ADDRESSES)
@pytest.mark.parametrize("between", ["\n\n", "\n"], ids=["above", "beside"])
def test_the_address_over_the_date_of_a_letter_belongs_to_that_letter(addresses: tuple[str, ...], between: str):
    heads = [f"{address}{between}{date}" for address, date in zip(addresses, DATES, strict=True)]
    letters = [f"{head}\n\n{prose}\n\nAda Rook" for head, prose in zip(heads, PROSE, strict=True)]

    told = read("The Geese of Whitby", "by Ada Rook", *letters)

    assert [chapter.title for chapter in told.chapters] == [*DATES]
    assert [chapter.body.text.split("\n\n") for chapter in told.chapters] == [
        [address, prose, "Ada Rook"] for address, prose in zip(addresses, PROSE, strict=True)
    ]


def test_the_signature_above_the_date_of_the_next_letter_is_no_address():
    signed = [each for date, prose in zip(DATES, PROSE, strict=True) for each in (date, prose, "Ada Rook, Hull")]

    told = read("The Geese of Whitby", *signed)

    assert [chapter.body.text.split("\n\n") for chapter in told.chapters] == [
        [prose, "Ada Rook, Hull"] for prose in PROSE
    ]
