"""Facts of the plan in sentences and groups, the same on the pages and in the files."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from macros.catalogue.timeline import say_briefly
from macros.catalogue.views import ActorRole, ActorView, Catalogue
from macros.data.model import (
    Actor,
    Deadline,
    Figure,
    Law,
    LawReference,
    Participation,
    Range,
    Source,
    Target,
)
from macros.data.vocabulary import Bound, Evidence, LawKind, Mode, Precision, Role
from macros.french import (
    capitalize,
    format_article,
    format_count,
    format_day,
    format_number,
    format_partial_date,
    join_words,
    with_preposition,
)

_ON = {
    Evidence.HEADING: "D’après l’intitulé du thème ou de l’axe",
    Evidence.SOURCE: "D’après une autre source",
    Evidence.DEDUCED: "Par déduction de ce site",
}
_CAPTIONS = {
    Evidence.QUOTE: "Mesures dont le texte nomme cet acteur",
    Evidence.HEADING: "Mesures dont l’intitulé du thème ou de l’axe nomme cet acteur",
    Evidence.SOURCE: "Mesures qui le concernent d’après une autre source",
    Evidence.DEDUCED: "Mesures qui le concernent, par déduction de ce site",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, of which `strong` is what stands out."""

    before: str
    strong: str
    after: str

    def __str__(self) -> str:
        return self.before + self.strong + self.after


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Roles of one kind, held in the same way: a faculty never stands with a duty."""

    roles: tuple[ActorRole, ...]

    @property
    def title(self) -> str:
        return capitalize(self.roles[0].participation.label)

    @property
    def definition(self) -> str:
        return " ".join(kind.definition for kind in self.roles[0].participation.kinds)


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """An actor's roles that the same kind of evidence establishes, in the order of roles."""

    evidence: Evidence
    count: int  # measures
    roles: tuple[ActorRole, ...]

    @property
    def title(self) -> str:
        return capitalize(self.evidence.label)

    @property
    def caption(self) -> str:
        return _CAPTIONS[self.evidence]

    @property
    def warning(self) -> str | None:
        if self.evidence is Evidence.DEDUCED:
            return "Le texte ne le dit pas : chaque ligne donne la raison de la déduction."
        return None

    @property
    def role_groups(self) -> tuple[RoleGroup, ...]:
        """The roles by kind and mode, each group with those that have a deadline first."""
        order = [*Role, *Mode]
        find_kinds = attrgetter("participation.kinds")
        ranked = sorted(self.roles, key=lambda role: [*map(order.index, find_kinds(role))])
        return tuple(RoleGroup(tuple(roles)) for _, roles in groupby(ranked, find_kinds))


def summarize_actor(view: ActorView) -> Iterator[Sentence]:
    """Count what is written and what is not, absences included, of an actor that has a role."""
    definite = view.actor.definite
    if named := view.count(Evidence.QUOTE):
        yield Sentence(f"Le texte nomme {definite} dans ", format_count(named, "mesure"), ".")
    else:
        yield Sentence(f"Aucune mesure ne nomme {definite}.", "", "")
    to_actor = with_preposition("à", definite)
    if bearing := len(view.bearing):
        lead = f"Le texte lui-même fixe une date {to_actor} dans "
        yield Sentence(lead, format_count(bearing, "mesure"), ".")
    else:
        yield Sentence("", f"Le texte ne fixe aucune échéance {to_actor}.", "")
    for evidence, words in _ON.items():
        if found := view.count(evidence):
            yield Sentence(f"{words} : {format_count(found, 'mesure')}.", "", "")


def list_actors_with_sheet(catalogue: Catalogue) -> list[str]:
    """Return the actors that have a printable sheet: the doors, as long as the plan tells of them."""
    return [slug for slug in catalogue.data.plan.doors if catalogue.actors[slug].roles]


def say_role(part: Participation, actor: Actor) -> str:
    """Return « conduit la mesure », « participent, si besoin »."""
    return ", ".join(kind.other_label if actor.is_plural else kind.label for kind in part.kinds)


def say_moment(deadline: Deadline) -> str:
    """Return « avant le 31 décembre 2010 », « en 2010 », « dès début 2012 »; "" for no date."""
    if not deadline.date or not deadline.bound:
        return ""
    is_exact = deadline.precision is Precision.DAY
    if deadline.bound in (Bound.DURING, Bound.FROM) and not is_exact:
        return say_briefly(deadline)
    return format_day(deadline.date, deadline.bound.label)


def name_bearers(deadline: Deadline, catalogue: Catalogue) -> str:
    """Return on whom the text lays a date, « aux bailleurs sociaux et à l’État »; "" if it does not say."""
    bearers = [catalogue.actors[slug].actor.definite for slug in deadline.bears_on]
    return join_words([with_preposition("à", definite) for definite in bearers])


def group_parts(view: ActorView) -> tuple[EvidenceGroup, ...]:
    """Return an actor's roles by what establishes them, the surest first."""
    return tuple(
        EvidenceGroup(evidence, view.count(evidence), roles)
        for evidence in Evidence
        if (roles := view.with_evidence(evidence))
    )


def name_source(source: Source) -> str:
    date = f", {format_partial_date(source.date)}" if source.date else ""
    return source.publisher + date


def name_law(reference: LawReference, catalogue: Catalogue) -> str:
    if reference.law is None:
        return "Texte non précisé"
    return capitalize(cite_law(catalogue.laws[reference.law].law, reference.article))


def cite_law(law: Law, article: str | None) -> str:
    """Return « loi n° 2007-297, article 1er », « article L. 132-3 du code de la sécurité intérieure »."""
    if not article:
        return law.short_title
    article = f"article {format_article(article)}"
    if law.kind is LawKind.CODE:
        return f"{article} du {law.title[0].lower()}{law.title[1:]}"
    return f"{law.short_title}, {article}"


def describe_figure(figure: Figure) -> str:
    """Return « CLS : au départ 30, cible × 2, soit 60 (calculé par ce site) en 2010 »."""
    start = f"au départ {format_number(figure.baseline.value)}, " if figure.baseline else ""
    year = f" en {figure.year}" if figure.year else ""
    aims = ", soit ".join(_list_aims(figure.target)) if figure.target else "non chiffrée"
    return f"{capitalize(figure.unit)} : {start}cible {aims}{year}"


def _list_aims(target: Target) -> Iterator[str]:
    if target.factor is not None:
        yield f"× {format_number(target.factor)}"
    if target.value is not None:
        yield format_number(target.value) + (" (calculé par ce site)" if target.computed else "")
    match target.range:
        case Range(min=low, max=None):
            yield f"{format_number(low)} ou plus"
        case Range(min=low, max=float() | int() as high):
            yield f"de {format_number(low)} à {format_number(high)}"
    if target.coverage is not None:
        yield target.coverage.label
