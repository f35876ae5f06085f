"""`/api/v1/plan.ttl` and `plan.jsonld`: the same triples twice."""

import json
from typing import Any

from rdflib import DC, DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, XSD, Graph

from macros.deriving import Catalogue
from macros.exports.concepts import Concepts
from macros.exports.dcat import DataSet
from macros.exports.naming import SCHEMA
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


def create_linked_data(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return both forms, by path."""
    graph = create_graph(catalogue, address)
    turtle, tree = list_linked_data(catalogue)
    return {turtle: graph.serialize(format="turtle"), tree: _write_json(graph)}


def create_graph(catalogue: Catalogue, address: str) -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for describe in (Works, Concepts, DataSet):
        for triple in describe(catalogue, address).triples():
            graph.add(triple)
    return graph


def _write_json(graph: Graph) -> str:
    context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    document = json.loads(graph.serialize(format="json-ld", context=context))
    # Sets have no order of their own: the library gives one that changes from run to run.
    document["@graph"] = _sort(document["@graph"])
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _sort(node: Any) -> Any:
    if isinstance(node, list):
        return sorted((_sort(item) for item in node), key=_order)
    if isinstance(node, dict):
        return {key: _sort(value) for key, value in node.items()}
    return node


def _order(node: Any) -> str:
    return json.dumps(node.get("@id", node) if isinstance(node, dict) else node, sort_keys=True)
