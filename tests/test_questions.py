"""Questions that people bring to the plan, each answered by a page two clicks from home at most.

The pages are those that a person would open, and the measures those that an answer must name.
"""

import re
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import expect

from tests.conftest import VisitPage
from tests.markup import (
    MEASURE,
    find_one,
    find_section,
    list_links,
    list_measures,
    read_tree,
    resolve,
    text_of,
)


class Pages(dict[str, Element]):
    """Pages of the built site by their address, each read once, when it is asked for."""

    def __init__(self, site: Path) -> None:
        super().__init__()
        self._site = site

    def __missing__(self, address: str) -> Element:
        html = self._site.joinpath(address, "index.html").read_text(encoding="utf-8")
        self[address] = read_tree(html)
        return self[address]


class Question(NamedTuple):
    """`path` is what one clicks from home, the page that answers last."""

    asked: str
    path: tuple[str, ...]
    main: AbstractSet[int]
    secondary: AbstractSet[int] = frozenset()


QUESTIONS = {
    # Citizens
    "C-2": Question(
        "Ma voisine est battue par son conjoint : que prévoit le plan au commissariat, à la "
        "gendarmerie, au tribunal ?",
        ("mesures/", "mesures/36/"), {36, 37, 45, 47, 48}, {42, 46},
    ),
    "C-4": Question(
        "L’opération tranquillité vacances existe-t-elle hors été ?",
        ("themes/", "themes/cambriolages-et-commerces/"), {19}, {18},
    ),
    "C-6": Question(
        "Le maire peut-il convoquer mon fils pour un rappel à l’ordre, et qui contrôle ?",
        ("acteurs/maire/",), {27}, {31, 35},
    ),
    "C-8": Question(
        "Je n’y arrive plus avec mon adolescent : quelle aide aux parents ?",
        ("axes/3/",), {33, 34, 35},
    ),
    "C-10": Question(
        "Ce plan est-il encore en vigueur, et qui en suit l’application ?",
        ("plan/",), {49, 50},
    ),
    # Mayors
    "M-2": Question(
        "Quels groupes de travail créer dans mon CLSPD ?", ("acteurs/maire/",), {21, 31, 47}, {22}
    ),
    "M-4": Question(
        "Puis-je faire financer ma vidéoprotection en 2010 ?",
        ("themes/", "themes/videoprotection/"), {5}, {3, 4, 6},
    ),
    "M-6": Question(
        "Comment cadrer le rappel à l’ordre avec le parquet ?", ("acteurs/maire/",), {27}
    ),
    "M-8": Question(
        "Comment proposer des places de TIG ou de réparation ?",
        ("themes/", "themes/travaux-d-interet-general/"), {29},
    ),
    "M-10": Question(
        "Ma commune est dans une communauté : faut-il une stratégie intercommunale ?",
        ("acteurs/maire/",), {26}, {25},
    ),
    # Prefects
    "P-2": Question(
        "Que dois-je inscrire dans le plan départemental ?", ("acteurs/prefet/",), {20, 40}
    ),
    "P-4": Question(
        "Quel comité se réunit sous mon égide ?", ("themes/", "themes/parentalite/"), {34}, {33}
    ),
    "P-6": Question(
        "Comment décliner la charte sur l’information nominative ?",
        ("themes/", "themes/travailleurs-sociaux/"), {22, 23},
    ),
    "P-8": Question(
        "Quels chiffres suivre et à qui rendre compte ?",
        ("chiffres/",), {1, 3, 5, 7, 8, 15, 37, 39, 49, 50},
    ),
    "P-10": Question(
        "Dans quelles mesures mon rôle est-il écrit, dans lesquelles est-il déduit ?",
        ("acteurs/prefet/",), {1, 2, 11, 12, 15, 20, 23, 25, 26, 34, 40, 46},
    ),
    # Prosecutors
    "J-2": Question(
        "Que doit régler la convention de rappel à l’ordre ?", ("acteurs/parquet/",), {27}
    ),
    "J-4": Question(
        "De quoi et sur quel fondement informer les maires ?", ("acteurs/parquet/",), {28, 30}
    ),
    "J-6": Question(
        "Comment associer le CLSPD aux TIG et réparations ?",
        ("themes/", "themes/travaux-d-interet-general/"), {29},
    ),
    "J-8": Question(
        "Mon parquet aura-t-il un correspondant justice-ville ?", ("acteurs/parquet/",), {28}
    ),
    "J-10": Question(
        "Le droit des agents de transport va-t-il changer ?",
        ("themes/", "themes/transports/"), {17},
    ),
    # Associations
    "A-2": Question(
        "FFSU : que deviennent CLS et CLSPD ?",
        ("acteurs/", "acteurs/clspd/"), {15, 20, 21, 25, 26, 29, 31, 47},
    ),
    "A-4": Question(
        "France Victimes : où sont prévus permanences, guichets, campagnes ?",
        ("axes/4/",), {38, 39, 40, 41}, {37, 42},
    ),
    "A-6": Question(
        "USH : que demande-t-on aux bailleurs et aux gardiens ?",
        ("acteurs/", "acteurs/bailleurs-sociaux/"), {6, 12, 13, 14}, {1, 4},
    ),
    "A-8": Question(
        "UNAF et réseaux parentalité : où siègent les associations ?", ("axes/3/",), {34}, {33, 35}
    ),
    "A-10": Question(
        "ANAS : quelles garanties de secret professionnel ?",
        ("mesures/", "mesures/22/"), {22, 23}, {21},
    ),
}  # fmt: skip
EVERY_QUESTION = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
# What an answer must say beside the numbers: on the measure's page, the words to read.
SAID = {
    "C-6, J-2": ("mesures/27/", "prérogatives de l’autorité judiciaire"),
    "M-2": ("mesures/31/", "La possibilité prévue"),
    "P-4": ("mesures/34/", "sous l’égide du préfet"),
    "J-4": ("mesures/30/", "L. 2211-3"),
    "J-8": ("mesures/28/", "la plus forte activité pénale"),
    "C-10": ("plan/", "2010-2012"),
}
# The right answer is that the plan holds no measure.
FOREIGN = ("drogue", "stupéfiants", "couvre-feu", "cyberdélinquance", "absentéisme", "3919")


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    return Pages(site)


def body_of(pages: Pages, address: str) -> Element:
    return find_one(pages[address], "article")


def measures_named_by(place: Element, address: str) -> set[int]:
    """Return the measures that a link, or the links under an element, lead to."""
    own = [resolve(place.attrib["href"], address) or ""] if "href" in place.attrib else []
    matches = (MEASURE.fullmatch(link) for link in own + list_links(place, address))
    return {int(match[1]) for match in matches if match}


@EVERY_QUESTION
def test_two_clicks_lead_from_home_to_the_answer(pages: Pages, question: Question) -> None:
    assert len(question.path) <= 2
    for here, there in zip(("", *question.path), question.path, strict=False):
        links = {link.partition("#")[0] for link in list_links(pages[here], here)}
        assert there in links, f"{question.asked} no link from /{here} to /{there}"


@EVERY_QUESTION
def test_the_page_names_every_measure_of_the_answer(pages: Pages, question: Question) -> None:
    [*_, address] = question.path
    shown = list_measures(body_of(pages, address), address)
    if address.startswith("mesures/"):
        shown.add(int(address.split("/")[1]))
    lacking = (question.main | question.secondary) - shown
    assert not lacking, f"{question.asked} /{address} shows {sorted(shown)}, not {sorted(lacking)}"


@EVERY_QUESTION
def test_the_measures_of_the_answer_stand_beside_their_number(
    pages: Pages, question: Question
) -> None:
    [*_, address] = question.path
    # A measure's page shows its own number in its title.
    numbered = {int(number) for number in re.findall(r"^mesures/(\d+)/", address)}
    for tag in ("a", "li", "tr"):
        for place in body_of(pages, address).iter(tag):
            words = text_of(place)
            linked = measures_named_by(place, address)
            numbered |= {number for number in linked if re.search(rf"\b{number}\b", words)}
    shown = list_measures(body_of(pages, address), address)
    assert (question.main | question.secondary) & shown <= numbered, question.asked


@EVERY_QUESTION
def test_every_answer_says_that_the_plan_is_history(pages: Pages, question: Question) -> None:
    words = text_of(pages[question.path[-1]]).lower()
    assert "document historique" in words
    assert "ne vaut pas droit en vigueur" in words


@pytest.mark.parametrize(("address", "words"), SAID.values(), ids=SAID)
def test_the_answer_is_in_these_words(pages: Pages, address: str, words: str) -> None:
    # Only the spaces of French typography are told apart from plain ones.
    assert words in text_of(body_of(pages, address)).replace("\u202f", " ").replace("\xa0", " ")


def test_the_prefect_is_named_once_and_found_elsewhere(pages: Pages) -> None:
    body = body_of(pages, "acteurs/prefet/")
    written = list_measures(find_section(body, "quote"), "acteurs/prefet/")
    assert written == {34}
    assert list_measures(find_section(body, "deduced"), "acteurs/prefet/").isdisjoint(written)


@pytest.mark.parametrize("typed", FOREIGN)
def test_what_the_plan_does_not_speak_of_has_no_measure(visit: VisitPage, typed: str) -> None:
    page = visit(f"/recherche/?q={typed}").page
    count = page.locator(".search-count")
    expect(count).to_contain_text("Aucune mesure")
    expect(page.locator(".result-measure")).to_have_count(0)
