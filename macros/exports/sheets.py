"""`/fiches/*.pdf`: a printable sheet of the whole plan, and of each actor that is a door to it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import groupby

from macros import urls
from macros.deriving import ActorView, AxisView, Catalogue, MeasureView
from macros.exports.sheet_words import (
    Content,
    complete_sheet,
    describe_figure,
    describe_proof,
    list_moments,
    list_services,
    list_sources,
    name_source,
)
from macros.exports.typesetting import typeset_all
from macros.french import capitalize, format_count, format_day, format_since, with_preposition
from macros.model import LawReference, Plan
from macros.summaries import (
    EvidenceGroup,
    RoleGroup,
    group_parts,
    list_actors_with_sheet,
    summarize_actor,
)
from macros.vocabulary import Evidence

_ORDER = {evidence: rank for rank, evidence in enumerate(Evidence)}


def list_sheets(catalogue: Catalogue) -> list[str]:
    """Return the paths of the PDF files."""
    return [urls.PLAN_SHEET, *map(urls.sheet_url, list_actors_with_sheet(catalogue))]


def create_sheets(catalogue: Catalogue, address: str) -> dict[str, bytes]:
    """Return the PDF files, tagged (PDF/UA-1), by path; `address` has a final slash."""
    contents = {urls.PLAN_SHEET: _describe_plan(catalogue, address)} | {
        urls.sheet_url(slug): _describe_actor(catalogue.actors[slug], catalogue, address)
        for slug in list_actors_with_sheet(catalogue)
    }
    return typeset_sheets(contents, catalogue.data.site.updated)


def typeset_sheets(contents: Mapping[str, Content], day: date) -> dict[str, bytes]:
    """Return the PDF of each content, under the same key; `day` is the date that they carry."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    options = {"pdf_standards": ["ua-1"], "timestamp": int(moment.timestamp())}
    return typeset_all("sheet.typ", contents, format="pdf", **options)


def _describe_actor(view: ActorView, catalogue: Catalogue, address: str) -> Content:
    actor = view.actor
    groups = group_parts(view)
    cited = [actor.source, actor.today.source if actor.today else None]
    cited += [part.participation.source for part in view.parts]
    cited += [d.source for part in view.parts for d in part.measure.deadlines]
    intro = [actor.description] if actor.description else []
    if actor.today:
        since = f", {format_since(actor.today.since)}" if actor.today.since else ""
        source = name_source(catalogue.sources[actor.today.source])
        intro.append(f"Aujourd’hui : {actor.today.name}{since}. Source : {source}.")
    return complete_sheet(
        catalogue,
        address + urls.actor_url(actor.slug),
        title=f"Ce que le plan dit {with_preposition('de', actor.definite)}",
        description=" ".join(str(sentence) for sentence in summarize_actor(view)),
        intro=intro,
        summary=[asdict(sentence) for sentence in summarize_actor(view)],
        groups=[_describe_group(group, catalogue, address) for group in groups],
        services=list_services(catalogue) if view.family.for_victims else [],
        sources=list_sources(catalogue, cited),
    )


def _describe_group(group: EvidenceGroup, catalogue: Catalogue, address: str) -> Content:
    return {
        "title": group.title,
        "count": format_count(group.count, "mesure"),
        "warning": group.warning,
        "evidence": group.evidence.value,
        "roles": [_describe_role(role, catalogue, address) for role in group.roles],
    }


def _describe_role(role: RoleGroup, catalogue: Catalogue, address: str) -> Content:
    return {
        "title": role.title,
        "definition": role.definition,
        "count": format_count(len(role.parts), "mesure"),
        "rows": [
            {
                "number": part.measure.number,
                "title": part.measure.title,
                "url": address + urls.measure_url(part.measure.number),
                "moments": list(list_moments(part.measure.deadlines, catalogue, part)),
            }
            | describe_proof(part.participation, catalogue.measures[part.measure.number], catalogue)
            for part in role.parts
        ],
    }


def _describe_plan(catalogue: Catalogue, address: str) -> Content:
    data = catalogue.data
    plan = data.plan
    measures = data.measures
    named = sum(1 for m in measures if any(a.evidence is Evidence.QUOTE for a in m.actors))
    corrected = sum(1 for m in measures if any(c.corrected is not None for c in m.corrections))
    dated = len(measures) - len(catalogue.without_due)
    cited: list[str | None] = [plan.title_source, plan.period_source]
    for measure in measures:
        for records in (measure.actors, measure.deadlines, measure.laws):
            cited += [record.source for record in records]
    count = format_count(len(measures), "mesure")
    return complete_sheet(
        catalogue,
        address + urls.PLAN,
        title=f"Le plan et ses {count}",
        description=f"{plan.title} : {count}, qui agit, pour quand, combien, selon quel texte.",
        intro=[
            _describe_period(plan, catalogue),
            (
                "Les textes sont donnés dans leur lecture corrigée ; une correction au moins change "
                f"{format_count(corrected, 'mesure')}. Le texte officiel à la lettre, défauts compris :"
            ),
            address + urls.FULL_TEXT,
        ],
        summary=[
            {"before": before, "strong": format_count(number, "mesure"), "after": after}
            for before, number, after in (
                ("Le texte nomme un acteur dans ", named, "."),
                ("Il fixe une échéance dans ", dated, " ;"),
                ("il n’en fixe aucune dans ", len(catalogue.without_due), "."),
            )
        ],
        axes=[_describe_axis(view, catalogue, address) for view in catalogue.axes.values()],
        services=list_services(catalogue),
        sources=list_sources(catalogue, cited),
    )


def _describe_period(plan: Plan, catalogue: Catalogue) -> str:
    title, period = (catalogue.sources[slug] for slug in (plan.title_source, plan.period_source))
    return (
        f"Du {format_day(plan.start)} au {format_day(plan.end)}. {plan.period_note} "
        f"Sources : {name_source(title)} ; {name_source(period)}."
    )


def _describe_axis(view: AxisView, catalogue: Catalogue, address: str) -> Content:
    themes = []
    for slug, found in groupby(view.measures, lambda measure: measure.theme):
        measures = [catalogue.measures[measure.number] for measure in found]
        theme = catalogue.themes[slug].theme if slug else None
        themes.append(
            {
                "title": theme.title if theme else None,
                "count": format_count(len(measures), "mesure"),
                "measures": [_describe_measure(m, catalogue, address) for m in measures],
            }
        )
    return {
        "title": f"Axe {view.axis.number} : {view.axis.title}",
        "heading": view.reading.text,
        "count": format_count(len(view.measures), "mesure"),
        "themes": themes,
    }


def _describe_measure(view: MeasureView, catalogue: Catalogue, address: str) -> Content:
    measure = view.measure
    return {
        "number": measure.number,
        "title": measure.title,
        "url": address + urls.measure_url(measure.number),
        "reading": view.reading.text,
        "commitment": capitalize(measure.commitment.label),
        "named": any(part.evidence is Evidence.QUOTE for part in measure.actors),
        "actors": [
            {
                "name": capitalize(catalogue.actors[part.actor].actor.name),
                "role": f"{part.role.label}, {part.mode.label}" if part.mode else part.role.label,
                "evidence": part.evidence.label,
            }
            | describe_proof(part, view, catalogue)
            for part in sorted(measure.actors, key=lambda part: _ORDER[part.evidence])
        ],
        "moments": list(list_moments(measure.deadlines, catalogue)),
        "figures": [describe_figure(figure) for figure in measure.figures],
        "laws": [
            {"name": _name_law(law, catalogue), "evidence": law.evidence.label}
            | describe_proof(law, view, catalogue)
            for law in measure.laws
        ],
    }


def _name_law(reference: LawReference, catalogue: Catalogue) -> str:
    if reference.law is None:
        return "Texte non précisé"
    article = f", article {reference.article}" if reference.article else ""
    return capitalize(catalogue.laws[reference.law].law.short_title) + article
