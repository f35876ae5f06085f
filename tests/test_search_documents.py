"""By which words each record is found."""

import re
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.catalogue.search import (
    ResultKind,
    SearchDocument,
    extract_text,
    list_documents,
    write_index,
)
from macros.catalogue.views import Catalogue, derive_catalogue
from macros.french import fold
from macros.site.build import Build
from tests.cases import cases
from tests.markup import read_search

Documents = dict[str, SearchDocument]


def read_documents(catalogue: Catalogue) -> Documents:
    """Return the documents that have an address of their own: services have one for all."""
    listed = [one for one in list_documents(catalogue) if one.kind is not ResultKind.HELP]
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


def test_every_generated_page_is_found(build: Build) -> None:
    listed = [document.url for document in build.list_documents()]
    assert set(build.pages) <= set(listed)


def test_every_kind_of_record_is_found(small: Build) -> None:
    listed = [*list_documents(small.catalogue)]
    assert {document.kind for document in listed} == set(ResultKind) - {ResultKind.PAGE}
    # Help of today is no part of the plan.
    services = [document for document in listed if document.kind is ResultKind.HELP]
    assert {document.url for document in services} == {"a-propos/#aide"}
    assert services[0].names == ("Atelier de réparation", "01 02")


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


def test_only_the_body_of_a_page_is_read() -> None:
    html = (
        '<nav aria-label="x"><a>Accueil</a></nav><h1>Titre</h1><p>Un <b>mot</b>.</p>'
        "<details><summary>Le texte</summary>à la lettre</details><svg><text>12</text></svg>"
        "<aside>Aide</aside><pre>@online{x}</pre>\n<p>L&rsquo;été &lt;i&gt;</p>"
    )
    assert extract_text(html).split() == ["Un", "mot", ".", "L’été", "<i>"]


def test_the_index_holds_what_a_document_has_and_nothing_empty(tmp_path: Path) -> None:
    document = SearchDocument(ResultKind.TERM, "glossaire/#tig", "TIG", ("TIG",), text="L’été")
    write_index([document], tmp_path)
    shown = {"url": "glossaire/#tig", "title": "TIG", "names": ["TIG"], "text": "L’été"}
    assert read_search(tmp_path) == [{"kind": "term"} | shown]
    # One character, not an escape of six.
    assert "L’été" in (tmp_path / "search/index.js").read_text(encoding="utf-8")
