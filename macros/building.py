"""One build: the checked data, what follows from them, the pages and the machine outputs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from macros import urls
from macros.audit_report import AuditReport, read_report
from macros.authoring import Authoring
from macros.bodies import Bodies, hash_code, prepare_bodies
from macros.checking import check_data
from macros.commits import read_head, read_log
from macros.contract import list_anchors, list_published
from macros.deriving import Catalogue, derive_catalogue
from macros.embedding import create_embeds
from macros.exports.calendars import create_calendars
from macros.exports.cards import Card, create_cards, list_cards
from macros.exports.datapackage import create_datapackage
from macros.exports.documents import create_documents
from macros.exports.feeds import create_feeds
from macros.exports.linked_data import create_linked_data
from macros.exports.openapi import create_openapi
from macros.exports.references import create_references
from macros.exports.robots import create_robots
from macros.exports.schemas import create_schemas
from macros.exports.sheets import create_sheets, list_sheets
from macros.exports.tables import create_tables
from macros.exports.twins import create_twins
from macros.exports.version import create_version
from macros.feedback import ERROR_FORM, fill_form, write_mail
from macros.former import (
    copy_moved,
    create_redirects,
    keep_anchors,
    list_former_anchors,
    list_former_pages,
)
from macros.handwritten import Aside, list_handwritten, render_handwritten
from macros.history import History, derive_history
from macros.kept_records import read_kept
from macros.metadata import Metadata, describe_page
from macros.model import Address, Former
from macros.pages import Page, list_pages
from macros.permalinks import compare_ledger
from macros.reading import Problem
from macros.rendering import load_templates
from macros.scopes import Scopes
from macros.search_documents import Document, Kind, list_documents
from macros.staging import Content, Staging, hold
from macros.stamps import list_changes, list_days

# Each takes the catalogue and the site's address, and returns contents by path.
Outputs = Callable[[Catalogue, str], Mapping[str, Content]]
QUICK_OUTPUTS: tuple[Outputs, ...] = (
    create_calendars,
    create_documents,
    create_schemas,
    create_openapi,
    create_tables,
    create_datapackage,
    create_linked_data,
    create_twins,
    create_references,
    create_embeds,
    create_feeds,
    create_robots,
    create_version,
)
# Made last, and not in previews. The second of each lists the paths to keep, without making them.
SLOW_OUTPUTS: tuple[tuple[Outputs, Callable[[Catalogue], Iterable[str]]], ...] = (
    (create_cards, lambda _: ()),
    (create_sheets, list_sheets),
)


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """What the ledger does not hold yet: it is proposed, and stops nothing."""

    addresses: tuple[Address, ...] = ()
    dates: Mapping[str, date | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.addresses or self.dates)


@dataclass(frozen=True)
class Build:
    """Everything an engine needs to write the site; knows no engine."""

    catalogue: Catalogue
    pages: dict[str, Page]
    bodies: Bodies  # of the pages
    quick: Mapping[str, str | bytes]  # the outputs that are not slow
    cards: dict[str, Card]
    audit: AuditReport | None
    former: Mapping[str, list[Former]]  # anchors that are no more, by page
    unrecorded: Unrecorded = field(default_factory=Unrecorded)
    preview: bool = False
    bare: bool = False
    # Those drawn so far, by page and name: a copy with something else in it starts with none.
    blocks: dict[tuple[str, str], str] = field(init=False, default_factory=dict)
    aside: Aside = field(init=False, default_factory=Aside)  # of the pages that the engine reads

    @property
    def address(self) -> str:
        """The address of the site, with a final slash."""
        return urls.site_address(self.catalogue.data.site.url)

    @cached_property  # they are written, and the page of the data gives their sizes
    def outputs(self) -> Mapping[str, str | bytes]:
        """The machine outputs, by path; a preview leaves the slow ones out."""
        slow = () if self.preview or self.bare else [create for create, _ in SLOW_OUTPUTS]
        given = self.catalogue, self.address
        if isinstance(self.quick, Staging):
            staged = self.quick.add(*(partial(create, *given) for create in slow))
            moved = partial(copy_moved, staged, self.catalogue.data.permalinks)
            return staged.add(moved, partial(create_redirects, *given))
        made = dict(self.quick)
        for create in slow:
            made |= {path: hold(content) for path, content in create(*given).items()}
        made |= copy_moved(made, self.catalogue.data.permalinks)
        return made | create_redirects(*given)

    def put_outputs(self, site: Path, *, keep: bool) -> None:
        """Put the outputs that were made aside into the site; `keep`: for another time too."""
        outputs = self.outputs
        assert isinstance(outputs, Staging)  # noqa: S101 (the adapter gave a folder)
        outputs.put(site, keep=keep)

    def keep_anchors(self, url: str, html: str) -> str:
        """Return the body of a page with what links to its former anchors need."""
        return keep_anchors(html, url, self.former.get(url, ()), self.catalogue)

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
            if page.listed and page.url not in described:
                yield Document(
                    Kind.PAGE, page.url, page.title, (page.title,), text=page.description
                )

    def source_of(self, url: str) -> str | None:
        page = self.pages.get(url)
        return page.source if page else None

    def edit_url(self, source: str) -> str | None:
        """Return where a data file is edited in a web editor, if the repository is known."""
        site = self.catalogue.data.site
        return urls.edit_url(site.repository, site.branch, source) if site.repository else None

    def report_urls(self, url: str, title: str) -> dict[str, str | None]:
        """Return where an error of a page is reported: by mail, and by the form of the forge."""
        site, address = self.catalogue.data.site, self.address + url
        title = self.pages[url].title if url in self.pages else title
        number = self.measure_numbers.get(url)
        # Elsewhere the version changes with any record, which the page does not.
        version = None if number is None else str(self.catalogue.versions.measures[number])
        return {
            "mail": write_mail(site, title, address, version),
            "form": fill_form(site, ERROR_FORM, title, address, version),
        }

    @cached_property
    def reportable(self) -> tuple[tuple[str, bool], ...]:
        """How an error is reported, and whether it can be: the same of every page."""
        urls_of = self.report_urls(urls.HOME, "")
        return tuple((name, address is not None) for name, address in urls_of.items())

    @cached_property
    def measure_numbers(self) -> dict[str, int]:
        """The number of the measure of each page that has one, by address."""
        return {urls.measure_url(number): number for number in self.catalogue.measures}


def prepare_build(
    data: Path,
    *,
    preview: bool = False,
    bare: bool = False,
    history: History | None = None,
    bodies: Path | None = None,
    staging: Path | None = None,
    made: Mapping[str, str | bytes] | None = None,
) -> tuple[Build | None, tuple[Problem, ...]]:
    """Read, check and derive. Without a sound data set and every old address, the problems alone.

    The pages of a preview do not link to the outputs that it leaves out; `bare`: no output is made,
    for benchmarks (the ledger misses them). A `history` that was read
    before is not read again, nor are outputs `made` before made again. Bodies are kept, with what was
    read, and outputs made, in the folders given.
    """
    code = hash_code() if bodies else b""
    checked = check_data(data, read_kept(bodies, code) if bodies else None)
    dataset = checked.dataset
    if dataset is None:
        return None, checked.problems
    [ledger] = checked.loaded.get("permalinks")
    del checked  # the places of all values take as much memory as the values
    root = data.absolute().parent
    history = history or replace(derive_history(read_log(root), dataset), head=read_head(root))
    catalogue = derive_catalogue(dataset, history)
    listed = list_pages(catalogue, sheets=not preview)
    titles = {page.url: page.title for page in listed}
    former = list_former_pages(catalogue, titles)
    pages = {page.url: page for page in (*former, *listed)}
    address = urls.site_address(catalogue.data.site.url)
    build = Build(
        catalogue,
        pages,
        prepare_page_bodies(pages, catalogue, bodies, code),
        made or _make_outputs(() if bare else QUICK_OUTPUTS, catalogue, address, staging),
        list_cards(catalogue),
        read_report(data.parent / "docs" / "audit.json"),
        list_former_anchors(catalogue.data.permalinks),
        preview=preview,
        bare=bare,
    )
    alive, unread = _list_alive(build, data.parent / "docs")
    compared = compare_ledger(ledger, alive, unread, catalogue.data.site.updated)
    if compared.problems:
        return None, compared.problems
    changes = list_changes(list_days(catalogue), catalogue.data.permalinks)
    recorded = replace(build, unrecorded=Unrecorded(compared.additions, changes))
    recorded.blocks.update(build.blocks)
    return recorded, ()


def renew_outputs(build: Build, staging: Path, unwanted: Callable[[], bool]) -> Build | None:
    """Return the build with its outputs made again; those made before may be another's.

    None as soon as they are unwanted: it is asked before each kind.
    """
    made = Staging(staging)
    for create in QUICK_OUTPUTS:
        if unwanted():
            return None
        made = made.add(partial(create, build.catalogue, build.address))
    return replace(build, quick=made)


def prepare_page_bodies(
    pages: dict[str, Page], catalogue: Catalogue, folder: Path | None, code: bytes = b""
) -> Bodies:
    """Render the bodies of these pages, or find them in the folder."""
    load_templates()
    scopes = Scopes(catalogue, code)
    return prepare_bodies(
        lambda url: pages[url].render(catalogue, scopes),
        {url: page.fingerprint(scopes) if folder else None for url, page in pages.items()},
        folder,
    )


def _make_outputs(
    creators: Iterable[Outputs], catalogue: Catalogue, address: str, staging: Path | None
) -> Mapping[str, str | bytes]:
    if staging is not None:
        makers = (partial(create, catalogue, address) for create in creators)
        return Staging(staging).add(*makers)
    return {
        path: hold(content)
        for create in creators
        for path, content in create(catalogue, address).items()
    }


def _list_alive(build: Build, docs: Path) -> tuple[set[Address], set[Address]]:
    """Return the addresses of the site, and the pages whose anchors could not be read."""
    anchors = {
        url: build.bodies.list_anchors(url) for url, page in build.pages.items() if page.listed
    }
    unread = set()
    quick = replace(build, preview=True)  # no anchor depends on what is slow to make
    for url, path in list_handwritten(docs).items():
        # A preview shows them soon enough: the engine is about to render them.
        body = None if build.preview else read_handwritten(quick, url, path)
        anchors[url] = [*list_anchors(body or "")]
        if body is None:
            unread.add(f"/{url}")
    build.blocks.update(quick.blocks)
    outputs = [*build.quick, *urls.PUBLISHED]
    for _, list_paths in () if build.bare else SLOW_OUTPUTS:
        outputs += list_paths(build.catalogue)
    return list_published(anchors, outputs), unread


def read_handwritten(build: Build, url: str, path: Path) -> str | None:
    """Return what a page of `docs/` holds, or None when something is wrong in it."""
    try:
        return render_handwritten(path, Authoring(build, lambda: url).macros())
    except Exception:  # whatever is wrong in a page, its engine will tell
        return None
