"""The generated pages into the folder of the site: each body in the shell that the theme makes."""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from macros.alternates import list_alternates
from macros.building import Build
from macros.deriving import MeasureView
from macros.pages import Page
from macros.shells import Filling, Form, Shell
from macros.workers import share

TOGETHER = 100  # pages written by one process in one go


def split_address(url: str) -> tuple[str, str]:
    """Return the folder of a page and the last part of its address."""
    parent, _, leaf = url[:-1].rpartition("/")
    return f"{parent}/" if parent else "", leaf


def form_of(build: Build, page: Page) -> Form:
    """Return what the shell of a page depends on."""
    view = page.context.get("view")
    return Form(
        split_address(page.url)[0],
        None if page.listed else "noindex",
        bool(page.description),
        isinstance(view, MeasureView),
        build.edit_url(page.source) is not None,
        build.reportable,
        tuple(alternate.absolute for alternate in list_alternates(page.url, view)),
    )


def write_pages(
    build: Build, pages: Sequence[Page], shells: Mapping[Form, Shell], site: Path
) -> dict[str, str]:
    """Write the pages; return a hash of each by its address."""
    for folder in {site / page.url for page in pages}:
        folder.mkdir(parents=True, exist_ok=True)

    def write(chunk: Sequence[Page]) -> list[tuple[str, str]]:
        return [(page.url, _write(build, page, shells, site)) for page in chunk]

    chunks = [pages[start : start + TOGETHER] for start in range(0, len(pages), TOGETHER)]
    return dict(chain.from_iterable(share(write, chunks)))


def _write(build: Build, page: Page, shells: Mapping[Form, Shell], site: Path) -> str:
    html = fill_page(build, page, shells).encode(errors="xmlcharrefreplace")
    with open(f"{site}/{page.url}index.html", "wb") as file:  # noqa: PTH123 (a page each)
        file.write(html)
    return hashlib.sha256(html).hexdigest()


def fill_page(build: Build, page: Page, shells: Mapping[Form, Shell]) -> str:
    """Return a whole page."""
    body = build.keep_anchors(page.url, build.bodies[page.url])
    return shells[form_of(build, page)].fill(make_filling(build, page, body))


def make_filling(build: Build, page: Page, body: str) -> Filling:
    """Return the words of a page, for its shell."""
    return Filling(
        split_address(page.url)[1],
        build.describe(page.url, page.title, page.description),
        None if page.listed else "noindex",
        page.source,
        build.edit_url(page.source),
        build.report_urls(page.url, page.title),
        body,
    )
