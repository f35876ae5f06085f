"""Passages of a measure to look at: dates, texts of law, acronyms. They are remarks, never facts."""

import re
from collections.abc import Iterable

from macros.french import MONTHS

_MONTH = "|".join(MONTHS)
_RANK = r"(?:premier|second|dernier|(?:deux|trois|quatr)ième|1er|[234]e|[234]ème)"
_PERIOD = r"d[ue] (?:la |l['’])?(?:présente? )?(?:plan|programme|contrat|schéma|mandat|présent document|période)"
_LEAD = (
    r"(?:d['’]ici (?:à |au |le )?(?:la |l['’])?|avant (?:la |le |l['’])?|à (?:partir|compter) (?:de |du |d['’])"
    r"(?:la |l['’])?|dès (?:la |le |l['’])?|depuis (?:la |le |l['’])?|au plus tard (?:le |en |à |fin )?"
    r"|jusqu['’](?:à|au|en) (?:la |l['’])?|au cours de (?:la |l['’])?|courant |pendant (?:la |l['’])?"
    r"|en |au |à (?:la |l['’])?|pour (?:la |le |l['’])?|sur (?:la |l['’])?|le |la |l['’])?"
)
_DATES = re.compile(
    # The term of the plan.
    rf"\b(?:(?:(?:avant|d['’]ici|jusqu['’])\s?(?:le |au |à |la )?(?:terme|fin|échéance)|(?:au|à l['’]) ?(?:terme|échéance)"
    rf"|(?:pendant|durant|sur) (?:toute )?la (?:durée|période)) {_PERIOD}\b"
    # A day, a month, a part of a year or a year.
    rf"|(?<![\w’'/–-]){_LEAD}(?:(?:la )?fin (?:du |de la |de l['’]|de |d['’])?)?(?:(?:le )?début (?:de l['’]|de |d['’])?|mi-|courant )?"
    rf"(?:(?:le )?(?:1er|\d{{1,2}}) (?:{_MONTH}) |{_RANK} (?:semestre|trimestre) (?:de l['’]année |de |d['’])?"
    rf"|(?:mois d(?:e |['’]))?(?:{_MONTH}) |(?:année |an )?)(?:19|20)\d\d(?![\d/-])"
    # What recurs.
    r"|\b(?:(?:à )?chaque (?:année|mois|trimestre|semestre|semaine|fois qu(?:e|['’])(?: [\w’'-]+){1,4})"
    r"|(?:à )?(?:tous|toutes) les (?:\w+ )?(?:ans|années|mois|trimestres|semestres|semaines|périodes(?: de(?: \w+){1,2})?)"
    r"|annuellement|régulièrement|périodiquement|mensuellement|trimestriellement)\b"
    # An event.
    r"|\b(?:[àa] l['’]issue|lors|[àa] l['’]occasion|au moment|dès la (?:publication|parution|signature)"
    r"|après l['’](?:adoption|entrée en vigueur)) d(?:e la |e l['’]|es |u |e |['’])[^,;.()§]{3,60}?(?=[,;.()]| afin| pour| destiné|$)"
    r"|\b(?:sera|seront|est|sont) (?:\w+e?s?) par (?:décret|arrêté|ordonnance|la loi))",
    re.IGNORECASE,
)
_ARTICLE = (
    r"articles? (?:[LRD]\.? ?(?:\* ?)?)?\d+(?:-\d+)*(?:(?:,| et| à) [LRD]?\.? ?\d+(?:-\d+)*)* "
    r"(?:alinéa \d+ )?(?:de la |de l['’]|du |de )"
)
_DAY = rf"d(?:u|atée? du) (?:1er|\d{{1,2}}) (?:{_MONTH}) (?:19|20)\d\d"
_ACT = (
    rf"(?P<kind>loi|ordonnance|décret|arrêté|circulaire|instruction)(?: (?!du\b|n\b|dat)\w+)?(?= n ?[°o] ?\d| {_DAY})"
    rf"(?: n ?[°o] ?\d[\d-]*)?(?: {_DAY})?"
)
_CODE = (
    r"(?P<code>code (?:(?:de|du|des|pénal|civil|général|électoral|rural|monétaire|forestier)\b|d['’]|de l['’])"
    r"(?:[\w’'-]|(?<!,) (?=\w)(?!(?:et|qui|dans|pour|par|en|sur|afin|relati)\b))*)"
)
# A text that is only spoken of: « conformément à la loi », « sera créé par décret ».
_UNNAMED = (
    r"\b(?:(?:conformément à |prévue?s? par |au sens de |application de )la loi"
    r"|par (?:décret|arrêté|ordonnance|circulaire)"
    r"|(?:une |la )?(?:modification|adaptation|évolution|réforme) d(?:u|e la|es) (?:cadre|dispositions?|textes?|règles?)"
    r"(?: (?:juridiques?|légal(?:es)?|législati(?:f|ve)s?|réglementaires?))?)\b(?!(?: \w+)? (?:n ?°|du \d))"
)
_LAWS = re.compile(rf"(?<!\w)(?:l['’])?(?:{_ARTICLE})?(?:{_ACT}|{_CODE})|{_UNNAMED}", re.IGNORECASE)
_ACRONYM = re.compile(r"(?<![\w.])(?:(?:[A-ZÀ-Ý]\.){2,}|(?![IVXLC]+\b)[A-ZÀ-Ý]{2,8}(?!\w))")


def find_dates(text: str) -> list[str]:
    """Return the dated expressions, in order; none inside the name of a law."""
    without_names = _LAWS.sub(_hide_name, text)
    return _distinct(text[slice(*match.span())] for match in _DATES.finditer(without_names))


def _hide_name(match: re.Match[str]) -> str:
    return "§" * len(match[0]) if match["kind"] or match["code"] else match[0]


def find_laws(text: str) -> list[str]:
    """Return the texts of law, named (« loi n° 83-634 ») or only spoken of (« par décret »)."""
    return _distinct(match[0] for match in _LAWS.finditer(text))


def find_acronyms(text: str) -> list[str]:
    """Return the acronyms; none where the words around are in capitals too, as in a title."""
    return _distinct(match[0] for match in _ACRONYM.finditer(text) if not _in_capitals(text, match))


def _in_capitals(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    around = [*text[max(0, start - 30) : start].split()[-1:], *text[end : end + 30].split()[:1]]
    return any(len(word) > 1 and word.isupper() and word.isalpha() for word in around)


def _distinct(found: Iterable[str]) -> list[str]:
    return [*dict.fromkeys(passage.strip() for passage in found)]
