"""One build: the checked data, what follows from them, the pages and the machine outputs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from macros import urls
from macros.audit_report import AuditReport, read_report
from macros.checking import check_data
from macros.dating import date_files
from macros.deriving import Catalogue, derive_catalogue
from macros.exports.card_drawing import Card
from macros.exports.cards import create_cards, list_cards
from macros.exports.datapackage import create_datapackage
from macros.exports.documents import create_documents
from macros.exports.embeds import create_embeds
from macros.exports.linked import create_linked_data, create_shapes
from macros.exports.openapi import create_openapi
from macros.exports.references import create_references
from macros.exports.robots import create_robots
from macros.exports.schemas import create_schemas
from macros.exports.sheets import create_sheets
from macros.exports.tables import create_tables
from macros.exports.twins import create_twins
from macros.metadata import Metadata, describe_page
from macros.pages import Page, list_pages
from macros.reading import Problem
from macros.search import Document, Kind
from macros.searchable import list_documents

# Each takes the catalogue and the site's address, and returns contents by path.
Outputs = Callable[[Catalogue, str], Mapping[str, str | bytes]]
QUICK_OUTPUTS: tuple[Outputs, ...] = (
    create_documents,
    create_schemas,
    create_openapi,
    create_tables,
    create_datapackage,
    create_shapes,
    create_twins,
    create_references,
    create_embeds,
    create_robots,
)
SLOW_OUTPUTS: tuple[Outputs, ...] = (create_linked_data, create_cards, create_sheets)


@dataclass(frozen=True)
class Build:
    """Everything an engine needs to write the site; knows no engine."""

    catalogue: Catalogue
    pages: dict[str, Page]
    cards: dict[str, Card]
    audit: AuditReport | None
    days: dict[str, date]  # when each file last changed; empty where git does not say
    preview: bool = False

    @property
    def address(self) -> str:
        """The address of the site, with a final slash."""
        return urls.site_address(self.catalogue.data.site.url)

    def outputs(self, *, preview: bool = False) -> dict[str, str | bytes]:
        """Return the machine outputs, by path; a preview leaves the slow ones out."""
        return self._quick_outputs if preview else self._quick_outputs | self._slow_outputs

    # Made once: the files are written, and the page of the data gives their sizes.
    @cached_property
    def _quick_outputs(self) -> dict[str, str | bytes]:
        return self._make(QUICK_OUTPUTS)

    @cached_property
    def _slow_outputs(self) -> dict[str, str | bytes]:
        return self._make(SLOW_OUTPUTS)

    def _make(self, creators: Iterable[Outputs]) -> dict[str, str | bytes]:
        made: dict[str, str | bytes] = {}
        for create in creators:
            made |= create(self.catalogue, self.address)
        return made

    def describe(self, url: str, title: str, description: str) -> Metadata:
        """Return what the head of a page says; a generated page has its own words."""
        return describe_page(
            url, self.pages.get(url), (title, description), self.catalogue, self.cards
        )

    def documents(self) -> Iterator[Document]:
        """Yield what the search finds: the records, then the generated pages that are no record."""
        described = set()
        for document in list_documents(self.catalogue):
            described.add(document.url)
            yield document
        for page in self.pages.values():
            if page.url not in described:
                yield Document(
                    Kind.PAGE, page.url, page.title, (page.title,), text=page.description
                )

    def source_of(self, url: str) -> str | None:
        page = self.pages.get(url)
        return page.source if page else None

    def edit_url(self, source: str) -> str | None:
        """Return where a data file is edited in a web editor, if the repository is known."""
        site = self.catalogue.data.site
        if site.repository is None:
            return None
        action = "edit" if "." in source.rsplit("/", 1)[-1] else "tree"
        separator = "/-/" if "gitlab" in site.repository else "/"
        return f"{site.repository.rstrip('/')}{separator}{action}/{site.branch}/{source}"


def prepare_build(data: Path, *, preview: bool = False) -> tuple[Build | None, tuple[Problem, ...]]:
    """Read, check and derive. Without a sound data set, return the problems alone.

    The pages of a preview do not link to the outputs that it leaves out.
    """
    checked = check_data(data)
    if checked.dataset is None:
        return None, checked.problems
    # In a preview the files are being edited: their last commit says nothing of them.
    days = {} if preview else date_files(data.parent)
    catalogue = derive_catalogue(checked.dataset, days)
    pages = {page.url: page for page in list_pages(catalogue, sheets=not preview)}
    audit = read_report(data.parent / "docs" / "audit.json")
    return Build(catalogue, pages, list_cards(catalogue), audit, days, preview), ()
