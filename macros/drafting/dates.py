"""Dated expressions of a French administrative text, with the date that each one names."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from macros.drafting.spans import keep_apart
from macros.french import MONTHS
from macros.passages import Span
from macros.vocabulary import Bound, DeadlineKind, Precision

_HALVES = {"premier": 6, "1er": 6, "second": 12, "deuxième": 12, "2e": 12, "2ème": 12}
_QUARTERS = {
    "premier": 3, "1er": 3, "deuxième": 6, "2e": 6, "2ème": 6, "troisième": 9, "3e": 9, "3ème": 9,
    "quatrième": 12, "4e": 12, "4ème": 12, "dernier": 12,
}  # fmt: skip
_RANK = "|".join(sorted({*_HALVES, *_QUARTERS}))
_PERIOD = "plan|programme|contrat|schéma|mandat|présent document|période"
_LEAD = (
    r"(?P<lead>d['’]ici (?:à |au |le )?(?:la |l['’])?|avant (?:la |le |l['’])?|à (?:partir|compter) (?:de |du |d['’])"
    r"(?:la |l['’])?|dès (?:la |le |l['’])?|depuis (?:la |le |l['’])?|au plus tard (?:le |en |à |fin )?"
    r"|jusqu['’](?:à|au|en) (?:la |l['’])?|au cours de (?:la |l['’])?|courant |pendant (?:la |l['’])?"
    r"|en |au |à (?:la |l['’])?|pour (?:la |le |l['’])?|sur (?:la |l['’])?|le |la |l['’])?"
)
_RECURRING = re.compile(
    r"\b(?:(?:à )?chaque (?:année|mois|trimestre|semestre|semaine|fois qu(?:e|['’])(?: [\w’'-]+){1,4})"
    r"|(?:à )?(?:tous|toutes) les (?:\w+ )?(?:ans|années|mois|trimestres|semestres|semaines|périodes(?: de(?: \w+){1,2})?)"
    r"|annuellement|régulièrement|périodiquement|mensuellement|trimestriellement)\b",
    re.IGNORECASE,
)
_HORIZON = re.compile(
    rf"\b(?:(?:avant|d['’]ici|jusqu['’])\s?(?:le |au |à |la )?(?:terme|fin|échéance) d[ue] (?:la |l['’])?(?:présent[e]? )?(?:{_PERIOD})"
    rf"|(?:au|à l['’]) ?(?:terme|échéance) d[ue] (?:la |l['’])?(?:présent[e]? )?(?:{_PERIOD})"
    rf"|(?:pendant|durant|sur) (?:toute )?la (?:durée|période) d[ue] (?:la |l['’])?(?:présent[e]? )?(?:{_PERIOD}))\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:(?:[àa] l['’]issue|lors|[àa] l['’]occasion|au moment|dès la (?:publication|parution|signature)|"
    r"après l['’](?:adoption|entrée en vigueur)) d(?:e la |e l['’]|es |u |e |['’])[^,;.()]{3,60}?(?=[,;.()]| afin| pour| destiné|$)"
    r"|(?:sera|seront|est|sont) (?:\w+e?s?) par (?:décret|arrêté|ordonnance|la loi))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateFound:
    """A dated expression, where it stands in the text and what it may mean."""

    span: Span
    kind: DeadlineKind
    day: date | None = None
    bound: Bound | None = None
    precision: Precision = Precision.NONE


_DATED = re.compile(
    rf"(?<![\w’'/–-]){_LEAD}"
    r"(?P<end>(?:la )?fin (?:du |de la |de l['’]|de |d['’])?)?"
    r"(?P<edge>(?:le )?début (?:de l['’]|de |d['’])?|mi-|courant )?"
    rf"(?:(?:le )?(?P<day>1er|\d{{1,2}}) (?P<month>{'|'.join(MONTHS)}) "
    rf"|(?:(?P<rank>{_RANK}) (?P<part>semestre|trimestre) (?:de l['’]année |de |d['’])?)"
    rf"|(?:mois d(?:e |['’]))?(?P<alone>{'|'.join(MONTHS)}) "
    r"|(?:année |an )?)"
    r"(?P<year>(?:19|20)\d\d)(?![\d/-])",
    re.IGNORECASE,
)


def find_dates(text: str, excluded: list[Span]) -> list[DateFound]:
    """Return the dated expressions, in order; none inside an excluded span (the name of a law)."""
    return keep_apart(_iter_all(text), excluded)


def _iter_all(text: str) -> Iterator[DateFound]:
    for match in _HORIZON.finditer(text):
        yield DateFound(match.span(), DeadlineKind.HORIZON)
    for match in _DATED.finditer(text):
        if found := _read_date(match):
            yield found
    for match in _RECURRING.finditer(text):
        yield DateFound(match.span(), DeadlineKind.RECURRING)
    for match in _EVENT.finditer(text):
        yield DateFound(match.span(), DeadlineKind.EVENT)


def _read_date(match: re.Match[str]) -> DateFound | None:
    year, lead = int(match["year"]), (match["lead"] or "").lower()
    starts = lead.startswith(("à partir", "à compter", "dès", "depuis")) and not match["end"]
    precision, first, last = Precision.YEAR, date(year, 1, 1), date(year, 12, 31)
    if match["day"]:
        try:
            first = last = date(year, _month(match["month"]), int(match["day"].removesuffix("er")))
        except ValueError:
            return None
        precision = Precision.DAY
    elif match["alone"]:
        month = _month(match["alone"])
        first, last = date(year, month, 1), _last_day(year, month)
        precision = Precision.VAGUE
    elif match["rank"]:
        ranks = _HALVES if match["part"].lower() == "semestre" else _QUARTERS
        month = ranks.get(match["rank"].lower(), 12)
        length = 5 if ranks is _HALVES else 2
        first, last = date(year, month - length, 1), _last_day(year, month)
        precision = Precision.SEMESTER if ranks is _HALVES else Precision.VAGUE
    elif match["edge"]:
        precision = Precision.VAGUE
    if starts:
        return DateFound(match.span(), DeadlineKind.START, first, Bound.FROM, precision)
    if lead.startswith("avant"):
        bound = Bound.BEFORE
    elif lead.startswith(("d’ici", "d'ici", "au plus tard", "jusqu")):
        bound = Bound.BY
    else:
        bound = Bound.ON if match["day"] or match["end"] else Bound.DURING
    return DateFound(match.span(), DeadlineKind.DUE, last, bound, precision)


def _month(name: str) -> int:
    return MONTHS.index(name.lower()) + 1


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
