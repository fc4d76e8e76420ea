"""Damaged files: real ones of every kind, changed at random, which every reader must read or refuse."""
# ruff: noqa: E501 - a line for each file reads best

from __future__ import annotations

import random
import signal
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from stories.errors import RefusedError
from stories.importing import manuscript_from
from stories.sections import cut
from tests.hostile.archives import docx, epub, paragraph, xhtml, zipped
from tests.hostile.pages import page
from tests.hostile.texts import DISCORD, in_markdown, text

if TYPE_CHECKING:
    from collections.abc import Generator

MOST_SECONDS = 5  # of CPU, for files of a few kilobytes
PROSE = "“It was *dark*,” said Ann, and nobody answered; the lamp – no, both lamps – had gone out. "
SOUND = (
    text("The Lamp", "by Ann Other", *[f"Chapter {n}\n\n{PROSE * 3}\n\n* * *\n\nA/N: so it ends." for n in range(1, 4)]),
    text("Title: A\nAuthor: B\nRating: T", PROSE * 5, encoding="utf-16"),
    text(PROSE.replace("dark", "düster") * 5, encoding="cp1252"),
    in_markdown(f"> {PROSE}\n\n- a\n  - b\n\n|a|b|\n|-|-|\n|c|**d**|\n\n![x](y) [l](https://a.example)\n\n---\n\n{PROSE}"),
    f"---\ntitle: A\ntags: [a, b]\n---\n\n# One\n\n{PROSE}\n".encode(),
    page(f"<h1>A</h1><h2>Chapter 1</h2><p>{PROSE}<i>so</i></p><hr><h2>Chapter 2</h2><table><tr><td>a<td>b</table>{DISCORD}"),
    page(f'<div id="preface"><dl class="tags"><dt>Rating:</dt><dd>Teen</dd></dl></div><div id="chapters" class="userstuff"><p>{PROSE}</p></div>'),
    epub(o_a_xhtml=xhtml(f"<h2>Chapter 1</h2><p>{PROSE}</p><h2>Chapter 2</h2><p>{PROSE}<ruby>a<rt>b</rt></ruby></p>")),
    docx(paragraph("A", "<w:pStyle w:val='Title'/>") + paragraph(PROSE) * 5),
)  # fmt: skip
PIECES = (
    *(b"\0", b"\xff", b"\xed\xa0\x80", b"\r", b"\n\n", b"\n\n\n\n", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"&#0;", b"&amp;"),
    *(b"<", b">", b"</p>", b"<p>", b"<div hidden>", b"<table>", b"<td>", b"<!--", b"<![CDATA[", b"<?", b"<!DOCTYPE a [", b"<ruby><rt>"),
    *(b"*", b"**", b"_", b"`", b"```", b"> ", b"- ", b"# ", b"|", b"[", b"](", b"![", b"---\n", b"\\", b"* * *"),
    *(b"Chapter 1", b"XIV", b"A/N: ", b"Title: ", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"<w:p>", b"<w:tbl>", b"<w:fldChar w:fldCharType='begin'/>"),
)  # fmt: skip


class TooSlowError(Exception):
    """A small file took too long."""


def damaged(number: int) -> bytes:
    """The file of that number: always the same."""
    dice = random.Random(number)
    data = dice.choice(SOUND)
    return _in_archive(data, dice) if data.startswith(b"PK") and dice.random() < 0.7 else _changed(data, dice)


def _in_archive(data: bytes, dice: random.Random) -> bytes:
    """An archive that is whole, with one damaged file in it."""
    with ZipFile(BytesIO(data)) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice([*parts])
    content = parts[name]
    assert isinstance(content, bytes)
    return zipped(parts | {name: _changed(content, dice)})


def _changed(data: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 6)):
        start = dice.randrange(len(data) + 1)
        end = min(len(data), start + dice.choice([0, 1, 4, 40, 400]))
        part = data[start:end]
        new = dice.choice(
            [
                b"",
                part * dice.choice([2, 50]),
                part[::-1],
                dice.choice(PIECES) * dice.choice([1, 1, 30]),
                dice.randbytes(4),
            ]
        )
        data = data[:start] + new + data[end:]
    return data  # fmt: skip


def is_read(data: bytes) -> bool:
    """Whether it was read, and not refused; whatever is wrong with how it was is raised."""
    try:
        with _limited():
            manuscript = manuscript_from(data, name="damaged")
            for chapter in manuscript.chapters:
                assert "".join(chapter.body.text[start:end] for start, end in cut(chapter.body)) == chapter.body.text
    except RefusedError as error:
        refusal = str(error)
    else:
        assert any(chapter.body.text for chapter in manuscript.chapters)
        return True
    assert refusal.endswith("."), f"no sentence: {refusal}"
    assert "\n" not in refusal, f"more than one line: {refusal}"
    return False


@contextmanager
def _limited() -> Generator[None]:
    def give_up(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
