"""Which pages exist, and what search engines and menus show of them."""

import dataclasses
import re

import pytest

from macros.catalogue.summaries import ActorSummary
from macros.catalogue.views import derive_catalogue
from macros.data.vocabulary import Role
from macros.pages.listing import list_pages
from macros.pages.rendering import render
from macros.site.build import Build
from tests.cases import cases
from tests.markup import read_tree
from tests.projects import ROOT


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def read_text(html: str) -> str:
    return " ".join(" ".join(read_tree(html).itertext()).split())


def test_a_measure_is_presented_by_its_first_words(build: Build) -> None:
    for number, view in build.catalogue.measures.items():
        text = view.measure.plain or view.corrected.text
        description = build.pages[f"mesures/{number}/"].description
        if len(text) <= 200:
            assert description == text
        else:
            assert len(description) <= 200
            assert text.startswith(description.removesuffix("…") + " ")


@cases("listing")
def test_pages_are_presented_in_words(small: Build, url: str, title: str, description: str) -> None:
    page = small.pages[url]
    assert page.title.replace("\u00a0", " ") == title
    assert page.description.replace("\u00a0", " ") == description


def test_a_measure_with_two_deadlines_of_a_day_counts_once(small: Build) -> None:
    data = small.catalogue.data
    first, second, third = data.measures
    twice = dataclasses.replace(first, deadlines=first.deadlines * 2)
    dated = dataclasses.replace(second, deadlines=first.deadlines)
    catalogue = derive_catalogue(dataclasses.replace(data, measures=(twice, dated, third)))
    pages = {page.url: page for page in list_pages(catalogue)}
    page = pages["echeances/1999-07-01/"]
    assert page.description == "2\u00a0mesures à échéance du 1er\u00a0juillet 1999."
    assert '<p class="lead">2\u00a0mesures.' in page.render(catalogue)
    listed = read_text(pages["echeances/"].render(catalogue))
    assert "1er juillet 1999 2 mesures à échéance du 1er juillet 1999" in listed
    undated = pages["echeances/sans-echeance/"].description
    assert undated == "1\u00a0mesure ne fixe aucune échéance."


@pytest.mark.parametrize(("start", "aim"), [(100, 80), (0, 10), (0, 0)])
def test_a_figure_shows_its_numbers_and_compares_nothing(
    small: Build, start: float, aim: float
) -> None:
    # They do not always count the same thing.
    [figure] = small.catalogue.measures[1].measure.figures
    assert figure.baseline
    assert figure.target
    changed = dataclasses.replace(
        figure,
        baseline=dataclasses.replace(figure.baseline, value=start),
        target=dataclasses.replace(figure.target, value=aim),
    )
    shown = read_text(
        render("component.html", "", small.catalogue, name="figure", arguments=(changed,))
    )
    assert f"Au départ {start}" in shown
    assert "%" not in shown


def test_cells_that_differ_by_a_capital_are_different(small: Build) -> None:
    view = small.catalogue.measures[1]
    views = [
        dataclasses.replace(view, corrected=dataclasses.replace(view.corrected, text=text))
        for text in ("Créer un CLS.", "Créer un cls.")
    ]
    shown = read_text(render("compare.html", "", small.catalogue, views=views))
    assert "Ce que dit la mesure identique" not in shown
    assert "Qui identique" in shown


@cases("listing")
def test_a_page_speaks_of_an_actor_as_its_name_asks(
    small: Build, name: str, definite: str, door: bool, title: str, count: str
) -> None:
    view = small.catalogue.actors["mairie"]
    actor = dataclasses.replace(view.actor, name=name, definite=definite)
    words = ActorSummary(dataclasses.replace(view, actor=actor), door)
    assert (words.title, plain(words.sentences[0])) == (title, count)


def test_a_public_is_asked_nothing(small: Build) -> None:
    view = small.catalogue.actors["cyclistes"]
    roles = tuple(r for r in view.roles if r.participation.role is Role.BENEFICIARY)
    words = ActorSummary(dataclasses.replace(view, roles=roles), is_door=False)
    assert words.title == "Ce que le plan prévoit pour les cyclistes"
    assert "ne leur" not in " ".join(words.sentences)
    assert [group.title for group in words.groups] == ["Ce qui leur est destiné"]


def test_counts_of_an_actor_add_up(build: Build) -> None:
    for view in build.catalogue.actors.values():
        sentence = plain(ActorSummary(view, is_door=False).sentences[0])
        counts = [int(count) for count in re.findall(r"\d+(?= )", sentence)]
        if len(counts) > 2:
            total, named, others, *ways = counts
            assert total == named + others, sentence
            assert not ways or others == sum(ways), sentence


def test_the_hub_leads_to_every_actor_and_sets_publics_apart(build: Build) -> None:
    shown = build.pages["acteurs/"].render(build.catalogue)
    before, after = shown.split('<h2 id="publics">')
    main = before.split('<h2 id="tous">')[0]
    assert 6 <= main.count("card-note") <= 12
    for slug, view in build.catalogue.actors.items():
        assert f'href="{slug}/"' in (after if view.family.slug == "publics" else before), slug


def test_a_page_comes_from_a_data_file_that_exists(build: Build) -> None:
    for page in build.pages.values():
        assert (ROOT / page.source).exists(), page.url
    for number in build.catalogue.measures:
        assert build.pages[f"mesures/{number}/"].source == f"data/measures/{number:02}.yml"
