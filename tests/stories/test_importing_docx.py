"""Word documents, and the stories in them."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from stories.errors import RefusedError
from stories.importing import manuscript_from
from stories.importing.docx.events import BEGINNINGS, ENDINGS
from stories.importing.docx.looks import LOOKS
from stories.manuscript import Where
from stories.text import Kind
from tests.stories.word_documents import CONTENT_TYPES, PAGE, RELATIONSHIPS, RULE, docx, packed, paragraph, run, style

if TYPE_CHECKING:
    from stories.manuscript import Manuscript

STYLES = "".join(
    (
        style("Titel", "Title", "<w:rPr><w:b/></w:rPr>"),
        style("Untertitel", "Subtitle"),
        style("berschrift1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>'),
        style("MyChapter", "Fancy", '<w:basedOn w:val="berschrift1"/>'),
        style("Letter", "Letter", "<w:rPr><w:i/></w:rPr>"),
        style("Zitat", "Quote"),
        style("Verse", "Verse"),
        style("TOC1", "toc 1"),
        style("Hervorhebung", "Emphasis", "<w:rPr><w:i/></w:rPr>", kind="character"),
        style("Fett", "Strong", "<w:rPr><w:b/></w:rPr>", kind="character"),
    )
)
LONG = "It rained all day, and in the evening it rained so that nobody could have said where the road was any more."


def read(*paragraphs: str, name: str = "x.docx", **parts: str) -> Manuscript:
    return manuscript_from(docx(*paragraphs, **{"styles": STYLES, **parts}), name=name)


def text_of(*paragraphs: str, **parts: str) -> str:
    (chapter,) = read(*paragraphs, **parts).chapters
    return chapter.body.text


def marked(*content: str, paragraph_style: str = "") -> list[tuple[str, Kind]]:
    (chapter,) = read(paragraph(*content, style=paragraph_style)).chapters
    return [(chapter.body.text[start:end], kind) for start, end, kind in chapter.body.spans]


def test_each_paragraph_is_one():
    assert text_of("One.", "Two, and a tail.", "Three.") == "One.\n\nTwo, and a tail.\n\nThree."


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ("<w:i/>", Kind.EMPHASIS),
        ('<w:b w:val="1"/>', Kind.STRONG),
        ('<w:strike w:val="true"/>', Kind.STRIKE),
        ("<w:dstrike/>", Kind.STRIKE),
        ('<w:smallCaps w:val="on"/>', Kind.SMALL_CAPS),
        ('<w:rStyle w:val="Hervorhebung"/>', Kind.EMPHASIS),
        ('<w:rStyle w:val="Fett"/>', Kind.STRONG),
        ("<w:rtl/><w:iCs/>", Kind.EMPHASIS),
    ],
)
def test_what_is_switched_on_lies_over_its_letters(properties: str, kind: Kind):
    assert marked("It was ", run("late ", properties), "again.") == [("late", kind)]


@pytest.mark.parametrize(
    "properties",
    [
        *('<w:i w:val="0"/>', '<w:b w:val="false"/>', '<w:i w:val="off"/>', "<w:iCs/>"),
        '<w:rStyle w:val="Hervorhebung"/><w:i w:val="0"/>',
        "<w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange>",
    ],
)
def test_what_is_switched_off_or_past_leaves_no_mark(properties: str):
    assert marked("It was ", run("late", properties), " again.") == []


def test_letters_that_follow_each_other_are_one_span():
    assert marked(run("It ", "<w:i/>"), run("was", "<w:i/><w:b/>"), " late.") == [
        ("It was", Kind.EMPHASIS),
        ("was", Kind.STRONG),
    ]


def test_all_that_lies_over_the_same_letters_comes_in_the_same_order_each_time():
    every = "<w:smallCaps/><w:strike/><w:b/><w:i/>"

    assert [kind for _, kind in marked("It was ", run("late", every), ".")] == [
        *(Kind.EMPHASIS, Kind.STRONG, Kind.STRIKE, Kind.SMALL_CAPS)
    ]


def test_emphasis_within_a_slanted_paragraph_stands_upright():
    content = ("Dear ", run("Ida", '<w:rStyle w:val="Hervorhebung"/>'), ", come.")

    assert marked(*content, paragraph_style="Letter") == [("Dear", Kind.EMPHASIS), (", come.", Kind.EMPHASIS)]


def test_headings_part_chapters_in_every_language_of_word():
    story = read(
        paragraph("The Door", style="Titel"),
        paragraph("by Ann Other", style="Untertitel"),
        paragraph("Chapter 1: Rain", style="berschrift1"),
        LONG,
        paragraph("Chapter 2: Lake", style="MyChapter"),
        LONG,
        paragraph("Chapter 3", properties='<w:outlineLvl w:val="0"/>'),
        LONG,
    )

    assert (story.title, story.title_guessed, story.authors) == ("The Door", False, ("Ann Other",))
    assert [(each.label, each.title) for each in story.chapters] == [
        ("Chapter 1", "Rain"),
        ("Chapter 2", "Lake"),
        ("Chapter 3", ""),
    ]
    assert not any(each.body.spans for each in story.chapters)


@pytest.mark.parametrize("style_id", ["Heading1", "berschrift1", "Titre1", "Ttulo1", "Kop1", "Nagwek1", "Overskrift1"])
def test_styles_that_nothing_explains_speak_for_themselves(style_id: str):
    chapters = [part for number in (1, 2) for part in (paragraph(f"Night {number}", style=style_id), LONG)]

    assert len(read(*chapters, styles="").chapters) == 2


def test_the_number_that_word_sets_before_a_heading_is_read():
    numbering = (
        '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="Chapter %1"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="5"/></w:num>'
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
    story = read(
        *(paragraph("Rain", style="berschrift1", properties=numbered), LONG),
        *(paragraph("Lake", style="berschrift1", properties=numbered), LONG),
        numbering=numbering,
    )

    assert [(each.label, each.title) for each in story.chapters] == [("Chapter I", "Rain"), ("Chapter II", "Lake")]


@pytest.mark.parametrize(
    "between",
    [
        paragraph(RULE),
        paragraph(properties='<w:pBdr><w:bottom w:val="single"/></w:pBdr>'),
        paragraph("* * *"),
        paragraph(),
        paragraph(PAGE),
    ],
)
def test_scenes_are_parted(between: str):
    (chapter,) = read(LONG, LONG, between, LONG, LONG).chapters

    assert chapter.scenes == 2
    assert chapter.body.text.count(LONG) == 4


def test_a_line_below_a_paragraph_parts_scenes_and_a_box_does_not():
    ruled = paragraph(LONG, properties='<w:pBdr><w:bottom w:val="single"/></w:pBdr>')
    boxed = ruled.replace("<w:bottom", '<w:left w:val="single"/><w:right w:val="single"/><w:bottom')

    assert read(LONG, ruled, LONG).chapters[0].scenes == 2
    assert read(LONG, boxed, LONG).chapters[0].scenes == 1


def test_empty_paragraphs_between_all_are_no_pause():
    (chapter,) = read(*[part for _ in range(6) for part in (LONG, paragraph())], paragraph(), LONG).chapters

    assert chapter.scenes == 2


def test_line_breaks_are_lines_of_verse_and_two_of_them_part_paragraphs():
    (chapter,) = read(paragraph("O come", "<w:r><w:br/></w:r>", "over the water"), LONG).chapters
    assert chapter.body.text.startswith("O come\nover the water\n\n")
    assert [span.kind for span in chapter.body.spans] == [Kind.VERSE]

    assert text_of(paragraph("One.", "<w:r><w:br/><w:br/></w:r>", "Two.")) == "One.\n\nTwo."


def test_short_lines_without_gaps_are_a_stanza_where_paragraphs_have_gaps():
    stanza = ["O come to me", "over the water", "over the hill"]
    prose = [part for _ in range(4) for part in (LONG, paragraph())]
    (chapter,) = read(*prose, *stanza, paragraph(), LONG).chapters

    assert "\n\nO come to me\nover the water\nover the hill\n\n" in chapter.body.text


def test_lists_and_tables_are_lines():
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    cells = "".join(f"<w:tc><w:tcPr/>{paragraph(words)}</w:tc>" for words in ("Ida", "12"))
    table = f"<w:tbl><w:tblPr/><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    text = text_of(
        LONG, paragraph("eggs", properties=item), paragraph("cake", properties=item), LONG, table, numbering=numbering
    )

    assert text == f"{LONG}\n\n• eggs\n• cake\n\n{LONG}\n\nIda | 12\nIda | 12"


def test_a_table_that_only_frames_a_text_is_that_text():
    table = f"<w:tbl><w:tr><w:tc>{paragraph('One.')}{paragraph('Two.')}</w:tc></w:tr></w:tbl>"

    assert text_of(LONG, table) == f"{LONG}\n\nOne.\n\nTwo."


def test_links_insertions_and_what_comes_of_fields_are_kept_and_all_else_is_dropped():
    content = [
        "<w:hyperlink>" + run("here ") + "</w:hyperlink>",
        "<w:ins>" + run("put in ") + "</w:ins>",
        "<w:del><w:r><w:delText>taken out </w:delText></w:r></w:del>",
        "<w:moveFrom>" + run("moved ") + "</w:moveFrom>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("seven ")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:fldSimple w:instr=" DATE ">' + run("today ") + "</w:fldSimple>",
        '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        run("hidden ", "<w:vanish/>"),
        "<w:sdt><w:sdtPr/><w:sdtContent>" + run("boxed ") + "</w:sdtContent></w:sdt>",
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("Click here ") + "</w:sdtContent></w:sdt>",
        "<w:smartTag>" + run("end.") + "</w:smartTag>",
    ]

    assert text_of(paragraph(*content)) == "here put in seven today boxed end."


def test_a_paragraph_whose_end_was_deleted_goes_on():
    assert text_of(paragraph("One", properties="<w:rPr><w:del/></w:rPr>"), "two.") == "One two."


def test_signs_are_read():
    signs = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d\u00ade</w:t>"
        '<w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:font="Symbol" w:char="F061"/></w:r>'
    )

    assert text_of(paragraph(signs)) == "a\tb\u2011cde☺α"


def test_ruby_is_its_base_with_the_reading_in_brackets():
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('かん')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>"

    assert text_of(paragraph("この", ruby, "字。")) == "この漢(かん)字。"


def test_a_text_box_comes_once_and_after_the_paragraph_it_hangs_on():
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"

    assert (
        text_of(paragraph("Before ", f"<w:r>{both}</w:r>", "and after."), "Last.")
        == "Before and after.\n\nIn the box.\n\nLast."
    )


def test_a_picture_is_its_words():
    described = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="A red door"/></wp:inline></w:drawing></w:r>'
    )
    unnamed = described.replace("A red door", "IMG_2044.JPG")

    assert text_of(LONG, paragraph(described), paragraph(unnamed)) == f"{LONG}\n\nA red door"


def test_notes_are_marked_in_the_text_and_listed_after_the_chapter():
    def note(sort: str, number: int, words: str) -> str:
        return f'<w:{sort} w:id="{number}">{paragraph("<w:r><w:footnoteRef/></w:r>", words)}</w:{sort}>'

    mark = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    story = read(
        *(paragraph("I", style="berschrift1"), paragraph("A tale", mark.format("footnote", 2), "."), "It went on."),
        *(paragraph("II", style="berschrift1"), paragraph("More", mark.format("endnote", 2), ".")),
        footnotes=note("footnote", -1, "") + note("footnote", 2, "Not mine."),
        endnotes=note("endnote", 2, "Nor this."),
    )

    assert [each.body.text for each in story.chapters] == ["A tale[1].\n\nIt went on.", "More[2]."]
    assert [(note.chapter, note.where, note.passage.text) for note in story.notes] == [
        (1, Where.TAIL, "[1] Not mine."),
        (2, Where.TAIL, "[2] Nor this."),
    ]


def test_quotations_and_poems_are_told_by_their_styles():
    (chapter,) = read(
        LONG,
        paragraph("She said so.", style="Zitat"),
        LONG,
        paragraph("O come", style="Verse"),
        paragraph("to me", style="Verse"),
    ).chapters

    assert [(chapter.body.text[start:end], kind) for start, end, kind in chapter.body.spans] == [
        ("She said so.", Kind.QUOTE),
        ("O come\nto me", Kind.VERSE),
    ]


def test_a_list_of_contents_is_left_out():
    story = read(
        *(paragraph("Night 1\t3", style="TOC1"), paragraph("Night 2\t9", style="TOC1")),
        *(paragraph("Night 1", style="berschrift1"), LONG, paragraph("Night 2", style="berschrift1"), LONG),
    )

    assert [each.body.text for each in story.chapters] == [LONG, LONG]


def test_right_to_left_text_keeps_its_direction():
    text = text_of(LONG, paragraph("A אבג", properties="<w:bidi/>"), paragraph("אבג A", properties="<w:bidi/>"))

    assert text.endswith("\n\n\u200fA אבג\n\nאבג A")


CORE = (
    "<dc:title>The Door</dc:title><dc:creator>Ann Other; Ben Other</dc:creator>"
    "<dc:description>A house.</dc:description>"
    "<dc:language>en-GB</dc:language><cp:keywords>rain, lake</cp:keywords>"
    "<dcterms:created>2024-02-03T04:05:06Z</dcterms:created>"
)


def test_properties_are_believed_where_the_text_says_nothing():
    story = read(LONG, LONG, core=CORE)

    assert (story.title, story.title_guessed, story.authors) == ("The Door", False, ("Ann Other", "Ben Other"))
    assert (story.summary, story.language, story.tags) == ("A house.", "en-GB", ("rain", "lake"))
    assert story.fields == {"Created": "2024-02-03T04:05:06Z"}


def test_the_text_goes_before_the_properties():
    story = read(paragraph("The Gate", style="Titel"), paragraph("by Cy", style="Untertitel"), LONG, core=CORE)

    assert (story.title, story.authors) == ("The Gate", ("Cy",))
    assert story.fields["Document title"] == "The Door"


def test_what_programs_write_by_themselves_is_not_believed():
    story = read(LONG, core="<dc:title>Document1</dc:title><dc:creator>python-docx</dc:creator>", name="the-lamp.docx")

    assert (story.title, story.authors) == ("The Lamp", ())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (docx(paragraph()), "holds no"),
        (packed({"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONSHIPS}), "its text is missing"),
        (docx("<w:p>"), "damaged Word document"),
        (docx("One.")[:200], "damaged archive"),
        (packed({"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": "x"}), "spreadsheet"),
        (packed({"picture.png": "x"}), "archive of other files"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, words: str):
    with pytest.raises(RefusedError, match=words) as refusal:
        manuscript_from(data, name="x.docx")

    assert str(refusal.value).count(".") <= 3
    assert "\n" not in str(refusal.value)


def test_entities_are_refused():
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    files = {name: each.decode() for name, each in unpacked(docx("One.")).items()}
    text = re.sub(r"(\?>)", rf"\1{bomb}", files["word/document.xml"], count=1)
    files["word/document.xml"] = text.replace("One.", "&b;")

    with pytest.raises(RefusedError, match="declares a document type"):
        manuscript_from(packed(files), name="x.docx")


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_is_left_out_for_its_looks_means_nothing_to_the_story():
    assert not {f"w:{name}" for name in LOOKS.split()} & (BEGINNINGS.keys() | ENDINGS.keys())


def test_a_document_is_the_same_without_its_looks():
    looks = '<w:rFonts w:ascii="A &gt; B" w:hAnsi="B"/><w:sz w:val="24" /><w:color w:val="FF0000"></w:color>'
    plain = docx(paragraph("Ada ", run("ran", "<w:i/>"), " home."))
    dressed = docx(
        paragraph(run("Ada ", looks), run("ran", f"{looks}<w:i/>"), run(" home."), properties='<w:jc w:val="both"/>')
    )

    assert manuscript_from(dressed, name="a.docx").chapters == manuscript_from(plain, name="a.docx").chapters


def test_words_that_look_like_the_looks_of_words_stay():
    body = "<w:p><w:r><w:t>See &lt;w:sz/&gt; and <![CDATA[<w:sz/>]]>.</w:t></w:r></w:p>"

    assert manuscript_from(docx(body), name="a.docx").chapters[0].body.text == "See <w:sz/> and <w:sz/>."
