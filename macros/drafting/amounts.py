"""Numbers of a French text that count something: values, ranges, factors, coverage."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from macros.drafting.spans import keep_apart
from macros.french import MONTHS
from macros.passages import Span
from macros.rules.numbers import numbers_in

_WORDS = "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze"
_NUMBER = rf"(?:\d{{1,3}}(?: \d{{3}})+|\d+(?:,\d+)?|\b(?:{_WORDS})\b)"
_SCALE = r"(?: (?:milliers?|millions?|milliards?)(?: d['’]| de)?)?"
# What is counted: up to three words, to where the phrase turns.
_STOP = r"(?:et|ou|à|au|aux|par|pour|dans|en|sur|avec|qui|que|dont|d['’]ici|déjà|afin|lors|sous|entre|sera|seront|est|sont)"
_SMALL = r"(?:de|des|du)"
_UNIT = (
    rf"(?:%|euros|(?!{_STOP}\b)[^\W\d_][\w’'-]*"
    rf"(?: (?!{_STOP}\b)(?:{_SMALL} )?(?!{_SMALL}\b)[^\W\d_][\w’'-]*){{0,2}})"
)
_NOT_COUNTS = (
    r"(?<![\w.,°-])(?<!article )(?<!articles )(?<!mesure )(?<!axe )(?<!n° )(?<!phase )(?<!page )"
)
_RANGE = re.compile(
    rf"{_NOT_COUNTS}(?:(?:de|entre) )?(?P<low>{_NUMBER})(?: à | et | ou )(?P<high>{_NUMBER}) (?P<unit>{_UNIT})",
    re.IGNORECASE,
)
_OPEN = re.compile(
    rf"\b(?:(?P<one>un ou plusieurs|une ou plusieurs)|au moins (?P<least>{_NUMBER}|une?)) (?P<unit>{_UNIT})",
    re.IGNORECASE,
)
_VALUE = re.compile(
    rf"(?:(?P<now>actuellement (?:au nombre )?de|au nombre de|porté[es]* à|passer[a]? (?:de|à)|atteindre|soit) )?"
    rf"{_NOT_COUNTS}(?P<value>{_NUMBER}{_SCALE})(?! (?:{'|'.join(MONTHS)})\b)(?: ?(?P<unit>{_UNIT}))?",
    re.IGNORECASE,
)
_FACTOR = re.compile(
    r"\b(?:(?:sera|seront|est) )?(?P<verb>doubl|tripl|quadrupl)(?:er|era|eront|ée?s?|ement d[eu])\b(?: (?:le|la) (?P<unit>nombre))?",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"\b(?:(?:dans |pour )?(?:chaque|chacune? des) (?!fois\b|année\b|mois\b|trimestre\b|semestre\b|semaine\b|jour\b)"
    rf"(?P<unit>{_UNIT})|(?:l['’]ensemble des|la totalité des|tous les|toutes les) (?!ans\b|mois\b|périodes?\b)(?P<all>{_UNIT})"
    r"|\bune? (?:[^.;:]|\.(?! [A-ZÀ-Ý])){3,60}? par (?!an\b|mois\b|jour\b|décret\b|arrêté\b|ordonnance\b|la\b|le\b|les\b|l['’]|des?\b|un\b|une\b|chaque\b)"
    r"(?P<per>[^\W\d_]+))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST = 10**15  # beyond, YAML would not read a number
_BASELINE = re.compile(r"actuellement|déjà|existant|au nombre de", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AmountFound:
    """A quantity. One of value, factor, range or coverage is given."""

    span: Span
    unit: str
    value: float | None = None
    factor: float | None = None
    low: float | None = None
    high: float | None = None
    coverage: bool = False
    baseline: bool = False


def find_amounts(text: str, excluded: list[Span]) -> list[AmountFound]:
    """Return the quantities, in order; none inside an excluded span (a date, the name of a law)."""
    return keep_apart(_iter_all(text), excluded)


def _iter_all(text: str) -> Iterator[AmountFound]:
    for match in _RANGE.finditer(text):
        low, high = _read(match["low"]), _read(match["high"])
        if low is not None and high is not None and low < high and not _is_year(match["low"]):
            yield AmountFound(match.span(), match["unit"], low=low, high=high)
    for match in _OPEN.finditer(text):
        least = 1.0 if match["one"] else _read(match["least"])
        yield AmountFound(match.span(), match["unit"], low=least)
    for match in _FACTOR.finditer(text):
        factor = _read(match["verb"])
        yield AmountFound(match.span(), match["unit"] or "éléments", factor=factor)
    for match in _VALUE.finditer(text):
        value = _read(match["value"])
        if value is not None and not _is_year(match["value"]):
            around = text[match.start() : match.end() + 12]
            unit = match["unit"] or "éléments"
            yield AmountFound(
                match.span(), unit, value=value, baseline=bool(_BASELINE.search(around))
            )
    for match in _EACH.finditer(text):
        unit = match["unit"] or match["all"] or match["per"]
        yield AmountFound(match.span(), unit, coverage=True)


def _read(written: str) -> float | None:
    return max((float(number) for number in numbers_in(written) if number < _MOST), default=None)


def _is_year(written: str) -> bool:
    return bool(_YEAR.fullmatch(written))
