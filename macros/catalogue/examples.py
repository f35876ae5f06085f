"""Examples for the site's own instructions, whatever the plan: addresses that exist."""

from collections.abc import Iterable

from macros import urls
from macros.catalogue.calendar_events import has_calendar
from macros.catalogue.views import Catalogue, MeasureView


def find_example(catalogue: Catalogue) -> MeasureView:
    """Return the measure that plan.yml names as an example, or the first."""
    number = catalogue.data.plan.example or min(catalogue.measures)
    return catalogue.measures[number]


def list_examples(catalogue: Catalogue) -> dict[str, str]:
    """Return an example of each kind: an address, the number of a measure; empty if there is none."""
    example, days = find_example(catalogue), catalogue.due_dates
    measure = urls.measure_url(example.measure.number)
    actors = _list_actors(catalogue)
    found: dict[str, Iterable[str]] = {
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
        "axis": [str(max(catalogue.axes))],
        "actor": map(urls.actor_url, actors),
        "actor-slug": actors,
        "term-slug": catalogue.terms,
        "source-slug": [catalogue.data.plan.title_source],
        # The date of most measures; of equals, the first.
        "deadline": map(urls.deadline_url, sorted(days, key=lambda day: (-len(days[day]), day))),
        "article": (
            urls.law_url(view.law.slug, article.number)
            for view in catalogue.laws.values()
            for article in view.law.articles
        ),
    }
    return {kind: next(iter(addresses), "") for kind, addresses in found.items()}


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
