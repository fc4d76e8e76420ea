"""Numbers as chapters carry them: figures, roman and Chinese numerals, words."""

from __future__ import annotations

import re
from functools import lru_cache

_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    (
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
        " achtzehn neunzehn zwanzig"
    ),
    (
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
        " dix-neuf vingt"
    ),
    (
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
        " dieciocho diecinueve veinte"
    ),
    (
        "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici"
        " diciassette diciotto diciannove venti"
    ),
    "um dois três quatro cinco seis sete oito nove dez onze doze treze",
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "ett två tre fyra fem sex sju åtta nio tio elva tolv",
    "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
)
_ORDINALS = (
    (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ),
    "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte dreizehnte vierzehnte",
    "erstes zweites drittes viertes fünftes sechstes siebtes achtes neuntes zehntes elftes zwölftes dreizehntes",
    "erster zweiter dritter vierter fünfter sechster siebter achter neunter zehnter elfter zwölfter",
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième",
    "première seconde troisième quatrième cinquième sixième septième huitième neuvième dixième",
    "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo",
    "primera segunda tercera cuarta quinta sexta séptima octava novena décima",
    "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo undicesimo dodicesimo",
    "prima seconda terza quarta quinta sesta settima ottava nona decima",
    "primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo",
    "primeira segunda terceira quarta quinta sexta sétima oitava nona décima",
    "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende",
    "första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde",
    "første annen tredje fjerde femte sjette syvende ottende niende tiende",
    "первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая одиннадцатая двенадцатая",
    "первая вторая третья четвёртая пятая",
    "первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый",
    "первое второе третье четвёртое пятое шестое седьмое восьмое девятое десятое",
    "ראשון שני שלישי רביעי חמישי שישי שביעי שמיני תשיעי עשירי",
    "א ב ג ד ה ו ז ח ט י",
    "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
    "pierwszy drugi trzeci czwarty piąty szósty siódmy ósmy dziewiąty dziesiąty",
    "první druhá třetí čtvrtá pátá šestá sedmá osmá devátá desátá",
)
_AFTER_SIXTEEN = "seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

WORDS = {word: value for words in (*_CARDINALS, *_ORDINALS) for value, word in enumerate(words.split(), 1)}
WORDS.update((word, value) for value, word in enumerate(_AFTER_SIXTEEN.split(), 17))
TENS = {word: value for value, word in zip(range(20, 100, 10), _TENS.split(), strict=True)}

_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_CHINESE_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_LONGEST = 24


@lru_cache(10_000)
def number_in(word: str) -> int | None:
    """The number a word stands for; None when it stands for none."""
    word = word.casefold()
    if not word or len(word) > _LONGEST:
        return None
    if word.isdecimal():
        return int(word)
    for reading in (WORDS.get, _roman, _tens, _chinese):
        if (value := reading(word)) is not None:
            return value
    return None


def is_roman(word: str) -> bool:
    """A roman numeral in letters of one case."""
    return (word.islower() or word.isupper()) and _roman(word.casefold()) is not None


def _roman(word: str) -> int | None:
    if not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_DIGITS[letter] for letter in word]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _tens(word: str) -> int | None:
    tens, *ones = re.split(r"[- ]", word)
    if tens not in TENS or len(ones) > 1:
        return None
    return TENS[tens] + (WORDS.get(ones[0], 0) if ones else 0)


def _chinese(word: str) -> int | None:
    total = digit = 0
    for character in word:
        if character in _CHINESE_UNITS:
            total += (digit or 1) * _CHINESE_UNITS[character]
            digit = 0
        elif character in _CHINESE_DIGITS:
            digit = digit * 10 + _CHINESE_DIGITS[character]
        else:
            return None
    return total + digit
