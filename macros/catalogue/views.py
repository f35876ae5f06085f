"""Views derived from the data: corrected texts, evidence marks, inverse links, facets, orders.

Computed once for a data set; pages and exports only look things up here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from macros import urls
from macros.catalogue import evidence
from macros.catalogue.outcomes import Outcome
from macros.catalogue.versions import Versions, derive_versions
from macros.data import model
from macros.data.editions import Edition
from macros.data.field_types import Reference
from macros.data.passages import CorrectedText, correct_text, find_passage
from macros.data.validation import find_mark, walk_fields
from macros.data.vocabulary import DeadlineKind, Evidence, Role
from macros.french import capitalize, fold, typeset
from macros.history.revisions import NO_HISTORY, History

Record = TypeVar("Record")
Home = tuple[model.Law, model.Article]  # of an article that is codified: where it comes from


@dataclass(frozen=True, slots=True)
class RelatedMeasure:
    """A measure that is related to another, `of`."""

    of: model.Measure
    measure: model.Measure
    kind: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class ActorRole:
    """An actor's role in a measure, seen from the actor."""

    measure: model.Measure
    participation: model.Participation

    @property
    def due(self) -> model.Deadline | None:
        return first_due(self.measure)

    @property
    def role_rank(self) -> int:
        """The rank of the role: lead first."""
        return [*Role].index(self.participation.role)


@dataclass(frozen=True, slots=True)
class MeasureView:
    measure: model.Measure
    axis: model.Axis
    theme: model.Theme | None
    corrected: CorrectedText
    outcome: Outcome
    segments: tuple[evidence.Segment, ...]
    labels: dict[str, str]  # of each fact, by its key
    links: tuple[RelatedMeasure, ...]
    previous: model.Measure | None
    next: model.Measure | None
    for_victims: bool
    name: str  # « Mesure 21 », or what the plan calls its measures

    @property
    def title(self) -> str:
        return f"{self.name} : {self.measure.title}"

    @property
    def runs(self) -> tuple[evidence.Run, ...]:
        """The sentence, link by link."""
        return evidence.join_segments(self.segments)

    @property
    def official_runs(self) -> tuple[evidence.Run, ...]:
        """The official text, to the letter, by what it proves: the letters are those of the sentence."""
        official = CorrectedText(self.measure.text)
        marks = evidence.derive_marks(self.measure, official)
        return evidence.join_segments(evidence.cut_segments(official.text, marks, [], {}))

    @property
    def notes(self) -> tuple[evidence.EvidenceMark, ...]:
        """What the sentence proves, a mark for each fact, in the order of letters."""
        return evidence.list_notes(self.segments)

    @property
    def actor_keys(self) -> tuple[str, ...]:
        return evidence.actor_keys(self.measure)

    @property
    def deadline_keys(self) -> tuple[str, ...]:
        return evidence.deadline_keys(self.measure)


@dataclass(frozen=True, slots=True)
class AxisView:
    axis: model.Axis
    corrected: CorrectedText
    themes: tuple[model.Theme, ...]
    measures: tuple[model.Measure, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    theme: model.Theme
    axis: model.Axis
    corrected: CorrectedText
    measures: tuple[model.Measure, ...]


@dataclass(frozen=True, slots=True)
class ActorView:
    actor: model.Actor
    family: model.Family
    ancestors: tuple[model.Actor, ...]
    children: tuple[model.Actor, ...]
    roles: tuple[ActorRole, ...]
    terms: tuple[model.Term, ...]

    @property
    def is_asked(self) -> bool:
        """Whether the plan asks something of this actor, or is only made for it."""
        return any(role.participation.role in (Role.LEAD, Role.CONTRIBUTOR) for role in self.roles)

    @property
    def bearing(self) -> tuple[ActorRole, ...]:
        """The roles whose deadline the text lays on this actor."""
        slug = self.actor.slug
        return tuple(role for role in self.roles if role.due and slug in role.due.bears_on)

    def with_evidence(self, grade: Evidence) -> tuple[ActorRole, ...]:
        return tuple(role for role in self.roles if role.participation.evidence is grade)

    def count(self, grade: Evidence) -> int:
        """Return how many measures have this actor, on this evidence."""
        return count_measures(self.with_evidence(grade))


@dataclass(frozen=True, slots=True)
class DatedMeasure:
    """One date or moment of a measure. `key` is its anchor on the measure's page."""

    measure: model.Measure
    deadline: model.Deadline
    key: str

    @property
    def is_due(self) -> bool:
        """Whether the measure has a deadline, be it this one or another."""
        return first_due(self.measure) is not None


@dataclass(frozen=True, slots=True)
class FigureRow:
    measure: model.Measure
    figure: model.Figure
    key: str


@dataclass(frozen=True, slots=True)
class LawUse:
    measure: model.Measure
    reference: model.LawReference


@dataclass(frozen=True, slots=True)
class LawView:
    law: model.Law
    uses: tuple[LawUse, ...]
    previous_homes: dict[str, list[Home]]  # by article


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The data set with everything that follows from it."""

    data: model.Dataset
    measures: dict[int, MeasureView]
    axes: dict[int, AxisView]
    themes: dict[str, ThemeView]
    actors: dict[str, ActorView]
    laws: dict[str, LawView]
    unnamed_laws: tuple[LawUse, ...]
    terms: dict[str, model.Term]
    sources: dict[str, model.Source]
    source_uses: dict[str, tuple[tuple[str, str], ...]]  # source → (address, label) of its uses
    dates: tuple[DatedMeasure, ...]
    due_dates: dict[date, tuple[DatedMeasure, ...]]
    without_due: tuple[model.Measure, ...]
    figures: tuple[FigureRow, ...]
    versions: Versions
    history: History = NO_HISTORY
    editions: tuple[Edition, ...] = ()  # the oldest first

    def rank_sources(self) -> list[model.Source]:
        """Return the sources, the most cited first."""
        uses = self.source_uses
        return sorted(self.sources.values(), key=lambda each: -len(uses.get(each.slug, ())))


def first_due(measure: model.Measure) -> model.Deadline | None:
    return next((d for d in measure.deadlines if d.kind is DeadlineKind.DUE), None)


def count_measures(facts: Iterable[ActorRole | DatedMeasure | LawUse]) -> int:
    """Return how many measures these facts are of: one may have several."""
    return len({fact.measure.number for fact in facts})


def read_quote(view: MeasureView, quote: str, occurrence: int | None = None) -> str:
    """Return a quote of a measure, or of its headings, as the corrected text has it."""
    titled = (view.theme, view.axis) if view.theme else (view.axis,)
    headings = ((t.heading, correct_text(t.heading, t.corrections)) for t in titled)
    for text, corrected in ((view.measure.text, view.corrected), *headings):
        if span := find_passage(text, quote, occurrence):
            start, end = corrected.map_span(span)
            return corrected.text[start:end]
    return quote


def split_reading(view: MeasureView, quote: str | None, occurrence: int | None = None) -> list[str]:
    """Return the corrected text, set, in three: what comes before a quote of it, the quote, the rest."""
    text = typeset(view.corrected.text)
    if quote is None or (span := find_passage(view.measure.text, quote, occurrence)) is None:
        return [text, "", ""]
    start, end = view.corrected.map_span(span)
    return [text[:start], text[start:end], text[end:]]


def derive_catalogue(
    data: model.Dataset, history: History = NO_HISTORY, editions: tuple[Edition, ...] = ()
) -> Catalogue:
    axes = {axis.number: axis for axis in data.axes}
    themes_of = _group(data.themes, "axis")
    measures_of, measures_under = _group(data.measures, "axis"), _group(data.measures, "theme")
    dates = sorted(
        (
            DatedMeasure(measure, deadline, key)
            for measure in data.measures
            for deadline, key in zip(
                measure.deadlines, evidence.deadline_keys(measure), strict=True
            )
        ),
        key=lambda m: (m.deadline.date or date.max, m.measure.number, m.key),
    )
    uses = _group((LawUse(m, law) for m in data.measures for law in m.laws), "reference.law")
    return Catalogue(
        data=data,
        measures=_derive_measures(data),
        axes={
            axis.number: AxisView(
                axis,
                correct_text(axis.heading, axis.corrections),
                themes_of.get(axis.number, ()),
                measures_of.get(axis.number, ()),
            )
            for axis in data.axes
        },
        themes={
            theme.slug: ThemeView(
                theme,
                axes[theme.axis],
                correct_text(theme.heading, theme.corrections),
                measures_under.get(theme.slug, ()),
            )
            for theme in data.themes
        },
        actors=_derive_actors(data),
        laws=_derive_laws(data, uses),
        unnamed_laws=uses.get(None, ()),
        terms={term.slug: term for term in sorted(data.terms, key=lambda term: fold(term.term))},
        sources={s.slug: s for s in sorted(data.sources, key=lambda s: fold(s.publisher))},
        source_uses=_derive_source_uses(data),
        dates=tuple(dates),
        due_dates=_group(
            (m for m in dates if m.deadline.kind is DeadlineKind.DUE and m.deadline.date),
            "deadline.date",
        ),
        without_due=tuple(measure for measure in data.measures if first_due(measure) is None),
        figures=tuple(
            FigureRow(measure, figure, f"chiffre-{index}")
            for measure in data.measures
            for index, figure in enumerate(measure.figures, start=1)
        ),
        versions=derive_versions(data, history),
        history=history,
        editions=editions,
    )


def _group(records: Iterable[Record], field: str) -> dict[Any, tuple[Record, ...]]:
    """Group records by a field, or by that of one of theirs, in their order."""
    groups: dict[Any, list[Record]] = defaultdict(list)
    for record in records:
        groups[attrgetter(field)(record)].append(record)
    return {value: tuple(found) for value, found in groups.items()}


def _derive_measures(data: model.Dataset) -> dict[int, MeasureView]:
    axes = {axis.number: axis for axis in data.axes}
    themes = {theme.slug: theme for theme in data.themes}
    links_of = _group(_list_links(data), "of.number")
    forms = [(form, term) for term in data.terms for form in (*term.forms, term.term)]
    forms.sort(key=lambda pair: -len(pair[0]))
    follow_up = _group(data.follow_up, "measure")
    views = {}
    for index, measure in enumerate(data.measures):
        axis, theme = axes[measure.axis], themes.get(measure.theme or "")
        corrected = correct_text(measure.text, measure.corrections)
        marks = evidence.derive_marks(measure, corrected)
        terms = evidence.find_terms(corrected.text, forms)
        sentences = evidence.find_sentences(measure, corrected)
        views[measure.number] = MeasureView(
            measure=measure,
            axis=axis,
            theme=theme,
            corrected=corrected,
            outcome=Outcome(measure, follow_up.get(measure.number, ())),
            segments=evidence.cut_segments(typeset(corrected.text), marks, terms, sentences),
            labels={mark.key: mark.label for mark in marks},
            links=links_of.get(measure.number, ()),
            previous=data.measures[index - 1] if index else None,
            next=data.measures[index + 1] if index + 1 < len(data.measures) else None,
            for_victims=any(above.for_victims for above in (axis, theme) if above),
            name=f"{capitalize(data.plan.unit)} {measure.number}",
        )
    return views


def _list_links(data: model.Dataset) -> list[RelatedMeasure]:
    """Return the links between measures, each from both ends, in the order of those they lead to."""
    by_number = {measure.number: measure for measure in data.measures}
    links = []
    for one in data.measures:
        for relation in one.related:
            other, kind, reason = by_number[relation.measure], relation.kind, relation.reason
            links.append(RelatedMeasure(one, other, kind, kind.label, reason))
            links.append(RelatedMeasure(other, one, kind, kind.other_label, reason))
    return sorted(links, key=lambda link: (link.measure.number, link.of.number))


def _derive_actors(data: model.Dataset) -> dict[str, ActorView]:
    by_slug = {actor.slug: actor for actor in data.actors}
    families = {family.slug: family for family in data.families}
    children, terms = _group(data.actors, "parent"), _group(data.terms, "actor")
    roles = _group(
        (ActorRole(measure, part) for measure in data.measures for part in measure.actors),
        "participation.actor",
    )
    views = {}
    for actor in data.actors:
        ancestors: list[model.Actor] = []
        above = actor
        while above.parent is not None:
            above = by_slug[above.parent]
            ancestors.insert(0, above)
        own = sorted(roles.get(actor.slug, ()), key=_order_of_role)
        views[actor.slug] = ActorView(
            actor=actor,
            family=families[above.family or ""],
            ancestors=tuple(ancestors),
            children=children.get(actor.slug, ()),
            roles=tuple(own),
            terms=terms.get(actor.slug, ()),
        )
    return views


def _order_of_role(role: ActorRole) -> tuple[int, bool, date, int]:
    due = role.due.date if role.due else None
    return role.role_rank, due is None, due or date.max, role.measure.number


def _derive_laws(
    data: model.Dataset, uses: dict[str | None, tuple[LawUse, ...]]
) -> dict[str, LawView]:
    homes: dict[str, dict[str, list[Home]]] = defaultdict(lambda: defaultdict(list))
    for law in data.laws:
        for article in law.articles:
            for codification in article.codifications:
                homes[codification.law][codification.article].append((law, article))
    return {law.slug: LawView(law, uses.get(law.slug, ()), homes[law.slug]) for law in data.laws}


def _derive_source_uses(data: model.Dataset) -> dict[str, tuple[tuple[str, str], ...]]:
    unit = data.plan.unit
    homes: list[tuple[object, str, str]] = [
        *((m, urls.measure_url(m.number), f"{unit} {m.number}") for m in data.measures),
        *((f, urls.measure_url(f.measure), f"{unit} {f.measure}") for f in data.follow_up),
        *((actor, urls.actor_url(actor.slug), actor.name) for actor in data.actors),
        *((law, urls.law_url(law.slug), law.short_title) for law in data.laws),
        *((term, urls.term_url(term.slug), f"{term.term} (glossaire)") for term in data.terms),
        *((service, urls.HELP, "aide d’aujourd’hui") for service in data.services),
        (data.plan, urls.PLAN, "le plan"),
    ]
    uses: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for record, url, label in homes:
        for inner, field, value, _ in walk_fields(record):
            if find_mark(inner, field, Reference) == Reference("sources"):
                uses[value][url, label] = None
    return {slug: tuple(found) for slug, found in uses.items()}
