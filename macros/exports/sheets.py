"""`/fiches/*.pdf`: a printable sheet for each actor that has a part, and one for the whole plan."""

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
    typeset_all,
)
from macros.exports.typesetting import typeset_sheets
from macros.french import capitalize, format_count, format_day, format_since, with_preposition
from macros.model import LawReference, Plan
from macros.summaries import EvidenceGroup, RoleGroup, group_parts, summarize_actor
from macros.vocabulary import Evidence

# A sheet that says all of more measures than that has a thousand pages, and takes gigabytes to make.
MOST_DETAILED = 1000
TOLD = ", qui agit, pour quand, combien, selon quel texte"
TITLES_ALONE = (
    "Le plan compte trop de mesures pour une fiche : elle en donne les titres ; la page de chacune "
    "dit le reste. Le texte officiel à la lettre :"
)
EVIDENCE_ORDER = {evidence: rank for rank, evidence in enumerate(Evidence)}


def list_sheets(catalogue: Catalogue) -> list[str]:
    """Return the paths of the PDF files."""
    named = (urls.sheet_url(slug) for slug, view in catalogue.actors.items() if view.parts)
    return [*named, urls.PLAN_SHEET]


def create_sheets(catalogue: Catalogue, address: str) -> dict[str, bytes]:
    """Return the PDF files, by path; `address` is the site's, with a final slash."""
    return typeset_sheets(describe_sheets(catalogue, address), catalogue.data.site.updated)


def describe_sheets(catalogue: Catalogue, address: str) -> dict[str, Content]:
    """Return what the sheets say, by path, before it is set."""
    contents = {
        urls.sheet_url(slug): typeset_all(_describe_actor(view, catalogue, address))
        for slug, view in catalogue.actors.items()
        if view.parts
    }
    contents[urls.PLAN_SHEET] = typeset_all(_describe_plan(catalogue, address))
    return contents


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
        summary=[
            {"before": s.before, "strong": s.strong, "after": s.after}
            for s in summarize_actor(view)
        ],
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
        description=f"{plan.title} : {count}{TOLD if _is_detailed(catalogue) else ''}.",
        intro=[
            _describe_period(plan, catalogue),
            _describe_readings(catalogue) if _is_detailed(catalogue) else TITLES_ALONE,
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


def _is_detailed(catalogue: Catalogue) -> bool:
    return len(catalogue.data.measures) <= MOST_DETAILED


def _describe_period(plan: Plan, catalogue: Catalogue) -> str:
    title, period = (catalogue.sources[slug] for slug in (plan.title_source, plan.period_source))
    return (
        f"Du {format_day(plan.start)} au {format_day(plan.end)}. {plan.period_note} "
        f"Sources : {name_source(title)} ; {name_source(period)}."
    )


def _describe_readings(catalogue: Catalogue) -> str:
    measures = catalogue.data.measures
    corrected = sum(1 for m in measures if any(c.corrected is not None for c in m.corrections))
    return (
        "Les textes sont donnés dans leur lecture corrigée ; une correction au moins change "
        f"{format_count(corrected, 'mesure')}. Le texte officiel à la lettre, défauts compris :"
    )


def _describe_axis(view: AxisView, catalogue: Catalogue, address: str) -> Content:
    themes = []
    describe = _describe_measure if _is_detailed(catalogue) else _name_measure
    for slug, found in groupby(view.measures, lambda measure: measure.theme):
        measures = [catalogue.measures[measure.number] for measure in found]
        theme = catalogue.themes[slug].theme if slug else None
        themes.append(
            {
                "title": theme.title if theme else None,
                "count": format_count(len(measures), "mesure"),
                "measures": [describe(m, catalogue, address) for m in measures],
            }
        )
    return {
        "title": f"Axe {view.axis.number} : {view.axis.title}",
        "heading": view.reading.text,
        "count": format_count(len(view.measures), "mesure"),
        "themes": themes,
    }


def _name_measure(view: MeasureView, _: Catalogue, address: str) -> Content:
    return {
        "number": view.measure.number,
        "title": view.measure.title,
        "url": address + urls.measure_url(view.measure.number),
    }


def _describe_measure(view: MeasureView, catalogue: Catalogue, address: str) -> Content:
    measure = view.measure
    return _name_measure(view, catalogue, address) | {
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
            for part in sorted(measure.actors, key=lambda part: EVIDENCE_ORDER[part.evidence])
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
