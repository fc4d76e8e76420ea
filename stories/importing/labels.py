"""What files call the things they say of themselves, in many languages: a word more in a row makes it known."""

from __future__ import annotations

# Meaning → its labels. What stands in the last row is kept among the story's fields under its own label.
_MEANINGS = {
    "title": (
        "title, story title, titel, titre, título, titulo, titolo, tytuł, название, заглавие, タイトル"
        ", 題名, 作品名, 书名, 書名, 标题, 作品名称"
    ),
    "authors": (
        "author, authors, by, written by, pen name, autor, autorin, autoren, auteur, auteure"
        ", autrice, autora, autore, auteurs, autores, автор, авторы, 作者, 作者名, 著者, 作家"
    ),
    "summary": (
        "summary, description, synopsis, blurb, zusammenfassung, inhalt, kurzbeschreibung, inhaltsangabe"
        ", résumé, resume, resumen, sinopsis, sinopse, resumo, riassunto, trama, описание"
        ", аннотация, саммари, あらすじ, 概要, 简介, 簡介, 内容简介, 內容簡介, 文案"
    ),
    "relationships": (
        "pairing, pairings, relationship, relationships, ship, ships, paar, couple, couples, pareja"
        ", parejas, parejas/ships, pairing/s, пейринг, пейринги, пэйринг, пэйринг и персонажи"
        ", カップリング, 配对, cp"
    ),
    "rating": (
        "rating, rated, altersfreigabe, alterseinstufung, classement, clasificación, clasificacion"
        ", classificação, рейтинг, レーティング, 分级"
    ),
    "warnings": (
        "warning, warnings, archive warning, archive warnings, content warning, content warnings"
        ", trigger warnings, tw, cw, warnung, warnungen, avertissement, avertissements, advertencia"
        ", advertencias, aviso, avisos, avvertimenti, предупреждение, предупреждения, 警告, 注意"
    ),
    "tags": (
        "tags, additional tags, genre, genres, género, géneros, genero, gêneros, genere, generi"
        ", жанр, жанры, метки, ジャンル, タグ, キーワード, 标签, 类型"
    ),
    "language": "language, sprache, langue, idioma, lingua, язык, 言語, 语言",
    "licence": "licence, license, lizenz, licencia",
    "source": "source, original source, url, story url, quelle",
    "": (
        "fandom, fandoms, category, categories, series, word count, words, status, character"
        ", characters, chapters, published, updated, packaged, completed, disclaimer, spoilers"
        ", setting, timeline, beta, kategorie, charaktere, figuren, kapitel, wörter, erstellt"
        ", personnages, statut, univers, personajes, estado, serie, capítulos, palabras, derechos"
        ", фэндом, фандом, бета, персонажи, размер, статус, дисклеймер, 登場人物, 原作, 状态, 主角, 原著"
    ),
}
LABELS = {label: meaning for meaning, labels in _MEANINGS.items() for label in labels.split(", ")}

# These may stand without a second field beside them, and are looked for inside notes.
ALONE = frozenset(
    {"title", "author", "authors", "summary", "rating", "rated", "pairing", "pairings", "zusammenfassung"}
    | {"titel", "autor", "autorin", "titre", "auteur", "résumé", "título", "autora", "resumen", "автор", "описание"}
    | {"作者", "タイトル", "あらすじ", "书名", "简介", "内容简介", "文案"}
)
INSIDE_NOTES = ("Word count", "Words", "Rating", "Rated", "Pairing", "Pairings", "Warnings", "Genre", "Status")
# A line of its own above a summary.
SUMMARY_HEADINGS = {label for label, meaning in LABELS.items() if meaning == "summary"} - {"inhalt"} | {"klappentext"}
