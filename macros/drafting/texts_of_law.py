"""Laws, decrees and codes named by a French text."""

import re
from dataclasses import dataclass
from datetime import date

from macros.drafting.spans import keep_apart
from macros.french import MONTHS, slugify
from macros.passages import Span
from macros.vocabulary import LawKind

_KINDS = {
    "loi": LawKind.ACT,
    "ordonnance": LawKind.ORDINANCE,
    "décret": LawKind.DECREE,
    "arrêté": LawKind.DECREE,
    "circulaire": LawKind.CIRCULAR,
    "instruction": LawKind.CIRCULAR,
    "code": LawKind.CODE,
}
_ARTICLE = (
    r"(?P<articles>articles? (?:(?P<letter>[LRD])\.? ?(?:\* ?)?)?(?P<number>\d+(?:-\d+)*)"
    r"(?:(?:,| et| à) [LRD]?\.? ?\d+(?:-\d+)*)*)(?: (?:alinéa \d+ )?)(?:de la |de l['’]|du |de )"
)
_DATE = rf"(?P<day>1er|\d{{1,2}}) (?P<month>{'|'.join(MONTHS)}) (?P<year>(?:19|20)\d\d)"
_ACT = (
    r"(?P<kind>loi|ordonnance|décret|arrêté|circulaire|instruction)(?: (?!du\b|n\b|dat)\w+)?"
    rf"(?: n ?[°o] ?(?P<id>\d[\d-]*))?(?: d(?:u|atée? du) {_DATE})?"
)
_CODE = (
    r"(?P<code>code (?:(?:de|du|des|pénal|civil|général|électoral|rural|monétaire|forestier)\b|d['’]|de l['’])"
    r"(?:[\w’'-]|(?<!,) (?!(?:et|qui|dans|pour|par|en|sur|afin|relati)\b))*)"
)
_NAMED = re.compile(rf"(?:l['’])?(?:{_ARTICLE})?(?:{_ACT}|{_CODE})", re.IGNORECASE)
# A text that is not named: « conformément à la loi », « sera créé par décret ».
_UNNAMED = re.compile(
    r"\b(?:(?:conformément à |prévue?s? par |au sens de |application de )la loi"
    r"|par (?:décret|arrêté|ordonnance|circulaire)"
    r"|(?:une |la )?(?:modification|adaptation|évolution|réforme) d(?:u|e la|es) (?:cadre|dispositions?|textes?|règles?)"
    r"(?: (?:juridiques?|légal(?:es)?|législati(?:f|ve)s?|réglementaires?))?)\b(?! (?:n ?°|du \d))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LawFound:
    """A text of law, where it is named; `slug` is None when the text does not say which."""

    span: Span
    slug: str | None = None
    kind: LawKind | None = None
    name: str = ""
    day: date | None = None
    article: str | None = None


def find_laws(text: str) -> list[LawFound]:
    """Return the texts of law that are named, and those that are only spoken of, in order."""
    named = [law for match in _NAMED.finditer(text) if (law := _read_law(match))]
    unnamed = [LawFound(match.span()) for match in _UNNAMED.finditer(text)]
    return keep_apart([*named, *unnamed])


def _read_law(match: re.Match[str]) -> LawFound | None:
    start, end = match.span()
    before = match.string[:start]
    if before and before[-1].isalnum():
        return None
    article = None
    if match["number"]:
        article = (
            f"{match['letter'].upper()}. {match['number']}" if match["letter"] else match["number"]
        )
    if match["code"]:
        name = match["code"].strip()
        end = match.start("code") + len(name)
        return LawFound((start, end), slugify(name), LawKind.CODE, name, None, article)
    if not (match["id"] or match["day"]):
        return None
    word = match["kind"].lower()
    day = None
    if match["day"]:
        number, month = (
            int(match["day"].removesuffix("er")),
            MONTHS.index(match["month"].lower()) + 1,
        )
        try:
            day = date(int(match["year"]), month, number)
        except ValueError:
            return None
    name = match.string[match.start("kind") : end]
    slug = slugify(f"{word} {match['id'] or day}")
    return LawFound((start, end), slug, _KINDS[word], name, day, article)
