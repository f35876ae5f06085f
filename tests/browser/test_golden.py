"""Queries through the real interface: golden_queries.yml, and those it was not built against."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from macros import urls
from macros.catalogue.views import Catalogue
from tests.conftest import VisitPage

TESTS = Path(__file__).parent.parent
# Types a query and reads what the panel shows.
TYPE = Path(__file__).with_name("type.js").read_text("utf-8")


@dataclass(frozen=True)
class Query:
    section: str
    text: str
    accepted: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    first: float
    third: float
    failures: tuple[str, ...]


def read_queries(name: str) -> list[Query]:
    sections = yaml.safe_load((TESTS / f"{name}.yml").read_text(encoding="utf-8"))
    return [
        Query(section, text, tuple(f"mesures/{a}/" if isinstance(a, int) else a for a in accepted))
        for section, queries in sections.items()
        for text, accepted in queries.items()
    ]


def score_queries(page: Page, queries: list[Query]) -> Score:
    ranks: list[int] = []
    failures = []
    for query in queries:
        shown: dict[str, Any] = page.evaluate(TYPE, [query.text])
        if query.section == "no measure":
            if shown["measures"] or not shown["count"].startswith("Aucune mesure"):
                failures.append(f"{query.text}: {shown['count']} {shown['measures']}")
            continue
        found = [index for index, url in enumerate(shown["results"]) if url in query.accepted]
        ranks.append(found[0] if found else 99)
        if ranks[-1] > 0:
            print(f"{query.section}: {query.text}: {shown['results'][:3]}")  # noqa: T201
    return Score(
        first=sum(rank == 0 for rank in ranks) / len(ranks),
        third=sum(rank < 3 for rank in ranks) / len(ranks),
        failures=tuple(failures),
    )


@pytest.fixture
def page(visit: VisitPage) -> Page:
    """The home page, its search loaded."""
    page = visit("/").page
    page.locator("[data-search] input").focus()
    page.locator("[data-search][data-ready] input").wait_for()
    return page


def test_the_golden_queries_cover_every_theme(catalogue: Catalogue) -> None:
    golden = read_queries("golden_queries")
    answers = {url for query in golden for url in query.accepted}
    assert len(golden) >= 150
    for slug, theme in catalogue.themes.items():
        pages = {urls.theme_url(slug)} | {urls.measure_url(m.number) for m in theme.measures}
        assert pages & answers, slug


def test_golden_queries_find_what_people_expect(page: Page) -> None:
    score = score_queries(page, read_queries("golden_queries"))
    assert score.failures == ()
    assert score.first >= 0.97
    assert score.third >= 0.99


def test_fresh_questions_find_no_less_than_when_they_were_new(page: Page) -> None:
    score = score_queries(page, read_queries("held_out_queries"))
    assert len(score.failures) <= 1
    assert score.first >= 0.95
    assert score.third >= 0.96
