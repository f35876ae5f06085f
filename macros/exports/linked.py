"""`/api/v1/plan.ttl` and `plan.jsonld`: the same triples twice.

Both are written piece by piece, from small graphs: one of the whole plan would hold a hundred times
what its data do.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rdflib import DC, DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, XSD, Graph

from macros.deriving import Catalogue
from macros.exports.concepts import Concepts
from macros.exports.dcat import DataSet
from macros.exports.naming import SCHEMA, Triple
from macros.exports.shapes import list_linked_data
from macros.exports.works import Works

PREFIXES = {
    "dc": DC,
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "xsd": XSD,
}
TOGETHER = 50  # measures in one graph


def create_linked_data(catalogue: Catalogue, address: str) -> dict[str, Iterator[str]]:
    """Return both forms, by path, in pieces."""
    turtle, tree = list_linked_data(catalogue)
    return {
        turtle: _write_turtle(_list_graphs(catalogue, address)),
        tree: _write_json(_list_graphs(catalogue, address)),
    }


def _list_graphs(catalogue: Catalogue, address: str) -> Iterator[Graph]:
    """Yield what the plan says beside its measures, then these; no subject is in two graphs."""
    works = Works(catalogue, address)
    described = (works, Concepts(catalogue, address), DataSet(catalogue, address))
    yield _create_graph(triple for part in described for triple in part.triples())
    views = [*catalogue.measures.values()]
    for start in range(0, len(views), TOGETHER):
        together = views[start : start + TOGETHER]
        yield _create_graph(triple for view in together for triple in works.measure(view))


def _create_graph(triples: Iterable[Triple]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add(triple)
    return graph


def _write_turtle(graphs: Iterable[Graph]) -> Iterator[str]:
    for prefix, namespace in PREFIXES.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"
    for graph in graphs:
        text = graph.serialize(format="turtle")
        while text.startswith("@prefix"):
            text = text.partition("\n")[2]
        yield text


def _write_json(graphs: Iterable[Graph]) -> Iterator[str]:
    context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    yield f'{{"@context": {json.dumps(context)},\n"@graph": ['
    before = "\n"
    for graph in graphs:
        document = json.loads(graph.serialize(format="json-ld", context=context))
        document.pop("@context")
        # Sets have no order of their own: the library gives one that changes from run to run. Of a
        # single node, it makes no list.
        for node in _sort(document.get("@graph", [document])):
            yield before + json.dumps(node, ensure_ascii=False, sort_keys=True)
            before = ",\n"
    yield "\n]}\n"


def _sort(node: Any) -> Any:
    if isinstance(node, list):
        return sorted((_sort(item) for item in node), key=_order)
    if isinstance(node, dict):
        return {key: _sort(value) for key, value in node.items()}
    return node


def _order(node: Any) -> str:
    return json.dumps(node.get("@id", node) if isinstance(node, dict) else node, sort_keys=True)
