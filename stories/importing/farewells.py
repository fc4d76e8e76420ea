"""What authors say below their text: when it goes on, and what they hope to hear."""

from __future__ import annotations

import re

_FEEDBACK = (
    r"(?:comments?|reviews?|votes?|kudos|feedback|(?:constructive )?criticism|concrit|kommentare?|kommis?"
    r"|rückmeldung(?:en)?|kritik|comentarios|votos|commentaires?|avis)"
)
_SEVERAL = rf"{_FEEDBACK}(?:(?:,| and| &| or| und| oder| y| o| et| ou|, and|/) ?(?:all )?{_FEEDBACK})*"
_ACTS = r"(?:read|vote|comment|review|favou?rite|fav|follow|subscribe|share|like|rate|fan)"
_DAY = r"(?:(?:on |by |next |this )?\w+day|soon|tomorrow|tonight|(?:early |late )?next (?:week|month))"
_ENDS = r"[\s.!~:;)\]*_<3♥❤-]*$"
_PLEASE = (
    r"(?:(?:please|pls|plz|(?:and )?(?:don['’]t|do not) forget to|remember to|be sure to|make sure to|feel free to|do)"
    r",? )+"
)
_AND = r"(?:,? ?(?:and|&|or|/|,) ?)"
_ON_A_DAY = rf"(?:{_DAY}(?:\s+(?:or|and)\s+{_DAY})?)?"
_I_HOPE = r"(?:,? (?:I (?:promise|hope|think|swear)|hopefully|maybe)\b.{0,40})?"
_MUCH = r"(?:(?:always|very|most|much|so|more than|greatly|really|immer|stets|sehr|herzlich|siempre|muy|toujours) )*"
FAREWELLS = (
    r"R\s?&\s?R\b",
    r"Read\s+(?:&|and|n|\+)\s+review\b",
    r"(?:Please|Pls)\s+(?:read\s+and\s+)?review\b",
    # `Next part soon!`, but not `Next part on Sunday we sang.`
    (
        r"(?:The )?next\s+(?:chapter|part|update)\s+(?:(?:is|will be|should be|comes|goes)\s+)?"
        rf"(?:(?:up|out|coming|posted)\s*)?{_ON_A_DAY}{_I_HOPE}{_ENDS}"
    ),
    # `Please vote and comment!`, but not `Please vote for Ada.`
    rf"(?:(?:so|and|as always|anyway),? )*{_PLEASE}(?:{_ACTS}{_AND})+{_ACTS}{_ENDS}",
    (
        rf"(?:thanks?(?: you)?(?: so much)? for reading[.!,]* )?{_PLEASE}(?:(?:{_ACTS} (?:and|&|or) )*leave|drop)"
        rf"(?: me)? (?:a |an |some |your |any )?(?:\w+ )?{_SEVERAL}\b.{{0,40}}$"
    ),
    rf"{_SEVERAL} (?:are|is|would be) {_MUCH}(?:love|loved|appreciated|welcomed?)\b",
    r"let me know what you (?:think|thought)(?: of it| about it)? in (?:the|a) (?:comments?|reviews?)\b",
    rf"(?:konstruktive )?{_SEVERAL} (?:sind|ist|wären|wäre) {_MUCH}(?:willkommen|erwünscht|gerne? gesehen){_ENDS}",
    rf"über (?:eure |ein paar |jede[ns]? )?{_SEVERAL} (?:freue ich mich|würde ich mich freuen)\b.{{0,30}}$",
    (
        r"(?:bitte )?(?:hinterlass|lass)t (?:mir )?(?:doch )?(?:bitte )?(?:eine?n? |eure |ein paar )?"
        rf"{_SEVERAL}(?: da)?{_ENDS}"
    ),
    (
        r"(?:por favor,? )?(?:no olvid(?:en|es|éis) )?vot(?:en|a|ar|ad) y coment(?:en|a|ar|ad)"
        rf"(?:,? por favor)?{_ENDS}"
    ),
    r"(?:por favor,? )?dej(?:en|a|ad)(?:me)? (?:un |sus |tus? |vuestros )?(?:comentarios?|reviews?|votos?)\b.{0,30}$",
    rf"(?:los |sus |tus )?{_SEVERAL} (?:siempre )?(?:son|serán) {_MUCH}bienvenid[oa]s{_ENDS}",
    (
        r"(?:n['’]hésitez pas à |pensez à )?(?:laisse[rz]|mett(?:ez|re))(?:[ -]moi)? (?:une? |des |vos |votre )"
        rf"{_SEVERAL}\b.{{0,30}}$"
    ),
    rf"(?:les |vos |tous les )?{_SEVERAL} sont {_MUCH}(?:les )?bienvenue?s{_ENDS}",
    (
        r"(?:не забывайте |пожалуйста, )?(?:оставля(?:йте|ть)|жду) (?:ваши |ваших )?"
        r"(?:комментари[ий]|комментариев|отзыв(?:ы|ов))\b.{0,30}$"
    ),
)

_FAREWELL = re.compile(rf"[\s\[({{（【*_~<>-]*(?:{'|'.join(FAREWELLS)})", re.IGNORECASE)


def says_farewell(text: str) -> bool:
    """What authors say below their text, and no story would."""
    return _FAREWELL.match(text) is not None
