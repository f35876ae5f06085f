"""How the plan and its site are called, from the data: nothing else knows which plan it is."""

from macros.data.model import Dataset, Plan
from macros.french import capitalize, with_preposition

UNOFFICIAL = "site non officiel"
AXIS_COLOURS = 8  # in docs/assets/site.css and embed.css


def name_site(data: Dataset) -> str:
    """Return « Les 50 mesures »."""
    count = len(data.measures)
    return "La mesure" if count == 1 else f"Les {count} mesures"


def name_home(data: Dataset) -> str:
    """Return « Les 50 mesures du plan de prévention de la délinquance 2010-2012 »."""
    return f"{name_site(data)} {with_preposition('de', data.plan.definite)}"


def describe_site(data: Dataset) -> str:
    """Return what a search engine says of a page without a description of its own."""
    return f"{name_home(data)} : qui agit, pour quand, sur quel texte. Site non officiel."


def theme_variables(data: Dataset) -> dict[str, str]:
    """Return what the templates of overrides/ read of the plan, in `config.extra`."""
    return {"home_title": name_home(data), "status": name_status(data)}


def is_over(data: Dataset) -> bool:
    """Whether the plan had ended on the day of the data."""
    return data.plan.end < data.site.updated


def are_dates_past(data: Dataset) -> bool:
    """Whether the plan has dates, and was over with the last of them on the day of the data."""
    dates = [d.date for measure in data.measures for d in measure.deadlines if d.date]
    return bool(dates) and max([data.plan.end, *dates]) < data.site.updated


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


def say_years(plan: Plan) -> str:
    """Return « les années 2010 à 2012 », « l’année 2014 »."""
    first, last = plan.start.year, plan.end.year
    if first == last:
        return f"l’année {first}"
    return f"les années {first} {'et' if last == first + 1 else 'à'} {last}"


def colour_axis(number: int) -> str:
    """Return the class and the colour of an axis: the colours of the style sheets come round again.

    A colour never says alone which axis it is: its number stands beside.
    """
    return f"axis-{(number - 1) % AXIS_COLOURS + 1}"
