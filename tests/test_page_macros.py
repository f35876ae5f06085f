"""The macros that authors call in `docs/`, documented on /contribuer/."""

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from macros.catalogue.views import derive_catalogue
from macros.french import format_size
from macros.pages.rendering import render
from macros.site.build import Build
from macros.site.handwritten import PageError, call_macros
from macros.site.page_macros import BLOCKS, Authoring
from tests.cases import cases, read_cases
from tests.projects import ROOT


@pytest.fixture
def author(small: Build) -> Authoring:
    """The macros as called from the page /contribuer/ of the small plan."""
    return Authoring(small, lambda: "contribuer/")


def plain(html: str) -> str:
    """Return the words of an HTML fragment."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@cases("page_macros")
def test_a_record_is_linked_by_its_number_or_slug(author: Authoring, call: str, html: str) -> None:
    assert call_macros("docs/x.md", call, author.macros()) == html


def test_a_block_has_the_links_of_the_page_that_calls_it(small: Build) -> None:
    for page, link in (("", 'href="acteurs/mairie/"'), ("a/b/", 'href="../../acteurs/mairie/"')):
        for _ in range(2):
            assert link in Authoring(small, partial(str, page)).block("doors")


def test_a_door_counts_every_measure_that_its_page_shows(author: Authoring) -> None:
    doors = plain(author.block("doors"))
    assert "Mairie 2 mesures, dont 1 qui vous nomme" in doors


def test_the_site_map_calls_an_actor_by_its_name(small: Build) -> None:
    pages = [small.pages["acteurs/"], small.pages["acteurs/mairie/"]]
    assert ">Mairie</a>" in render("blocks/site-map.html", "", small.catalogue, pages=pages)


def test_the_sizes_of_the_files_are_those_of_the_last_outputs(build: Build, tmp_path: Path) -> None:
    file = tmp_path / "api" / "v1" / "plan.json"
    file.parent.mkdir(parents=True)
    for size in (46_000, 1_200_000):
        file.write_bytes(b" " * size)
        rows = Authoring(build, lambda: "donnees/", tmp_path).block("data-downloads")
        assert re.search(rf'id="plan\.json".*>{format_size(size)}</td>', rows)


def test_counts_are_computed(author: Authoring) -> None:
    counts = {"measures": 3, "axes": 2, "themes": 2, "dated": 1, "undated": 2, "sources": 2}
    assert {of: int(author.count(of)) for of in counts} == counts


def test_a_setting_is_shown_in_words_or_said_to_be_missing(small: Build, author: Authoring) -> None:
    assert author.site_setting("publisher") == "Association des cyclistes"
    assert author.site_setting("branch") == "trunk"
    assert author.site_setting("updated").replace("\u00a0", " ") == "30 juin 2005"
    data = small.catalogue.data
    site = replace(data.site, publisher=None, url=None)
    unset = replace(small, catalogue=derive_catalogue(replace(data, site=site)))
    assert Authoring(unset, str).site_setting("publisher") == ""


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_gives_one_block_of_html(build: Build, outputs: Path, name: str) -> None:
    block = Authoring(build, lambda: "contribuer/", outputs).block(name)
    assert block.startswith("<")
    # A blank line would hand the rest over to Markdown.
    assert "\n\n" not in block


@cases("page_macros")
def test_what_is_unknown_gets_the_nearest_value(author: Authoring, call: str, message: str) -> None:
    with pytest.raises(PageError, match=re.escape(message)):
        call_macros("docs/x.md", call, author.macros())


def test_every_macro_and_every_block_is_documented(author: Authoring) -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`{{ (\w+)\(", page)) == set(author.macros())
    for name in BLOCKS:
        assert f"`{name}`" in page


def test_the_audit_tells_what_was_missed_too(build: Build) -> None:
    html = Authoring(
        replace(build, audit=read_cases("page_macros")["audit"]), lambda: "accessibilite/"
    ).block("audit")
    words = plain(html)
    assert "Dernier contrôle complet : 26 novembre 2026" in words
    assert "Accessibilité des pages (axe) – résultats atteints : 1 sur 2" in words
    assert "Fautes, sombre 3 0 non atteint" in words
    assert "Liens listés 145 — relevé" in words


def test_the_page_says_when_no_audit_was_published(build: Build) -> None:
    html = Authoring(replace(build, audit=None), lambda: "accessibilite/").block("audit")
    assert html == '<p class="absent">Aucun contrôle complet n’a encore été publié.</p>'
