"""The linked data: read by rdflib, held to DCAT-AP's shapes and to our own, one with the pages."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import DCAT, DCTERMS, PROV, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from macros.building import Build
from macros.exports.linked import create_linked_data
from macros.exports.shapes import create_shapes
from macros.linked_data import link_measure
from tests.raw import items, read_file, read_measures

ROOT = Path(__file__).parent.parent
SCHEMA = Namespace("http://schema.org/")
HERE = "http://localhost:8000/"
# What https://schema.org answers, for the terms that the pages use.
CONTEXT = {"@vocab": "http://schema.org/", "url": {"@type": "@id"}, "text": {"@language": "fr"}}


def write(build: Build) -> dict[str, str]:
    made = create_linked_data(build.catalogue, build.address)
    return {path: "".join(pieces) for path, pieces in made.items()}


def read(text: str, form: str) -> Graph:
    return Graph().parse(data=text, format=form)


@pytest.fixture(scope="module")
def written(build: Build) -> dict[str, str]:
    return write(build)


@pytest.fixture(scope="module")
def graph(written: dict[str, str]) -> Graph:
    return read(written["api/v1/plan.ttl"], "turtle")


def without(graph: Graph, node: Node, link: Node) -> Graph:
    left = Graph()
    for triple in graph:
        if triple[:2] != (node, link):
            left.add(triple)
    return left


def find_violations(graph: Graph, shapes: Graph) -> list[str]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    assert isinstance(report, Graph)
    message = URIRef("http://www.w3.org/ns/shacl#resultMessage")
    return sorted(str(text) for text in report.objects(None, message))


def test_both_forms_say_the_same(written: dict[str, str], graph: Graph) -> None:
    assert sorted(written) == ["api/v1/plan.jsonld", "api/v1/plan.ttl"]
    assert isomorphic(graph, read(written["api/v1/plan.jsonld"], "json-ld"))
    assert len(graph) > 6000


def test_no_node_is_without_a_name(graph: Graph) -> None:
    assert [node for node in graph.all_nodes() if isinstance(node, BNode)] == []


def test_dcat_ap_finds_the_data_set_sound(graph: Graph) -> None:
    shapes = Graph().parse(ROOT / "tests" / "shapes" / "dcat-ap-3.0.0.jsonld")
    assert find_violations(graph, shapes) == []
    [data_set] = graph.subjects(RDF.type, DCAT.Dataset)
    assert len(find_violations(without(graph, data_set, DCTERMS.title), shapes)) == 1


def test_dcat_ap_finds_the_publisher_sound(small: Build) -> None:
    shapes = Graph().parse(ROOT / "tests" / "shapes" / "dcat-ap-3.0.0.jsonld")
    site = replace(small.catalogue.data.site, publisher="Atelier « vélo »")
    catalogue = replace(small.catalogue, data=replace(small.catalogue.data, site=site))
    graph = read(write(replace(small, catalogue=catalogue))["api/v1/plan.ttl"], "turtle")
    assert find_violations(graph, shapes) == []
    assert len(list(graph.objects(None, DCTERMS.publisher))) == 1


@pytest.fixture(scope="module")
def shapes(build: Build) -> Graph:
    [(path, text)] = create_shapes(build.catalogue, build.address).items()
    assert path == "api/v1/schema/shapes.ttl"
    return Graph().parse(data=text, format="turtle", publicID=HERE + path)


def test_our_own_shapes_hold(graph: Graph, shapes: Graph) -> None:
    assert find_violations(graph, shapes) == []


def test_our_own_shapes_see_what_is_missing(graph: Graph, shapes: Graph) -> None:
    removed = {
        ("mesures/24/", SCHEMA.name),
        ("mesures/25/", DCTERMS.subject),
        ("mesures/24/#acteur-maire", DCTERMS.provenance),
        ("mesures/27/#acteur-maire", PROV.wasQuotedFrom),
        ("mesures/15/#echeance-2010-12-31", SCHEMA.about),
        ("acteurs/maire/", SKOS.prefLabel),
    }
    nodes = {(URIRef(HERE + anchor), link) for anchor, link in removed}
    damaged = Graph()
    for triple in graph:
        if triple[:2] not in nodes:
            damaged.add(triple)
    assert len(graph) - len(damaged) >= len(removed)
    _, report, _ = pyshacl.validate(damaged, shacl_graph=shapes)
    assert isinstance(report, Graph)
    seen = set(report.objects(None, URIRef("http://www.w3.org/ns/shacl#focusNode")))
    assert {node for node, _ in nodes} <= seen


def test_every_record_is_there_and_nothing_else(graph: Graph) -> None:
    measures = {f"{HERE}mesures/{number}/" for number in read_measures()}
    assert {str(node) for node in graph.objects(URIRef(f"{HERE}plan/"), SCHEMA.hasPart)} == measures
    for name, slugs in (
        ("acteurs/", {actor["slug"] for actor in read_file("actors")["actors"]}),
        ("themes/", {theme["slug"] for theme in read_file("themes")["themes"]} | {*"12345"}),
        ("glossaire/", {term["slug"] for term in read_file("glossary")["terms"]}),
    ):
        concepts = graph.subjects(SKOS.inScheme, URIRef(HERE + name))
        found = {
            str(node).removesuffix("/").replace("#", "/").rsplit("/", 1)[1] for node in concepts
        }
        assert found == slugs


def test_every_part_of_an_actor_is_there_with_its_evidence(graph: Graph) -> None:
    roles = 0
    for number, measure in read_measures().items():
        for part in items(measure, "actors"):
            [fact, *_] = [
                node
                for node in graph.subjects(RDF.type, SCHEMA.Role)
                if str(node).startswith(f"{HERE}mesures/{number}/#acteur-{part['actor']}")
            ]
            evidence = URIRef(f"{HERE}donnees/#evidence-{part['evidence']}")
            assert (fact, DCTERMS.provenance, evidence) in graph
            if part.get("quote"):
                assert (fact, PROV.value, Literal(part["quote"], lang="fr")) in graph
            roles += 1
    assert len(list(graph.subjects(RDF.type, SCHEMA.Role))) == roles


def test_a_figure_says_what_the_text_does_not_write(graph: Graph) -> None:
    target, start = (URIRef(f"{HERE}mesures/15/#chiffre-1{end}") for end in ("", "-depart"))
    deduced = URIRef(f"{HERE}donnees/#evidence-deduced")
    assert list(graph.objects(target, SCHEMA.value)) == [Literal(60)]
    assert list(graph.objects(target, DCTERMS.provenance)) == [deduced]
    assert list(graph.objects(target, PROV.wasDerivedFrom)) == [start]
    assert list(graph.objects(start, DCTERMS.provenance)) == []
    [words] = graph.objects(target, SCHEMA.description)
    assert "× 2, soit 60 (calculé)" in str(words)


def test_every_term_says_what_establishes_it(graph: Graph) -> None:
    for term in items(read_file("glossary"), "terms"):
        here = URIRef(f"{HERE}glossaire/#{term['slug']}")
        kind = URIRef(f"{HERE}donnees/#evidence-{term['evidence']}")
        assert list(graph.objects(here, DCTERMS.provenance)) == [kind]
        reason = [Literal(term["reason"], lang="fr")] if "reason" in term else []
        assert list(graph.objects(here, RDFS.comment)) == reason


def test_pages_and_files_speak_of_the_same_things(build: Build, graph: Graph) -> None:
    page: dict[str, Any] = json.loads(link_measure(build.catalogue.measures[21], build.catalogue))
    assert page["@context"] == "https://schema.org"
    read_page = Graph().parse(data=json.dumps(page | {"@context": CONTEXT}), format="json-ld")
    here = URIRef(f"{HERE}mesures/21/")
    said = {(p, o) for p, o in read_page.predicate_objects(here) if p != SCHEMA.name}
    assert {p for p, _ in said} >= {SCHEMA.text, SCHEMA.position, SCHEMA.isPartOf, SCHEMA.url}
    assert [pair for pair in said if (here, *pair) not in graph] == []


def test_bytes_do_not_depend_on_the_run() -> None:
    code = """
import hashlib, pathlib
from macros.building import prepare_build
from macros.exports.linked import create_linked_data
build, _ = prepare_build(pathlib.Path("tests/fixtures/small/data"))
made = create_linked_data(build.catalogue, build.address)
print(hashlib.sha256("".join(map("".join, made.values())).encode()).hexdigest())
"""
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]


@settings(max_examples=15)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=50))
def test_any_text_survives(small: Build, text: str) -> None:
    view = small.catalogue.measures[1]
    wild = replace(view, measure=replace(view.measure, title=text))
    catalogue = replace(small.catalogue, measures={1: wild})
    written = write(replace(small, catalogue=catalogue))
    here = URIRef("https://velo.example.org/mesures/1/")
    for path, form in (("plan.ttl", "turtle"), ("plan.jsonld", "json-ld")):
        graph = read(written[f"api/v1/{path}"], form)
        assert [str(name) for name in graph.objects(here, SCHEMA.name)] == [text]
