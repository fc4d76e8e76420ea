"""Languages as files call them, and as BCP 47 does."""

from __future__ import annotations

import re

NAMES = {
    "afrikaans": "af",
    "arabic": "ar",
    "العربية": "ar",
    "bahasa indonesia": "id",
    "indonesian": "id",
    "bahasa malaysia": "ms",
    "bulgarian": "bg",
    "български": "bg",
    "catalan": "ca",
    "català": "ca",
    "chinese": "zh",
    "中文": "zh",
    "中文-普通话 國語": "zh",
    "中文-普通话": "zh",
    "中文-广东话 粵語": "yue",
    "cymraeg": "cy",
    "welsh": "cy",
    "croatian": "hr",
    "hrvatski": "hr",
    "czech": "cs",
    "čeština": "cs",
    "danish": "da",
    "dansk": "da",
    "dutch": "nl",
    "nederlands": "nl",
    "english": "en",
    "american english": "en-US",
    "british english": "en-GB",
    "esperanto": "eo",
    "estonian": "et",
    "eesti": "et",
    "filipino": "fil",
    "finnish": "fi",
    "suomi": "fi",
    "french": "fr",
    "français": "fr",
    "gaeilge": "ga",
    "irish": "ga",
    "german": "de",
    "deutsch": "de",
    "greek": "el",
    "ελληνικά": "el",
    "hebrew": "he",
    "עברית": "he",
    "hindi": "hi",
    "हिन्दी": "hi",
    "hungarian": "hu",
    "magyar": "hu",
    "icelandic": "is",
    "íslenska": "is",
    "italian": "it",
    "italiano": "it",
    "japanese": "ja",
    "日本語": "ja",
    "korean": "ko",
    "한국어": "ko",
    "latin": "la",
    "lingua latina": "la",
    "lithuanian": "lt",
    "lietuvių": "lt",
    "latvian": "lv",
    "latviešu valoda": "lv",
    "norwegian": "no",
    "norsk": "no",
    "persian": "fa",
    "فارسی": "fa",
    "polish": "pl",
    "polski": "pl",
    "portuguese": "pt",
    "português": "pt",
    "português europeu": "pt-PT",
    "português brasileiro": "pt-BR",
    "brazilian portuguese": "pt-BR",
    "romanian": "ro",
    "română": "ro",
    "russian": "ru",
    "русский": "ru",
    "serbian": "sr",
    "српски": "sr",
    "slovak": "sk",
    "slovenčina": "sk",
    "slovenian": "sl",
    "slovenščina": "sl",
    "spanish": "es",
    "español": "es",
    "castellano": "es",
    "svenska": "sv",
    "swedish": "sv",
    "thai": "th",
    "ไทย": "th",
    "turkish": "tr",
    "türkçe": "tr",
    "ukrainian": "uk",
    "українська": "uk",
    "vietnamese": "vi",
    "tiếng việt": "vi",
}
OLD_CODES = {"eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "ita": "it", "rus": "ru"}

_TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z\d]{2,8})*", re.IGNORECASE)


def language_tag(words: str) -> str:
    """A language's tag; what is neither a name we know nor a tag stays as it is."""
    words = words.strip()
    if known := NAMES.get(words.casefold()):
        return known
    if not _TAG.fullmatch(words):
        return words
    first, *others = re.split("[-_]", words)
    first = OLD_CODES.get(first.casefold(), first.casefold())
    return "-".join([first, *(_cased(other) for other in others)])


def _cased(part: str) -> str:
    """Scripts are written `Latn`, countries `GB`."""
    sizes = {2: part.upper(), 4: part.capitalize()}
    return sizes.get(len(part), part.casefold())
