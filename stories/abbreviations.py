"""Words that a full stop follows without ending a sentence, and words that tell who spoke."""

from __future__ import annotations

_ENGLISH = """mr mrs ms messrs dr prof rev hon st mt ft gen col maj capt cpt lt sgt cpl pvt adm cmdr gov sen pres supt
    jr sr esq vs etc al viz cf approx dept est inc ltd co corp bros ave blvd vol ch fig pp eds illus"""
_FRENCH = "mm mme mmes mlle mlles mgr ste sts chap env hab apr av pr"
_GERMAN = "hr hrn fr frl dipl ing bzw bzgl ca evtl geb gest ggf inkl jh jhdt nr st str usw vgl zzgl bspw sog"
_SPANISH = "sra sras srta srtas sres dn dña ud uds vd vds pág págs núm aprox excmo ilmo"
_RUSSIAN = "гг вв др пр см ср стр ул пер просп пл им проф акад тов руб коп тыс млн млрд напр гр обл"

_NUMBERED = "no nos art op ed"

# Those that are words as well count only before a number.
BEFORE_NUMBERS = frozenset(_NUMBERED.split())
ABBREVIATIONS = frozenset(f"{_ENGLISH} {_FRENCH} {_GERMAN} {_SPANISH} {_RUSSIAN}".split())

# In one letter a stop is an abbreviation, unless the letter is a word.
ONE_LETTER_WORDS = frozenset("аиоуяèàòéy")

# English alone puts who spoke before the verb, and so begins with a capital what is no new sentence.
_VERBS = """said says asked answered replied cried called shouted whispered murmured muttered exclaimed added repeated
    began went continued demanded insisted agreed admitted breathed growled hissed sighed sobbed laughed snapped yelled
    screamed wailed groaned moaned gasped panted put remarked observed returned retorted rejoined inquired enquired
    suggested offered warned told announced declared protested pleaded begged thought wondered"""
SPEECH_VERBS = _VERBS.split()
