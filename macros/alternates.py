"""The other forms of a page (`rel="alternate"`): data, citations, calendars, feeds."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros import urls
from macros.deriving import ActorView, AxisView, MeasureView
from macros.exports.calendars import has_calendar
from macros.interface import ATOM, CALENDAR, CSV, JSON, MARKDOWN, OUTPUTS, Use


@dataclass(frozen=True, slots=True)
class Alternate:
    """A machine output that says what a page says. `url` is relative to the root."""

    url: str
    media_type: str
    title: str


# The list, and the table, of the records that a page shows.
_LISTS = {
    urls.PLAN: ("plan", "Le plan"),
    urls.MEASURES: ("measures", "Toutes les mesures"),
    urls.AXES: ("axes", "Les axes"),
    urls.THEMES: ("themes", "Les thèmes"),
    urls.ACTORS: ("actors", "Les acteurs"),
    urls.DEADLINES: ("deadlines", "Les dates"),
    urls.TIMELINE: ("deadlines", "Les dates"),
    urls.LAWS: ("laws", "Les textes de droit"),
    urls.GLOSSARY: ("glossary", "Le glossaire"),
    urls.SOURCES: ("sources", "Les sources"),
}
_TABLES = {
    urls.MEASURES: ("measures", "Toutes les mesures"),
    urls.DEADLINES: ("deadlines", "Les dates"),
    urls.TIMELINE: ("deadlines", "Les dates"),
    urls.FIGURES: ("figures", "Les objectifs chiffrés"),
}


def list_alternates(url: str, view: object) -> Iterator[Alternate]:
    """Yield the other forms of the page at `url`; `view` is what it shows, if it is a record."""
    match view:
        case MeasureView():
            yield from _list_of_measure(view.measure.number)
        case AxisView() if has_calendar(view):
            number = view.axis.number
            title = f"Dates de l’axe {number} (calendrier)"
            yield Alternate(urls.axis_calendar_url(number), CALENDAR, title)
        case ActorView() if has_calendar(view):
            title = f"Dates où le plan nomme {view.actor.definite} (calendrier)"
            yield Alternate(urls.actor_calendar_url(view.actor.slug), CALENDAR, title)
    yield from _list_of_page(url)


def _list_of_page(url: str) -> Iterator[Alternate]:
    for lists, form, media_type in ((_LISTS, "json", JSON), (_TABLES, "csv", CSV)):
        if url in lists:
            name, title = lists[url]
            yield Alternate(urls.api_url(f"{name}.{form}"), media_type, f"{title} ({form.upper()})")
    if url in {urls.HOME, urls.NEWS}:
        yield Alternate(urls.CHANGES_FEED, ATOM, "Nouveautés du site (Atom)")
    if url in {urls.TIMELINE, urls.DEADLINES}:
        yield Alternate(urls.CALENDAR, CALENDAR, "Toutes les dates (calendrier)")
    for output in OUTPUTS:
        told = url == urls.DATA or (url == urls.CITE and output.use is Use.CITE)
        if told and not output.parameters:
            yield Alternate(output.url, output.media_type, output.title)


def _list_of_measure(number: int) -> Iterator[Alternate]:
    title = f"Mesure {number}"
    yield Alternate(urls.measure_output_url(number, "json"), JSON, f"{title} (JSON)")
    yield Alternate(urls.measure_output_url(number, "md"), MARKDOWN, f"{title} (texte)")
    yield Alternate(urls.measure_feed(number), ATOM, f"Changements de la mesure {number} (Atom)")
