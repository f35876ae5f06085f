"""/qualite/: what the data lack, counted again from the files, and where each answer goes."""

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest

from macros.catalogue.views import Catalogue
from macros.data.vocabulary import Access, Evidence
from macros.pages.quality import answer_task, list_queues, list_shares
from macros.site.build import Build
from tests.conftest import Pages
from tests.markup import find_all, find_id, text_of
from tests.raw import follow_up_of, read_file, read_measures, read_sources


@pytest.fixture(scope="module")
def measures() -> list[dict[str, Any]]:
    return list(read_measures().values())


def test_every_gap_is_a_task(catalogue: Catalogue, measures: list[dict[str, Any]]) -> None:
    sources = read_sources()
    laws = read_file("laws")["laws"]
    actors = read_file("actors")["actors"]
    expected = {
        "sans-suite": sum(not follow_up_of(m["number"]) for m in measures),
        "deduit": sum(a["evidence"] == "deduced" for m in measures for a in m.get("actors", ())),
        "textes-a-preciser": sum(not law.get("law") for m in measures for law in m.get("laws", ()))
        + sum(not law.get("url") for law in laws),
        "sources-sans-adresse": sum(
            not source.get("url") and source["access"] != "paper" for source in sources
        ),
        "remarques": sum(
            not c.get("corrected") for m in measures for c in m.get("corrections", ())
        ),
        "descriptions-sans-source": sum(not actor.get("source") for actor in actors),
        "sources-a-verifier": sum(
            bool(source.get("url")) and not source.get("verified") for source in sources
        ),  # none was verified more than two years ago
    }
    counts = {queue.anchor: len(queue.tasks) for queue in list_queues(catalogue)}
    assert counts == {anchor: n for anchor, n in expected.items() if n}


def test_shares_count_the_data(catalogue: Catalogue, measures: list[dict[str, Any]]) -> None:
    roles = list_shares(catalogue)["Rôles des acteurs"]
    for evidence in Evidence:
        assert roles[evidence] == sum(
            a["evidence"] == evidence.value for m in measures for a in m.get("actors", ())
        )


def test_a_source_is_asked_for_unless_verified_lately_or_read_on_paper(small: Build) -> None:
    catalogue = small.catalogue
    [slug, *_] = [s.slug for s in catalogue.sources.values() if s.url]

    def list_asked(**said: Any) -> list[str]:
        source = replace(catalogue.sources[slug], **said)
        changed = replace(catalogue, sources={**catalogue.sources, slug: source})
        tasks = [(queue.anchor, task) for queue in list_queues(changed) for task in queue.tasks]
        return [anchor for anchor, task in tasks if task.url == f"sources/#{slug}"]

    assert list_asked(verified=None) == ["sources-a-verifier"]
    assert list_asked(verified=date(2003, 7, 1)) == []  # the data are of 30 June 2005
    assert list_asked(verified=date(2003, 6, 30)) == ["sources-a-verifier"]
    assert list_asked(url=None, access=Access.COPY) == ["sources-sans-adresse"]
    assert list_asked(url=None, access=Access.PAPER) == []


def test_the_small_plan_has_its_own_queue(small: Build) -> None:
    queues = {queue.anchor: queue for queue in list_queues(small.catalogue)}
    assert [task.label for task in queues["sans-suite"].tasks] == [
        "2. Poser des arceaux",
        "3. Suivre le plan",
    ]
    [task] = queues["deduit"].tasks
    assert task.known == "Service des routes : conduit la mesure. Il fait les travaux."
    assert task.file == "data/measures/01.yml"
    answer = unquote(answer_task(small.catalogue, task) or "")
    assert answer.startswith("https://git.example.org/velo/issues/new?template=source.yml&")
    assert "page=https://velo.example.org/mesures/1/#acteur-service-des-routes" in answer


def test_the_page_leads_to_every_task(pages: Pages, catalogue: Catalogue) -> None:
    page = pages["qualite/"]
    links = [a.attrib["href"] for a in find_all(page, "a")]
    for queue in list_queues(catalogue):
        assert queue.title in text_of(find_id(page, queue.anchor))
        assert f"#{queue.anchor}" in links
        for task in queue.tasks:
            assert f"../{task.url}" in links
