"""How assets/search/french.js reads French."""

import json

import pytest
from playwright.sync_api import Page

from tests.conftest import VisitPage


@pytest.fixture
def page(visit: VisitPage) -> Page:
    page = visit("/recherche/?q=maire").page
    page.wait_for_selector(".search-results")  # its scripts are there
    return page


def call(page: Page, function: str, *arguments: object) -> object:
    return page.evaluate(f"french.{function}(...{json.dumps(arguments)})")


WORDS = [
    ("L’École, l'école d’ÉTÉ", ["École", "école", "ÉTÉ"]),
    ("qu’il n'y a jusqu’à", ["il", "y", "a", "à"]),
    ("aujourd’hui", ["aujourd", "hui"]),
    ("E.M.S. et C.L.S.P.D, M. le maire", ["EMS", "et", "CLSPD", "M", "le", "maire"]),
    ("vidéo-protection", ["vidéo", "protection", "vidéoprotection"]),
    ("L. 2211-3, L.2211-3, L2211-3", ["L2211-3", "2211-3"] * 3),
    ("loi n° 2007-297", ["loi", "2007-297"]),
    ("31/12/2010, 2010-12-31", ["31", "décembre", "2010"] * 2),
    ("1er octobre", ["1", "octobre"]),
    ("8\u202f000 et 116 006, en 2010 20 projets", ["8000", "et", "116006", "en", "2010", "20", "projets"]),
    ("mesure n°34, no 21, mesure21, 21e", ["mesure", "34", "21", "mesure", "21", "21"]),
    ("20M€, 20 millions, 20 000 000", ["20000000", "M", "20000000", "millions", "20000000"]),
    ("31/12/10 ou 12/2010", ["31", "décembre", "2010", "ou", "décembre", "2010"]),
    ("L 2211 3 ; loi 2007 297", ["L2211-3", "2211-3", "loi", "2007-297"]),
    ("vidéo‑protection, \ufb01nance, \uff11\uff12", ["vidéo", "protection", "vidéoprotection", "finance", "12"]),
]  # fmt: skip

SAME = [
    ("tribunal", "tribunaux"),
    ("social", "sociales", "sociaux", "sociale"),
    ("gardien", "gardienne", "gardiennes"),
    ("voyageur", "voyageuse"),
    ("préfet", "préfète", "préfets"),
    ("premier", "première"),
    ("évaluer", "évalué", "évaluées", "évaluation", "évaluations"),
    ("former", "formation", "formations"),
    ("travail", "travaux"),
    ("conducteur", "conductrice"),
    ("collectif", "collective", "collectives"),
    ("professionnel", "professionnelles"),
    ("école", "écoles"),
    ("bus",),
]

APART = [
    ("vol", "volet"),
    ("parent", "parquet"),
    ("maire", "mairie"),
    ("prison", "prise"),
    ("mineur", "mine"),
    ("région", "régie"),
]


def test_texts_are_cut_into_words(page: Page) -> None:
    for text, words in WORDS:
        assert call(page, "readWords", text) == words, text


def test_forms_of_a_word_have_one_key_and_other_words_another(page: Page) -> None:
    for forms in SAME:
        assert len({call(page, "readKey", form) for form in forms}) == 1, forms
    for one, other in APART:
        assert call(page, "readKey", one) != call(page, "readKey", other), (one, other)


def test_empty_words_are_left_out_beside_others(page: Page) -> None:
    assert call(page, "readQuery", "Qu’est-ce que le rappel à l’ordre ?") == ["rappel", "ordre"]
    assert call(page, "readQuery", "la mesure") == ["la", "mesure"]
    assert call(page, "readQuery", " « … » ") == []


def test_edits_are_counted(page: Page) -> None:
    for one, other, edits in (
        ("maire", "maire", 0), ("mair", "maire", 1), ("miare", "maire", 1), ("marie", "maires", 2), ("a", "maire", 3),
    ):  # fmt: skip
        assert call(page, "countEdits", one, other, 2) == edits, one
