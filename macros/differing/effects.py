"""Two builds → what readers will see change: pages, files, dates of the calendars, addresses.

Both are made by the engine of now, and without the history: only data and pages written by hand
differ. What is slow to make is not made: what it would be made of is compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from macros import urls
from macros.building import Build, read_handwritten
from macros.exports.cards import card_path
from macros.exports.shapes import list_linked_data
from macros.exports.sheets import describe_sheets
from macros.handwritten import list_handwritten
from macros.history import Revision
from macros.loading import MEASURES
from macros.model import Former, Permalinks
from macros.stamps import list_days

_NO_LEDGER = Permalinks()


@dataclass(frozen=True, slots=True)
class Moved:
    """An event of the calendars, before and after; None where it is not."""

    uid: str
    before: date | None
    now: date | None


@dataclass(frozen=True, slots=True)
class Effects:
    """Addresses are relative to the root of the site."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    events: tuple[Moved, ...]
    former: tuple[Former, ...]  # addresses whose end the proposal records


@dataclass(frozen=True, slots=True)
class Version:
    """A sound build and the folder of the project that it was made from."""

    build: Build
    root: Path


def compare_builds(before: Version, now: Version, revisions: Iterable[Revision]) -> Effects:
    """Compare what two versions publish; `revisions` are the records that changed."""
    old, new = _list_contents(before), _list_contents(now)
    # The version of the whole is written nearly everywhere: that alone is no news.
    hashes = [v.build.catalogue.versions.whole.hash for v in (before, now)]
    old = {url: _replace(content, *hashes) for url, content in old.items()}
    common = old.keys() & new.keys()
    touched = {url for url in common if old[url] != new[url]} | _list_feeds(revisions, new)
    known = set(before.build.catalogue.data.permalinks.former)
    return Effects(
        tuple(url for url in new if url not in old),
        tuple(url for url in new if url in touched),
        tuple(url for url in old if url not in new),
        tuple(_list_moved(before.build, now.build)),
        tuple(f for f in now.build.catalogue.data.permalinks.former if f not in known),
    )


def _replace(content: Any, old: str, new: str) -> Any:
    if isinstance(content, str):
        return content.replace(old, new)
    if isinstance(content, tuple):
        return tuple(_replace(item, old, new) for item in content)
    return content


def _list_contents(version: Version) -> dict[str, Any]:
    """Return something of each page and file that differs when what it says differs."""
    build = version.build
    catalogue = build.catalogue
    contents: dict[str, Any] = {
        url: (page.title, page.description, build.bodies[url]) for url, page in build.pages.items()
    }
    for url, path in list_handwritten(version.root / "docs").items():
        body = read_handwritten(build, url, path)
        contents[url] = path.read_bytes() if body is None else body
    contents |= build.quick
    contents |= describe_sheets(catalogue, build.address)
    contents |= {card_path(page): card for page, card in build.cards.items()}
    return contents | dict.fromkeys(
        list_linked_data(catalogue), replace(catalogue.data, permalinks=_NO_LEDGER)
    )


def _list_feeds(revisions: Iterable[Revision], new: Mapping[str, Any]) -> set[str]:
    """Return the feeds that will tell of these changes."""
    feeds = set()
    for revision in revisions:
        feeds.add(urls.CHANGES_FEED)
        if revision.list_name == MEASURES:
            feeds.add(urls.measure_feed(int(revision.key)))
    return feeds & new.keys()


def _list_moved(before: Build, now: Build) -> Iterable[Moved]:
    old, new = list_days(before.catalogue), list_days(now.catalogue)
    for uid in dict.fromkeys((*new, *old)):
        if old.get(uid) != new.get(uid):
            yield Moved(uid, old.get(uid), new.get(uid))
