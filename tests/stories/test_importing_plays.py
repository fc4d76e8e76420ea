"""Plays in plain text: acts and scenes, and verse that two speakers share."""

from __future__ import annotations

import pytest

from stories.importing import manuscript_from
from stories.text import Kind

SPEECHES = (
    (
        "Le vent s'est relevé, la barque est sur la grève,\nEt le vieux batelier s'endort avec son rêve;\n"
        "Il faut partir ce soir, avant que le matin\nNe montre à tout le port l'amour et le butin."
    ),
    (
        "Partir! Et mon jardin, mes poules, et ma mère,\nEt le petit chapeau que j'ai laissé, ma chère\n"
        "Colombe au pigeonnier, le chat près du fourneau,\nEt tout ce que l'on perd quand on monte en bateau!"
    ),
    (
        "Les mères dorment bien quand les fils vont au port,\nEt quand les fils s'en vont elles rêvent encore\n"
        "Que le bateau revient avec la blanche aurore."
    ),
)
HALVES = ("Et le chat?", "            Il nous suit.", "                         Et ma mère?")


def read(*blocks: str):
    return manuscript_from("\n\n".join(blocks).encode(), name="000_1a2b.txt")


def spoken(*speeches: str) -> list[str]:
    return [each for number, speech in enumerate(speeches) for each in (("LUCAS", "ROSE, assise")[number % 2], speech)]


def test_verse_as_long_as_the_lines_of_prose_keeps_its_lines():
    (only,) = read(*spoken(*SPEECHES)).chapters

    assert [only.body.text[span.start : span.end] for span in only.body.of_kind(Kind.VERSE)] == [*SPEECHES]


@pytest.mark.parametrize("speeches", [SPEECHES, ["La pluie tombe sur le port, et personne ne vient."]])
def test_half_a_verse_stands_where_the_speaker_before_broke_off(speeches: tuple[str, ...]):
    (only,) = read(*spoken(*speeches, "Viens.", *HALVES)).chapters

    assert only.body.text.split("\n\n")[-5::2] == [*HALVES]


@pytest.mark.parametrize("above", ["SCENE II", "He goes out by the small door."])
def test_names_in_the_middle_of_the_page_are_no_half_verses(above: str):
    (only,) = read(*spoken("The rain falls upon the pier."), above, f"{' ' * 24}LUCAS, ROSE", "Come.").chapters

    assert "\n\nLUCAS, ROSE\n\n" in only.body.text


def test_the_only_act_stands_above_its_first_scene():
    told = read("THE PIER", "ACT I", "SCENE I", *spoken("Come."), "SCENE II", *spoken("No."))

    assert [chapter.label for chapter in told.chapters] == ["ACT I · SCENE I", "SCENE II"]


def test_a_play_of_one_act_without_a_heading_has_its_title_and_its_author():
    page = ("THE LAST BUN", "A Comedy in One Act", "by Tess Ward")
    told = read(*page, "CHARACTERS", "MRS. PELL, a baker\nTOM, her nephew", "MRS. PELL. There was a bun.", "TOM. Was.")

    assert (told.title, told.authors, told.title_guessed) == ("THE LAST BUN", ("Tess Ward",), False)
    assert told.chapters[0].body.text.startswith("CHARACTERS")
