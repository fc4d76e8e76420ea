"""Title pages of novels and plays in several languages, and what files say of themselves in these."""

from __future__ import annotations

import pytest

from stories.importing import explained, manuscript_from
from stories.manuscript import Where
from stories.ratings import Rating

PROSE = {
    "de": "Der Regen kam den Hügel herab, als hätte ihm jemand befohlen, sich zu beeilen, und niemand sagte ein Wort.",
    "fr": "La pluie descendait de la colline comme si on lui avait ordonné de se hâter, et personne ne disait un mot.",
    "es": "La lluvia bajaba por la colina como si alguien le hubiera mandado darse prisa, y nadie decía una palabra.",
    "ru": "Дождь спускался с холма так, будто ему велели поторопиться, и никто в доме не сказал ни слова.",
    "zh": "雨水顺着山坡流下来，好像有人命令它快一点，屋子里没有人说一句话。",
    "ja": "雨は急げと言われたかのように丘を下り、家の中では誰も一言も口をきかなかった。",
}


def read(text: str):
    return manuscript_from(text.encode(), name="000_1a2b.txt")


PLAYS = {
    "English": (
        "THE LAMP\n\nA Play in Two Acts\n\nby Ada Rook",
        "Dramatis Personae\n\nBESS, a widow\nTOM, her son",
        "ACT",
    ),
    "French": (
        "LA LAMPE\n\nCOMÉDIE EN DEUX ACTES\n\nPAR ADA ROOK",
        "PERSONNAGES\n\nBESS, veuve.\nTOM, son fils.",
        "ACTE",
    ),
    "German": (
        "Die Lampe\n\nEin Trauerspiel\n\nvon Ada Rook",
        "Personen:\n\nBess, eine Witwe\nThomas, ihr Sohn",
        "AKT",
    ),
    "Spanish": ("LA LÁMPARA\n\nComedia famosa de Ada Rook", "PERSONAS\n\nBESS, dama.\nTOMÁS, galán.", "JORNADA"),
    "Russian": ("Ада Рук\n\nЛАМПА\n\nКомедия", "ДЕЙСТВУЮЩИЕ ЛИЦА\n\nБесс, вдова.\nТом, её сын.", "ДЕЙСТВИЕ"),
}


@pytest.mark.parametrize("language", PLAYS)
def test_a_play_has_its_title_its_author_and_its_list_of_persons(language: str):
    page, persons, act = PLAYS[language]
    told = read(f"{page}\n\n{persons}\n\n\n{act} I\n\nBESS.\n\nTom!\n\n{act} II\n\nTOM.\n\nMother!\n")

    assert told.title == next(line for line in page.split("\n") if line.isupper() or line.startswith("Die"))
    assert [author.upper() for author in told.authors] in (["ADA ROOK"], ["АДА РУК"])
    assert [(note.where, note.passage.text) for note in told.notes] == [(Where.HEAD, persons)]
    assert [chapter.label for chapter in told.chapters] == [f"{act} I", f"{act} II"]


def test_an_author_above_the_title_and_a_dedication_below_are_known():
    page = "Ada Rook\n\nDer Leuchtturm am Ende\n\nRoman\n\n\n\nFür meine Mutter"
    told = read(f"{page}\n\n\n\nErstes Kapitel\n\n{PROSE['de']}\n\nZweites Kapitel\n\n{PROSE['de']}\n")

    assert (told.title, told.authors) == ("Der Leuchtturm am Ende", ("Ada Rook",))
    assert told.fields == {"Subtitle": "Roman", "Dedication": "Für meine Mutter"}
    assert len(told.chapters) == 2


SERIALS = {
    "es": (
        "Título: {}\nAutora: rook\nClasificación: T\nResumen: {}",
        "N/A: ¡Gracias por leer!",
        "(N/A: sí)",
        "Capítulo",
    ),
    "fr": (
        "Titre : {}\nAuteur : rook\nRating : T\nRésumé : {}",
        "Note de l'auteur : Merci !",
        "(NdA : oui)",
        "Chapitre",
    ),
    "de": ("Titel: {}\nAutor: rook\nRating: P12\nInhalt: {}", "Anmerkung der Autorin: Danke!", "(A/N: ja)", "Kapitel"),
    "ru": (
        "Название: {}\nАвтор: rook\nРейтинг: PG-13\nОписание: {}",
        "Примечание автора: Ура!",
        "(Прим. авт.)",
        "Глава",
    ),
    "ja": (
        "タイトル：{}\n作者：rook\nレーティング：T\nあらすじ：{}",
        "後書き：ありがとうございます。",
        "（A/N：はい）",
        "Chapter",
    ),
    "zh": ("书名：{}\n作者：rook\n分级：T\n简介：{}", "作者有话要说：谢谢大家。", "【作者的话：是】", "Chapter"),
}


@pytest.mark.parametrize("language", SERIALS)
def test_serials_of_many_languages_keep_fields_and_notes_apart_from_the_text(language: str):
    head, note, inline, word = SERIALS[language]
    prose = PROSE[language]
    chapters = f"{word} 1: A\n\n{prose}\n\n{inline}\n\n{prose}\n\n{note}\n\n{word} 2: B\n\n{prose}\n"
    told = read(f"{head.format('Lampe 灯', 'Nur ein Satz 灯')}\n\n\n{chapters}")

    assert (told.title, told.authors, told.rating) == ("Lampe 灯", ("rook",), Rating.TEEN)
    assert told.summary == "Nur ein Satz 灯"
    assert [(each.chapter, each.where, each.passage.text) for each in told.notes] == [(1, Where.TAIL, note)]
    first = told.chapters[0].body
    assert [first.text[span.start : span.end] for span in first.spans] == [inline]


def test_each_line_of_japanese_prose_is_a_paragraph_also_among_blank_ones():
    lines = ["「ランプを見なかった？」とマルタは訊いた。「昨日は窓辺にあったのに」", f"　{PROSE['ja']}"] * 3
    told = read("第一話　雨\n\n" + "\n".join(lines) + "\n\n第二話　湖\n\n" + "\n".join(lines) + "\n")

    assert told.chapters[0].body.text.split("\n\n") == [line.strip() for line in lines]


def test_a_title_right_above_its_fields_and_a_word_for_a_summary_are_known():
    head = "《湖边的房子》\n作者：水未央\n\n内容简介：\n山消失了。"
    told = read(f"{head}\n\n第一章 雨\n\n{PROSE['zh']}\n\n番外 灯\n\n{PROSE['zh']}\n")

    assert (told.title, told.authors, told.summary) == ("湖边的房子", ("水未央",), "山消失了。")
    assert [(chapter.label, chapter.title) for chapter in told.chapters] == [("第一章", "雨"), ("番外", "灯")]


def test_the_blurb_of_a_site_stands_above_its_line_of_figures():
    prose = "The rain came down the hill like something that had been told to hurry, and nobody said a word."
    head = "Nineteen Gulls\nBy: rook.ada\nThe gulls are out.\nRated: Fiction T - English - Mystery - id: 92"
    told = read(f"{head}\n\n{prose}\n\n{prose}\n")

    assert (told.title, told.authors, told.summary) == ("Nineteen Gulls", ("rook.ada",), "The gulls are out.")
    assert told.chapters[0].body.text == f"{prose}\n\n{prose}"


@pytest.mark.parametrize(
    "lines", [("O rain", "To the hill", "O door"), ("rain at night", "day in the wind", "a tale of dust", "for you")]
)
def test_an_epigraph_whose_lines_look_like_those_of_a_title_page_stays_one(lines: tuple[str, ...]):
    prose = "The rain came down the hill like something that had been told to hurry, and nobody said a word."
    told = read("\n\n".join([*lines, f"\n(i)\n\n{prose}\n\n(ii)\n\n{prose}\n"]))

    assert told.epigraph == lines


def test_the_reason_for_a_title_says_what_stands_below_it():
    text = (
        "{}\n\nIt rained on the hill, and nobody said a word about it.\n\nThen it stopped, and they went in for tea.\n"
    )

    signed = explained(text.format("The Lamp\nby Ada Rook").encode(), name="000_1a2b.txt")
    rated = explained(text.format("The Lamp\nRating: Teen").encode(), name="000_1a2b.txt")

    assert signed.reasons == ("taken as title: “The Lamp”, with a byline below",)
    assert rated.reasons == ("taken as title: “The Lamp”, with its fields below",)


TITLES_ABOVE = {
    "a part": ("Große Fluten", "Erster Teil", "Roman"),
    "a volume": ("Красные Ворота", "Том второй", "Роман"),
    "only the word": ("Great Floods", "Volume", "A Novel"),
    "a subtitle, told by the text": ("Great Floods", "The Story of a Pier", "A Novel"),
    "a subtitle in German": ("Große Fluten", "Ein Leben am Hafen", "Roman"),
}


@pytest.mark.parametrize("lines", TITLES_ABOVE.values(), ids=TITLES_ABOVE)
def test_a_title_of_two_words_is_no_author(lines: tuple[str, str, str]):
    text = f"{PROSE['de']} Then came the great floods, or große Fluten."
    told = read("\n\n".join(lines) + f"\n\n\nChapter 1\n\n{text}\n\nChapter 2\n\n{text}\n")

    assert (told.title, told.authors, told.title_guessed) == (lines[0], (), False)


def test_a_name_above_a_title_of_which_the_text_has_words_is_the_author():
    text = f"{PROSE['de']} Then came the great floods."
    told = read(f"Ada Rook\n\nGreat Floods\n\nA Novel\n\n\nChapter 1\n\n{text}\n\nChapter 2\n\n{text}\n")

    assert (told.title, told.authors) == ("Great Floods", ("Ada Rook",))


@pytest.mark.parametrize(("byline", "authors"), [("by kestrel", ("kestrel",)), ("by the sea", ())])
def test_one_small_word_after_by_is_a_name(byline: str, authors: tuple[str, ...]):
    told = read(f"Bitter Root\n\n{byline}\n\nChapter 1\n\n{PROSE['de']}\n\nChapter 2\n\n{PROSE['de']}\n")

    assert told.authors == authors
