from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.dates import MONTHS, WEEKDAYS, date_in_words, date_typed, dates_in, in_year
from stories.errors import StoryError

TODAY = date(2026, 11, 25)  # a Wednesday
days = st.dates(date(1600, 1, 1), date(2400, 1, 1))


@pytest.mark.parametrize(
    ("written", "year", "month", "day"),
    [
        ("3 April 1911", 1911, 4, 3),
        ("Monday, 3 May", None, 5, 3),
        ("May 3rd", None, 5, 3),
        ("3rd of May", None, 5, 3),
        ("the 21st of December, 1890", 1890, 12, 21),
        ("Dec. 11th, 17—", None, 12, 11),
        ("SEPT. 30, 1897", 1897, 9, 30),
        ("3. Mai 1893", 1893, 5, 3),
        ("den 4. März", None, 3, 4),
        ("le 1er août 1870", 1870, 8, 1),
        ("3 de mayo de 1890", 1890, 5, 3),
        ("1º de março", None, 3, 1),
        ("3 maggio", None, 5, 3),
        ("3 mei", None, 5, 3),
        ("3 maj 1890", 1890, 5, 3),
        ("3 maja 1890 r.", 1890, 5, 3),
        ("3 мая 1890 г.", 1890, 5, 3),
        ("5月3日", None, 5, 3),
        ("１２月２５日", None, 12, 25),
        ("一九二八年十二月二十一日", 1928, 12, 21),
        ("明治三十年五月三日", None, 5, 3),
        ("2020-05-03", 2020, 5, 3),
        ("3.5.2020", 2020, 5, 3),
        ("29 February", None, 2, 29),
    ],
)
def test_a_date_is_read_in_every_language(written: str, year: int | None, month: int, day: int):
    (found,) = dates_in(f"Whitby, {written}")

    assert found[:3] == (year, month, day)
    assert written.endswith(f"Whitby, {written}"[found.start : found.end])


@pytest.mark.parametrize(
    "text",
    [
        "three may keep a secret, 3 may not",
        "at 5 marched the band",
        "May 1897",
        "April 31, 31 April, 30 February, 0 May",
        "2020-13-01",
        "15月3日",
        "at 3.15 or 10.30",
        "1/2/2020",
        "May 3:30",
        "10 Marches, Mayor 3, 3 Mayors",
        "1,3 May",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str):
    assert [*dates_in(text)] == []


def test_each_language_has_twelve_months_and_seven_days_and_no_word_means_two():
    for table, size in ((MONTHS, 12), (WEEKDAYS, 7)):
        meanings: dict[str, set[int]] = {}
        for row in table.values():
            assert len(row.split()) == size
            for number, words in enumerate(row.split()):
                for word in words.split("|"):
                    meanings.setdefault(word.casefold(), set()).add(number)
        assert {word for word, numbers in meanings.items() if len(numbers) > 1} == set()


@given(text=st.text(st.sampled_from("0123456789 .,-/年月日十一二MayJunemai\n—"), max_size=60))
def test_every_date_found_in_any_text_exists_and_stands_where_it_says(text: str):
    end = 0
    for found in dates_in(text):
        assert end <= found.start < found.end <= len(text)
        assert in_year(2000, month=found.month, day=found.day) == date(2000, found.month, found.day)
        end = found.end


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-25"),
        ("Tomorrow", "2026-11-26"),
        ("friday", "2026-11-27"),
        ("next Wednesday", "2026-12-02"),
        ("1 December", "2026-12-01"),
        ("1st december", "2026-12-01"),
        ("Dec 1", "2026-12-01"),
        ("december 1st, 2027", "2027-12-01"),
        ("1. Dezember", "2026-12-01"),
        ("1 de dezembro de 2026", "2026-12-01"),
        ("12月1日", "2026-12-01"),
        ("2026-12-01", "2026-12-01"),
        ("1.12.2026", "2026-12-01"),
        ("1.12.", "2026-12-01"),
        ("1.12.26", "2026-12-01"),
        ("25/12", "2026-12-25"),
        ("12/25/2026", "2026-12-25"),
        ("24 November", "2027-11-24"),
        ("25 November", "2026-11-25"),
        ("29 February", "2028-02-29"),
    ],
)
def test_a_start_is_understood_as_people_write_it(typed: str, day: str):
    assert date_typed(typed, today=TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "don't know that date"),
        ("soon", "don't know that date"),
        ("30 February", "don't know that date"),
        ("29 February 2027", "don't know that date"),
        ("32.1.", "don't know that date"),
        ("99/99/9999", "don't know that date"),
        ("on 1 December or so", "don't know that date"),
        ("1 November 2026", "1 November 2026 has passed"),
        ("2020-02-29", "29 February 2020 has passed"),
        ("2099-01-01", "1 January 2099 is too far away"),
        ("1/12/2026", "Is that 12 January 2026 or 1 December 2026"),
    ],
)
def test_what_is_no_day_to_start_on_is_refused_in_a_sentence(typed: str, words: str):
    with pytest.raises(StoryError, match=words):
        date_typed(typed, today=TODAY)


@given(day=days, ahead=st.integers(0, 3000))
def test_a_day_to_come_is_understood_as_it_is_told(day: date, ahead: int):
    told = date_in_words(day)

    assert date_typed(told, today=day - timedelta(days=ahead)) == day
    assert date_typed(day.isoformat(), today=day - timedelta(days=ahead)) == day


@given(typed=st.text(max_size=40), today=days)
def test_whatever_is_typed_is_a_day_to_come_or_refused(typed: str, today: date):
    with suppress(StoryError):
        assert date_typed(typed, today=today) >= today


def test_the_last_of_february_comes_every_year():
    assert in_year(2028, month=2, day=29) == date(2028, 2, 29)
    assert in_year(2027, month=2, day=29) == date(2027, 2, 28)
