"""How the plan and its site are called, and examples from it: nothing else knows which plan it is."""

from collections.abc import Iterable

from macros import urls
from macros.catalogue.calendar_events import has_calendar
from macros.catalogue.views import Catalogue, MeasureView
from macros.data.model import Dataset, Plan
from macros.french import capitalize, format_day, with_preposition

UNOFFICIAL = "site non officiel"
AXIS_COLOURS = 8  # in site.css and embed.css


def name_site(data: Dataset) -> str:
    """Return « Les 50 mesures », or « Mesure » of a plan that has one."""
    count, unit = len(data.measures), data.plan.unit
    return capitalize(unit) if count == 1 else f"Les {count} {unit}s"


def name_home(data: Dataset) -> str:
    """Return « Les 50 mesures du plan de prévention de la délinquance 2010-2012 »."""
    return f"{name_site(data)} {with_preposition('de', data.plan.definite)}"


def name_page(title: str, data: Dataset) -> str:
    """Return « Mesure 21 : … – Plan de prévention de la délinquance 2010-2012 »."""
    return f"{title} – {data.plan.short_title}"


def describe_site(data: Dataset) -> str:
    """Return what a search engine says of a page without a description of its own."""
    return f"{name_home(data)} : qui agit, pour quand, sur quel texte. Site non officiel."


def is_over(data: Dataset) -> bool:
    """Whether the plan had ended on the day of the data."""
    return data.plan.end is not None and data.plan.end < data.site.updated


def are_dates_past(data: Dataset) -> bool:
    """Whether the plan has dates, and was over with the last of them on the day of the data."""
    dates = [d.date for measure in data.measures for d in measure.deadlines if d.date]
    return is_over(data) and bool(dates) and max(dates) < data.site.updated


def describe_status(data: Dataset) -> str:
    """Return « document historique », or what the plan is while it lasts."""
    if is_over(data):
        return "document historique"
    return "plan en cours" if data.plan.start <= data.site.updated else "plan à venir"


def name_status(data: Dataset) -> str:
    """Return « Document historique (plan 2010-2012) », « Plan en cours (2026-2030) »."""
    years = f"plan {data.plan.years}" if is_over(data) else data.plan.years
    return f"{capitalize(describe_status(data))} ({years})"


def write_notice(data: Dataset) -> str:
    """Return « Document historique (plan 2010-2012), site non officiel, ne vaut pas… »."""
    return f"{name_status(data)}, {UNOFFICIAL}, ne vaut pas droit en vigueur."


def write_banner(data: Dataset) -> str:
    """Return « Ce plan s’est terminé en 2012 : ce n’est pas le droit d’aujourd’hui. »."""
    end = data.plan.end
    state = f"Ce plan s’est terminé en {end.year}" if end and is_over(data) else name_status(data)
    return f"{state} : ce n’est pas le droit d’aujourd’hui. {capitalize(UNOFFICIAL)}."


def say_period(plan: Plan) -> str:
    """Return « Du 1er janvier 2010 au 31 décembre 2012 », « À partir du 1er avril 2024 »."""
    if plan.end is None:
        return format_day(plan.start, "À partir du")
    return f"{format_day(plan.start, 'Du')} {format_day(plan.end, 'au')}"


def say_years(plan: Plan) -> str:
    """Return « les années 2010 à 2012 », « l’année 2014 »."""
    if plan.end is None:
        return f"les années à partir de {plan.start.year}"
    first, last = plan.start.year, plan.end.year
    if first == last:
        return f"l’année {first}"
    return f"les années {first} {'et' if last == first + 1 else 'à'} {last}"


def colour_axis(number: int) -> str:
    """Return the class and the colour of an axis: the colours of the style sheets come round again.

    A colour never says alone which axis it is: its number stands beside.
    """
    return f"axis-{(number - 1) % AXIS_COLOURS + 1}"


def find_example(catalogue: Catalogue) -> MeasureView:
    """Return the measure that plan.yml names as an example, or the first."""
    number = catalogue.data.plan.example or min(catalogue.measures)
    return catalogue.measures[number]


def list_examples(catalogue: Catalogue) -> dict[str, str]:
    """Return an example of each kind, for the site's own instructions; empty if there is none."""
    example, days = find_example(catalogue), catalogue.due_dates
    measure = urls.measure_url(example.measure.number)
    examples: dict[str, Iterable[str]] = {
        "number": [str(example.measure.number)],
        "measure": [measure],
        "measure-file": [f"data/measures/{example.measure.number:02}.yml"],
        "part": [f"{measure}#acteurs"],
        "passage": (
            f"{urls.measure_url(view.measure.number)}#{passage.anchor}"
            for view in (example, *catalogue.measures.values())
            for segment in view.segments
            for passage in segment.passages
        ),
        "actor": map(urls.actor_url, _list_actors(catalogue)),
        # The date of most measures; of equals, the first.
        "deadline": map(urls.deadline_url, sorted(days, key=lambda day: (-len(days[day]), day))),
        "edition": (urls.edition_url(edition.name) for edition in catalogue.editions),
        "article": (
            urls.law_url(view.law.slug, article.number)
            for view in catalogue.laws.values()
            for article in view.law.articles
        ),
    }
    return {kind: next(iter(addresses), "") for kind, addresses in examples.items()}


def list_parameters(catalogue: Catalogue) -> dict[str, int | str | None]:
    """Return a value for each parameter of the addresses of the interface; None if there is none."""
    axes = (number for number, view in catalogue.axes.items() if has_calendar(view))
    actors = (slug for slug in _list_actors(catalogue) if has_calendar(catalogue.actors[slug]))
    return {
        "number": find_example(catalogue).measure.number,
        "axis": next(axes, None),
        "actor": next(actors, None),
        "name": "measures",
    }


def _list_actors(catalogue: Catalogue) -> tuple[str, ...]:
    return (*catalogue.data.plan.doors, *catalogue.actors)
