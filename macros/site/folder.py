"""The folder of a site while it is built: outputs first, then pages in their frames, then the rest."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from macros import urls
from macros.catalogue.search import SearchDocument, describe_words, write_index
from macros.exports.assets import Versioned
from macros.exports.hosting import create_host_files
from macros.parallel import parallel_map
from macros.publishing.finishing import finish
from macros.site.build import Build
from macros.site.frames import Frame
from macros.site.handwritten import HtmlPlaceholders, Macros, render_handwritten
from macros.site.outputs import write_files, write_outputs
from macros.site.page_macros import Authoring

FRAME = "frame/"  # in each folder, the page that the theme renders for all of them
AT_ONCE = 50  # pages written by one process in one go
_AUTOCOMPLETE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')


def parent_of(url: str) -> str:
    """Return the folder of a page: links, and so its frame, depend on it."""
    return url[: url.rstrip("/").rfind("/") + 1]


def mend_checkboxes(html: str) -> str:
    """Return a page without what HTML does not allow on the theme's two hidden checkboxes."""
    return _AUTOCOMPLETE.sub(r"\1", html)


@dataclass(slots=True)
class SiteFolder:
    """`bodies` and `frames` are of the pages that the theme renders, frames of folders too."""

    build: Build
    path: Path
    assets: Versioned
    frames: dict[str, Frame] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    documents: dict[str, SearchDocument] = field(
        default_factory=dict
    )  # of the pages written by hand
    placeholders: HtmlPlaceholders = field(default_factory=HtmlPlaceholders)

    def write_outputs(self) -> None:
        """Write the machine outputs: pages tell their sizes, and link to them."""
        write_outputs(self.build.catalogue, self.build.address, self.path)

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

    def add_body(self, url: str, html: str) -> None:
        """Keep the body of a page that the theme is about to frame; `html` is what Markdown made."""
        if page := self.build.handwritten.get(url):
            html = self.placeholders.put_back(html)
            if page.listed:
                words = describe_words(url, page.title, page.description, html)
                self.documents[url] = words
            self.bodies[url] = self.build.finish_handwritten(url, html)
        elif url in self.build.pages:
            self.bodies[url] = self.build.render_body(url)

    def add_frame(self, url: str, html: str) -> str:
        """Cut the frame that the theme rendered; return the page, or nothing for that of a folder."""
        self.frames[url] = Frame.cut(self.mend(html))
        return self.fill(url, self.bodies[url]) if url in self.bodies else ""

    def mend(self, html: str) -> str:
        """Return what the theme rendered, valid, with the versions of its assets."""
        return self.assets.stamp(mend_checkboxes(html))

    def fill(self, url: str, body: str) -> str:
        """Return a whole page."""
        frame = self.frames.get(url) or self.frames[parent_of(url) + FRAME]
        return frame.fill(self.build.make_parts(url, self.assets.stamp(body)))

    def render_body(self, url: str) -> str:
        """Return the body of a page without the engine: the same as with it."""
        if page := self.build.handwritten.get(url):
            macros = Authoring(self.build, lambda: url, self.path).macros()
            self.add_body(url, render_handwritten(page, macros))
            return self.bodies[url]
        return self.build.render_body(url)

    def rewrite_pages(self) -> int:
        """Write the pages that differ from those that are there; return how many."""
        count = 0
        for url in (*self.build.handwritten, *self.build.pages):
            html = self.fill(url, self.render_body(url)).encode(errors="xmlcharrefreplace")
            file = self.path / url / "index.html"
            if not file.is_file() or file.read_bytes() != html:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(html)
                count += 1
        return count

    def write_pages(self) -> None:
        """Write the generated pages that the theme did not render itself."""
        urls = [url for url in self.build.pages if url not in self.frames]
        chunks = [urls[start : start + AT_ONCE] for start in range(0, len(urls), AT_ONCE)]
        for _ in parallel_map(self._write_chunk, chunks):
            pass

    def _write_chunk(self, urls: Sequence[str]) -> None:
        for url in urls:
            folder = self.path / url
            folder.mkdir(parents=True, exist_ok=True)
            html = self.fill(url, self.build.render_body(url))
            (folder / "index.html").write_bytes(html.encode(errors="xmlcharrefreplace"))

    def write_index(self) -> None:
        """Write what the search reads in the browser, and the list of pages for search engines."""
        handwritten = (self.documents[url] for url in sorted(self.documents))
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

    def save_frames(self, file: Path) -> None:
        """Keep the frames for a preview, which fills them anew at each edit."""
        pieces = {url: frame.pieces for url, frame in self.frames.items()}
        file.write_text(json.dumps(pieces), encoding="utf-8")
