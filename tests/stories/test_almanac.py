from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories import shelf
from stories.almanac import Entry, dated, entries_of
from stories.datelines import dateline
from stories.dates import in_year
from stories.importing import manuscript_from
from stories.manuscript import Chapter
from stories.text import Kind, Passage, Span

TOLD = "Nothing came by the post but the rain, which was addressed to all of us and signed for by the cat."


def headed(*titles: str) -> list[Chapter]:
    return [Chapter(number=number, title=title, body=Passage(TOLD)) for number, title in enumerate(titles, 1)]


def told(*paragraphs: str, spans: tuple[Span, ...] = ()) -> list[Chapter]:
    return [Chapter(number=1, body=Passage("\n\n".join(paragraphs), spans))]


def days(chapters: list[Chapter]) -> list[tuple[int, int]]:
    return [(entry.month, entry.day) for entry in entries_of(chapters)]


def run_of(*dates: str, begins: str) -> list[tuple[str, int]]:
    """`05-03` or `1890-05-03`, as the dates on which so many of them come."""
    entries: list[Entry] = []
    for number, written in enumerate(dates, 1):
        *year, month, day = map(int, written.split("-"))
        entries.append(Entry(number, 0, month, day, *year))
    run = dated(entries, begins_on_or_after=date.fromisoformat(begins))
    return [(day.isoformat(), len(together)) for day, together in run]


def test_the_shelfs_story_in_letters_comes_on_its_own_dates():
    name = "one-egg-in-excess.md"
    letters = manuscript_from(files(shelf).joinpath(name).read_bytes(), name=name).chapters

    run = dated(entries_of(letters), begins_on_or_after=date(2027, 1, 1))

    assert [f"{day.day} {day:%B}" for day, _ in run] == [letter.title.removesuffix(" 1911") for letter in letters]
    assert [[entry.chapter for entry in together] for _, together in run] == [[n] for n in range(1, len(letters) + 1)]
    assert {day.year for day, _ in run} == {2027}
    assert {entry.offset for _, together in run for entry in together} == {0}


@pytest.mark.parametrize(
    "titles",
    [
        ("3 April 1911", "9 May 1911", "21 December 1911"),
        ("April 3rd", "May 9th", "December 21st"),
        ("Monday, 3 April", "Tuesday, 9 May", "Thursday, 21 December"),
        ("Anna to Ben, 3 April", "Ben to Anna — 9 May", "Letter the last (21 December 1911)"),
        ("3. April", "Dienstag, den 9. Mai", "21. Dezember 1911"),
        ("3 avril", "mardi 9 mai", "21 décembre"),
        ("3 de abril", "9 de mayo de 1911", "21 de diciembre"),
        ("3 aprile", "9 maggio", "21 dicembre"),
        ("3 de abril", "9 de maio", "21 de dezembro"),
        ("3 april", "9 mei", "21 december"),
        ("3 april", "9 maj", "21 december"),
        ("3 kwietnia", "9 maja", "21 grudnia"),
        ("3 апреля", "9 мая", "21 декабря 1911 г."),
        ("4月3日", "5月9日", "12月21日"),
        ("四月三日", "五月九日", "十二月二十一日"),
        ("1911-04-03", "1911-05-09", "1911-12-21"),
    ],
)
def test_headings_are_read_as_dates_in_every_language(titles: tuple[str, ...]):
    assert days(headed(*titles)) == [(4, 3), (5, 9), (12, 21)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "24 May.",
        "24 May. Harbour Street.—Slept badly, and the gulls slept worse.",
        "24 May, evening.—The lamps are lit.",
        "24 May, 11 p.m. Nobody has come down.",
        "24 May, Harbour Street. Slept badly.",
        "May 24th. Slept badly.",
        "May 24, 1890 — Slept badly.",
        "Monday, 24 May.",
        "Monday 24 May: the lamps are lit.",
        "“24 May.",
        "Harbour Street, 24 May",
        "Harbour Street, Little Wick, Monday, 24 May 1890.",
        "12 Harbour Street,\nLittle Wick,\n24 May 1890",
        "Letter, Miss Ada Quill to Mr Ned Bright. 24 May.",
        "Den 24. Mai. Schlecht geschlafen.",
        "Montag, 24. Mai",
        "lundi 24 mai. — Mal dormi.",
        "le 24 mai",
        "24 мая. Спал плохо.",
        "Москва, 24 мая",
        "5月24日　雨",
        "五月二十四日（月）",
        "1890-05-24",
    ],
)
def test_a_date_that_opens_an_entry_is_seen(paragraph: str):
    found = dateline(f"{paragraph}")

    assert found
    assert (found.month, found.day) == (5, 24)


@pytest.mark.parametrize(
    "paragraph",
    [
        "24 May was a holiday in Little Wick.",
        "24 May, and still no ship.",
        "On 24 May the ship came in.",
        "She had died on Monday, 24 May.",
        "The harbour was closed. 24 May.",
        "“24 May,” she said.",
        "“24 May.” She looked up.",
        "May 24 came and went.",
        "By the evening of 24 May.",
        "It was in Harbour Street, on 24 May, that we met.",
        "In Little Wick, 24 May, Ada met me.",
        "五月二十四日、私は出かけた。",
        "24 mai, il pleuvait.",
        "He counted 24. May laughed.",
        TOLD + " 24 May.",
    ],
)
def test_a_date_that_narration_mentions_opens_nothing(paragraph: str):
    assert dateline(paragraph) is None


def test_the_entries_of_a_diary_begin_where_their_dates_stand():
    chapters = told("3 May.—Rain.", TOLD, "4 May.—Rain.", TOLD, "The post came on 5 May at noon.", "9 May.—Rain.", TOLD)

    text = chapters[0].body.text
    assert entries_of(chapters) == [
        Entry(1, 0, 5, 3),
        Entry(1, text.index("4 May"), 5, 4),
        Entry(1, text.index("9 May"), 5, 9),
    ]


def test_who_writes_to_whom_stands_over_the_date_and_belongs_to_it():
    ornament, heading = "* * *", "Ada Quill’s Diary"
    paragraphs = ("3 May.", TOLD, "A. Q.", ornament, "Letter, Ned to Ada", "9 May.", TOLD, heading, "21 May.", TOLD)
    text = "\n\n".join(paragraphs)
    spans = tuple(
        Span(text.index(words), text.index(words) + len(words), kind)
        for words, kind in ((ornament, Kind.SCENE_BREAK), (heading, Kind.HEADING))
    )

    found = entries_of(told(*paragraphs, spans=spans))

    assert [text[entry.offset :][:8] for entry in found] == ["3 May.\n\n", "Letter, ", "Ada Quil"]


def test_a_gap_parts_a_letter_from_the_signature_of_the_one_before():
    paragraphs = ("3 May.", TOLD, "Ada", "Harbour Street", "9 May.", TOLD, "Ned", "21 May.", TOLD)
    text = "\n\n".join(paragraphs)
    gap = Span(text.index("Harbour") - 2, text.index("Harbour"), Kind.SCENE_BREAK)

    found = entries_of(told(*paragraphs, spans=(gap,)))

    assert [text[entry.offset :].partition("\n")[0] for entry in found] == ["3 May.", "Harbour Street", "21 May."]


def test_what_stands_before_the_first_date_comes_with_it():
    chapters = headed("Preface", "3 May", "4 May", "An interlude", "5 May", "6 May")

    assert entries_of(chapters) == [Entry(1, 0, 5, 3), Entry(3, 0, 5, 4), Entry(5, 0, 5, 5), Entry(6, 0, 5, 6)]


@pytest.mark.parametrize(
    "chapters",
    [
        [],
        headed("One", "Two", "Three"),
        headed("3 May", "4 May"),
        headed("One", "Two", "3 May", "4 May", "5 May"),
        headed("3 May", "4 May", "5 May", "Six", "Seven", "Eight", "Nine", "Ten"),
        headed("May", "June", "July"),
        told(TOLD, "It was 3 May.", TOLD, "On 4 May it rained.", TOLD, "By 5 May it had not stopped."),
        told("3 May.", *[TOLD * 400] * 2, "4 May.", *[TOLD * 400] * 2, "5 May.", *[TOLD * 400] * 2),
    ],
)
def test_a_story_that_dates_do_not_tell_has_no_calendar(chapters: list[Chapter]):
    assert entries_of(chapters) == []


def test_a_run_begins_at_the_first_date_that_is_to_come():
    assert run_of("05-03", "05-04", begins="2027-05-03") == [("2027-05-03", 1), ("2027-05-04", 1)]
    assert run_of("05-03", "05-04", begins="2027-05-04") == [("2028-05-03", 1), ("2028-05-04", 1)]


def test_entries_of_one_day_come_together():
    assert run_of("05-03", "05-03", "05-09", begins="2027-01-01") == [("2027-05-03", 2), ("2027-05-09", 1)]


def test_a_look_back_comes_with_what_was_told_before_it():
    assert run_of("05-03", "05-09", "04-28", "05-07", "05-10", begins="2027-01-01") == [
        ("2027-05-03", 1),
        ("2027-05-09", 3),
        ("2027-05-10", 1),
    ]
    assert run_of("12-30", "01-04", "12-31", "01-05", begins="2027-01-01") == [
        ("2027-12-30", 1),
        ("2028-01-04", 2),
        ("2028-01-05", 1),
    ]


def test_a_story_goes_on_over_new_year():
    assert run_of("11-20", "12-31", "01-02", "06-01", begins="2027-01-01") == [
        ("2027-11-20", 1),
        ("2027-12-31", 1),
        ("2028-01-02", 1),
        ("2028-06-01", 1),
    ]


def test_years_that_are_written_say_what_looks_back_and_what_goes_on():
    assert run_of("1890-10-10", "1891-05-03", begins="2027-01-01") == [("2027-10-10", 1), ("2028-05-03", 1)]
    assert run_of("1890-10-10", "1890-01-03", begins="2027-01-01") == [("2027-10-10", 2)]
    assert run_of("1890-01-05", "1890-12-28", begins="2027-01-01") == [("2027-01-05", 1), ("2027-12-28", 1)]


def test_the_last_of_february_comes_on_the_28th_in_a_common_year():
    assert run_of("02-28", "02-29", "03-01", begins="2027-01-01") == [("2027-02-28", 2), ("2027-03-01", 1)]
    assert run_of("02-28", "02-29", "03-01", begins="2028-01-01") == [
        ("2028-02-28", 1),
        ("2028-02-29", 1),
        ("2028-03-01", 1),
    ]


entries = st.lists(
    st.tuples(st.dates(date(1890, 1, 1), date(1893, 12, 31)), st.booleans()).map(
        lambda each: Entry(1, 0, each[0].month, each[0].day, each[0].year if each[1] else None)
    ),
    max_size=30,
).map(lambda found: [entry._replace(offset=number) for number, entry in enumerate(found)])
beginnings = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(entries=entries, begins=beginnings)
def test_every_run_tells_each_entry_once_in_order_and_never_goes_back(entries: list[Entry], begins: date):
    run = dated(entries, begins_on_or_after=begins)

    assert [entry for _, together in run for entry in together] == entries
    assert all(before < after for (before, _), (after, _) in pairwise(run))
    assert all(day == in_year(day.year, month=first.month, day=first.day) for day, (first, *_) in run)
    assert all(after - before < timedelta(days=366) for before, after in pairwise([begins, *(day for day, _ in run)]))


@given(
    begins=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    rests=st.lists(st.integers(0, 180), max_size=20),
    with_years=st.booleans(),
)
def test_what_is_told_in_order_comes_on_the_dates_on_which_it_was_written(
    begins: date, rests: list[int], with_years: bool
):
    written = [begins]
    for rest in rests:
        written.append(written[-1] + timedelta(days=rest))
    told = [Entry(1, n, day.month, day.day, day.year if with_years else None) for n, day in enumerate(written)]

    run = dated(told, begins_on_or_after=begins)

    assert [day for day, together in run for _ in together] == written


@given(
    paragraphs=st.lists(
        st.sampled_from(["3 May.", "4 May.—Rain.", "9 May, and still no ship.", TOLD, "Ada", "* * *"]), max_size=30
    )
)
def test_entries_of_any_text_stand_in_order_at_the_beginning_of_paragraphs(paragraphs: list[str]):
    chapters = told(*paragraphs)
    found = entries_of(chapters)

    assert found == [] or len(found) >= 3
    assert all(before.offset < after.offset for before, after in pairwise(found))
    starts = {0} | {at + 2 for at in range(len(chapters[0].body.text)) if chapters[0].body.text.startswith("\n\n", at)}
    assert {entry.offset for entry in found} <= starts
