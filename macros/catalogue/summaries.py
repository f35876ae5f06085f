"""Facts of the plan in sentences and groups, the same on the pages and in the files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros import french
from macros.catalogue.timeline import say_briefly
from macros.catalogue.views import ActorRole, ActorView, Catalogue, count_measures
from macros.data import model
from macros.data.vocabulary import (
    Bound,
    DeadlineKind,
    Evidence,
    LawKind,
    Mode,
    PlanQuestion,
    PlanTopic,
    Precision,
    Role,
)

_FREE = {Mode.INVITED, Mode.MAY, Mode.INCITED}
_OTHER_WAYS = {
    Evidence.HEADING: "d’après l’intitulé du thème ou de l’axe",
    Evidence.SOURCE: "d’après une autre source",
    Evidence.DEDUCED: "par déduction",
}


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Roles of one kind: what an actor is free to do never stands with a duty."""

    anchor: str
    title: str
    roles: tuple[ActorRole, ...]


@dataclass(frozen=True, slots=True)
class ActorSummary:
    """What the plan says of an actor, in words. The doors are spoken to, the others spoken of.

    No wording needs a gender that the name does not tell: « l’État » may be « le » or « la ».
    """

    view: ActorView
    is_door: bool

    @property
    def title(self) -> str:
        name, definite = french.capitalize(self.view.actor.name), self.view.actor.definite
        if self.view.is_asked:
            return f"{name} : ce que le plan {self._to} demande"
        if self.is_door:
            return f"{name} : ce que le plan prévoit pour vous"
        return f"Ce que le plan prévoit pour {definite}"

    @property
    def description(self) -> str:
        """Return what a search engine says of the page."""
        count, definite = count_measures(self.view.roles), self.view.actor.definite
        if not count:
            return self.sentences[0]
        to = "leur" if self.view.actor.is_plural else "lui"
        if count == 1:
            says = f"elle {to} demande" if self.view.is_asked else "elle prévoit"
            return f"La mesure qui concerne {definite} : ce qu’{says}, et pour quand."
        says = f"elles {to} demandent" if self.view.is_asked else "elles prévoient"
        return f"Les {count} mesures qui concernent {definite} : ce qu’{says}, et pour quand."

    @property
    def count(self) -> str:
        """Return « 16 mesures, dont 7 qui le nomment »."""
        count, named = count_measures(self.view.roles), self.view.count(Evidence.QUOTE)
        words = french.format_count(count, "mesure")
        if not named:
            return words
        part = f"dont {named}{french.NO_BREAK}" if named < count else ""
        return f"{words}, {part}qui {self._name(named)}"

    @property
    def naming(self) -> str:
        """Return what several words do: « vous nomment », « nomment cet acteur »."""
        return self._name(2)

    @property
    def sentences(self) -> tuple[str, ...]:
        if not self.view.roles:
            return (f"Aucune mesure ne concerne {self.view.actor.definite} en propre.",)
        counts = self._count_measures(), self._count_others(), self._count_dates()
        return tuple(filter(None, counts))

    @property
    def groups(self) -> tuple[RoleGroup, ...]:
        """What is not deduced, in the order of roles; dated measures first."""
        groups: dict[tuple[str, str], list[ActorRole]] = {}
        for role in sorted(self.view.roles, key=lambda role: (role.role_rank, _is_free(role))):
            if role.participation.evidence is not Evidence.DEDUCED:
                groups.setdefault(self._find_group(role), []).append(role)
        return tuple(
            RoleGroup(*name, tuple(sorted(roles, key=lambda role: role.due is None)))
            for name, roles in groups.items()
        )

    def _find_group(self, role: ActorRole) -> tuple[str, str]:
        whom = "les " if self.view.actor.is_plural else "l’"
        takes_part = "vous participez" if self.is_door else f"le plan {whom}associe"
        anchor, title = {
            Role.LEAD: ("a-faire", "À faire"),
            Role.CONTRIBUTOR: ("participation", f"À quoi {takes_part}"),
        }.get(role.participation.role, ("destine", f"Ce qui {self._to} est destiné"))
        free = _is_free(role)
        return (f"{anchor}-libre", f"{title}, sans obligation") if free else (anchor, title)

    def _count_measures(self) -> str:
        count, named = count_measures(self.view.roles), self.view.count(Evidence.QUOTE)
        whom = "" if self.is_door else f" {self.view.actor.definite}"
        if named == count:
            return f"{french.format_count(count, 'mesure')} {self._speak('nomme', count)}{whom}."
        opening = f"{french.format_count(count, 'mesure')} {self._speak('concerne', count)}{whom}"
        if not named:
            return f"{opening} sans {f'{self._object} nommer' if self._object else 'en écrire le nom'}."
        return f"{opening}, dont {named}{french.NO_BREAK}qui {self._name(named)}."

    def _count_others(self) -> str:
        """Return « Les autres : 2 d’après l’intitulé du thème ou de l’axe, 7 par déduction. »."""
        found = [(self.view.count(each), way) for each, way in _OTHER_WAYS.items()]
        parts = [f"{count}{french.NO_BREAK}{way}" for count, way in found if count]
        named = self.view.count(Evidence.QUOTE)
        return f"Les autres : {french.join_words(parts)}." if parts and named else ""

    def _count_dates(self) -> str:
        if bearing := self.view.bearing:
            days = [*dict.fromkeys(say_moment(role.due) for role in bearing if role.due)]
            return f"Le texte {self._to} fixe une date dans {_name_measures(bearing)} : {french.join_words(days)}."
        dated = [role for role in self.view.roles if role.due]
        has = f"{_name_measures(dated)} {'a' if count_measures(dated) == 1 else 'ont'} une échéance"
        if not self.view.is_asked:
            return f"{french.capitalize(has)}." if dated else "Le texte n’y fixe aucune échéance."
        none = f"Aucune date ne {self._to} est fixée"
        but = f"mais le texte ne dit pas qu’elle {self._to} est fixée"
        return f"{none} : {has}, {but}." if dated else f"{none}."

    @property
    def _to(self) -> str:
        return "vous" if self.is_door else "leur" if self.view.actor.is_plural else "lui"

    @property
    def _object(self) -> str:
        """Return « vous », « les », « le », « la »; "" where the name tells no gender."""
        if self.is_door or self.view.actor.is_plural:
            return "vous" if self.is_door else "les"
        article = self.view.actor.definite.partition(" ")[0]
        return article if article in ("le", "la") else ""

    def _speak(self, verb: str, count: int) -> str:
        """Return « vous concernent », « concerne »."""
        return f"{'vous ' if self.is_door else ''}{verb}{'' if count < 2 else 'nt'}"

    def _name(self, count: int) -> str:
        verb = "nomme" if count < 2 else "nomment"
        return f"{self._object} {verb}" if self._object else f"{verb} cet acteur"


def summarize_actor(view: ActorView, catalogue: Catalogue) -> ActorSummary:
    return ActorSummary(view, view.actor.slug in catalogue.data.plan.doors)


def list_main_actors(catalogue: Catalogue, most: int = 12) -> list[ActorSummary]:
    """Return the doors and those that most measures name, never a public; most measures first."""
    named = sorted(
        (view for view in catalogue.actors.values() if view.is_asked),
        key=lambda view: (-view.count(Evidence.QUOTE), -count_measures(view.roles)),
    )
    doors = [catalogue.actors[slug] for slug in catalogue.data.plan.doors]
    chosen = [*doors, *(view for view in named if view not in doors)][:most]
    chosen.sort(key=lambda view: -count_measures(view.roles))
    return [ActorSummary(view, is_door=False) for view in chosen]


def _name_measures(roles: Iterable[ActorRole]) -> str:
    """Return « la mesure 12 », « les mesures 2, 5 et 15 »."""
    numbers = [str(number) for number in sorted({role.measure.number for role in roles})]
    return f"{'la mesure' if len(numbers) == 1 else 'les mesures'} {french.join_words(numbers)}"


def _is_free(role: ActorRole) -> bool:
    return role.participation.mode in _FREE


def list_actors_with_sheet(catalogue: Catalogue) -> list[str]:
    """Return the actors that have a printable sheet: the doors, as long as the plan tells of them."""
    return [slug for slug in catalogue.data.plan.doors if catalogue.actors[slug].roles]


def say_role(part: model.Participation, actor: model.Actor) -> str:
    """Return « conduit la mesure », « participent, si besoin »."""
    return ", ".join(kind.other_label if actor.is_plural else kind.label for kind in part.kinds)


def say_special_role(part: model.Participation, actor: model.Actor) -> str:
    """Return a role that the title of its group does not say; "" for the others."""
    plain = part.role in (Role.LEAD, Role.CONTRIBUTOR) and not part.mode
    return "" if plain and part.evidence is not Evidence.DEDUCED else say_role(part, actor)


def say_moment(deadline: model.Deadline) -> str:
    """Return « avant le 31 décembre 2010 », « en 2010 », « dès début 2012 »; "" for no date."""
    if not deadline.date or not deadline.bound:
        return ""
    is_exact = deadline.precision is Precision.DAY
    if deadline.bound in (Bound.DURING, Bound.FROM) and not is_exact:
        return say_briefly(deadline)
    return french.format_day(deadline.date, deadline.bound.label)


def say_bearers(deadline: model.Deadline, catalogue: Catalogue) -> str:
    """Return on whom the text lays a date, in a sentence; "" where there is nothing to say."""
    if names := name_bearers(deadline, catalogue):
        return f"Date que le texte fixe {names}."
    is_due = deadline.kind is DeadlineKind.DUE
    return "Le texte ne dit pas qui doit tenir cette date." if is_due else ""


def name_bearers(deadline: model.Deadline, catalogue: Catalogue) -> str:
    """Return on whom the text lays a date, « aux bailleurs sociaux et à l’État »; "" if it does not say."""
    bearers = [catalogue.actors[slug].actor.definite for slug in deadline.bears_on]
    return french.join_words([french.with_preposition("à", definite) for definite in bearers])


def number_sources(plan: model.Plan) -> dict[str, int]:
    """Return the note of each source of the page of the plan, in the order of the page."""
    sources = [plan.title_source]
    for question in PlanQuestion:
        sources += [s for fact in plan.facts if fact.answers is question for s in fact.sources]
    for topic in PlanTopic:
        sources += [plan.period_source] if topic is PlanTopic.PERIOD else []
        for fact in plan.facts:
            sources += fact.sources if fact.topic is topic and fact.answers is None else ()
        sources += [a.source for a in plan.amounts] if topic is PlanTopic.MONEY else []
    return {slug: number for number, slug in enumerate(dict.fromkeys(sources), start=1)}


def group_terms(catalogue: Catalogue) -> dict[str, list[model.Term]]:
    """Return the terms of the glossary by their first letter, or « 0-9 »."""
    groups: dict[str, list[model.Term]] = {}
    for term in catalogue.terms.values():
        first = french.fold(term.term).lstrip("« ")[0].upper()
        groups.setdefault(first if first.isalpha() else "0-9", []).append(term)
    return groups


def list_term_measures(catalogue: Catalogue) -> dict[str, list[model.Measure]]:
    """Return the measures in whose sentence each term is explained."""
    measures: dict[str, dict[int, model.Measure]] = {}
    for view in catalogue.measures.values():
        for segment in view.segments:
            if segment.term:
                found = measures.setdefault(segment.term.slug, {})
                found[view.measure.number] = view.measure
    return {slug: list(found.values()) for slug, found in measures.items()}


def name_source(source: model.Source) -> str:
    date = f", {french.format_partial_date(source.date)}" if source.date else ""
    return source.publisher + date


def name_law(reference: model.LawReference, catalogue: Catalogue) -> str:
    if reference.law is None:
        return "Texte non précisé"
    return french.capitalize(cite_law(catalogue.laws[reference.law].law, reference.article))


def cite_law(law: model.Law, article: str | None) -> str:
    """Return « loi n° 2007-297, article 1er », « article L. 132-3 du code de la sécurité intérieure »."""
    if not article:
        return law.short_title
    article = f"article {french.format_article(article)}"
    if law.kind is LawKind.CODE:
        return f"{article} du {law.title[0].lower()}{law.title[1:]}"
    return f"{law.short_title}, {article}"


def find_official_text(source: model.Source, catalogue: Catalogue) -> model.Law | None:
    """Return the text of law, with an official address, that the title of a copy begins with."""
    laws = (view.law for view in catalogue.laws.values() if view.law.url)
    begins = source.title.lower().startswith
    return next((law for law in laws if begins((law.title.lower(), law.short_title.lower()))), None)


def describe_figure(figure: model.Figure) -> str:
    """Return « CLS : au départ 30, cible × 2, soit 60 (calculé par ce site) en 2010 », « Rues : la totalité »."""
    start = f"au départ {french.format_number(figure.baseline.value)}, " if figure.baseline else ""
    year = f" en {figure.year}" if figure.year else ""
    aims = f"cible {', soit '.join(_list_aims(figure.target)) if figure.target else 'non chiffrée'}"
    if figure.target and figure.target.coverage:
        aims = figure.target.coverage.label
    return f"{french.capitalize(figure.unit)} : {start}{aims}{year}"


def _list_aims(target: model.Target) -> Iterator[str]:
    if target.factor is not None:
        yield f"× {french.format_number(target.factor)}"
    if target.value is not None:
        yield french.format_number(target.value) + (
            " (calculé par ce site)" if target.computed else ""
        )
    match target.range:
        case model.Range(min=low, max=None):
            yield f"{french.format_number(low)} ou plus"
        case model.Range(min=low, max=float() | int() as high):
            yield f"de {french.format_number(low)} à {french.format_number(high)}"
