"""One build: the checked data, what follows from them, the pages. Knows no engine."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from markupsafe import escape

from macros import urls
from macros.catalogue import presentation
from macros.catalogue.calendar_events import list_changes
from macros.catalogue.search import ResultKind, SearchDocument, list_documents
from macros.catalogue.views import Catalogue, derive_catalogue
from macros.data.checking import Checked, check_data, fold_consequences
from macros.data.editions import read_editions
from macros.data.model import Dataset
from macros.data.yaml_reader import MAX_BYTES, Place, Problem, read_bytes
from macros.exports import policy
from macros.exports.cards import Card, list_cards
from macros.french import with_preposition
from macros.history.git_log import read_head, read_log
from macros.history.revisions import History, derive_history
from macros.pages.former_addresses import list_former_pages
from macros.pages.listing import Page, list_pages
from macros.site.handwritten import HandwrittenPage, PageError, call_macros, read_handwritten
from macros.site.ledger import Ledger, list_addresses
from macros.site.page_links import check_links
from macros.site.page_macros import Authoring

AUDIT = "docs/audit.json"


@dataclass(frozen=True)
class Build:
    """Everything an engine needs to write the site; pages are by address."""

    catalogue: Catalogue
    pages: Mapping[str, Page]
    handwritten: Mapping[str, HandwrittenPage]
    audit: dict[str, Any] | None  # the last one published, as `make audit` wrote it
    ledger: Ledger

    @property
    def address(self) -> str:
        """The address of the site, with a final slash."""
        return urls.site_address(self.catalogue.data.site.url)

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of an engine that come from the data; `extra` is for overrides/."""
        catalogue, data = self.catalogue, self.catalogue.data
        words = {
            "home_title": presentation.name_home(data),
            "banner": presentation.write_banner(data),
            "plan": data.plan.short_title,
            "help": urls.HELP if catalogue.data.services else None,
            "doors": {
                urls.actor_url(slug): with_preposition("à", catalogue.actors[slug].actor.definite)
                for slug in data.plan.doors
            },
        }
        return {
            "site_name": presentation.name_site(data),
            "site_description": presentation.describe_site(data),
            "site_url": self.address,
            "extra": words | policy.THEME_VARIABLES,
        }

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        return list_cards(self.catalogue)

    def find_page(self, url: str) -> Page | HandwrittenPage:
        return self.pages.get(url) or self.handwritten[url]

    def list_documents(self) -> list[SearchDocument]:
        """Return what the search finds: the records, then by their title the pages that are no record."""
        records = [*list_documents(self.catalogue)]
        described = {document.url for document in records}
        pages: list[tuple[str, Page | HandwrittenPage]] = [
            *self.pages.items(),
            *self.handwritten.items(),
        ]
        return records + [
            SearchDocument(ResultKind.PAGE, url, page.title)
            for url, page in pages
            if page.listed and url not in described
        ]

    def list_notices(self) -> Iterator[str]:
        """Yield what whoever builds the site should know, in French."""
        if self.catalogue.data.site.url is None:
            yield f"Adresse du site non renseignée (data/site.yml) : {self.address} est utilisée."
        if lack := self.ledger.describe_lack():
            yield lack

    def write_sitemap(self) -> str:
        """Return the listed pages, those written by hand first, as search engines read them."""
        days, updated = self.catalogue.history.days, self.catalogue.data.site.updated
        pages: list[Page | HandwrittenPage] = [*self.handwritten.values(), *self.pages.values()]
        lines = [
            f"  <url><loc>{escape(self.address + page.url)}</loc>"
            f"<lastmod>{days.get(page.source, updated).isoformat()}</lastmod></url>\n"
            for page in pages
            if page.listed
        ]
        opening = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}\n{"".join(lines)}</urlset>'


def prepare_build(
    data: Path, history: History | None = None, checked: Checked | None = None
) -> tuple[Build | None, tuple[Problem, ...]]:
    """Read, check and derive. Without a valid data set and every old address, the problems alone.

    A `history` or `checked` data that were read before are not read again.
    """
    checked = checked or check_data(data)
    if checked.dataset is None:
        return None, checked.problems
    root = data.absolute().parent
    build = derive_build(root, checked, checked.dataset, history)
    problems = [*_check_handwritten(build)]
    if build.audit is None and (root / AUDIT).is_file():
        message = "ce fichier n’est pas celui que « make audit » écrit : le refaire ou le retirer"
        problems.append(Problem(Place(AUDIT), "page-content", message))
    if not problems:  # what cannot be rendered has no anchors
        problems += check_links(build, root / "docs")
    problems += build.ledger.list_problems(checked.dataset.site.updated)
    return (None, fold_consequences(problems)) if problems else (build, ())


def derive_build(root: Path, checked: Checked, dataset: Dataset, history: History | None) -> Build:
    """Derive a build from valid data, whatever its pages and the ledger say."""
    history = history or replace(derive_history(read_log(root), dataset), head=read_head(root))
    catalogue = derive_catalogue(dataset, history, read_editions(root)[0])
    listed = list_pages(catalogue)
    pages = {page.url: page for page in (*list_former_pages(catalogue, listed), *listed)}
    handwritten = read_handwritten(root / "docs")
    [permalinks], [published] = map(checked.loaded.get, ("permalinks", "published"))
    page_urls = (*handwritten, *(page.url for page in pages.values() if page.listed))
    addresses = frozenset(f"/{url}" for url in list_addresses(catalogue, page_urls))
    ledger = Ledger(permalinks, published, addresses, list_changes(catalogue))
    audit = _read_audit(root)
    return Build(catalogue, pages, handwritten, audit, ledger)


def _read_audit(root: Path) -> dict[str, Any] | None:
    """Return the last audit; nothing without a file, or with one of another form, which is a problem."""
    try:
        audit = json.loads(read_bytes(root / AUDIT, MAX_BYTES))
        return {name: audit[name] for name in ("date", "groups")}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _check_handwritten(build: Build) -> Iterator[Problem]:
    """A page written by hand has an address of its own, and its calls of macros give something."""
    for url, page in build.handwritten.items():
        if url in build.pages and build.pages[url].listed:
            message = f"le site fait lui-même une page à cette adresse, /{url} : la renommer"
            yield Problem(Place(page.source), "page-name", message)
        authoring = Authoring(build, partial(str, url))
        macros = authoring.macros() | {"block": authoring.check_block}
        try:
            call_macros(page.source, page.text, macros)
        except PageError as error:
            yield error.problem
