"""What the site's own instructions take as examples, whatever the plan: addresses that exist."""

from collections.abc import Callable, Iterable, Iterator

from macros import urls
from macros.deriving import Catalogue, MeasureView
from macros.exports.calendars import has_calendar


def find_example(catalogue: Catalogue) -> MeasureView:
    """Return the measure that plan.yml names as an example, or the first."""
    number = catalogue.data.plan.example or min(catalogue.measures)
    return catalogue.measures[number]


def list_examples(catalogue: Catalogue) -> dict[str, str]:
    """Return an example of each kind: an address, the number of a measure; empty if there is none."""
    return {name: next(iter(find(catalogue)), "") for name, find in _KINDS.items()}


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


def _locate(catalogue: Catalogue) -> str:
    return urls.measure_url(find_example(catalogue).measure.number)


def _list_actors(catalogue: Catalogue) -> tuple[str, ...]:
    return (*catalogue.data.plan.doors, *catalogue.actors)


def _find_deadline(catalogue: Catalogue) -> Iterable[str]:
    days = catalogue.due_dates
    # The date of most measures; of equals, the first.
    return map(urls.deadline_url, sorted(days, key=lambda day: (-len(days[day]), day)))


def _find_article(catalogue: Catalogue) -> Iterator[str]:
    for view in catalogue.laws.values():
        for article in view.law.articles:
            yield urls.law_url(view.law.slug, article.number)


def _find_passage(catalogue: Catalogue) -> Iterator[str]:
    for view in (find_example(catalogue), *catalogue.measures.values()):
        for segment in view.segments:
            for passage in segment.passages:
                yield f"{urls.measure_url(view.measure.number)}#{passage.anchor}"


_KINDS: dict[str, Callable[[Catalogue], Iterable[str]]] = {
    "number": lambda catalogue: [str(find_example(catalogue).measure.number)],
    "measure": lambda catalogue: [_locate(catalogue)],
    "part": lambda catalogue: [f"{_locate(catalogue)}#acteurs"],
    "passage": _find_passage,
    "axis": lambda catalogue: [str(max(catalogue.axes))],
    "actor": lambda catalogue: map(urls.actor_url, _list_actors(catalogue)),
    "actor-slug": _list_actors,
    "term-slug": lambda catalogue: catalogue.terms,
    "source-slug": lambda catalogue: [catalogue.data.plan.title_source],
    "deadline": _find_deadline,
    "article": _find_article,
}
