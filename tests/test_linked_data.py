"""The linked data: read by rdflib, held to DCAT-AP's shapes, one with the pages."""

import json
from pathlib import Path

import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, RDF, SKOS, Graph, Literal, Namespace, URIRef

from macros.data.vocabulary import Evidence
from macros.exports.linked_data import CONTEXT, create_linked_data, link_page
from macros.site.build import Build
from tests.conftest import Pages
from tests.markup import list_ids
from tests.projects import ROOT
from tests.raw import HERE, items, read_file, read_measures

SCHEMA = Namespace("http://schema.org/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EVIDENCE = {evidence.value: evidence.label for evidence in Evidence}


def read(build: Build) -> Graph:
    [(path, text)] = create_linked_data(build.catalogue, build.address).items()
    assert path == "api/v1/plan.jsonld"
    return Graph().parse(data=text, format="json-ld")


@pytest.fixture(scope="module")
def graph(build: Build) -> Graph:
    return read(build)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ROOT / "tests" / "shapes" / "dcat-ap-3.0.0.jsonld")


def find_violations(graph: Graph, shapes: Graph) -> list[str]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    assert isinstance(report, Graph)
    message = URIRef("http://www.w3.org/ns/shacl#resultMessage")
    return sorted(str(text) for text in report.objects(None, message))


@pytest.mark.parametrize("plan", ["small", "build"])
def test_dcat_ap_misses_a_publisher_alone_where_none_is_known_yet(
    plan: str, shapes: Graph, request: pytest.FixtureRequest
) -> None:
    build: Build = request.getfixturevalue(plan)
    graph = read(build)
    missed = [violation.rpartition("->")[2] for violation in find_violations(graph, shapes)]
    assert missed == ([] if build.catalogue.data.site.publisher else ["dcterms:publisher"])
    [data_set] = graph.subjects(RDF.type, DCAT.Dataset)
    graph.remove((data_set, DCTERMS.title, None))
    assert len(find_violations(graph, shapes)) == len(missed) + 1


def test_a_portal_finds_the_data_set_its_files_and_whom_to_write_to(small: Build) -> None:
    graph = read(small)
    [catalogue] = graph.subjects(RDF.type, DCAT.Catalog)
    [data_set] = graph.objects(catalogue, DCAT.dataset)
    [contact] = graph.objects(data_set, DCAT.contactPoint)
    assert [*graph.objects(contact, VCARD.hasEmail)] == [URIRef("mailto:bonjour@example.org")]
    assert [*graph.objects(data_set, URIRef(f"{DCAT}version"))] == [
        Literal(str(small.catalogue.versions.dataset))
    ]
    [often] = graph.objects(data_set, DCTERMS.accrualPeriodicity)
    assert str(often) == "http://publications.europa.eu/resource/authority/frequency/IRREG"
    files = set()
    for distribution in graph.objects(data_set, DCAT.distribution):
        [licence] = graph.objects(distribution, DCTERMS.license)
        assert str(licence) == "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
        [_] = graph.objects(distribution, DCTERMS.description)
        files |= {str(file) for file in graph.objects(distribution, DCAT.accessURL)}
    api = "https://velo.example.org/api/v1/"
    assert {f"{api}measures.csv", f"{api}measures.json", f"{api}plan.jsonld"} < files
    addresses = {address[1:] for address in small.ledger.addresses}
    assert {file.removeprefix("https://velo.example.org/") for file in files} < addresses


def test_every_record_is_there_and_nothing_else(graph: Graph) -> None:
    measures = {f"{HERE}mesures/{number}/" for number in read_measures()}
    assert {str(node) for node in graph.objects(URIRef(f"{HERE}plan/"), SCHEMA.hasPart)} == measures
    themes = {f"themes/{theme['slug']}/" for theme in read_file("themes")["themes"]}
    axes = {f"axes/{axis['number']}/" for axis in read_file("axes")["axes"]}
    actors = {f"acteurs/{actor['slug']}/" for actor in read_file("actors")["actors"]}
    for scheme, records in (("themes/", themes | axes), ("acteurs/", actors)):
        concepts = graph.subjects(SKOS.inScheme, URIRef(HERE + scheme))
        assert {str(node).removeprefix(HERE) for node in concepts} == records


def test_every_part_of_an_actor_is_there_with_its_evidence(graph: Graph) -> None:
    descriptions: dict[str, list[str]] = {}
    for role, words in graph.subject_objects(SCHEMA.description):
        if (role, RDF.type, SCHEMA.Role) in graph:
            page = str(role).removeprefix(HERE).partition("#")[0]
            descriptions.setdefault(page, []).append(str(words))
    for number, measure in read_measures().items():
        found = descriptions.get(f"mesures/{number}/", [])
        parts = items(measure, "actors")
        assert len(found) == len(parts)
        for part in parts:
            label = EVIDENCE[part["evidence"]]
            proof = str(part.get("quote") or part.get("reason", ""))
            assert any(words.startswith(f"{label} : ") and proof in words for words in found)


def test_a_measure_cites_only_the_laws_that_its_text_names(graph: Graph) -> None:
    for number, measure in read_measures().items():
        cited = {
            str(law).removeprefix(f"{HERE}textes/").partition("/")[0]
            for law in graph.objects(URIRef(f"{HERE}mesures/{number}/"), SCHEMA.citation)
        }
        written = ("quote", "heading")
        named = [law for law in items(measure, "laws") if law["evidence"] in written]
        assert cited == {law["law"] for law in named if "law" in law}


def test_nothing_is_said_that_the_terms_do_not_mean(graph: Graph) -> None:
    """An actor of the plan does not play in it, nor wrote it; a date is no event."""
    links = {*graph.predicates()}
    assert not links & {SCHEMA.actor, SCHEMA.contributor, SCHEMA.author}
    assert SCHEMA.Event not in {*graph.objects(None, RDF.type)}


def test_pages_and_files_speak_of_the_same_things(build: Build, graph: Graph) -> None:
    page = link_page("", build.catalogue.measures[21], build.catalogue) or {}
    assert page["@context"] == "https://schema.org"
    triples = Graph().parse(data=json.dumps(page | {"@context": CONTEXT}), format="json-ld")
    assert len(triples) > 8
    assert [triple for triple in triples if triple not in graph] == []


def test_every_name_is_an_address_of_the_site(graph: Graph, site: Path, pages: Pages) -> None:
    named = {str(node) for triple in graph for node in triple if isinstance(node, URIRef)}
    anchors = {url: {"", *list_ids(tree)} for url, tree in pages.items()}
    for name in sorted(name for name in named if name.startswith(HERE)):
        url, _, anchor = name.removeprefix(HERE).partition("#")
        assert anchor in anchors[url] if url in pages else (site / url).is_file(), name
