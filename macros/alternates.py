"""The other forms of a page (`rel="alternate"`): data, calendars, feeds, cards."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros import urls
from macros.deriving import MeasureView

ATOM = "application/atom+xml"


@dataclass(frozen=True, slots=True)
class Alternate:
    """A machine output that says what a page says. `url` is relative to the root."""

    url: str
    media_type: str
    title: str


def list_alternates(url: str, view: object) -> Iterator[Alternate]:
    """Yield the other forms of the page at `url`; `view` is what it shows, if it is a record."""
    if url in {urls.MEASURES, urls.DATA}:
        yield Alternate(urls.MEASURES_JSON, "application/json", "Toutes les mesures (JSON)")
    if url in {urls.HOME, urls.NEWS, urls.DATA}:
        yield Alternate(urls.CHANGES_FEED, ATOM, "Nouveautés du site (Atom)")
    if isinstance(view, MeasureView) and url == urls.measure_url(view.measure.number):
        number = view.measure.number
        title = f"Changements de la mesure {number} (Atom)"
        yield Alternate(urls.measure_feed(number), ATOM, title)
