"""Citations, written by us and re-read by programs that are not ours."""

import dataclasses
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import mwparserfromhell
import pypandoc
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.catalogue.citations import (
    Citation,
    cite_in_iso_690,
    cite_in_law,
    cite_in_wikipedia,
    cite_measure,
    link_in_html,
)
from macros.catalogue.versions import RecordVersion
from macros.data.passages import fold_space
from macros.exports.references import create_references, write_bibtex, write_csl, write_ris
from macros.site.build import Build
from tests.cases import read_cases
from tests.conftest import Pages
from tests.markup import find_all, find_one, list_links, read_tree, text_of
from tests.raw import read_measures

TITLE = "Mesure 21 : Systématiser les groupes d’échange d’informations au sein des CLSPD"
PLAN = "Plan national de prévention de la délinquance et d’aide aux victimes 2010-2012"
ADDRESS = "https://mesures.example/mesures/21/?version=2026-11-01-0a1b2c3d"
CITATION = Citation(
    number=21,
    name="Mesure 21",
    title=TITLE,
    plan=PLAN,
    site="Les 50 mesures",
    publisher=None,
    address=ADDRESS,
    version=RecordVersion(date(2026, 11, 1), "0a1b2c3d"),
    caveat="site non officiel ; 1 fait déduit par ce site",
)
# What means something in one of the formats, lines and fields of theirs included.
HOSTILE = read_cases("citations")["hostile"]
WILD = st.lists(
    st.one_of(
        st.sampled_from(HOSTILE),
        st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"))),
        st.text("{}[]|\\%$#&_^~<>\"'`*!@=\n\r -"),
    ),
    min_size=1,
    max_size=4,
).map(lambda parts: " ".join(["Mesure 21 :", *parts]))


def titled(title: str) -> Citation:
    return dataclasses.replace(CITATION, title=title)


def open_with_pandoc(text: str, form: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(pypandoc.convert_text(text, "csljson", format=form))
    return read


def test_the_forms_for_readers() -> None:
    # What is pasted in a text is set as French is; programs set what they read.
    assert cite_in_law(CITATION) == (
        f"{PLAN}, mesure 21, sur Les 50 mesures (site non officiel\u00a0; 1 fait déduit par ce site), "
        f"version du 1er\u00a0novembre 2026 (0a1b2c3d), {ADDRESS}"
    )
    title = TITLE.replace(" :", "\u00a0:")
    assert " [consulté le …]".join(cite_in_iso_690(CITATION)) == (
        f"{title}. In\u00a0: Les 50 mesures (site non officiel\u00a0; 1 fait déduit par ce site) [en ligne]. "
        f"Version du 1er\u00a0novembre 2026 (0a1b2c3d) [consulté le …]. D’après\u00a0: {PLAN}, mesure 21. "
        f"Disponible à l’adresse\u00a0: {ADDRESS}"
    )
    assert "".join(cite_in_wikipedia(CITATION)) == (
        f"{{{{Lien web |langue=fr |titre={TITLE} |url={ADDRESS} "
        "|site=Les 50 mesures (site non officiel ; 1 fait déduit par ce site) |date=1er novembre 2026 |consulté le=}}"
    )
    name = f"{title} (Les 50 mesures, site non officiel\u00a0; 1 fait déduit par ce site, version du 1er\u00a0novembre 2026)"
    assert link_in_html(CITATION) == f'<a href="{ADDRESS}">{name}</a>'
    for form in FORMS.values():
        assert not re.search("[\u00a0\u202f]", form([CITATION]))


def test_a_citation_says_what_the_reader_must_know(small: Build) -> None:
    """A copy, a source of which only a part was read, what is deduced: in every form."""
    catalogue = small.catalogue
    view = catalogue.measures[1]
    [fact] = view.outcome.follow_up
    fact = dataclasses.replace(fact, partly_read="Le début seul.")
    view = dataclasses.replace(view, outcome=dataclasses.replace(view.outcome, follow_up=(fact,)))
    citation = cite_measure(view, catalogue)
    assert citation.caveat == (
        "site non officiel ; source du plan lue dans une copie ; 1\u00a0source lue en partie ; "
        "1\u00a0fait déduit par ce site"
    )
    forms = (cite_in_law, cite_in_iso_690, cite_in_wikipedia, link_in_html)
    said = ["".join(form(citation)) for form in forms]
    said += [write_ris([citation]), write_csl([citation]), write_bibtex([citation])]
    assert all("ource du plan lue dans une copie" in text for text in said)


@pytest.mark.parametrize("publisher", [None, "Association des cyclistes"])
def test_no_author_is_invented_and_a_publisher_is_said(small: Build, publisher: str | None) -> None:
    data = small.catalogue.data
    site = dataclasses.replace(data.site, publisher=publisher)
    catalogue = dataclasses.replace(small.catalogue, data=dataclasses.replace(data, site=site))
    citation = cite_measure(catalogue.measures[1], catalogue)
    [item] = json.loads(write_csl([citation]))
    assert item.get("publisher") == publisher
    assert "author" not in item
    assert ("Association" in "".join(cite_in_iso_690(citation))) == bool(publisher)
    assert ("éditeur" in "".join(cite_in_wikipedia(citation))) == bool(publisher)
    assert "AU  - " not in write_ris([citation])
    assert "non renseigné" not in write_bibtex([citation]) + write_ris([citation])


FORMS = {"biblatex": write_bibtex, "bibtex": write_bibtex, "ris": write_ris, "csljson": write_csl}


@pytest.mark.parametrize("form", FORMS)
def test_pandoc_opens_each_file(form: str) -> None:
    [item] = open_with_pandoc(FORMS[form]([CITATION]), form)
    assert item["title"] == TITLE
    assert item["URL"] == ADDRESS
    assert item["issued"]["date-parts"][0][0] == 2026
    assert item["language"].startswith("fr")
    assert "Les 50 mesures" in (item.get("container-title") or item["publisher"])
    assert "0a1b2c3d" in (item.get("version") or item["edition"])
    if form != "ris":
        assert item["issued"]["date-parts"] == [[2026, 11, 1]]
        assert (
            item["note"]
            == f"D’après : {PLAN}, mesure 21. Site non officiel ; 1 fait déduit par ce site."
        )


def test_two_readers_more_open_the_files(build: Build) -> None:
    files = create_references(build.catalogue, build.address)
    titles = [f"Mesure {n} : {m['title']}" for n, m in read_measures().items()]
    entries = parse_string(str(files["api/v1/plan.bib"])).entries
    content = files["api/v1/plan.ris"]
    ris = rispy.loads(content.decode() if isinstance(content, bytes) else content)
    assert [entry["title"].strip("{}").replace("\\", "") for entry in entries] == titles
    assert [reference["title"] for reference in ris] == titles
    for entry, reference in zip(entries, ris, strict=True):
        assert entry["url"] == reference["urls"][0]
        assert entry["date"] == reference["date"].replace("/", "-")
        assert entry["note"].strip("{}").startswith("D’après : Plan national")
        assert "Site non officiel ; source du plan lue" in reference["notes"][0]


def test_line_ends_and_encoding_are_those_of_each_format() -> None:
    lines = write_ris([CITATION]).split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert lines[-2:] == ["ER  - ", ""]
    assert not any("\n" in line or "\r" in line for line in lines)
    assert "Systématiser les groupes d’échange" in write_bibtex([CITATION])
    assert "\r" not in write_bibtex([CITATION])


# -- Hostile titles


@settings(max_examples=settings().max_examples // 10)  # each runs pandoc twice
@given(st.lists(WILD, min_size=1, max_size=8))
def test_a_title_stays_one_value_of_one_entry(titles: list[str]) -> None:
    """Read together: a title that broke out would take the next ones along."""
    citations = [
        dataclasses.replace(titled(title), number=number)
        for number, title in enumerate([*titles, "Dernière"], start=1)
    ]
    keys = [citation.key for citation in citations]
    read = open_with_pandoc(write_bibtex(citations), "biblatex")
    assert [item["id"] for item in sorted(read, key=lambda item: keys.index(item["id"]))] == keys
    assert {item["URL"] for item in read} == {ADDRESS}
    assert read[keys.index(citations[-1].key)]["title"] == "Dernière"
    read = open_with_pandoc(write_ris(citations), "ris")
    assert [fold_space(item.get("title", "")) for item in read] == [
        fold_space(x.title) for x in citations
    ]
    csl = json.loads(write_csl(citations))
    assert [item["title"] for item in csl] == [fold_space(x.title) for x in citations]


@pytest.mark.parametrize("title", ["50 % de #1 & a_b ~ ^ \\x $y$", "< é « œ » > | @ ’"])
def test_latex_gives_a_title_back(title: str) -> None:
    [item] = open_with_pandoc(write_bibtex([titled(title)]), "biblatex")
    assert item["title"] == title


@given(WILD)
def test_wikicode_gives_a_title_back(title: str) -> None:
    code = mwparserfromhell.parse("".join(cite_in_wikipedia(titled(title))))
    [template] = code.filter_templates()
    assert str(code) == str(template)
    assert template.name.strip() == "Lien web"
    names = [parameter.name.strip() for parameter in template.params]
    assert names == ["langue", "titre", "url", "site", "date", "consulté le"]
    value = template.get("titre").value
    assert not value.filter_tags()
    assert not value.filter_wikilinks()
    assert not value.filter_external_links() or "//" in title
    assert fold_space(value.strip_code()) == fold_space(title)


@given(WILD)
def test_a_link_gives_a_title_back(title: str) -> None:
    body = find_one(read_tree(link_in_html(titled(title))), "body")
    link = find_one(body, "a")
    assert link.attrib == {"href": ADDRESS}
    assert fold_space(text_of(link)) == fold_space(
        f"{title} (Les 50 mesures, {CITATION.caveat}, version du 1er novembre 2026)"
    )
    assert text_of(body) == text_of(link)
    assert not list(link)


# -- On the page


def test_the_page_shows_its_reference_as_the_file_has_it(site: Path, pages: Pages) -> None:
    bibtex = (site / "api/v1/plan.bib").read_text(encoding="utf-8")
    for number in (1, 2):
        section = next(find_all(pages[f"mesures/{number}/"], "section", class_="cite"))
        assert [text_of(term) for term in find_all(section, "dt")] == [
            "Dans un texte", "ISO 690", "BibTeX", "Wikipédia", "Lien (HTML)",
        ]  # fmt: skip
        shown = ["".join(pre.itertext()) for pre in find_all(section, "pre")]
        assert shown[2].rstrip("\n") in bibtex
        address = r"(?:editions/\d{4}-\d\d/)?mesures/\d+/(?:\?version=[0-9a-f-]{19})?"
        [link] = set(re.findall(f"/({address})", "".join(shown)))
        assert link in list_links(section, f"mesures/{number}/")


def test_the_page_on_citing_announces_the_files(pages: Pages) -> None:
    links = find_all(find_one(pages["citer/"], "head"), "link", rel="alternate")
    assert {link.attrib["type"]: link.attrib["href"] for link in links} == {
        "application/x-bibtex": "../api/v1/plan.bib",
        "application/x-research-info-systems": "../api/v1/plan.ris",
        "application/vnd.citationstyles.csl+json": "../api/v1/plan.csl.json",
    }
