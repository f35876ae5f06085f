"""Answers of former addresses: redirects, pages that say where to go, copies, aliases of anchors."""

import re
import shutil
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path

from macros import urls
from macros.catalogue.views import Catalogue
from macros.data.ledger_model import Former, Move, Permalinks, Split, Withdrawal
from macros.pages.listing import Page
from macros.pages.rendering import render

# Elements that hold no loose mark: it goes into the first one below that does.
_INSIDE = r"(?:\s*<(?:li|dt|dd|caption|tbody|thead|tr|th|td)\b[^<>]*>)*"


def list_former_pages(catalogue: Catalogue, others: Iterable[Page]) -> Iterator[Page]:
    """Yield the page of all former addresses, and one for each page that was split or withdrawn."""
    titles = {page.url: page.title for page in others}
    ledger, source = catalogue.data.permalinks, "data/permalinks.yml"
    title = "Anciennes adresses"
    description = "Les adresses de ce site qui ont changé ou qui ont été retirées, et où aller."
    context: dict[str, object] = {"former": sorted(ledger.former, key=attrgetter("address"))}
    yield Page(urls.FORMER, title, description, "former.html", source, context)
    gone: tuple[Split | Withdrawal, ...] = (*ledger.split, *ledger.withdrawn)
    for record in gone:
        if record.address.endswith("/"):
            split = isinstance(record, Split)
            title = "Page devenue plusieurs" if split else "Page retirée"
            url, context = record.address[1:], {"record": record, "titles": titles}
            yield Page(url, title, record.reason, "former_page.html", source, context, listed=False)


def create_redirects(catalogue: Catalogue, address: str) -> dict[str, str]:
    return {
        f"{url}index.html": render("redirect.html", url, catalogue, move=move, address=address)
        for move in catalogue.data.permalinks.moved
        if (url := move.address[1:]).endswith("/")
    }


def copy_moved(folder: Path, ledger: Permalinks) -> None:
    """Have the files of a site stay at their old address too, since calendars follow no redirect."""
    for move in ledger.moved:
        if urls.is_file(move.address) and (folder / move.to[1:]).is_file():
            file = folder / move.address[1:]
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / move.to[1:], file)


def keep_anchors(html: str, url: str, catalogue: Catalogue) -> str:
    """Return the body of a page with what its former anchors need, and those of a page moved there.

    An anchor that moved inside the page becomes a second mark at its new place. The others are
    listed at the end of the page with where to go.
    """
    ledger, elsewhere = catalogue.data.permalinks, list[tuple[str, Former]]()
    moved = {move.address: urls.page_of(move.to) for move in ledger.moved}
    for record in ledger.former:
        page, _, anchor = record.address.partition("#")
        if not anchor or moved.get(page, page) != f"/{url}" or f' id="{anchor}"' in html:
            continue
        before = html
        if isinstance(record, Move) and urls.page_of(record.to) == f"/{url}":
            place = re.escape(record.to.partition("#")[2])
            opening = rf'<[a-z][a-z0-9]*\b[^<>]*\sid="{place}"[^<>]*>{_INSIDE}'
            html = re.sub(opening, rf'\g<0><span id="{anchor}"></span>', html, count=1)
        if html == before:
            elsewhere.append((anchor, record))
    if elsewhere:
        html += "\n" + render("former_anchors.html", url, catalogue, elsewhere=elsewhere)
    return html
