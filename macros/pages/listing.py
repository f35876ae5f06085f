"""Which pages exist, each with its address, title, template, data and the file it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from macros import urls
from macros.catalogue.calendar_events import has_calendar
from macros.catalogue.citations import cite_measure
from macros.catalogue.presentation import name_site
from macros.catalogue.search import list_filters, list_values
from macros.catalogue.summaries import list_actors_with_sheet
from macros.catalogue.views import Catalogue, MeasureView, count_measures
from macros.data.reports import read_explanations
from macros.data.vocabulary import RelationKind
from macros.french import capitalize, format_count, format_day, join_words
from macros.pages.rendering import link_headings, render


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page. `source` is the data file an editor would change, from the root."""

    url: str
    title: str
    description: str
    template: str
    source: str
    context: dict[str, object] = field(default_factory=dict)
    listed: bool = True  # in the search, the site map and what search engines read

    @property
    def section(self) -> str:
        """The address of the page that leads to those of its family."""
        return f"{self.url.partition('/')[0]}/"

    def render(self, catalogue: Catalogue) -> str:
        """Return the body of the page, as one block of HTML."""
        return link_headings(render(self.template, self.url, catalogue, **self.context))


def list_pages(catalogue: Catalogue) -> tuple[Page, ...]:
    """Return every generated page, in the order of the site map."""
    return (
        *_list_measures(catalogue),
        *_list_comparisons(catalogue),
        *_list_axes(catalogue),
        *_list_themes(catalogue),
        *_list_actors(catalogue),
        *_list_deadlines(catalogue),
        *_list_laws(catalogue),
        *_list_references(),
    )


def _list_measures(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(
        urls.MEASURES,
        name_site(catalogue.data),
        f"Tableau complet des {len(catalogue.measures)} mesures : axe, acteurs nommés, échéance.",
        "measures.html",
        "data/measures",
        {
            "filters": list_filters(catalogue),
            "facets": {number: list_values(view) for number, view in catalogue.measures.items()},
        },
    )
    for number, view in catalogue.measures.items():
        yield Page(
            urls.measure_url(number),
            f"Mesure {number} : {view.measure.title}",
            _describe_measure(view),
            "measure.html",
            f"data/measures/{number:02}.yml",
            {"view": view, "citation": cite_measure(view, catalogue)},
        )


def _list_comparisons(catalogue: Catalogue) -> Iterator[Page]:
    """A page to compare any measures, and one for each pair that the data call confusable."""
    pairs = [
        (view, catalogue.measures[link.measure.number])
        for view in catalogue.measures.values()
        for link in view.links
        if link.kind == RelationKind.CONFUSABLE and view.measure.number < link.measure.number
    ]
    yield Page(
        urls.COMPARE,
        "Comparer des mesures",
        "Deux à quatre mesures du plan côte à côte, leurs différences marquées.",
        "compare_form.html",
        "data/measures",
        {"pairs": [(first.measure, second.measure) for first, second in pairs]},
    )
    for views in pairs:
        first, second = (view.measure for view in views)
        yield Page(
            urls.compare_url(first.number, second.number),
            f"Comparer les mesures {first.number} et {second.number}",
            f"À ne pas confondre : {first.title} ; {second.title}.",
            "compare.html",
            "data/measures",
            {"views": views},
        )


def _describe_measure(view: MeasureView) -> str:
    text = view.corrected.text
    return text if len(text) <= 200 else text[:200].rsplit(" ", 1)[0] + "…"


def _list_axes(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(
        urls.AXES,
        "Les axes du plan",
        "Les axes du plan, leurs thèmes et leur part des mesures.",
        "axes.html",
        "data/axes.yml",
    )
    for number, view in catalogue.axes.items():
        yield Page(
            urls.axis_url(number),
            f"Axe {number} : {view.axis.title}",
            f"{view.corrected.text} : {format_count(len(view.measures), 'mesure')}.",
            "axis.html",
            "data/axes.yml",
            {"view": view, "calendar": has_calendar(view)},
        )


def _list_themes(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(
        urls.THEMES,
        "Les thèmes du plan",
        "Les thèmes du plan, axe par axe, avec leurs mesures.",
        "themes.html",
        "data/themes.yml",
    )
    for slug, view in catalogue.themes.items():
        yield Page(
            urls.theme_url(slug),
            f"Thème : {view.theme.title}",
            f"{view.corrected.text} : {format_count(len(view.measures), 'mesure')}.",
            "theme.html",
            "data/themes.yml",
            {"view": view},
        )


def _list_actors(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(
        urls.ACTORS,
        "Les acteurs",
        "Qui le plan nomme, qui il concerne par déduction, et dans quelles mesures.",
        "actors.html",
        "data/actors.yml",
    )
    for slug, view in catalogue.actors.items():
        numbers = sorted({role.measure.number for role in view.roles})
        noun = "mesure" if len(numbers) == 1 else "mesures"
        listed = f" : {noun} {join_words([str(n) for n in numbers])}" if numbers else ""
        yield Page(
            urls.actor_url(slug),
            capitalize(view.actor.name),
            f"Ce que le plan dit de cet acteur, {view.actor.name}{listed}.",
            "actor.html",
            "data/actors.yml",
            {
                "view": view,
                "sheet": slug in list_actors_with_sheet(catalogue),
                "calendar": has_calendar(view),
            },
        )


def _list_deadlines(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(
        urls.DEADLINES,
        "Les échéances",
        "Toutes les dates du plan : échéances, débuts, effets attendus, horizons.",
        "deadlines.html",
        "data/measures",
    )
    for day, dates in catalogue.due_dates.items():
        yield Page(
            urls.deadline_url(day),
            f"Échéance du {format_day(day)}",
            f"{format_count(count_measures(dates), 'mesure')} à échéance du {format_day(day)}.",
            "deadline.html",
            "data/measures",
            {"day": day, "dates": dates},
        )
    undated = len(catalogue.without_due)
    yield Page(
        urls.NO_DEADLINE,
        "Mesures sans échéance",
        f"{format_count(undated, 'mesure')} ne {'fixe' if undated < 2 else 'fixent'} aucune échéance.",
        "no_deadline.html",
        "data/measures",
    )


def _list_laws(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(
        urls.LAWS,
        "Textes de droit",
        "Les lois, décrets et codes que le plan cite ou sur lesquels il repose.",
        "laws.html",
        "data/laws.yml",
    )
    for slug, view in catalogue.laws.items():
        yield Page(
            urls.law_url(slug),
            capitalize(view.law.short_title),
            f"{view.law.title} : articles cités, mesures, codification d’aujourd’hui.",
            "law.html",
            "data/laws.yml",
            {"view": view},
        )


def _list_references() -> Iterator[Page]:
    yield Page(
        urls.FULL_TEXT,
        "Le texte officiel",
        "Le texte officiel des mesures, entier, dans son ordre, à la lettre.",
        "full_text.html",
        "data/measures",
    )
    yield Page(
        urls.GLOSSARY,
        "Glossaire",
        "Les sigles et les termes du plan, expliqués, avec ce qui l’établit.",
        "glossary.html",
        "data/glossary.yml",
    )
    yield Page(
        urls.SOURCES,
        "Sources",
        "Les sources extérieures citées sur ce site, et comment elles ont été vues.",
        "sources.html",
        "data/sources.yml",
    )
    yield Page(
        urls.RULES,
        "Les règles des données",
        "Ce que vérifie chaque règle des données, pourquoi, et comment corriger.",
        "rules.html",
        "macros/data/explanations.yml",
        {"explanations": tuple(read_explanations().values())},
    )
    yield Page(
        urls.NEWS,
        "Nouveautés",
        "Ce qui a changé sur ce site, jour par jour : le fond à part des corrections.",
        "news.html",
        "data",
    )
