"""What authors say below a chapter is a note, and what stories say there is not."""

from __future__ import annotations

import pytest

from stories.importing import manuscript_from
from stories.manuscript import Where

PROSE = "The ferry had been late for so many years that the timetable was printed with the delay already in it, in red."
OTHER = "On the far bank a lamp was lit and put out again, three times, and nobody in the boat said what that meant."


def read(text: str):
    return manuscript_from(text.encode(), name="000_1a2b.txt")


@pytest.mark.parametrize(
    "words",
    [
        "Please vote and comment!",
        "Don’t forget to vote, comment and follow!",
        "Please leave a comment.",
        "Thanks for reading! Please leave a review!",
        "Comments and kudos are always appreciated.",
        "Feedback is very welcome.",
        "Let me know what you think in the comments!",
        "Kommentare sind willkommen.",
        "Über Kommentare freue ich mich sehr!",
        "Bitte lasst mir einen Kommentar da!",
        "Voten y comenten, por favor.",
        "Los comentarios son bienvenidos.",
        "Dejen un comentario",
        "N’hésitez pas à laisser un commentaire !",
        "Les commentaires sont toujours les bienvenus !",
        "Не забывайте оставлять отзывы!",
        "Next chapter on Friday",
        "Next chapter will be up on Friday or Saturday!",
        "Next update tomorrow, I promise.",
    ],
)
def test_what_asks_readers_for_words_is_a_note_at_the_tail(words: str):
    story = read(f"Chapter 1\n\n{PROSE}\n\n{words}\n\nChapter 2\n\n{OTHER}\n\n{words}\n")

    assert [chapter.body.text for chapter in story.chapters] == [PROSE, OTHER]
    assert [(note.where, note.chapter, note.passage.text) for note in story.notes] == [
        (Where.TAIL, 1, words),
        (Where.TAIL, 2, words),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "“Next chapter on Friday,” said the editor.",
        "Next chapter on Friday, he had written, and then he had died on Thursday.",
        "Next part on Sunday we sang the other half of the hymn.",
        "Next part out of the box was the handle.",
        "Next chapter up was the one about the whales.",
        "Next update posted to the board would be his own name.",
        "Next part soon turned out to be the hardest.",
        "Next chapter coming to her mind, she closed the book.",
        "Next part tomorrow would not be any easier.",
        "The next chapter is out of my hands.",
        "The next part is on Sunday’s side of the hill.",
        "The next chapter of her life began on a ferry.",
        "The next part was easy.",
        "Next, part of the roof came down.",
        "Next update the ledger, and then the log.",
        "Next Friday they would try again.",
        "Please vote for Ada.",
        "Please vote.",
        "Please comment on the weather, she wrote, and nothing else.",
        "Please leave the lamp where it is.",
        "Please leave a light on the stairs.",
        "Don’t forget to follow the river.",
        "Remember to vote and to wear a hat.",
        "Comments were made about the lamp.",
        "Votes are counted by the ferryman.",
        "Votes were love letters to nobody, he used to say.",
        "Let me know what you think of the lamp.",
        "Thanks for reading this letter to the end, brother.",
        "Kommentare gab es keine.",
        "Kritik ist ein Handwerk.",
        "Dejen la lámpara en la mesa.",
        "Laissez la lampe sur la table.",
    ],
)
def test_what_a_story_says_is_none(words: str):
    story = read(f"Chapter 1\n\n{PROSE}\n\n{words}\n\nChapter 2\n\n{OTHER}\n\n{words}\n")

    assert story.notes == ()
    assert [chapter.body.text for chapter in story.chapters] == [f"{PROSE}\n\n{words}", f"{OTHER}\n\n{words}"]


@pytest.mark.parametrize(
    "line",
    [
        "by then",
        "by now",
        "by night",
        "by himself",
        "by accident",
        "by hand",
        "by train",
        "by the water",
        "by her own lamp",
        "By then the ferry had gone.",
        "by and by",
    ],
)
def test_prose_below_a_title_signs_nothing(line: str):
    assert read(f"The Late Ferry\n\n\n{line}\n\n{PROSE}\n\n{OTHER}\n").authors == ()


@pytest.mark.parametrize("name", ["lanternfish", "moonlight", "Then Rook", "Ada Rook", "ferry_99"])
def test_a_name_below_a_title_signs_it(name: str):
    assert read(f"The Late Ferry\n\nby {name}\n\n\n{PROSE}\n\n{OTHER}\n").authors == (name,)
