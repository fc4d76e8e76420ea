"""Plain texts as the makers of files write them: FanFicFare, Aozora Bunko, typists, old code pages."""

from __future__ import annotations

import textwrap

import pytest

from stories.importing import manuscript_from
from stories.importing.chapters.headings import heading_in
from stories.importing.encoding import decode
from stories.ratings import Rating
from stories.text import Kind

PROSE = "The rain came down the hill like something that had been told to hurry, and nobody in the house said a word."
OTHER = "In the morning the hill was gone, and the house stood at the edge of a lake that had no name on any map."
LONG = f"{PROSE} {OTHER} {PROSE}"


def read(text: str, name: str = "000_1a2b.txt"):
    return manuscript_from(text.encode(), name=name)


def wrapped(text: str, width: int = 72, indent: str = "") -> str:
    return textwrap.fill(text, width, initial_indent=indent)


FANFICFARE = "\r\n".join(
    [
        *("", "", "The Door", "", "by Ann Other", "", ""),
        *("Fandom: Houses", "Category: Houses", "Genre: Drama", "Language: English", "Status: In-Progress"),
        *("Rating: T", "Chapters: 2", "Words: 1,234", "Publisher: www.example.org", "Summary: A house and a hill.", ""),
        *("", "TABLE OF CONTENTS", "", "", "1. Rain", "", "2. The Lake", "", ""),
        *("\t1. Rain", "", wrapped(LONG, 78).replace("\n", "\r\n"), "", wrapped(f"_{OTHER}_", 78), "", ""),
        *("\t2. The Lake", "", wrapped(LONG, 78).replace("\n", "\r\n"), "", "", "End file.", ""),
    ]
)


def test_what_fanficfare_writes_keeps_its_head_and_its_chapters():
    story = read(FANFICFARE)

    assert (story.title, story.authors, story.rating) == ("The Door", ("Ann Other",), Rating.TEEN)
    assert story.summary == "A house and a hill."
    assert story.fields["Status"] == "In-Progress"
    assert [(c.label, c.title) for c in story.chapters] == [("1.", "Rain"), ("2.", "The Lake")]
    assert story.chapters[0].body.text == f"{LONG}\n\n{OTHER}"
    assert story.chapters[1].body.text == LONG


def test_the_line_of_figures_below_a_summary_is_taken_apart():
    figures = "Chapters: 3 - Words: 12,345 - Reviews: 10 - Updated: Jan 1 - Status: Complete - id: 1234567"
    head = f"The Door\n\nBy: Ann Other\n\nRated: Fiction T - English - Drama/Humor - Ida - {figures}"

    story = read(f"{head}\n\n{PROSE}\n\n{OTHER}\n")

    assert (story.title, story.authors, story.rating) == ("The Door", ("Ann Other",), Rating.TEEN)
    assert story.tags == ("Drama", "Humor")
    assert story.fields["Characters"] == "Ida"
    assert story.fields["Words"] == "12,345"
    assert story.chapters[0].body.text == f"{PROSE}\n\n{OTHER}"


def test_a_note_of_several_paragraphs_ends_where_the_story_is_set_off():
    note = "A/N: Hello.\n\nThank you for all your reviews.\n\nI own nothing. Enjoy!"

    by_ornament = read(f"{note}\n\n* * *\n\n{PROSE}\n\n{OTHER}\n")
    by_title = read(f"{note}\n\n\nThe Door\n\n{PROSE}\n\n{OTHER}\n")

    assert [each.passage.text for each in by_ornament.notes] == [f"{note}\n\n* * *"]
    assert by_ornament.chapters[0].body.text == f"{PROSE}\n\n{OTHER}"
    assert [each.passage.text for each in by_title.notes] == [note]
    assert by_title.title == "The Door"


def test_a_scene_after_a_note_is_not_taken_for_more_of_it():
    story = read(f"A/N: Hello.\n\n{PROSE}\n\n{OTHER}\n\n* * *\n\n{PROSE}\n")

    assert [each.passage.text for each in story.notes] == ["A/N: Hello."]
    assert story.chapters[0].scenes == 2


AOZORA = """羅漢の門
山田花子

-------------------------------------------------------
【テキスト中に現れる記号について】

《》：ルビ
（例）下人《げにん》

［＃］：入力者注
-------------------------------------------------------

［＃２字下げ］一［＃「一」は中見出し］

　ある日の暮方《くれがた》の事である。｜一人の下人《げにん》が、雨やみを待っていた。
　広い門の下には、この男のほかに［＃「ほかに」に傍点］誰もいない。

［＃２字下げ］二［＃「二」は中見出し］

　雨は、門をつつんで、遠くから、ざあっと云う音をあつめて来る。※［＃「土へん＋欠」、U+574E］

底本：「花子全集1」本屋
　　　1986（昭和61）年9月24日第1刷発行
"""


def test_aozoras_signs_become_readings_headings_and_emphasis():
    story = read(AOZORA)

    assert (story.title, story.authors) == ("羅漢の門", ("山田花子",))
    assert [c.title or c.label for c in story.chapters] == ["一", "二"]
    first = story.chapters[0].body
    assert first.text.split("\n\n")[0] == "ある日の暮方(くれがた)の事である。一人の下人(げにん)が、雨やみを待っていた。"
    assert [first.text[s.start : s.end] for s in first.of_kind(Kind.EMPHASIS)] == ["ほかに"]
    assert story.chapters[1].body.text.endswith("来る。坎")
    assert story.fields["底本"].startswith("「花子全集1」本屋")


def test_paragraphs_that_only_an_indent_tells_are_parted():
    paragraphs = [LONG, "“No,” said Ida.", f"{OTHER} {PROSE}", f"{LONG} {LONG}", "“Yes,” he said.", LONG] * 3
    text = "\n".join(wrapped(paragraph, 66, indent="    ") for paragraph in paragraphs)

    story = read(text)

    assert story.chapters[0].body.text == "\n\n".join(paragraphs)
    assert story.chapters[0].scenes == 1


def test_a_title_on_the_line_below_its_number_belongs_to_the_heading():
    text = "\n\n".join(
        f"CHAPTER {roman}\n\n{title}\n\n{PROSE}\n\n{OTHER}"
        for roman, title in (("I", "Rain on the Hill"), ("II", "The Lake"), ("III", "A Door"))
    )

    story = read(text)

    assert [(c.label, c.title) for c in story.chapters] == [
        ("CHAPTER I", "Rain on the Hill"),
        ("CHAPTER II", "The Lake"),
        ("CHAPTER III", "A Door"),
    ]
    assert story.chapters[1].body.text == f"{PROSE}\n\n{OTHER}"


def test_a_heading_right_above_its_text_is_one():
    text = "\n\n".join(f"Chapter {n}\n{wrapped(LONG)}\n\n{wrapped(OTHER)}" for n in (1, 2))

    assert [(c.label, c.body.text) for c in read(text).chapters] == [
        ("Chapter 1", f"{LONG}\n\n{OTHER}"),
        ("Chapter 2", f"{LONG}\n\n{OTHER}"),
    ]


def test_a_list_of_contents_without_blank_lines_is_left_out():
    contents = "Contents\n\nChapter 1: Rain\nChapter 2: Lake\nChapter 3: Door\n\n"
    chapters = (f"Chapter {n}: {name}\n\n{PROSE}\n\n{OTHER}" for n, name in ((1, "Rain"), (2, "Lake"), (3, "Door")))

    story = read(contents + "\n\n".join(chapters))

    assert [c.title for c in story.chapters] == ["Rain", "Lake", "Door"]
    assert story.fields == {"Contents": "Contents"}


def test_a_word_parted_at_its_own_hyphen_is_one_again():
    line = f"The rain came down the hill like something that had once been ill-\ntempered, and {OTHER[:45]}\n"

    assert "ill-tempered, and" in read(f"{line}\n{line}\n{line}").chapters[0].body.text


def test_who_speaks_in_a_play_is_kept():
    text = f"ACT I\n\nSCENE I\n\nIDA. {PROSE}\n\nTOM. {OTHER}\n\nSCENE II\n\nIDA. {PROSE}\n\nTOM. {OTHER}\n"

    story = read(text)

    assert [c.label for c in story.chapters] == ["ACT I · SCENE I", "SCENE II"]
    assert story.chapters[0].body.text == f"IDA. {PROSE}\n\nTOM. {OTHER}"


@pytest.mark.parametrize(
    ("line", "label", "title"),
    [
        ("Глава первая", "Глава первая", ""),
        ("Глава 12. Дождь", "Глава 12", "Дождь"),
        ("CHAPITRE PREMIER", "CHAPITRE PREMIER", ""),
        ("Chapitre 3 : La pluie", "Chapitre 3", "La pluie"),
        ("Capítulo II", "Capítulo II", ""),
        ("Capítulo primeiro", "Capítulo primeiro", ""),
        ("CAPITOLO TERZO", "CAPITOLO TERZO", ""),
        ("Zweites Kapitel", "Zweites Kapitel", ""),
        ("Första kapitlet", "Första kapitlet", ""),
        ("Rozdział pierwszy", "Rozdział pierwszy", ""),
        ("2. Bölüm", "2. Bölüm", ""),
        ("第二十三回　雨", "第二十三回", "雨"),
        ("제3장 비", "제3장", "비"),
        ("Acte II", "Acte II", ""),
        ("Canto XII", "Canto XII", ""),
        ("Hoofdstuk twee", "Hoofdstuk twee", ""),
        ("Κεφάλαιο 4", "Κεφάλαιο 4", ""),
    ],
)
def test_headings_of_many_languages_are_known(line: str, label: str, title: str):
    heading = heading_in(line)

    assert heading is not None
    assert (heading.label, heading.title) == (label, title)


RUSSIAN = "Глава 1. Все смешалось в доме. — Кто там? — спросила она и открыла дверь, за которой шёл дождь."
POLISH = "Zażółć gęślą jaźń. Deszcz padał całą noc, a nikt w domu nie powiedział ani słowa, dopóki nie zgasła lampa."
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy. Celou noc pršelo a nikdo v domě neřekl ani slovo."
GREEK = "Κεφάλαιο πρώτο. Όλη τη νύχτα έβρεχε και κανείς στο σπίτι δεν είπε λέξη μέχρι που έσβησε η λάμπα."
JAPANESE = "雨が一晩中降っていた。ランプが消えるまで、家の中では誰も一言も言わなかった。「誰ですか」と彼女は言った。"
CHINESE = "第一回　下了一整夜的雨，灯灭之前，屋里谁也没有说一句话。“谁啊？”她问道，打开了门。"
GERMAN = "Die ganze Nacht über regnete es, und niemand im Haus sagte ein Wort. „Größe, Äpfel“ – sagte sie schließlich."
FRENCH = "Il avait plu toute la nuit, jusqu’à ce que la lampe s’éteignît. « Qui est là ? » Ça, œuvre, où, naïf."
SPANISH = "Llovió toda la noche. —¿Quién está ahí? ¡Vaya, mañana, pingüino! «No»."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((RUSSIAN, page) for page in ("cp1251", "koi8-r", "cp866", "iso8859-5")),
        *((POLISH, page) for page in ("cp1250", "iso8859-2")),
        *((CZECH, page) for page in ("cp1250", "iso8859-2")),
        (GREEK, "cp1253"),
        *((JAPANESE, page) for page in ("cp932", "euc_jp")),
        (CHINESE, "gb18030"),
        *((GERMAN, page) for page in ("cp1252", "mac-roman")),
        *((each, "cp1252") for each in (FRENCH, SPANISH)),
    ],
)
def test_old_code_pages_are_told_apart(text: str, encoding: str):
    data = f"{text}\n\n{text}\n".encode(encoding, errors="replace")

    assert decode(data) == data.decode(encoding)
