"""Aozora Bunko's text: ruby as ｜base《reading》, everything else a printer should know as ［＃…］."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from stories.importing.blocks import Block, Source, block_of, over_all
from stories.importing.fields import Facts
from stories.importing.ornaments import is_ornament
from stories.text import Kind, Span, in_order

LEVELS = {"大見出し": 2, "中見出し": 3, "小見出し": 4}
EMPHASIS = ("傍点", "傍線", "太字", "斜体")
NEW_PAGE = ("改ページ", "改丁", "改頁", "改見開き")
ENDS = "終わり"
SOURCE_LABEL = "底本"
FEWEST_RUBIES = 2
NEAR_THE_TOP = 4000

_RUBY = re.compile(r"[\u3005\u3400-\u9fff]《[\u3041-\u30ff]+》")
_LEGEND = re.compile(r"^-{20,}\n[^\n]*【[^\n]*\n(?:.*\n)*?-{20,}$\n?", re.MULTILINE)
_COLOPHON = re.compile(rf"^{SOURCE_LABEL}：", re.MULTILINE)
_WITH_BAR = re.compile(r"｜([^《》｜\n]*)《([^《》\n]+)》")
_BARE = re.compile(r"(?<=\w)《([^《》\n]+)》")
_NOTE = re.compile(r"(?P<sign>※)?［＃(?P<words>[^］\n]*)］")
_ABOUT = re.compile(r"「(?P<what>.+?)」(?:[にはの]|は同行|は窓)*(?P<how>.+)")
_PLANE = re.compile(r"(\d)-(\d{1,2})-(\d{1,2})")
_CODE_POINT = re.compile(r"U\+([0-9A-Fa-f]{4,5})")


@dataclass(slots=True)
class _Line:
    """One line as it is written out."""

    text: str = ""
    spans: list[Span] = field(default_factory=list[Span])
    opened: dict[str, int] = field(default_factory=dict[str, int])
    level: int = 0
    breaks: bool = False


def is_aozora(text: str) -> bool:
    """Whether a text is marked up in this way."""
    return ("］" in text and "［＃" in text) or ("《" in text and len(_RUBY.findall(text)) >= FEWEST_RUBIES)


def read_aozora(text: str) -> Source:
    """The blocks of such a text, its title and author, and the book it was typed from."""
    facts, reasons = Facts(), ["read as Aozora Bunko's text: ruby in 《》, notes in ［＃］"]
    text = _without_colophon(text, facts, reasons)
    text = _without_head(text, facts, reasons)
    blocks: list[Block] = []
    gap = 0
    for written in text.split("\n"):
        line = _read(written.strip())
        if line.text:
            blocks.append(_block(line, gap))
            gap = 0
        else:
            gap += 1 + line.breaks
    gaps = Counter(block.gap for block in blocks[1:])
    usual = min(gaps, key=lambda gap: (-gaps[gap], gap), default=0)
    return Source(blocks, usual_gap=usual, facts=facts, reasons=reasons)


def _without_colophon(text: str, facts: Facts, reasons: list[str]) -> str:
    *_, colophon = [None, *_COLOPHON.finditer(text)]
    if colophon is None or _NOTE.search(text, colophon.end()):
        return text
    facts.keep(SOURCE_LABEL, text[colophon.end() :].strip())
    reasons.append(f"taken as what it was typed from: the lines from `{SOURCE_LABEL}：` to the end")
    return text[: colophon.start()]


def _without_head(text: str, facts: Facts, reasons: list[str]) -> str:
    legend = _LEGEND.search(text, 0, NEAR_THE_TOP)
    if not legend:
        return text
    reasons.append("left out: the legend of the signs")
    lines = [line.strip() for line in text[: legend.start()].split("\n") if line.strip()]
    if lines:
        title, *others = [_read(line).text for line in lines]
        facts.tell("Title", title)
        reasons.append(f"taken as title: “{title}”, the first line above the legend")
        for subtitle in others[:-1]:
            facts.keep("Subtitle", subtitle)
        if others:
            facts.tell("Author", others[-1])
    return text[legend.end() :]


def _block(line: _Line, gap: int) -> Block:
    if is_ornament(line.text):
        return block_of(over_all(line.text, Kind.SCENE_BREAK), gap)
    return Block(line.text, gap, in_order(line.spans), level=line.level)


def _read(written: str) -> _Line:
    line = _Line()
    done = 0
    for note in _NOTE.finditer(written):
        line.text += _with_readings(written[done : note.start()])
        if note["sign"]:
            line.text += _character(note["words"]) or note[0]
        else:
            _heed(line, note["words"])
        done = note.end()
    line.text += _with_readings(written[done:])
    stripped = len(line.text) - len(line.text.lstrip())
    line.text = line.text.strip()
    moved = (Span(max(0, s.start - stripped), min(s.end - stripped, len(line.text)), s.kind) for s in line.spans)
    line.spans = [span for span in moved if span.start < span.end]
    return line


def _with_readings(text: str) -> str:
    return _BARE.sub(r"(\1)", _WITH_BAR.sub(r"\1(\2)", text)) if "《" in text else text


def _heed(line: _Line, words: str) -> None:
    """A note on what stands before it, or on what lies between it and its end."""
    if words.startswith(NEW_PAGE):
        line.breaks = True
    for heading, level in LEVELS.items():
        if heading in words:
            line.level = level
    if words.removesuffix(ENDS).endswith(EMPHASIS):
        _emphasise(line, words)


def _emphasise(line: _Line, words: str) -> None:
    if about := _ABOUT.fullmatch(words):
        start = line.text.rfind(about["what"])
        if start >= 0:
            line.spans.append(Span(start, start + len(about["what"]), Kind.EMPHASIS))
    elif not words.endswith(ENDS):
        line.opened[words] = len(line.text)
    elif (start := line.opened.pop(words.removesuffix(ENDS), len(line.text))) < len(line.text):
        line.spans.append(Span(start, len(line.text), Kind.EMPHASIS))


def _character(words: str) -> str:
    """A letter that old fonts lacked, by the number that standards give it."""
    if point := _CODE_POINT.search(words):
        value = int(point[1], 16)
        return "" if 0xD800 <= value < 0xE000 else chr(value)  # noqa: PLR2004 - surrogates are no letters
    if not (plane := _PLANE.search(words)):
        return ""
    number, row, cell = map(int, plane.groups())
    data = (b"\x8f" if number == 2 else b"") + bytes((0xA0 + row, 0xA0 + cell))  # noqa: PLR2004 - there are two planes
    return data.decode("euc_jis_2004", errors="ignore")
