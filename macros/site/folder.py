"""The folder of a site while it is built: outputs first, then pages in their frames, then the rest."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from macros import urls
from macros.catalogue.search import describe_words, write_index
from macros.catalogue.views import Catalogue
from macros.exports.calendars import create_calendars
from macros.exports.cards import create_cards
from macros.exports.documents import (
    create_documents,
    create_openapi,
    create_schemas,
    create_version,
)
from macros.exports.hosting import Versioned, create_host_files, create_robots
from macros.exports.linked_data import create_linked_data
from macros.exports.measure_markdown import create_measure_markdown
from macros.exports.references import create_references
from macros.exports.sheets import create_sheets
from macros.exports.tables import create_tables
from macros.french import typeset_html
from macros.pages.embeds import create_embeds
from macros.pages.feeds import create_feeds
from macros.pages.former_addresses import copy_moved, create_redirects
from macros.pages.listing import Page
from macros.pages.rendering import link_headings
from macros.parallel import parallel_map
from macros.publishing.finishing import finish
from macros.site.build import Build
from macros.site.frames import Frame, cut_frame, fill_frame, make_parts
from macros.site.handwritten import HtmlPlaceholders, Macros, render_handwritten
from macros.site.page_macros import Authoring

# Each takes the catalogue and the site's address, and returns contents by path.
Create = Callable[[Catalogue, str], Mapping[str, str | bytes]]
# The longest first: each is written by a process of its own.
OUTPUTS: tuple[Create, ...] = (
    create_sheets,
    create_cards,
    create_linked_data,
    create_documents,
    create_calendars,
    create_schemas,
    create_openapi,
    create_tables,
    create_measure_markdown,
    create_references,
    create_embeds,
    create_feeds,
    create_robots,
    create_version,
    create_redirects,
)

FRAME = "frame/"  # in each folder, the page that the theme renders for all of them
_AUTOCOMPLETE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')


def parent_of(url: str) -> str:
    """Return the folder of a page: links, and so its frame, depend on it."""
    return url[: url.rstrip("/").rfind("/") + 1]


def mend_checkboxes(html: str) -> str:
    """Return a page without what HTML does not allow on the theme's two hidden checkboxes."""
    return _AUTOCOMPLETE.sub(r"\1", html)


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
        self.frames[url] = cut_frame(self.mend(html))
        page = self.build.pages.get(url)
        body = page.render(self.build.catalogue) if page else self.bodies.get(url)
        return self.fill(url, body) if body else ""

    def mend(self, html: str) -> str:
        """Return what the theme rendered, valid, with the versions of its assets."""
        return self.assets.stamp(mend_checkboxes(html))

    def fill(self, url: str, body: str) -> str:
        frame = self.frames.get(url) or self.frames[parent_of(url) + FRAME]
        return fill_frame(frame, make_parts(self.build, url, self.assets.stamp(body)))

    def render_body(self, url: str) -> str:
        """Return the body of a page without the engine: the same as with it."""
        page = self.build.find_page(url)
        if isinstance(page, Page):
            return page.render(self.build.catalogue)
        return self.add_body(url, render_handwritten(page, self.macros(lambda: url)))

    def rewrite_pages(self) -> int:
        """Write the pages that differ from those that are there; return how many."""
        return sum(map(self._write_page, (*self.build.handwritten, *self.build.pages)))

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
        handwritten = (
            describe_words(url, page.title, page.description, self.bodies[url])
            for url, page in self.build.handwritten.items()
            if page.listed
        )
        write_index((*self.build.list_documents(), *handwritten), self.path)
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

    for _ in parallel_map(write, OUTPUTS):
        pass
    copy_moved(folder, catalogue.data.permalinks)


def write_files(folder: Path, contents: Mapping[str, str | bytes]) -> None:
    for path, content in contents.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
