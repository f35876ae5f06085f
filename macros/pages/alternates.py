"""The other forms of a page (`rel="alternate"`): data, citations, calendars, feeds."""

from collections.abc import Iterator

from macros import urls
from macros.catalogue.calendar_events import has_calendar
from macros.catalogue.views import ActorView, AxisView, MeasureView
from macros.exports.interface import ATOM, CALENDAR, JSON, MARKDOWN, OUTPUTS, Output, Use

# The outputs that say what a page says.
_SAME = {
    urls.HOME: ("changes.atom",),
    urls.NEWS: ("changes.atom",),
    urls.PLAN: ("plan.json",),
    urls.MEASURES: ("measures.json", "measures.csv"),
    urls.AXES: ("axes.json",),
    urls.THEMES: ("themes.json",),
    urls.ACTORS: ("actors.json",),
    urls.DEADLINES: ("deadlines.json", "deadlines.csv", "calendar.ics"),
    urls.TIMELINE: ("deadlines.json", "deadlines.csv", "calendar.ics"),
    urls.FIGURES: ("figures.csv",),
    urls.LAWS: ("laws.json",),
    urls.GLOSSARY: ("glossary.json",),
    urls.SOURCES: ("sources.json",),
}


def list_alternates(url: str, view: object) -> Iterator[Output]:
    """Yield the other forms of the page at `url`; `view` is what it shows, if it is a record."""
    match view:
        case MeasureView():
            number = view.measure.number
            path, title = f"measures/{number}", f"Mesure {number}"
            yield Output(f"{path}.json", JSON, f"{title} (JSON)", Use.CODE)
            yield Output(f"{path}.md", MARKDOWN, f"{title} (texte)", Use.TEXT)
            yield Output(
                f"{path}.atom", ATOM, f"Changements de la mesure {number} (Atom)", Use.FOLLOW
            )
        case AxisView() if has_calendar(view):
            number = view.axis.number
            yield Output(
                f"axes/{number}.ics", CALENDAR, f"Dates de l’axe {number} (calendrier)", Use.FOLLOW
            )
        case ActorView() if has_calendar(view):
            title = f"Dates où le plan nomme {view.actor.definite} (calendrier)"
            yield Output(f"actors/{view.actor.slug}.ics", CALENDAR, title, Use.FOLLOW)
    for output in OUTPUTS:
        cited = url == urls.CITE and output.use is Use.CITE
        if not output.parameters and (
            output.path in _SAME.get(url, ()) or cited or url == urls.DATA
        ):
            yield output
