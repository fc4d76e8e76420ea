"""Which code page old bytes were written in: by the letters of Western languages, else by what the words look like."""

from __future__ import annotations

import re

WESTERN = "cp1252"
# What each language that Windows-1252 was made for has beside a to z.
LETTERS = (
    "äöüß",
    "àâæçéèêëîïôœùûüÿñ",  # French, and English with its borrowed words
    "áéíñóúüªº",
    "àáâãçéêíóôõúüªº",
    "àèéìíîòóùú",
    "àçèéíïòóúüñ",
    "áéèëïíóöúü",
    "åäöéüàá",
    "æøåéèêóòôöäü",
    "áéíóúýðþæö",
    "äöåšž",
)
OTHERS = (
    *("cp1250", "iso8859_2", "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic", "cp1253"),
    *("iso8859_7", "cp1254", "cp1255", "cp1256", "cp932", "euc_jp", "gb18030", "big5", "cp949", "mac_roman", "cp850"),
)
OWN_LETTERS = 0.95  # the rest is names from abroad
MOST_ACCENTS = 0.35  # of all letters
FEWEST_SIGNS, MOST_ODD = 3, 0.02
ENOUGH = 64_000  # bytes that tell a code page as well as all of them

_LETTER = re.compile(r"[^\W\d_]")
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\w\s'’.,:;!?=+/&*()\[\]-](?=[^\W\d_])|(?<=[a-z])[¹²³](?=[a-z])")
_DASHES = str.maketrans("", "", "–—…‘’“”·")


def code_page_of(data: bytes) -> str:
    """The code page of a text that is not in UTF-8."""
    sample = _sample(data)
    if _is_western(sample):
        return WESTERN
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only the rare old file needs its tables

    best = from_bytes(sample, cp_isolation=[*OTHERS, WESTERN]).best()
    found = best.encoding if best else WESTERN
    return _latin_two(sample) if found == "cp1250" else found


def _sample(data: bytes) -> bytes:
    """The lines with a byte above ASCII, up to enough of them."""
    if data.isascii():
        return data[:ENOUGH]
    lines: list[bytes] = []
    size = 0
    for line in data.split(b"\n"):
        if not line.isascii():
            lines.append(line)
            size += len(line)
        if size >= ENOUGH:
            break
    joined = b"\n".join(lines)
    return joined if len(lines) > 1 else joined[:ENOUGH]


def _is_western(sample: bytes) -> bool:
    text = sample.decode(WESTERN, errors="replace")
    letters = _LETTER.findall(text.casefold().replace("ss", ""))
    accents = [letter for letter in letters if not letter.isascii()]
    odd = _signs_in_words(text) + text.count("\ufffd")
    if len(accents) > MOST_ACCENTS * len(letters) or odd >= max(FEWEST_SIGNS, MOST_ODD * len(accents)):
        return False
    own = max(sum(letter in alphabet for letter in accents) for alphabet in LETTERS)
    return own >= OWN_LETTERS * len(accents)


def _signs_in_words(text: str) -> int:
    return len(_SIGN_IN_WORD.findall(text.translate(_DASHES)))


def _latin_two(sample: bytes) -> str:
    """Windows-1250 and ISO 8859-2 differ in a few letters, which the wrong one shows as signs."""
    return min(("cp1250", "iso8859_2"), key=lambda page: _signs_in_words(sample.decode(page, errors="replace")))
