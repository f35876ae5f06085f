"""The Atom feeds, read by feedparser, which is not ours, and checked by the schema of RFC 4287."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from macros.history.git_log import Commit
from macros.history.record_changes import ChangeKind
from macros.history.revisions import CommitChanges, History, Nature, Revision
from macros.pages.feeds import create_feeds
from macros.site.build import Build
from tests.conftest import Pages
from tests.markup import find_all, list_links, read_tree, resolve, text_of
from tests.projects import FIXTURES

# RFC 4287, appendix B, as RELAX NG in XML.
SCHEMA = FIXTURES / "atom.rng"
CHANGES = "api/v1/changes.atom"
ADDRESS = "https://plan.test/sous-dossier/"


@pytest.fixture(scope="session")
def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMA))


def read_feed(text: str) -> Any:
    feed = feedparser.parse(text.encode(), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def list_feeds(site: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(site.glob("api/v1/**/*.atom")):
        yield path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")


def test_every_feed_is_valid(site: Path, build: Build, schema: etree.RelaxNG) -> None:
    feeds = dict(list_feeds(site))
    numbers = build.catalogue.measures
    assert set(feeds) == {CHANGES, *(f"api/v1/measures/{number}.atom" for number in numbers)}
    ids: set[str] = set()
    for path, text in feeds.items():
        schema.assertValid(etree.fromstring(text.encode()))
        feed = read_feed(text)
        assert feed.feed.language == "fr"
        assert feed.feed.title
        assert feed.feed.rights == "Licence Ouverte / Open Licence 2.0 (Etalab)"
        links = {link.rel: link.href for link in feed.feed.links}
        number = re.findall(r"measures/(\d+)", path)
        page = f"mesures/{number[0]}/" if number else "nouveautes/"
        assert links == {"self": build.address + path, "alternate": build.address + page}
        for item in (feed.feed, *feed.entries):
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", item.id)
            assert item.id not in ids, path
            ids.add(item.id)
        moments = [entry.updated for entry in feed.entries]
        assert not moments or feed.feed.updated == moments[0]
        history = build.catalogue.history
        told = history.measures.get(int(number[0]), ()) if number else history.entries[:40]
        # And `/nouveautes/` all: readers refuse larger feeds.
        assert len(text.encode()) < 512_000
        assert [*map(datetime.fromisoformat, moments)] == [one.commit.moment for one in told]


def test_links_of_the_feeds_lead_to_pages(site: Path, build: Build) -> None:
    for path, text in list_feeds(site):
        for entry in read_feed(text).entries:
            tree = read_tree(entry.content[0].value)
            targets = [a.attrib["href"] for a in find_all(tree, "a")]
            assert all(target.startswith(build.address) for target in targets), path
            for target in (entry.link, *targets):
                page, _, anchor = target.removeprefix(build.address).partition("#")
                html = (site / page / "index.html").read_text(encoding="utf-8")
                assert not anchor or f'id="{anchor}"' in html, target


def test_pages_announce_their_feed(pages: Pages) -> None:
    feeds = {"": CHANGES, "nouveautes/": CHANGES, "donnees/": CHANGES}
    for page, feed in (feeds | {"mesures/1/": "api/v1/measures/1.atom"}).items():
        tree = pages[page]
        [announced] = find_all(tree, "link", rel="alternate", type="application/atom+xml")
        assert resolve(announced.attrib["href"], page) == feed
        assert not page or feed in list_links(tree, page)


# -- Without the site


def make_history(words: str) -> History:
    moment = datetime(2024, 2, 3, tzinfo=UTC)
    commit = Commit("a" * 40, moment, words, ())
    natures = frozenset((Nature.SUBSTANCE,))
    revision = Revision("actors", "x", "acteur", words, "", ChangeKind.REMOVED, natures)
    return History(True, (CommitChanges(commit, words, (revision,) * 2),), {}, {})


def test_an_entry_says_the_change_of_the_history(small: Build) -> None:
    feeds = create_feeds(replace(small.catalogue, history=make_history("régie")), ADDRESS)
    [entry] = read_feed(feeds[CHANGES]).entries
    assert entry.title.replace("\u00a0", " ") == "Retrait : 2 acteurs"
    shown = text_of(read_tree(entry.content[0].value)).replace("\u00a0", " ")
    for words in ("Motif : Régie.", "Changements de fond", "Ce qui a été retiré : Acteur : régie"):
        assert words in shown


def test_an_identifier_does_not_move_with_the_site(build: Build) -> None:
    catalogue = replace(build.catalogue, history=make_history("x"))
    here, there = create_feeds(catalogue, ADDRESS), create_feeds(catalogue, "http://ailleurs.test/")
    assert "ailleurs.test" in there[CHANGES]
    assert there[CHANGES].replace("http://ailleurs.test/", ADDRESS) == here[CHANGES]
    assert create_feeds(catalogue, ADDRESS) == here
    # Readers know an entry by this: a contract.
    feed = read_feed(here[CHANGES])
    assert feed.feed.id == "urn:uuid:6c8e23b2-1e1b-562e-88c1-a0d5478a3d3a"
    assert feed.entries[0].id == "urn:uuid:22c4f3ed-d76d-5246-8645-b17c18290f7d"


def test_feeds_hold_without_a_history(small: Build, schema: etree.RelaxNG) -> None:
    feeds = create_feeds(replace(small.catalogue, history=History()), ADDRESS)
    assert len(feeds) == 4
    for text in feeds.values():
        schema.assertValid(etree.fromstring(text.encode()))
        feed = read_feed(text)
        assert feed.entries == []
        assert feed.feed.updated == "2005-06-30T00:00:00+00:00"
        assert "L’historique n’est pas disponible dans cette copie." in feed.feed.subtitle
