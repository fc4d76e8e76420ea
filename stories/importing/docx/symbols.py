"""Symbols that Word writes as places in a font of pictures."""

from __future__ import annotations

UNKNOWN = "□"
PRIVATE = 0xF000  # where fonts of symbols lie in Unicode's private area

# Those that Word's own corrections put in, and the usual ornaments.
WINGDINGS = {
    0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x5F: "✉", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x74: "◆", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x96: "❧", 0x98: "☙", 0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xAA: "✦", 0xAB: "★", 0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "⇦", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF3: "⬄", 0xFB: "✗",
    0xFC: "✓", 0xFE: "☑",
}  # fmt: skip
_GREEK_CAPITALS = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_GREEK_LETTERS = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
SYMBOL = {
    **{ord("A") + at: letter for at, letter in enumerate(_GREEK_CAPITALS)},
    **{ord("a") + at: letter for at, letter in enumerate(_GREEK_LETTERS)},
    0x2A: "∗", 0x2D: "−", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔",
    0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™",
}  # fmt: skip


def symbol(code: str, font: str) -> str:
    """The letter or sign at that place of a font; an empty square where nobody knows."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    at = point - PRIVATE if PRIVATE <= point <= PRIVATE + 0xFF else point
    if font.casefold().startswith("wingdings"):
        return WINGDINGS.get(at, UNKNOWN)
    if font.casefold() == "symbol":
        return SYMBOL.get(at) or _as_it_is(at)
    return _as_it_is(at if at < point and at >= ord(" ") else point)


def _as_it_is(point: int) -> str:
    is_letter = point >= ord(" ") and not 0xD800 <= point <= 0xF8FF and point <= 0x10FFFF  # noqa: PLR2004 - surrogates, private
    return chr(point) if is_letter else UNKNOWN
