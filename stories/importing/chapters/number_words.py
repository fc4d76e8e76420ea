"""Numbers below a hundred as words, as chapters carry them: first words, and each language's rule for the others."""

from __future__ import annotations

import unicodedata
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_ENGLISH_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth"
)
_GERMAN = (
    "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
    " achtzehn neunzehn"
)
_GERMAN_ORDINALS = "erst zweit dritt viert fünft sechst siebt acht neunt"
_FRENCH = (
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
    " dix-neuf"
)
_SPANISH = (
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho"
    " diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho"
    " veintinueve"
)
_SPANISH_ORDINALS = "primero segundo tercero cuarto quinto sexto séptimo octavo noveno"
_ITALIAN = (
    "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette"
    " diciotto diciannove"
)
_ITALIAN_ORDINALS = "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo"
_PORTUGUESE = (
    "um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito"
    " dezenove"
)
_PORTUGUESE_ORDINALS = "primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono"
_DUTCH = "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien"
_DUTCH_ORDINALS = "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende"
_RUSSIAN = (
    "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать"
    " шестнадцать семнадцать восемнадцать девятнадцать"
)
_RUSSIAN_ORDINALS = (
    "первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый тринадцатый"
    " четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый девятнадцатый"
)
_OTHERS = (
    "ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo",
    "första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte trettonde fjortonde femtonde",
    "første annen tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte trettende fjortende",
    "ראשון שני שלישי רביעי חמישי שישי שביעי שמיני תשיעי עשירי",
    "א ב ג ד ה ו ז ח ט י",
    "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
    "pierwszy drugi trzeci czwarty piąty szósty siódmy ósmy dziewiąty dziesiąty",
    "první druhá třetí čtvrtá pátá šestá sedmá osmá devátá desátá",
)

# From twenty on, or from ten.
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "ru": "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
}
_ORDINAL_TENS = {
    "es": "décimo vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo nonagésimo",
    "it": "decimo ventesimo trentesimo quarantesimo cinquantesimo sessantesimo settantesimo ottantesimo novantesimo",
    "pt": "décimo vigésimo trigésimo quadragésimo quinquagésimo sexagésimo septuagésimo octogésimo nonagésimo",
    "ru": "двадцатый тридцатый сороковой пятидесятый шестидесятый семидесятый восьмидесятый девяностый",
}


def plain(words: str) -> str:
    """Without capitals, accents and hyphens, of which files leave out some."""
    letters = unicodedata.normalize("NFKD", words.casefold().replace("-", " "))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _counted(words: str, first: int = 1, step: int = 1) -> dict[str, int]:
    return {word: first + step * at for at, word in enumerate(words.split())}


def _of_genders(words: Mapping[str, int]) -> dict[str, int]:
    """`primero` and `primera`."""
    return {**words, **{word[:-1] + "a": number for word, number in words.items()}}


def _joined(tens: Mapping[str, int], ones: Mapping[str, int], between: str = " ") -> Iterator[tuple[str, int]]:
    for (ten, number), (one, more) in product(tens.items(), ones.items()):
        yield f"{ten}{between}{one}", number + more


def _english() -> Iterator[tuple[str, int]]:
    tens = _counted(_TENS["en"], 20, 10)
    for ones in (_counted(_ENGLISH), _counted(_ENGLISH_ORDINALS)):
        yield from ones.items()
        yield from _joined(tens, _upto(9, ones))
    yield from tens.items()
    yield from ((f"{ten[:-1]}ieth", number) for ten, number in tens.items())


def _german() -> Iterator[tuple[str, int]]:
    small, tens = _counted(_GERMAN), _counted(_TENS["de"], 20, 10)
    large = {f"{one}und{ten}": number for ten, one, number in _turned(tens, _upto(9, small))} | tens
    ordinals = _counted(_GERMAN_ORDINALS) | {"siebent": 7}
    ordinals |= {f"{word}t": number for word, number in small.items() if number > max(ordinals.values())}
    ordinals |= {f"{word}st": number for word, number in large.items()}
    yield from [("eins", 1), *small.items(), *large.items()]
    yield from ((f"{stem}{ending}", number) for stem, number in ordinals.items() for ending in ("e", "er", "es", "en"))


def _french() -> Iterator[tuple[str, int]]:
    small, tens = _counted(_FRENCH), _counted(_TENS["fr"], 20, 10)
    cardinals = {**small, **tens, "quatre-vingts": 80}
    cardinals.update(_joined(_upto(50, tens), _upto(9, small)))
    cardinals.update(_joined(_upto(50, tens), {"un": 1}, " et "))
    cardinals.update(_joined({"soixante": 60, "quatre-vingt": 80}, small))
    cardinals.update(_joined({"soixante": 60}, {"un": 1, "onze": 11}, " et "))
    yield from cardinals.items()
    yield from [("premier", 1), ("première", 1), ("second", 2), ("seconde", 2)]
    yield from ((f"{_french_stem(word)}ième", number) for word, number in cardinals.items())


def _french_stem(cardinal: str) -> str:
    if cardinal.endswith("neuf"):
        return f"{cardinal[:-1]}v"
    if cardinal.endswith("cinq"):
        return f"{cardinal}u"
    return cardinal.removesuffix("e").removesuffix("vingts") + "vingt" * cardinal.endswith("vingts")


def _spanish() -> Iterator[tuple[str, int]]:
    yield from _counted(_SPANISH).items()
    tens = _counted(_TENS["es"], 30, 10)
    yield from tens.items()
    yield from _joined(tens, _upto(9, _counted(_SPANISH)), " y ")
    yield from {"primer": 1, "tercer": 3}.items()
    ordinals = _counted(_SPANISH_ORDINALS)
    yield from _of_genders(ordinals | {"undécimo": 11, "duodécimo": 12}).items()
    yield from _of_genders(dict(_joined({"decimo": 10, "vigesimo": 20}, ordinals, ""))).items()
    yield from _with_ordinal_tens("es", ordinals)


def _italian() -> Iterator[tuple[str, int]]:
    small, tens = _counted(_ITALIAN), _counted(_TENS["it"], 20, 10)
    large = {
        f"{ten[:-1] if one[0] in 'uo' else ten}{one}": number for ten, one, number in _turned(tens, _upto(9, small))
    }
    yield from [*small.items(), *tens.items(), *large.items()]
    late = {word: number for word, number in {**small, **tens, **large}.items() if number > 10}  # noqa: PLR2004
    stems = {word if word.endswith(("tre", "sei")) else word[:-1]: number for word, number in late.items()}
    ordinals = _counted(_ITALIAN_ORDINALS)
    yield from _of_genders(ordinals | {f"{stem}esimo": number for stem, number in stems.items()}).items()
    yield from _of_genders(dict(_joined({"decimo": 10}, _upto(9, ordinals), ""))).items()
    yield from _with_ordinal_tens("it", _upto(9, ordinals))


def _portuguese() -> Iterator[tuple[str, int]]:
    small, tens = _counted(_PORTUGUESE), _counted(_TENS["pt"], 20, 10)
    yield from [*small.items(), *tens.items(), *_joined(tens, _upto(9, small), " e ")]
    ordinals = _counted(_PORTUGUESE_ORDINALS)
    yield from _of_genders(ordinals).items()
    yield from _with_ordinal_tens("pt", ordinals)


def _dutch() -> Iterator[tuple[str, int]]:
    small, tens = _counted(_DUTCH), _counted(_TENS["nl"], 20, 10)
    large = {f"{one}en{ten}": number for ten, one, number in _turned(tens, _upto(9, small))} | tens
    yield from [*small.items(), *large.items(), *_counted(_DUTCH_ORDINALS).items()]
    yield from ((f"{word}ste", number) for word, number in large.items())


def _russian() -> Iterator[tuple[str, int]]:
    small, tens = _counted(_RUSSIAN), _counted(_TENS["ru"], 20, 10)
    yield from [*small.items(), *tens.items(), *_joined(tens, _upto(9, small))]
    ordinals = _counted(_RUSSIAN_ORDINALS)
    forms = dict(_russian_forms(ordinals))
    yield from [*forms.items(), *_joined(tens, _upto(9, forms))]
    yield from _russian_forms(_counted(_ORDINAL_TENS["ru"], 20, 10))


def _russian_forms(words: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    for word, number in words.items():
        endings = ("ий", "ья", "ье") if word.endswith("тий") else ("ый", "ой", "ая", "ое")
        yield from ((word[:-2] + ending, number) for ending in endings)


def _with_ordinal_tens(language: str, ones: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """`vigésimo primero`."""
    tens = _of_genders(_counted(_ORDINAL_TENS[language], 10, 10))
    yield from tens.items()
    yield from _joined(tens, _of_genders(ones))


def _upto(most: int, words: Mapping[str, int]) -> dict[str, int]:
    return {word: number for word, number in words.items() if number <= most}


def _turned(tens: Mapping[str, int], ones: Mapping[str, int]) -> Iterator[tuple[str, str, int]]:
    for (ten, number), (one, more) in product(tens.items(), ones.items()):
        yield ten, one, number + more


def _all() -> Iterator[tuple[str, int]]:
    for rule in (_english, _german, _french, _spanish, _italian, _portuguese, _dutch, _russian):
        yield from rule()
    for words in _OTHERS:
        yield from _counted(words).items()


_WRITTEN = dict(_all())
WORDS = {plain(word): number for word, number in _WRITTEN.items()}
"""Each number by its words, as `plain` writes them."""


def _words_at(at: int) -> list[str]:
    """The first or the last words of numbers of several, longest first."""
    several = [word for word in _WRITTEN if " " in word or "-" in word]
    found = {written.replace("-", " ").split()[at] for word in several for written in (word, plain(word))}
    return sorted(found, key=len, reverse=True)


SEVERAL = rf"(?:{'|'.join(_words_at(0))})[- ](?:(?:y|e|et|dix)[- ])?(?:{'|'.join(_words_at(-1))})\b"
"""Matches each number of several words, and what looks like one."""

FIRST_WORDS = {word.replace("-", " ").split()[0] for word in (*_WRITTEN, *WORDS)}
