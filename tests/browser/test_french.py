"""How assets/search/french.js reads French."""

import json

import pytest
from playwright.sync_api import Page

from tests.cases import read_cases
from tests.conftest import VisitPage


@pytest.fixture
def page(visit: VisitPage) -> Page:
    page = visit("/recherche/?q=maire").page
    page.wait_for_selector(".search-results")  # its scripts are there
    return page


def call(page: Page, function: str, *arguments: object) -> object:
    return page.evaluate(f"french.{function}(...{json.dumps(arguments)})")


CASES = read_cases("search_french")


def test_texts_are_cut_into_words(page: Page) -> None:
    for case in CASES["words"]:
        assert call(page, "readWords", case["text"]) == case["words"]


def test_forms_of_a_word_have_one_key_and_other_words_another(page: Page) -> None:
    for forms in CASES["same"]:
        assert len({call(page, "readKey", form) for form in forms}) == 1, forms
    for one, other in CASES["apart"]:
        assert call(page, "readKey", one) != call(page, "readKey", other), (one, other)


def test_empty_words_are_left_out_beside_others(page: Page) -> None:
    assert call(page, "readQuery", "Qu’est-ce que le rappel à l’ordre ?") == ["rappel", "ordre"]
    assert call(page, "readQuery", "la mesure") == ["la", "mesure"]
    assert call(page, "readQuery", " « … » ") == []


def test_edits_are_counted(page: Page) -> None:
    for one, other, edits in CASES["edits"]:
        assert call(page, "countEdits", one, other, 2) == edits, one
