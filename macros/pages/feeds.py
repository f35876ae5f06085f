"""`/api/v1/changes.atom`, `/api/v1/measures/21.atom`: what changed, as Atom (RFC 4287)."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from itertools import islice
from uuid import NAMESPACE_URL, uuid5

from feedgenerator import Atom1Feed

from macros import urls
from macros.catalogue.presentation import UNOFFICIAL, is_over, name_site
from macros.catalogue.views import Catalogue
from macros.exports.interface import LICENCE
from macros.french import typeset
from macros.history.revisions import CommitChanges, summarize_measure, summarize_revisions
from macros.pages.rendering import render

# The newest alone: readers refuse a feed of more than 512 kB. The page tells all.
_MOST = 40


class _Feed(Atom1Feed):  # type: ignore[misc]
    """A feed that says when it changed even without entries: the library would take the clock."""

    updated: datetime

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=self.updated)


def create_feeds(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return the feeds by path: one of all changes, one per measure."""
    history, path = catalogue.history, urls.CHANGES_FEED
    title = f"{name_site(catalogue.data)} : nouveautés du site"
    news = (
        (entry, summarize_revisions(entry.revisions), f"{urls.NEWS}#{entry.anchor(entry.nature)}")
        for entry in history.entries
    )
    feeds = {path: _write(catalogue, address, path, urls.NEWS, title, news)}
    for number, view in catalogue.measures.items():
        path, page = urls.measure_output_url(number, "atom"), urls.measure_url(number)
        entries = (
            (entry, summarize_measure(entry.revisions), f"{page}#historique")
            for entry in history.measures.get(number, ())
        )
        feeds[path] = _write(catalogue, address, path, page, view.title, entries)
    return feeds


def _write(
    catalogue: Catalogue,
    address: str,
    path: str,
    page: str,
    title: str,
    entries: Iterable[tuple[CommitChanges, str, str]],  # with title and address
) -> str:
    site = catalogue.data.site
    about = "Ce qui a changé sur ce site"
    about += " ; le plan, lui, ne change plus." if is_over(catalogue.data) else "."
    if not catalogue.history.available:
        about += " L’historique n’est pas disponible dans cette copie."
    feed = _Feed(
        description="",
        language="fr",
        title=typeset(title),
        subtitle=typeset(about),
        link=address + page,
        feed_url=address + path,
        feed_guid=_identify(catalogue, path),
        feed_copyright=LICENCE["title"],
        author_name=site.publisher or f"{name_site(catalogue.data)} ({UNOFFICIAL})",
    )
    feed.updated = datetime.combine(site.updated, time(), UTC)
    for entry, words, link in islice(entries, _MOST):
        feed.add_item(
            title=typeset(words),
            link=address + link,
            description=None,
            content=render("feed_entry.html", "", catalogue, href=address.__add__, entry=entry),
            unique_id=_identify(catalogue, f"{path} {entry.commit.id}"),
            pubdate=entry.commit.moment,
            updateddate=entry.commit.moment,
        )
    return str(feed.writeString("utf-8")) + "\n"


def _identify(catalogue: Catalogue, name: str) -> str:
    # No host name: the site may move, or be published twice.
    return uuid5(uuid5(NAMESPACE_URL, f"urn:plan-{catalogue.data.plan.slug}"), name).urn
