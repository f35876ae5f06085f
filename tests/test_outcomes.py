"""What measures became: ten questions that a reader asks of /bilan/, on a frozen plan."""

import re
import shutil
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest

from macros.catalogue.outcomes import (
    Outcome,
    OutcomeKind,
    count_kinds,
    describe_period,
    find_headline,
)
from macros.data.vocabulary import Report
from macros.site.build import Build
from tests.cases import cases, read_cases
from tests.conftest import TempFolders, prepare_valid_build
from tests.markup import find_all, find_id, find_one, read_tree, text_of
from tests.projects import FIXTURES, SMALL


@pytest.fixture(scope="module")
def plan(tmp_path_factory: TempFolders) -> Build:
    data = tmp_path_factory.mktemp("outcomes") / "data"
    shutil.copytree(SMALL, data)
    shutil.rmtree(data / "follow_up")
    shutil.copytree(FIXTURES / "outcomes", data / "follow_up")
    for name, more in read_cases("outcomes")["measures"].items():
        with (data / "measures" / f"{name}.yml").open("a", encoding="utf-8") as file:
            file.write(more)
    return prepare_valid_build(data)


@pytest.fixture(scope="module")
def page(plan: Build) -> Element:
    return read_tree(plan.pages["bilan/"].render(plan.catalogue))


def outcomes(plan: Build) -> list[Outcome]:
    return [view.outcome for view in plan.catalogue.measures.values()]


def choose(page: Element, name: str, value: str) -> set[str]:
    """Return the measures that a filter leaves, as the script reads their rows."""
    rows = find_all(find_one(page, "tbody"), "tr")
    return {text_of(row[0]) for row in rows if value in row.get(f"data-{name}", "").split()}


def read_cell(page: Element, number: int, column: str) -> str:
    """Return what the row of a measure says under a column."""
    [row] = [
        row
        for row in find_all(page, "tr")
        if row.get("data-axis") and text_of(row[0]) == f"{number}"
    ]
    titles = [text_of(title) for title in find_all(find_one(page, "thead"), "th")]
    return text_of(row[titles.index(column)]).replace("\u202f", " ").replace("\u00a0", " ")


@cases("outcomes")
def test_a_filter_answers(
    page: Element, question: str, name: str, value: str, measures: list[str]
) -> None:
    assert choose(page, name, value) == {*measures}, question
    [select] = [field for field in find_all(page, "select") if field.get("name") == name]
    assert value in [option.get("value") for option in find_all(select, "option")]


@cases("outcomes")
def test_a_cell_answers(page: Element, question: str, number: int, column: str, said: str) -> None:
    """« […] » stands for any words."""
    form = ".*".join(map(re.escape, said.split("[…]")))
    assert re.fullmatch(form, read_cell(page, number, column)), question


def test_what_a_later_text_made_of_it_is_quoted_on_both_sides(plan: Build) -> None:
    section = text_of(read_tree(plan.pages["mesures/2/"].render(plan.catalogue)))
    section = section.replace("\u202f", " ").replace("\u00a0", " ")
    assert "La mesure : « dans chaque rue »" in section
    assert "Droit : « des arceaux sont posés dans chaque rue »" in section
    assert "article 3" in section


def test_a_word_on_the_objective_stands_on_top_though_a_number_is_newer(plan: Build) -> None:
    law, city = outcomes(plan)[1].follow_up
    later = replace(city, reports=(Report.NUMBER,))
    assert find_headline((law, city, later)) == city
    assert find_headline((later, law)) == later
    assert find_headline((law,)) == law


def test_the_counts_are_those_of_the_rows(plan: Build, page: Element) -> None:
    counts = count_kinds(outcomes(plan))
    assert counts[OutcomeKind.KNOWN] == 2
    assert {kind: len(choose(page, "outcome", kind)) for kind in OutcomeKind} == counts


def test_the_page_of_a_measure_quotes_and_can_be_linked_to(plan: Build) -> None:
    html = plan.pages["mesures/1/"].render(plan.catalogue)
    fact = text_of(find_id(read_tree(html), "suivi-cour-2003"))
    assert "dix-huit kilomètres ont été ouverts […] l’objectif n’est pas atteint" in fact
    assert "Les aménagements cyclables, page 12" in fact.replace("\u00a0", " ")


def test_no_word_of_the_page_judges(page: Element) -> None:
    words = text_of(page).lower()
    assert [word for word in ("tenu", "échec", "réussite", "note sur") if word in words] == []


@cases("outcomes")
def test_a_period_is_said_in_french(period: str, words: str) -> None:
    assert describe_period(period).replace("\u00a0", " ") == words
