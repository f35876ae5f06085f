"""By which words each record is found."""

from pathlib import Path

import pytest

from macros.catalogue.search import (
    ResultKind,
    SearchDocument,
    extract_text,
    list_documents,
    write_index,
)
from macros.site.build import Build
from tests.cases import cases
from tests.markup import read_search

Documents = dict[str, SearchDocument]


@pytest.fixture(scope="module")
def documents(build: Build) -> Documents:
    listed = [
        document for document in build.list_documents() if document.kind is not ResultKind.HELP
    ]
    by_url = {document.url: document for document in listed}
    assert len(by_url) == len(listed)
    return by_url


def test_every_generated_page_is_found(build: Build, documents: Documents) -> None:
    assert set(build.pages) <= set(documents)


def test_every_kind_of_record_is_found(build: Build) -> None:
    assert {document.kind for document in list_documents(build.catalogue)} == set(ResultKind) - {
        ResultKind.PAGE
    }


def test_a_measure_is_found_by_its_number_its_text_and_its_titles(documents: Documents) -> None:
    measure = documents["mesures/3/"]
    assert measure.kind is ResultKind.MEASURE
    assert measure.names[:2] == ("3", "m3")
    assert "75 systèmes municipaux" in measure.text
    assert "La vidéoprotection" in measure.heading
    assert "caméra" in measure.keywords


def test_a_measure_shows_its_axis_its_deadline_and_the_actors_it_names(
    documents: Documents,
) -> None:
    assert documents["mesures/34/"].context == (
        "Axe 3",
        "Sans échéance",
        "préfet, comités départementaux de soutien à la parentalité, caisses d’allocations familiales, conseil général, associations de soutien à la parentalité",
    )
    assert documents["mesures/8/"].context[1] == "Échéance : 31\u00a0décembre 2009"
    assert documents["mesures/1/"].context[2] == "Aucun acteur nommé"


def test_a_deduced_actor_is_never_with_those_the_text_establishes(documents: Documents) -> None:
    measure = documents["mesures/15/"]
    assert "acteurs/prefet/" in measure.deduced
    assert "acteurs/prefet/" not in measure.actors
    assert "acteurs/prefet/" in documents["mesures/34/"].actors


def test_an_actor_is_found_by_its_aliases_and_its_name_of_today(documents: Documents) -> None:
    parquet = documents["acteurs/parquet/"]
    assert parquet.names == ("parquet",)
    assert "procureur" in parquet.keywords
    council = documents["acteurs/conseil-general/"]
    assert council.names == ("conseil général", "conseil départemental")
    assert "Aujourd’hui : conseil départemental" in [
        line.replace("\u00a0", " ") for line in council.context
    ]


def test_a_term_is_found_by_its_expansion_and_its_forms(documents: Documents) -> None:
    term = documents["glossaire/#ems"]
    assert term.names == ("EMS", "équipe mobile de sécurité")
    assert "E.M.S." in term.keywords


def test_an_act_is_found_by_its_number_and_its_date(documents: Documents) -> None:
    assert set(documents["textes/loi-2007-297/"].names) >= {
        "loi n° 2007-297",
        "2007-297",
        "loi du 5\u00a0mars 2007",
    }


def test_an_article_alone_names_a_code_but_not_an_act(documents: Documents) -> None:
    code = documents["textes/cgct/#l2211-3"]
    assert {"L. 2211-3", "article L. 2211-3", "article L. 2211-3 CGCT"} <= set(code.names)
    act = documents["textes/loi-2007-297/#article-14"]
    assert "article 14 loi du 5\u00a0mars 2007" in act.names
    assert not {"14", "article 14"} & set(act.names)


@cases("search_documents")
def test_a_day_is_found_as_people_say_it(documents: Documents, url: str, names: list[str]) -> None:
    assert list(documents[url].names) == names


def test_help_of_today_is_no_part_of_the_plan(build: Build) -> None:
    services = [document for document in build.list_documents() if document.kind is ResultKind.HELP]
    assert {document.url for document in services} == {"a-propos/#aide"}
    assert any("3919" in document.names for document in services)


@pytest.mark.parametrize(
    "word", ["drogue", "stupéfiant", "couvre-feu", "cyber", "absentéisme", "3919"]
)
def test_no_measure_speaks_of_what_is_foreign_to_the_plan(documents: Documents, word: str) -> None:
    for document in documents.values():
        if document.kind is ResultKind.MEASURE:
            held = (document.title, document.text, document.heading, *document.keywords)
            assert word not in " ".join(held).lower(), document.url


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
    assert read_search(tmp_path) == [
        {
            "kind": "term",
            "url": "glossaire/#tig",
            "title": "TIG",
            "names": ["TIG"],
            "text": "L’été",
        }
    ]
    # One character, not an escape of six.
    assert "L’été" in (tmp_path / "search/index.js").read_text(encoding="utf-8")
