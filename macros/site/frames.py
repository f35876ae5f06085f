"""Frames: the theme around a page, rendered once with placeholders, then filled for each page.

The frame of a page depends on its folder alone, since links do: all that is the page's own is in the
parts that fill it.
"""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

from macros import urls
from macros.catalogue import presentation
from macros.catalogue.calendar_events import has_calendar
from macros.catalogue.views import ActorView, AxisView, MeasureView
from macros.exports.cards import SIZE, card_path
from macros.exports.interface import ATOM, CALENDAR, JSON, MARKDOWN, OUTPUTS, Output, Use
from macros.exports.linked_data import link_measure
from macros.pages.feedback import ERROR_FORM, edit_link, fill_form, write_mail
from macros.pages.former_addresses import keep_anchors
from macros.pages.listing import Page
from macros.pages.rendering import render

if TYPE_CHECKING:
    from macros.site.build import Build

# Pieces of HTML, with the name of a part between each and the next.
Frame = Sequence[str]
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


@dataclass(frozen=True, slots=True)
class PageParts:
    """The parts of a page, as HTML: `title` in full, `head` for its metadata, `foot` below the body."""

    title: str
    head: str
    body: str
    foot: str


# No data can hold them, since nobody can guess them.
_TOKEN = f"part-{secrets.token_hex(16)}"
PLACEHOLDERS = PageParts(*(f"{_TOKEN}-{name}-" for name in ("title", "head", "body", "foot")))
_PLACEHOLDER = re.compile(rf"{_TOKEN}-([a-z]+)-")


def cut_frame(html: str) -> Frame:
    """Cut what the theme rendered at the placeholders."""
    return _PLACEHOLDER.split(html)


def fill_frame(frame: Frame, parts: PageParts) -> str:
    return "".join(
        getattr(parts, piece) if index % 2 else piece for index, piece in enumerate(frame)
    )


def make_parts(build: "Build", url: str, body: str) -> PageParts:
    """Return what fills the frame of a page, links to its former anchors included."""
    page, catalogue, site = build.find_page(url), build.catalogue, build.catalogue.data.site
    site_name = presentation.name_site(catalogue.data)
    title = page.title if url else presentation.name_home(catalogue.data)
    view = page.context.get("view") if isinstance(page, Page) else None
    measure = view if isinstance(view, MeasureView) else None
    # Elsewhere the version changes with any record, which the page does not.
    version = str(catalogue.versions.measures[measure.measure.number]) if measure else None
    canonical = build.address + url
    pictured = url if url in build.cards else urls.HOME
    head = render(
        "head.html",
        url,
        catalogue,
        title=title,
        description=page.description or presentation.describe_site(catalogue.data),
        page_listed=page.listed,
        site_name=site_name,
        canonical=canonical,
        image=build.address + card_path(pictured),
        image_size=SIZE,
        image_description=build.cards[pictured].description,
        alternates=list_alternates(url, view),
        linked_data=link_measure(measure, catalogue) if measure else None,
    )
    foot = render(
        "foot.html",
        url,
        catalogue,
        source=page.source,
        canonical=canonical,
        edit_url=edit_link(site, page.source),
        report={
            "mail": write_mail(site, page.title, canonical, version),
            "form": fill_form(site, ERROR_FORM, page.title, canonical, version),
        },
    )
    body = keep_anchors(body, url, catalogue)
    return PageParts(str(escape(f"{title} - {site_name}" if url else title)), head, body, foot)


def list_alternates(url: str, view: object) -> Iterator[Output]:
    """Yield the other forms of the page at `url`; `view` is what it shows, if it is a record."""
    match view:
        case MeasureView():
            number = view.measure.number
            path, title = f"measures/{number}", f"Mesure {number}"
            yield Output(f"{path}.json", JSON, f"{title} (JSON)", Use.CODE)
            yield Output(f"{path}.md", MARKDOWN, f"{title} (texte)", Use.TEXT)
            title = f"Changements de la mesure {number} (Atom)"
            yield Output(f"{path}.atom", ATOM, title, Use.FOLLOW)
        case AxisView() if has_calendar(view):
            path, title = f"axes/{view.axis.number}.ics", f"Dates de l’axe {view.axis.number}"
            yield Output(path, CALENDAR, f"{title} (calendrier)", Use.FOLLOW)
        case ActorView() if has_calendar(view):
            title = f"Dates où le plan nomme {view.actor.definite} (calendrier)"
            yield Output(f"actors/{view.actor.slug}.ics", CALENDAR, title, Use.FOLLOW)
    for output in OUTPUTS:
        cited = url == urls.CITE and output.use is Use.CITE
        same = cited or url == urls.DATA or output.path in _SAME.get(url, ())
        if same and not output.parameters:
            yield output
