"""Which pages exist, each with its address, title, template, data and the file it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from macros import urls
from macros.catalogue.calendar_events import has_calendar
from macros.catalogue.citations import cite_measure
from macros.catalogue.outcomes import count_kinds
from macros.catalogue.presentation import name_site
from macros.catalogue.search import OUTCOME_FILTERS, list_filters, list_values
from macros.catalogue.summaries import list_actors_with_sheet, list_main_actors, summarize_actor
from macros.catalogue.views import AxisView, Catalogue, ThemeView, count_measures
from macros.data.reports import read_explanations
from macros.data.vocabulary import RelationKind
from macros.french import capitalize, format_count, format_day
from macros.pages.editions import compare_editions
from macros.pages.embeds import embed_measure, frame
from macros.pages.rendering import link_headings, render
from macros.pages.report_form import describe_form


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page. `source` is the data file an editor would change, from the root."""

    url: str
    title: str
    description: str
    template: str
    source: str
    context: Mapping[str, object] = field(default_factory=dict)
    label: str = ""  # in lists of pages, if it is not the title
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
        _list_outcomes(catalogue),
        *_list_laws(catalogue),
        *_list_references(catalogue),
        *_list_editions(catalogue),
    )


def _list_measures(catalogue: Catalogue) -> Iterator[Page]:
    count = len(catalogue.measures)
    description = f"Tableau complet des {count} mesures : axe, acteurs nommés, échéance."
    context = {
        "filters": list_filters(catalogue),
        "facets": {number: list_values(view) for number, view in catalogue.measures.items()},
    }
    title, address = name_site(catalogue.data), urls.site_address(catalogue.data.site.url)
    yield Page(urls.MEASURES, title, description, "measures.html", "data/measures", context)
    for number, view in catalogue.measures.items():
        text = view.measure.plain or view.corrected.text
        yield Page(
            urls.measure_url(number),
            view.title,
            text if len(text) <= 200 else text[:200].rsplit(" ", 1)[0] + "…",
            "measure.html",
            f"data/measures/{number:02}.yml",
            {
                "view": view,
                "citation": cite_measure(view, catalogue),
                "frame": frame(embed_measure(view), address),
            },
        )


def _list_comparisons(catalogue: Catalogue) -> Iterator[Page]:
    """A page to compare any measures, and one for each pair that the data call confusable."""
    pairs = [
        (view, catalogue.measures[link.measure.number])
        for view in catalogue.measures.values()
        for link in view.links
        if link.kind == RelationKind.CONFUSABLE and view.measure.number < link.measure.number
    ]
    title = "Comparer des mesures"
    description = "Deux à quatre mesures du plan côte à côte, leurs différences marquées."
    context = {"pairs": [(first.measure, second.measure) for first, second in pairs]}
    yield Page(urls.COMPARE, title, description, "compare_form.html", "data/measures", context)
    for views in pairs:
        first, second = (view.measure for view in views)
        yield Page(
            urls.compare_url(first.number, second.number),
            f"Comparer les {catalogue.data.plan.unit}s {first.number} et {second.number}",
            f"À ne pas confondre : {first.title} ; {second.title}.",
            "compare.html",
            "data/measures",
            {"views": views},
        )


def _list_axes(catalogue: Catalogue) -> Iterator[Page]:
    description = "Les axes du plan, leurs thèmes et leur part des mesures."
    yield Page(urls.AXES, "Les axes du plan", description, "axes.html", "data/axes.yml")
    for number, view in catalogue.axes.items():
        url, title = urls.axis_url(number), f"Axe {number} : {view.axis.title}"
        context = {"view": view, "calendar": has_calendar(view)}
        yield Page(url, title, _count_measures(view), "axis.html", "data/axes.yml", context)


def _list_themes(catalogue: Catalogue) -> Iterator[Page]:
    description = "Les thèmes du plan, axe par axe, avec leurs mesures."
    yield Page(urls.THEMES, "Les thèmes du plan", description, "themes.html", "data/themes.yml")
    for slug, view in catalogue.themes.items():
        url, title = urls.theme_url(slug), f"Thème : {view.theme.title}"
        context = {"view": view}
        yield Page(url, title, _count_measures(view), "theme.html", "data/themes.yml", context)


def _count_measures(view: AxisView | ThemeView) -> str:
    return f"{view.corrected.text} : {format_count(len(view.measures), 'mesure')}."


def _list_actors(catalogue: Catalogue) -> Iterator[Page]:
    description = "À qui le plan demande quelque chose, à qui il s’adresse, dans quelles mesures."
    title = "Les acteurs et les publics"
    context: dict[str, object] = {"main": list_main_actors(catalogue)}
    yield Page(urls.ACTORS, title, description, "actors.html", "data/actors.yml", context)
    with_sheet = list_actors_with_sheet(catalogue)
    for slug, view in catalogue.actors.items():
        words = summarize_actor(view, catalogue)
        context = {
            "view": view,
            "words": words,
            "sheet": slug in with_sheet,
            "calendar": has_calendar(view),
        }
        yield Page(
            *(urls.actor_url(slug), words.title, words.description),
            *("actor.html", "data/actors.yml", context),
            label=capitalize(view.actor.name),
        )


def _list_deadlines(catalogue: Catalogue) -> Iterator[Page]:
    source = "data/measures"
    description = "Les échéances du plan, date par date, et ce que l’on sait de chaque mesure."
    yield Page(urls.DEADLINES, "Les échéances", description, "deadlines.html", source)
    for day, dates in catalogue.due_dates.items():
        url, title = urls.deadline_url(day), f"Échéance {format_day(day, 'du')}"
        count = format_count(count_measures(dates), "mesure")
        description = f"{count} à échéance {format_day(day, 'du')}."
        yield Page(url, title, description, "deadline.html", source, {"day": day, "dates": dates})
    count = format_count(len(catalogue.without_due), "mesure")
    verb = "fixe" if len(catalogue.without_due) < 2 else "fixent"
    description = f"{count} ne {verb} aucune échéance."
    yield Page(urls.NO_DEADLINE, "Mesures sans échéance", description, "no_deadline.html", source)


def _list_outcomes(catalogue: Catalogue) -> Page:
    views = catalogue.measures.values()
    return Page(
        urls.OUTCOMES,
        "Ce que le plan est devenu",
        "Mesure par mesure : ce qui était promis, ce qu’on en sait, qui le dit.",
        "bilan.html",
        "data/follow_up",
        {
            "counts": count_kinds(view.outcome for view in views),
            "filters": [each for each in list_filters(catalogue) if each[0] in OUTCOME_FILTERS],
            "facets": {
                view.measure.number: {
                    name: value
                    for name, value in list_values(view).items()
                    if name in OUTCOME_FILTERS
                }
                for view in views
            },
        },
    )


def _list_laws(catalogue: Catalogue) -> Iterator[Page]:
    description = "Les lois, décrets et codes que le plan cite ou sur lesquels il repose."
    yield Page(urls.LAWS, "Textes de droit", description, "laws.html", "data/laws.yml")
    for slug, view in catalogue.laws.items():
        url, title = urls.law_url(slug), capitalize(view.law.short_title)
        description = f"{view.law.title} : articles cités, mesures, codification d’aujourd’hui."
        yield Page(url, title, description, "law.html", "data/laws.yml", {"view": view})


def _list_references(catalogue: Catalogue) -> Iterator[Page]:
    description = "Le texte officiel des mesures, entier, dans son ordre, à la lettre."
    title = "Le texte officiel"
    yield Page(urls.FULL_TEXT, title, description, "full_text.html", "data/measures")
    description = "Les sigles et les termes du plan, expliqués, avec ce qui l’établit."
    yield Page(urls.GLOSSARY, "Glossaire", description, "glossary.html", "data/glossary.yml")
    description = "Les sources du site, par nature : qui les publie, de quand, où les lire."
    yield Page(urls.SOURCES, "Sources", description, "sources.html", "data/sources.yml")
    description = "Ce que vérifie chaque règle des données, pourquoi, et comment corriger."
    title, source = "Les règles des données", "macros/data/explanations.yml"
    context: dict[str, object] = {"explanations": tuple(read_explanations().values())}
    yield Page(urls.RULES, title, description, "rules.html", source, context)
    description = "Ce qui a changé sur ce site, jour par jour : le fond à part des corrections."
    yield Page(urls.NEWS, "Nouveautés", description, "news.html", "data")
    title = "Signaler ce qu’une mesure est devenue"
    description = "Un formulaire pour dire, document à l’appui, ce qu’une mesure est devenue."
    context = describe_form(catalogue)
    yield Page(urls.REPORT, title, description, "report.html", "data/follow_up", context)


def _list_editions(catalogue: Catalogue) -> Iterator[Page]:
    for context in compare_editions(catalogue):
        if context["previous"] is None:
            description = "Les mesures, figées mois par mois pour qui les cite."
            yield Page(urls.EDITIONS, "Éditions", description, "editions.html", "data/measures")
        url, title = urls.edition_url(context["edition"].name), context["edition"].title
        description = f"{title} : les mesures telles qu’elles étaient, et ce qui a changé depuis."
        yield Page(url, title, description, "edition.html", "data/measures", context)
