"""What the search index holds, so that French words are found as people type them."""

from typing import Any

import pytest

from macros.building import Build
from macros.search import SearchEntry, complete_index, extract_text


def index_one(entry: SearchEntry) -> dict[str, Any]:
    index = {"config": {"lang": ["fr"]}, "docs": []}
    [doc] = complete_index(index, [entry])["docs"]
    assert isinstance(doc, dict)
    return doc


def folded(entry: SearchEntry) -> set[str]:
    return set(index_one(entry)["folded"].split())


def test_words_are_found_without_their_accents() -> None:
    words = folded(SearchEntry("a/", "L’École", "Œuvre préventive, à Noël"))
    assert {"l", "ecole", "oeuvre", "preventive", "noel"} <= words


def test_singular_words_are_found_in_the_plural() -> None:
    words = folded(SearchEntry("a/", "Tribunal", "maire voix avis TIG"))
    assert {"maire", "maires"} <= words
    assert words.isdisjoint({"voixs", "aviss", "tigs"})


def test_keywords_are_found_without_being_shown() -> None:
    doc = index_one(SearchEntry("a/", "Titre", "Texte", ("femmes battues", "Caméra")))
    assert {"femmes", "battues", "camera", "cameras"} <= set(doc["folded"].split())
    # Nothing else in the index has them as they are written.
    assert {"caméra", "caméras"} <= set(doc["folded"].split())
    assert (doc["location"], doc["title"], doc["text"]) == ("a/", "Titre", "Texte")


def test_markup_and_entities_are_not_words() -> None:
    words = folded(
        SearchEntry("a/", "A &amp; B", "<b class=gras>l’&eacute;t&eacute;</b> &lt;i&gt;")
    )
    assert words.isdisjoint({"amp", "class", "gras", "eacute", "lt", "gt"})
    assert {"a", "b", "l", "ete", "i"} <= words


def test_the_entries_of_the_engine_are_kept_and_completed() -> None:
    index: dict[str, Any] = {
        "config": {"lang": ["fr"], "separator": " "},
        "docs": [{"location": "", "title": "Accueil", "text": "L’été"}],
    }
    made = complete_index(index, [SearchEntry("a/", "Titre", "Texte")])
    assert [doc["location"] for doc in made["docs"]] == ["", "a/"]
    assert made["docs"][0]["title"] == "Accueil"
    assert set(made["docs"][0]["folded"].split()) == {"accueil", "accueils", "l", "ete"}
    assert made["config"]["lang"] == ["fr"]
    assert made["config"]["separator"] == " "
    assert set(made["config"]["fields"]) == {"title", "text", "folded"}
    # What was given is not changed.
    assert "folded" not in index["docs"][0]


def test_two_orders_of_words_give_the_same_bytes() -> None:
    one = index_one(SearchEntry("a/", "x", "un deux trois"))["folded"]
    assert one == index_one(SearchEntry("a/", "x", "trois deux un un"))["folded"]


def test_only_the_body_of_a_page_is_read() -> None:
    html = (
        '<nav aria-label="x"><a>Accueil</a></nav><h1>Titre</h1><p>Un <b>mot</b>.</p>'
        "<details><summary>Le texte</summary>à la lettre</details><svg><text>12</text></svg>"
        "<aside>Aide</aside>\n<p>Fin</p>"
    )
    assert extract_text(html).split() == ["Un", "mot", ".", "Fin"]


@pytest.mark.parametrize(
    ("typed", "measures"),
    [
        ("camera", {3, 4, 5, 6}),
        ("battues", {45, 48}),
        ("procureur", {27, 28, 30, 48}),
        ("tig", {29}),
        ("ecole", {7, 8, 9, 11}),
        ("victimes", set(range(37, 49))),
        ("hlm", {6, 12}),
        ("sncf", {15}),
        ("clspd", {21, 25, 29, 31, 47}),
    ],
)
def test_words_that_people_type_find_the_measures(
    build: Build, typed: str, measures: set[int]
) -> None:
    found = set()
    for number in build.catalogue.measures:
        page = build.pages[f"mesures/{number}/"]
        entries = page.search_entries(page.render(build.catalogue))
        if any(typed in folded(entry) for entry in entries):
            found.add(number)
    assert measures <= found


@pytest.mark.parametrize("typed", ["stupefiants", "couvre", "cyberdelinquance", "absenteisme"])
def test_words_foreign_to_the_plan_find_no_measure(build: Build, typed: str) -> None:
    for number in build.catalogue.measures:
        page = build.pages[f"mesures/{number}/"]
        for entry in page.search_entries(page.render(build.catalogue)):
            assert typed not in folded(entry)


def test_a_term_of_the_glossary_is_a_result_of_its_own(build: Build) -> None:
    page = build.pages["glossaire/"]
    entries = {entry.location: entry for entry in page.search_entries(page.render(build.catalogue))}
    assert entries["glossaire/"].title == "Glossaire"
    assert "conseil local de sécurité" in entries["glossaire/#clspd"].text
