"""The paragraphs of a plain text, as one expression finds them: most are plain, and are told at first sight."""

from __future__ import annotations

import re

from stories.importing.habits import EARLY, VERY_EARLY
from stories.importing.ornaments import CANDIDATE, LONGEST

_SPEECH = "[“\"‘'„«‹「『¿¡]"
_QUOTE = f"{_SPEECH[:-1]}—–-]"


def paragraphs_in(width: int | None) -> re.Pattern[str]:
    """Finds each paragraph; in a group where there may be something about it, but not where it is plain.

    One line is, unless it may be an ornament. Where lines run on, several are if the first is no field and too long
    for a heading, or speech, and at least every other one is too long for verse; or if a line of speech is long enough
    to go on with a small letter.
    """
    no_ornament = f"(?!{CANDIDATE}(?!.)).++"
    plain = rf"{_QUOTE}?[^\W_].{{{LONGEST},}}+|{no_ornament}"
    if width:
        any_line, long, full = (_line_beyond(length) for length in (LONGEST, width * VERY_EARLY, width * EARLY))
        no_field = r"(?![\s*_>#-]*+\w[^\n:]{0,30}+[*_\s]*+:)"
        begun = rf"{full}(?:{any_line})?+|(?={_QUOTE}){any_line}{full}|(?={_SPEECH}){long}(?=[a-zß-öø-ÿа-я].*+(?!\n.))"
        plain = rf"{no_field}(?:{begun})(?:{full}(?:{any_line})?+)*+(?:.{{{LONGEST + 1},}}+|{no_ornament})|{plain}"
    return re.compile(rf"(?!\s)(?:{plain})(?<!\s)(?!\n?.)|(.++(?:\n.++)*+)")


def _line_beyond(length: float) -> str:
    """A longer one, with a line below that it runs on to without another thought."""
    return rf".{{{max(int(length), LONGEST) + 1},}}+(?<!\s)(?<!\w-)\n(?=\S)"
