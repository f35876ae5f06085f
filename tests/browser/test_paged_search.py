"""The search by the engine for plans of thousands of measures, on the real plan."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from markupsafe import escape
from playwright.sync_api import Page, Route, expect

from macros.building import Build
from macros.paged_index import write_paged_index
from macros.policy import describe_extra
from macros.searching import ENGINES
from tests.browser.test_golden import read_queries, score_queries
from tests.conftest import VisitPage


@pytest.fixture(scope="module")
def index(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the records, without the hand-written pages."""
    folder = tmp_path_factory.mktemp("pagefind")
    with ThreadPoolExecutor(1) as pool:  # the browser has the event loop of this thread
        pool.submit(write_paged_index, tuple(build.documents()), folder).result()
    return folder


@pytest.fixture
def page(visit: VisitPage, index: Path) -> Iterator[Page]:
    """The home page as `search: pagefind` in mkdocs.yml makes it, its search loaded."""
    opened = visit("/a-propos/")
    page = opened.page

    def name_engine(route: Route) -> None:
        html = route.fetch().text().replace('data-engine="minisearch"', 'data-engine="pagefind"')
        one, other = (str(escape(describe_extra(name)["policy"])) for name in ENGINES)
        html = html.replace(one, other)
        assert "wasm-unsafe-eval" in html
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    def serve_index(route: Route) -> None:
        route.fulfill(path=index / route.request.url.split("/search/pagefind/")[1].split("?")[0])

    page.route("**/search/pagefind/**", serve_index)
    page.route(re.compile(r"/(recherche/\?.*)?$"), name_engine)
    page.goto("/")
    page.locator("[data-search] input").focus()
    ready = page.locator("[data-search][data-ready], [data-search] [role=status]:not(:empty)").first
    ready.wait_for(state="attached")
    said = page.locator("[data-search] [role=status]").first.text_content()
    assert page.locator("[data-search][data-ready]").count() == 1, f"{said} {opened.errors}"
    yield page
    page.unroute_all(behavior="ignoreErrors")


def test_it_finds_what_people_expect(page: Page) -> None:
    queries = read_queries("golden_queries") + read_queries("held_out_queries")
    queries = [query for query in queries if query.section != "pages of the site"]
    score = score_queries(page, queries)
    assert score.failures == ()
    assert score.first >= 0.85
    assert score.third >= 0.95


def test_a_misspelling_is_said(page: Page) -> None:
    page.locator("[data-search] input").fill("cambriollage")
    expect(page.locator(".search-read")).to_have_text(
        "«\u202fcambriollage\u202f» n’est pas sur le site. Mots proches : cambriolage."
    )


def test_the_count_is_that_of_the_whole_index(page: Page) -> None:
    page.locator("[data-search] input").fill("victimes")
    expect(page.locator("ol.search-results > li")).to_have_count(7)
    said = page.locator(".search-count")
    expect(said).to_have_text(re.compile(r"^\d+ pages$"))
    count = int(said.inner_text().split()[0])
    expect(page.locator(".search-panel p a").last).to_have_text(f"Voir les {count} résultats")
    page.goto("/recherche/?q=victimes")
    expect(said).to_have_text(re.compile(r"^\d+ mesures et \d+ autres pages$"))
    measures, others = map(int, re.findall(r"\d+", said.inner_text()))
    # Of a few, Pagefind alone sees the word (its stems are not ours), or they are help.
    assert measures + others <= count <= measures + others + 5


def test_each_word_says_what_it_finds_where_no_page_has_them_all(page: Page) -> None:
    page.locator("[data-search] input").fill("cambriolage résidence secondaire")
    panel = page.locator(".search-panel")
    expect(panel).to_contain_text("Aucune page ne contient «\u202frésidence\u202f».")
    expect(panel).to_contain_text(
        re.compile(r"chercher seulement «\u202fcambriolage\u202f» \(\d+\u00a0pages\)")
    )


def test_a_record_found_by_another_word_says_by_which(page: Page) -> None:
    page.locator("[data-search] input").fill("SNCF")
    measure = page.locator(".result", has=page.locator("a[href$='/mesures/15/']"))
    expect(measure.locator(".result-via")).to_have_text("via «\u202fSNCF\u202f»")
