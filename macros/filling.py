"""The generated pages into the folder of the site: each body in the shell that the theme makes."""

import contextlib
import hashlib
import os
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from macros.alternates import list_alternates
from macros.building import Build
from macros.deriving import MeasureView
from macros.last_pages import LastPages, Note, note_file
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
        sum(1 for _ in list_alternates(page.url, view)),
    )


def write_pages(
    build: Build,
    pages: Sequence[Page],
    shells: Mapping[Form, Shell],
    site: Path,
    last: LastPages | None = None,
) -> None:
    """Write the pages, but those of the last build that are still right."""
    marks = {form: hashlib.sha256(repr(shell).encode()).digest() for form, shell in shells.items()}

    def write(chunk: Sequence[Page]) -> list[tuple[str, Note]]:
        return [*map(write_one, chunk)]

    def write_one(page: Page) -> tuple[str, Note]:
        mark = _mark(build, page, marks[form_of(build, page)]) if last else None
        if last and last.is_right(page.url, mark):
            return page.url, last.notes[page.url]
        folder = f"{site}/{page.url}"
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 (a page each)
        path, html = f"{folder}index.html", fill_page(build, page, shells)
        sum_ = _write(path, html.encode(errors="xmlcharrefreplace"))
        return page.url, note_file(path, mark, sum_)

    chunks = [pages[start : start + TOGETHER] for start in range(0, len(pages), TOGETHER)]
    notes = dict(chain.from_iterable(share(write, chunks)))
    if last:
        last.keep(notes)


def _write(path: str, html: bytes) -> str:
    # Another name of the last file keeps what it held.
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(html)
    return hashlib.sha256(html).hexdigest()


def _mark(build: Build, page: Page, shell: bytes) -> bytes | None:
    """Return a hash of all that a page is filled with, if its body is known by its fingerprint."""
    kept = build.bodies.kept.get(page.url)
    if kept is None or kept.fingerprint is None or page.url in build.former:
        return None
    words = repr(make_filling(build, page, "").words())
    return hashlib.sha256(shell + kept.fingerprint + words.encode(errors="surrogatepass")).digest()


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
