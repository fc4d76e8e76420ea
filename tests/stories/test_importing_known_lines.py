"""Title pages that say again what is known, as scanned books have them: no chapters of their own."""

from __future__ import annotations

import pytest

from stories.errors import RefusedError
from stories.importing import manuscript_from

TEXT = "The lamp had burned since noon, and nobody on the island could say who had lit it. They went to bed."
WRAPPED = (
    "Title: The Lamp; or, the Tide\nAuthor: Ada Rook\n\n*** START OF THIS PROJECT GUTENBERG EBOOK THE LAMP ***\n\n"
)


def of_page(body: str) -> tuple[list[tuple[str, str, str]], dict[str, str]]:
    wrapper = "".join(f"<p>{line}</p>" for line in WRAPPED.split("\n") if line)
    told = manuscript_from(f"<html><body>{wrapper}{body}</body></html>".encode(), name="a.html")
    return [(each.label, each.title, each.body.text) for each in told.chapters], dict(told.fields)


def of_text(body: str) -> tuple[list[tuple[str, str, str]], dict[str, str]]:
    told = manuscript_from(f"{WRAPPED}{body}".encode(), name="a.txt")
    return [(each.label, each.title, each.body.text) for each in told.chapters], dict(told.fields)


def headed(*headings: str) -> str:
    return "".join(f"<h{heading[0]}>{heading[1:]}</h{heading[0]}>" for heading in headings)


def test_headings_that_name_the_title_and_its_author_are_no_chapters():
    chapters, fields = of_page(
        headed("1The Lamp", "2or, the Tide", "3by", "3ADA ROOK", "41912", "3Chapter I")
        + f"<p>{TEXT}</p>{headed('3Chapter II')}<p>{TEXT}</p>"
    )

    assert chapters == [("Chapter I", "", TEXT), ("Chapter II", "", TEXT)]
    assert fields["Title page"].split("\n") == ["The Lamp", "or, the Tide", "by", "ADA ROOK", "1912"]


def test_a_title_in_large_type_above_the_author_does_not_hide_the_chapters():
    chapters, _ = of_page(
        headed("1T H E &nbsp; L A M P", "1Ada Rook")
        + headed("2Act I")
        + f"<p>{TEXT}</p>"
        + headed("2Act II")
        + f"<p>{TEXT}</p>"
    )

    assert [label for label, *_ in chapters] == ["Act I", "Act II"]


def test_the_title_page_of_a_second_volume_is_no_chapter():
    page = headed("1The Lamp", "2by", "1Ada Rook", "31900")
    chapters, _ = of_page(
        f"{page}{headed('2I')}<p>{TEXT}</p>{headed('2II')}<p>{TEXT}</p>{page}{headed('2III')}<p>{TEXT}</p>"
    )

    assert [label for label, *_ in chapters] == ["I", "II", "III"]


def test_a_chapter_that_is_called_like_the_story_is_one():
    chapters, _ = of_page(
        headed("1The Lamp")
        + f"{headed('2The Tide')}<p>{TEXT}</p>{headed('2The Lamp')}<p>{TEXT}</p>{headed('2Morning')}<p>{TEXT}</p>"
    )

    assert [title for _, title, _ in chapters] == ["The Tide", "The Lamp", "Morning"]


def test_a_heading_without_text_stands_above_the_next_one():
    chapters, _ = of_page(
        "".join(f"{headed(each)}<p>{TEXT}</p>" for each in ("2[ 1 ]", "2[ 2 ]")).replace(
            "<h2>[ 1 ]", "<h2>I</h2><h2>[ 1 ]"
        )
        + headed("2II", "2[ 3 ]")
        + f"<p>{TEXT}</p>"
    )

    assert [label for label, *_ in chapters] == ["I · [ 1 ]", "[ 2 ]", "II · [ 3 ]"]


def test_a_long_heading_that_is_marked_is_parted_into_its_number_and_its_title():
    long = "in which the keeper of the light counts her nineteen gulls twice, and is answered by one that was not there"
    headings = [f"Chapter I. Of the night {long}", f"Chapter II. Of the day {long}"]
    chapters, _ = of_page("".join(f"<h2>{heading}</h2><p>{TEXT}</p>" for heading in headings))

    assert [(label, title) for label, title, _ in chapters] == [
        ("Chapter I", f"Of the night {long}"),
        ("Chapter II", f"Of the day {long}"),
    ]


def test_a_tenth_chapter_between_dashes_is_no_ornament():
    numerals = ["VIII", "IX", "X", "XI"]
    chapters, _ = of_page("".join(f"{headed(f'2—{numeral}—')}<p>{TEXT}</p>" for numeral in numerals))

    assert [label for label, *_ in chapters] == numerals


def test_lines_of_a_text_that_say_what_is_known_are_its_title_page():
    page = "THE LAMP;\n\nor, the Tide\n\n\nby\n\nAda Rook\n\n[1912 Edition]\n\nLONDON\n\nHarbour & Sons\n\n\n"
    chapters, fields = of_text(f"{page}Chapter I\n\n{TEXT}\n\n\nChapter II\n\n{TEXT}\n")

    assert chapters == [("Chapter I", "", TEXT), ("Chapter II", "", TEXT)]
    assert fields["Title page"].split("\n") == [line for line in page.split("\n") if line]


def test_notices_of_those_who_made_the_file_are_kept_beside_the_story():
    notice = "[Transcriber's Note: two gulls were\nspelt alike.\n\nThey are not.]"
    chapters, fields = of_text(f"THE LAMP\n\n{notice}\n\n\nChapter I\n\n{TEXT}\n\n\nChapter II\n\n{TEXT}\n")

    assert chapters == [("Chapter I", "", TEXT), ("Chapter II", "", TEXT)]
    assert "They are not.]" in fields["Transcriber's note"]


def test_a_first_paragraph_that_begins_like_a_title_page_is_text():
    chapters, _ = of_text(f"Or so she thought.\n\n{TEXT}\n\n\nChapter I\n\n{TEXT}\n\n\nChapter II\n\n{TEXT}\n")

    assert chapters[0] == ("", "", f"Or so she thought.\n\n{TEXT}")


def test_a_title_in_smaller_type_right_below_a_number_is_the_chapters():
    page = "".join(
        f"{headed(f'2STAVE {number}.', f'4The {name}')}<p>{TEXT}</p>"
        for number, name in (("I", "Lamp"), ("II", "Tide"))
    )

    chapters, _ = of_page(page)

    assert [(label, title) for label, title, _ in chapters] == [("STAVE I", "The Lamp"), ("STAVE II", "The Tide")]


def test_the_date_of_an_entry_right_below_a_number_is_none():
    chapters, _ = of_page(f"{headed('2Book I', '3May 4, 1911')}<p>{TEXT}</p>{headed('2Book II')}<p>{TEXT}</p>")

    assert chapters == [("Book I", "", f"May 4, 1911\n\n{TEXT}"), ("Book II", "", TEXT)]


def test_numbered_chapters_below_books_in_larger_type_are_the_chapters():
    rows = ["1The Island, volume 2", *(f"3Chapter {number}" for number in ("I", "II", "III"))]
    page = "".join(f"{headed(row)}<p>{TEXT}</p>" for row in rows)

    chapters, _ = of_page(headed("1The Lamp") + page)

    assert [label for label, *_ in chapters][-3:] == ["Chapter I", "Chapter II", "Chapter III"]


def test_words_that_end_an_act_begin_no_chapter():
    page = "".join(f"{headed(f'2Act {number}')}<p>{TEXT}</p>{headed('2Curtain.')}" for number in ("I", "II"))

    chapters, _ = of_page(page)

    assert [(label, text) for label, _, text in chapters] == [
        ("Act I", f"{TEXT}\n\nCurtain."),
        ("Act II", f"{TEXT}\n\nCurtain."),
    ]


def test_a_heading_over_nothing_but_a_list_is_left_out_with_it():
    items = "".join(f"<p>{number}. The {number}th gull</p>" for number in range(1, 6))
    text = "".join(f"{headed(f'2{name}')}<p>{TEXT}</p>" for name in ("Gulls", "The Lamp", "The Tide"))

    chapters, fields = of_page(headed("1The Lamp", "2Contents") + items + text)

    assert [title for _, title, _ in chapters] == ["Gulls", "The Lamp", "The Tide"]
    assert fields["Contents"].split("\n")[:2] == ["Contents", "1. The 1th gull"]


def test_chapters_are_found_by_their_words_where_a_page_marks_hardly_a_heading():
    text = "".join(f"<p>CHAPTER {numeral}.</p><p>{TEXT}</p>" for numeral in ("I", "II", "III", "IV", "V"))

    chapters, _ = of_page(headed("1The Lamp") + text)

    assert [label for label, *_ in chapters] == [f"CHAPTER {numeral}" for numeral in ("I", "II", "III", "IV", "V")]


def test_a_title_page_with_publisher_and_place_between_what_is_known_is_none_of_the_chapters():
    page = headed("2Rook, Ada", "1The Lamp", "3Harbour", "3House of Gulls", "31912")
    text = "".join(f"{headed(f'2{numeral}')}<p>{TEXT}</p>" for numeral in ("I", "II", "III"))

    chapters, fields = of_page(page + text)

    assert [label for label, *_ in chapters] == ["I", "II", "III"]
    assert "House of Gulls" in fields["Title page"]


def test_the_oldest_files_of_gutenberg_name_title_and_author_in_their_first_line():
    head = "The Project Gutenberg Etext of The Lamp by Ada Rook\n#2 in our series by Ada Rook\n\n"
    told = manuscript_from(f"{head}*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*\n\n{TEXT}\n".encode(), name="a.txt")

    assert (told.title, told.authors) == ("The Lamp", ("Ada Rook",))
    assert told.chapters[0].body.text == TEXT


def test_a_head_without_a_text_is_refused():
    with pytest.raises(RefusedError, match="holds no story"):
        manuscript_from(b"---\ntittle: A\ntags: [a, b]\n---ags: [a, b]\n---", name="a.md")


def test_years_that_name_parts_are_no_edition():
    text = "# The Lamp\n\n" + "".join(
        f"## {year}\n\n### June\n\n{TEXT}\n\n### July\n\n{TEXT}\n\n" for year in (1984, 1985)
    )
    told = manuscript_from(text.encode(), name="a.md")

    assert [(each.label, each.title) for each in told.chapters] == [
        ("1984", "June"),
        ("", "July"),
        ("1985", "June"),
        ("", "July"),
    ]


def test_the_second_line_of_a_wrappers_title_is_another_unless_the_first_is_full():
    marker = "*** START OF THIS PROJECT GUTENBERG EBOOK X ***"
    short = manuscript_from(f"Title: The Lamp\n       A Tale of Gulls\n\n{marker}\n\n{TEXT}\n".encode(), name="a.txt")
    long = "The Long and Surprising Life of the Keeper of the Lamp,\n       Gull-Counter"
    full = manuscript_from(f"Title: {long}\n\n{marker}\n\n{TEXT}\n".encode(), name="a.txt")

    assert (short.title, dict(short.fields)["Subtitle"]) == ("The Lamp", "A Tale of Gulls")
    assert full.title == " ".join(long.split())
