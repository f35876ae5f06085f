"""One measure of an official text → its draft record, with every candidate and its quote."""

import re
from dataclasses import dataclass
from typing import Any

from macros.drafting.amounts import AmountFound, find_amounts
from macros.drafting.dates import DateFound, find_dates
from macros.drafting.names import AcronymFound, ActorFound, find_acronyms, find_actors
from macros.drafting.structure import MeasureText
from macros.drafting.texts_of_law import LawFound, find_laws
from macros.drafting.yaml_text import Noted
from macros.fixing import respell
from macros.french import slugify
from macros.passages import Span, find_passages
from macros.vocabulary import UNDATED, Commitment

_LONGEST_TITLE = 80
_COMMITMENTS = (
    (Commitment.INVITATION, r"invit(?:er|e|era|ent|ation)"),
    (Commitment.INCITATION, r"incit(?:er|e|era|ent|ation)"),
    (Commitment.CONDITIONAL, r"en tant que de besoin|si besoin|si nécessaire|le cas échéant"),
    (Commitment.OBJECTIVE, r"l['’]objectif est de|vise à|a pour objectif de"),
    (Commitment.EXPERIMENT, r"expériment(?:er|ation|ations|era)"),
    (Commitment.CONTINUATION, r"poursui(?:vre|vra|t|te)"),
    (Commitment.OPTION, r"possibilité|pourr(?:a|ont)|faculté"),
)
# Not after a letter alone (« L. 2211-3 »).
_END = re.compile(r"(?<![A-Z])[.;:] ")
TO_CHECK = "à vérifier"
TO_REWRITE = "à récrire : court, neutre, fidèle"


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a text seems to say, each with its place."""

    dates: tuple[DateFound, ...]
    amounts: tuple[AmountFound, ...]
    laws: tuple[LawFound, ...]
    acronyms: tuple[AcronymFound, ...]
    actors: tuple[ActorFound, ...]


def find_candidates(text: str) -> Candidates:
    """Return what a text names; a date inside the name of a law is no date, nor an amount."""
    laws = tuple(law for law in find_laws(text) if _is_passage(text, law.span))
    named = [law.span for law in laws if law.slug]
    dates = [found for found in find_dates(text, named) if _is_passage(text, found.span)]
    amounts = find_amounts(text, [*named, *(found.span for found in dates)])
    return Candidates(
        tuple(dates),
        tuple(amount for amount in amounts if _is_passage(text, amount.span)),
        laws,
        tuple(found for found in find_acronyms(text) if _is_passage(text, found.span)),
        tuple(actor for actor in find_actors(text) if _is_passage(text, actor.span)),
    )


def _is_passage(text: str, span: Span) -> bool:
    return span in find_passages(text, text[slice(*span)])


def quote(text: str, span: Span) -> dict[str, Any]:
    """Return the fields that cite a passage, with its rank where it stands several times."""
    passage = text[slice(*span)]
    spans = find_passages(text, passage)
    rank = spans.index(span) + 1 if len(spans) > 1 else None
    return {"quote": passage, "occurrence": rank}


def draft_measure(
    measure: MeasureText, axis: int, theme: str | None, found: Candidates, actors: dict[str, str]
) -> dict[str, Any]:
    """Return the record of a measure; `actors` gives the identifier of each name."""
    text = measure.text
    commitment, shown = _guess_commitment(text)
    return {
        "number": measure.number,
        "axis": axis,
        "theme": theme or Noted(None, "cet axe n’a pas de thème"),
        "title": Noted(shorten(text), TO_REWRITE),
        "text": text,
        "corrections": [],
        "commitment": Noted(commitment.value, TO_CHECK),
        "commitment_quote": shown,
        "actors": [*_draft_actors(text, found, actors)],
        "deadlines": [_draft_date(text, each) for each in found.dates],
        "figures": [_draft_amount(text, each) for each in found.amounts],
        "laws": [_draft_law(text, each) for each in found.laws],
        "related": [],
        "keywords": [],
        "follow_up": [],
    }


def shorten(text: str, longest: int = _LONGEST_TITLE) -> str:
    """Return a text as editors write it, cut after a word when it is long."""
    bare = respell(text).rstrip(" .;,:").lstrip(" =+-@＝＋－＠")
    if len(bare) <= longest:
        return bare
    return bare[:longest].rsplit(" ", 1)[0].rstrip(" .;,:«(") + "…"


def _guess_commitment(text: str) -> tuple[Commitment, str | None]:
    for commitment, pattern in _COMMITMENTS:
        match = re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
        if match and len(find_passages(text, match[0])) == 1:
            return commitment, match[0]
    return Commitment.COMMITMENT, None


def _draft_actors(text: str, found: Candidates, actors: dict[str, str]) -> list[dict[str, Any]]:
    drafts: dict[str, dict[str, Any]] = {}
    for actor in found.actors:
        slug = actors[actor.name]
        draft = {"actor": slug, "role": Noted("contributor", TO_CHECK), "evidence": "quote"}
        if slug:
            drafts.setdefault(slug, draft | quote(text, actor.span))
    return [*drafts.values()]


def _draft_date(text: str, found: DateFound) -> dict[str, Any]:
    day: Any = found.day
    if day is None and found.kind not in UNDATED:
        day = Noted(None, "à remplir, avec « source » : le texte ne donne pas la date")
    return {
        "kind": Noted(found.kind.value, TO_CHECK),
        "date": day,
        "bound": found.bound and found.bound.value,
        "precision": found.precision.value,
        **quote(text, found.span),
        "scope": Noted(shorten(_sentence(text, found.span)), "à préciser : ce que vise la date"),
    }


def _draft_amount(text: str, found: AmountFound) -> dict[str, Any]:
    cited = quote(text, found.span)
    unit = Noted(found.unit, "à préciser : ce qui est compté, au pluriel")
    if found.baseline:
        return {"unit": unit, "baseline": {"value": found.value, **cited}}
    target: dict[str, Any] = {"value": found.value, "factor": found.factor}
    if found.low is not None:
        target["range"] = {"min": found.low, "max": found.high}
    if found.coverage:
        target["coverage"] = "all"
    return {"unit": unit, "target": {**target, **cited}}


def _draft_law(text: str, found: LawFound) -> dict[str, Any]:
    reason = None if found.slug else "Le texte ne dit pas lequel."
    return {
        "law": found.slug,
        "article": found.article,
        "evidence": "quote",
        **quote(text, found.span),
        "reason": reason,
    }


def _sentence(text: str, span: Span) -> str:
    ends = [match.end() for match in _END.finditer(text)]
    start = max((end for end in ends if end <= span[0]), default=0)
    return text[start : min((end for end in ends if end >= span[1]), default=len(text))].strip()


def name_actors(found: list[Candidates]) -> dict[str, str]:
    """Return an identifier for each name of an actor; the same words make the same actor."""
    names = {actor.name: actor.definite for each in found for actor in each.actors}
    return {name: slugify(name) for name in names}
