"""One build: what follows from the checked data, and the pages. Knows no engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import escape

from macros import urls
from macros.catalogue import presentation
from macros.catalogue.search import ResultKind, SearchDocument, list_documents
from macros.catalogue.views import Catalogue
from macros.exports import policy
from macros.exports.cards import Card, list_cards
from macros.french import with_preposition
from macros.pages.listing import Page
from macros.site.handwritten import HandwrittenPage
from macros.site.ledger import Ledger


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
            "doors": [  # pairs: an engine may sort a mapping
                [urls.actor_url(slug), with_preposition("à", catalogue.actors[slug].actor.definite)]
                for slug in data.plan.doors
            ],
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
