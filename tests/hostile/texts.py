"""Hostile text and Markdown."""
# ruff: noqa: E501, FLY002, PLW0108, Q003 - a line for each file, all alike, reads best

from __future__ import annotations

from itertools import chain

from tests.hostile import END, either, read, refused

LINE = "It was dark, and nobody said a word. "
DISCORD = "@everyone <@1> <#1> </cmd:1> <t:0:R> <:smile:1> discord.gg/abc [https://a](https://b) "
BOMB_OF_ANCHORS = "\n".join(
    ['a0: &a0 "word"', *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12))]
)


def text(*parts: str, encoding: str = "utf-8") -> bytes:
    return "\n\n".join([*parts, END]).encode(encoding)


def chapters(number: int) -> bytes:
    return text(*(f"Chapter {n}\n\nWords of it." for n in range(1, number + 1)))


def in_markdown(body: str) -> bytes:
    return f"# A Story\n\n{body}\n\n{END}\n".encode()


def record(chapters: str) -> bytes:
    return (
        f'{{"title": "A", "authors": [], "fields": {{}}, "notes": [], "epigraph": [], "chapters": {chapters}}}'.encode()
    )


def recorded(words: str, spans: str = "") -> bytes:
    return record(f'[{{"label": "", "title": "", "text": "{words}", "spans": [{spans}]}}]')


def lone_halves() -> bytes:
    return b"\xff\xfe" + "\n\n".join([LINE, "a\ud83d b\udc00 c", END]).encode("utf-16-le", "surrogatepass")


TEXTS = {
    "empty": refused(lambda: b"", "is empty"),
    "blank": refused(lambda: b" \r\n\t\n" * 100_000, "is empty|holds no words"),
    "marks alone": refused(lambda: b"* * *\n\n" * 200_000, "holds no words"),
    "too many bytes": refused(lambda: b"word " * 5_000_001, "larger than 25 MB"),
    "too many letters": refused(lambda: b"word " * 4_200_000, "longer than 20 million"),
    "png named txt": refused(lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 1000, "PNG", name="story.txt"),
    "data": refused(lambda: bytes(range(256)) * 10_000, "data"),
    "nuls": refused(lambda: bytes(3_000_000), "data|empty|holds no words"),
    "nuls within": read(lambda: text(LINE * 10, "wo\0rd " * 30)),
    "utf-16 without mark": read(lambda: text(*[LINE] * 5_000, encoding="utf-16-le")),
    "utf-16 of an odd length": either(lambda: text(*[LINE] * 5_000, encoding="utf-16-be") + b"\0", LINE.strip()),
    "record of 10 MB": read(lambda: recorded(LINE * 270_000 + END)),
    "record of lists": refused(lambda: record("[" * 3_000_000 + "]" * 3_000_000), "values"),
    "record of numbers": refused(lambda: record(f"[{'257,' * 3_000_000}1]"), "values"),
    "record ever deeper": either(lambda: record("[" * 500_000 + "]" * 500_000), '"chapters"'),
    "record of emphasis": refused(lambda: recorded("a " * 90_000, ",".join(f'[{n}, {n + 1}, "strong"]' for n in range(0, 180_000, 2))), "marks"),
    "halves of letters": read(lone_halves, "a", END),
    "halves of letters in utf-8": read(lambda: text(*[LINE] * 100, "a").replace(b"a\n", b"a\xed\xa0\xbd\xed\n"), LINE.strip()),
    "overlong letters": either(lambda: text(*[LINE] * 100) + b"\xc0\xaf\xf8\x88\x80\x80\x80" * 3),
    "every byte after text": either(lambda: text(*[LINE] * 100) + bytes(range(128, 256)) * 5_000),
    "one line of 10 MB": read(lambda: (LINE * 280_000).encode() + END.encode()),
    "one word of 10 MB": read(lambda: b"a" * 10_000_000 + b"\n\n" + END.encode(), "aaaaaaaa"),
    "one line of 10 MB of Chinese": read(lambda: ("夜很黑。" * 833_000 + END).encode()),
    "a million empty lines": either(lambda: LINE.encode() + b"\n" * 1_000_000 + END.encode(), LINE.strip(), END),
    "a million lines": either(lambda: b"word\n" * 1_000_000 + b"\n" + END.encode()),
    "a million paragraphs": either(lambda: b"a\n\n" * 1_000_000 + END.encode()),
    "a million spaces": read(lambda: text("word" + " " * 1_000_000 + "word")),
    "a million tabs before": read(lambda: text("word\n" + "\t" * 1_000_000 + "word")),
    "a million stars": read(lambda: text("*" * 1_000_000, LINE)),
    "a million stars and words": read(lambda: text("*a " * 333_000, LINE)),
    "stars in pairs": read(lambda: text("**a" * 333_000)),
    "underscores": read(lambda: text("_a " * 333_000)),
    "slashes": read(lambda: text("/a" * 333_000, "\\" * 300_000)),
    "open quotations": read(lambda: text("“a " * 333_000, "\"a " * 333_000)),
    "brackets": read(lambda: text("[" * 250_000 + "]" * 250_000, "(" * 250_000)),
    "notes within notes": read(lambda: text("(A/N " * 200_000, LINE)),
    "nothing but notes": either(lambda: text(*["A/N: word"] * 100_000)),
    "100,000 chapters": either(lambda: chapters(100_000)),
    "100,000 headings": either(lambda: text(*[f"Chapter {n}" for n in range(100_000)])),
    "a list of contents without end": either(lambda: text("The Lamp", "Contents", *[f"Gull {n} of the lamp" for n in range(90_000)])),
    "roman numerals": either(lambda: text(*["XIV"] * 200_000)),
    "roman numerals without end": either(lambda: text("M" * 1_000_000, "IVXLCDM" * 100_000)),
    "numbers without end": either(lambda: text("Chapter " + "9" * 1_000_000, "1" * 5000 + ". a", "第" + "百" * 100_000 + "章")),
    "fields without end": either(lambda: b"Title: word\n" * 50_000 + text("", LINE)),
    "one field without end": either(lambda: b"Title: " + b"word " * 1_000_000 + b"\nAuthor: " + b"a, " * 300_000 + text("", LINE)),
    "hyphens at line ends": read(lambda: text("wo-\n" * 300_000)),
    "indents": read(lambda: text(*(" " * (n % 2_000) + "word" for n in range(3_000)))),
    "full stops": read(lambda: text("." * 1_000_000, ". " * 500_000, "…" * 100_000)),
    "initials": read(lambda: text("A. " * 100_000)),
    "a letter with a million marks": read(lambda: text("e" + "\u0301" * 1_000_000)),
    "joined emoji": read(lambda: text("\U0001f468" + "\u200d\U0001f469" * 200_000)),
    "flags": read(lambda: text("\U0001f1e9" * 500_000)),
    "tag characters": read(lambda: text(LINE, "\U0001f3f4" + "".join(map(chr, range(0xE0020, 0xE007F))) * 3_000)),
    "writing turned round": read(lambda: text(LINE, "\u202eabc " * 50, "\u2067\u2068def " * 50)),
    "writing turned round without end": read(lambda: text("\u202e" * 150_000 + "a" + "\u2067" * 150_000)),
    "nothing that is seen": either(lambda: "\u200b\u2060\u00ad".encode() * 200_000),
    "what Discord acts on": read(lambda: text(*[DISCORD * 30] * 20), "@everyone", "<@1>", "[https://a](https://b)"),
    "backslashes and fences at ends": read(lambda: text(*["a " * 900 + "\\", "b ```", "c ||", "```" * 700] * 5)),
    "name with a path": read(lambda: text(LINE), name="../../etc/passwd"),
    "name of a drive": read(lambda: text(LINE), name="C:\\Windows\\system32\\a.txt"),
    "name of 300 letters": read(lambda: text(LINE), name="a" * 300 + ".txt"),
    "name turned round": read(lambda: text(LINE), name="story\u202etxt.exe"),
    "name that pings": read(lambda: text(LINE), name="@everyone <@1>\n# x.txt"),
    "no name": read(lambda: text(LINE), name=""),
}  # fmt: skip

MARKDOWN = {
    "quotes in quotes": read(lambda: in_markdown("> " * 100_000 + "word")),
    "lists in lists": read(lambda: in_markdown("- " * 25_000 + "word")),
    "lists ever deeper": read(lambda: in_markdown("\n".join(" " * 2 * n + "- word" for n in range(700)))),
    "stars in Markdown": read(lambda: in_markdown("*a **b " * 25_000)),
    "stars round a word": read(lambda: in_markdown("*" * 25_000 + "word" + "*" * 25_000)),
    "brackets in Markdown": read(lambda: in_markdown("[" * 50_000 + "word" + "]" * 50_000)),
    "links in links": read(lambda: in_markdown("[a](" * 15_000)),
    "pictures in pictures": read(lambda: in_markdown("![" * 30_000)),
    "backticks": read(lambda: in_markdown("".join("`" * n + " " for n in range(600)))),
    "fence without end": either(lambda: in_markdown("```\n" + LINE * 20_000), LINE.strip()),
    "pointed brackets": read(lambda: in_markdown("<" * 100_000), "<<<"),
    "comment without end": either(lambda: in_markdown("a <!-- " * 20_000)),
    "entities": read(lambda: in_markdown("&amp;&#x41;&bogus;" * 15_000)),
    "references": read(lambda: in_markdown("\n".join(f"[r{n}]: https://a.example/{n}" for n in range(10_000)) + "\n\n" + "[r1] " * 10_000)),
    "table of 50,000 cells": read(lambda: in_markdown("|a|b|\n|-|-|\n" + "|c|d|\n" * 25_000)),
    "a table that grows by itself": read(lambda: in_markdown("|" + "a|" * 1_400 + "\n|" + "-|" * 1_400 + "\n" + "|c|\n" * 1_400)),
    "headings in Markdown": either(lambda: "".join(chain.from_iterable((f"## Chapter {n}\n\n", "Words.\n\n") for n in range(1, 11_001))).encode() + END.encode()),
    "bomb of anchors": either(lambda: f"---\n{BOMB_OF_ANCHORS}\n---\n\n{END}\n".encode(), END),
    "front matter in brackets": either(lambda: f"---\na: {'[' * 50_000}\n---\n\n{END}\n".encode(), END),
    "front matter without end": either(lambda: b"---\n" + b"title: a\n" * 200_000, hides=("\0",)),
    "front matter that calls Python": either(lambda: f"---\ntitle: !!python/object/apply:os.system ['exit']\n---\n\n{END}\n".encode(), END),
    "front matter of the wrong kinds": either(lambda: f"---\ntitle: [1, {{a: b}}]\nauthor: 2001-99-99\nchapters: -1\nnotes: 12\nrating: {{}}\n---\n\n{END}\n".encode(), END),
    "front matter with large numbers": either(lambda: f"---\ntitle: 1{'0' * 5000}\nwords: {'9' * 5000}\npublished: 9999-12-31T23:59:59+14:00\n---\n\n{END}\n".encode(), END),
}  # fmt: skip
