"""Public addresses: a contract with those who link to them."""

from datetime import date
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros import urls
from tests.cases import cases


def test_addresses_are_those_of_the_contract() -> None:
    assert urls.measure_url(1) == "mesures/1/"
    assert urls.measure_url(21) == "mesures/21/"
    assert urls.axis_url(2) == "axes/2/"
    assert urls.theme_url("videoprotection") == "themes/videoprotection/"
    assert urls.actor_url("maire") == "acteurs/maire/"
    assert urls.deadline_url(date(2010, 12, 31)) == "echeances/2010-12-31/"
    assert urls.law_url("loi-2007-297") == "textes/loi-2007-297/"
    assert urls.law_url("loi-2007-297", "14") == "textes/loi-2007-297/#article-14"
    assert urls.law_url("cgct", "L. 2211-3") == "textes/cgct/#l2211-3"
    assert urls.term_url("clspd") == "glossaire/#clspd"
    assert urls.MEASURES_JSON == "api/v1/measures.json"
    assert {
        urls.HOME, urls.MEASURES, urls.AXES, urls.THEMES, urls.ACTORS, urls.DEADLINES,
        urls.NO_DEADLINE, urls.TIMELINE, urls.FIGURES, urls.LAWS, urls.PLAN, urls.FULL_TEXT,
        urls.GLOSSARY, urls.DATA, urls.CONTRIBUTE, urls.LEGAL,
    } == {
        "", "mesures/", "axes/", "themes/", "acteurs/", "echeances/", "echeances/sans-echeance/",
        "chronologie/", "chiffres/", "textes/", "plan/", "texte/", "glossaire/", "donnees/",
        "contribuer/", "mentions-legales/",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "anchor"),
    [
        ("14", "article-14"),
        ("1er", "article-1er"),
        ("131-31", "article-131-31"),
        ("L. 2211-3", "l2211-3"),
        ("D. 141-9", "d141-9"),
    ],
)
def test_an_article_has_its_anchor(number: str, anchor: str) -> None:
    assert urls.article_anchor(number) == anchor


@cases("urls")
def test_links_are_relative_to_their_page(target: str, page: str, link: str) -> None:
    assert urls.relative_url(target, page) == link


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("https://github.com/ville/plan.git", "https://github.com/ville/plan/edit/main/data/a.yml"),
        ("https://github.com/ville/plan-gitlab", "https://github.com/ville/plan-gitlab/edit/main/data/a.yml"),
        ("https://gitlab.example.org/ville/plan/", "https://gitlab.example.org/ville/plan/-/edit/main/data/a.yml"),
    ],
)  # fmt: skip
def test_the_host_of_a_repository_says_how_it_is_edited(repository: str, address: str) -> None:
    assert urls.edit_url(repository, "main", "data/a.yml") == address


SEGMENT = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=8)
FOLDER = st.lists(st.one_of(st.sampled_from(["a", "b", "c"]), SEGMENT), max_size=4).map(
    lambda parts: "".join(f"{part}/" for part in parts)
)
ADDRESS = st.one_of(FOLDER, st.tuples(FOLDER, SEGMENT).map(lambda pair: f"{pair[0]}{pair[1]}.html"))
ANCHOR = st.one_of(st.just(""), SEGMENT.map(lambda name: f"#{name}"))


@given(path=ADDRESS, anchor=ANCHOR, page=ADDRESS, root=st.sampled_from(["", "plan/", "a/b/"]))
def test_a_relative_link_leads_to_its_target(path: str, anchor: str, page: str, root: str) -> None:
    site = f"https://site.example/{root}"
    link = urls.relative_url(path + anchor, page)
    assert urljoin(site + page, link) == site + path + anchor
    assert not link.startswith("/")
