"""The other forms of a page (`rel="alternate"`): data, citations, calendars, feeds, cards."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros import urls
from macros.deriving import ActorView, AxisView, MeasureView
from macros.exports.calendars import has_calendar

ATOM = "application/atom+xml"


@dataclass(frozen=True, slots=True)
class Alternate:
    """A machine output that says what a page says. `url` is relative to the root.

    `absolute`: it must be announced by its whole address, as oEmbed demands.
    """

    url: str
    media_type: str
    title: str
    absolute: bool = False


def list_alternates(url: str, view: object) -> Iterator[Alternate]:
    """Yield the other forms of the page at `url`; `view` is what it shows, if it is a record."""
    if isinstance(view, MeasureView):
        number = view.measure.number
        yield Alternate(urls.bibtex_url(number), "application/x-bibtex", "Citer (BibTeX)")
        yield Alternate(urls.ris_url(number), "application/x-research-info-systems", "Citer (RIS)")
        yield Alternate(
            urls.csl_url(number), "application/vnd.citationstyles.csl+json", "Citer (CSL-JSON)"
        )
    if isinstance(view, MeasureView | ActorView) or url == urls.TIMELINE:
        yield Alternate(
            urls.oembed_url(url), "application/json+oembed", "Intégrer (oEmbed)", absolute=True
        )
    if url in {urls.MEASURES, urls.DATA}:
        yield Alternate(urls.MEASURES_JSON, "application/json", "Toutes les mesures (JSON)")
    if url in {urls.HOME, urls.NEWS, urls.DATA}:
        yield Alternate(urls.CHANGES_FEED, ATOM, "Nouveautés du site (Atom)")
    if isinstance(view, MeasureView) and url == urls.measure_url(view.measure.number):
        number = view.measure.number
        title = f"Changements de la mesure {number} (Atom)"
        yield Alternate(urls.measure_feed(number), ATOM, title)
    if url in {urls.TIMELINE, urls.DEADLINES, urls.DATA}:
        yield _calendar(urls.CALENDAR, "Toutes les dates (calendrier)")
    match view:
        case AxisView() if has_calendar(view):
            number = view.axis.number
            yield _calendar(urls.axis_calendar_url(number), f"Dates de l’axe {number} (calendrier)")
        case ActorView() if has_calendar(view):
            title = f"Dates où le plan nomme {view.actor.definite} (calendrier)"
            yield _calendar(urls.actor_calendar_url(view.actor.slug), title)


def _calendar(url: str, title: str) -> Alternate:
    return Alternate(url, "text/calendar", title)
