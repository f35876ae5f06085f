"""The folder of a site while it is built: outputs first, then pages in their frames, then the rest.

A frame is the theme around a page, rendered once with placeholders, then filled for each page. It depends
on the folder of the page alone, since links do: all that is the page's own is in the parts that fill it.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import escape

from macros import urls
from macros.catalogue import presentation
from macros.catalogue.calendar_events import has_calendar
from macros.catalogue.citations import cite_measure, describe_page
from macros.catalogue.search import write_index
from macros.catalogue.views import ActorView, AxisView, Catalogue, MeasureView
from macros.exports import documents
from macros.exports.calendars import create_calendars
from macros.exports.cards import SIZE, card_path, create_cards
from macros.exports.hosting import Versioned, create_host_files, create_robots
from macros.exports.interface import ATOM, CALENDAR, JSON, MARKDOWN, OUTPUTS, Output, Use
from macros.exports.linked_data import create_linked_data, link_page
from macros.exports.measure_markdown import create_measure_markdown
from macros.exports.references import create_references
from macros.exports.sheets import create_sheets
from macros.exports.tables import create_tables
from macros.french import typeset_html
from macros.pages.book import create_book
from macros.pages.editions import create_editions
from macros.pages.embeds import create_embeds
from macros.pages.feedback import ERROR_FORM, edit_link, fill_form, write_mail
from macros.pages.feeds import create_feeds
from macros.pages.former_addresses import copy_moved, create_redirects, keep_anchors
from macros.pages.listing import Page
from macros.pages.rendering import link_headings, render
from macros.parallel import parallel_map
from macros.publishing.finishing import finish
from macros.site.build import Build
from macros.site.handwritten import HtmlPlaceholders, Macros, render_handwritten
from macros.site.page_macros import Authoring

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


def make_parts(build: Build, url: str, body: str) -> PageParts:
    """Return what fills the frame of a page, links to its former anchors included."""
    page, catalogue, site = build.find_page(url), build.catalogue, build.catalogue.data.site
    site_name = presentation.name_site(catalogue.data)
    title = page.title if url else presentation.name_home(catalogue.data)
    view = page.context.get("view") if isinstance(page, Page) else None
    measure = view if isinstance(view, MeasureView) else None
    # Elsewhere the version changes with any record, which the page does not.
    version = str(catalogue.versions.measures[measure.measure.number]) if measure else None
    canonical, description = build.address + url, page.description
    description = description or presentation.describe_site(catalogue.data)
    pictured = url if url in build.cards else urls.HOME
    head = render(
        "head.html",
        url,
        catalogue,
        title=title,
        description=description,
        page_listed=page.listed,
        site_name=site_name,
        canonical=canonical,
        image=build.address + card_path(pictured),
        image_size=SIZE,
        image_description=build.cards[pictured].description,
        alternates=list_alternates(url, view),
        metadata=describe_page(
            title,
            description,
            canonical,
            catalogue.history.days.get(page.source, site.updated),
            catalogue,
            cite_measure(measure, catalogue) if measure else None,
        ),
        linked_data=link_page(url, measure, catalogue),
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
    if measure:
        title = presentation.name_page(title, catalogue.data)
    elif url:
        title = f"{title} - {site_name}"
    return PageParts(str(escape(title)), head, body, foot)


def list_alternates(url: str, view: object) -> Iterator[Output]:
    """Yield the other forms of the page at `url`; `view` is what it shows, if it is a record."""
    match view:
        case MeasureView():
            number = view.measure.number
            path, title = f"measures/{number}", view.name
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


# -- The folder

# Each takes the catalogue and the site's address, and returns contents by path.
Create = Callable[[Catalogue, str], Mapping[str, str | bytes]]
# The longest first: each is written by a process of its own.
CREATED: tuple[Create, ...] = (
    create_sheets,
    create_cards,
    create_book,
    create_linked_data,
    documents.create_documents,
    create_calendars,
    documents.create_schemas,
    documents.create_openapi,
    create_tables,
    create_measure_markdown,
    create_references,
    create_editions,
    create_embeds,
    create_feeds,
    create_robots,
    documents.create_version,
    create_redirects,
)

FRAME = "frame/"  # in each folder, the page that the theme renders for all of them
# What HTML does not allow on the theme's two hidden checkboxes.
_AUTOCOMPLETE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')


def parent_of(url: str) -> str:
    """Return the folder of a page: links, and so its frame, depend on it."""
    return url[: url.rstrip("/").rfind("/") + 1]


@dataclass(slots=True)
class SiteFolder:
    """`bodies` are of the pages written by hand, `frames` of those that the theme renders."""

    build: Build
    path: Path
    assets: Versioned
    frames: dict[str, Frame] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    placeholders: HtmlPlaceholders = field(default_factory=HtmlPlaceholders)

    def macros(self, find_url: Callable[[], str]) -> Macros:
        """Return the macros of pages written by hand; `find_url` gives the address of the page."""
        return self.placeholders.wrap_all(Authoring(self.build, find_url, self.path).macros())

    def list_themed(self) -> list[str]:
        """Return the pages that the theme renders: those of the menu, and one in each folder."""
        parents = {parent_of(url) for url in self.build.pages}
        return [
            *(url for url in self.build.pages if not parent_of(url)),
            *(f"{parent}{FRAME}" for parent in sorted(parents) if parent),
        ]

    def add_body(self, url: str, html: str) -> str:
        """Return the body of a page written by hand, and keep it; `html` is what Markdown made."""
        self.bodies[url] = link_headings(typeset_html(self.placeholders.put_back(html)))
        return self.bodies[url]

    def add_frame(self, url: str, html: str) -> str:
        """Cut the frame that the theme rendered; return the page, or nothing for that of a folder."""
        self.frames[url] = _PLACEHOLDER.split(self.mend(html))
        page = self.build.pages.get(url)
        body = page.render(self.build.catalogue) if page else self.bodies.get(url)
        return self.fill(url, body) if body else ""

    def mend(self, html: str) -> str:
        """Return what the theme rendered, valid, with the versions of its assets."""
        return self.assets.stamp(_AUTOCOMPLETE.sub(r"\1", html))

    def fill(self, url: str, body: str) -> str:
        frame = self.frames.get(url) or self.frames[parent_of(url) + FRAME]
        parts = make_parts(self.build, url, self.assets.stamp(body))
        return "".join(getattr(parts, one) if rank % 2 else one for rank, one in enumerate(frame))

    def render_body(self, url: str) -> str:
        """Return the body of a page without the engine: the same as with it."""
        page = self.build.find_page(url)
        if isinstance(page, Page):
            return page.render(self.build.catalogue)
        return self.add_body(url, render_handwritten(page, self.macros(lambda: url)))

    def rewrite_pages(self, addresses: Iterable[str]) -> int:
        """Write the pages that differ from those that are there; return how many."""
        return sum(map(self._write_page, addresses))

    def write_pages(self) -> None:
        """Write the generated pages that the theme did not render itself."""
        urls = [url for url in self.build.pages if url not in self.frames]
        for _ in parallel_map(self._write_page, urls):
            pass

    def _write_page(self, url: str) -> bool:
        """Write a page if it differs from what is there; return whether it does."""
        html = self.fill(url, self.render_body(url)).encode(errors="xmlcharrefreplace")
        file = self.path / url / "index.html"
        if file.is_file() and file.read_bytes() == html:
            return False
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(html)
        return True

    def write_index(self) -> None:
        """Write what the search reads in the browser, and the list of pages for search engines."""
        write_index(self.build.list_documents(), self.build.catalogue, self.path)
        (self.path / "sitemap.xml").write_text(self.build.write_sitemap(), encoding="utf-8")

    def write_host_files(self, versioned: Iterable[str]) -> None:
        """Write what static hosts read; `versioned` are the files that pages load by a version."""
        build = self.build
        ledger, pages = build.catalogue.data.permalinks, (*build.pages, *build.handwritten)
        write_files(self.path, create_host_files(ledger, build.address, pages, versioned))

    def complete(self) -> list[str]:
        """Add what hosts read and what accounts for the site; return the addresses that it lacks."""
        self.write_host_files(self.assets.loaded)
        head = self.build.catalogue.history.head
        moved = self.build.catalogue.data.permalinks.moved
        former = [move.address[1:] for move in moved if move.to == f"/{urls.OFFLINE_COPY}"]
        finish(self.path, head.moment if head else None, former)
        return self.build.ledger.find_missing(self.path)


def write_outputs(catalogue: Catalogue, address: str, folder: Path) -> None:
    """Make all of them; `address` is the site's, with a final slash."""

    def write(create: Create) -> None:
        write_files(folder, create(catalogue, address))

    for _ in parallel_map(write, CREATED):
        pass
    copy_moved(folder, catalogue.data.permalinks)


def write_files(folder: Path, contents: Mapping[str, str | bytes]) -> None:
    for path, content in contents.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
