"""The measures measure: each part runs, small, and gives a ratio. How large it is, `python -m tests.bench` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stories.exporting import as_epub
from tests.bench import cutting, importing, novel, scale, serials, start, turn
from tests.bench.libraries import library_of, made_up

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.figures import Figure

NOVEL = "\n\n".join(chapter.body.text for chapter in made_up("A novel", characters=60_000).chapters).encode()


def assert_measured(figures: list[Figure]) -> None:
    assert figures
    assert all(figure.ratio >= 0 and figure.what and figure.against for figure in figures)


async def test_a_turn_of_the_page_is_measured_over_all_three_discords() -> None:
    figures = await turn.measure(rounds=4, characters=30_000)

    assert len(figures) == 6
    assert_measured(figures)


async def test_turns_are_measured_in_libraries_and_stories_of_two_sizes() -> None:
    assert_measured(await scale.measure_library(rounds=3, few=2, many=20))
    assert_measured(await scale.measure_story(rounds=3, long=50_000, short=9_000))


async def test_the_picker_is_measured() -> None:
    assert_measured(await scale.measure_picker(rounds=3, titles=50))


async def test_a_library_made_by_the_database_holds_together(tmp_path: Path) -> None:
    store = await library_of(tmp_path, 20)
    try:
        assert len(await store.library.titles()) == 20
        assert {(await store.library.page_numbered(story, 1)).of for story in range(1, 21)} == {3}
    finally:
        await store.close()


async def test_instalments_are_measured() -> None:
    assert_measured(await serials.measure_cost(rounds=3))
    assert_measured(await serials.measure_many(numbers=(50, 60), rounds=1))
    assert_measured(await serials.measure_memory(few=50, many=60))


def test_cutting_and_importing_are_measured() -> None:
    assert_measured(cutting.measure_cut(NOVEL, rounds=1, line=20_000))
    assert_measured(cutting.measure_quality(NOVEL))
    assert_measured(novel.measure_import(NOVEL, rounds=1))


def test_reading_each_kind_of_file_is_measured() -> None:
    e_book = as_epub(made_up("A novel", characters=20_000))

    assert_measured(importing.measure_books(e_book, NOVEL, rounds=1))
    assert_measured(importing.measure_word(e_book, rounds=1))
    assert_measured(importing.measure_memory(e_book))


@pytest.mark.needs("shared")
def test_the_start_is_measured(shared: Path) -> None:
    assert_measured(start.measure(shared, rounds=1))
