"""By which words each record is found."""

import re
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.catalogue.search import ResultKind, SearchDocument, list_documents, write_index
from macros.catalogue.views import Catalogue, derive_catalogue
from macros.data.search_model import Asked
from macros.french import fold
from macros.site.build import Build
from tests.cases import cases
from tests.markup import read_search

Documents = dict[str, SearchDocument]


def read_documents(catalogue: Catalogue) -> Documents:
    listed = [*list_documents(catalogue)]
    by_url = {document.url: document for document in listed}
    assert len(by_url) == len(listed)
    return by_url


@pytest.fixture(scope="module")
def documents(small: Build) -> Documents:
    return read_documents(small.catalogue)


def plain(value: object) -> object:
    """Return the words of a document with plain spaces, as the cases have them."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return re.sub(r"\s", " ", value) if isinstance(value, str) else value


def test_every_kind_of_record_is_found(small: Build) -> None:
    kinds = {document.kind for document in list_documents(small.catalogue)}
    assert kinds == set(ResultKind) - {ResultKind.PAGE}


@cases("search_documents")
def test_a_record_is_found_by_its_names_and_says_where_it_stands(
    documents: Documents, url: str, fields: dict[str, Any]
) -> None:
    document = asdict(documents[url])
    assert {name: plain(document[name]) for name in fields} == fields


def test_an_act_is_found_by_its_number(build: Build) -> None:
    documents = read_documents(build.catalogue)
    for slug, view in build.catalogue.laws.items():
        for number in re.findall(r"n° (\d{4}-\d+)", fold(view.law.short_title)):
            assert number in documents[f"textes/{slug}/"].names


@cases("search_documents")
def test_a_day_is_found_as_people_say_it(small: Build, day: date, names: list[str]) -> None:
    data = small.catalogue.data
    first, *others = data.measures
    dated = replace(first, deadlines=(replace(first.deadlines[0], date=day),))
    documents = read_documents(derive_catalogue(replace(data, measures=(dated, *others))))
    assert plain(documents[f"echeances/{day}/"].names) == names


def test_a_page_that_is_no_record_is_found_by_its_title_alone(build: Build) -> None:
    [page] = [one for one in build.list_documents() if one.url == "plan-du-site/"]
    assert page == SearchDocument(ResultKind.PAGE, "plan-du-site/", "Plan du site")


def test_a_word_of_questions_is_written_once(small: Build, tmp_path: Path) -> None:
    asked = Asked(measure=4, asked=("Et la cave ?", "caves")), Asked(measure=27, asked=("cavité",))
    data = replace(small.catalogue.data, questions=asked)
    write_index([], derive_catalogue(data), tmp_path)
    script = (tmp_path / "search/index.js").read_text(encoding="utf-8")
    assert '"asked":"caveEE3ité1B"' in script


def test_the_index_holds_what_a_document_has_and_nothing_empty(
    small: Build, tmp_path: Path
) -> None:
    document = SearchDocument(ResultKind.TERM, "glossaire/#tig", "TIG", ("TIG",), text="L’été")
    write_index([document], small.catalogue, tmp_path)
    shown = {"url": "glossaire/#tig", "title": "TIG", "names": ["TIG"], "text": "L’été"}
    assert read_search(tmp_path) == [{"kind": "term"} | shown]
    # One character, not an escape of six.
    assert "L’été" in (tmp_path / "search/index.js").read_text(encoding="utf-8")
